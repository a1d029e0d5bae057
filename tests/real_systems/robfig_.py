"""robfig/cron for Go, of Debian: the cron of Kubernetes."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.competitors import builds
from benchmarks.competitors.robfig_ import DEBIAN, PACKAGES, debian_version
from real_systems.programs import SOURCES, Program


class Robfig(Program):
    """`ParseStandard`, which Kubernetes calls, and `Next`."""

    name = "robfig"
    dialect = "kubernetes"
    years = 5

    def command(self) -> Sequence[str]:
        """Compile the harness, without the network."""
        go = builds.tool("go", "golang-go")
        builds.file(PACKAGES / "src/github.com/robfig/cron", f"apt-get install {DEBIAN}")
        program = builds.BUILT.with_name("systems") / "go" / "system"
        source = SOURCES / "go" / "system.go"
        environment = {"GO111MODULE": "off", "GOPATH": str(PACKAGES), "GOFLAGS": ""}
        compile_ = [go, "build", "-o", str(program), source.name]
        builds.build(program, [source], compile_, environment)
        return [str(program), debian_version()]


SYSTEM = Robfig()

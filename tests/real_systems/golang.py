"""Systems written in Go, of Debian's packages: one harness, and a file for each that reads texts."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.competitors import builds
from benchmarks.competitors.robfig_ import PACKAGES, debian_version
from real_systems.programs import SOURCES


def command(name: str, library: str, package: str) -> Sequence[str]:
    """Compile a harness, without the network, and return its command.

    `library` is the import path, `package` the one of Debian that has it.
    """
    go = builds.tool("go", "golang-go")
    builds.file(PACKAGES / "src" / library, f"apt-get install {package}")
    program = builds.BUILT.with_name("systems") / "go" / name
    sources = [SOURCES / "go" / file for file in (f"{name}.go", "lines.go")]
    environment = {"GO111MODULE": "off", "GOPATH": str(PACKAGES), "GOFLAGS": ""}
    compile_ = [go, "build", "-o", str(program), *(source.name for source in sources)]
    builds.build(program, sources, compile_, environment)
    return [str(program), debian_version(package)]

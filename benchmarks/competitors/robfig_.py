"""robfig/cron, in Go: the cron of Kubernetes and of much else that is written in Go."""

from __future__ import annotations

from pathlib import Path
from subprocess import run

from benchmarks.competitors.builds import BUILT, SOURCES, build, file, tool
from benchmarks.process import Process
from benchmarks.remote import Foreign

PACKAGES = Path("/usr/share/gocode")
"""Where Debian keeps the sources of Go packages."""

DEBIAN = "golang-github-robfig-cron-dev"

TEXTS = {
    "every minute": "* * * * *",
    "weekday mornings": "30 9 * * MON-FRI",
    "every second": "* * * * * *",
    "every five minutes": "*/5 * * * *",
    "every 30 minutes": "*/30 * * * *",
    "yearly": "0 0 1 1 *",
    "never": "0 0 30 2 *",
}
"""Each plan in its dialect."""

TEMPLATES = {
    "weekday range": "{minute} {hour} * {month} {days}",
    "day list": "{minute} {hour} {days} {month} *",
}
"""Each family of drawn texts in its dialect."""


class Robfig(Foreign):
    """`SpecSchedule.Next` of one object."""

    name = "robfig/cron"
    language = "Go"
    texts = TEXTS
    templates = TEMPLATES
    backwards = False
    note = "looks five years ahead"

    def start(self) -> Process:
        """Compile the harness, without the network, and start it."""
        go = tool("go", "golang-go")
        file(PACKAGES / "src/github.com/robfig/cron", f"apt-get install {DEBIAN}")
        program = BUILT / "go" / "harness"
        source = SOURCES / "go" / "harness.go"
        environment = {"GO111MODULE": "off", "GOPATH": str(PACKAGES), "GOFLAGS": ""}
        build(program, [source], [go, "build", "-o", str(program), source.name], environment)
        return Process([str(program), debian_version()], {"TZ": "UTC"})


def debian_version(package: str = DEBIAN) -> str:
    """Return the version that Debian gives a package; its source does not say."""
    command = [tool("dpkg-query", "dpkg"), "-W", "-f", "${Version}", package]
    told = run(command, capture_output=True, text=True, check=False).stdout
    return told.partition("-")[0] or "of Debian"


COMPETITOR = Robfig()

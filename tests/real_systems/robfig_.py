"""robfig/cron for Go, of Debian: the cron of Kubernetes."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.competitors.robfig_ import DEBIAN
from real_systems import golang
from real_systems.programs import Program


class Robfig(Program):
    """`ParseStandard`, which Kubernetes calls, and `Next`."""

    name = "robfig"
    dialect = "kubernetes"
    years = 5

    def command(self) -> Sequence[str]:
        """Compile the harness, without the network."""
        return golang.command("robfig", "github.com/robfig/cron", DEBIAN)


SYSTEM = Robfig()

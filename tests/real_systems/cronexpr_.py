"""gorhill/cronexpr for Go, of Debian: what Nomad's own reader was made from."""

from __future__ import annotations

from collections.abc import Sequence

from real_systems import golang
from real_systems.programs import Program


class Cronexpr(Program):
    """`Parse` and `Next` of 2018, two years before Nomad's fork."""

    name = "cronexpr"
    dialect = "nomad"
    counts = (5, 6, 7)
    zones = False  # the fork finds its runs near changes of clock in a way of its own

    def command(self) -> Sequence[str]:
        """Compile the harness, without the network."""
        package = "golang-github-gorhill-cronexpr-dev"
        return golang.command("cronexpr", "github.com/gorhill/cronexpr", package)


SYSTEM = Cronexpr()

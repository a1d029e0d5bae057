"""What the library aims at: one target for each kind of job, for each kernel.

A limit in F is a multiple of the time of `datetime(2026, 1, 1, 9, 30)` in the same run; the
limits in milliseconds and KiB stand for themselves. Only quartzcron is held against them, and
no test is: a slow machine is no error.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """The most that a job may cost with the compiled and with the pure-Python kernel."""

    job: str
    compiled: float
    pure: float
    unit: str = "F"

    def limit(self, kernel: str) -> float:
        """Return the limit for the kernel of that name (`quartzcron.KERNEL`)."""
        return self.compiled if kernel == "compiled" else self.pure


TARGETS = {
    target.job: target
    for target in (
        Target("next", compiled=0.5, pure=8),
        Target("next far away", compiled=3, pure=25),
        Target("previous", compiled=0.5, pure=8),
        Target("previous far away", compiled=3, pure=25),
        Target("iterate", compiled=0.5, pure=8),
        Target("parse new text", compiled=60, pure=100),
        Target("parse with caches cleared", compiled=100, pure=200),
        Target("parse the same again", compiled=2, pure=3),
        Target("import", compiled=12, pure=12, unit="ms"),
        Target("memory", compiled=0.6, pure=2, unit="KiB"),
    )
}
"""All targets by name; each has at least one case."""

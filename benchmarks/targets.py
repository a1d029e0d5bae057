"""What the library aims at: one target for each kind of job, for each kernel.

A limit in F is a multiple of the time of `datetime(2026, 1, 1, 9, 30)` in the same run, one in
fills a multiple of the time that `np.full` takes for an array of that length; the limits in
nanoseconds, milliseconds and KiB stand for themselves. Only quartzcron is held against them, and
no test is: a slow machine is no error.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """The most that a job may cost with the compiled and with the pure-Python kernel, if any."""

    job: str
    compiled: float
    pure: float | None
    unit: str = "F"

    def limit(self, kernel: str) -> float | None:
        """Return the limit for the kernel of that name (`quartzcron.KERNEL`)."""
        return self.compiled if kernel == "compiled" else self.pure


TARGETS = {
    target.job: target
    for target in (
        Target("next", compiled=0.25, pure=8),
        Target("next far away", compiled=3, pure=25),
        Target("next in a zone", compiled=0.6, pure=20),
        # From any start under 5 F for each year crossed: one at most, and fourteen at least.
        Target("next a year on", compiled=5, pure=None),
        Target("next decades on", compiled=5 * 14, pure=None),
        Target("previous", compiled=0.25, pure=8),
        Target("previous far away", compiled=3, pure=25),
        Target("previous in a zone", compiled=0.6, pure=20),
        Target("schedule", compiled=0.8, pure=60),
        Target("schedule with bounds", compiled=1, pure=150),
        Target("schedule without some dates", compiled=2, pure=150),
        Target("make a schedule", compiled=4, pure=60),
        Target("make a schedule of a new text", compiled=10, pure=250),
        Target("iterate", compiled=0.2, pure=8),
        Target("iterate in a zone", compiled=0.25, pure=8),
        Target("array", compiled=1.5, pure=4, unit="fills"),
        Target("array in a zone", compiled=2, pure=5, unit="fills"),
        Target("count", compiled=100, pure=1_000),
        Target("n-th", compiled=100, pure=1_000),
        Target("shortest interval", compiled=10, pure=10, unit="ms"),
        Target("shortest interval in a zone", compiled=50, pure=50, unit="ms"),
        # A hundred zones, or eight hundred lists of days, looked at for the first time.
        Target("union", compiled=1_000, pure=1_000, unit="ms"),
        # A million in well under a second.
        Target("fleet", compiled=0.2, pure=5),
        # A million rows of ten thousand texts in fifty zones.
        Target("column", compiled=0.4, pure=None),
        Target("column of new texts", compiled=1, pure=None),
        Target("parse new text", compiled=6, pure=100),
        Target("parse with caches cleared", compiled=60, pure=200),
        Target("parse the same again", compiled=1.2, pure=3),
        Target("is_valid", compiled=2, pure=2),
        Target("is_valid of a wrong text", compiled=60, pure=80),
        Target("corrected", compiled=3_000, pure=4_000),
        Target("lint", compiled=80, pure=80),
        Target("detect", compiled=3_000, pure=4_000),
        Target("describe", compiled=1_500, pure=1_500),
        Target("describe again", compiled=5, pure=5),
        Target("import", compiled=8, pure=8, unit="ms"),
        Target("memory", compiled=0.35, pure=2, unit="KiB"),
        # A million schedules on ten thousand expressions in 160 MB.
        Target("memory of a schedule", compiled=0.156, pure=None, unit="KiB"),
    )
}
"""All targets by name; each has at least one case."""

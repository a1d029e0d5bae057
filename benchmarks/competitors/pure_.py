"""quartzcron with its pure-Python kernel, beside the compiled one: in a process of its own.

Which kernel runs is decided when quartzcron is imported, so the other one needs an interpreter of
its own. `benchmarks.worker` does every job there just as it is done here.
"""

from __future__ import annotations

import sys

from benchmarks.competitors import AbsentError
from benchmarks.competitors.quartzcron_ import TEMPLATES, TEXTS
from benchmarks.remote import Twin
from quartzcron import KERNEL


class Pure(Twin):
    """The same library under QUARTZCRON_PURE=1."""

    name = "quartzcron, pure"
    texts = TEXTS
    templates = TEMPLATES
    command = (sys.executable, "-m", "benchmarks.worker", "quartzcron_")
    environment = {"QUARTZCRON_PURE": "1"}  # noqa: RUF012

    def open(self) -> None:
        """Start the worker, unless quartzcron is pure anyway."""
        if KERNEL == "pure":
            raise AbsentError("quartzcron itself runs its pure kernel here")
        super().open()


COMPETITOR = Pure()

"""The choice of kernel: the compiled one where it was built, the pure one elsewhere.

Both have the same face and give the same answers; the pure one is the
definition. `QUARTZCRON_PURE=1` in the environment asks for it, and it is what
runs in every interpreter of a process but the first.
"""

from __future__ import annotations

from quartzcron.ground.compiled import are_wanted, explain_missing
from quartzcron.kernel import pure as pure_kernel
from quartzcron.kernel.pure import Kernel as PureKernel

if are_wanted():
    try:
        from quartzcron.kernel._kernel import (
            Crowd,
            Kernel,
            Row,
            bounded,
            expressed,
            gathered,
            housed,
        )
    except ImportError as error:
        explain_missing("quartzcron.kernel._kernel", error)
        Kernel = PureKernel  # type: ignore[misc]
else:
    Kernel = PureKernel  # type: ignore[misc]

#: Which kernel runs: "compiled" or "pure".
KERNEL = "pure" if Kernel is PureKernel else "compiled"

if KERNEL == "pure":
    expressed, housed = pure_kernel.expressed, pure_kernel.housed
    # Many at once are for NumPy, which the kernel does not know: `arrays` has their definition.
    Crowd = Row = bounded = gathered = None  # type: ignore[assignment, misc]

__all__ = [
    "KERNEL",
    "Crowd",
    "Kernel",
    "PureKernel",
    "Row",
    "bounded",
    "expressed",
    "gathered",
    "housed",
]

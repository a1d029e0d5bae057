"""The choice of kernel: the compiled one where it was built, the pure one elsewhere.

Both have the same face and give the same answers; the pure one is the
definition. `QUARTZCRON_PURE=1` in the environment asks for it.
"""

from __future__ import annotations

from os import environ

from quartzcron.kernel import pure as pure_kernel
from quartzcron.kernel.pure import Kernel as PureKernel

if environ.get("QUARTZCRON_PURE", "") in ("", "0"):
    try:
        from quartzcron.kernel._kernel import Kernel, next_seconds
    except ImportError:
        # Not built: there was no compiler.
        Kernel, next_seconds = PureKernel, pure_kernel.next_seconds  # type: ignore[misc]
else:
    Kernel, next_seconds = PureKernel, pure_kernel.next_seconds  # type: ignore[misc]

#: Which kernel runs: "compiled" or "pure".
KERNEL = "pure" if Kernel is PureKernel else "compiled"

__all__ = ["KERNEL", "Kernel", "PureKernel", "next_seconds"]

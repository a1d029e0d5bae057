"""Types of the compiled kernel; the definition is `pure_kernel`."""

from quartzcron.pure_kernel import Kernel as Kernel

"""Types of the compiled kernel; the definition is `pure_kernel`."""

from quartzcron.pure_kernel import Kernel as Kernel
from quartzcron.pure_kernel import next_seconds as next_seconds

"""Types of the compiled kernel; the definition is `pure_kernel`."""

from quartzcron.kernel.pure import Kernel as Kernel
from quartzcron.kernel.pure import expressed as expressed
from quartzcron.kernel.pure import housed as housed
from quartzcron.kernel.pure import next_seconds as next_seconds

"""Types of the compiled kernel; the definition is `pure_kernel`."""

from collections.abc import Callable, Sequence
from datetime import tzinfo

from quartzcron.pure_kernel import Kernel as Kernel

def next_seconds(
    members: Sequence[Kernel],
    firsts: object,
    zones: list[tzinfo | None],
    bounds_of: Callable[[Kernel], tuple[int, int]],
    first_of_wall: Callable[[int, tzinfo], int] | None,
    found: object,
) -> int: ...

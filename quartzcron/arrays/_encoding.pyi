"""Types of the compiled twin; the definition is `encoding`."""

from numpy import int32
from numpy.typing import NDArray

def encode_objects(given: list[object], numbers: NDArray[int32]) -> list[object]: ...
def encode_texts(
    layout: str, buffers: tuple[int, ...], offset: int, width: int, numbers: NDArray[int32]
) -> list[object]: ...

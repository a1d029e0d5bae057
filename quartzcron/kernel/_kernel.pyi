"""Types of the compiled kernel; the definition is `pure`.

What works on many at once has its definition in `arrays`: that of `Crowd` is `columns.Columns`,
that of `Row` is `spans.Runs`, and `members` has the others. Arrays are of int32 where they number
something, otherwise of int64.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from quartzcron.kernel.pure import Kernel as Kernel
from quartzcron.kernel.pure import expressed as expressed
from quartzcron.kernel.pure import housed as housed

class Crowd:
    leads: list[Any]
    zones: list[tzinfo | None]
    def __init__(
        self, leads: Sequence[Any], zones: Sequence[tzinfo | None], model: Crowd | None = None
    ) -> None: ...
    def search(
        self,
        leads: object,
        zones: object,
        seconds: object,
        bounds: object,
        found: object,
        start: int,
        stop: int,
        forward: bool,
    ) -> None: ...
    def count(
        self,
        leads: object,
        zones: object,
        starts: object,
        ends: object,
        bounds: object,
        found: object,
        start: int,
        stop: int,
    ) -> None: ...
    def load(
        self,
        leads: object,
        zones: object,
        weights: object,
        edges: object,
        bounds: object,
        counts: object,
        start: int,
        stop: int,
    ) -> None: ...
    def due(
        self,
        leads: object,
        zones: object,
        bounds: object,
        low: int,
        high: int,
        start: int,
        stop: int,
    ) -> tuple[bytes, bytes]: ...

class Row:
    size: int
    def __init__(self, span: tuple[Any, tzinfo | None, int, int]) -> None: ...
    def write(self, found: object) -> None: ...

def gathered(
    members: list[Any], lead_of: object, zone_of: object, expressions: type, schedules: type
) -> tuple[list[Any], list[tzinfo | None], bool]: ...
def bounded(members: list[Any], low: object, high: object) -> tuple[bool, bool, Sequence[int]]: ...

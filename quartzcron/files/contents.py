"""A file as its reader gets it, and the remarks in it: `# quartzcron: ignore[CODE]`.

A remark is for the line at whose end it stands, or, alone on a line, for the
next one. Lines are told one by one, as a reader comes by them, so that a file
may be endless; only lines with remarks are kept.
"""

from __future__ import annotations

import re
from typing import BinaryIO, NamedTuple

from quartzcron.errors import CODES
from quartzcron.files.findings import Place, fault
from quartzcron.ground.nearness import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from quartzcron import Dialect
    from quartzcron.files.findings import Fault

_REMARK = re.compile(r"#\s*quartzcron:\s*ignore(?:\[([^\]]*)\])?")


class Remarks:
    """The remarks of one file.

    >>> remarks = Remarks()
    >>> list(remarks.note(1, "# quartzcron: ignore[uneven-step]"))
    []
    >>> remarks.hides(2, "uneven-step"), remarks.hides(2, "never-fires")
    (True, False)
    """

    def __init__(self) -> None:
        #: The codes that are hidden, by line; None stands for all.
        self._hidden: dict[int, list[frozenset[str] | None]] = {}

    def note(self, number: int, line: str) -> Iterator[Fault]:
        """Read a line of the file; yield what is wrong with a remark on it."""
        found = _REMARK.search(line) if "quartzcron:" in line else None
        if found is None:
            return
        codes = None if found[1] is None else frozenset(found[1].replace(",", " ").split())
        alone = not line[: found.start()].strip()
        self._hidden.setdefault(number + alone, []).append(codes)
        for code in sorted(codes or ()):
            if code not in CODES:
                yield _unknown(Place(number, line.index(code, found.start()) + 1), code)

    def hides(self, line: int, code: str) -> bool:
        """Tell whether a remark hides a code on a line."""
        return any(codes is None or code in codes for codes in self._hidden.get(line, ()))


def _unknown(place: Place, code: str) -> Fault:
    """Return what is said of a code that there is not."""
    near = nearest(code, CODES)
    if near:
        return fault(place, "unknown-code/near", found=code, near=near[0])
    return fault(place, "unknown-code", found=code)


class Content(NamedTuple):
    """A file to read: its bytes, its name, the rules asked for, and where its remarks are kept."""

    stream: BinaryIO
    name: str
    dialect: Dialect | None
    remarks: Remarks

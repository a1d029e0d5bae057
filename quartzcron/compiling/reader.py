"""The choice of reader: the compiled one for plain texts where it was built, none elsewhere.

The compiled reader takes a plain text to its masks in one pass, without the
nodes that only errors, lint and translation look at: as octets, of which the
compiled kernel is made, and `matcher.unpacked` a matcher. The parser defines what
a text means; a reader either agrees with it or leaves the text to it.
`QUARTZCRON_PURE=1` in the environment asks for none.
"""

from __future__ import annotations

from quartzcron.ground.compiled import are_wanted, explain_missing
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from quartzcron.dialects import Dialect


def leave_all(text: str, dialect: Dialect) -> bytes | None:
    """Read nothing: the parser reads every text."""
    return None


if are_wanted():
    try:
        from quartzcron.compiling._reader import read_plain
    except ImportError as error:
        explain_missing("quartzcron.compiling._reader", error)
        read_plain = leave_all
else:
    read_plain = leave_all

__all__ = ["leave_all", "read_plain"]

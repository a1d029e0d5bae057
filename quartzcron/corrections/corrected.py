"""The text that was meant: `quartzcron.corrected`."""

from __future__ import annotations

from quartzcron.compiling.compiler import dialect_of, is_read, text_of
from quartzcron.corrections.hints import judged
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from quartzcron.dialects import Dialect
    from quartzcron.dialects.names import DialectName


def corrected(
    text: str, dialect: Dialect | DialectName | str | None = None, *, seed: str | None = None
) -> str | None:
    """Return the text that was meant, if that is certain.

    >>> corrected("0 9 * * Monday-Fri"), corrected("`0 9 * * *`"), corrected("@minutely")
    ('0 9 * * MON-FRI', '0 9 * * *', '* * * * *')
    >>> corrected("0 9 * * MON-FRI", "quartz")
    '0 0 9 ? * MON-FRI'
    >>> corrected("0 9 * * * Asia/Seoul"), corrected("0 25 * * *"), corrected("@biweekly")
    (None, None, None)

    A valid text is returned as it is. Otherwise the answer is a valid text of the dialect that
    keeps everything of the given one, or None if anything would have to be guessed or dropped.
    Raises `TypeError` for anything but a str and `UnknownNameError` for an unknown dialect. Cost:
    that of parsing the text a few times.
    """
    text, rules = text_of(text), dialect_of(dialect, seed)
    return text if is_read(text, rules) else judged(text, rules).corrected

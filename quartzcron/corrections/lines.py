r"""Several expressions in one text, a line each, as a crontab or a trigger of Jenkins has them.

An expression is one line. Where each line is one that the dialect takes, and
the others are comments, that is all there is to say: which of them was meant,
or whether all were, only the user knows. Anything else is left to whoever asks,
`0 9\n* * *` too, which is one expression with a stray line break.
"""

from __future__ import annotations

from quartzcron import dialects
from quartzcron.compiling.compiler import is_right
from quartzcron.corrections import outside
from quartzcron.corrections.cleaning import cleaned
from quartzcron.corrections.suggestions import quoted
from quartzcron.errors import problem
from quartzcron.ground.messages import HINTS
from quartzcron.language.text import AROUND, parse
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quartzcron.dialects import Dialect
    from quartzcron.errors import Problem

    Span = tuple[int, int]

#: More texts than these make no sentence.
_MOST_LINES = 5


def problems_of_lines(text: str, dialect: Dialect) -> tuple[Problem, ...]:
    r"""Return what is said of a text of several lines, or nothing where another word is due.

    >>> [found] = problems_of_lines("0 9 * * *\n0 17 * * *", dialects.DEFAULT)
    >>> found.span, found.hint
    ((10, 20), 'use `0 9 * * *` and `0 17 * * *` together')
    """
    lines = list(_lines(text))
    if len(lines) < 2:
        return ()
    places = [place for place, span in enumerate(lines) if not _is_comment(text[span[0] :])]
    right = [_expression(text[slice(*lines[place])], dialect) for place in places]
    texts = [each for each in right if each is not None]
    if not texts or len(texts) < len(right):
        return ()
    if len(texts) == 1:
        around = lines[: places[0]], lines[places[0] + 1 :]
        return _comments(text, around, texts[0])
    return (_too_many(texts, (lines[places[0] + 1][0], lines[-1][1]), dialect),)


def _lines(text: str) -> Iterator[Span]:
    """Yield where the lines of a text stand that are not empty, without the blanks around them."""
    start = 0
    for line in text.splitlines(keepends=True):
        inner = line.strip()
        if inner:
            place = start + line.index(inner)
            yield place, place + len(inner)
        start += len(line)


def _is_comment(line: str) -> bool:
    return line.startswith(("#", "//"))


def _expression(line: str, dialect: Dialect) -> str | None:
    """Return the expression of a line that the dialect takes, without quotes or a label around."""
    alone = line.strip(AROUND)
    if is_right(alone, dialect):
        return alone
    clean = cleaned(line)
    # What stood within cron( ) is EventBridge's, and may mean something else here.
    return clean.text if not clean.wrapped and is_right(clean.text, dialect) else None


def _comments(text: str, around: Sequence[Sequence[Span]], alone: str) -> tuple[Problem, ...]:
    """Point at the comments in front of an expression and behind it."""
    spans = [(lines[0][0], lines[-1][1]) for lines in around if lines]
    found = [outside.pointed_at(text, span, "extra-text/comment", 0) for span in spans]
    hint = HINTS["beside"].format(text=alone)
    return found[0].replace(hint=hint), *found[1:]


def _too_many(texts: Sequence[str], span: Span, dialect: Dialect) -> Problem:
    """Point at what follows the first expression, and name those that do together what was meant.

    Jenkins draws the H of several lines one after the other, so that a second line
    with one runs at other times than by itself: it is not named as the same.
    """
    if dialect.hashing == dialects.JOB_NAME and sum(_draws(each, dialect) for each in texts) > 1:
        return problem("white-space/lines-drawn", None, span, title=dialect.title)
    found = problem("white-space/lines", None, span, found=len(texts))
    different = list(dict.fromkeys(texts))
    if len(different) > _MOST_LINES:
        return found
    key = "beside" if len(different) == 1 else "lines"
    named = {"text": different[0], "texts": quoted(different, "and")}
    return found.replace(hint=HINTS[key].format(**named))


def _draws(text: str, dialect: Dialect) -> bool:
    """Tell whether a text has an H, be it in the words for an @ word."""
    return dialect.seed is not None and bool(parse(text, dialect.replace(seed="")).unseeded)

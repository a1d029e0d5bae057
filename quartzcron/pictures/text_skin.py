"""A picture in characters: shades that a terminal, a log and a mail can hold."""

from __future__ import annotations

from quartzcron.errors import width
from quartzcron.pictures.layout import DAYS, HOURS, legend_words, with_room
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quartzcron.pictures.layout import Block, PictureCell, Row

#: A shade for each level.
SHADES = "·░▒▓█"

#: The widest line.
COLUMNS = 78

#: It keeps a line that is mirrored here from being mirrored once more by a terminal.
_LEFT_TO_RIGHT = "\u200e"


def drawn(
    heading: str, caption: str, blocks: Sequence[Block], notes: Sequence[str], rtl: bool
) -> str:
    """Return a picture as lines of at most 80 columns."""
    lines = [*wrapped(heading, COLUMNS), *wrapped(caption, COLUMNS)]
    for block in blocks:
        lines += ["", *_block(block, rtl), "", _legend(block)]
    return "\n".join([*lines, *notes])


def wrapped(text: str, columns: int) -> list[str]:
    """Return a text in lines of so many columns, cut where it has no spaces.

    >>> wrapped("every day at 09:00", 10)
    ['every day', 'at 09:00']
    """
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".lstrip()
        if width(joined) <= columns:
            lines[-1] = joined
        elif width(word) <= columns:
            lines.append(word)
        else:
            # A sentence without spaces goes on where the line before it ends.
            lines[-1:] = _cut(joined, columns)
    return [line for line in lines if line]


def _cut(word: str, columns: int) -> list[str]:
    """Return a word in pieces that fit."""
    pieces = [""]
    for character in word:
        if width(pieces[-1] + character) > columns:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _block(block: Block, rtl: bool) -> Iterator[str]:
    margin = max(width(row.label) for row in block.rows)
    most = max(len(str(row.total)) for row in block.rows)
    lines = [("", _heads(block), "")]
    lines += [(row.label, _cells(block, row), str(row.total)) for row in block.rows]
    for label, tokens, total in lines:
        padded = " " * (margin - width(label))
        if rtl:
            cells = "".join(reversed(tokens))
            yield f"{_LEFT_TO_RIGHT}  {total:>{most}}  {cells}  {padded}{label}".rstrip()
        else:
            yield f"  {label}{padded}  {''.join(tokens)}  {total:>{most}}".rstrip()


def _heads(block: Block) -> list[str]:
    """Return the line of heads in pieces that keep their order where the line is mirrored."""
    if block.shape == HOURS:
        return _by_threes([[f"{head:2}"] for head in block.heads])
    if block.shape == DAYS:
        names = [_fit(_short(head), 4) for head in block.heads]
        return _apart([" " * (4 - width(name)) + name for name in names])
    found: list[str] = []
    # What begins in the last columns is as wide as it is; the others end where the next begins.
    last = max(column for column, head in enumerate(block.heads) if head)
    end = max(last + 4, len(block.heads))
    for column, after in with_room(block.heads, end, lambda head, room: width(head) < room):
        head = _fit(block.heads[column], after - column - 1)
        found += [head, " " * (after - column - width(head))]
    return found


def _apart(cells: Sequence[str]) -> list[str]:
    """Return cells with room between them."""
    return [part for cell in cells for part in ("  ", cell)][1:]


def _short(name: str) -> str:
    """Return the part of a name that tells it from others, where the whole is too wide.

    >>> _short("day 2nd"), _short("Mon")
    ('2nd', 'Mon')
    """
    return name if width(name) <= 4 else name.split()[-1]


def _fit(text: str, columns: int) -> str:
    """Return as much of a text as fits.

    >>> _fit("Sept", 4), _fit("10\u6708", 3)
    ('Sept', '10')
    """
    while width(text) > columns:
        text = text[:-1]
    return text


def _cells(block: Block, row: Row) -> list[str]:
    """Return a line of cells in pieces that keep their order where the line is mirrored."""
    found: list[list[PictureCell]] = [[] for _ in block.heads]
    for cell in row.cells:
        found[cell.column].append(cell)
    if block.shape == HOURS:
        return _by_threes([_shades(cells) for cells in found])
    if block.shape == DAYS:
        return _apart([_day(cells[0]) if cells else "    " for cells in found])
    return [SHADES[cells[0].level] if cells else " " for cells in found]


def _day(cell: PictureCell) -> str:
    return f"{cell.mark:>2}{SHADES[cell.level] * 2}"


def _shades(cells: Sequence[PictureCell]) -> list[str]:
    """Return two characters: of one cell, or of an hour that comes twice."""
    if not cells:
        return [" ", " "]
    return [SHADES[cells[0].level], SHADES[max(cell.level for cell in cells[1:] or cells)]]


def _by_threes(cells: Sequence[list[str]]) -> list[str]:
    """Return hours with room after each third one."""
    return [
        part
        for place, cell in enumerate(cells)
        for part in ([" ", *cell] if place and place % 3 == 0 else cell)
    ]


def _legend(block: Block) -> str:
    return "  " + "   ".join(
        f"{SHADES[level]} {numbers}×" for level, numbers in legend_words(block)
    )

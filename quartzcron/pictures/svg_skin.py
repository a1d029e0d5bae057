"""A picture as SVG: for pages and notebooks, in light and dark, narrow enough for a phone.

How many runs a cell has is its colour and its size, so that it is readable without colour, and
its title, which browsers show and screen readers say.
"""

from __future__ import annotations

from html import escape

from quartzcron.errors import width
from quartzcron.pictures.layout import (
    DAYS,
    HOURS,
    LEVELS,
    WEEKS,
    PictureCell,
    legend_words,
    with_room,
)
from quartzcron.pictures.text_skin import wrapped
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quartzcron.pictures.layout import Block, Row

#: The width of all pictures, that of a small phone: there a unit is a pixel.
WIDTH = 380
_PADDING = 8
_LINE = 15
_COLUMNS, _COLUMNS_BOLD = 57, 51  # characters of a line of text
_MOST_LINES = 4

#: How wide a column of text is about, in small letters and in those of everything else.
_COLUMN = {"qc-h": 5.3, "": 6.2}


class _Sizes(Record):
    """Room for labels, the place of a cell, and the fullest cell in it; the number of a day."""

    left: float
    wide: float
    high: float
    cell: tuple[float, float]
    mark: float


_SIZES = {
    HOURS: _Sizes(54, 11.6, 15, (10, 10), 0),
    DAYS: _Sizes(20, 50, 24, (16, 16), 18),
    WEEKS: _Sizes(38, 5.6, 12, (5.2, 10), 0),
}

_STYLE = """
.qc-p{background:#fff;max-width:760px}
.qc-p text{font:11px system-ui,sans-serif;fill:#1f2328}
.qc-p .qc-b{font-weight:600}.qc-p .qc-h{font-size:9.5px}
.qc-p .qc-g{fill:#fff}
.qc-p .qc-0{fill:#d0d7de}.qc-p .qc-1{fill:#4493f2}.qc-p .qc-2{fill:#1a6be0}
.qc-p .qc-3{fill:#0a4bab}.qc-p .qc-4{fill:#03255c}
@media (prefers-color-scheme:dark){
.qc-p{background:#0d1117}.qc-p text{fill:#e6edf3}.qc-p .qc-g{fill:#0d1117}
.qc-p .qc-0{fill:#3d444d}.qc-p .qc-1{fill:#1f5fb8}.qc-p .qc-2{fill:#388bfd}
.qc-p .qc-3{fill:#79c0ff}.qc-p .qc-4{fill:#cae8ff}}
"""


class _Canvas(Record):
    """Where things go: mirrored, for languages that are written from right to left."""

    rtl: bool

    def text(
        self,
        x: float,
        y: float,
        text: str,
        anchor: str = "start",
        kind: str = "",
        room: float = WIDTH,
    ) -> str:
        """Return a text whose anchor lies at x, pressed together where it has not enough room.

        Its direction mirrors the anchor: where text runs from the right, its start is there.
        """
        named = f' class="{kind}"' if kind else ""
        named += ' direction="rtl"' if self.rtl else ""
        if width(text) * _COLUMN.get(kind, _COLUMN[""]) > room:
            named += f' textLength="{room:g}" lengthAdjust="spacingAndGlyphs"'
        where = f'x="{self._x(x):g}" y="{y:g}" text-anchor="{anchor}"'
        return f"<text {where}{named}>{escape(text)}</text>"

    def cell(self, x: float, y: float, size: tuple[float, float], cell: PictureCell) -> str:
        """Return a cell whose place has a size: a square or, of a part of an hour, a narrow one."""
        wide, high = size
        part = (0.55 + 0.45 * cell.level / LEVELS) if cell.level else 0.3
        left, top = x + wide * (1 - part) / 2, y + high * (1 - part) / 2
        left = self._x(left + wide * part) if self.rtl else left
        return (
            f"<g><title>{escape(cell.title)}</title>"
            f'<rect class="qc-{cell.level}" x="{left:.1f}" y="{top:.1f}" '
            f'width="{wide * part:.1f}" height="{high * part:.1f}"/></g>'
        )

    def _x(self, x: float) -> float:
        return WIDTH - x if self.rtl else x


def drawn(
    heading: str, caption: str, blocks: Sequence[Block], notes: Sequence[str], rtl: bool
) -> str:
    """Return a picture as one SVG element, without blank lines."""
    canvas = _Canvas(rtl)
    y = 4.0
    body: list[str] = []
    for text, kind, columns in [(heading, "qc-b", _COLUMNS_BOLD), (caption, "", _COLUMNS)]:
        for line in _lines(text, columns):
            y += _LINE
            body.append(canvas.text(_PADDING, y, line, kind=kind))
    for block in blocks:
        body += _block(canvas, block, y + 10)
        y += 10 + _height(block)
    for note in notes:
        for line in _lines(note, _COLUMNS):
            y += _LINE
            body.append(canvas.text(_PADDING, y, line))
    return _framed(". ".join(filter(None, (heading, caption))), y + 10, body)


def _framed(label: str, height: float, body: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qc-p" viewBox="0 0 {WIDTH} {height:g}" '
        f'width="100%" role="img" aria-label="{escape(label)}">'
    )
    ground = f'<rect class="qc-g" width="{WIDTH}" height="{height:g}"/>'
    return "\n".join([head, f"<style>{_STYLE}</style>", ground, *body, "</svg>"])


def _lines(text: str, columns: int) -> list[str]:
    lines = wrapped(text, columns)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]} …"]
    return lines


def _height(block: Block) -> float:
    return _LINE + len(block.rows) * _SIZES[block.shape].high + 8 + _LINE


def _block(canvas: _Canvas, block: Block, top: float) -> Iterator[str]:
    sizes = _SIZES[block.shape]
    kind = "qc-h" if block.shape == WEEKS else ""
    for column, after in _heads(block, sizes):
        x, room = sizes.left + column * sizes.wide, (after - column) * sizes.wide - 1
        yield canvas.text(x, top + 10, block.heads[column], kind=kind, room=room)
    for place, row in enumerate(block.rows):
        y = top + _LINE + place * sizes.high
        base = y + sizes.high / 2 + 4
        yield canvas.text(sizes.left - 6, base, row.label, "end", room=sizes.left - 8)
        yield from _cells(canvas, sizes, row, y)
        if block.shape != DAYS:
            yield canvas.text(WIDTH - _PADDING, base, _short(row.total), "end")
    yield from _legend(canvas, block, top + _LINE + len(block.rows) * sizes.high + 8)


def _heads(block: Block, sizes: _Sizes) -> list[tuple[int, int]]:
    """Return the columns of the heads to write: not all names of months may have room."""

    def fits(head: str, columns: int) -> bool:
        # Weekdays are pressed together instead: none of them can be left out.
        return block.shape != WEEKS or width(head) * _COLUMN["qc-h"] <= columns * sizes.wide - 2

    return with_room(block.heads, len(block.heads) + 2, fits)


def _short(number: int) -> str:
    """Return a number in six characters.

    >>> _short(86400), _short(604800), _short(4492800)
    ('86400', '604k', '4.5M')
    """
    if number < 100_000:
        return str(number)
    return f"{number // 1000}k" if number < 1_000_000 else f"{number / 1_000_000:.1f}M"


def _cells(canvas: _Canvas, sizes: _Sizes, row: Row, y: float) -> Iterator[str]:
    wide, high = sizes.cell
    columns = [cell.column for cell in row.cells]
    for place, cell in enumerate(row.cells):
        # Of an hour that comes twice, each pass has its part of the place.
        part = wide / columns.count(cell.column)
        x = sizes.left + cell.column * sizes.wide + part * (place - columns.index(cell.column))
        if cell.mark:
            yield canvas.text(x + sizes.mark - 3, y + sizes.high / 2 + 4, cell.mark, "end")
        top = y + (sizes.high - high) / 2
        yield canvas.cell(x + sizes.mark, top, (part, high), cell)


def _legend(canvas: _Canvas, block: Block, y: float) -> Iterator[str]:
    x = _SIZES[block.shape].left
    for level, numbers in legend_words(block):
        words = f"{numbers}×"
        yield canvas.cell(x, y, (10, 10), PictureCell(0, 0, level, words, "", ()))
        yield canvas.text(x + 14, y + 9, words)
        x += 26 + 7 * len(words)

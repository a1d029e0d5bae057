"""The picture of the month shapes: an SVG made from a real expression.

Each row is one of the 28 shapes that a month can have, each column a day of
the month. On a page its colours are those of the theme; alone, those that the screen prefers.
"""

from __future__ import annotations

from quartzcron.calendar.months import SATURDAY, SHAPES, day_masks
from quartzcron.compiling.compiler import compile_text
from quartzcron.dialects import DEFAULT
from quartzcron.fields import WEEKDAY_NAMES

#: The expression that is drawn, and a month to point at: its shape and its name.
TEXT = "0 0 18 15W,LW * ?"
POINTED = ((6, 28), "February 2026")

_CELL = 13
_LEFT, _TOP = 66, 22
_RIGHT, _BOTTOM = 20, 28
_GAP = 5  # between the groups of one weekday


STYLE = """<style>
svg.shapes:root { color: #444; }
@media (prefers-color-scheme: dark) { svg.shapes:root { color: #ccc; } }
.shapes { display: block; width: 100%; max-width: 42rem; }
.shapes text { fill: currentColor; font: 12px system-ui, sans-serif; }
.shapes rect { fill: currentColor; fill-opacity: 0.1; }
.shapes rect.weekend { fill-opacity: 0.28; }
.shapes rect.fires { fill: var(--color-brand-primary, #2f81f7); fill-opacity: 1; }
</style>"""


def picture(text: str = TEXT) -> str:
    """Return the drawing of an expression's days, as an SVG element.

    >>> picture().count('class="fires"') == 2 * 28
    True
    """
    rows = [
        _row(place, mask) for place, mask in enumerate(day_masks(compile_text(text, DEFAULT).days))
    ]
    width = _LEFT + 31 * _CELL + _RIGHT
    height = _top(len(SHAPES) - 1) + _CELL + _BOTTOM
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" class="shapes" role="img" '
            f'viewBox="0 0 {width} {height}" '
            f'aria-label="The days of {text} in the 28 shapes of months">',
            STYLE,
            *_heads(),
            *rows,
            _pointer(),
            "</svg>",
        ]
    )


def _top(place: int) -> int:
    return _TOP + place * _CELL + place // 4 * _GAP


def _left(day: int) -> int:
    return _LEFT + (day - 1) * _CELL


def _heads() -> list[str]:
    days = (1, 5, 10, 15, 20, 25, 31)
    return [
        f'<text x="{_left(day) + _CELL / 2}" y="{_TOP - 8}" text-anchor="middle">{day}</text>'
        for day in days
    ]


def _row(place: int, mask: int) -> str:
    first, length = SHAPES[place]
    top = _top(place)
    label = f"{WEEKDAY_NAMES[first]}, {length}" if not place % 4 else f"{length}"
    cells = [f'<text x="{_LEFT - 10}" y="{top + 10}" text-anchor="end">{label}</text>']
    for day in range(1, length + 1):
        weekend = (first + day - 1) % 7 >= SATURDAY
        kind = "fires" if mask >> day & 1 else "weekend" if weekend else "workday"
        size = _CELL - 2
        cells.append(
            f'<rect class="{kind}" x="{_left(day)}" y="{top}" width="{size}" height="{size}"/>'
        )
    return "".join(cells)


def _pointer() -> str:
    shape, name = POINTED
    place = SHAPES.index(shape)
    arrow = f'<text x="{_left(shape[1] + 1) + 4}" y="{_top(place) + 11}">&#8592;</text>'
    told = _top(len(SHAPES) - 1) + _CELL + _BOTTOM - 8
    return f'{arrow}<text x="{_LEFT}" y="{told}">&#8592; {name}</text>'

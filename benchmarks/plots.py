"""Figures as pictures: one row a case, one mark a competitor, times on a logarithmic scale.

The pictures are SVG without a background. Text takes the colour of the page that they stand in,
or the reader's preference where they stand alone, and the colours of the marks can be told from
white and from black: so they do for light and dark pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

from benchmarks.report import amount
from benchmarks.runner import OURS, Figure

COLOURS = {
    "quartzcron": "#e5482d",
    "quartzcron, pure": "#e5482d",
    "croniter": "#3b82f6",
    "cronsim": "#109a49",
    "APScheduler": "#a855f7",
    "cronexpr": "#b3781d",
    "cron-converter": "#0d9488",
    "Quartz": "#3b82f6",
    "robfig/cron": "#109a49",
    "croner": "#a855f7",
    "cron-parser": "#b3781d",
}
"""One colour a competitor; those of other languages are never in one picture with Python's."""

OTHER = "#7f8590"
"""The colour of a competitor that has none of its own."""

SHAPES = {
    "croniter": "square",
    "cronsim": "triangle",
    "APScheduler": "diamond",
    "cronexpr": "bar",
    "cron-converter": "plus",
    "Quartz": "square",
    "robfig/cron": "triangle",
    "croner": "diamond",
    "cron-parser": "bar",
}
"""The shapes of the marks, for those who cannot tell the colours; ours are circles."""

WIDTH, LEFT, RIGHT = 420, 20, 24
"""Narrow, so that labels can be read on a phone; the name of a case stands above its line."""

ROW, LINE, BOTTOM = 31, 20, 54

STYLE = (
    "svg:root{color:#444}"
    "@media(prefers-color-scheme:dark){svg:root{color:#ccc}}"
    ".benchmark{display:block;width:100%;max-width:34rem;margin:1.5rem 0}"
    ".benchmark text{fill:currentColor;font:12px system-ui,sans-serif}"
    ".benchmark .fine{font-size:11px}"
    ".benchmark .line{stroke:currentColor;stroke-opacity:.18}"
    ".benchmark .floor{stroke:currentColor;stroke-opacity:.7;stroke-dasharray:3 3}"
)


class Scale:
    """A logarithmic scale from one power of ten to another."""

    def __init__(self, ratios: Sequence[float]) -> None:
        self.low = min(floor(log10(min(ratios))), -1)
        self.high = max(ceil(log10(max(ratios))), 1)

    def at(self, ratio: float) -> float:
        """Return where a ratio stands, in pixels from the left."""
        share = (log10(ratio) - self.low) / (self.high - self.low)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    @property
    def ticks(self) -> list[float]:
        """The powers of ten."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def picture(title: str, rows: Mapping[str, Sequence[Figure]]) -> str:
    """Return the picture of some cases: the ratios of their figures, where they have any."""
    measured = {
        case: [figure for figure in figures if figure.ratio] for case, figures in rows.items()
    }
    scale = Scale([each.ratio or 1 for figures in measured.values() for each in figures] or [1])
    names = list(dict.fromkeys(each.competitor for row in measured.values() for each in row))
    legend, top = _legend(names, any(each.wrong for row in measured.values() for each in row))
    height = top + ROW * len(rows) + BOTTOM
    # No blank line may stand in here: it would end the block in a page of Markdown.
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="benchmark" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">',
            f"<style>{STYLE}</style>",
            *legend,
            *_axis(scale, top, height),
            *(
                line
                for place, (case, figures) in enumerate(measured.items())
                for line in _row(case, figures, top + ROW * (place + 1) - 8, scale)
            ),
            "</svg>",
        ]
    )


def _legend(names: Sequence[str], wrong: bool) -> tuple[list[str], int]:
    """Return the lines of the legend, and where the rows below it begin."""
    lines, left, top = [], 14, 14
    for name in [*names, *([_WRONG] if wrong else [])]:
        width = 30 + 7 * len(name)
        if left + width > WIDTH:
            left, top = 14, top + LINE
        lines.append(_mark(name, left, top) if name in names else _cross(left, top))
        lines.append(f'<text x="{left + 10}" y="{top + 4}">{escape(name)}</text>')
        left += width
    return lines, top + LINE


_WRONG = "some answers wrong"


def _axis(scale: Scale, top: int, height: int) -> list[str]:
    lines = []
    centred = f'y="{height - 38}" text-anchor="middle"'
    for tick in scale.ticks:
        x, kind = scale.at(tick), "floor" if tick == 1 else "line"
        lines.append(f'<line class="{kind}" x1="{x}" x2="{x}" y1="{top}" y2="{height - BOTTOM}"/>')
        lines.append(f'<text class="fine" x="{x}" {centred}>{_short(tick)}</text>')
    for y, words in zip((height - 20, height - 6), _LEGEND, strict=True):
        lines.append(f'<text class="fine" x="4" y="{y}">{words}</text>')
    return lines


_LEGEND = (
    "1 F = making one datetime(2026, 1, 1, 9, 30) in the same run.",
    "Further left is quicker; a line is a factor of ten.",
)


def _short(tick: float) -> str:
    """Return the label of a power of ten.

    >>> _short(0.1), _short(1e3), _short(1e6)
    ('0.1 F', '1k F', '1M F')
    """
    for unit, sign in ((1e6, "M"), (1e3, "k")):
        if tick >= unit:
            return f"{tick / unit:g}{sign} F"
    return f"{tick:g} F"


def _row(case: str, figures: Sequence[Figure], y: float, scale: Scale) -> list[str]:
    lines = [
        f'<text x="4" y="{y - 9}">{escape(case)}</text>',
        f'<line class="line" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>',
    ]
    # Ours last, so that they lie on top.
    for figure in sorted(figures, key=lambda each: each.competitor in OURS):
        x = scale.at(figure.ratio or 1)
        told = f"{figure.competitor}, {case}: {amount(figure)}"
        if figure.wrong:
            told += f", {figure.wrong:,} of {figure.checked:,} answers wrong"
        mark = _mark(figure.competitor, x, y) + (_cross(x, y) if figure.wrong else "")
        lines.append(f"<g><title>{escape(told)}</title>{mark}</g>")
    return lines


def _mark(name: str, x: float, y: float) -> str:
    colour = COLOURS.get(name, OTHER)
    if name == "quartzcron, pure":
        return f'<circle cx="{x}" cy="{y}" r="5" fill="none" stroke="{colour}" stroke-width="2"/>'
    paths = {
        "square": f"M{x - 4.5} {y - 4.5}h9v9h-9z",
        "triangle": f"M{x} {y - 5.5}l5.5 10h-11z",
        "diamond": f"M{x} {y - 6}l6 6l-6 6l-6 -6z",
        "bar": f"M{x - 2} {y - 6.5}h4v13h-4z",
        "plus": f"M{x - 1.5} {y - 6}h3v4.5h4.5v3h-4.5v4.5h-3v-4.5h-4.5v-3h4.5z",
    }
    shape = SHAPES.get(name)
    if shape is None:
        return f'<circle cx="{x}" cy="{y}" r="6" fill="{colour}"/>'
    return f'<path d="{paths[shape]}" fill="{colour}"/>'


def _cross(x: float, y: float) -> str:
    path = f"M{x - 5} {y - 5}l10 10m0 -10l-10 10"
    return f'<path d="{path}" stroke="currentColor" stroke-width="1.5" fill="none"/>'

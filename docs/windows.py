"""The picture of the windows: wall time over instants, around two changes of clock.

Within a window of constant offset the line rises evenly; a gap is a step up, a
fold a step down. A schedule's wall time is a level; where it meets the line it
fires, and the dots are where it really does. Drawn from the zone itself.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from quartzcron import Schedule
from quartzcron.clock.zones import BLOCK, DAY, wall_seconds, zone_of

ZONE = "America/New_York"

#: For each panel: what happens, its first instant, and the daily run that is drawn.
PANELS = (
    ("8 March: a gap", datetime(2026, 3, 8, 5, tzinfo=UTC), (2, 30)),
    ("1 November: a fold", datetime(2026, 11, 1, 4, tzinfo=UTC), (1, 30)),
)

_HOURS = 5  # of instants in a panel
_CELL = 44  # an hour
_LEFT, _TOP, _BELOW, _RIGHT = 44, 30, 44, 52
_WIDTH = _HOURS * _CELL
_HEIGHT = 6 * _CELL


STYLE = """<style>
svg.windows:root { color: #444; }
@media (prefers-color-scheme: dark) { svg.windows:root { color: #ccc; } }
.windows { display: block; width: 100%; max-width: 26rem; }
.windows text { fill: currentColor; font: 12px system-ui, sans-serif; }
.windows text.title { font-weight: bold; }
.windows text.offset { fill: var(--color-brand-primary, #2f81f7); }
.windows line { stroke: currentColor; }
.windows line.grid { stroke-opacity: 0.15; }
.windows line.wanted { stroke-opacity: 0.6; stroke-dasharray: 2 4; }
.windows line.stretch { stroke: var(--color-brand-primary, #2f81f7); stroke-width: 2.5; }
.windows line.step { stroke: var(--color-brand-primary, #2f81f7); stroke-dasharray: 3 3; }
.windows circle { stroke: var(--color-brand-primary, #2f81f7); stroke-width: 2; }
.windows circle.fires { fill: var(--color-brand-primary, #2f81f7); }
.windows circle.passed { fill: var(--color-background-primary, none); }
</style>"""


def picture() -> str:
    """Return the drawing of both panels, as an SVG element.

    >>> picture().count('class="fires"'), picture().count('class="passed"')
    (2, 1)
    """
    # One below the other, so that labels can be read on a phone.
    width, each = _LEFT + _WIDTH + _RIGHT, _TOP + _HEIGHT + _BELOW
    panels = [_panel(_TOP + number * each, *panel) for number, panel in enumerate(PANELS)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="windows" role="img" '
            f'viewBox="0 0 {width} {each * len(PANELS)}" '
            f'aria-label="Wall time over instants in {ZONE} at two changes of clock">',
            STYLE,
            *panels,
            "</svg>",
        ]
    )


def _panel(top: int, title: str, start: datetime, at: tuple[int, int]) -> str:
    left = _LEFT
    begin = int(start.timestamp())
    explored = zone_of(ZoneInfo(ZONE))
    base = wall_seconds(explored.aware(begin)) // DAY * DAY

    def x(instant: float) -> float:
        return left + (instant - begin) / 3600 * _CELL

    def y(wall: float) -> float:
        return top + _HEIGHT - (wall - base) / 3600 * _CELL

    parts = [f'<text class="title" x="{left}" y="{top - 12}">{title}</text>']
    for hour in range(_HOURS + 1):
        instant = begin + hour * 3600
        label = f"{datetime.fromtimestamp(instant, UTC):%H}"
        parts += [
            _line("grid", x(instant), top, x(instant), top + _HEIGHT),
            f'<text x="{x(instant)}" y="{top + _HEIGHT + 16}" text-anchor="middle">{label}</text>',
        ]
    for hour in range(7):
        level = y(base + hour * 3600)
        parts += [
            _line("grid", left, level, left + _WIDTH, level),
            f'<text x="{left - 8}" y="{level + 4}" text-anchor="end">{hour:02}:00</text>',
        ]
    parts.append(
        f'<text x="{left + _WIDTH}" y="{top + _HEIGHT + 34}" text-anchor="end">hours of UTC</text>'
    )
    wanted = base + at[0] * 3600 + at[1] * 60
    parts.append(_line("wanted", left, y(wanted), left + _WIDTH, y(wanted)))
    parts.append(f'<text x="{left + _WIDTH + 6}" y="{y(wanted) + 4}">{at[0]:02}:{at[1]:02}</text>')
    end = begin + _HOURS * 3600
    [change] = [each for each in explored.explore(begin // BLOCK)[1] if begin < each.at < end]
    for low, high, offset in ((begin, change.at, change.before), (change.at, end, change.after)):
        parts.append(_line("stretch", x(low), y(low + offset), x(high), y(high + offset)))
        middle = (low + high) / 2
        parts.append(
            f'<text class="offset" x="{x(middle) - 6}" y="{y(middle + offset) - 8}" '
            f'text-anchor="end">UTC{offset // 3600:+d}</text>'
        )
        # The second pass of a fold meets the level too, but does not fire.
        if low == change.at <= wanted - offset < high:
            parts.append(_dot("passed", x(wanted - offset), y(wanted)))
    jump = [y(change.at + offset) for offset in (change.before, change.after)]
    parts.append(_line("step", x(change.at), jump[0], x(change.at), jump[1]))
    schedule = Schedule(f"{at[1]} {at[0]} * * *", tz=ZONE)
    for fire in schedule.fire_times(start, datetime.fromtimestamp(end, UTC)):
        instant = int(fire.timestamp())
        parts.append(_dot("fires", x(instant), y(wall_seconds(fire))))
    return "".join(parts)


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'


def _dot(kind: str, x: float, y: float) -> str:
    return f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="6"/>'

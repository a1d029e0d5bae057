"""What the coming changes of clock do to a schedule: the warnings that need a zone.

For each of the next changes of a zone, as far ahead as two years, the wall
times that it touches are looked up, and what the policy makes of them is said
with its date. A schedule that runs all day long and simply follows the clock
on the wall earns no warning: nothing is lost, nothing doubled.
"""

from __future__ import annotations

from quartzcron.calendar.search import Sweep
from quartzcron.clock.instants import Pin, find_seconds, handling_of, plan_of, wall_fields
from quartzcron.clock.zones import BLOCK, DAY, FIRST_BLOCK, LAST_BLOCK
from quartzcron.dialects import policies
from quartzcron.errors import phrased
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from quartzcron.calendar.matcher import Matcher
    from quartzcron.clock.instants import Handling, Plan
    from quartzcron.clock.zones import Change, Zone
    from quartzcron.dialects.policies import DstPolicy
    from quartzcron.errors import Problem

#: How far ahead a change is still worth a word, in seconds.
_AHEAD = 2 * 366 * DAY


def clock_warnings(
    matcher: Matcher,
    policy: DstPolicy,
    tz: tzinfo,
    instant: int,
    span: tuple[int, int],
    least: Sequence[tuple[str, int]] = (),
) -> list[Problem]:
    """Return a warning for the next gap and the next fold that a schedule's times fall into.

    `instant` is where to begin; `least` pairs codes with the seconds that a
    service wants between two runs, which only a change of clock can cut short:
    the rest of the year has been judged on the wall.
    """
    handling = handling_of(matcher, policy)
    plan = plan_of(tz, matcher, policy)
    found: dict[str, Problem] = {}
    for change in _coming(plan.zone, instant):
        for warning in _touched(matcher, handling, plan, change, span):
            found.setdefault(warning.code, warning)
        for code, seconds in least:
            for warning in _too_close(code, seconds, matcher, plan, change, span):
                found.setdefault(code, warning)
    return list(found.values())


def _coming(zone: Zone, instant: int) -> Iterator[Change]:
    """Yield the next changes of a zone."""
    end = instant + _AHEAD
    last = 0
    for block in range(max(instant // BLOCK, FIRST_BLOCK), min(end // BLOCK, LAST_BLOCK) + 1):
        for change in zone.explore(block)[1]:
            # Blocks overlap by their margins: each change is told once.
            if instant < change.at <= end and change.at > last:
                last = change.at
                yield change


def _touched(
    matcher: Matcher, handling: Handling, plan: Plan, change: Change, span: tuple[int, int]
) -> Iterator[Problem]:
    """Yield a warning if a wall time that matches lies in the gap or the fold."""
    low, high = sorted((change.at + change.before, change.at + change.after))
    wall = find_seconds(Sweep(matcher, forward=True), low)
    if wall is None or wall >= high:
        return
    every_hour = matcher.hours.bit_count() == 24
    if change.length > 0:
        rule = handling.gap_at(change)
        if not (every_hour and rule == policies.SKIP):
            yield _gap_warning(rule, wall, plan, change, span)
        return
    rule = handling.fold_at(change)
    if not (every_hour and rule == policies.BOTH):
        yield _fold_warning(rule, wall, plan, change, span, every_hour)


def _gap_warning(
    rule: str, wall: int, plan: Plan, change: Change, span: tuple[int, int]
) -> Problem:
    becomes = {
        policies.SKIP: "it does not run",
        policies.NEXT: f"it runs at {_time(change.at + change.after)}",
        policies.SHIFT: f"it runs at {_time(wall + change.length)}",
    }[rule]
    if rule == policies.NEXT and not any(
        isinstance(piece, Pin) and piece.low <= wall < piece.high
        for piece in plan.pieces(change.at // BLOCK)
    ):
        becomes = "it does not run, as nothing does on that date"
    message = f"{_stamp(wall)} does not exist in {_name(plan.tz)}: {becomes}"
    return phrased("clock-gap", None, span, message, wall=_iso(wall), rule=rule)


def _fold_warning(
    rule: str, wall: int, plan: Plan, change: Change, span: tuple[int, int], every_hour: bool
) -> Problem:
    becomes = {
        policies.FIRST: "it runs in the first pass only",
        policies.LAST: "it runs in the second pass only",
        policies.BOTH: "it runs twice",
    }[rule]
    if every_hour:
        becomes += f", with a pause of {-change.length // 60} minutes"
    message = f"{_stamp(wall)} comes twice in {_name(plan.tz)}: {becomes}"
    return phrased("clock-fold", None, span, message, wall=_iso(wall), rule=rule)


def _too_close(
    code: str,
    seconds: int,
    matcher: Matcher,
    plan: Plan,
    change: Change,
    span: tuple[int, int],
) -> Iterator[Problem]:
    """Yield a warning if a change brings two neighbouring runs closer than so many seconds."""
    sweep = Sweep(matcher, forward=True)
    earlier = plan.nearest(Sweep(matcher, forward=False), change.at - 1)
    later = plan.nearest(sweep, change.at)
    # Runs moved out of a gap, and the second pass of a fold, lie within its length.
    end = change.at + abs(change.length)
    while later is not None:
        if earlier is not None and later - earlier < seconds:
            first, second = (plan.zone.aware(at).isoformat() for at in (earlier, later))
            wanted = "24 hours" if seconds == DAY else f"{seconds} seconds"
            message = f"the clock changes: less than {wanted} lie between {first} and {second}"
            yield phrased(code, None, span, message, first=first, second=second)
            return
        if later > end:
            return
        earlier, later = later, plan.nearest(sweep, later + 1)


def _name(tz: tzinfo) -> str:
    return str(getattr(tz, "key", tz))[:40]


def _iso(wall: int) -> str:
    year, month, day, hour, minute, second = wall_fields(wall)
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"


def _stamp(wall: int) -> str:
    date, time = _iso(wall).split("T")
    return f"{date} {time.removesuffix(':00')}"


def _time(wall: int) -> str:
    return _stamp(wall).split(" ")[1]


# --- two rules beside each other --------------------------------------------

_IN_GAP = {
    policies.SKIP: "skips them",
    policies.NEXT: "runs them right after it",
    policies.SHIFT: "runs them later by its length",
}
_IN_FOLD = {
    policies.FIRST: "runs them the first time",
    policies.LAST: "runs them the second time",
    policies.BOTH: "runs them twice",
}


def rule_differences(
    one: tuple[Matcher, DstPolicy], other: tuple[Matcher, DstPolicy], span: tuple[int, int]
) -> list[Problem]:
    """Return what changes of clock do to a schedule otherwise than to one of the same wall times.

    Each comes with its policy; `span` is that of the other one's text.
    """
    if one[0].never_fires:
        return []
    names = one[1].name, other[1].name
    was, now = handling_of(*one), handling_of(*other)
    sides = (
        ("gap-rule", "leaves out", _in_gap(was), _in_gap(now)),
        ("fold-rule", "repeats", _in_fold(was), _in_fold(now)),
    )
    return [
        _differs(code, way, names, (before, after), span)
        for code, way, before, after in sides
        if before != after
    ]


def _differs(
    code: str, change: str, names: tuple[str, str], does: tuple[str, str], span: tuple[int, int]
) -> Problem:
    was, now = names
    message = f"times that a change of clock {change}: {now} {does[1]}, {was} {does[0]}"
    return phrased(code, None, span, message, found=now, before=was)


def _in_gap(handling: Handling) -> str:
    limit = None if handling.gap == policies.SKIP else handling.longest_gap
    return _IN_GAP[handling.gap] + _up_to(limit)


def _in_fold(handling: Handling) -> str:
    limit = None if handling.fold == policies.BOTH else handling.longest_fold
    return _IN_FOLD[handling.fold] + _up_to(limit)


def _up_to(limit: int | None) -> str:
    """Say beyond which length a change is a correction, if that matters."""
    return "" if limit is None else f" (up to {limit // 60} minutes)"

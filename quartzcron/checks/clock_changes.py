"""What the coming changes of clock do to a schedule: the warnings that need a zone.

For each of the next changes of a zone, as far ahead as two years, the wall
times that it touches are looked up, and what the policy makes of them is said
with its date. A schedule that runs all day long and simply follows the clock
on the wall earns no warning: nothing is lost, nothing doubled.
"""

from __future__ import annotations

from quartzcron.calendar.search import Sweep
from quartzcron.clock import moments
from quartzcron.clock.instants import Pin, find_seconds, handling_of, plan_of, wall_fields
from quartzcron.clock.zone_names import zone_named
from quartzcron.clock.zones import BLOCK, DAY, FIRST_BLOCK, LAST_BLOCK, instant_of, zone_of
from quartzcron.compiling.service_rules import duration
from quartzcron.dialects import policies
from quartzcron.errors import problem
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

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
    wall = _touched_wall(matcher, change)
    if wall is None:
        return
    every_hour = _is_every_hour(matcher)
    if change.length > 0:
        rule = handling.gap_at(change)
        if not (every_hour and _loses_nothing(rule, matcher, change)):
            yield _gap_warning(rule, wall, plan, change, span)
        return
    rule = handling.fold_at(change)
    if not (every_hour and rule == policies.BOTH):
        yield _fold_warning(rule, wall, plan, change, span, every_hour)


def _is_every_hour(matcher: Matcher) -> bool:
    return matcher.hours.bit_count() == 24


def _loses_nothing(rule: str, matcher: Matcher, change: Change) -> bool:
    """Tell whether a gap leaves a schedule of every hour as it is: no run is late or in between.

    Moved by whole hours, its runs meet those that it has anyway, unless they come to
    another day. The first and the last of them say so for all: a gap has two dates at most.
    """
    if rule != policies.SHIFT:
        return rule == policies.SKIP
    end = change.at + change.after - 1
    first = find_seconds(Sweep(matcher, forward=True), change.at + change.before)
    last = find_seconds(Sweep(matcher, forward=False), end)
    return change.length % 3_600 == 0 and all(
        find_seconds(Sweep(matcher, forward=True), wall + change.length) == wall + change.length
        for wall in (first, last)
        if wall is not None
    )


def _touched_wall(matcher: Matcher, change: Change) -> int | None:
    """Return the first wall time in the gap or the fold of a change that matches, or None."""
    low, high = sorted((change.at + change.before, change.at + change.after))
    wall = find_seconds(Sweep(matcher, forward=True), low)
    return None if wall is None or wall >= high else wall


def _gap_warning(
    rule: str, wall: int, plan: Plan, change: Change, span: tuple[int, int]
) -> Problem:
    values: dict[str, str | int] = {"wall": _stamp(wall), "tz": _name(plan.tz), "rule": rule}
    if rule == policies.SKIP:
        return problem("clock-gap/skip", None, span, **values)
    if rule == policies.NEXT and not any(
        isinstance(piece, Pin) and piece.low <= wall < piece.high
        for piece in plan.pieces(change.at // BLOCK)
    ):
        # Not an hour but a date was left out, and there is no run for all of it.
        return problem("clock-gap/day", None, span, **values)
    runs = change.at + change.after if rule == policies.NEXT else wall + change.length
    return problem("clock-gap/moved", None, span, runs=_time(runs), **values)


def _fold_warning(
    rule: str, wall: int, plan: Plan, change: Change, span: tuple[int, int], every_hour: bool
) -> Problem:
    values: dict[str, str | int] = {"wall": _stamp(wall), "tz": _name(plan.tz), "rule": rule}
    if every_hour:
        # What runs every hour and follows the clock earns no warning: this is a pause.
        return problem(f"clock-fold/{rule}-pause", None, span, pause=-change.length // 60, **values)
    return problem(f"clock-fold/{rule}", None, span, **values)


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
            first, second = (plan.zone.aware(at).isoformat(" ") for at in (earlier, later))
            yield problem(
                code,
                None,
                span,
                first=first,
                second=second,
                interval=duration(later - earlier),
                least=duration(seconds),
            )
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
    policies.SKIP: "no run",
    policies.NEXT: "a run right after the gap",
    policies.SHIFT: "a run later by the length of the gap",
}
_IN_FOLD = {
    policies.FIRST: "one run, the first time",
    policies.LAST: "one run, the second time",
    policies.BOTH: "two runs",
}

#: The hours on the wall that the clock changes of all zones touch from 2026 on, in the
#: database of 2025: from 21:00 (Easter Island) to 03:59 (Eastern Europe).
_TOUCHED_HOURS = sum(1 << hour for hour in (21, 22, 23, 0, 1, 2, 3))

#: A schedule and the policy of the system that runs it.
Ruled = tuple["Matcher", "DstPolicy"]


def rule_differences(
    one: Ruled,
    other: Ruled,
    span: tuple[int, int],
    tz: tzinfo | str | None,
    after: datetime | None,
) -> list[Problem]:
    """Return what changes of clock do to a schedule otherwise than to one of the same wall times.

    Each comes with its policy; `span` is that of the other one's text. In a
    zone only what its changes after a moment do to the schedule; without
    one what they may do, if it has runs at an hour that they touch anywhere.
    """
    matcher = one[0]
    if matcher.never_fires:
        return []
    if tz is not None:
        zone = zone_named(tz)
        moment = moments.placed(moments.now() if after is None else after, zone)
        return _differences_in(zone, one, other, span, instant_of(moment))
    if not matcher.hours & _TOUCHED_HOURS:
        return []
    was, becomes = handling_of(*one), handling_of(*other)
    sides = (
        ("gap-rule", _in_gap(was), _in_gap(becomes)),
        ("fold-rule", _in_fold(was), _in_fold(becomes)),
    )
    return [
        problem(code, None, span, **_side_by_side(one, other, before, after))
        for code, before, after in sides
        if before != after
    ]


def _differences_in(
    zone: tzinfo, one: Ruled, other: Ruled, span: tuple[int, int], instant: int
) -> list[Problem]:
    """Return the first gap and the first fold of a zone in which two policies part."""
    was, becomes = handling_of(*one), handling_of(*other)
    found: dict[str, Problem] = {}
    for change in _coming(zone_of(zone), instant):
        wall = _touched_wall(one[0], change)
        if wall is None:
            continue
        if change.length > 0:
            rules = was.gap_at(change), becomes.gap_at(change)
            if _is_every_hour(one[0]) and all(
                _loses_nothing(rule, one[0], change) for rule in rules
            ):
                continue
            code, before, after = "gap-rule", _IN_GAP[rules[0]], _IN_GAP[rules[1]]
        else:
            code, before, after = (
                "fold-rule",
                _IN_FOLD[was.fold_at(change)],
                _IN_FOLD[becomes.fold_at(change)],
            )
        if before != after and code not in found:
            values = _side_by_side(one, other, before, after)
            found[code] = problem(
                f"{code}/moment", None, span, wall=_stamp(wall), tz=_name(zone), **values
            )
    return list(found.values())


def _side_by_side(one: Ruled, other: Ruled, did: str, does: str) -> dict[str, str | int]:
    """Return the policies of two schedules, and what each of them makes of a run."""
    return {"found": other[1].name, "does": does, "before": one[1].name, "did": did}


def _in_gap(handling: Handling) -> str:
    limit = None if handling.gap == policies.SKIP else handling.longest_gap
    return _IN_GAP[handling.gap] + _up_to(limit)


def _in_fold(handling: Handling) -> str:
    limit = None if handling.fold == policies.BOTH else handling.longest_fold
    return _IN_FOLD[handling.fold] + _up_to(limit)


def _up_to(limit: int | None) -> str:
    """Say beyond which length a change is a correction, if that matters."""
    return "" if limit is None else f" (up to {limit // 60} minutes)"

"""Every change of clock of every zone, 1970 to 2037, against the brute force.

    python -m tests.every_change [--zones Europe/Paris,Asia/Gaza] [--processes 2]

Each change gets schedules made to hit it: times in its gap or fold, at both edges and
around them, all hours, lists of hours, its date alone. Each of them is asked under every
preset, forwards, backwards, step by step and moment by moment, and all answers must
be the instants of `zone_oracle`. The exit status is 1 when any differs.

Zones with the same changes are asked once. A change that several zones share (half of
Europe turns its clocks at one instant) gets all its schedules in the first of them,
and in each of the others a few, taken in turn.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import sys
import time
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, NamedTuple

# The tests import each other by plain names; so does this program, run as a module.
sys.path.insert(0, str(Path(__file__).parent))

import zone_oracle
from zone_oracle import Change, Rule, clock

from quartzcron import KERNEL, CronExpression, DstPolicy, Schedule, Treatment

HOUR = 3_600

# How many schedules a change gets that an earlier zone has been asked about already.
IN_TURN = 4

# How many differences are written out; all are counted.
SHOWN_AT_MOST = 20


class Question(NamedTuple):
    """A schedule, and for how many seconds before and after a change it is asked."""

    text: str
    dialect: str
    reach: int


# ---------------------------------------------------------------------------
# Asking the library everything about one stretch of time.


def policy_of(rule: Rule, name: str = "made") -> DstPolicy:
    """Return the library's policy with the knobs of a rule."""
    return DstPolicy(
        name,
        rule.fixed_when,  # type: ignore[arg-type]
        Treatment(rule.fixed_gap, rule.fixed_fold),  # type: ignore[arg-type]
        Treatment(rule.other_gap, rule.other_fold),  # type: ignore[arg-type]
        rule.longest_gap,
        rule.longest_fold,
    )


def seen(moment: datetime) -> tuple[datetime, timedelta | None, int]:
    """Return all that a reader sees of an aware datetime: wall time, offset and fold.

    Zones of pytz know nothing of fold: they say the same by their offset.
    """
    fold = 0 if hasattr(moment.tzinfo, "localize") else moment.fold
    return moment.replace(tzinfo=None, fold=0), moment.utcoffset(), fold


class Stretch(NamedTuple):
    """A stretch of real time, and the instants at which a schedule must fire in it."""

    zone: tzinfo
    first: int
    end: int
    wanted: list[int]


Asked = CronExpression | Schedule
Start = tuple[datetime, int]  # a moment and the instant that it means


def differences(
    asked: Asked, stretch: Stretch, starts: Sequence[Start], doubtful: Sequence[int]
) -> Iterator[str]:
    """Yield what is wrong about a schedule's answers in a stretch of time.

    Forwards, backwards, step by step both ways; from each of starts inside the stretch;
    and whether exactly the wanted instants match, of these and the doubtful ones.
    """
    yield from span_differences(asked, stretch)
    yield from step_differences(asked, stretch)
    for moment, instant in starts:
        if stretch.first <= instant < stretch.end:
            yield from start_differences(asked, stretch, moment, instant)
    wanted = set(stretch.wanted)
    for instant in wanted.union(doubtful):
        if stretch.first <= instant < stretch.end:
            moment = clock(instant, stretch.zone)
            if asked.matches(moment) is not (instant in wanted):
                yield f"{asked!r}.matches({moment!r}) is {instant not in wanted}"


def span_differences(asked: Asked, stretch: Stretch) -> Iterator[str]:
    """Yield what is wrong about the iterators over the whole stretch.

    With both bounds, and with one of them and a limit: without a bound in its way an
    iterator may look further ahead.
    """
    wanted = [seen(clock(instant, stretch.zone)) for instant in stretch.wanted]
    first, end = clock(stretch.first, stretch.zone), clock(stretch.end, stretch.zone)
    limit = len(wanted)
    for name, forward, fires in (
        (f"fire_times({first!r}, {end!r})", True, asked.fire_times(first, end)),
        (f"fire_times({first!r}, {limit=})", True, asked.fire_times(first, limit=limit)),
        (
            f"fire_times({first!r}, {end!r}, reverse=True)",
            False,
            asked.fire_times(first, end, reverse=True),
        ),
        (
            f"fire_times(None, {end!r}, {limit=}, reverse=True)",
            False,
            asked.fire_times(None, end, limit=limit, reverse=True),
        ),
    ):
        found = list(map(seen, fires))
        if found != (wanted if forward else wanted[::-1]):
            yield f"{name} of {asked!r}: {compared(found, wanted if forward else wanted[::-1])}"


Seen = tuple[datetime, timedelta | None, int]


def compared(found: list[Seen], wanted: list[Seen]) -> str:
    """Say in words where two lists of fire times differ first."""
    for ours, theirs in itertools.zip_longest(found, wanted):
        if ours != theirs:
            return f"{said(ours)} instead of {said(theirs)}"
    return "no difference"


def said(fire: Seen | None) -> str:
    """Return what was seen of a fire time as short text."""
    if fire is None:
        return "nothing"
    moment, offset, fold = fire
    return f"{moment} UTC{'+' if offset is None or offset >= timedelta(0) else ''}{offset} {fold=}"


def step_differences(asked: Asked, stretch: Stretch) -> Iterator[str]:
    """Yield what is wrong about going through the stretch by next and by previous."""
    ways: list[tuple[Callable[[datetime], datetime | None], int, list[int]]] = [
        (asked.next_fire_time, stretch.first - 1, stretch.wanted),
        (asked.previous_fire_time, stretch.end, stretch.wanted[::-1]),
    ]
    for step, start, wanted in ways:
        moment = clock(start, stretch.zone)
        for instant in wanted:
            found = step(moment)
            if found is None or seen(found) != seen(clock(instant, stretch.zone)):
                expected = clock(instant, stretch.zone)
                yield f"{step.__name__}({moment!r}) of {asked!r} is {found!r}, not {expected!r}"
                return
            moment = found
        found = step(moment)
        if found is not None and stretch.first <= zone_oracle.instant_of(found) < stretch.end:
            yield f"{step.__name__}({moment!r}) of {asked!r} is {found!r}, which is one too many"


def start_differences(
    asked: Asked, stretch: Stretch, moment: datetime, instant: int
) -> Iterator[str]:
    """Yield what is wrong about the neighbours of a moment, with and without itself.

    The moment may have microseconds; the instant is the whole second before them.
    """
    exact = moment.microsecond == 0
    later = [t for t in stretch.wanted if t > instant]
    before = [t for t in stretch.wanted if t < instant or (t == instant and not exact)]
    itself = [instant] if exact and instant in stretch.wanted else []
    for step, inclusive, candidates in (
        (asked.next_fire_time, False, later[:1]),
        (asked.next_fire_time, True, (itself + later)[:1]),
        (asked.previous_fire_time, False, before[-1:]),
        (asked.previous_fire_time, True, (before + itself)[-1:]),
    ):
        found = step(moment, inclusive=inclusive)
        inside = found is not None and (
            stretch.first <= zone_oracle.instant_of(found) < stretch.end
        )
        right = (
            seen(found) == seen(clock(candidates[0], found.tzinfo or UTC))
            if (candidates and found is not None)
            else not candidates and not inside
        )
        if not right:
            wanted = clock(candidates[0], stretch.zone) if candidates else "nothing inside"
            yield f"{step.__name__}({moment!r}, {inclusive=}) of {asked!r} is {found!r}, not {wanted!r}"


# ---------------------------------------------------------------------------
# Schedules that hit a change.


def on_clock(instant: int, offset: int) -> datetime:
    """Return the wall time that a clock with that offset shows at an instant."""
    return datetime.fromtimestamp(instant, UTC).replace(tzinfo=None) + timedelta(seconds=offset)


def edges(change: Change) -> tuple[datetime, datetime]:
    """Return the first wall time of a gap or fold, and the first one after it."""
    old, new = on_clock(change.at, change.before), on_clock(change.at, change.after)
    return min(old, new), max(old, new)


def daily(moment: datetime) -> str:
    """Return the five-field text of a wall time on every day."""
    return f"{moment.minute} {moment.hour} * * *"


def questions(change: Change) -> list[Question]:
    """Return the schedules to ask about a change."""
    low, high = edges(change)
    size = abs(change.after - change.before)
    middle = low + (high - low) / 2
    minute, day = timedelta(minutes=1), low.date()
    around = [(low + timedelta(hours=n)).hour for n in (-1, 0, 1, 2)]
    hours = ",".join(map(str, sorted(set(around))))
    wide, near = size + 26 * HOUR, size + 3 * HOUR // 2
    beside = sorted({edge.minute for edge in (low - minute, low, high - minute, high)})
    close_to_edges = ",".join(map(str, beside))
    last = (date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)).day
    weekday = f"{day.isoweekday() % 7 + 1}#{min((day.day + 6) // 7, 5)}"
    time_of_day = f"{middle.minute} {middle.hour}"
    return [
        # In it, at its edges and beside them, once a day.
        Question(daily(middle), "quartzcron", wide),
        Question(daily(low), "quartzcron", wide),
        Question(daily(high), "unix", wide),
        Question(daily(low - minute), "croniter", wide),
        Question(daily(high - minute), "quartzcron", wide),
        # Several times an hour, in the hours around it; as a list, a range, with steps.
        Question(f"{min(middle.minute, 29)},59 {hours} * * *", "quartzcron", wide),
        Question(f"*/20 {low.hour} * * *", "unix", wide),
        Question("0 */2 * * *", "quartzcron", wide),
        Question(f"0 5/25 {middle.hour}/1 * * ?", "quartz", wide),
        Question("15 0-22 * * *", "quartzcron", wide),
        # Every hour.
        Question("7,37 * * * *", "quartzcron", near),
        Question("*/10 * * * *", "unix", near),
        Question(f"0 {middle.minute} 0-23 * * ?", "quartz", near),
        # Its date, in the several ways to say it, and the day after.
        Question(f"{time_of_day} {day.day} {day.month} *", "quartzcron", wide),
        Question(f"0 {time_of_day} L-{last - day.day} {day.month} ? {day.year}", "quartz", wide)
        if day.day < last
        else Question(f"0 {time_of_day} L {day.month} ? {day.year}", "quartz", wide),
        Question(f"0 {time_of_day} ? * {weekday}", "quartz", wide),
        Question(f"0 {time_of_day} LW,{day.day}W * ?", "quartz", wide),
        Question(f"0 0 {high.day} * *", "quartzcron", wide),
        Question(f"{middle.minute},59 {low.hour},{middle.hour} {day.day} * *", "unix", wide),
        # By the second.
        Question(f"59 59 {(low - minute).hour},{(high - minute).hour} * * ?", "quartz", wide),
        Question(f"0,1,59 {close_to_edges} * * * ?", "quartzcron", near),
    ]


def starts_near(change: Change, zone: tzinfo) -> list[Start]:
    """Return moments in the gap or fold in both readings, and just before its end.

    A wall time of a gap or fold means the old offset with fold=0, the new one with
    fold=1. Some have microseconds, some are in another zone.
    """
    low, high = edges(change)
    middle = (low + (high - low) / 2).replace(microsecond=0)
    found: list[Start] = []
    for moment in (middle, low):
        for fold, offset in ((0, change.before), (1, change.after)):
            aware = moment.replace(tzinfo=zone, fold=fold)
            instant = change.at + (moment - on_clock(change.at, offset)) // timedelta(seconds=1)
            found.append((aware, instant))
    found.append((found[1][0].replace(microsecond=1), found[1][1]))
    found.append((clock(change.at - 1, zone).replace(microsecond=999_999), change.at - 1))
    found.append((clock(change.at, UTC), change.at))
    return found


# ---------------------------------------------------------------------------
# The run.


class Tally(NamedTuple):
    """What came of some changes."""

    zone: str
    changes: int
    comparisons: int
    problems: list[str]


def ask_about(
    zone: tzinfo, change: Change, asked: Sequence[Question]
) -> Iterator[tuple[int, list[str]]]:
    """Yield for each question how often schedules were compared, and what was wrong."""
    names, rules = list(zone_oracle.RULES), list(zone_oracle.RULES.values())
    starts = starts_near(change, zone)
    for index, (text, dialect, reach) in enumerate(asked):
        first, end = change.at - reach, change.at + reach
        answers = zone_oracle.fires_by_rule(text, dialect, zone, rules, first, end)
        # An instant at which one policy fires is one at which another must not match.
        doubtful = set().union(*answers)
        doubtful |= {
            t + shift for t in doubtful if abs(t - change.at) < 4 * HOUR for shift in (-1, 60)
        }
        expression = CronExpression(text, dialect)
        problems: list[str] = []
        for number, (name, wanted) in enumerate(zip(names, answers, strict=True)):
            schedule = Schedule(expression, tz=zone, dst=getattr(DstPolicy, name))
            stretch = Stretch(zone, first, end, wanted)
            # Two of the starts, so that each has its turn with some schedule and policy.
            chosen = [starts[(index + 2 * number + shift) % len(starts)] for shift in (0, 1)]
            problems += differences(schedule, stretch, chosen, sorted(doubtful))
        yield len(names), problems


def ask_zone(name: str, whole: set[int], wanted: Sequence[Change]) -> Tally:
    """Ask about all changes of a zone: all questions at the instants of whole, else a few."""
    zone = zoneinfo.ZoneInfo(name)
    count, problems = 0, []
    for turn, change in enumerate(wanted):
        asked = questions(change)
        if change.at not in whole:
            chosen = range(turn * IN_TURN, (turn + 1) * IN_TURN)
            asked = [asked[index % len(asked)] for index in chosen]
        for compared_schedules, found in ask_about(zone, change, asked):
            count += compared_schedules
            problems += found
    return Tally(name, len(wanted), count, problems)


def changes_of(name: str) -> tuple[str, list[Change]]:
    """Return a zone's name and its changes, found by the oracle's own search."""
    return name, zone_oracle.changes(zoneinfo.ZoneInfo(name))


def shared_out(
    found: Sequence[tuple[str, list[Change]]],
) -> Iterator[tuple[str, set[int], list[Change]]]:
    """Yield the zones to ask: each list of changes once, each change whole once."""
    lists: set[tuple[Change, ...]] = set()
    known: set[Change] = set()
    for name, changes in found:
        if tuple(changes) not in lists:
            lists.add(tuple(changes))
            yield name, {change.at for change in changes if change not in known}, changes
            known.update(changes)


def _ask_zone(work: tuple[str, set[int], list[Change]]) -> Tally:
    return ask_zone(*work)


def run(names: Sequence[str], processes: int) -> int:
    """Ask about all changes of some zones and print what came of it; return the exit status."""
    if processes == 1:
        return report(names, map)
    with multiprocessing.Pool(processes) as pool:
        return report(names, pool.imap_unordered)


def report(names: Sequence[str], spread: Callable[..., Iterable[Any]]) -> int:
    """Do what `run` does; spread calls a function with each of many arguments, maybe elsewhere."""
    began = time.monotonic()
    work = list(shared_out(sorted(spread(changes_of, names))))
    total = sum(len(changes) for _, _, changes in work)
    print(f"{len(names)} zones, {len(work)} of them different, {total:,} changes", flush=True)
    changes = comparisons = bad = 0
    for number, tally in enumerate(spread(_ask_zone, work), 1):
        for problem in tally.problems[: max(0, SHOWN_AT_MOST - bad)]:
            print(f"  {problem}")
        changes += tally.changes
        comparisons += tally.comparisons
        bad += len(tally.problems)
        print(
            f"[{number}/{len(work)}] {tally.zone}: {tally.changes} changes, "
            f"{len(tally.problems)} differences, {time.monotonic() - began:.0f} s",
            flush=True,
        )
    print(
        f"{changes:,} changes of {len(work)} zones, {comparisons:,} schedules compared "
        f"({KERNEL} kernel), {bad:,} differences, {time.monotonic() - began:.0f} s"
    )
    return 1 if bad else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.every_change",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--zones", help="names with commas between, instead of all")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(arguments)
    names = sorted(options.zones.split(",") if options.zones else zoneinfo.available_timezones())
    return run(names, options.processes)


if __name__ == "__main__":
    sys.exit(main())

"""Why a moment is a fire time, or why it is none: every field's verdict, in words.

An explanation goes the way of a match and writes down each step. The nodes of
the text say what each field wants, and the wall time what it gets; the plan of
the zone says which wall times lead to the instant, and so what a change of
clock moved here, or dropped; the limits say whether it lies within the bounds. So
the verdict is put together from the reasons, and must be what `matches` says.

Nothing here decides anything anew: masks, sheets and pieces are those that the
search works with. It runs for people, one moment at a time, and may take its
time.
"""

from __future__ import annotations

from datetime import datetime, timezone

from quartzcron.calendar.matcher import ALL_YEARS, field_mask
from quartzcron.calendar.months import (
    LANE,
    day_masks,
    day_of_month_sheet,
    day_of_week_sheet,
    runs,
    shape_of,
    value_mask,
)
from quartzcron.calendar.search import Sweep, matches
from quartzcron.clock.instants import Pin, Stretch, find_seconds, handling_of, plan_of, wall_fields
from quartzcron.clock.moments import NOW, asked, sort_key
from quartzcron.clock.zones import (
    BLOCK,
    DAY,
    END_INSTANT,
    FIRST_INSTANT,
    Fold,
    Gap,
    instant_of,
    wall_seconds,
)
from quartzcron.dialects import policies
from quartzcron.errors import shown
from quartzcron.fields import FIELDS, FIRST_YEAR, LAST_YEAR
from quartzcron.ground.messages import REASONS, VALUES
from quartzcron.ground.plain_data import PlainData
from quartzcron.kernel.pure import fire_in_minute
from quartzcron.language.nodes import (
    LastDay,
    LastWeekday,
    LastWorkday,
    NearestWorkday,
    NthWeekday,
    Question,
    Single,
    Star,
    Stepped,
)
from quartzcron.language.text import parse
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo
    from typing import Literal, Protocol

    from quartzcron.answers.restrictions import Restriction
    from quartzcron.calendar.matcher import Matcher
    from quartzcron.clock.instants import Plan
    from quartzcron.clock.zones import Change
    from quartzcron.dialects import Dialect
    from quartzcron.errors import FieldName
    from quartzcron.kernel.choice import Kernel
    from quartzcron.language.nodes import Node
    from quartzcron.language.terms import ParsedField
    from quartzcron.language.text import Parsed

    class CronExpression(Protocol):
        """The expression that is explained, or on which the schedule is."""

        text: str
        dialect: Dialect

        @property
        def _matcher(self) -> Matcher: ...


#: How wide a printed explanation is at most, and its column for the texts of the fields.
_WIDTH = 100
_TEXT_WIDTH = 24

#: How many values, and how many special days, a sentence names before it is cut.
_MOST_VALUES = 8
_MOST_SPECIALS = 3

#: From so many values in a row on, a run is written with its ends alone.
_RUN = 5

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COUNTS = ("", "first", "second", "third", "fourth", "fifth")


class FieldVerdict(Record, PlainData):
    """The verdict of one field on a moment.

    >>> from quartzcron import CronExpression
    >>> explanation = CronExpression("0 9 * * MON-FRI").explain(datetime(2026, 1, 3, 9))
    >>> verdict = explanation.fields[4]
    >>> verdict.field, verdict.text, verdict.span, verdict.value, verdict.matches
    ('day_of_week', 'MON-FRI', (8, 15), 'SAT', False)
    >>> verdict.reason
    'day of week is SAT; MON-FRI wants MON to FRI'

    `value` is the moment's own, weekdays and months by name. `span` is the
    field's place in the text, in code points; for an @ word, or a text in words,
    it is the whole of it, and `text` what it stands for. A field that the text does not have
    (the second of five fields, the year) has the text `""` and the span None.
    """

    _form = "verdict"

    field: FieldName
    text: str
    span: tuple[int, int] | None
    value: str
    matches: bool
    reason: str


class Explanation(Record, PlainData):
    """Why an expression or a schedule fires at a moment, or does not; `str` draws it.

    >>> from quartzcron import CronExpression
    >>> print(CronExpression("0 0 9-12 ? * 6#3").explain(datetime(2026, 1, 17, 14)))
    0 0 9-12 ? * 6#3
    does not fire at 2026-01-17 14:00:00 (SAT)
    <BLANKLINE>
      yes  0     second is 0
      yes  0     minute is 0
      no   9-12  hour is 14; 9-12 wants 9, 10, 11 or 12
      yes  ?     day of month may be any
      yes  *     month may be any
      no   6#3   day of week is SAT; the third Friday is the 16th
      no         day of week alone decides the day
    <BLANKLINE>
      previous  2026-01-16 12:00:00
      next      2026-02-20 09:00:00

    `moment` is the one explained: without microseconds, in the zone of the schedule, and if the
    clock skipped what you passed, the moment that it means. `fields` has a `FieldVerdict` for
    each field of the text in its order, then for those that it does not have. `day_rule` says how
    the two day fields work together (`"either"` or `"both"`), `day_matches` and `day_reason` the
    result. `clock` says what a clock change does here, `limits` which bounds and exclusions keep
    it from firing, `rolled` which dates have their runs rolled to this one; all are sentences,
    often none. `previous_fire_time` and `next_fire_time` are the nearest strictly before and
    after it, or None.
    """

    _form = "explanation"

    text: str
    moment: datetime
    fires: bool
    fields: tuple[FieldVerdict, ...]
    day_rule: Literal["either", "both"]
    day_matches: bool
    day_reason: str
    clock: tuple[str, ...]
    limits: tuple[str, ...]
    rolled: tuple[str, ...]
    previous_fire_time: datetime | None
    next_fire_time: datetime | None

    def in_words(self, locale: str) -> str:
        """Return what `str` gives, in another language.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 9 * * FRI").explain(datetime(2026, 1, 15, 9)).in_words("ko"))
        0 9 * * FRI
        2026-01-15 09:00:00(목요일)에 실행되지 않습니다
        <BLANKLINE>
          예      0    분 값은 0
          예      9    시 값은 9
          예      *    일 필드는 무엇이든 됩니다
          예      *    월 필드는 무엇이든 됩니다
          아니요  FRI  요일 값은 목요일이며, 표현식의 값은 금요일입니다
          아니요       요일 필드만으로 날이 정해집니다
        <BLANKLINE>
          이전  2026-01-09 09:00:00
          다음  2026-01-16 09:00:00

        The languages are those of messages (`Problem.in_words`), and what it raises is the same.
        No line is broken.
        """
        # Loaded here: most programs speak English.
        from quartzcron.words.reasons import in_words

        return in_words(self, locale)

    def __str__(self) -> str:
        return "\n".join(_drawn(self))


def explain(
    kernel: Kernel,
    expression: CronExpression,
    moment: datetime,
    restriction: Restriction | None = None,
) -> Explanation:
    """Explain what an expression, or a schedule on it, makes of a moment."""
    matcher = expression._matcher
    parsed = parse(expression.text, expression.dialect)
    due = _asked_for(kernel, moment, by_minute=moment is NOW and "second" not in parsed.fields)
    plan = _plan_at(kernel, due)
    seen = due if plan is None else plan.zone.aware(instant_of(due))
    verdicts = tuple(_verdicts(parsed, seen))
    united, day_matches, day_reason = _days(matcher.days, parsed, seen)
    # Ranges of wall times that lead to this instant; without a plan its own or none.
    sources = list(_own(kernel, seen) if plan is None else _sources(kernel, plan, seen))
    limits = list(_outside(kernel, seen))
    rolled: list[str] = []
    if restriction is not None:
        limits += restriction.left_out(seen, matcher, runs=bool(sources))
        rolled += restriction.rolled_here(seen.date(), matcher)
    return Explanation(
        expression.text,
        seen,
        bool(sources) and not limits,
        verdicts,
        "either" if united else "both",
        day_matches,
        day_reason,
        () if plan is None else tuple(_clock(kernel, plan, due, seen, sources)),
        tuple(limits),
        tuple(rolled),
        kernel.previous_fire_time(seen),
        kernel.next_fire_time(seen),
    )


def _asked_for(kernel: Kernel, moment: datetime, *, by_minute: bool) -> datetime:
    """Return the second to explain: that of a moment, or the one that speaks for its minute.

    That is when it fires in the minute, if it does, and otherwise the minute's beginning.
    """
    own = kernel._limits
    found = asked(moment, None) if own is None else own.moment(moment)
    if by_minute:
        found = fire_in_minute(kernel, found) or found.replace(second=0)
    return found.replace(microsecond=0)


def _plan_at(kernel: Kernel, moment: datetime) -> Plan | None:
    """Return the plan for the zone of a moment; None where the clock never changes."""
    zone = moment.tzinfo
    if zone is None or type(zone) is timezone:
        return None
    if not FIRST_INSTANT <= instant_of(moment) < END_INSTANT:
        return None  # far outside the horizon, where zones are not asked
    return plan_of(zone, kernel._matcher, kernel.dst_policy)


def _outside(kernel: Kernel, moment: datetime) -> Iterator[str]:
    """Say which bounds of a schedule keep a moment from firing."""
    limits = kernel._limits
    if limits is None:
        return
    if limits.start is not None and sort_key(moment) < sort_key(limits.start):
        yield REASONS["before"].format(moment=limits.start)
    if limits.end is not None and sort_key(moment) >= sort_key(limits.end):
        yield REASONS["after"].format(moment=limits.end)


# --- fields ----------------------------------------------------------------


def _verdicts(parsed: Parsed, moment: datetime) -> Iterator[FieldVerdict]:
    """Yield the verdict of every field: those of the text, then those that it lacks."""
    values: dict[FieldName, int] = {
        "second": moment.second,
        "minute": moment.minute,
        "hour": moment.hour,
        "day_of_month": moment.day,
        "month": moment.month,
        "day_of_week": moment.weekday(),
        "year": moment.year,
    }
    inner = parsed.text.strip()
    place = parsed.text.index(inner)
    word = place, place + len(inner)
    name: FieldName
    for name, (start, field) in parsed.fields.items():  # type: ignore[assignment]
        value = values.pop(name)
        match, reason = (
            _day_verdict(field, value, moment)
            if name in _DAY_SHEETS
            else _plain_verdict(field, value)
        )
        span = word if parsed.shorthand else (start, start + len(field.text))
        yield FieldVerdict(name, field.text, span, _named(name, value), match, reason)
    for name, value in values.items():
        mask, otherwise = _UNWRITTEN[name]
        match = bool(mask >> value & 1)
        own = REASONS["is"].format(field=name, value=value)
        reason = own if match else f"{own}; {otherwise}"
        yield FieldVerdict(name, "", None, str(value), match, reason)


_BEYOND = REASONS["beyond"].format(first=FIRST_YEAR, last=LAST_YEAR)

#: The fields that a text may lack: what they are then, and what to say to another value.
_UNWRITTEN = {
    "second": (1, REASONS["no-seconds"]),
    "year": (ALL_YEARS, _BEYOND),
}


def _named(name: str, value: int) -> str:
    """Return a value by its name, where the field has names."""
    field = FIELDS[name]
    return field.names[value - field.low] if field.names else str(value)


def _plain_verdict(field: ParsedField, value: int) -> tuple[bool, str]:
    """Say whether a field of plain values has one, and why."""
    mask = field_mask(field)
    if field.rules.name == "year" and not ALL_YEARS >> value & 1:
        return False, f"{_is(field, value)}; {_BEYOND}"
    if mask >> value & 1:
        return True, _found(field, value, mask)
    return False, _wants(field, field.text, value, mask)


def _is(field: ParsedField, value: int) -> str:
    return _of("is", field, value)


def _of(key: str, field: ParsedField, value: int, values: str = "") -> str:
    """Return the reason of a key for a value of a field, beside other values."""
    named = _named(field.rules.name, value)
    return REASONS[key].format(field=field.rules.field.prose, value=named, values=values)


def _found(field: ParsedField, value: int, mask: int) -> str:
    """Say that a mask has a value."""
    whole = field.rules.field
    if mask.bit_count() == whole.size:
        return _of("any", field, value)
    if mask.bit_count() == 1:
        return _is(field, value)
    return _of("is-one", field, value, _listed(field, mask, "and"))


def _wants(field: ParsedField, text: str, value: int, mask: int) -> str:
    """Say what a value is, and what a text wants instead."""
    values = _listed(field, mask, "or")
    if mask.bit_count() == 1:
        return _of("is-not", field, value, values)
    return f"{_is(field, value)}; {REASONS['wants'].format(text=shown(text), values=values)}"


def _listed(field: ParsedField, mask: int, last_word: str) -> str:
    """Return the values of a mask as prose, long runs by their ends, long lists cut."""
    name = field.rules.name
    pieces: list[str] = []
    for first, last in runs(mask):
        if last - first + 1 < _RUN:
            pieces += [_named(name, value) for value in range(first, last + 1)]
        else:
            ends = {"first": _named(name, first), "last": _named(name, last)}
            pieces.append(VALUES["range"].format(**ends))
    if len(pieces) > _MOST_VALUES:
        begun = ", ".join(pieces[: _MOST_VALUES - 3])
        return VALUES["cut"].format(values=begun, last=pieces[-1])
    *others, last_piece = pieces
    return f"{', '.join(others)} {last_word} {last_piece}" if others else last_piece


# --- day fields ------------------------------------------------------------

#: The sheet of each day field, from its nodes.
_DAY_SHEETS = {"day_of_month": day_of_month_sheet, "day_of_week": day_of_week_sheet}

_EVERY_DAY = day_of_month_sheet([Star("day_of_month", (0, 1))])

_PLAIN = (Star, Question, Single, Stepped)

#: For each special the day that it is, and what to say of a month that has none.
_SAYINGS: dict[type[Node], tuple[str, str]] = {
    LastDay: ("last-day", "no-day"),
    LastWorkday: ("last-workday", "no-day"),
    NearestWorkday: ("nearest", "no-day"),
    LastWeekday: ("last-weekday", ""),
    NthWeekday: ("nth-weekday", "no-weekday"),
}


def _shape(moment: datetime) -> int:
    """Return the shape of the month of a moment."""
    # Loaded here: nothing else needs it.
    from calendar import monthrange

    return shape_of(*monthrange(moment.year, moment.month))


def _has_day(sheet: int, moment: datetime) -> bool:
    return bool(sheet >> _shape(moment) * LANE + moment.day & 1)


def _day_verdict(field: ParsedField, value: int, moment: datetime) -> tuple[bool, str]:
    """Say whether a day field has the day of a moment, and why."""
    sheet_of = _DAY_SHEETS[field.rules.name]
    simple = [node for node in field.nodes if isinstance(node, _PLAIN)]
    special = [node for node in field.nodes if not isinstance(node, _PLAIN)]
    mask = value_mask(simple, field.rules.field.low, field.rules.field.size)
    if mask >> value & 1:
        return True, _found(field, value, mask)
    hit = next((node for node in special if _has_day(sheet_of([node]), moment)), None)
    if hit is not None:
        return True, f"{_is(field, value)}; {_saying(field, hit, moment)}"
    text = ",".join(field.text[slice(*node.span)] for node in simple)
    parts = [_wants(field, text, value, mask) if simple else _is(field, value)]
    parts += [_saying(field, node, moment) for node in special[:_MOST_SPECIALS]]
    if len(special) > _MOST_SPECIALS:
        parts.append(REASONS["others"].format(n=len(special) - _MOST_SPECIALS))
    return False, "; ".join(parts)


def _saying(field: ParsedField, node: Node, moment: datetime) -> str:
    """Say which day of the month a special is."""
    day = day_masks(_DAY_SHEETS[node.field]([node]))[_shape(moment)].bit_length() - 1
    there, missing = _SAYINGS[type(node)]
    weekday = getattr(node, "weekday", (moment.weekday() + day - moment.day) % 7)
    wanted = _ordinal(node.day) if isinstance(node, NearestWorkday) else ""
    return REASONS[there if day > 0 else missing].format(
        text=wanted or field.text[slice(*node.span)],
        day=_ordinal(day),
        weekday=_WEEKDAYS[weekday],
        wanted=wanted,
        nth=_COUNTS[getattr(node, "nth", 0)],
    )


def _ordinal(day: int) -> str:
    """Return a day of the month as it is said.

    >>> [_ordinal(day) for day in (1, 2, 3, 4, 11, 12, 13, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '22nd']
    """
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{day}{'th' if day // 10 == 1 else endings.get(day % 10, 'th')}"


#: What comes of the two day fields: by whether one of them will do, and which of them match.
_MEETINGS = {
    (True, True, True): "either.both",
    (True, True, False): "either.month",
    (True, False, True): "either.week",
    (True, False, False): "either.none",
    (False, True, True): "both.both",
    (False, True, False): "both.month",
    (False, False, True): "both.week",
    (False, False, False): "both.none",
}


def _days(sheet: int, parsed: Parsed, moment: datetime) -> tuple[bool, bool, str]:
    """Return whether either day field will do, whether the day matches, and why."""
    month_days, week_days = (
        sheet_of(parsed.fields[name][1].nodes) for name, sheet_of in _DAY_SHEETS.items()
    )
    united = sheet != month_days & week_days
    if not united and month_days == _EVERY_DAY == week_days:
        reason = REASONS["every-day"]
    elif not united and _EVERY_DAY in (month_days, week_days):
        decides = FIELDS["day_of_week" if month_days == _EVERY_DAY else "day_of_month"].prose
        reason = REASONS["alone"].format(field=decides)
    else:
        each = _has_day(month_days, moment), _has_day(week_days, moment)
        reason = REASONS[_MEETINGS[(united, *each)]]
    return united, _has_day(sheet, moment), reason


# --- changes of clock ------------------------------------------------------


def _own(kernel: Kernel, moment: datetime) -> Iterator[tuple[int, int]]:
    """Yield the wall time of a moment if it matches."""
    if matches(kernel._matcher, *wall_fields(wall_seconds(moment))):
        yield wall_seconds(moment), wall_seconds(moment)


def _sources(kernel: Kernel, plan: Plan, moment: datetime) -> Iterator[tuple[int, int]]:
    """Yield the ranges of wall times, first and last, that lead to an instant in a plan."""
    matcher = kernel._matcher
    instant = instant_of(moment)
    for piece in plan.pieces(instant // BLOCK):
        if not piece.start <= instant < piece.end:
            continue
        if isinstance(piece, Pin):
            first = find_seconds(Sweep(matcher, forward=True), piece.low)
            last = find_seconds(Sweep(matcher, forward=False), piece.high - 1)
            if first is not None and last is not None and first < piece.high:
                yield first, last
        elif matches(matcher, *wall_fields(instant + piece.offset)):
            yield instant + piece.offset, instant + piece.offset


def _clock(
    kernel: Kernel,
    plan: Plan,
    asked: datetime,
    seen: datetime,
    sources: Sequence[tuple[int, int]],
) -> Iterator[str]:
    """Say what the changes of clock around a moment do to it."""
    found = plan.zone.resolve(wall_seconds(asked))
    if isinstance(found, Gap):
        yield from _in_gap(kernel, plan, wall_seconds(asked), seen, found.change)
    wall = wall_seconds(seen)
    for first, last in sources:
        if first != wall:
            yield _made_up(plan.tz, kernel.dst_policy.name, first, last, wall)
    here = plan.zone.resolve(wall)
    if isinstance(here, Fold):
        yield _in_fold(kernel, plan, wall, instant_of(seen) == here.first, here.change)


def _in_gap(kernel: Kernel, plan: Plan, wall: int, seen: datetime, change: Change) -> Iterator[str]:
    """Say what a wall time that does not exist is read as, and what becomes of it."""
    due, low, high, read = _times(
        wall, change.at + change.before, change.at + change.after, wall_seconds(seen)
    )
    yield REASONS["gap"].format(due=due, zone=_zone(plan.tz), low=low, high=high, read=read)
    if not matches(kernel._matcher, *wall_fields(wall)):
        return
    landing = _landing(plan, wall, change)
    policy = kernel.dst_policy
    if landing is not None and landing != instant_of(seen):
        _, made_up = _times(wall, wall_seconds(plan.zone.aware(landing)))
        yield REASONS["made-up"].format(due=due, policy=policy, at=made_up)
    elif landing is None and handling_of(kernel._matcher, policy).gap_at(change) == policies.SKIP:
        yield REASONS["not-made-up"].format(due=due, policy=policy)
    elif landing is None:
        yield REASONS["no-date"].format(due=due)


def _made_up(tz: tzinfo, policy: str, first: int, last: int, here: int) -> str:
    """Say which wall times of a gap fire here instead."""
    start, end, _ = _times(first, last, here)
    said = REASONS["here" if first == last else "here-many"]
    return said.format(due=start, first=start, last=end, zone=_zone(tz), policy=policy)


_PASSES = {
    policies.FIRST: VALUES["passes.first"],
    policies.LAST: VALUES["passes.last"],
    policies.BOTH: VALUES["passes.both"],
}


def _in_fold(kernel: Kernel, plan: Plan, wall: int, first: bool, change: Change) -> str:
    """Say which pass of a wall time this is, and in which of them it fires."""
    [time] = _times(wall)
    key, passes = "first-pass" if first else "second-pass", ""
    if matches(kernel._matcher, *wall_fields(wall)):
        key += ".fires"
        passes = _PASSES[handling_of(kernel._matcher, kernel.dst_policy).fold_at(change)]
    policy = kernel.dst_policy
    return REASONS[key].format(time=time, zone=_zone(plan.tz), policy=policy, passes=passes)


def _landing(plan: Plan, wall: int, change: Change) -> int | None:
    """Return the instant at which a wall time in a gap is made up, or None."""
    late = wall - change.before
    for piece in (*plan.pieces(change.at // BLOCK), *plan.pieces(late // BLOCK)):
        if isinstance(piece, Pin) and piece.low <= wall < piece.high:
            return piece.start
        # Shifted: it keeps the offset from before, beyond the change.
        shifted = isinstance(piece, Stretch) and piece.offset == change.before
        if shifted and piece.start <= late < piece.end:
            return late
    return None


def _zone(tz: tzinfo) -> str:
    return str(getattr(tz, "key", tz))[:40]


def _times(*walls: int) -> list[str]:
    """Return wall times as text, with their dates where these differ.

    >>> _times(0, 5400), _times(-1, 0)
    (['00:00', '01:30'], ['1969-12-31 23:59:59', '1970-01-01 00:00'])
    """
    dated = len({wall // DAY for wall in walls}) > 1
    found = []
    for wall in walls:
        year, month, day, hour, minute, second = wall_fields(wall)
        on_day = f"{year:04}-{month:02}-{day:02} " if dated else ""
        found.append(f"{on_day}{hour:02}:{minute:02}" + (f":{second:02}" if second else ""))
    return found


# --- drawing ---------------------------------------------------------------


def _drawn(explanation: Explanation) -> Iterator[str]:
    """Yield the lines of an explanation as a terminal shows them."""
    yield shown(explanation.text.strip(), _WIDTH)
    yield head_drawn(explanation.moment, explanation.fires)
    yield ""
    # A field that the text does not have is worth a line where it does not match.
    rows = [
        (each.matches, shown(each.text, _TEXT_WIDTH), each.reason)
        for each in explanation.fields
        if each.span is not None or not each.matches
    ]
    rows.append((explanation.day_matches, "", explanation.day_reason))
    column = max(len(text) for _, text, _ in rows)
    for match, text, reason in rows:
        yield from wrapped(f"  {'yes' if match else 'no':3}  {text:{column}}  ", reason)
    yield ""
    for said in explanation.clock:
        yield from wrapped("  clock     ", said)
    for said in explanation.limits:
        yield from wrapped("  limit     ", said)
    for said in explanation.rolled:
        yield from wrapped("  rolled    ", said)
    yield f"  previous  {explanation.previous_fire_time or 'none'}"
    yield f"  next      {explanation.next_fire_time or 'none'}"


def head_drawn(moment: datetime, fires: bool) -> str:
    """Return the line with the verdict."""
    zone = "" if moment.tzinfo is None else f", {_zone(moment.tzinfo)}"
    weekday = _named("day_of_week", moment.weekday())
    return f"{'fires' if fires else 'does not fire'} at {moment} ({weekday}{zone})"


def wrapped(head: str, said: str) -> Iterator[str]:
    """Yield a sentence behind a head, its further lines set in as far."""
    # Loaded here: only drawing needs it (4 ms).
    from textwrap import wrap

    yield from wrap(said, _WIDTH, initial_indent=head, subsequent_indent=" " * len(head))

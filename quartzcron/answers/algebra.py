"""Exact answers, and sets of fire times made out of others.

Expressions, schedules and what is made out of them are sets of instants (or of
wall times, where they float). What can be asked about any of them is said here
once, in `FireTimes`. The answers come from `analysis`, which is loaded when the
first question is asked, as `fire_sets` is with the first set.
"""

from __future__ import annotations

from datetime import timedelta

from quartzcron.clock.limits import Limits
from quartzcron.clock.moments import NOW, plain
from quartzcron.ground.plain_data import PlainData
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime, tzinfo
    from typing import Any, Literal, Self

    from rich.text import Text

    from quartzcron.answers.analysis import Assembly
    from quartzcron.answers.catch_up import CatchUp
    from quartzcron.answers.fire_sets import FireSet, Sign
    from quartzcron.answers.missed import CaughtUp
    from quartzcron.dialects import Dialect
    from quartzcron.pictures.picture import Picture

_set = object.__setattr__


class Interval(Record, PlainData):
    """The time between two neighbouring fire times, and the two that show it.

    >>> from quartzcron import CronExpression
    >>> found = CronExpression("0 9 * * MON,THU").shortest_interval()
    >>> print(found.duration, "-", found.first)
    3 days, 0:00:00 - 1970-01-05 09:00:00

    In a zone, `duration` is elapsed time, unlike `second - first`, which is the difference on the
    clock.

    Intervals are ordered by duration, and compare with a `timedelta` so too:

    >>> from datetime import timedelta
    >>> found >= timedelta(minutes=5), found < timedelta(days=3)
    (True, False)

    `==` asks for the same duration and the same pair.
    """

    _form = "interval"

    duration: timedelta
    first: datetime
    second: datetime

    def __lt__(self, other: Interval | timedelta) -> bool:
        length = _length(other)
        return NotImplemented if length is None else self.duration < length

    def __le__(self, other: Interval | timedelta) -> bool:
        length = _length(other)
        return NotImplemented if length is None else self.duration <= length

    def __gt__(self, other: Interval | timedelta) -> bool:
        length = _length(other)
        return NotImplemented if length is None else self.duration > length

    def __ge__(self, other: Interval | timedelta) -> bool:
        length = _length(other)
        return NotImplemented if length is None else self.duration >= length

    def __str__(self) -> str:
        return f"{self.duration} from {self.first} to {self.second}"


def _length(of: object) -> timedelta | None:
    """Return the duration of an interval or of a timedelta; None of anything else."""
    if isinstance(of, Interval):
        return of.duration
    return of if isinstance(of, timedelta) else None


class Subset(Record, PlainData):
    """Whether one set of fire times lies within another: true, or with a counter-example.

    >>> from quartzcron import CronExpression
    >>> answer = CronExpression("0 9 * * *").is_subset(CronExpression("0 9 * * MON"))
    >>> print(bool(answer), "-", answer.counter_example)
    False - 1970-01-01 09:00:00
    """

    _form = "subset"

    counter_example: datetime | None

    def __bool__(self) -> bool:
        return self.counter_example is None


class FireTimes(PlainData):
    """The methods that every set of fire times has. Their answers are exact.

    Without a zone, answers are in wall time; if you pass aware moments, they are instants, in the
    zone of the first one. A schedule with a zone answers in that zone.

    It is the common base of `CronExpression`, `Schedule` and `FireSet`, for annotations and
    `isinstance`; you do not make one yourself.

    >>> from quartzcron import CronExpression, FireTimes
    >>> isinstance(CronExpression("0 9 * * *"), FireTimes)
    True
    """

    __slots__ = ()

    _form = "fire_times"

    if TYPE_CHECKING:

        @property
        def _limits(self) -> Limits | None: ...

        # Of what has parts: yields those that it needs, each with its zone, and is sent
        # their fire times in some blocks of the horizon.
        def _assemble(self, tz: tzinfo | None, blocks: range) -> Assembly: ...

        # The methods of time, which the kernels and `fire_sets` define.
        def next_fire_time(
            self, after: datetime = ..., *, inclusive: bool = False
        ) -> datetime | None: ...

        def previous_fire_time(
            self, before: datetime = ..., *, inclusive: bool = False
        ) -> datetime | None: ...

        def fire_times(
            self,
            start: datetime | None,
            end: datetime | None = None,
            *,
            limit: int | None = None,
            reverse: bool = False,
        ) -> Iterator[datetime]: ...

        def matches(
            self, moment: datetime, precision: Literal["second", "minute"] = "second"
        ) -> bool: ...

        def __contains__(self, moment: datetime) -> bool: ...

        @property
        def never_fires(self) -> bool: ...

    @property
    def _home(self) -> Limits:
        """The zone and the bounds of the set itself."""
        return self._limits or _ANYWHERE

    @property
    def _answering(self) -> FireTimes:
        """What has the exact answers for it."""
        return self

    @property
    def _breadth(self) -> int:
        """How many timetables are held at a time while its own is put together.

        1 for what has no parts.
        """
        return 1

    def upcoming(self, n: int, after: datetime = NOW) -> list[datetime]:
        """Return the next n fire times strictly after a moment, fewer if there are no more.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression, Schedule
        >>> fridays = CronExpression("0 12 * * FRI")
        >>> for fire_time in fridays.upcoming(2, after=datetime(2026, 1, 2, 12)):
        ...     print(fire_time)
        2026-01-09 12:00:00
        2026-01-16 12:00:00
        >>> len(Schedule("0 9 * * *", tz="Asia/Seoul").upcoming(3))  # from now on
        3

        The moment is read, and may be left out, as in `next_fire_time`. Raises
        `TypeError` if n is no int, and `ValueError` if it is negative. Cost: that
        of n fire times.
        """
        if not isinstance(n, int):
            raise TypeError(f"n is a number of fire times, not {type(n).__name__}")
        if n < 0:
            raise ValueError(f"n must be 0 or more, not {n}")
        first = self.next_fire_time(after)
        return [] if first is None else list(self.fire_times(first, limit=n))

    def _unrestricted(self) -> Any:
        """Return the kernel whose recurrence rules come near to what it fires."""
        return self

    def count(self, start: datetime, end: datetime) -> int:
        """Return how many fire times lie from start (inclusive) to end (exclusive).

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> CronExpression("*/5 * * * *").count(datetime(2026, 1, 1), datetime(2027, 1, 1))
        105120

        0 if end is not after start. Both are naive or both aware (`TypeError` otherwise). Cost:
        some microseconds, whatever the number. The first question about a zone or a set takes
        longer: see `FireSet`.
        """
        from quartzcron.answers.analysis import count

        return count(self, start, end)

    def nth_fire_time(self, start: datetime, n: int) -> datetime | None:
        """Return the n-th fire time counted from a moment.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> print(CronExpression("* * * * * ?").nth_fire_time(datetime(1970, 1, 1), 10**9))
        2001-09-09 01:46:40

        0 is the first at or after start, 1 the one after it, -1 the last one strictly before.
        None if there are not so many up to 2199. Cost: as for `count`, however large n is.
        """
        from quartzcron.answers.analysis import nth_fire, timeline_of

        if not isinstance(n, int):
            raise TypeError(f"n is a number of fire times, not {type(n).__name__}")
        timeline = timeline_of(self, plain(start))
        return nth_fire(self, timeline, timeline.ceiling(start), n)

    def first_fire_time(self) -> datetime | None:
        """Return the first fire time of all, or None if it never fires.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 0 12 ? * MON 2030").first_fire_time())
        2030-01-07 12:00:00

        Wall time, or in the zone of a schedule.
        """
        from quartzcron.answers.analysis import first_fire

        return first_fire(self)

    def last_fire_time(self) -> datetime | None:
        """Return the last fire time of all, or None if it never fires.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 0 12 ? * MON 2030").last_fire_time())
        2030-12-30 12:00:00
        """
        from quartzcron.answers.analysis import last_fire

        return last_fire(self)

    def shortest_interval(
        self, start: datetime | None = None, end: datetime | None = None
    ) -> Interval | None:
        """Return the shortest interval between two neighbouring fire times.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("0 0 1,23 * * ?").shortest_interval())
        2:00:00 from 1970-01-01 23:00:00 to 1970-01-02 01:00:00

        From 1970 to 2199, or from start (inclusive) to end (exclusive): both fire times lie in
        the span, and its ends do not count. You get the earliest such pair, or None if there are
        fewer than two fire times. Cost: about a millisecond for an expression, however often it
        fires; the first question about a zone takes some 10 ms more. For a set see `FireSet`.
        """
        from quartzcron.answers.analysis import shortest

        found = shortest(self, start, end)
        return None if found is None else Interval(*found)

    def longest_interval(
        self, start: datetime | None = None, end: datetime | None = None
    ) -> Interval | None:
        """Return the longest interval between two neighbouring fire times.

        >>> from datetime import datetime
        >>> from quartzcron import Schedule
        >>> daily = Schedule("0 9 * * *", tz="America/New_York")
        >>> start = datetime(2026, 1, 1, tzinfo=daily.tz)
        >>> print(daily.longest_interval(start, start.replace(year=2027)))
        1 day, 1:00:00 from 2026-10-31 09:00:00-04:00 to 2026-11-01 09:00:00-05:00

        The mirror of `shortest_interval`.
        """
        from quartzcron.answers.analysis import longest

        found = longest(self, start, end)
        return None if found is None else Interval(*found)

    def most_per_day(self) -> int:
        """Return how many fire times the busiest date has, 0 if it never fires.

        >>> from quartzcron import CronExpression, Schedule
        >>> CronExpression("*/5 9-17 * * *").most_per_day()
        108
        >>> Schedule("0 * * * *", tz="America/New_York").most_per_day()  # the clock goes back
        25

        Dates are in wall time, or in the zone of a schedule.
        """
        from quartzcron.answers.analysis import most_per_day

        return most_per_day(self)

    # --- runs that were missed ---

    def missed(
        self, last_run: datetime, now: datetime = NOW, *, limit: int | None = None
    ) -> Iterator[datetime]:
        """Return an iterator over the runs after the last one, up to and including now.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> hourly = CronExpression("0 * * * *")
        >>> for run in hourly.missed(datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 11)):
        ...     print(run)
        2026-01-01 10:00:00
        2026-01-01 11:00:00

        These are all t with last_run < t <= now, in order; with a limit, only the latest ones,
        still in order. Both moments are exact to the microsecond. There are none if the last run
        is not before now. In a schedule with a zone you may leave out `now`; without a zone that
        is a `TypeError`, as are None and naive beside aware moments. Cost: that of `count`, and
        of the runs that you iterate over.
        """
        from quartzcron.answers.missed import latest_missed

        return latest_missed(self, last_run, now, limit)

    def is_due(self, last_run: datetime, now: datetime = NOW) -> bool:
        """Tell whether a run has become due since the last one.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> hourly = CronExpression("0 * * * *")
        >>> hourly.is_due(datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 9, 59))
        False
        >>> hourly.is_due(datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 10))
        True

        That is, whether `missed` has any runs, for the same moments.
        """
        from quartzcron.answers.missed import missed_runs

        return bool(missed_runs(self, last_run, now))

    def overdue(self, last_run: datetime, margin: timedelta, now: datetime = NOW) -> bool:
        """Tell whether a run is late by more than a margin.

        >>> from datetime import datetime, timedelta
        >>> from quartzcron import CronExpression
        >>> nightly, margin = CronExpression("0 3 * * *"), timedelta(minutes=30)
        >>> nightly.overdue(datetime(2026, 1, 1, 3), margin, datetime(2026, 1, 2, 3, 30))
        False
        >>> nightly.overdue(datetime(2026, 1, 1, 3), margin, datetime(2026, 1, 2, 3, 31))
        True

        For monitors: a job that reports its runs is overdue if one of those in `missed` is older
        than the margin; one exactly as old is not late. Raises `ValueError` for a negative
        margin.
        """
        from quartzcron.answers.missed import is_overdue

        return is_overdue(self, last_run, margin, now)

    def caught_up(
        self, last_run: datetime, now: datetime = NOW, rule: CatchUp | str | None = None
    ) -> CaughtUp:
        """Return what was missed since the last run, and which of it a rule says to run now.

        >>> from datetime import datetime
        >>> from quartzcron import CatchUp, CronExpression
        >>> every_minute = CronExpression("* * * * *")
        >>> last_run, now = datetime(2021, 1, 1), datetime(2026, 1, 5)
        >>> found = every_minute.caught_up(last_run, now, CatchUp("all", at_most=3))
        >>> found.count, found.dropped
        (2635200, 2635197)
        >>> [f"{run:%H:%M}" for run in found.due]
        ['23:58', '23:59', '00:00']

        The runs are those of `missed`, and so are the moments. A rule is a
        `CatchUp` or the name of a system (see `CatchUp.named`); without one the
        latest run stands for all. Cost: that of `count`, however many runs
        there were.
        """
        from quartzcron.answers.missed import caught_up

        return caught_up(self, last_run, now, rule)

    def busy(self, start: datetime, end: datetime, lasting: timedelta) -> timedelta:
        """Return how much of a span its runs cover, if each of them takes `lasting`.

        >>> from datetime import datetime, timedelta
        >>> from quartzcron import CronExpression
        >>> backup = CronExpression("0 3 * * *")
        >>> print(backup.busy(datetime(2026, 1, 1), datetime(2026, 1, 8), timedelta(minutes=90)))
        10:30:00

        A run covers the time from t to t + lasting. Time in which runs overlap counts once, and
        of a run that begins before the start or goes on after the end, only the part within. 0 if
        end is not after start. In a zone, this is elapsed time. Nothing is covered after the end
        of 2199. Cost: milliseconds, however many runs there are. Raises `ValueError` for a
        negative duration, and `TypeError` as `count` does.
        """
        from quartzcron.answers.lasting import covered

        return covered(self, start, end, lasting)

    def describe(
        self,
        locale: str = "en",
        *,
        style: Literal["normal", "short", "full"] = "normal",
        hour12: bool | None = None,
    ) -> str:
        """Return in words when it fires.

        >>> from quartzcron import CronExpression
        >>> print(CronExpression("*/15 9-17 * * MON-FRI").describe())
        Every 15 minutes from 09:00 to 17:45, Monday to Friday
        >>> print(CronExpression("0 0 12 L-3 * ?").describe(hour12=True))
        3 days before the last day of every month at 12:00 PM

        Equal expressions get the same words, however they are written, and different ones never
        do. The ends of a range are runs: 17:45, not 17:59.

        `locale` is a language, or a language with a territory: "ko", "zh-Hans", "en_US". `style`
        is "normal", "short" for tables (brackets and exactness may go) or "full" for several
        sentences. `hour12` says whether times have 12 hours with AM and PM; None means 24 hours,
        unless the locale has a territory where people write 12. Raises `UnknownNameError` for an
        unknown language, with the nearest ones. Cost: some 100 microseconds, a fifth of that for
        days and times seen before.
        """
        from quartzcron.words.describe import describe

        return describe(self, locale, style, hour12)

    def picture(
        self,
        view: Literal["week", "month", "year"] = "week",
        start: date | None = None,
        *,
        locale: str = "en",
        tz: tzinfo | str | None = None,
    ) -> Picture:
        """Return a picture of a week by hours, a month by days, or a year by weeks.

        >>> from datetime import date
        >>> from quartzcron import CronExpression
        >>> picture = CronExpression("0 9-17 * * MON-FRI").picture("week", date(2026, 1, 5))
        >>> print(str(picture).splitlines()[4])
          Mon  5  ······ ······ ······ ██████ ██████ ██████ ······ ······  9

        `print` shows it as text, and `svg()` returns it for a page; Rich and notebooks draw it.
        The period is the one around `start`, a date or a datetime; by default it is this week,
        month or year or, if that has no run, that of the next run. Hours are in `tz`, or else in
        the set's own zone, or else in that of the start. The sum of its cells is `count`. Raises
        `ValueError` for another view and for years out of 1970-2199. Cost: milliseconds.
        """
        from quartzcron.pictures.picture import picture

        return picture(self, view, start, locale, tz)

    def _repr_html_(self) -> str:
        """What a notebook shows: words, the next runs, and a picture."""
        from quartzcron.pictures.notebooks import shown

        return shown(self)

    def __rich__(self) -> Text:
        """What rich prints: the same in characters."""
        from quartzcron.pictures.notebooks import printed

        return printed(self)

    # --- plain data ---

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data to store: a dict that `json.dumps` accepts as it is.

        >>> from quartzcron import CronExpression, Schedule
        >>> Schedule("0 9 * * *", tz="Asia/Seoul").as_dict()
        {'version': 1, 'text': '0 9 * * *', 'dialect': 'quartzcron', 'tz': 'Asia/Seoul'}
        >>> (CronExpression("0 9 * * *") - CronExpression("0 9 * * SUN")).as_dict()["operation"]
        '-'

        Keys without a value (bounds, exclusions, its own policy) are left out. Sets can be nested
        to any depth: a part that has parts itself is in a list, `parts`. Raises `ValueError` for
        a zone without a name (such as one of `dateutil` or `pytz`) and for your own dialect under
        the name of another one.
        """
        from quartzcron.plain.forms import stored

        return stored(self)

    @classmethod
    def from_dict(cls, plain: dict[str, Any], *, dialects: Iterable[Dialect] = ()) -> Self:
        """Return a value that is equal to the one that `as_dict` stored.

        >>> from quartzcron import FireTimes, Schedule
        >>> FireTimes.from_dict({"version": 1, "text": "0 9 * * *", "tz": "Asia/Seoul"})
        Schedule('0 9 * * *', tz='Asia/Seoul')

        `FireTimes.from_dict` accepts the data of expressions, schedules and sets, and each of
        these classes only its own. `dialects` are your own dialects, which are stored by their
        names. Everything is checked: for any data, the result is a value or a `ValueError` that
        says which part is wrong: `CronExpressionError` for a text, `UnknownNameError` for a
        dialect, a zone or a policy.
        """
        from quartzcron.plain.forms import loaded

        return loaded(cls, plain, dialects)

    # --- two sets ---

    def __or__(self, other: FireTimes) -> FireSet:
        """Return what fires in either."""
        return self._with("|", other)

    def __and__(self, other: FireTimes) -> FireSet:
        """Return what fires in both."""
        return self._with("&", other)

    def __sub__(self, other: FireTimes) -> FireSet:
        """Return what fires here and not there."""
        return self._with("-", other)

    def __xor__(self, other: FireTimes) -> FireSet:
        """Return what fires in exactly one of the two."""
        return self._with("^", other)

    def _with(self, sign: Sign, other: object) -> FireSet:
        return _joined(self, sign, other) if isinstance(other, FireTimes) else NotImplemented

    def first_difference(self, other: FireTimes, start: datetime | None = None) -> datetime | None:
        """Return the first moment from start on at which exactly one of two sets fires, or None.

        >>> from datetime import datetime
        >>> from quartzcron import CronExpression
        >>> fourth, last = CronExpression("0 0 0 ? * FRI#4"), CronExpression("0 0 0 ? * FRIL")
        >>> print(fourth.first_difference(last, datetime(2026, 1, 1)))
        2026-01-23 00:00:00

        None is a proof that they are the same from there on. Without a start, it looks at all
        years from 1970 to 2199. You cannot compare a set with a zone and one without
        (`TypeError`).
        """
        from quartzcron.answers.analysis import first_fire

        return first_fire(_joined(self, "^", other), start)

    def overlaps(
        self,
        other: FireTimes,
        start: datetime | None = None,
        *,
        lasting: timedelta | None = None,
        other_lasting: timedelta | None = None,
    ) -> datetime | None:
        """Return the first moment from start on at which both run, or None if there is none.

        >>> from datetime import datetime, timedelta
        >>> from quartzcron import CronExpression
        >>> leap, monday = CronExpression("0 0 12 29 2 ?"), CronExpression("0 0 12 ? * MON")
        >>> print(leap.overlaps(monday, datetime(2020, 3, 1)))
        2044-02-29 12:00:00

        Without durations, both must begin in the same second. Else a run covers the time from t
        to t + lasting, and the answer is the first moment at which one begins while another of
        the other set is running; one that began before the start counts while it runs.

        >>> backup, report = CronExpression("0 3 * * *"), CronExpression("30 3 * * MON")
        >>> minutes = timedelta(minutes=45)
        >>> print(backup.overlaps(report, datetime(2026, 1, 1), lasting=minutes))
        2026-01-05 03:30:00
        >>> backup.overlaps(report, lasting=timedelta(minutes=30)) is None
        True

        `lasting` is of this set, `other_lasting` of the other. In a zone it is
        time that passes. None is a proof that they never overlap up to the end
        of 2199. Zones, errors and start are those of `first_difference`; a
        negative duration is a `ValueError`. Cost: with durations some
        milliseconds, or some hundred where the answer is far in a zone.
        """
        both = _joined(self, "&", other)
        if lasting is other_lasting is None:
            from quartzcron.answers.analysis import first_fire

            return first_fire(both, start)
        from quartzcron.answers.lasting import first_overlap

        return first_overlap(both, self, other, start, lasting, other_lasting)

    def is_subset(self, other: FireTimes) -> Subset:
        """Return whether every fire time of this set is one of the other.

        >>> from quartzcron import CronExpression
        >>> workdays, daily = CronExpression("0 9 * * 1-5"), CronExpression("0 9 * * *")
        >>> bool(workdays.is_subset(daily))
        True
        >>> print(daily.is_subset(workdays).counter_example)
        1970-01-03 09:00:00

        The answer is true or false in a condition, and has the first counter-example. Exact from
        1970 to 2199.
        """
        from quartzcron.answers.analysis import first_fire

        return Subset(first_fire(_joined(self, "-", other)))


_ANYWHERE = Limits()


def _joined(left: FireTimes, operation: Sign, right: FireTimes) -> FireSet:
    # Loaded here: who asks single expressions needs no sets.
    from quartzcron.answers.fire_sets import FireSet

    return FireSet(left, operation, right)

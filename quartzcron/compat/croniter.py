"""croniter's face on this library: change one import, keep your calls.

    from quartzcron.compat.croniter import croniter

or, for packages that import croniter themselves, before any of them does:

    import quartzcron.compat.croniter
    quartzcron.compat.croniter.install()

The face is that of croniter 7.0.0, with what it does by accident; every time is
computed by this library. An object holds what croniter's does (`cur` is its place), so
it moves when it is asked; expressions of this library do not.
"""

from __future__ import annotations

import sys
import traceback
import warnings
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import lru_cache
from time import time
from typing import TYPE_CHECKING, Any, ClassVar

from quartzcron.compat import refusals
from quartzcron.compat.expansion import (
    DAY,
    FIELDS,
    HOUR,
    LENGTHS,
    MINUTE,
    MONTH,
    MONTHS,
    SECOND,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    draws_at_random,
    expand,
    refuse_impossible,
)
from quartzcron.compat.refusals import (
    CroniterBadCronError,
    CroniterBadDateError,
    CroniterBadTypeRangeError,
    CroniterError,
    CroniterNotAlphaError,
    CroniterUnsupportedSyntaxError,
)
from quartzcron.compat.times import times_of
from quartzcron.ground.caches import LONGEST_KEPT, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo
    from types import ModuleType

    from quartzcron.compat.expansion import Expansion, Nth, Value
    from quartzcron.compat.times import Times

__all__ = [
    "DAY_FIELD",
    "HOUR_FIELD",
    "MINUTE_FIELD",
    "MONTH_FIELD",
    "OVERFLOW32B_MODE",
    "SECOND_FIELD",
    "UTC_DT",
    "YEAR_FIELD",
    "CroniterBadCronError",
    "CroniterBadDateError",
    "CroniterBadTypeRangeError",
    "CroniterError",
    "CroniterNotAlphaError",
    "CroniterUnsupportedSyntaxError",
    "cron_m",
    "croniter",
    "croniter_range",
    "datetime_to_timestamp",
]

MINUTE_FIELD, HOUR_FIELD, DAY_FIELD, MONTH_FIELD = MINUTE, HOUR, DAY, MONTH
DOW_FIELD, SECOND_FIELD, YEAR_FIELD = WEEKDAY, SECOND, YEAR
UNIX_CRON_LEN, SECOND_CRON_LEN, YEAR_CRON_LEN = LENGTHS
UNIX_FIELDS, SECOND_FIELDS, YEAR_FIELDS = (tuple(range(length)) for length in LENGTHS)
VALID_LEN_EXPRESSION = set(LENGTHS)
CRON_FIELDS: dict[int | str, tuple[int, ...]] = {
    "unix": UNIX_FIELDS,
    "second": SECOND_FIELDS,
    "year": YEAR_FIELDS,
    UNIX_CRON_LEN: UNIX_FIELDS,
    SECOND_CRON_LEN: SECOND_FIELDS,
    YEAR_CRON_LEN: YEAR_FIELDS,
}
M_ALPHAS, DOW_ALPHAS = MONTHS, WEEKDAYS

UTC_DT = UTC
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = datetime(1970, 1, 1)
_INSTANT = timedelta(microseconds=1)

#: Whether `datetime.fromtimestamp` ends in 2038, as on machines of 32 bits.
OVERFLOW32B_MODE = sys.maxsize < 2**32

#: croniter's module of the same name, which this one stands for too.
cron_m = sys.modules[__name__]


def datetime_to_timestamp(d: datetime) -> float:
    """Return the seconds since 1970 of a datetime; a naive one is read as UTC."""
    if d.tzinfo is None:
        return (d - _NAIVE_EPOCH).total_seconds()
    return d.timestamp()


# --- what is kept of texts --------------------------------------------------


@listed
@lru_cache(1024)
def _kept_expansion(
    text: str, hash_id: bytes | str | None, second_at_beginning: bool
) -> Expansion | CroniterError | None:
    """Return what a text says or what is wrong with it; None if it is drawn anew each time."""
    if draws_at_random(text):
        return None
    try:
        return expand(text, hash_id, second_at_beginning)
    except CroniterError as refused:
        return refused.with_traceback(None)


def _expansion(text: str, hash_id: bytes | str | None, second_at_beginning: bool) -> Expansion:
    """Return what a text says, or raise what is wrong with it."""
    # (What is no str is refused there by what it lacks, as in croniter.)
    if type(text) is not str or len(text) > LONGEST_KEPT:
        return expand(text, hash_id, second_at_beginning)
    kept = _kept_expansion(text, hash_id, second_at_beginning)
    if kept is None:
        return expand(text, hash_id, second_at_beginning)
    if isinstance(kept, CroniterError):
        raise type(kept)(*kept.args)
    return kept


@listed
@lru_cache(1024)
def _times(expansion: Expansion, day_or: bool, star_bug: bool) -> Times:
    return times_of(expansion, day_or=day_or, star_bug=star_bug)


# --- the class ---------------------------------------------------------------

_OWN_ZONE: Any = object()


class croniter:  # noqa: N801
    """A cron text and a position in time, which moves with each answer.

    >>> from datetime import datetime
    >>> it = croniter("0 9 * * mon-fri", datetime(2026, 1, 2, 12))
    >>> print(it.get_next(datetime), it.get_next(datetime), it.get_prev(datetime), sep=chr(10))
    2026-01-05 09:00:00
    2026-01-06 09:00:00
    2026-01-05 09:00:00

    Arguments, their order and their defaults are those of croniter 7.0.0, and so is
    what it raises. `start_time` is a datetime (a naive one as if it were UTC) or a
    timestamp, None for now; `ret_type` is `float` or `datetime`.
    """

    MONTHS_IN_YEAR = 12
    RANGES = tuple((field.low, field.high) for field in FIELDS)
    ALPHACONV = tuple(dict(field.names) for field in FIELDS)
    LOWMAP: ClassVar[tuple[dict[int, int], ...]] = ({}, {}, {0: 1}, {0: 1}, {7: 0}, {}, {})
    LEN_MEANS_ALL = tuple(field.size for field in FIELDS)
    DAYS_IN_MONTH: ClassVar[dict[int, int]] = dict(
        enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
    )

    def __init__(
        self,
        expr_format: str,
        start_time: datetime | float | None = None,
        ret_type: type[Any] = float,
        day_or: bool = True,
        max_years_between_matches: int | None = None,
        is_prev: bool = False,
        hash_id: bytes | str | None = None,
        implement_cron_bug: bool = False,
        second_at_beginning: bool = False,
        expand_from_start_time: bool = False,
    ) -> None:
        self._ret_type = ret_type
        self.second_at_beginning = bool(second_at_beginning)
        self._expand_from_start_time = expand_from_start_time
        self._is_prev = is_prev
        if hash_id is not None:
            hash_id = _octets(hash_id, "UTF-8")
        self._max_years_between_matches = 50
        self._max_years_btw_matches_explicitly_set = max_years_between_matches is not None
        if max_years_between_matches is not None:
            self._max_years_between_matches = _checked_years(max_years_between_matches)
        self.tzinfo: tzinfo | None = None
        self.start_time = self.dst_start_time = self.cur = 0.0
        # The datetime of a timestamp that is known already: making one anew costs as
        # much as all the rest of an answer.
        self._seen_at, self._seen = 0.0, _NAIVE_EPOCH
        self.set_current(time() if start_time is None else start_time)
        if expand_from_start_time:
            self._expansion = expand(
                expr_format, hash_id, second_at_beginning, self.cur, self.tzinfo
            )
        else:
            self._expansion = _expansion(expr_format, hash_id, self.second_at_beginning)
        self._times = _times(self._expansion, bool(day_or), bool(implement_cron_bug))

    # What croniter keeps as lists is made anew for each who looks: the text decides.

    @property
    def expanded(self) -> list[list[Value]]:
        """The values of each field in croniter's order: `["*"]` where all, `"l"` the last day."""
        return [list(values) for values in self._expansion.fields]

    @property
    def nth_weekday_of_month(self) -> dict[int, set[Nth]]:
        """Which weekdays of a month `n#k` and `Ln` name."""
        return {day: set(occurrences) for day, occurrences in self._expansion.nth}

    @property
    def nearest_weekday(self) -> set[int]:
        """The day of an `nW`."""
        return set(self._expansion.workdays)

    @property
    def expressions(self) -> list[str]:
        """The fields as they were written, in small letters and croniter's order."""
        return list(self._expansion.columns)

    @property
    def fields(self) -> tuple[int, ...]:
        """The numbers of the fields."""
        return CRON_FIELDS[len(self._expansion.fields)]

    # --- the place in time

    def get_next(
        self,
        ret_type: type[Any] | None = None,
        start_time: datetime | float | None = None,
        update_current: bool = True,
    ) -> Any:
        """Return the first time strictly after the position, and move there.

        >>> croniter("*/5 * * * *", datetime(2026, 1, 1)).get_next(datetime)
        datetime.datetime(2026, 1, 1, 0, 5)

        Raises `CroniterBadDateError` where there is none within 50 years, or
        `max_years_between_matches`.
        """
        if start_time and self._expand_from_start_time:
            raise ValueError(refusals.START_TIME)
        return self._get_next(ret_type, start_time, False, update_current)

    def get_prev(
        self,
        ret_type: type[Any] | None = None,
        start_time: datetime | float | None = None,
        update_current: bool = True,
    ) -> Any:
        """Return the last time strictly before the position, and move there; see `get_next`."""
        return self._get_next(ret_type, start_time, True, update_current)

    def get_current(self, ret_type: type[Any] | None = None) -> Any:
        """Return the position itself, whether the text fires there or not."""
        if issubclass(ret_type or self._ret_type, datetime):
            return self.timestamp_to_datetime(self.cur)
        return self.cur

    def set_current(self, start_time: datetime | float | None, force: bool = True) -> float:
        """Move to another position. If it is a datetime, all answers are in its zone from then
        on."""
        if force and start_time is not None:
            if isinstance(start_time, datetime):
                self.tzinfo, moment = start_time.tzinfo, start_time
                start_time = datetime_to_timestamp(start_time)
                if self.tzinfo is None and type(moment) is datetime:
                    self._seen_at, self._seen = start_time, moment
            self.start_time = self.dst_start_time = self.cur = start_time
        return self.cur

    def _get_next(
        self,
        ret_type: type[Any] | None = None,
        start_time: datetime | float | None = None,
        is_prev: bool | None = None,
        update_current: bool | None = None,
    ) -> Any:
        """Return the next time in the direction of the last question, or of `is_prev`."""
        if start_time is not None:
            self.set_current(start_time)
        if is_prev is None:
            is_prev = self._is_prev
        self._is_prev = is_prev
        kind = ret_type or self._ret_type
        if not issubclass(kind, (float, datetime)):
            raise TypeError(refusals.RETURN_TYPE)
        now = self._seen
        if self.cur != self._seen_at or now.tzinfo is not self.tzinfo:
            now = self.timestamp_to_datetime(self.cur)
        search = self._times.before if is_prev else self._times.after
        found = search(now, self._max_years_between_matches)
        if found is None:
            raise CroniterBadDateError(refusals.NO_PREVIOUS if is_prev else refusals.NO_NEXT)
        timestamp = datetime_to_timestamp(found)
        self._seen_at, self._seen = timestamp, found
        if update_current or update_current is None:
            self.cur = timestamp
        return found if issubclass(kind, datetime) else timestamp

    __next__ = next = _get_next

    def __iter__(self) -> croniter:
        return self

    def iter(self, *args: Any, **kwargs: Any) -> Callable[..., Iterator[Any]]:
        """Return the method that gives all times in the object's direction, uncalled."""
        return self.all_prev if self._is_prev else self.all_next

    def all_next(
        self,
        ret_type: type[Any] | None = None,
        start_time: datetime | float | None = None,
        update_current: bool | None = None,
    ) -> Iterator[Any]:
        """Yield all times after the position.

        It ends if there is none within `max_years_between_matches`, if that was given, and raises
        `CroniterBadDateError` otherwise.
        """
        return self._all(ret_type, start_time, update_current, is_prev=False)

    def all_prev(
        self,
        ret_type: type[Any] | None = None,
        start_time: datetime | float | None = None,
        update_current: bool | None = None,
    ) -> Iterator[Any]:
        """Yield all times before the position, the latest first; see `all_next`."""
        return self._all(ret_type, start_time, update_current, is_prev=True)

    def _all(
        self,
        ret_type: type[Any] | None,
        start_time: datetime | float | None,
        update_current: bool | None,
        *,
        is_prev: bool,
    ) -> Iterator[Any]:
        try:
            while True:
                yield self._get_next(ret_type, start_time, is_prev, update_current)
                start_time = None
        except CroniterBadDateError:
            if not self._max_years_btw_matches_explicitly_set:
                raise

    # --- timestamps

    datetime_to_timestamp = staticmethod(datetime_to_timestamp)
    _datetime_to_timestamp = datetime_to_timestamp

    def timestamp_to_datetime(
        self, timestamp: float, tzinfo: tzinfo | None = _OWN_ZONE
    ) -> datetime:
        """Return a timestamp in the object's zone, or another; naive, in UTC, for None."""
        zone = self.tzinfo if tzinfo is _OWN_ZONE else tzinfo
        if zone and not OVERFLOW32B_MODE:
            return datetime.fromtimestamp(timestamp, zone)
        try:
            # A third of what datetime.fromtimestamp takes, and the same to the microsecond.
            moment = _NAIVE_EPOCH + timedelta(0, timestamp)
        except OverflowError:
            # Milliseconds, most of the time: it raises what croniter's callers know.
            return datetime.fromtimestamp(timestamp, UTC)
        return moment.replace(tzinfo=UTC).astimezone(zone) if zone else moment

    _timestamp_to_datetime = timestamp_to_datetime

    # --- questions about texts

    @classmethod
    def expand(
        cls,
        expr_format: str,
        hash_id: bytes | str | None = None,
        second_at_beginning: bool = False,
        from_timestamp: float | None = None,
        from_timestamp_tz: tzinfo | None = None,
        strict: bool = False,
        strict_year: int | list[int] | None = None,
    ) -> tuple[list[list[Value]], dict[int, set[Nth]]]:
        """Return the values of each field, and which weekdays of a month `n#k` and `Ln` name.

        >>> croniter.expand("0 0-5/2 l * fri#2")
        ([[0], [0, 2, 4], ['l'], ['*'], [5]], {5: {2}})

        `strict` refuses days that none of the months has, in `strict_year` or any year.
        """
        try:
            if from_timestamp is None:
                expansion = _expansion(expr_format, hash_id, bool(second_at_beginning))
            else:
                expansion = expand(
                    expr_format, hash_id, second_at_beginning, from_timestamp, from_timestamp_tz
                )
            if strict:
                refuse_impossible(expr_format, expansion, strict_year)
        except CroniterError:
            raise
        except ValueError as unforeseen:
            raise CroniterBadCronError(traceback.format_exc()) from unforeseen
        fields = [list(values) for values in expansion.fields]
        return fields, {day: set(which) for day, which in expansion.nth}

    @classmethod
    def is_valid(
        cls,
        expression: str,
        hash_id: bytes | str | None = None,
        encoding: str = "UTF-8",
        second_at_beginning: bool = False,
        strict: bool = False,
        strict_year: int | list[int] | None = None,
    ) -> bool:
        """Tell whether croniter accepts a text, even if it never fires; `strict` as in `expand`.

        >>> croniter.is_valid("0 0 31 2 *"), croniter.is_valid("0 0 31 2 *", strict=True)
        (True, False)
        """
        if hash_id:
            hash_id = _octets(hash_id, encoding)
        try:
            expansion = _expansion(expression, hash_id, bool(second_at_beginning))
            if strict:
                refuse_impossible(expression, expansion, strict_year)
        except ValueError:
            return False
        return True

    @classmethod
    def match(
        cls,
        cron_expression: str,
        testdate: datetime,
        day_or: bool = True,
        second_at_beginning: bool = False,
        precision_in_seconds: float | None = None,
    ) -> bool:
        """Tell whether it fires in the minute that ends at a moment (6 and 7 fields: the second).

        >>> croniter.match("*/5 * * * *", datetime(2026, 1, 1, 9, 5, 23))
        True

        Another length of time than that minute is `precision_in_seconds`.
        """
        return cls.match_range(
            cron_expression, testdate, testdate, day_or, second_at_beginning, precision_in_seconds
        )

    @classmethod
    def match_range(
        cls,
        cron_expression: str,
        from_datetime: datetime,
        to_datetime: datetime,
        day_or: bool = True,
        second_at_beginning: bool = False,
        precision_in_seconds: float | None = None,
    ) -> bool:
        """Tell whether it fires between two moments, or in the minute before the first."""
        it = cls(
            cron_expression,
            to_datetime,
            ret_type=datetime,
            day_or=day_or,
            second_at_beginning=second_at_beginning,
        )
        end = it.get_current(datetime)
        if not end.microsecond:
            # A run at the very end counts.
            end += _INSTANT
        it.set_current(end)
        try:
            last = it.get_prev()
        except CroniterBadDateError:
            return False
        if precision_in_seconds is None:
            precision_in_seconds = 1 if len(it.fields) > UNIX_CRON_LEN else 60
        span = (to_datetime - from_datetime).total_seconds() + precision_in_seconds
        # Between two moments of one zone: wall time, as croniter counts it.
        return bool(abs(end - last).total_seconds() < span)

    @classmethod
    def value_alias(
        cls, val: Value, field_index: int, len_expressions: object = UNIX_CRON_LEN
    ) -> Value:
        """Return 0 for the 7 that is a Sunday, and any other value as it is."""
        if isinstance(len_expressions, (list, dict, tuple, set)):
            len_expressions = len(len_expressions)
        # A day or month 0 is a 1 only in texts of a length that there is not.
        if field_index in (DAY, MONTH) and len_expressions in LENGTHS:
            return val
        aliases: dict[Any, int] = cls.LOWMAP[field_index]
        return aliases.get(val, val)

    @staticmethod
    def _get_nth_weekday_of_month(year: int, month: int, day_of_week: int) -> tuple[int, ...]:
        """Return the days of a month on a weekday, 0 for Sunday."""
        first, length = monthrange(year, month)
        return tuple(range(1 + (day_of_week - 1 - first) % 7, length + 1, 7))


def _octets(hash_id: bytes | str, encoding: str) -> bytes:
    """Return an id as octets; anything but bytes and str is a `TypeError`."""
    if isinstance(hash_id, str):
        return hash_id.encode(encoding)
    if isinstance(hash_id, bytes):
        return hash_id
    raise TypeError(refusals.HASH_TYPE)


def _checked_years(years: int) -> int:
    """Return a number of years, or refuse what is none."""
    if isinstance(years, bool) or not isinstance(years, int):
        raise TypeError(refusals.YEARS_TYPE.format(type=type(years).__name__, value=years))
    if years < 1:
        raise ValueError(refusals.YEARS_VALUE.format(value=years))
    return years


def croniter_range(
    start: date | float,
    stop: date | float,
    expr_format: str,
    ret_type: type[Any] | None = None,
    day_or: bool = True,
    exclude_ends: bool = False,
    _croniter: type[croniter] | None = None,
    second_at_beginning: bool = False,
    expand_from_start_time: bool = False,
) -> Iterator[Any]:
    """Yield the times from start to stop, both included unless `exclude_ends`.

    >>> days = datetime(2026, 1, 1), datetime(2026, 1, 3)
    >>> [day.day for day in croniter_range(*days, "0 0 * * *")]
    [1, 2, 3]

    Where start is later than stop they come backwards. Timestamps give timestamps. Raises
    `CroniterBadTypeRangeError`, a `TypeError`, for ends of different types.
    """
    first, last, own_type = _range_ends(start, stop)
    wanted = ret_type or own_type
    if not exclude_ends:
        # Outwards, so that a time at an end lies between them.
        outwards = _INSTANT if first < last else -_INSTANT
        first, last = first - outwards, last + outwards
    it = (_croniter or croniter)(
        expr_format,
        first,
        ret_type=datetime,
        day_or=day_or,
        max_years_between_matches=abs(last.year - first.year) + 1,
        second_at_beginning=second_at_beginning,
        expand_from_start_time=expand_from_start_time,
    )
    is_forward = first < last
    step = it.get_next if is_forward else it.get_prev
    try:
        found = step()
        while found < last if is_forward else found > last:
            yield it.get_current(float) if wanted is float else found
            found = step()
    except CroniterBadDateError:
        return


def _range_ends(start: Any, stop: Any) -> tuple[datetime, datetime, type[Any]]:
    """Return the ends of a range as datetimes, and what its times are given as."""
    if not (isinstance(start, type(stop)) or isinstance(stop, type(start))):
        words = refusals.RANGE_TYPES.format(start=type(start), stop=type(stop))
        raise CroniterBadTypeRangeError(words)
    if isinstance(start, datetime):
        return start, stop, datetime
    if isinstance(start, date):
        # Days of a calendar begin at midnight.
        return datetime.combine(start, clock()), datetime.combine(stop, clock()), datetime
    first, last = (datetime.fromtimestamp(end, UTC).replace(tzinfo=None) for end in (start, stop))
    return first, last, float


# --- in croniter's place ---------------------------------------------------------

#: The names under which croniter is imported.
_PLACES = ("croniter", "croniter.croniter")

#: What stood there before `install`; None where nothing did.
_REPLACED: dict[str, ModuleType | None] = {}


def install() -> None:
    """Make `import croniter` return this module, in this process and from now on.

        from quartzcron.compat import croniter as stand_in
        stand_in.install()
        import rq.cron  # computes with quartzcron

    Modules that have imported croniter before keep it, and you get a `RuntimeWarning`. Nothing is
    written to disk, and croniter need not be installed.
    """
    if _REPLACED:
        return
    if _PLACES[0] in sys.modules:
        warnings.warn(refusals.TOO_LATE, RuntimeWarning, stacklevel=2)
    for place in _PLACES:
        _REPLACED[place] = sys.modules.get(place)
        sys.modules[place] = cron_m


def uninstall() -> None:
    """Undo `install`: from now on, `import croniter` is croniter itself, if it is installed."""
    for place, module in _REPLACED.items():
        if module is None:
            del sys.modules[place]
        else:
            sys.modules[place] = module
    _REPLACED.clear()

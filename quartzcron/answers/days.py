"""`Days`: sets of days, for what a schedule leaves out and for what it is limited to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from quartzcron.answers.nesting import Nested, from_below
from quartzcron.calendar.dated import days_of
from quartzcron.calendar.dates import (
    ALL_DAYS,
    DAYS,
    between,
    date_of,
    dates_in,
    number_of,
)
from quartzcron.ground.plain_data import PlainData
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import NoReturn

    from quartzcron.expression import CronExpression

_set = object.__setattr__


class Days(Nested, PlainData):
    """A set of days from 1970 to 2199, for `only=` and `excluding=` of a schedule.

    >>> from datetime import UTC
    >>> from quartzcron import Schedule
    >>> fortnightly = Schedule("0 9 * * MON", tz="Asia/Seoul",
    ...                        only=Days.every(weeks=2, since=date(2026, 1, 5)))
    >>> for fire_time in fortnightly.fire_times(datetime(2026, 1, 1, tzinfo=UTC), limit=3):
    ...     print(fire_time)
    2026-01-05 09:00:00+09:00
    2026-01-19 09:00:00+09:00
    2026-02-02 09:00:00+09:00

    Make one by `Days.every`, `Days.of`, `Days.where` and `Days.between`, or combine them: `a | b`
    (in either), `a & b` (in both), `a - b` (in a and not in b), `a ^ b` (in exactly one) and `~a`
    (all other days). No set has days outside 1970-2199.

    Iterating gives the dates in order, `len` counts them, `day in days` takes a `date`.
    Immutable; equal if they have the same days, however they are made. Cost: making one takes
    microseconds; its days are computed when they are first needed, in about a millisecond.
    """

    __slots__ = ("__weakref__", "_given", "_kept_bits", "_kept_hash", "_maker", "_parts")

    _form = "days"
    _by_parts = False

    _maker: str
    _given: tuple[object, ...]
    _parts: tuple[Days, ...]
    _kept_bits: int | None

    def __init__(self) -> None:
        raise TypeError("days are made by Days.every, Days.of, Days.where or Days.between")

    # --- making ---

    @classmethod
    def every(
        cls,
        *,
        days: int | None = None,
        weeks: int | None = None,
        months: int | None = None,
        since: date,
    ) -> Days:
        """Return the days of every n-th week or month, or every n-th day, since a date.

        >>> [str(day) for day in Days.every(days=10, since=date(2199, 12, 1))]
        ['2199-12-01', '2199-12-11', '2199-12-21', '2199-12-31']

        Give one of the three. `weeks=2` are all days, Monday to Sunday, of every second week
        from the one of `since` on, and `months=3` all days of every third month; none of them is
        before `since`. `days=10` are single days.

        >>> weeks = Days.every(weeks=2, since=date(2026, 1, 7))  # a Wednesday
        >>> [day.day for day in weeks & Days.between(date(2026, 1, 1), date(2026, 1, 25))]
        [7, 8, 9, 10, 11, 19, 20, 21, 22, 23, 24, 25]

        Raises `TypeError` unless just one is given, and `ValueError` for a number below 1.
        """
        numbers = {"days": days, "weeks": weeks, "months": months}
        given = {unit: n for unit, n in numbers.items() if n is not None}
        if len(given) != 1:
            raise TypeError("give one of days, weeks and months, for example weeks=2")
        ((unit, n),) = given.items()
        if not isinstance(n, int) or isinstance(n, bool):
            raise TypeError(f"{unit} is a whole number, not {type(n).__name__}")
        if n < 1:
            raise ValueError(f"{unit} must be 1 or more, not {n}")
        return cls._made("every", unit, n, plain_date(since, "since"))

    @classmethod
    def of(cls, dates: Iterable[date]) -> Days:
        """Return a set of dates, for example the holidays of the package `holidays`.

        >>> date(2026, 12, 25) in Days.of([date(2026, 12, 24), date(2026, 12, 25)])
        True

        Accepts any iterable of dates; `Days.of([])` has no days. A `holidays` object made without
        years is empty until you look up a date in it, so it is a `ValueError`. Raises `TypeError`
        for anything but dates, datetimes among them.
        """
        return cls._made("of", *sorted({plain_date(day) for day in given_dates(dates)}))

    @classmethod
    def between(cls, first: date, last: date) -> Days:
        """Return all days from one date to another, both included.

        >>> len(Days.between(date(2026, 12, 24), date(2027, 1, 1)))
        9

        Raises `ValueError` if the last comes before the first.
        """
        first, last = plain_date(first, "first"), plain_date(last, "last")
        if last < first:
            raise ValueError(f"a range of dates ends before it begins: {first} to {last}")
        return cls._made("between", first, last)

    @classmethod
    def where(cls, expression: CronExpression | str) -> Days:
        """Return the dates on which an expression fires, whatever its times.

        >>> weekend = Days.where("0 0 * * SAT,SUN")
        >>> date(2026, 8, 1) in weekend
        True

        Accepts a `CronExpression` or a text of the default dialect. Raises `TypeError` for
        schedules and sets, and what `CronExpression` raises.
        """
        from quartzcron.expression import CronExpression

        given: object = expression
        if isinstance(given, str):
            given = CronExpression(given)
        if not isinstance(given, CronExpression):
            kind = type(given).__name__
            raise TypeError(f"days are those of a CronExpression or a text, not of a {kind}")
        _ = given.never_fires  # one that waits for its seed says so
        return cls._made("where", given)

    @classmethod
    def _made(cls, maker: str, *given: object, parts: tuple[Days, ...] = ()) -> Days:
        made = object.__new__(Days)
        _set(made, "_maker", maker)
        _set(made, "_given", given)
        _set(made, "_parts", parts)
        _set(made, "_kept_bits", None)
        _set(made, "_kept_hash", None)
        return made

    # --- out of each other ---

    def __or__(self, other: Days) -> Days:
        """Return the days that are in either."""
        return self._with("|", other)

    def __and__(self, other: Days) -> Days:
        """Return the days that are in both."""
        return self._with("&", other)

    def __sub__(self, other: Days) -> Days:
        """Return the days that are here and not there."""
        return self._with("-", other)

    def __xor__(self, other: Days) -> Days:
        """Return the days that are in just one of the two."""
        return self._with("^", other)

    def __invert__(self) -> Days:
        """Return all other days of 1970 to 2199."""
        return self._made("~", parts=(self,))

    def _with(self, sign: str, other: object) -> Days:
        return self._made(sign, parts=(self, other)) if isinstance(other, Days) else NotImplemented

    # --- what they are ---

    @property
    def bounds(self) -> tuple[date, date] | None:
        """The first and the last day, or None if there is none.

        >>> Days.where("0 0 1 1 *").bounds
        (datetime.date(1970, 1, 1), datetime.date(2199, 1, 1))
        """
        bits = self._bits
        if not bits:
            return None
        return date_of((bits & -bits).bit_length() - 1), date_of(bits.bit_length() - 1)

    def __contains__(self, day: date) -> bool:
        number = number_of(plain_date(day))
        return number >= 0 and bool(self._bits >> number & 1)

    def __iter__(self) -> Iterator[date]:
        return dates_in(self._bits)

    def __len__(self) -> int:
        return self._bits.bit_count()

    @property
    def _bits(self) -> int:
        """The days as a bit set of the horizon."""
        for node in from_below(self, lambda node: node._kept_bits is None):  # type: ignore[attr-defined]
            assert isinstance(node, Days)
            # (A part has its own by now.)
            parts = (part._kept_bits or 0 for part in node._parts)
            _set(node, "_kept_bits", _MAKERS[node._maker](*node._given, *parts))
        assert self._kept_bits is not None
        return self._kept_bits

    # --- the value ---

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Days):
            return NotImplemented
        return self is other or self._bits == other._bits

    def __hash__(self) -> int:
        if self._kept_hash is None:
            _set(self, "_kept_hash", hash(self._bits))
        return self._kept_hash  # type: ignore[return-value]

    def _inside(self) -> tuple[object, ...]:
        return self._parts

    def _told(self) -> Iterator[object]:
        maker, given = self._maker, self._given
        if maker == "every":
            unit, n, since = given
            yield f"Days.every({unit}={n}, since={since!r})"
        elif maker == "of":
            yield f"Days.of([{', '.join(map(repr, given))}])"
        elif maker == "~":
            yield from ("~", self._parts[0])
        elif self._parts:
            left, right = self._parts
            yield from ("(", left, f" {maker} ", right, ")")
        else:
            yield f"Days.{maker}({', '.join(map(repr, given))})"

    def _recipe(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return _restored, (self._maker, self._given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"days are immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"days are immutable: cannot delete {name}")


def _restored(maker: str, given: tuple[object, ...], *parts: Days) -> Days:
    """Make days again from the parts of their pickle."""
    return Days._made(maker, *given, parts=parts)


# --- what is given ------------------------------------------------------------


def plain_date(day: object, name: str = "a day") -> date:
    """Return a date, or say that it must be one."""
    if isinstance(day, datetime) or not isinstance(day, date):
        hint = ": give its date()" if isinstance(day, datetime) else ""
        raise TypeError(f"{name} is a date, not a {type(day).__name__}{hint}")
    return date(day.year, day.month, day.day) if type(day) is not date else day


def given_dates(dates: object) -> Iterable[object]:
    """Return what yields dates, or say what it must be."""
    if isinstance(dates, (str, date)) or not hasattr(dates, "__iter__"):
        raise TypeError(f"these are to be dates in a list, not a {type(dates).__name__}")
    refuse_empty_holidays(dates)
    return dates


def refuse_empty_holidays(dates: object) -> None:
    """Refuse the holidays of no years: such an object has none until it is asked about a date."""
    if not getattr(dates, "years", True) and hasattr(dates, "expand"):
        raise ValueError(
            "these holidays are empty: name their years, "
            'for example country_holidays("KR", years=range(2026, 2031))'
        )


# --- their bits -----------------------------------------------------------------


def _every(unit: str, n: int, since: date) -> int:
    if unit == "days":
        days = _steps(number_of(since), n)
    elif unit == "weeks":
        days = _steps(number_of(since) - since.weekday(), 7 * n, 7)
    else:
        days = _months(since, n)
    return days & between(since, date.max)


def _steps(begin: int, step: int, width: int = 1) -> int:
    """Return so many days from each step on; the first begins at a day, which may be early."""
    count = max(DAYS - begin, 0) // step + 1
    # Ones at every step-th bit: a quotient of two numbers made of ones.
    ones = ((1 << count * step) - 1) // ((1 << step) - 1) if count > 1 else 1
    found = ones * ((1 << width) - 1)
    return (found << begin if begin >= 0 else found >> -begin) & ALL_DAYS


def _months(since: date, n: int) -> int:
    """Return the days of every n-th month from that of a date on."""
    found = 0
    for month in range(since.year * 12 + since.month - 1, 2200 * 12, n):
        if month >= 1970 * 12:
            first, after = (date(at // 12, at % 12 + 1, 1) for at in (month, month + 1))
            found |= between(first, after - timedelta(days=1))
    return found


def _of(*dates: date) -> int:
    octets = bytearray(-(-DAYS // 8))
    for day in dates:
        number = number_of(day)
        if 0 <= number < DAYS:
            octets[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(octets, "little")


def _where(expression: CronExpression) -> int:
    return days_of(expression._matcher)


#: How the bits of days are found, from what was given, or from the bits of their parts.
_MAKERS: dict[str, Callable[..., int]] = {
    "every": _every,
    "of": _of,
    "between": between,
    "where": _where,
    "|": int.__or__,
    "&": int.__and__,
    "-": lambda one, other: one & ~other,
    "^": int.__xor__,
    "~": lambda one: ALL_DAYS & ~one,
}

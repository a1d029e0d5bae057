"""`Schedule`: an expression in a zone, under a policy, within bounds.

Its methods of time are the kernel's. What it adds is said once, on the way in
and on the way out: which zone a question is asked in, and where it ends.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from quartzcron.dialects import Dialect
from quartzcron.expression import CronExpression
from quartzcron.kernel import Kernel, is_aware, plain
from quartzcron.policies import DstPolicy
from quartzcron.values import TYPE_CHECKING
from quartzcron.zones import instant_of, wall_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn, Self

_set = object.__setattr__


class Schedule(Kernel):
    """An expression in a zone, with a rule for clock changes and with bounds.

    >>> schedule = Schedule("30 2 * * *", tz="America/New_York")
    >>> for fire_time in schedule.fire_times(datetime(2026, 3, 7), limit=3):
    ...     print(fire_time)
    2026-03-07 02:30:00-05:00
    2026-03-08 03:00:00-04:00
    2026-03-09 02:30:00-04:00

    `expression` is a `CronExpression` or a text of the default dialect; `tz` an
    IANA name or any `tzinfo`, or None for a schedule that floats as an
    expression does; `dst` a `DstPolicy` or the name of a preset, by default the
    rule of the expression's dialect. `start` (inclusive) and `end` (exclusive)
    bound all its fire times.

    A schedule with a zone answers aware in its own zone, always: a naive moment
    is its wall time, `fold` honoured, an aware one an instant. Bounds follow
    the same rule; in a schedule without a zone naive bounds go with naive
    moments and aware ones with aware moments (`TypeError` otherwise).

    Immutable; equal when all parts are equal. Raises what `CronExpression`
    raises, `ValueError` with the nearest names for an unknown zone or policy,
    and `TypeError` for parts of the wrong type.
    """

    __slots__ = ("__weakref__", "_policy", "end", "expression", "start", "tz")

    expression: CronExpression
    tz: tzinfo | None
    start: datetime | None
    end: datetime | None
    _policy: DstPolicy | None

    def __new__(
        cls,
        expression: CronExpression | str,
        tz: tzinfo | str | None = None,
        dst: DstPolicy | str | None = None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> Self:
        if not isinstance(expression, CronExpression):
            expression = CronExpression(expression)
        made = object.__new__(cls)
        _set(made, "expression", expression)
        _set(made, "_matcher", expression._matcher)
        _set(made, "_forward", None)
        _set(made, "_backward", None)
        _set(made, "_plan", None)
        _set(made, "tz", None if tz is None else zone_named(tz))
        _set(made, "_policy", DstPolicy.named(dst) if isinstance(dst, str) else _checked(dst))
        _set(made, "start", None)
        _set(made, "end", None)
        start = None if start is None else made._placed(start)
        end = None if end is None else made._placed(end)
        if start is not None and end is not None and is_aware(start) != is_aware(end):
            raise TypeError("start and end must be both naive or both aware")
        _set(made, "start", start)
        _set(made, "end", end)
        return made

    @property
    def dst_policy(self) -> DstPolicy:
        """What becomes of its wall times at a change of clock."""
        return self.expression.dst_policy if self._policy is None else self._policy

    # --- the methods of time, within the bounds ---

    def next_fire_time(self, after: datetime, *, inclusive: bool = False) -> datetime | None:
        """Return the first fire time strictly after a moment and within the bounds.

        >>> daily = Schedule("0 9 * * *", start=datetime(2026, 5, 1), end=datetime(2026, 5, 3))
        >>> print(daily.next_fire_time(datetime(2026, 1, 1)))
        2026-05-01 09:00:00
        >>> daily.next_fire_time(datetime(2026, 5, 2, 9)) is None
        True

        Otherwise as `CronExpression.next_fire_time`, in the zone of the schedule.
        """
        after = self._placed(after)
        start, end = self.start, self.end
        if start is not None and _is_before(after, start):
            after, inclusive = start, True
        found = super().next_fire_time(after, inclusive=inclusive)
        if found is None or (end is not None and not _is_before(found, end)):
            return None
        return found

    def previous_fire_time(self, before: datetime, *, inclusive: bool = False) -> datetime | None:
        """Return the last fire time strictly before a moment and within the bounds.

        >>> daily = Schedule("0 9 * * *", start=datetime(2026, 5, 1), end=datetime(2026, 5, 3))
        >>> print(daily.previous_fire_time(datetime(2027, 1, 1)))
        2026-05-02 09:00:00

        Otherwise as `CronExpression.previous_fire_time`, in the zone of the schedule.
        """
        before = self._placed(before)
        start, end = self.start, self.end
        if end is not None and not _is_before(before, end):
            before, inclusive = end, False
        found = super().previous_fire_time(before, inclusive=inclusive)
        if found is None or (start is not None and _is_before(found, start)):
            return None
        return found

    def fire_times(
        self,
        start: datetime | None,
        end: datetime | None = None,
        *,
        limit: int | None = None,
        reverse: bool = False,
    ) -> Iterator[datetime]:
        """Return an iterator over the fire times from start to end, within the bounds too.

        >>> weekly = Schedule("0 9 * * MON", end=datetime(2026, 5, 12))
        >>> [fire.day for fire in weekly.fire_times(datetime(2026, 5, 1))]
        [4, 11]

        Otherwise as `CronExpression.fire_times`, in the zone of the schedule;
        the schedule's own bounds serve where none are given.
        """
        start = self.start if start is None else self._placed(start)
        end = self.end if end is None else self._placed(end)
        if self.start is not None and start is not None and _is_before(start, self.start):
            start = self.start
        if self.end is not None and end is not None and _is_before(self.end, end):
            end = self.end
        return super().fire_times(start, end, limit=limit, reverse=reverse)

    def matches(self, moment: datetime) -> bool:
        """Tell whether the schedule fires in the second of a moment; `in` asks the same.

        >>> datetime(2026, 3, 8, 3) in Schedule("30 2 * * *", tz="America/New_York")
        True

        Otherwise as `CronExpression.matches`, in the zone of the schedule.
        """
        moment = self._placed(moment).replace(microsecond=0)
        if self.start is not None and _is_before(moment, self.start):
            return False
        if self.end is not None and not _is_before(moment, self.end):
            return False
        return super().matches(moment)

    def _placed(self, moment: datetime) -> datetime:
        """Return a moment in the zone of the schedule, if it has one."""
        moment = plain(moment)
        if self.tz is not None:
            return placed(moment, self.tz)
        bound = self.start or self.end
        if bound is not None and is_aware(bound) != is_aware(moment):
            raise TypeError("a schedule without a zone takes moments as aware as its bounds")
        return moment

    # --- the value ---

    def _parts(self) -> tuple[object, ...]:
        bounds = [None if at is None else _key(at) for at in (self.start, self.end)]
        return self.expression, self.dst_policy, *bounds

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Schedule):
            return NotImplemented
        return self.tz == other.tz and self._parts() == other._parts()

    def __hash__(self) -> int:
        # Not the zone: those of dateutil cannot be hashed.
        return hash(self._parts())

    def __str__(self) -> str:
        return self.expression.text

    def __repr__(self) -> str:
        plain_text = self.expression.dialect is Dialect.named("quartzcron")
        parts = [repr(self.expression.text if plain_text else self.expression)]
        if self.tz is not None:
            key = getattr(self.tz, "key", None)
            parts.append(f"tz={self.tz if key is None else key!r}")
        if self._policy is not None:
            parts.append(f"dst={self._policy!r}")
        for name in ("start", "end"):
            bound = getattr(self, name)
            if bound is not None:
                parts.append(f"{name}={bound!r}")
        return f"Schedule({', '.join(parts)})"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.expression, self.tz, self._policy, self.start, self.end)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a schedule is immutable: cannot set {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a schedule is immutable: cannot delete {name}")


def _is_before(one: datetime, other: datetime) -> bool:
    """Tell whether a moment lies before another: as instants, or as wall times.

    Comparing two datetimes of one zone would forget about folds.
    """
    return _key(one) < _key(other)


def _key(moment: datetime) -> tuple[int, int]:
    """Return a moment as an instant, or as seconds on the wall where it has no zone."""
    seconds = wall_seconds(moment) if moment.tzinfo is None else instant_of(moment)
    return seconds, moment.microsecond


def placed(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment in a zone: a naive one as its wall time, an aware one as the instant.

    >>> print(placed(datetime(2026, 11, 1, 1, 30, fold=1), zone_named("America/New_York")))
    2026-11-01 01:30:00-05:00
    """
    moment = plain(moment)
    if moment.tzinfo is zone:
        return moment
    if moment.tzinfo is None:
        return _attached(moment, zone)
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError):
        # Beyond the years of datetime in the other zone: far outside the horizon.
        return _attached(moment.replace(tzinfo=None), zone)


def _attached(wall: datetime, zone: tzinfo) -> datetime:
    """Return a wall time as a moment of a zone, `fold` honoured."""
    localize = getattr(zone, "localize", None)
    if localize is None:
        return wall.replace(tzinfo=zone)
    # A zone of pytz makes its datetimes itself; is_dst tells the first pass of a fold.
    made: datetime = localize(wall.replace(fold=0), is_dst=not wall.fold)
    return made


def _checked(policy: DstPolicy | None) -> DstPolicy | None:
    if policy is None or isinstance(policy, DstPolicy):
        return policy
    raise TypeError(f"a policy is a DstPolicy or a preset's name, not {type(policy).__name__}")


def zone_named(tz: tzinfo | str) -> tzinfo:
    """Return the zone of an IANA name; a `tzinfo` is returned as it is.

    >>> zone_named("Amercia/New_York")
    Traceback (most recent call last):
      ...
    ValueError: there is no zone 'Amercia/New_York'; did you mean America/New_York?

    Raises `ValueError` with the nearest names for an unknown one, `TypeError`
    for anything else.
    """
    if isinstance(tz, tzinfo):
        return tz
    if not isinstance(tz, str):
        raise TypeError(f"tz is a tzinfo or the name of a zone, not {type(tz).__name__}")
    # Loaded here: an expression without a zone does not need it (4 ms).
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(tz)
    except (KeyError, ValueError, OSError):
        # Not there (a KeyError), no name at all, or the name of a folder.
        raise ValueError(_unknown_zone(tz)) from None


def _unknown_zone(name: str) -> str:
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    lower = {known.lower(): known for known in sorted(available_timezones())}
    near = get_close_matches(name.lower()[:60], lower, n=3, cutoff=0.7)
    # What has the best match alone is meant; three of about the same are offered.
    cities = [known for known in lower.values() if known.lower().endswith("/" + name.lower())]
    names = cities or [lower[each] for each in near]
    hint = f"; did you mean {' or '.join(names[:3])}?" if names else ""
    return f"there is no zone {name[:60]!r}{hint}"

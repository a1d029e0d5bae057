"""What the systems are asked: texts of every kind, and moments to ask from.

A quarter are valid texts as `strategies.py` draws them, a half are put together
here from every construct that any system has, half of these until our dialect
takes them, and a quarter are one of these with a few characters changed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import oracle
import strategies
from hypothesis import HealthCheck, Phase, given, seed, settings

from quartzcron import is_valid
from real_systems import Question, System

# --- texts drawn by hypothesis -------------------------------------------------


def drawn(dialect: str, count: int, number: int) -> list[str]:
    """Return valid texts of a dialect."""
    found: list[str] = []

    @seed(number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies.texts(dialect))
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found


# --- texts of every construct ----------------------------------------------------

# Fields in the order of five; lowest and highest value, and the names from the lowest on.
MINUTE = (0, 59, ())
HOUR = (0, 23, ())
DAY_OF_MONTH = (1, 31, ())
MONTH = (1, 12, tuple(oracle.MONTH_NAMES))
DAY_OF_WEEK = (0, 7, tuple(oracle.DAY_NAMES))
YEAR = (2024, 2034, ())
FIVE = (MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK)

DAY_OF_MONTH_SIGNS = ("?", "L", "LW", "{}W", "W{}", "L-{}", "L-{}W", "l", "{}w")
DAY_OF_WEEK_SIGNS = ("?", "L", "{}L", "L{}", "{}#{}", "{}#L", "+{}")


def put_together(draw: random.Random, count: int) -> str:
    """Return a text of so many fields, each of any construct."""
    fields = [_field(draw, field) for field in FIVE]
    # Days are mostly left open on one side, or nothing ever shows.
    for place in draw.choice(((2,), (4,), (2, 4), ())):
        fields[place] = draw.choice("**?")
    seconds = _field(draw, MINUTE)
    years = _field(draw, YEAR)
    if count == 6:
        fields = [*fields, seconds] if draw.random() < 0.3 else [seconds, *fields]
    if count == 7:
        fields = [*fields, seconds, years] if draw.random() < 0.3 else [seconds, *fields, years]
    return " ".join(fields)


_Field = tuple[int, int, tuple[str, ...]]


def _field(draw: random.Random, field: _Field) -> str:
    if draw.random() < 0.25:
        return "*"
    terms = [_term(draw, field) for _ in range(draw.choice((1, 1, 1, 1, 2, 2, 3)))]
    return ",".join(terms)


def _term(draw: random.Random, field: _Field) -> str:
    signs = {DAY_OF_MONTH: DAY_OF_MONTH_SIGNS, DAY_OF_WEEK: DAY_OF_WEEK_SIGNS}.get(field, ())
    if signs and draw.random() < 0.2:
        sign = draw.choice(signs)
        return sign.format(_value(draw, field), draw.randint(1, 5))
    form = draw.choice(_FORMS)
    step = draw.choice((2, 3, 5, 7, 10, 15, 30, 40, field[1], field[1] + 1, 99, draw.randint(1, 6)))
    return form(_value(draw, field), _value(draw, field), step)


_FORMS: tuple[Callable[[str, str, int], str], ...] = (
    lambda a, _b, _n: a,
    lambda a, _b, _n: a,
    lambda a, b, _n: f"{a}-{b}",
    lambda a, b, _n: f"{a}-{b}",
    lambda _a, _b, n: f"*/{n}",
    lambda _a, _b, n: f"*/{n}",
    lambda a, b, n: f"{a}-{b}/{n}",
    lambda a, _b, n: f"{a}/{n}",
    lambda _a, _b, n: f"/{n}",
    lambda _a, _b, n: f"?/{n}",
    lambda _a, _b, _n: "*",
    lambda a, _b, _n: f"{a}-{a}",
)


def _value(draw: random.Random, field: _Field) -> str:
    low, high, names = field
    if names and draw.random() < 0.4:
        return _cased(draw, draw.choice(names))
    if draw.random() < 0.03:
        return str(draw.choice((low - 1, high + 1, 0, 100)))
    value = draw.choice((low, high, draw.randint(low, high), draw.randint(low, high)))
    return f"{value:02}" if draw.random() < 0.1 else str(value)


def _cased(draw: random.Random, name: str) -> str:
    return draw.choice((name, name, name.lower(), name.title()))


# --- texts with a few characters changed -------------------------------------------

SIGNS = [*" \t*/,-?#LWw+@0123579", "MON", "FRI", "jan", "$", "é", "\u0663", "\u00a0", "\x00"]


def changed(draw: random.Random, text: str) -> str:
    """Return a text with one to three characters inserted, deleted or replaced."""
    for _ in range(draw.choice((1, 1, 2, 3))):
        place = draw.randint(0, len(text))
        removed = draw.choice((0, 1))
        inserted = draw.choice(("", *SIGNS))
        text = text[:place] + inserted + text[place + removed :]
    return text


def texts(system: System, count: int, number: int) -> list[str]:
    """Return about so many different texts for a system, the same for the same number."""
    draw = random.Random(f"{system.name} {number}")
    share = count // 4
    found = drawn(system.drawn_as, share, number)
    found += [put_together(draw, draw.choice(system.counts)) for _ in range(share)]
    found += [_that_we_take(draw, system) for _ in range(share)]
    found += [changed(draw, draw.choice(found)) for _ in range(share)]
    return list(dict.fromkeys(found))


def _that_we_take(draw: random.Random, system: System) -> str:
    while not is_valid(text := put_together(draw, draw.choice(system.counts)), system.dialect):
        pass
    return text


# --- moments ------------------------------------------------------------------------

# A zone, and wall times near which its clock changes: an hour at night, half an
# hour, an hour at midnight, and where summer is the exception to a rule or ends by decree. All are
# past: what is to come, a later release of the zone database may not have.
CHANGES = {
    "America/New_York": ("2026-03-08T02:00", "2026-11-01T02:00"),
    "Australia/Lord_Howe": ("2026-04-05T02:00", "2026-10-04T02:00"),
    "America/Havana": ("2026-03-08T00:00", "2025-11-02T01:00"),
    "Africa/Cairo": ("2026-04-24T00:00", "2026-10-30T00:00"),
    "Europe/Dublin": ("2026-03-29T01:00", "2026-10-25T02:00"),
}

#: Runs that are asked for in a row: past a change of clock it takes more than elsewhere.
TAKE = 3
TAKE_IN_ZONES = 8


def questions(system: System, count: int, number: int) -> Iterator[Question]:
    """Return what a system is asked: every text in UTC, every third in a zone too."""
    draw = random.Random(f"moments {system.name} {number}")
    for place, text in enumerate(texts(system, count, number)):
        starts = [_anywhere(draw), _anywhere(draw), _turn_of_a_month(draw)]
        yield Question(text, None, starts, TAKE)
        if system.zones and place % 3 == 0:
            zone = draw.choice(list(CHANGES))
            near = [_near(draw, zone, change) for change in CHANGES[zone]]
            yield Question(text, zone, near, TAKE_IN_ZONES)


def _anywhere(draw: random.Random) -> int:
    return draw.randint(_utc(datetime(2020, 1, 1)), _utc(datetime(2040, 1, 1)))


def _turn_of_a_month(draw: random.Random) -> int:
    first = datetime(draw.randint(2024, 2034), draw.randint(1, 12), 1)
    return _utc(first) + draw.choice((-61, -60, -1, 0, 1))


def _near(draw: random.Random, zone: str, change: str) -> int:
    before = datetime.fromisoformat(change).replace(tzinfo=ZoneInfo(zone)).timestamp()
    return int(before) - draw.choice((1, 60, 1800, 3600, 5400, 7200, 86_400, 100_000))


def _utc(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1)) // timedelta(seconds=1)

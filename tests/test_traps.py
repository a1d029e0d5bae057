"""Cases that existing cron libraries get wrong, as far as they need no time zone.

Each was seen to fail in at least one released library. The tables hold text,
dialect, start and what must come out; the comment above a group says why that
is right, and where useful who answers otherwise.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice

import pytest

import quartzcron
from quartzcron import CronExpression, CronExpressionError

QUARTZ = "quartz"
DEFAULT = "quartzcron"

NEXT = [
    # W moves within its month. 1 February 2026 is a Sunday, so the 2nd fires even
    # when the search begins on it; 1 August is a Saturday, so the 3rd does.
    ("0 0 12 1W * ?", QUARTZ, "2026-02-02T00:00", ["2026-02-02T12:00"]),
    ("0 0 12 1W * ?", QUARTZ, "2026-07-25T00:00", ["2026-08-03T12:00"]),
    # No 31st, no fire: W is no excuse to clamp. 31 May is a Sunday at the month's end.
    ("0 0 0 31W * ?", QUARTZ, "2026-01-01",
     ["2026-01-30", "2026-03-31", "2026-05-29", "2026-07-31"]),
    ("0 0 0 30W * ?", QUARTZ, "2026-01-31", ["2026-03-30"]),
    ("0 0 0 LW * ?", QUARTZ, "2026-01-01",
     ["2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30"]),
    # The last day counts from the first moment of that day.
    ("0 0 11 L * ?", QUARTZ, "2017-02-28T05:00", ["2017-02-28T11:00"]),
    # The last Friday, not every Friday; L alone is Saturday.
    ("0 0 0 ? * FRIL", QUARTZ, "2026-01-01", ["2026-01-30", "2026-02-27"]),
    ("0 0 0 ? * L", QUARTZ, "2026-01-01", ["2026-01-03", "2026-01-10"]),
    # Months without a fifth Monday are passed over.
    ("0 0 0 ? * 2#5", QUARTZ, "2026-01-01", ["2026-03-30", "2026-06-29", "2026-08-31"]),
    # Quartz forbids a list of #; the five-field form takes the union.
    ("0 0 * * 1#1,5#3", DEFAULT, "2026-01-01", ["2026-01-05", "2026-01-16", "2026-02-02"]),
    # A step after names counts. Java Quartz and APScheduler 3 drop it.
    ("0 0 0 ? * MON-FRI/2", QUARTZ, "2026-01-01",
     ["2026-01-02", "2026-01-05", "2026-01-07", "2026-01-09"]),
    ("0 0 0 ? * MON/2", QUARTZ, "2026-01-01",
     ["2026-01-02", "2026-01-05", "2026-01-07", "2026-01-09"]),
    ("0 0 0 1 JAN/3 ?", QUARTZ, "2026-01-01",
     ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"]),
    # Equal bounds are one value. croniter reads every value, and says so.
    ("0 5-5 0 * * ?", QUARTZ, "2026-01-01", ["2026-01-01T00:05", "2026-01-02T00:05"]),
    ("0 0 0 1 JAN-JAN ?", QUARTZ, "2026-02-01", ["2027-01-01", "2028-01-01"]),
    # A value with a step goes on to the end of the field and no further.
    ("0 5/20 * * * ?", QUARTZ, "2026-01-01",
     ["2026-01-01T00:05", "2026-01-01T00:25", "2026-01-01T00:45", "2026-01-01T01:05"]),
    ("0 59/15 * * * ?", QUARTZ, "2026-01-01",
     ["2026-01-01T00:59", "2026-01-01T01:59", "2026-01-01T02:59"]),
    # A range of days over the month's end: 25 to 31, 1 to 3.
    ("0 0 0 25-3 * ?", QUARTZ, "2026-02-27", ["2026-02-27", "2026-02-28", "2026-03-01",
     "2026-03-02", "2026-03-03", "2026-03-25"]),
    # The phase of a step is carried over the end.
    ("0 0 14-6/4 * * ?", QUARTZ, "2026-01-01", ["2026-01-01T02:00", "2026-01-01T06:00",
     "2026-01-01T14:00", "2026-01-01T18:00", "2026-01-01T22:00", "2026-01-02T02:00"]),
    ("0 0 0 ? * 6-2/2", QUARTZ, "2026-01-01", ["2026-01-02", "2026-01-04", "2026-01-09"]),
    # Debian's cron: a leading star joins the day fields by AND; the default by OR,
    # because only a whole star is no restriction.
    ("0 0 */2 * FRI", "unix", "2026-01-01", ["2026-01-09", "2026-01-23"]),
    ("0 0 */2 * FRI", DEFAULT, "2026-01-01T00:00:01", ["2026-01-02", "2026-01-03", "2026-01-05"]),
    ("0 0 10,* * MON", "unix", "2026-01-01", ["2026-01-01", "2026-01-02"]),
    ("0 0 *,10 * MON", "unix", "2026-01-01", ["2026-01-05", "2026-01-12"]),
    ("0 0 1-31 * MON", "unix", "2026-01-01", ["2026-01-01", "2026-01-02"]),
    ("0 0 13 * +FRI", DEFAULT, "2026-01-01", ["2026-02-13", "2026-03-13", "2026-11-13"]),
    # Steps of the day of week end with Saturday; 7 only spells Sunday.
    ("0 0 * * 1/2", DEFAULT, "2026-01-04", ["2026-01-05", "2026-01-07", "2026-01-09",
     "2026-01-12"]),
    ("0 0 * * 5-7", DEFAULT, "2026-01-01", ["2026-01-02", "2026-01-03", "2026-01-04",
     "2026-01-09"]),
    ("0 0 * * 7-2", DEFAULT, "2026-01-01", ["2026-01-04", "2026-01-05", "2026-01-06",
     "2026-01-11"]),
    # A step that leaves the field after its first value is allowed in Unix.
    ("*/100 * * * *", "unix", "2026-01-01T00:30", ["2026-01-01T01:00", "2026-01-01T02:00"]),
    # 2100 is no leap year: eight years from one 29 February to the next.
    ("0 0 0 29 2 ?", QUARTZ, "2096-03-01", ["2104-02-29"]),
    # Mondays on 29 February: 28 years apart, and 40 across 2100.
    ("0 0 0 ? 2 2#5", QUARTZ, "2020-03-01", ["2044-02-29", "2072-02-29", "2112-02-29"]),
    # Before and after are about instants, not about seconds.
    ("0 0 10 * * ?", QUARTZ, "2026-05-01T09:59:59.500", ["2026-05-01T10:00"]),
    # The first fire time of all, from before the horizon.
    ("0 0 0 1 1 ?", QUARTZ, "1234-05-06", ["1970-01-01", "1971-01-01"]),
    # croniter's order: the sixth field is the second, the seventh the year.
    ("0 2 15 * * 5", "croniter", "2026-01-01", ["2026-01-15T02:00:05"]),
    ("0 0 1 1 * 0 2027", "croniter", "2026-01-01", ["2027-01-01"]),
    ("0 22-2 * * *", "croniter", "2026-01-01T03:00", ["2026-01-01T22:00", "2026-01-01T23:00",
     "2026-01-02T00:00"]),
    ("0 0 * * 5-0", "croniter", "2026-01-01", ["2026-01-02", "2026-01-03", "2026-01-04",
     "2026-01-09"]),
    ("0 0 * * L5", "croniter", "2026-01-01", ["2026-01-30"]),
    ("0 0 15W * *", "croniter", "2026-02-01", ["2026-02-16"]),
    ("0 0 W15 * *", "croniter", "2026-02-01", ["2026-02-16"]),
    ("0 0 * * 1#1,5#3", "croniter", "2026-01-01", ["2026-01-05", "2026-01-16"]),
    ("0 0 L,15 * *", "croniter", "2026-02-01", ["2026-02-15", "2026-02-28"]),
    ("59/15 * * * *", "croniter", "2026-01-01", ["2026-01-01T00:59", "2026-01-01T01:59"]),
    ("0 0 *,10 * MON", "croniter", "2026-01-01", ["2026-01-05", "2026-01-12"]),
    ("0 0 10,* * MON", "croniter", "2026-01-01", ["2026-01-05", "2026-01-12"]),
    ("0 0 1-31 * MON", "croniter", "2026-01-01", ["2026-01-01", "2026-01-02"]),
    # A step over the end of a field, where it lands on the first value.
    ("0 0 1 APR-JAN/3 *", "croniter", "2026-02-01", ["2026-04-01", "2026-07-01", "2026-10-01",
     "2027-01-01"]),
    ("0 22-3/2 * * *", "croniter", "2026-01-01", ["2026-01-01T00:00", "2026-01-01T02:00",
     "2026-01-01T22:00"]),
    # Every value counts as a star beside a star, but L is a value too many.
    ("0 0 1-31 * */2", "croniter", "2026-01-01", ["2026-01-01", "2026-01-03", "2026-01-04"]),
    ("0 0 L,1-31 * */2", "croniter", "2026-01-01", ["2026-01-01", "2026-01-02", "2026-01-03"]),
    # 7 is Sunday before it is the end of a range.
    ("0 0 * * 0-7", "croniter", "2026-01-03", ["2026-01-03", "2026-01-04", "2026-01-05"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dialect", "start", "expected"), NEXT)
def test_fire_times(text: str, dialect: str, start: str, expected: list[str]) -> None:
    """The fire times from a start on, the start itself included."""
    expression = CronExpression(text, dialect)
    wanted = [datetime.fromisoformat(moment) for moment in expected]
    begin = datetime.fromisoformat(start)
    assert list(expression.fire_times(begin, limit=len(wanted))) == wanted
    assert list(islice(expression.fire_times(begin), len(wanted))) == wanted


MATCHES = [
    # What next finds, matches.
    ("0 0 12 1W * ?", "2026-02-02T12:00", True),
    ("0 0 12 1W * ?", "2026-02-01T12:00", False),
    # Five days before the end of September 2010 is Saturday the 25th, so Friday the 24th.
    ("0 15 10 L-5W * ? 2010", "2010-09-24T10:15", True),
    ("0 15 10 L-5W * ? 2010", "2010-09-23T10:15", False),
    ("0 15 10 L-5W * ? 2010", "2010-09-25T10:15", False),
    # Microseconds are ignored.
    ("0 0 12 * * ?", "2026-01-01T12:00:00.999999", True),
    ("0 0 12 * * ?", "2026-01-01T12:00:01", False),
]


@pytest.mark.parametrize(("text", "moment", "expected"), MATCHES)
def test_matches(text: str, moment: str, expected: bool) -> None:
    """Whether a moment is a fire time."""
    assert CronExpression(text, QUARTZ).matches(datetime.fromisoformat(moment)) is expected


# What a parser that stops early, or that trusts int(), lets through.
REFUSED = {
    QUARTZ: [
        # W takes one day, and the last weekday of a month is no L-3.
        "0 0 0 1-15W * ?", "0 0 0 ? * L-3", "0 0 0 ? * LW",
        # No lists of #, no days out of range.
        "0 0 0 ? * 2#1,6#3", "0 0 0 ? * 2,6#3", "0 0 0 ? * 9#3", "0 0 0 ? * 0#1", "0 0 0 0W * ?",
        # Names have three letters and end there.
        "0 0 0 ? * MONDAY", "0 0 0 ? * MONX", "0 0 0 ? * MON12345", "0 0 0 1 JANUARY ?",
        "0 0 0 1 JANFEB ?",
        # A step of nothing, or beyond the field.
        "0 */0 0 * * ?", "0 5/0 0 * * ?", "0 1-5/0 0 * * ?", "0 0/60 * * * ?",
        "0 1-5/100 0 * * ?", "0 0-10/120 0 * * ?", "0 0 */24 * * ?", "0 0 0 */32 * ?",
        # Empty terms.
        "0, 0 0 * * ?", ",0 0 0 * * ?", "0,, 0 0 * * ?", "0,,1 0 0 * * ?",
        # Characters left over.
        "*5 0 0 * * ?", "1-2-3 0 0 * * ?", "1_0 0 0 * * ?", "15C 0 0 * * ?", "+5 0 0 * * ?",
        # L where there is nothing last, ? among values.
        "0 0 0 L L ?", "0 0 0 ?,15 * MON", "0 0 0 5L * ?",
        # One of the day fields, and only one, is a question mark.
        "0 0 0 ? * ?", "0 0 0 * * *", "0 0 0 13 * FRI",
        # Sunday is 1.
        "0 0 0 ? * 0", "0 0 0 ? * 8",
        # Years, and ranges of years, in their order.
        "0 0 0 1 1 ? 1969", "0 0 0 1 1 ? 2200", "0 0 0 1 1 ? 2030-2020", "0 0 0 1 1 ? 2027 9",
        # Below the lowest value.
        "0 0 0 0/5 * ?", "0 0 0 L-31 * ?", "0 0 0 32W * ?", "0 0 0 ? * 6#6", "0 0 0 ? * 6#0",
        # A blank inside a list makes a field too many.
        "0 0 0 ? * MON,FRI, SAT",
        # Aliases and five fields are no Quartz.
        "@daily", "27 15 * * *", "",
    ],
    "unix": [
        # A step belongs to * or to a range.
        "5/15 * * * *", "*/0 * * * *", "/5 * * * *",
        # Debian's cron takes these and never runs them.
        "0 22-2 * * *", "0 0 * * SAT-SUN", "0 0 * * FRI-MON", "0 5-0 * * *", "0 0 * 10-5 *",
        # Debian's cron takes these and drops what it does not know.
        "*5 0 * * *", "0 0 * * 1#2", "0~30 0 * * *", "1-5- 0 * * *",
        # Beyond the field.
        "5-64/30 * * * *", "0 0 * * 8", "0 0 0 * *", "0 0 * 0 *",
        # Not in Unix.
        "0 0 * * ?", "0 0 L * *", "0 0 * * L", "0 0 * * 5L", "0 0 15W * *", "0 0 * * Monday",
        "@Daily", "@reboot", "0 0 * * * 2027", "0 27 15 * * ?",
    ],
    "croniter": [
        "*/0 * * * *", "/5 * * * *", "0 0 * * 5L", "0 0 * * FRIL", "0 0 * * L", "0 0 LW * *",
        "0 0 L-3 * *", "0 0 15W,1 * *", "0 0 * * 5#3,1", "0 0 * * 1-3#1", "0 0 * * 1#6",
        "0 27 15 * * ?", "? 0 1 * *", "0 0 ?,1 * *", "0 0 0 * *", "0 0 0-5 * *", "0 0 * * 8",
        "0 0 1 1 * 0 2100", "0 0 1 1 * 0 1969", "0 0 * * Monday", "1,,2 0 * * *", "+5 0 * * *",
        # W, L and # beside the other day field: croniter drops one of the two.
        "0 0 15W * MON", "0 0 15 * 5#3", "0 0 1-7 * L5", "0 0 * * 1#1,1",
        "@reboot", "5-64/30 * * * *", "H 0 * * *",
        # croniter counts on wrongly over the end of a field: it runs at 14, 18, 22 and 3.
        "0 14-6/4 * * *",
        # It runs a 31W on the last working day of months without a 31st.
        "0 0 31W * *",
        # Blanks around a field are nothing, around an alias they are its end.
        " @daily", "@daily ",
        # Equal bounds: croniter reads every month here, whoever wrote it means January.
        "0 0 1-1/0 JAN-JAN *",
        # Random: no two answers would be the same.
        "R R * * *",
    ],
    DEFAULT: [
        # In five fields a lone L is no day of the week, whatever Quartz says.
        "0 0 * * L",
        "0 0 * * 8", "@reboot", "@every 5m", "*/60 * * * *", "5-5-5 0 * * *", "0 0 ? * ? ?",
    ],
}  # fmt: skip

REFUSED_ROWS = [(text, dialect) for dialect, texts in REFUSED.items() for text in texts]


@pytest.mark.parametrize(("text", "dialect"), REFUSED_ROWS)
def test_refused(text: str, dialect: str) -> None:
    """An error, not a guess."""
    assert not quartzcron.is_valid(text, dialect)
    with pytest.raises(CronExpressionError):
        CronExpression(text, dialect)


NEVER = [
    "0 0 0 30 2 ?",
    "0 0 0 31 4,6 ?",
    "0 0 0 29 2 ? 2026-2027",
    "0 0 0 29 2 ? 2100",
    "0 0 0 L-29 2 ?",
    "0 0 0 ? 2 2#5 2026",
]


@pytest.mark.parametrize("text", NEVER)
def test_never_fires(text: str) -> None:
    """Valid, proved never to fire, and None at once."""
    expression = CronExpression(text, QUARTZ)
    assert expression.never_fires
    assert expression.next_fire_time(datetime(2026, 1, 1)) is None
    assert expression.previous_fire_time(datetime(2026, 1, 1)) is None
    assert list(expression.fire_times(datetime(1970, 1, 1))) == []
    assert [warning.code for warning in quartzcron.lint(text, QUARTZ)].count("never-fires") == 1


@pytest.mark.parametrize("text", ["0 * * * * ?", "* * * * * ?", "0 0 0 31 12 ?", "0 0 0 1 1 ?"])
def test_the_ends_of_time(text: str) -> None:
    """No OverflowError, no year 1816: beyond the horizon there is nothing."""
    expression = CronExpression(text, QUARTZ)
    for moment in (datetime(9999, 12, 31, 23, 59, 30), datetime.max, datetime(2199, 12, 31, 23, 59,
                                                                              59)):  # fmt: skip
        assert expression.next_fire_time(moment) is None
    for moment in (datetime.min, datetime(1970, 1, 1)):
        assert expression.previous_fire_time(moment) is None
    assert expression.next_fire_time(datetime.min) == expression.next_fire_time(
        datetime(1970, 1, 1), inclusive=True
    )
    last = expression.previous_fire_time(datetime.max)
    assert last is not None
    assert last.date().isoformat() == ("2199-01-01" if text.endswith("1 1 ?") else "2199-12-31")


@pytest.mark.parametrize(
    "text",
    ["9" * 5_000 + " * * * * ?", "0 " * 500_000, "0 0 0 ? * " + "MON," * 250_000 + "MON"],
    ids=["a number of 5,000 digits", "a megabyte of fields", "a megabyte of terms"],
)
def test_monstrous_texts(text: str) -> None:
    """A text of any size is refused, never a bare ValueError about digits."""
    for dialect in (DEFAULT, QUARTZ, "unix", "croniter"):
        with pytest.raises(CronExpressionError):
            CronExpression(text, dialect)


# The same wall times in two systems. Steps in day of week keep their phase because
# both begin with Sunday; ranges through Sunday do not shift end by end.
SAME = [
    ("* * * * */2", "unix", "0 * * ? * */2", QUARTZ),
    ("0 0 * * 5-7", "unix", "0 0 0 ? * 6-1", QUARTZ),
    ("0 0 * * 5-7", "unix", "0 0 0 ? * FRI-SUN", QUARTZ),
    ("0 0 * * 0", "unix", "0 0 0 ? * 1", QUARTZ),
    ("0 0 * * 7", "unix", "0 0 0 ? * SUN", QUARTZ),
    ("0 0 * * 1-5/2", "unix", "0 0 0 ? * 2-6/2", QUARTZ),
    ("0 0 */10 * *", "unix", "0 0 0 1/10 * ?", QUARTZ),
    ("5-59/15 * * * *", "unix", "0 5/15 * * * ?", QUARTZ),
    ("0 0 1-31 * MON", "unix", "0 0 0 * * ?", QUARTZ),
    ("0 0 1 */3 *", "unix", "0 0 0 1 1/3 ?", QUARTZ),
    ("0 0 * * 6", "unix", "0 0 0 ? * L", QUARTZ),
    ("@weekly", "unix", "0 0 * * SUN", "croniter"),
    ("0 27 15 * * ?", QUARTZ, "0 27 15 ? * *", QUARTZ),
]


@pytest.mark.parametrize(("text", "dialect", "other_text", "other_dialect"), SAME)
def test_the_same_in_two_systems(
    text: str, dialect: str, other_text: str, other_dialect: str
) -> None:
    """Equivalent, and by the fire times of two years too."""
    one, other = CronExpression(text, dialect), CronExpression(other_text, other_dialect)
    assert one.equivalent(other)
    span = datetime(2026, 1, 1), datetime(2026, 3, 1)
    assert list(one.fire_times(*span)) == list(other.fire_times(*span))


# The same digits mean another day, the same text another thing.
DIFFERENT = [
    ("0 0 * * 1", DEFAULT, "0 0 0 ? * 1", DEFAULT),
    ("0 0 */2 * MON", "unix", "0 0 */2 * MON", DEFAULT),
]


@pytest.mark.parametrize(("text", "dialect", "other_text", "other_dialect"), DIFFERENT)
def test_different_in_two_systems(
    text: str, dialect: str, other_text: str, other_dialect: str
) -> None:
    """Not equivalent, though the texts look alike."""
    one, other = CronExpression(text, dialect), CronExpression(other_text, other_dialect)
    assert not one.equivalent(other)
    assert one != other

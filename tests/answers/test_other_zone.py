"""A schedule for a service that knows one time zone only: its text there, or what there is instead."""

from __future__ import annotations

import copy
import io
import pickle
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytz
import zone_databases
from dateutil import tz as dateutil_tz

from quartzcron import CronExpression, CronTranslationError, Days, DstPolicy, Schedule, Season
from quartzcron.answers import other_zone
from quartzcron.clock import moments

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NEW_YORK = "America/New_York"

#: Its rules of 2007 for ever: what the year 2199 decides must not wait for a decree.
STEADY = ZoneInfo.from_file(
    io.BytesIO(
        zone_databases.header(0, 1, 1)
        + bytes(7)
        + zone_databases.header(0, 1, 4)
        + (-5 * 3600).to_bytes(4, "big", signed=True)
        + b"\0\0EST\0\nEST5EDT,M3.2.0,M11.1.0\n"
    ),
    key=NEW_YORK,
)


@pytest.fixture(autouse=True)
def _on_new_years_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let now be one day."""
    monkeypatch.setattr(moments, "now", lambda: NOW)


def refusal(schedule: Schedule, dialect: str, tz: tzinfo | str = "UTC", **more: Any) -> Any:
    """Return why a schedule has no text in another zone."""
    with pytest.raises(CronTranslationError) as caught:
        schedule.to(dialect, tz=tz, **more)
    return caught.value


# --- one text ---------------------------------------------------------------

ONE = [
    # The date changes with the time: to the day before, and to the day after.
    ("30 0 * * MON", "Asia/Seoul", "quartz", "UTC", "0 30 15 ? * SUN"),
    ("0 22 * * MON-FRI", "America/Bogota", "quartz", "UTC", "0 0 3 ? * TUE-SAT"),
    ("0 22 * * FRI", "America/Bogota", "unix", "Asia/Seoul", "0 12 * * SAT"),
    # Days of the month; the first becomes a last one, whatever the month's length.
    ("0 3 15 * *", "Asia/Seoul", "github-actions", "UTC", "0 18 14 * *"),
    ("0 3 1 * *", "Asia/Seoul", "eventbridge", "UTC", "cron(0 18 L * ? *)"),
    ("0 3 1 3 *", "Asia/Seoul", "quartz", "UTC", "0 0 18 L 2 ?"),
    ("0 3 2 * *", "Asia/Seoul", "cloudflare", "UTC", "0 18 1 * *"),
    ("0 20 L * *", "America/Bogota", "unix", "UTC", "0 1 1 * *"),
    ("0 0 3 1 1 ? 2030", "Asia/Seoul", "quartz", "UTC", "0 0 18 31 12 ? 2029"),
    # Clocks that are not whole hours apart.
    ("10 9 * * *", "Asia/Kolkata", "unix", "UTC", "40 3 * * *"),
    ("*/15 * * * *", "Asia/Kathmandu", "unix", "UTC", "*/15 * * * *"),
    # More than a day apart.
    ("0 1 * * WED", "Pacific/Kiritimati", "quartz", "-12:00", "0 0 23 ? * MON"),
    # Times of two dates whose days are the same.
    ("0 1,9,17 * * *", "Asia/Seoul", "unix", "UTC", "0 */8 * * *"),
    # Where the distance changes: every hour, and what runs in one season alone.
    ("0 * * * *", NEW_YORK, "unix", "UTC", "0 * * * *"),
    ("0 9 * 12 *", NEW_YORK, "unix", "UTC", "0 14 * 12 *"),
    ("0 9 * 7 *", STEADY, "unix", "UTC", "0 13 * 7 *"),
    ("0 0 9 * * ? 2020", NEW_YORK, "quartz", "UTC", "0 0 14 * * ? 2020"),
    # Clocks that change together.
    ("0 9 * * *", NEW_YORK, "quartz", "America/Toronto", "0 0 9 * * ?"),
    ("0 9 * * *", "Europe/Paris", "unix", "Europe/London", "0 8 * * *"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tz", "dialect", "target", "wanted"), ONE)
def test_one_text(text: str, tz: tzinfo | str, dialect: str, target: str, wanted: str) -> None:
    schedule = Schedule(text, tz=tz)
    there = schedule.to(dialect, target)
    assert str(there) == wanted
    assert there.expression.dialect.name == dialect
    assert str(there.tz) in (target, f"UTC{target}")
    assert is_the_same(there, schedule)


def is_the_same(one: Schedule, other: Schedule) -> bool:
    """Tell whether two run alike from now on, up to where their zones end the horizon apart."""
    found = one.first_difference(other, NOW)
    return found is None or found >= datetime(2199, 12, 30, tzinfo=UTC)


def test_the_past_does_not_matter() -> None:
    # Seoul had summer time in 1987 and 1988.
    schedule = Schedule("0 9 * * *", tz="Asia/Seoul")
    there = schedule.to("quartz", tz="UTC")
    assert str(there) == "0 0 0 * * ?"
    differs = there.first_difference(schedule, datetime(1980, 1, 1, tzinfo=UTC))
    assert differs == datetime(1987, 5, 9, 23, tzinfo=UTC)
    error = refusal(schedule, "quartz", after=datetime(1988, 1, 1))
    assert [season.texts for season in error.seasons] == [
        ("0 0 0 * * ?",),
        ("0 0 23 * * ?",),
        ("0 0 0 * * ?",),
    ]
    # From just after the last change on, and up to just before the first.
    assert schedule.to("quartz", tz="UTC", after=datetime(1988, 10, 9, 4, tzinfo=UTC)) == there
    before = Schedule("0 9 * * *", tz="Asia/Seoul", end=datetime(1987, 5, 10))
    assert str(before.to("quartz", tz="UTC", after=datetime(1980, 1, 1))) == "0 0 0 * * ?"


def test_now_is_when_nothing_is_said() -> None:
    schedule = Schedule("0 9 * * *", tz=NEW_YORK)
    assert refusal(schedule, "unix").seasons[0].start == NOW
    later = NOW + timedelta(days=30, microseconds=1)
    assert refusal(schedule, "unix", after=later).seasons[0].start == datetime(
        2026, 1, 31, 0, 0, 1, tzinfo=UTC
    )
    # A naive moment is the schedule's wall time.
    assert refusal(schedule, "unix", after=datetime(2026, 3, 1)).seasons[0].start == datetime(
        2026, 3, 1, 5, tzinfo=UTC
    )


def test_it_answers_in_the_new_zone_by_the_rule_of_the_dialect() -> None:
    there = Schedule("0 9 * * *", tz="Asia/Seoul", dst="QUARTZ").to("unix", tz="UTC")
    assert there.dst_policy is DstPolicy.VIXIE
    assert there.next_fire_time(NOW) == datetime(2026, 1, 2, tzinfo=UTC)
    zone = timezone(timedelta(hours=2))
    assert Schedule("0 9 * * *", tz="Asia/Seoul").to("unix", zone).tz is zone


def test_the_text_stays_where_it_is_right_already() -> None:
    schedule = Schedule("0,30  2 * * 1", tz=NEW_YORK, dst="SAFE")
    assert str(schedule.to("quartzcron", tz=NEW_YORK)) == "0,30  2 * * 1"
    # What a rule looks at that goes by the text is kept, or the instants would change.
    listed = Schedule(CronExpression("0,30 2 * * *", "unix"), tz=NEW_YORK)
    assert str(listed.to("cronie", tz=NEW_YORK)) == "0,30 2 * * *"
    assert str(listed.to("cronie", tz="America/Toronto")) == "0,30 2 * * *"


# --- bounds, and what is left out -------------------------------------------


def test_bounds_stay_the_instants_that_they_are() -> None:
    schedule = Schedule(
        "0 9 * * *", tz=NEW_YORK, start=datetime(2026, 12, 1), end=datetime(2027, 2, 1)
    )
    there = schedule.to("unix", tz="UTC")
    assert str(there) == "0 14 * * *"
    assert there.start == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert there.end == datetime(2027, 2, 1, 5, tzinfo=UTC)
    assert there.first_difference(schedule) is None


def test_a_clock_before_the_bounds_does_not_matter() -> None:
    # What is nearest is told, since it is so all the time.
    start, end = datetime(2026, 12, 1), datetime(2027, 2, 1)
    error = refusal(Schedule("0 19 L-1 * *", tz=NEW_YORK, start=start, end=end), "unix")
    assert error.reason == "in UTC, Unix (Debian cron) cannot say day of month L"
    assert error.nearest == ("0 0 28-31 * *",)
    assert refusal(Schedule("0 19 L-1 * *", tz=NEW_YORK), "unix").nearest == ()
    far = Schedule("0 9 * * *", tz=NEW_YORK, start=datetime(9998, 1, 1))
    assert str(far.to("unix", tz="UTC")) == "0 14 * * *"


def test_a_bound_may_cut_a_season_short() -> None:
    schedule = Schedule("0 9 * * *", tz=NEW_YORK, end=datetime(2026, 6, 1))
    seasons = refusal(schedule, "unix").seasons
    assert [str(season) for season in seasons] == [
        "from 2026-01-01 00:00 to 2026-03-08 13:00: 0 14 * * *",
        "from 2026-03-08 13:00: 0 13 * * *",
    ]


def test_a_schedule_that_is_over_or_never_runs_has_some_text() -> None:
    over = Schedule("0 9 * * *", tz=NEW_YORK, end=datetime(2020, 1, 1))
    assert str(over.to("unix", tz="UTC")) == "0 14 * * *"
    assert Schedule("0 9 30 2 *", tz=NEW_YORK).to("unix", tz="UTC").never_fires


def test_dates_left_out_stay_the_dates_of_its_own_zone() -> None:
    # The 25th in Seoul begins on the 24th in UTC.
    schedule = Schedule("0 */6 * * *", tz="Asia/Seoul", excluding=[date(2026, 12, 25)])
    there = schedule.to("unix", tz="UTC")
    assert str(there) == "0 3-21/6 * * *"
    assert [
        f"{fire:%d %H}" for fire in there.fire_times(datetime(2026, 12, 24), limit=4)
    ] == ["24 03", "24 09", "25 15", "25 21"]  # fmt: skip
    assert is_the_same(there, schedule)
    assert eval(repr(there), vars_of_the_package()) == there
    assert pickle.loads(pickle.dumps(there)) == there


def vars_of_the_package() -> dict[str, Any]:
    import datetime as datetime_module
    import zoneinfo

    import quartzcron

    return {"datetime": datetime_module, "zoneinfo": zoneinfo, **vars(quartzcron)}


def test_sets_left_out_are_left_out_too() -> None:
    sundays = CronExpression("* * * * SUN")
    schedule = Schedule("0 */6 * * *", tz="Asia/Seoul", excluding=[sundays, NOW.date()])
    there = schedule.to("quartz", tz="UTC")
    assert is_the_same(there, schedule)
    assert datetime(2026, 1, 3, 21, tzinfo=UTC) not in there


def test_days_on_which_alone_it_runs_stay_those_of_its_own_zone() -> None:
    fortnight = Days.every(weeks=2, since=date(2026, 1, 5))
    schedule = Schedule("30 0 * * MON", tz="Asia/Seoul", only=fortnight)
    there = schedule.to("unix", tz="UTC")
    assert (str(there), there.only) == ("30 15 * * SUN", None)
    assert is_the_same(there, schedule)
    assert [f"{fire:%d}" for fire in there.fire_times(NOW, limit=3)] == ["04", "18", "01"]


def test_what_is_rolled_is_refused() -> None:
    payday = Schedule(
        "0 9 15 * *", tz="Asia/Seoul", excluding=Days.where("0 0 * * SAT,SUN"), rolled="previous"
    )
    error = refusal(payday, "quartz")
    assert error.reason == "in UTC, no cron expression can say to which days runs are rolled"
    assert (error.field, error.nearest, error.seasons) == ("day_of_month", (), ())


# --- several texts ----------------------------------------------------------

SEVERAL = [
    # Half an hour breaks what every hour has in common.
    ("*/20 9-17 * * *", "Asia/Kolkata", "unix", ["10 4-12 * * *", "30,50 3-11 * * *"]),
    # Times that fall on two dates, whose days are not the same.
    ("0 1,12 * * MON", "Asia/Seoul", "unix", ["0 16 * * SUN", "0 3 * * MON"]),
    ("0 3 1,2 * *", "Asia/Seoul", "quartz", ["0 0 18 1,L * ?"]),
    ("0 3 1,2 1 *", "Asia/Seoul", "quartz", ["0 0 18 1 1 ?", "0 0 18 31 12 ?"]),
    # The dialect has no L, but months of its own.
    ("0 3 1 5,6 *", "Asia/Seoul", "unix", ["0 18 30 4 *", "0 18 31 5 *"]),
    # Days of the month or of the week.
    ("0 9 13 * FRI", "Asia/Seoul", "quartz", ["0 0 0 13 * ?", "0 0 0 ? * FRI"]),
    # Each month has a clock of its own.
    ("0 9 1 1,4,7,10 *", STEADY, "unix", ["0 14 1 1 *", "0 13 1 4,7,10 *"]),
    ("0 9 30 1,2,7 *", STEADY, "unix", ["0 14 30 1 *", "0 13 30 7 *"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tz", "dialect", "wanted"), SEVERAL)
def test_several_texts(text: str, tz: tzinfo | str, dialect: str, wanted: list[str]) -> None:
    schedule = Schedule(text, tz=tz)
    if len(wanted) == 1:
        assert [str(schedule.to(dialect, tz="UTC"))] == wanted
        return
    error = refusal(schedule, dialect)
    assert error.exact
    assert list(error.nearest) == wanted
    assert error.seasons == ()
    assert error.reason.endswith("cannot say these times in UTC")


def test_several_texts_do_not_get_round_a_limit() -> None:
    # Once a day in UTC, on days of their own; twice a day.
    apart = Schedule("0 1,12 * * MON", tz="Asia/Seoul")
    assert refusal(apart, "adobe").exact
    together = refusal(Schedule("0,40 9 * * *", tz="Asia/Kolkata"), "adobe")
    assert (together.field, together.nearest, together.exact) == (None, (), False)
    assert together.reason == (
        "in UTC, several cron expressions together run more often than Adobe Experience Platform "
        "allows one"
    )
    # Ten seconds from one text's run to the other's, and five.
    assert refusal(Schedule("0,50 29,30 9 * * ?", tz="Asia/Kolkata"), "databricks").exact
    assert not refusal(Schedule("0,55 29,30 9 * * ?", tz="Asia/Kolkata"), "databricks").exact


# --- one season after the other ---------------------------------------------


def drawn(error: CronTranslationError) -> list[str]:
    """Return the lines of an error without the text."""
    reason, _, *lines = str(error).split("\n")
    return [reason, *(line.strip() for line in lines)]


def test_the_seasons_of_the_next_twelve_months() -> None:
    error = refusal(Schedule("0 9 * * *", tz=STEADY), "github-actions")
    assert (
        str(error)
        == """\
no one cron expression for GitHub Actions in UTC follows the clock of America/New_York
    0 9 * * *
    from 2026-01-01 00:00 to 2026-03-08 13:00: 0 14 * * *
    from 2026-03-08 13:00 to 2026-11-01 13:00: 0 13 * * *
    from 2026-11-01 13:00 to 2027-03-14 13:00: 0 14 * * *"""
    )
    assert (error.field, error.nearest, error.exact) == ("hour", (), False)
    assert error.seasons[1] == Season(
        datetime(2026, 3, 8, 13, tzinfo=UTC), datetime(2026, 11, 1, 13, tzinfo=UTC), ("0 13 * * *",)
    )
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.seasons) == (str(error), error.seasons)
    assert copy.copy(error).seasons == error.seasons


def test_a_run_that_a_change_of_clock_moves_is_a_season_of_its_own() -> None:
    error = refusal(Schedule("30 2 * * *", tz=STEADY), "unix")
    assert drawn(error)[1:] == [
        "from 2026-01-01 00:00 to 2026-03-08 07:00: 30 7 * * *",
        "from 2026-03-08 07:00 to 2026-03-09 06:30: 0 7 8 3 *",
        "from 2026-03-09 06:30 to 2026-11-01 06:30: 30 6 * * *",
        "from 2026-11-01 06:30 to 2027-03-14 07:00: 30 7 * * *",
    ]


def test_a_while_without_runs_is_a_season_without_texts() -> None:
    hourly = refusal(Schedule("0 0-22 * * *", tz=NEW_YORK), "unix")
    assert drawn(hourly)[3] == "from 2026-11-01 06:00 to 2026-11-01 07:00: no runs"
    # The bounds end before another run would come.
    end = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    early = refusal(Schedule("0 0-2 * * *", tz=NEW_YORK, end=end), "unix")
    assert drawn(early)[-1] == "from 2026-11-01 06:00: no runs"
    assert early.seasons[-1].texts == ()


def test_no_seasons_where_a_run_has_no_text() -> None:
    # Toronto has that hour twice, and Quartz runs in its second pass alone.
    error = refusal(
        Schedule("*/10 * 31 10 *", tz="Europe/Dublin"),
        "quartz",
        "America/Toronto",
        after=datetime(2004, 8, 1, tzinfo=UTC),
    )
    assert (error.nearest, error.seasons) == ((), ())
    assert error.reason == (
        "no one cron expression for Quartz in America/Toronto follows the clock of Europe/Dublin"
    )


def test_no_seasons_where_there_are_too_many_to_use(monkeypatch: pytest.MonkeyPatch) -> None:
    # Two texts by turns in the half hour that is there twice.
    schedule = Schedule("*/7 2 * * *", tz="Australia/Lord_Howe", dst="APSCHEDULER")
    assert len(refusal(schedule, "unix").seasons) == 11
    monkeypatch.setattr(other_zone, "_MOST_SEASONS", 10)
    assert refusal(schedule, "unix").seasons == ()


def test_a_season_may_need_several_texts() -> None:
    error = refusal(Schedule("0 9,23 * * MON", tz=NEW_YORK), "unix")
    assert drawn(error)[1] == (
        "from 2026-01-01 00:00 to 2026-03-09 13:00: 0 14 * * MON and 0 4 * * TUE"
    )
    assert error.seasons[0].texts == ("0 14 * * MON", "0 4 * * TUE")


def test_seconds_are_shown_where_there_are_any() -> None:
    error = refusal(Schedule("30 0 9 * * ?", tz=NEW_YORK), "quartz")
    assert drawn(error)[1] == "from 2026-01-01 00:00 to 2026-03-08 13:00:30: 30 0 14 * * ?"


def test_another_rule_for_clock_changes_is_told() -> None:
    error = refusal(Schedule("30 2 * * *", tz=NEW_YORK), "quartz", NEW_YORK)
    assert error.reason == (
        "Quartz follows another rule when the clock changes: no one cron expression in "
        "America/New_York has the same runs"
    )
    assert [season.texts for season in error.seasons] == [
        ("0 30 2 * * ?",),
        ("0 0 3 8 3 ?",),
        ("0 30 2 * * ?",),
    ]


@pytest.mark.parametrize(
    "zones", [(pytz.timezone(NEW_YORK), pytz.utc), (dateutil_tz.gettz(NEW_YORK), dateutil_tz.UTC)]
)
def test_zones_of_every_make(zones: tuple[tzinfo, tzinfo]) -> None:
    own, utc = zones
    winter = Schedule("0 9 * * *", tz=own, start=datetime(2026, 12, 1), end=datetime(2027, 2, 1))
    there = winter.to("unix", tz=utc)
    assert (str(there), there.tz) == ("0 14 * * *", utc)
    assert there.first_difference(winter) is None
    seasons = refusal(Schedule("0 9 * * *", tz=own), "unix", utc).seasons
    assert [season.texts for season in seasons] == [
        ("0 14 * * *",),
        ("0 13 * * *",),
        ("0 14 * * *",),
    ]
    assert seasons[1].start == datetime(2026, 3, 8, 13, tzinfo=UTC)


def test_a_zone_without_a_name_is_shown_as_it_is() -> None:
    zone = timezone(timedelta(hours=1), "Lunar")
    assert "in +01:00 follows" in refusal(Schedule("0 9 * * *", tz=NEW_YORK), "unix", zone).reason


# --- why not ----------------------------------------------------------------


def test_the_dialect_may_lack_what_the_days_become() -> None:
    error = refusal(Schedule("0 3 1 * *", tz="Asia/Seoul"), "github-actions")
    assert (
        str(error)
        == """\
in UTC, GitHub Actions cannot say day of month L
    0 3 1 * *
    nearest, but not the same: 0 18 28-31 * *"""
    )
    assert (error.field, error.exact, error.seasons) == ("day_of_month", False, ())


def test_nothing_is_near_where_only_a_part_has_no_text() -> None:
    error = refusal(Schedule("0 3,12 1 * *", tz="Asia/Seoul"), "github-actions")
    assert (error.reason, error.nearest) == ("in UTC, GitHub Actions cannot say day of month L", ())
    # Nor where it would be right in one season alone.
    error = refusal(Schedule("0 21 L-1 * *", tz=NEW_YORK), "github-actions")
    assert (error.reason, error.nearest) == ("in UTC, GitHub Actions cannot say day of month L", ())


def test_what_is_over_is_refused_for_what_it_says() -> None:
    for over in ("0 0 9 * * ? 2020", "0 0 9 1 1 ? 2020"):
        error = refusal(Schedule(over, tz=NEW_YORK), "unix")
        assert (error.field, error.nearest, error.seasons) == ("year", (), ())


def test_days_that_no_rule_has() -> None:
    # 15 January always, and the 31st before a February of 29 days.
    error = refusal(Schedule("0 3 16,L-28 1,2 *", tz="Asia/Seoul"), "quartz")
    assert error.reason == "in UTC, these days follow no rule that a cron expression can say"
    assert (error.field, error.nearest) == ("day_of_month", ())


def test_a_rule_of_the_service_holds_in_its_zone_too() -> None:
    error = refusal(Schedule("0 9,10 * * *", tz="Asia/Seoul"), "adobe")
    assert error.field is None
    assert error.reason.startswith("in UTC, Adobe Experience Platform refuses this: ")


def test_what_it_takes() -> None:
    seoul = Schedule("0 9 * * *", tz="Asia/Seoul")
    with pytest.raises(TypeError, match="give it a zone too"):
        Schedule("0 9 * * *").to("quartz", tz="UTC")
    with pytest.raises(TypeError, match="after goes with tz"):
        seoul.to("quartz", after=NOW)
    wrong: Any
    for wrong in (None, "2026-01-01", date(2026, 1, 1)):
        with pytest.raises(TypeError, match="a moment is a datetime"):
            seoul.to("quartz", tz="UTC", after=wrong)
    wrong = 9
    with pytest.raises(TypeError, match="the name of a time zone"):
        seoul.to("quartz", tz=wrong)
    with pytest.raises(ValueError, match="did you mean Asia/Seoul"):
        seoul.to("quartz", tz="Asia/Soul")


def test_beyond_the_horizon_nothing_is_compared() -> None:
    every_minute = Schedule("* * * * *", tz="Asia/Seoul")
    for after in (datetime.min, datetime(1970, 1, 1), datetime(2199, 12, 31, 20), datetime.max):
        schedule = every_minute if after.year > 2000 else Schedule("* * * * *", tz="+09:00")
        assert str(schedule.to("unix", tz="UTC", after=after)) == "* * * * *"
    assert str(Schedule("0 9 * * *", tz="+09:00").to("unix", "UTC", datetime.min)) == "0 0 * * *"
    zone = ZoneInfo("UTC")
    assert str(Schedule("0 9 * * *", tz=NEW_YORK).to("unix", zone, datetime.max)) == "0 14 * * *"

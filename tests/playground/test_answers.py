"""What the playground answers, held against the library: `python -m docs.playground --check` tries the page."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import any_texts, arbitrary_texts
from valid_texts import pool

import quartzcron
from docs.playground import answers
from docs.playground.answers import Question
from quartzcron import CronExpression, Dialect, Schedule
from quartzcron.words.languages import codes

if TYPE_CHECKING:
    from collections.abc import Iterator

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "+05:30",
)
NAMES = Dialect.names()
NOW = st.datetimes(datetime(1999, 1, 1), datetime(2036, 1, 1)).map(
    lambda moment: f"{moment.isoformat(timespec='milliseconds')}Z"
)


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Have garbage collected again after a rehearsal: other tests need that."""
    yield
    gc.unfreeze()


def ask(about: str, text: str = "0 9 * * *", **more: Any) -> dict[str, Any]:
    """Ask as the page does, through JSON."""
    question = {**Question(about, text)._asdict(), **more}
    *nothing, last = answers.steps(json.dumps(question))
    assert not any(nothing)
    answer: dict[str, Any] = json.loads(last)
    return answer


@st.composite
def right_questions(draw: st.DrawFn) -> Question:
    """Return a question about a text that its dialect takes."""
    dialect = draw(st.sampled_from(NAMES))
    return Question(
        "verdict",
        draw(st.sampled_from(pool(dialect, 60))),
        dialect,
        draw(st.sampled_from(ZONES)),
        draw(st.sampled_from(codes())),
        now=draw(NOW),
    )


def told(question: Question, about: str, subject: str = "") -> dict[str, Any]:
    """Ask one of the other things about the same text."""
    return ask(**question._replace(about=about, subject=subject)._asdict())


# --- at each key -------------------------------------------------------------------------


@given(any_texts() | st.tuples(arbitrary_texts(), st.sampled_from(NAMES)), st.sampled_from(codes()))
@example(("", "quartzcron"), "en")
@example(("\ud800 9 * * *", "quartz"), "ko")
@example(("🙂 9 * * MONN", "unix"), "zh-Hans")
def test_a_verdict_is_that_of_validate(given_text: tuple[str, str], locale: str) -> None:
    text, dialect = given_text
    answer = ask("verdict", text, dialect=dialect, locale=locale)
    problems = quartzcron.validate(text, dialect)
    errors = [each for each in answer["problems"] if each["severity"] == "error"]
    assert answer["valid"] is (not problems)
    assert [each["code"] for each in errors] == [each.code for each in problems]
    assert [tuple(each["span"]) for each in errors] == [each.span_utf16 for each in problems]
    spoken = [each.in_words(answer["problems_locale"]).message for each in problems]
    assert [each["message"] for each in errors] == spoken


@given(any_texts() | st.tuples(arbitrary_texts(), st.sampled_from(NAMES)))
@example(("0 9 * * Monday-Fri", "quartzcron"))
def test_what_the_button_puts_in_place_is_right(given_text: tuple[str, str]) -> None:
    text, dialect = given_text
    answer = ask("verdict", text, dialect=dialect)
    if answer["valid"]:
        assert answer["corrected"] is None
    else:
        assert answer["corrected"] == quartzcron.corrected(text, dialect)
    if answer["corrected"] is not None:
        again = ask("verdict", answer["corrected"], dialect=dialect)
        assert (again["valid"], again["corrected"]) == (True, None)


def test_the_caret_stands_under_the_place() -> None:
    [found] = ask("verdict", "0 25 * * *")["problems"]
    assert found["drawn"] == ["0 25 * * *", "  ^^"]
    assert ask("verdict", "")["problems"][0]["drawn"] == []
    narrow = ask("verdict", "0 " * 40 + "99 * *", columns=30)["problems"][0]["drawn"]
    assert max(map(len, narrow)) <= 26


def test_messages_are_in_the_language_where_it_has_them() -> None:
    answer = ask("verdict", "0 25 * * *", locale="ko")
    assert answer["problems_locale"] == "ko"
    assert answer["problems"][0]["message"] == "시 필드에는 0-23만 쓸 수 있는데 25 값이 있습니다"
    german = ask("verdict", "0 25 * * *", locale="de")
    assert (german["problems_locale"], german["problems"][0]["message"]) == (
        "en",
        "hour must be 0-23, not 25",
    )


@given(right_questions())
def test_a_right_text_has_its_words(question: Question) -> None:
    answer = told(question, "verdict")
    schedule = Schedule(question.text, question.zone, dialect=question.dialect)
    assert answer["valid"]
    if answer["words"] is None:
        with pytest.raises(ValueError, match=r"."):
            schedule.describe(question.locale)
    else:
        assert answer["words"] == schedule.describe(question.locale)


def test_a_hint_is_a_sentence() -> None:
    hints = {
        locale: ask("verdict", "0 9 * * MONN", locale=locale)["problems"][0]["hint"]
        for locale in ("en", "de", "ko")
    }
    [problem] = quartzcron.validate("0 9 * * MONN")
    assert hints["en"] == hints["de"] == f"Try `{problem.hint}`"
    assert f"`{problem.hint}`" in hints["ko"]


def test_a_zone_that_there_is_not_has_its_nearest_names() -> None:
    answer = ask("verdict", zone="Amercia/New_York")
    assert answer["unknown_zone"] == {"name": "Amercia/New_York", "nearest": ["America/New_York"]}
    assert ask("verdict", dialect="nonsense").keys() == {"trouble"}


def test_a_right_text_has_its_warnings() -> None:
    [weekdays] = ask("verdict", "30 2 * * 1-5", **SPRING_FORWARD)["problems"]
    assert (weekdays["severity"], weekdays["code"]) == ("warning", "numeric-weekday")
    [gap] = ask("verdict", "30 2 * * *", **SPRING_FORWARD)["problems"]
    assert gap["message"].startswith("2024-03-10 02:30 does not exist in America/New_York")


def test_a_text_with_h_needs_its_seed() -> None:
    answer = ask("verdict", "H H * * *", dialect="jenkins")
    assert (answer["valid"], answer["needs_seed"], answer["words"]) == (True, True, None)
    assert "pass the name as seed" in ask("runs", "H H * * *", dialect="jenkins")["trouble"]
    seeded = ask("runs", "H H * * *", dialect="jenkins", seed="nightly")
    assert seeded["runs"][0]["time"] == "2026-01-01T17:01:00+00:00"
    # A dialect without H has nothing to do with a seed that is left from another one.
    assert ask("verdict", "0 9 * * *", seed="nightly")["valid"]
    assert "whole number" in ask("verdict", dialect="cronos", seed="nightly")["trouble"]


# --- after it ----------------------------------------------------------------------------


@given(right_questions())
def test_the_runs_are_the_next_ones(question: Question) -> None:
    answer = told(question, "runs")
    schedule = Schedule(question.text, question.zone, dialect=question.dialect)
    if "trouble" in answer:
        assert schedule.expression.needs_seed
        return
    now = datetime.fromisoformat(question.now)
    times = [each["time"] for each in answer["runs"] if each["kind"] == "run"]
    assert len(answer["runs"]) <= answers.RUNS
    expected = schedule.upcoming(len(times), now.astimezone(schedule.tz))
    assert times == [each.isoformat() for each in expected]
    assert [each["instant"] for each in answer["runs"] if each["kind"] == "run"] == [
        each.timestamp() for each in expected
    ]
    if len(answer["runs"]) < answers.RUNS:
        # There are no more.
        assert len(schedule.upcoming(answers.RUNS, now.astimezone(schedule.tz))) == len(times)
    if not answer["runs"]:
        assert schedule.next_fire_time(now.astimezone(schedule.tz)) is None
        assert answer["never"] is schedule.never_fires


@given(right_questions())
def test_a_change_of_clock_is_told_where_the_offset_changes(question: Question) -> None:
    zone = answers.zone_of(question.zone)
    before = datetime.fromisoformat(question.now).astimezone(zone)
    for row in told(question, "runs").get("runs", ()):
        if row["kind"] != "run":
            continue
        time = datetime.fromisoformat(row["time"])
        offsets = [f"{each.isoformat(timespec='seconds')[19:]}" for each in (before, time)]
        assert row["change"] == (None if offsets[0] == offsets[1] else offsets)
        before = time


SPRING_FORWARD = {"zone": "America/New_York", "now": "2024-03-09T17:00:00Z"}


def test_a_run_that_is_moved_says_so() -> None:
    first, second, *_ = ask("runs", "30 2 * * *", **SPRING_FORWARD)["runs"]
    assert first["time"] == "2024-03-10T03:00:00-04:00"
    assert first["change"] == ["-05:00", "-04:00"]
    assert first["notes"] == ["02:30 does not exist in America/New_York: SAFE runs it here instead"]
    assert (second["notes"], second["change"]) == ([], None)


def test_a_run_that_is_left_out_has_its_place() -> None:
    rows = ask("runs", "30 2 * * *", dialect="kubernetes", **SPRING_FORWARD)["runs"]
    dropped = {
        "kind": "skipped",
        "walls": ["2024-03-10 02:30"],
        "more": 0,
        "last": "2024-03-10 02:30",
    }
    assert rows[0] == dropped
    assert rows[1]["time"] == "2024-03-11T02:30:00-04:00"


def test_there_are_ten_runs() -> None:
    assert len(ask("runs")["runs"]) == 10


def test_what_is_over_and_what_never_was() -> None:
    over = ask("runs", "0 0 0 1 1 ? 2020", dialect="quartz")
    assert over == {"runs": [], "never": False, "locale": "en"}
    assert ask("runs", "0 0 30 2 *") == {"runs": [], "never": True, "locale": "en"}


@given(right_questions(), st.sampled_from(["week", "year"]))
@example(Question("picture", "0 0 29 2 *", now="2025-01-01T00:00:00Z"), "year")
def test_a_picture_has_the_runs_of_its_time(question: Question, view: str) -> None:
    answer = told(question, "picture", view)
    schedule = Schedule(question.text, question.zone, dialect=question.dialect)
    if "trouble" in answer:
        assert schedule.expression.needs_seed
        return
    assert answer["svg"].startswith("<svg")
    # Only what never runs again from then on has an empty picture.
    now = datetime.fromisoformat(question.now).astimezone(schedule.tz)
    assert answer["total"] or schedule.next_fire_time(now) is None


def test_a_picture_is_of_now_or_of_the_next_run() -> None:
    assert (
        "March 4, 2024 – March 10, 2024" in ask("picture", subject="week", **SPRING_FORWARD)["svg"]
    )
    leap = ask("picture", "0 0 29 2 *", subject="year", now="2025-06-01T00:00:00Z")
    assert "January 1, 2028 – December 31, 2028" in leap["svg"]
    assert leap["total"] == 1
    over = ask("picture", "0 0 0 1 1 ? 2020", dialect="quartz", subject="week")
    assert over["total"] == 0


@given(right_questions())
def test_every_dialect_reads_or_refuses(question: Question) -> None:
    answer = told(question, "readings")
    read = [name for each in answer["readings"] for name in each["dialects"]]
    assert sorted([*read, *answer["refused"]]) == sorted(NAMES)
    [own] = [each for each in answer["readings"] if each["own"]]
    assert question.dialect in own["dialects"]
    assert own["apart"] is None


@given(right_questions())
@example(Question("readings", "0 9 * * 1", "unix"))
@example(Question("readings", "0 0 12 ? * 6L", "spring"))
def test_the_first_difference_is_one(question: Question) -> None:
    own = CronExpression(question.text, question.dialect)
    for each in told(question, "readings")["readings"]:
        if each["apart"] is None:
            continue
        moment = datetime.fromisoformat(each["apart"])
        other = CronExpression(question.text, each["dialects"][0])
        assert own.matches(moment) is not other.matches(moment)


@given(right_questions())
def test_a_translation_means_the_same_or_says_why_not(question: Question) -> None:
    answer = told(question, "translations")
    expression = CronExpression(question.text, question.dialect)
    if "trouble" in answer:
        assert expression.needs_seed
        return
    rows = answer["translations"]
    assert [each["dialect"] for each in rows] == [
        each for each in NAMES if each != question.dialect
    ]
    for row in rows:
        if row["text"] is None:
            assert row["reason"]
        else:
            assert expression.equivalent(CronExpression(row["text"], row["dialect"]))


def translated(there: str, text: str, **more: Any) -> Any:
    """Return a text in one of the other dialects."""
    rows = ask("translations", text, **more)["translations"]
    return next(each for each in rows if each["dialect"] == there)


def test_the_first_difference_is_to_come() -> None:
    found = ask("readings", "0 9 * * 1")["readings"]
    apart = {each["dialects"][0]: each["apart"] for each in found}
    assert apart["apscheduler"] == "2026-01-05 09:00:00"
    assert apart["quartzcron"] is None


def test_a_translation_names_what_comes_nearest() -> None:
    answer = translated("quartz", "0 0 13 * FRI")
    assert answer["reason"] == "Quartz cannot say days that are either 13 or FRI"
    assert (answer["nearest"], answer["exact"]) == (["0 0 0 13 * ?", "0 0 0 ? * FRI"], True)


def test_a_translation_says_what_clocks_do_there() -> None:
    answer = translated("spring", "30 2 * * *", **SPRING_FORWARD)
    [found] = [each for each in answer["clock"] if "2024-03-10" in each]
    assert "no run under SPRING, but a run right after the gap under SAFE" in found


@given(right_questions(), st.datetimes(datetime(1970, 1, 1), datetime(2199, 12, 31)))
def test_a_moment_is_explained_as_it_matches(question: Question, moment: datetime) -> None:
    answer = told(question, "why", moment.isoformat(timespec="seconds"))
    schedule = Schedule(question.text, question.zone, dialect=question.dialect)
    if "trouble" in answer:
        assert schedule.expression.needs_seed
        return
    assert answer["fires"] is schedule.matches(moment.replace(microsecond=0))
    assert answer["fields"][-1]["field"] == "day"


def test_a_moment_that_the_clock_skips_is_told() -> None:
    answer = ask("why", "30 2 * * *", subject="2024-03-10T02:30", zone="America/New_York")
    assert answer["moment"] == "2024-03-10 03:30:00-04:00"
    assert any("02:30 does not exist in America/New_York" in each for each in answer["notes"])
    assert answer["neighbours"] == ["2024-03-10 03:00:00-04:00", "2024-03-11 02:30:00-04:00"]


def test_what_takes_long_is_answered_in_steps() -> None:
    # A day's cells, and a dialect's text, are a step each.
    for about, subject, least in (
        ("picture", "week", 7),
        ("picture", "year", 365),
        ("translations", "", len(NAMES) - 1),
    ):
        question = json.dumps({"about": about, "text": "*/5 9-17 L * *", "subject": subject})
        assert sum(1 for each in answers.steps(question) if not each) >= least, about


@pytest.mark.parametrize("locale", ["en", "ko"])
def test_the_reasons_are_in_the_language(locale: str) -> None:
    answer = ask("why", "0 9 * * FRI", subject="2026-01-15T09:00", locale=locale)
    reasons = [each["reason"] for each in answer["fields"]]
    expected = CronExpression("0 9 * * FRI").explain(datetime(2026, 1, 15, 9)).in_words(locale)
    assert all(reason in expected for reason in reasons)
    assert answer["locale"] == locale


# --- any question ------------------------------------------------------------------------


@given(
    st.sampled_from(sorted(answers.ANSWERS)),
    arbitrary_texts(),
    st.sampled_from([*NAMES, "nonsense", ""]),
    st.sampled_from([*ZONES, "Mars/Olympus", "", "\ud800"]),
    st.sampled_from([*codes(), "xx", ""]),
    st.sampled_from(
        ["", "week", "month", "quartz", "nonsense", "0001-01-01T00:00", "9999-12-31T23:59:59"]
    ),
    st.sampled_from(["", "nightly", "7"]),
)
@example("why", "0 9 * * *", "quartzcron", "Pacific/Apia", "ko", "0001-01-01T00:00", "")
@example("why", "0 9 * * *", "quartzcron", "America/New_York", "ko", "9999-12-31T23:59:59", "")
def test_any_question_has_an_answer(
    about: str, text: str, dialect: str, zone: str, locale: str, subject: str, seed: str
) -> None:
    more = {"dialect": dialect, "zone": zone, "locale": locale, "subject": subject, "seed": seed}
    first = ask(about, text, **more)
    assert first == ask(about, text, **more)


def test_everything_can_be_chosen() -> None:
    answer = ask("choices")
    assert [each["name"] for each in answer["dialects"]] == list(NAMES)
    assert answer["locales"] == list(codes())
    assert {"UTC", "Asia/Seoul"} <= set(answer["zones"])


#: Asks everything in a fresh interpreter, and prints which modules came with which question.
_LOADING = """
import json, sys
from docs.playground import answers

def ask(about, text, **more):
    for _ in answers.steps(json.dumps({"about": about, "text": text, **more})):
        pass

ask("choices", "")
ask("rehearsal", "", zone="Europe/Berlin", locale="ko")
before = set(sys.modules)
for text in ("0 9 * * 1-5", "0 25 * * Monday", "@daily", "0 0 L * *", "*/7 * * * *", "every monday"):
    for about, subject in (
        ("verdict", ""), ("runs", ""), ("picture", "week"), ("picture", "year"), ("readings", ""),
        ("translations", ""), ("why", "2026-01-15T09:00"),
    ):
        ask(about, text, subject=subject, zone="Europe/Berlin", locale="ko")
late = sorted(name for name in set(sys.modules) - before if name.startswith("quartzcron"))
foreign = sorted({"click", "rich", "yaml", "tzlocal", "numpy", "dateutil"} & set(sys.modules))
print(json.dumps([late, foreign]))
"""


def test_after_the_rehearsal_no_key_waits_for_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADING], capture_output=True, text=True, check=True
    )
    late, foreign = json.loads(done.stdout)
    # Reading words, and saying what is wrong with them, is for the few who type a sentence.
    reading = (".words.read", "grammar", ".ground.sayings")
    assert [name for name in late if not any(part in name for part in reading)] == []
    assert foreign == []


def test_now_is_what_the_question_says() -> None:
    late = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=400)
    [first, *_] = ask("runs", now=late.isoformat())["runs"]
    assert first["time"] == "2027-02-05T09:00:00+00:00"

"""What the playground answers: a question as JSON in, what the page shows as JSON out.

The page runs this very file in the browser, beside the library. It holds nothing back between
two questions, and reads no clock: what is asked is all in the question, now included.

There is one thread, and a key must not wait for a picture. So whatever takes long is answered in
steps: the worker looks between two of them whether something newer has been asked.
"""

from __future__ import annotations

import gc
import json
from datetime import datetime
from functools import wraps
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import available_timezones

import quartzcron
from quartzcron import (
    CronExpression,
    CronTranslationError,
    Dialect,
    Schedule,
    UnknownNameError,
)
from quartzcron.cli.clocks import Dropped, timetable
from quartzcron.pictures.picture import drawing
from quartzcron.words.languages import codes
from quartzcron.words.messages import wording_of
from quartzcron.words.reasons import reason_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from datetime import tzinfo

    from quartzcron import Problem
    from quartzcron.cli.clocks import Run
    from quartzcron.words.messages import Wording

    Answer = dict[str, Any]
    Steps = Generator[None, None, Answer]

ENGLISH = "en"

#: How many rows of runs the page shows.
RUNS = 10


class Question(NamedTuple):
    """What the page asks: of which text, as it is to be read and said.

    `now` is an instant in ISO form; `subject` is the view of a picture or the wall time to
    explain; `columns` are those of a drawn line.
    """

    about: str
    text: str = ""
    dialect: str = "quartzcron"
    zone: str = "UTC"
    locale: str = ENGLISH
    seed: str = ""
    now: str = "2026-01-01T00:00:00Z"
    subject: str = ""
    columns: int = 80

    @property
    def rules(self) -> Dialect:
        """The dialect, with the seed if it has one and takes it."""
        dialect = Dialect.named(self.dialect)
        return dialect.seeded(self.seed) if self.seed and dialect.seed is not None else dialect

    @property
    def schedule(self) -> Schedule:
        """The text in its zone; raises `CronExpressionError` where it is wrong."""
        return Schedule(CronExpression(self.text, self.rules), tz=self.zone)

    @property
    def moment(self) -> datetime:
        """Now, in the zone."""
        return datetime.fromisoformat(self.now).astimezone(self.tz)

    @property
    def tz(self) -> tzinfo:
        """The zone; raises `UnknownNameError` where there is none of its name."""
        return zone_of(self.zone)

    @property
    def wording(self) -> Wording | None:
        """How messages are said: in English where there are none in the language."""
        try:
            return wording_of(self.locale)
        except UnknownNameError:
            return None

    @property
    def message_locale(self) -> str:
        """The language that messages are in."""
        return ENGLISH if self.wording is None else self.locale


def zone_of(name: str) -> tzinfo:
    """Return the zone of a name, as a schedule takes it.

    >>> print(zone_of("Asia/Seoul"))
    Asia/Seoul
    """
    zone = Schedule("* * * * *", tz=name).tz
    assert zone is not None  # a name was given
    return zone


def steps(question: str) -> Iterator[str]:
    """Answer a question as JSON with JSON, in small steps: nothing after each, then the answer.

    >>> *_, last = steps('{"about": "verdict", "text": "0 9 * * 1", "locale": "de"}')
    >>> json.loads(last)["words"]
    'Jeden Montag um 09:00 Uhr, UTC'

    What cannot be answered, for whatever reason lies in the question, is `{"trouble": ...}`.
    """
    asked = Question(**json.loads(question))
    under_way = ANSWERS[asked.about](asked)
    while True:
        try:
            next(under_way)
        except StopIteration as done:
            found = done.value
            break
        except (ValueError, OverflowError) as error:
            found = _trouble(error)
            break
        yield ""
    yield json.dumps(found)


def _trouble(error: Exception) -> Answer:
    """Say why there is no answer: in English, or by what a zone may have been meant for."""
    found: Answer = {"trouble": str(error)}
    if isinstance(error, UnknownNameError) and error.kind == "time zone":
        found["unknown_zone"] = {"name": error.name, "nearest": list(error.nearest)}
    return found


def at_once(kind: Callable[[Question], Answer]) -> Callable[[Question], Steps]:
    """Turn an answer that is quick into one in steps: it has only one."""

    @wraps(kind)
    def stepping(question: Question) -> Steps:
        yield from ()
        return kind(question)

    return stepping


# --- before anything is asked ----------------------------------------------------------------


def choices(_question: Question) -> Answer:
    """Return what can be chosen."""
    dialects = map(Dialect.named, Dialect.names())
    return {
        "version": quartzcron.__version__,
        "dialects": [
            {"name": each.name, "title": each.title, "seeded": each.seed is not None}
            for each in dialects
        ],
        "locales": list(codes()),
        "zones": sorted(available_timezones()),
    }


def rehearsal(question: Question) -> Steps:
    """Answer a question of each kind, so that what they need is loaded before anybody types.

    What there is by then stays: collecting garbage passes over it, which would hold up a key.
    """
    for text in ("0 9 * * Monday-Fri", "at nine on mondays", "0 9 31 2 *", "0 9 * * 1-5"):
        right = question._replace(text=text, dialect="quartzcron")
        verdict(right)
        yield
    runs(right)
    yield
    why(right._replace(subject="2026-01-01T09:00"))
    yield
    for view in ("week", "year"):
        yield from picture(right._replace(subject=view))
    readings(right)
    yield
    yield from translations(right)
    gc.collect()
    gc.freeze()
    return {}


# --- at each key -----------------------------------------------------------------------------


def verdict(question: Question) -> Answer:
    """Say whether a text is right, what is wrong with it and what was meant, or what it means."""
    zone, rules = question.tz, question.rules
    errors = quartzcron.validate(question.text, rules)
    warnings = [] if errors else _warnings(question, rules, zone)
    return {
        "valid": not errors,
        "problems": [_problem_row(question, each) for each in (*errors, *warnings)],
        "problems_locale": question.message_locale,
        "corrected": _corrected(question, rules) if errors else None,
        "words": None if errors else _words(question),
        "needs_seed": not errors and CronExpression(question.text, rules).needs_seed,
    }


def _warnings(question: Question, rules: Dialect, zone: tzinfo) -> list[Problem]:
    return quartzcron.lint(question.text, rules, tz=zone, after=question.moment)


def _problem_row(question: Question, problem: Problem) -> Answer:
    """Return a problem, with its place as JavaScript counts and as it is drawn."""
    said = problem.in_words(question.message_locale)
    drawn = quartzcron.draw(question.text, [said.replace(hint=None)], columns=question.columns)
    # Below the message: the text, and what points at the place. An empty text has neither.
    pointed = drawn.split("\n")[-2:] if question.text.strip() else []
    return {
        "code": problem.code,
        "severity": problem.severity,
        "span": list(problem.span_utf16),
        "message": said.message,
        "hint": said.hint and _advice(said.hint),
        "drawn": [line[4:] for line in pointed],
    }


def _advice(hint: str) -> str:
    """Return a hint as a sentence: in English, one without a text between ` is a bare text."""
    return hint if "`" in hint else f"Try `{hint}`"


def _corrected(question: Question, rules: Dialect) -> str | None:
    """Return the text that was meant, where that is certain."""
    return quartzcron.corrected(question.text, rules)


def _words(question: Question) -> str | None:
    """Return a right text in words; None where it has no times, or would take pages."""
    try:
        return question.schedule.describe(question.locale)
    except ValueError:
        return None


# --- after it --------------------------------------------------------------------------------


def runs(question: Question) -> Answer:
    """Return the next runs, and the changes of clock among them."""
    schedule, now = question.schedule, question.moment
    if schedule.next_fire_time(now) is None:
        return {"runs": [], "never": schedule.never_fires, "locale": question.message_locale}
    rows = _rows(question, schedule, now)
    return {"runs": rows, "never": False, "locale": question.message_locale}


def _rows(question: Question, schedule: Schedule, now: datetime) -> list[Answer]:
    rows: list[Answer] = []
    before = now
    for event in islice(timetable(schedule, now), RUNS):
        if isinstance(event, Dropped):
            rows.append(_dropped_row(event))
            continue
        rows.append(_run_row(question, schedule, event, before))
        before = event.fire_time
    return rows


def _run_row(question: Question, schedule: Schedule, run: Run, before: datetime) -> Answer:
    """Return a run; with the offsets, where the clock changed since the one before it."""
    time = run.fire_time
    touched = run.which_pass is not None or run.moved is not None
    offsets = [each.isoformat(timespec="seconds")[19:] for each in (before, time)]
    return {
        "kind": "run",
        "time": time.isoformat(),
        "instant": time.timestamp(),
        "notes": _reasons(question, schedule.explain(time).clock) if touched else [],
        "change": offsets if before.utcoffset() != time.utcoffset() else None,
    }


def _dropped_row(dropped: Dropped) -> Answer:
    """Return wall times that match and do not run, as they are told, and why."""
    walls, more, last = dropped.walls
    return {
        "kind": dropped.why,
        "walls": [each.replace(tzinfo=None).isoformat(" ", "minutes") for each in walls],
        "more": more,
        "last": last.replace(tzinfo=None).isoformat(" ", "minutes"),
    }


def picture(question: Question) -> Steps:
    """Draw the week or the year of now or, where that has no run, of the next one."""
    schedule, now = question.schedule, question.moment
    drawn = yield from drawing(schedule, question.subject, now, question.locale, None)
    coming = None if drawn.total else schedule.next_fire_time(now)
    if coming is not None:
        drawn = yield from drawing(schedule, question.subject, coming, question.locale, None)
    yield
    return {"svg": drawn.svg(), "total": drawn.total}


def readings(question: Question) -> Answer:
    """Return what the text means to each of the dialects."""
    wall = question.moment.replace(tzinfo=None)
    found = quartzcron.detect(question.text, after=wall, seed=question.seed or None)
    own = next((each for each in found.readings if question.rules.name in each.dialects), None)
    apart = {
        frozenset((each.first.dialects[0], each.second.dialects[0])): each.moment
        for each in found.differences
    }
    rows = []
    for each in found.readings:
        moment = own and apart.get(frozenset((own.dialects[0], each.dialects[0])))
        rows.append(
            {
                "dialects": list(each.dialects),
                "own": each is own,
                "text": each.words,
                "words": _plain_words(each.expression, question.locale),
                "apart": moment and moment.isoformat(" "),
            }
        )
    return {"readings": rows, "refused": list(found.refused)}


def _plain_words(expression: CronExpression, locale: str) -> str | None:
    try:
        return expression.describe(locale)
    except ValueError:
        return None


def translations(question: Question) -> Steps:
    """Write the text in each of the other dialects, a step each."""
    expression = question.schedule.expression
    rows = []
    for name in Dialect.names():
        if name != question.rules.name:
            rows.append(_translation(question, expression, name))
            yield
    return {"translations": rows}


def _translation(question: Question, expression: CronExpression, name: str) -> Answer:
    """Write an expression in another dialect, or say why that has no form for it."""
    try:
        there = expression.to(name)
    except CronTranslationError as error:
        return {
            "dialect": name,
            "text": None,
            "reason": error.reason,
            "nearest": list(error.nearest),
            "exact": error.exact,
            "clock": [],
            "locale": ENGLISH,
        }
    differences = expression.clock_differences(there, tz=question.tz, after=question.moment)
    clock = [each.in_words(question.message_locale).message for each in differences]
    return {
        "dialect": name,
        "text": there.text,
        "reason": None,
        "nearest": [],
        "exact": False,
        "clock": clock,
        "locale": question.message_locale,
    }


def why(question: Question) -> Answer:
    """Explain why it fires at a wall time of the zone, or why not."""
    found = question.schedule.explain(datetime.fromisoformat(question.subject))
    fields = [
        {
            "field": each.field,
            "text": each.text,
            "matches": each.matches,
            "reason": _reasons(question, [each.reason])[0],
        }
        for each in found.fields
        if each.span is not None or not each.matches
    ]
    day = {
        "field": "day",
        "text": "",
        "matches": found.day_matches,
        "reason": _reasons(question, [found.day_reason])[0],
    }
    neighbours = (found.previous_fire_time, found.next_fire_time)
    return {
        "fires": found.fires,
        "moment": found.moment.isoformat(" "),
        "fields": [*fields, day],
        "notes": _reasons(question, [*found.clock, *found.limits]),
        "locale": question.message_locale,
        "neighbours": [each and each.isoformat(" ") for each in neighbours],
    }


def _reasons(question: Question, reasons: Iterable[str]) -> list[str]:
    """Say reasons in the language, or leave them in English."""
    wording = question.wording
    if wording is None:
        return list(reasons)
    return [reason_in_words(wording, each) for each in reasons]


#: What can be asked.
ANSWERS: dict[str, Callable[[Question], Steps]] = {
    "choices": at_once(choices),
    "rehearsal": rehearsal,
    "verdict": at_once(verdict),
    "runs": at_once(runs),
    "picture": picture,
    "readings": at_once(readings),
    "translations": translations,
    "why": at_once(why),
}

"""The tables of problems: each code with texts that have it, and what people type."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from cells import code, prose, quoted, table
from facts import FACTS

import quartzcron
from quartzcron import CronExpression, Days, Problem, Schedule
from quartzcron.errors import CODES, IN_FILES, shown

#: As much of an example as a narrow column shows.
LONGEST_EXAMPLE = 32


class Example(NamedTuple):
    """A text that gives a problem, and what it is judged by."""

    text: str
    dialect: str | None
    tz: str | None
    problem: Problem


def problem_of(
    text: str,
    dialect: str | None = None,
    wanted: str | None = None,
    tz: str | None = None,
    after: datetime | None = None,
) -> Problem:
    """Return the first problem of a text, or the first with the code that is wanted.

    >>> problem_of("0 30 25 ? * MON-FRI").code
    'out-of-range'
    """
    found = quartzcron.validate(text, dialect) or quartzcron.lint(text, dialect, tz=tz, after=after)
    for each in found:
        if wanted in (None, each.code):
            return each
    raise LookupError(f"{text!r} ({dialect}) gives {[p.code for p in found]}, not {wanted}")


def examples_of(name: str) -> list[Example]:
    """Return the examples of a code."""
    examples = []
    for fact in FACTS["codes"].get(name, []):
        if "to" in fact:
            examples.append(_translated(fact["text"], fact["to"], name))
            continue
        if "schedule" in fact:
            examples.append(_of_schedule(fact["schedule"], name))
            continue
        text, dialect, tz = fact["text"] * fact.get("times", 1), fact.get("dialect"), fact.get("tz")
        problem = problem_of(text, dialect, name, tz, fact.get("after"))
        examples.append(Example(text, dialect, tz, problem))
    return examples


def _of_schedule(made: str, wanted: str) -> Example:
    """Return what is said of a schedule, given as one makes it, as an example of a code."""
    known = {"Schedule": Schedule, "CronExpression": CronExpression, "Days": Days, "date": date}
    found = {each.code: each for each in quartzcron.lint(eval(made, known))}  # noqa: S307
    return Example(made, SCHEDULE, None, found[wanted])


#: What an example of a schedule is judged by, in the place of a dialect.
SCHEDULE = "the schedule"


def _translated(text: str, dialect: str, wanted: str) -> Example:
    """Return what changes of clock do to a translation, as an example of a code."""
    expression = CronExpression(text)
    translation = expression.to(dialect)
    found = {each.code: each for each in expression.clock_differences(translation)}
    return Example(translation.text, dialect, None, found[wanted])


def codes(severity: str) -> str:
    """Return the table of all codes of a severity, with examples."""
    rows = (
        _code_row(name, meaning)
        for name, (kind, meaning) in CODES.items()
        if kind == severity and name not in IN_FILES
    )
    return table(["Code and values", "Meaning", "Example and message"], rows)


def _code_row(name: str, meaning: str) -> list[str]:
    examples = examples_of(name)
    keys = dict.fromkeys(key for example in examples for key in example.problem.values)
    told = "<br>".join(map(_example, examples))
    values = f"<br>{' '.join(f'*{key}*' for key in keys)}" if keys else ""
    return [f'<span id="{name}"></span>{code(name)}{values}', prose(meaning), told]


def _example(example: Example) -> str:
    text = code(shown(example.text, LONGEST_EXAMPLE)) if example.text else "(nothing)"
    judged_by = ", ".join(filter(None, (example.dialect, example.tz)))
    given = f"{text} ({judged_by})" if judged_by else text
    return f"{given}<br>{prose(example.problem.message)}"


def typed() -> str:
    """Return the table of what people type, and what they are answered."""
    rows = []
    for fact in FACTS["typed"]:
        text, dialect = fact["text"], fact.get("dialect")
        corrected = quartzcron.corrected(text, dialect)
        found = quartzcron.validate(text, dialect)
        hint = next((each.hint for each in found if each.hint is not None), "")
        told = prose(found[0].message) if corrected or not hint else quoted(hint)
        given = f"{code(text)} ({dialect})" if dialect else code(text)
        rows.append([given, code(corrected) if corrected else "", told])
    return table(["Typed", "Corrected", "Message or hint"], rows)

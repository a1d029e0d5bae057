"""What the library says about one text, as an object for JSON and as words."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import quartzcron
from quartzcron.cli.languages import told_to_programs
from quartzcron.files.lines import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

    from quartzcron import Dialect, DstPolicy, Problem, ProblemCode, Schedule


class Terms(NamedTuple):
    """What texts are judged by: a dialect, and the clock changes of a zone from a moment on.

    Without a zone no clock changes; without a moment these and years count from now on. Warnings
    that are selected are given where the dialect leaves them off.
    """

    dialect: Dialect
    zone: tzinfo | None = None
    after: datetime | None = None
    select: Iterable[ProblemCode] = ()


class Verdict(NamedTuple):
    """A text, the dialect it was judged by, and everything wrong or doubtful about it."""

    source: Source
    dialect: Dialect
    errors: Sequence[Problem]
    warnings: Sequence[Problem]

    @property
    def label(self) -> str:
        """The key of the verdict in words, as it stands before the text."""
        if self.errors:
            return "invalid"
        return {0: "valid", 1: "valid.warning"}.get(len(self.warnings), "valid.warnings")

    @property
    def problems(self) -> list[dict[str, Any]]:
        """Errors and warnings as plain objects."""
        return [told_to_programs(each).as_dict() for each in (*self.errors, *self.warnings)]

    def schedule(
        self,
        zone: tzinfo | None,
        policy: DstPolicy | None,
        start: datetime | None = None,
        end: datetime | None = None,
    ) -> Schedule:
        """Return the schedule of a text that is valid."""
        expression = quartzcron.CronExpression(self.source.text, self.dialect)
        return quartzcron.Schedule(expression, zone, dst=policy, start=start, end=end)

    def head(self, zone: tzinfo | None, policy: DstPolicy | None) -> dict[str, str]:
        """Return as plain members what was asked about; what belongs to a zone with a zone only."""
        rule = policy or self.dialect.dst_policy
        zoned = {} if zone is None else {"tz": str(zone), "dst": rule.name}
        return {"text": self.source.text, "dialect": self.dialect.name, **zoned}

    def as_object(self) -> dict[str, Any]:
        """Return the verdict as a plain object; `line` is there for lines of standard input."""
        line = {} if self.source.line is None else {"line": self.source.line}
        return {
            **line,
            "text": self.source.text,
            "dialect": self.dialect.name,
            "valid": not self.errors,
            "problems": self.problems,
        }


def judge(source: Source, terms: Terms) -> Verdict:
    """Check a text; warnings are looked for in valid ones only."""
    dialect, zone, after, select = terms
    errors = quartzcron.validate(source.text, dialect)
    warnings = (
        [] if errors else quartzcron.lint(source.text, dialect, tz=zone, after=after, select=select)
    )
    return Verdict(source, dialect, errors, warnings)


def judge_runs(source: Source, terms: Terms) -> Verdict:
    """Check a text whose runs are asked for: an H that waits for its seed has none to tell."""
    verdict = judge(source, terms)
    if not verdict.errors:
        try:
            verdict.schedule(None, None)
        except quartzcron.CronExpressionError as error:
            return verdict._replace(errors=error.problems, warnings=())
    return verdict


def as_json(plain: dict[str, Any]) -> str:
    r"""Return one line of JSON in ASCII, safe for any terminal and any encoding.

    >>> print(as_json({"text": "\x1b\x7f\udcff"}))
    {"text": "\u001b\u007f\udcff"}
    """
    # DEL is the one control character in ASCII that JSON leaves as it is.
    return json.dumps(plain).replace("\x7f", "\\u007f")


def counted(amount: int, thing: str) -> str:
    """Return an amount of things in words.

    >>> counted(1, "text"), counted(1200, "text")
    ('1 text', '1,200 texts')
    """
    return f"{amount:,} {thing}{'' if amount == 1 else 's'}"

"""The commands that show when an expression fires: next and prev.

They are one command in two directions. With - the expressions are lines of standard
input, each answered below its text.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

import click

from quartzcron.cli import FINE, INVALID
from quartzcron.cli.clocks import Dropped, Run, timetable
from quartzcron.cli.languages import described, described_to_programs, locale_option, said
from quartzcron.cli.loose import refuse_loose_words
from quartzcron.cli.notices import show_errors, show_notice, show_remark, show_warnings
from quartzcron.cli.options import (
    DIALECTS,
    POLICIES,
    STATUSES,
    count_option,
    dialect_option,
    json_option,
    policy_option,
    standard_input,
    start_option,
    zone_option,
)
from quartzcron.cli.runs import clock_changes, columns, rows
from quartzcron.cli.screen import Screen, Table
from quartzcron.cli.verdicts import Terms, as_json, judge_runs
from quartzcron.errors import shown
from quartzcron.files.lines import Source, lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import tzinfo

    from quartzcron import Dialect, DstPolicy, Schedule
    from quartzcron.cli.moments import Start
    from quartzcron.cli.verdicts import Verdict

#: The most fire times that one call shows.
MOST_FIRE_TIMES = 100_000

#: As much of a text as stands above its fire times.
_LONGEST_SHOWN = 100


class Question(NamedTuple):
    """What is asked of each expression: so many fire times from a moment on, or back from it."""

    amount: int
    start: Start
    zone: tzinfo | None
    policy: DstPolicy | None
    dialect: Dialect
    back: bool

    def schedule(self, verdict: Verdict) -> Schedule:
        """Return the schedule of a text that is valid."""
        return verdict.schedule(self.zone, self.policy)

    def runs(self, verdict: Verdict) -> Iterator[Run | Dropped]:
        """Yield the runs, and what is dropped before the last of them; none of a wrong text."""
        if verdict.errors:
            return
        missing = self.amount
        for event in timetable(self.schedule(verdict), self.start.moment, self.back):
            yield event
            missing -= isinstance(event, Run)
            if not missing:
                return

    def as_object(self, verdict: Verdict) -> dict[str, Any]:
        """Return the answer as a plain object; what belongs to a zone is there with a zone only."""
        events = list(self.runs(verdict))
        changes = [change for event in events for change in clock_changes(event)]
        line = {} if verdict.source.line is None else {"line": verdict.source.line}
        return {
            **line,
            **verdict.head(self.zone, self.policy),
            "words": None if verdict.errors else described_to_programs(self.schedule(verdict)),
            "from": self.start.moment.isoformat(),
            "fire_times": [each.fire_time.isoformat() for each in events if isinstance(each, Run)],
            **({} if self.zone is None else {"clock_changes": changes}),
            "problems": verdict.problems,
        }


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what next and prev take."""
    for option in (
        json_option,
        locale_option,
        dialect_option,
        policy_option,
        zone_option,
        start_option("Where to start. A fire time at this very moment is not shown."),
        count_option("How many fire times to show.", MOST_FIRE_TIMES),
        click.argument("words", nargs=-1, required=True, metavar="EXPR"),
    ):
        command = option(command)
    return command


@click.command("next", epilog=f"{DIALECTS}{POLICIES}{STATUSES}")
@_options
def show_next(words: tuple[str, ...], json_wanted: bool, **asked: Any) -> int:
    """Show the next fire times of EXPR.

    WHEN is now, a date, or a date and time in ISO form, such as 2026-01-30, 2026-01-30T09:30 or
    2026-01-30T09:30+02:00. Other forms are accepted if they are unambiguous: "30 January 2026
    09:30", tomorrow, "next monday 9:30".

    Fire times are in ZONE, and so is a WHEN without an offset. Runs that a clock change moved or
    repeated are marked; those that it dropped are shown, but not counted. Without ZONE, fire
    times are in the offset of WHEN, or local times if it has none; now is in UTC.

    With - as EXPR, texts are read from standard input (UTF-8), one per line, as validate does.

    \b
    Examples:
      quartzcron next "0 30 9 ? * MON-FRI"
      quartzcron next "0 30 12 ? * 6L" --from 2026-01-01 -n 3
      quartzcron next "30 2 * * *" --tz America/New_York --from 2026-03-07
      quartzcron next "30 2 * * *" --tz local --dst quartz
      quartzcron next "27 15 * * *" --dialect langgraph --json
    """
    return _show(words, _question(asked, back=False), json_wanted)


@click.command("prev", epilog=f"{DIALECTS}{POLICIES}{STATUSES}")
@_options
def show_previous(words: tuple[str, ...], json_wanted: bool, **asked: Any) -> int:
    """Show the previous fire times of EXPR, the latest first.

    It works like next, in the other direction, with the same options.

    \b
    Examples:
      quartzcron prev "0 30 9 ? * MON-FRI"
      quartzcron prev "0 0 L * *" --tz Asia/Seoul --from today -n 3
    """
    return _show(words, _question(asked, back=True), json_wanted)


def _question(asked: dict[str, Any], back: bool) -> Question:
    amount = asked.pop("count")
    return Question(amount, back=back, **asked)


def _show(words: tuple[str, ...], question: Question, json_wanted: bool) -> int:
    """Show the answer for an expression, or for each line of standard input."""
    if len(words) > 1:
        refuse_loose_words(words, question.dialect)
    stream = standard_input(words)
    sources: Iterable[Source] = [Source(words[0])] if stream is None else lines(stream)
    wrong = told = False
    for number, source in enumerate(sources):
        verdict = judge_runs(source, Terms(question.dialect, after=question.start.moment))
        wrong |= bool(verdict.errors)
        if json_wanted:
            Screen(sys.stdout).line(as_json(question.as_object(verdict)))
            continue
        if source.line is not None:
            _show_heading(verdict, first=not number)
        if verdict.errors:
            show_errors(verdict)
        else:
            show_warnings(verdict)
            if not told:
                _show_zone(question)
            told = True
            screen = Screen(sys.stdout)
            if screen.is_terminal:
                screen.sentence((described(question.schedule(verdict)), "bold"))
            _show_runs(question.runs(verdict), question)
    return INVALID if wrong else FINE


def _show_zone(question: Question) -> None:
    """Say what became of the start, and in which zone the times are where nobody said it."""
    show_remark(question.start)
    context = click.get_current_context()
    source = context.get_parameter_source("start")
    if question.zone is None and source is click.core.ParameterSource.DEFAULT:
        show_notice("note", "times are in UTC; --tz local gives those of this machine's time zone")


def _show_heading(verdict: Verdict, first: bool) -> None:
    """Show the text of a line above its answer, a blank line between two of them."""
    screen = Screen(sys.stdout)
    if not first:
        screen.line()
    place, text = verdict.source.line, shown(verdict.source.text, _LONGEST_SHOWN)
    screen.line(f"{said('line', n=place)}: ", (text, "bold"))


def _show_runs(runs: Iterator[Run | Dropped], question: Question) -> None:
    """Show runs one a line, and say so where there are fewer than asked for."""
    start, back = question.start.moment, question.back
    table = Table(Screen(sys.stdout), columns(start))
    found = 0
    for event in runs:
        found += isinstance(event, Run)
        for cells, style in rows(event, start, back):
            table.row(cells, style)
    if found < question.amount:
        horizon = said("horizon.back" if back else "horizon.ahead")
        Screen(sys.stderr).sentence(said("none.more" if found else "none", horizon=horizon))

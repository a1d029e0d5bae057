"""The command count: how often an expression fires in a span, and how closely."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any, NamedTuple

import click

from quartzcron.cli import FINE, INVALID, completion
from quartzcron.cli.languages import dated, locale_option, said
from quartzcron.cli.loose import refuse_loose_words
from quartzcron.cli.notices import show_errors, show_notice, show_remark, show_warnings
from quartzcron.cli.options import (
    DIALECTS,
    POLICIES,
    STATUSES,
    as_start,
    dialect_option,
    json_option,
    policy_option,
    start_option,
    zone_option,
)
from quartzcron.cli.runs import clock, iso
from quartzcron.cli.screen import Screen
from quartzcron.cli.verdicts import Terms, as_json, judge_runs
from quartzcron.errors import width
from quartzcron.files.lines import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from quartzcron import Dialect, DstPolicy, Interval, Schedule
    from quartzcron.cli.moments import Start


class Summary(NamedTuple):
    """What there is to say about the fire times of a span; all None for a wrong text."""

    amount: int | None = None
    first: datetime | None = None
    last: datetime | None = None
    shortest_interval: Interval | None = None
    longest_interval: Interval | None = None
    most_per_day: int | None = None

    @classmethod
    def of(cls, schedule: Schedule) -> Summary:
        """Ask a schedule with bounds."""
        start, end = schedule.start, schedule.end
        assert start is not None
        assert end is not None
        return cls(
            schedule.count(start, end),
            schedule.first_fire_time(),
            schedule.last_fire_time(),
            schedule.shortest_interval(),
            schedule.longest_interval(),
            schedule.most_per_day(),
        )

    def facts(self) -> Iterable[tuple[str, str]]:
        """Yield what is known, in words."""
        yield said("count.fire-times"), f"{self.amount:,}"
        for key, moment in (("count.first", self.first), ("count.last", self.last)):
            if moment is not None:
                yield said(key), f"{clock(moment)}  {dated(moment)}"
        intervals = self.shortest_interval, self.longest_interval
        lengths = [_length(each.duration) if each else "" for each in intervals]
        wide = max(map(width, lengths))
        keys = ("count.shortest", "count.longest")
        for key, each, length in zip(keys, intervals, lengths, strict=True):
            if each is not None:
                filled = length + " " * (wide - width(length))
                yield said(key), said("count.from", length=filled, moment=clock(each.first))
        if self.amount:
            yield said("count.most"), f"{self.most_per_day:,}"

    def as_object(self) -> dict[str, Any]:
        """Return the summary as a plain object; intervals are in seconds."""
        return {
            "count": self.amount,
            "first_fire_time": iso(self.first),
            "last_fire_time": iso(self.last),
            "shortest_interval": self.shortest_interval and self.shortest_interval.as_dict(),
            "longest_interval": self.longest_interval and self.longest_interval.as_dict(),
            "most_per_day": self.most_per_day,
        }


@click.command("count", epilog=f"{DIALECTS}{POLICIES}{STATUSES}")
@click.argument("words", nargs=-1, required=True, metavar="EXPR")
@start_option("The start of the span; a fire time at this very moment counts.")
@click.option(
    "--to",
    "end",
    callback=as_start,
    required=True,
    metavar="WHEN",
    shell_complete=completion.moments,
    help="The end of the span; a fire time at this very moment does not count.",
)
@zone_option
@policy_option
@dialect_option
@locale_option
@json_option
def show_count(
    words: tuple[str, ...],
    start: Start,
    end: Start,
    zone: tzinfo | None,
    policy: DstPolicy | None,
    dialect: Dialect,
    json_wanted: bool,
) -> int:
    """Count the fire times of EXPR in a span.

    Also shows the first and the last of them, the shortest and the longest interval between two,
    and how many the busiest day has. This takes no longer if there are many.

    WHEN and ZONE work as for next. Without ZONE, if only one WHEN has an offset, the other is
    local time in that offset.

    \b
    Examples:
      quartzcron count "*/5 9-17 * * MON-FRI" --from 2026-01-01 --to 2027-01-01
      quartzcron count "0 9 * * *" --tz Europe/Paris --to 2030-01-01 --json
    """
    if len(words) > 1:
        refuse_loose_words(words, dialect)
    verdict = judge_runs(Source(words[0]), Terms(dialect, after=start.moment))
    begin, stop = _alike(start.moment, end.moment)
    summary = Summary()
    if not verdict.errors:
        summary = Summary.of(verdict.schedule(zone, policy, begin, stop))
    if json_wanted:
        answer = {
            **verdict.head(zone, policy),
            "from": begin.isoformat(),
            "to": stop.isoformat(),
            **summary.as_object(),
            "problems": verdict.problems,
        }
        Screen(sys.stdout).line(as_json(answer))
    elif verdict.errors:
        show_errors(verdict)
    else:
        show_warnings(verdict)
        show_remark(start)
        show_remark(end)
        if stop <= begin:
            where = "before" if stop < begin else "the same as"
            show_notice("note", f"the span is empty: --to is {where} --from")
        _show_facts(summary.facts())
    return INVALID if verdict.errors else FINE


def _alike(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """Return two moments, both with an offset if one has it."""
    return (
        start if start.tzinfo else start.replace(tzinfo=end.tzinfo),
        end if end.tzinfo else end.replace(tzinfo=start.tzinfo),
    )


def _show_facts(facts: Iterable[tuple[str, str]]) -> None:
    screen = Screen(sys.stdout)
    names = ("fire-times", "first", "last", "shortest", "longest", "most")
    wide = max(width(said(f"count.{name}")) for name in names)
    for name, value in facts:
        screen.beside([(name + " " * (wide - width(name)), "dim"), "  "], value)


def _length(duration: timedelta) -> str:
    """Return a length of time: days in words, and the rest as a clock has it."""
    time = str(timedelta(seconds=duration.seconds))
    if not duration.days:
        return time
    key = "count.day" if duration.days == 1 else "count.days"
    return said(key, n=duration.days, time=time)

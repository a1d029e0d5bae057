"""What the command says around its answers, by key, for the catalogs of messages.

Nothing is imported here: what compiles the catalogs runs this file alone.
"""

from __future__ import annotations

from types import MappingProxyType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

#: Headings, verdicts and remarks of the command.
COMMAND: Mapping[str, str] = MappingProxyType(
    {
        # Days and distances; in English the program writes them itself.
        "dated": "{weekday} {date}",
        "ahead.year": "in {n} years",
        "ahead.day": "in {n} days",
        "ahead.hour": "in {n} hours",
        "ahead.minute": "in {n} minutes",
        "ahead.second": "in {n} seconds",
        "ahead.moment": "in less than a second",
        "back.year": "{n} years ago",
        "back.day": "{n} days ago",
        "back.hour": "{n} hours ago",
        "back.minute": "{n} minutes ago",
        "back.second": "{n} seconds ago",
        "back.moment": "less than a second ago",
        "at-once": "at once",
        # Tables of runs.
        "column.wall-time": "wall time",
        "column.time": "time, {zone}",
        "column.day": "day",
        "column.from-start": "from start",
        "column.fires": "fires",
        "column.begins": "begins",
        "line": "line {n}",
        "warning": "warning",
        "none": "no fire times {horizon}",
        "none.more": "no more fire times {horizon}",
        "horizon.ahead": "up to the end of 2199",
        "horizon.back": "back to the start of 1970",
        # What a change of clock did.
        "moved": "moved: {walls} does not exist",
        "moved.many": "moved: {walls} do not exist",
        "also": "also for {walls}, which does not exist",
        "also.many": "also for {walls}, which do not exist",
        "walls.more": "{n} more",
        "first-pass": "first pass",
        "second-pass": "second pass",
        "dropped": "dropped: {why}",
        "dropped.more": "dropped: {n} more, up to {last}",
        "why.skipped": "the clock skips it",
        "why.no-such-day": "the clock skips the whole day",
        "why.first-pass": "the pass before the clock goes back",
        "why.second-pass": "the pass after the clock goes back",
        # A day.
        "runs.none": "does not run on {day}",
        "runs.once": "runs once on {day}",
        "runs.times": "runs {n} times on {day}",
        "runs.more": "and {n} more",
        # Numbers.
        "count.fire-times": "fire times",
        "count.first": "first",
        "count.last": "last",
        "count.shortest": "shortest interval",
        "count.longest": "longest interval",
        "count.most": "most in a day",
        "count.day": "1 day, {time}",
        "count.days": "{n} days, {time}",
        "count.from": "{length}  from {moment}",
        # Two expressions.
        "same": "the same",
        "same.until": "{verdict} from {moment} {horizon}",
        "different": "different",
        "different.at": "{verdict}: only {who} fires at {moment}",
        "both": "both",
        "no-overlap": "no overlap",
        "never-together": "{verdict}: from {moment} {horizon} they never start at the same time",
        "never-while": "{verdict}: from {moment} {horizon} none begins while the other runs",
        # Texts.
        "valid": "valid",
        "valid.warning": "valid, 1 warning",
        "valid.warnings": "valid, {n} warnings",
        "invalid": "invalid",
        "tally": "{n} texts: {valid} valid ({doubtful} with warnings), {invalid} invalid",
    }
)

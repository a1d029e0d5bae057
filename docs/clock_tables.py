"""The tables about changes of the clock: the policies, what they do, and who parts from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cells import code, table
from dialect_tables import address, all_dialects
from facts import FACTS

from quartzcron import DstPolicy, Schedule
from quartzcron.dialects import policies

_FIXED = {
    policies.ALL: "all",
    policies.NOT_EVERY_HOUR: "those that leave out an hour of the day",
    policies.SINGLE_TIME: "those of one time of day",
    policies.NOT_IN_A_ROW: "no two values in a row in second, minute and hour",
    policies.NO_LEADING_STAR: "minute and hour do not begin with `*`",
    policies.NO_INTERVAL_SIGN: "no `*` `?` `-` `/` in second, minute and hour",
}


def policy_table() -> str:
    """Return the table of the policies: their answers, and who follows them."""
    rows = []
    for policy in policies.PRESETS.values():
        fixed, other = policy.fixed, policy.other
        gap = code(fixed.gap) if fixed.gap == other.gap else _apart(fixed.gap, other.gap)
        fold = code(fixed.fold) if fixed.fold == other.fold else _apart(fixed.fold, other.fold)
        rows.append([code(policy.name), _fixed_when(policy), gap, fold, _followers(policy)])
    return table(["Policy", "Fixed schedules", "Gap", "Fold", "Who follows it"], rows)


def _apart(fixed: str, other: str) -> str:
    return f"{code(fixed)}; others {code(other)}"


def _fixed_when(policy: DstPolicy) -> str:
    limit = policy.longest_fold
    limited = f"; a jump of more than {limit // 60} minutes is a correction" if limit else ""
    return _FIXED[policy.fixed_when] + limited


def _followers(policy: DstPolicy) -> str:
    named = [
        f"[{code(d.name)}]({address(d)})" if d.dst_verified else f"({code(d.name)})"
        for d in all_dialects()
        if d.dst_policy == policy
    ]
    return "<br>".join(filter(None, [FACTS["systems"].get(policy.name, ""), " ".join(named)]))


_NEW_YORK = "America/New_York"
_IN_GAP = ("30 2 * * *", "*/30 2 * * *")
_IN_FOLD = ("30 1 * * *", "*/30 1 * * *", "*/30 * * * *")


def policy_effects() -> str:
    """Return the table of what some texts do in New York under each policy."""
    rows = [
        [
            code(policy.name),
            *(_gap_runs(text, policy) for text in _IN_GAP),
            *(_fold_runs(text, policy) for text in _IN_FOLD),
        ]
        for policy in policies.PRESETS.values()
    ]
    heads = [f"Gap<br>{code(text)}" for text in _IN_GAP]
    heads += [f"Fold<br>{code(text)}" for text in _IN_FOLD]
    return table(["Policy", *heads], rows)


def _gap_runs(text: str, policy: DstPolicy) -> str:
    midnight = datetime(2026, 3, 8)
    runs = Schedule(text, tz=_NEW_YORK, dst=policy).fire_times(midnight, datetime(2026, 3, 9))
    return ", ".join(f"{run:%H:%M}" for run in runs) or "none"


def _fold_runs(text: str, policy: DstPolicy) -> str:
    start, end = datetime(2026, 11, 1, 1), datetime(2026, 11, 1, 2)
    runs = Schedule(text, tz=_NEW_YORK, dst=policy).fire_times(start, end)
    return _passes(runs)


def _passes(runs: Iterable[datetime]) -> str:
    found = {run.fold for run in runs}
    return {(0,): "first", (1,): "second", (0, 1): "both"}[tuple(sorted(found))]


def deviations() -> str:
    """Return the table of the places where engines part from their own rule."""
    rows = []
    for fact in FACTS["deviations"]:
        schedule = Schedule(fact["text"], tz=fact["tz"], dst=fact["policy"])
        runs = list(schedule.fire_times(fact["start"], fact["end"]))
        by_pass = "pass" in fact["runs"]
        here = f"{_passes(runs)} passes" if by_pass else ", ".join(f"{run:%H:%M}" for run in runs)
        city = fact["tz"].partition("/")[2].replace("_", " ")
        when = f"{city}<br>{fact['start']:%d %B %Y}".replace("<br>0", "<br>")
        rows.append([fact["engine"], when, code(fact["text"]), fact["runs"], here])
    return table(
        ["Engine", "Where and when", "Text", "The engine runs it", "Its rule, and here"], rows
    )

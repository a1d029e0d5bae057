"""The laws of missed runs: what a list of all fire times says, for any rule and any set.

The moments of the list come from the brute force, and the rule is applied to that list as
its documentation says it, one run after another.
"""

from __future__ import annotations

import copy
import pickle
from datetime import timedelta
from typing import Literal

import set_strategies
from hypothesis import given
from hypothesis import strategies as st
from set_judge import told
from set_oracle import meant
from set_strategies import Case, Span
from zone_oracle import DAY

from quartzcron import CatchUp

MICROSECOND = timedelta(microseconds=1)
MILLION = 1_000_000


class Outage:
    """The last run and now of a case, as instants in microseconds, and what was missed."""

    def __init__(self, case: Case, span: Span) -> None:
        self.last_run, self.now = span.start, span.end
        self.last = exact(span.first, span.start.microsecond)
        self.at = exact(span.last, span.end.microsecond)
        listed = case.fires(span.first - 1, span.last + 1)
        self.missed = [run for run in listed if self.last < run * MILLION <= self.at]

    def kept(self, rule: CatchUp) -> list[int]:
        """Return what is left of the runs by a rule."""
        kept = [
            run
            for run in self.missed
            if rule.grace is None or (self.at - run * MILLION) * MICROSECOND <= rule.grace
        ]
        kept = {"all": kept, "latest": kept[-1:], "none": []}[rule.keep]
        return kept if rule.at_most is None else kept[-rule.at_most :]


def exact(ceiling: int, microsecond: int) -> int:
    """Return a moment in microseconds; the oracle gives the first whole second not before it."""
    return (ceiling - (microsecond > 0)) * MILLION + microsecond


@st.composite
def rules(draw: st.DrawFn, outage: Outage) -> CatchUp:
    """Draw a rule; many a grace is just as long as a run is old, or a microsecond off."""
    keeps: list[Literal["latest", "all", "none"]] = ["latest", "all", "all", "none"]
    length = max(outage.at - outage.last, 0)
    graces = st.integers(0, length + 1)
    if outage.missed:
        ages = [outage.at - run * MILLION for run in outage.missed]
        near = st.builds(int.__add__, st.sampled_from(ages), st.integers(-1, 1))
        graces = st.one_of(graces, near.map(lambda age: max(age, 0)))
    grace = draw(st.one_of(st.none(), graces))
    return CatchUp(
        draw(st.sampled_from(keeps)),
        None if grace is None else grace * MICROSECOND,
        draw(st.one_of(st.none(), st.integers(1, 4), st.just(10**30))),
    )


@given(set_strategies.cases(depth=1), st.data())
def test_what_is_caught_up_is_what_the_list_says(case: Case, data: st.DataObject) -> None:
    span = data.draw(set_strategies.spans(case, fires=60))
    outage = Outage(case, span)
    rule = data.draw(rules(outage))
    asked, wanted = case.asked, [told(case.shown(run)) for run in outage.missed]
    found = asked.caught_up(outage.last_run, outage.now, rule)
    due = [told(case.shown(run)) for run in outage.kept(rule)]
    assert found.count == len(wanted)
    assert [told(run) for run in found.due] == due
    assert len(found.due) == len(due)
    assert found.dropped == len(wanted) - len(due)
    assert (told(found.first), told(found.latest)) == (
        (wanted[0], wanted[-1]) if wanted else (None, None)
    )
    assert [told(run) for run in asked.missed(outage.last_run, outage.now)] == wanted
    limit = data.draw(st.integers(0, 5))
    latest = asked.missed(outage.last_run, outage.now, limit=limit)
    assert [told(run) for run in latest] == (wanted[-limit:] if limit else [])
    assert asked.is_due(outage.last_run, outage.now) == bool(wanted)


@given(set_strategies.cases(depth=1), st.data())
def test_overdue_is_a_run_older_than_the_margin(case: Case, data: st.DataObject) -> None:
    outage = Outage(case, data.draw(set_strategies.spans(case, fires=20)))
    rule = data.draw(rules(outage))
    margin = timedelta(0) if rule.grace is None else rule.grace
    late = [run for run in outage.missed if (outage.at - run * MILLION) * MICROSECOND > margin]
    assert case.asked.overdue(outage.last_run, margin, outage.now) == bool(late)


@given(set_strategies.cases(depth=1), st.data())
def test_the_next_run_is_after_now_and_after_the_last(case: Case, data: st.DataObject) -> None:
    outage = Outage(case, data.draw(set_strategies.spans(case, fires=20)))
    found = case.asked.caught_up(outage.last_run, outage.now).next
    after = max(outage.last, outage.at) // MILLION + 1
    until = after + min(max(30 * DAY // set_strategies.busy(case.tree), 600), 40 * DAY)
    listed = case.fires(after, until)
    if listed:
        assert told(found) == told(case.shown(listed[0]))
    elif found is not None:
        assert meant(found) >= until


@given(set_strategies.cases(depth=1), st.data())
def test_due_is_a_sequence_like_a_list(case: Case, data: st.DataObject) -> None:
    """Indexes, slices of every kind, membership, both directions, copies."""
    outage = Outage(case, data.draw(set_strategies.spans(case, fires=12)))
    due = case.asked.caught_up(outage.last_run, outage.now, CatchUp("all")).due
    wanted = [told(case.shown(run)) for run in outage.missed]
    size = len(wanted)
    cut = data.draw(st.slices(max(size, 1)))
    part = due[cut]
    assert [told(run) for run in part] == wanted[cut]
    assert [told(part[place]) for place in range(len(part))] == wanted[cut]
    assert [told(run) for run in reversed(due)] == wanted[::-1]
    for place in range(-size, size):
        assert told(due[place]) == wanted[place]
        assert due.index(due[place]) == place % size
        assert due[place] in due
        assert (due[place] in part) == (wanted[place] in wanted[cut])
        assert due[place] + MICROSECOND not in due
    for same in (pickle.loads(pickle.dumps(part)), copy.copy(part), due[cut]):
        assert same == part
        assert hash(same) == hash(part)
    assert (due == part) == (wanted == wanted[cut])

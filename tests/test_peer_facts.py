"""What the test suites of other libraries expect, put to this one in the dialect that each stands for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conformance import SETTLED, load

from quartzcron import CronExpression, DstPolicy, Schedule, Treatment, is_valid

Row = dict[str, Any]


@cache
def facts() -> list[Row]:
    """Return all facts, read once."""
    return load("peer_facts")


def policy_of(policy: str | Row | None) -> DstPolicy | None:
    """Return the clock-change rule of a fact; None is that of its dialect."""
    if policy is None:
        return None
    if isinstance(policy, str):
        return DstPolicy.named(policy)
    kinds = Treatment(*policy["fixed"]), Treatment(*policy["other"])
    return DstPolicy(policy.get("name", "mine"), policy["fixed_when"], *kinds)


def moment(text: str, zone: tzinfo | None) -> datetime:
    """Return a moment of a fact: wall time, or as the clocks of its zone show it."""
    read = datetime.fromisoformat(text)
    return read if zone is None else read.astimezone(zone)


def zone_of(fact: Row) -> tzinfo | None:
    """Return the zone of a fact, or None for wall time."""
    name = fact["tz"]
    return None if name is None else UTC if name == "UTC" else ZoneInfo(name)


def moments_of(fact: Row) -> list[str]:
    """Return the texts of all moments that a fact names."""
    expected = fact["expected"] if isinstance(fact["expected"], list) else [fact["expected"]]
    named = [fact["start"], fact.get("end"), *expected]
    return [text for text in named if isinstance(text, str)]


def is_foretold(fact: Row) -> bool:
    """Tell whether a fact counts on a change of clock that was decreed away since.

    All moments that are still to come must be shown by the zone's clocks as they were foretold.
    """
    zone = zone_of(fact)
    if zone in (None, UTC):
        return False
    to_come = [text for text in moments_of(fact) if datetime.fromisoformat(text) >= SETTLED]
    return any(moment(text, zone).isoformat() != text for text in to_come)


def schedule_of(fact: Row) -> Schedule:
    """Return the schedule that a fact is about."""
    expression = CronExpression(fact["expr"], fact["dialect"], seed=fact.get("seed"))
    return Schedule(expression, tz=zone_of(fact), dst=policy_of(fact["policy"]))


def fires(fact: Row) -> bool:
    """The runs strictly after the start, or strictly before it, one after the other."""
    schedule, zone = schedule_of(fact), zone_of(fact)
    step = schedule.next_fire_time if fact["direction"] == "next" else schedule.previous_fire_time
    expected = fact["expected"]
    at = moment(fact["start"], zone)
    if expected == []:
        return step(at) is None
    for text in expected if isinstance(expected, list) else [expected]:
        found, wanted = step(at), moment(text, zone)
        if found is None or (found, found.isoformat()) != (wanted, wanted.isoformat()):
            return False
        at = found
    return True


def valid(fact: Row) -> bool:
    return is_valid(fact["expr"], fact["dialect"], seed=fact.get("seed")) is fact["expected"]


def equal(fact: Row) -> bool:
    """Whether two texts of one dialect fire at the same times."""
    one, other = (CronExpression(fact[name], fact["dialect"]) for name in ("expr", "expr2"))
    return one.equivalent(other) is fact["expected"]


def matches(fact: Row) -> bool:
    return schedule_of(fact).matches(moment(fact["start"], zone_of(fact))) is fact["expected"]


def nth(fact: Row) -> bool:
    """The n-th run strictly after the start, counted from one."""
    zone = zone_of(fact)
    just_after = moment(fact["start"], zone) + timedelta(microseconds=1)
    found = schedule_of(fact).nth_fire_time(just_after, fact["n"] - 1)
    return found == moment(fact["expected"], zone)


def quiet(fact: Row) -> bool:
    """Whether nothing runs after the start and before the end."""
    zone = zone_of(fact)
    found = schedule_of(fact).next_fire_time(moment(fact["start"], zone))
    return (found is None or found >= moment(fact["end"], zone)) is fact["expected"]


HOLDS = {each.__name__: each for each in (fires, valid, equal, matches, nth, quiet)}


def call(fact: Row) -> str:
    """Return a fact as somebody would read it aloud."""
    told = [f"{name}={fact[name]!r}" for name in fact if fact[name] is not None]
    return ", ".join(told)


def differing(asked: Iterable[Row]) -> list[Row]:
    """Return the facts that do not hold."""
    return [fact for fact in asked if not is_foretold(fact) and not HOLDS[fact["kind"]](fact)]


@pytest.mark.vectors
@pytest.mark.parametrize("kind", sorted(HOLDS))
def test_facts(kind: str) -> None:
    """All of them hold."""
    asked = [fact for fact in facts() if fact["kind"] == kind]
    assert asked
    found = [call(fact) for fact in differing(asked)]
    if found:
        shown = "\n".join(found[:40])
        pytest.fail(f"{len(found)} facts do not hold, for example\n{shown}", pytrace=False)


@pytest.mark.vectors
def test_most_facts_are_no_prophecies() -> None:
    assert sum(map(is_foretold, facts())) < 40

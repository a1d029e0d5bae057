"""The compiled kernel gives the pure one's answers, to the last attribute."""

from __future__ import annotations

import inspect
import random
from datetime import UTC, datetime, timedelta, timezone

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from twins import ARE_TWO, Compiled, Pure, answers, housed_twins, random_case, twins

from quartzcron import CronExpression, Days, DstPolicy
from quartzcron.answers.restrictions import Restriction
from quartzcron.clock.limits import Limits
from quartzcron.clock.zone_names import zone_named

# Without a compiler there is one kernel only, which agrees with itself.
ZONES = [
    "America/New_York", "Australia/Lord_Howe", "America/Havana", "Africa/Cairo", "Pacific/Apia",
    "Africa/Monrovia", "Europe/Dublin", "Africa/Casablanca", "Asia/Kathmandu", "Antarctica/Casey",
    "Pacific/Kwajalein", "Asia/Tokyo", "UTC", "Antarctica/Troll",
]  # fmt: skip


@given(strategies.any_texts(), strategies.moments(), st.sampled_from([0, 1, 40, 4000]))
def test_on_wall_time_and_fixed_offsets(case: tuple[str, str], moment: datetime, days: int) -> None:
    expression = CronExpression(*case)
    pure, compiled = twins(expression, expression.dst_policy)
    for zone in (None, UTC, timezone(timedelta(hours=-7, minutes=-13, seconds=-7))):
        here = moment.replace(tzinfo=zone)
        try:
            end = here + timedelta(days=days)
        except OverflowError:
            end = here
        assert answers(pure, here, end) == answers(compiled, here, end)


@given(st.randoms(use_true_random=False))
def test_in_zones(draw: random.Random) -> None:
    for _ in range(20):
        expression, policy, _, moment = random_case(draw, ZONES)
        pure, compiled = twins(expression, policy)
        end = moment + timedelta(days=draw.choice((1, 3, 400)))
        assert answers(pure, moment, end) == answers(compiled, moment, end)


@given(st.randoms(use_true_random=False))
def test_in_frames(draw: random.Random) -> None:
    for _ in range(10):
        expression, policy, zone, moment = random_case(draw, ZONES)
        limits = Limits(draw.choice((None, zone_named(draw.choice(ZONES)))))
        aware = zone is not None or limits.tz is not None
        start, end = (
            None
            if draw.random() < 0.3
            else limits.moment(
                (moment + timedelta(days=draw.choice((-2, -1, 0, 1, 2)))).replace(
                    tzinfo=UTC if aware else None
                )
            )
            for _ in range(2)
        )
        pure, compiled = twins(expression, policy, limits.replace(start=start, end=end))
        until = moment + timedelta(days=3)
        assert answers(pure, moment, until) == answers(compiled, moment, until)


@pytest.mark.parametrize("wrong", [None, 5, "2026-01-01", datetime(2026, 1, 1).date()])
def test_on_wrong_arguments(wrong: object) -> None:
    for kernel in twins(CronExpression("* * * * *"), DstPolicy.SAFE):
        for call in (kernel.next_fire_time, kernel.previous_fire_time, kernel.matches):
            with pytest.raises(TypeError, match="a moment is a datetime, not"):
                call(wrong)  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            kernel.fire_times(datetime(2026, 1, 1), limit="5")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="limit must be 0 or more"):
            kernel.fire_times(datetime(2026, 1, 1), limit=-1)
        with pytest.raises(TypeError):
            kernel.next_fire_time()


def test_a_limit_beyond_any_number() -> None:
    for kernel in twins(CronExpression("0 0 1 1 *"), DstPolicy.SAFE):
        fires = list(kernel.fire_times(datetime(2190, 1, 1), limit=10**30))
        assert len(fires) == 10


def test_both_explain_themselves_alike() -> None:
    for name in ("next_fire_time", "previous_fire_time", "fire_times", "matches", "never_fires"):
        texts = {inspect.getdoc(getattr(kernel, name)) for kernel in (Pure, Compiled)}
        assert len(texts) == 1, name


def test_the_name_of_the_kernel_tells_the_truth() -> None:
    import quartzcron

    assert (quartzcron.KERNEL == "compiled") <= ARE_TWO


@given(st.randoms(use_true_random=False))
def test_on_some_days(draw: random.Random) -> None:
    """Days left out and rolled, in zones and without."""
    for _ in range(5):
        expression, policy, _zone, moment = random_case(draw, ZONES)
        own = draw.choice((None, zone_named(draw.choice(ZONES))))
        day = moment.date()
        only = [
            draw.choice((
                Days.every(weeks=draw.randint(1, 4), since=day - timedelta(days=draw.randint(0, 900))),
                Days.where(draw.choice(("0 0 * * SAT,SUN", "0 0 L * *", "0 0 1-20 * *"))),
                Days.between(day, day + timedelta(days=draw.randint(0, 30))),
            ))
        ]  # fmt: skip
        rolled = draw.choice((None, "next", "previous", "nearest"))
        restriction = Restriction((), only, rolled, expression._matcher)
        pure, compiled = (
            make() for make in housed_twins(expression, policy, own, None, None, restriction)
        )
        assert pure._matcher == compiled._matcher
        assert pure.never_fires == compiled.never_fires
        end = moment + timedelta(days=draw.choice((1, 3, 400)))
        assert answers(pure, moment, end) == answers(compiled, moment, end)

"""The value that a user holds: text, equality, copies, immutability."""

from __future__ import annotations

import copy
import gc
import pickle
import threading
import weakref
from datetime import datetime

import pytest

from quartzcron import CronExpression, CronExpressionError, clear_caches, dialects
from quartzcron.ground.caches import CACHES
from quartzcron.language import terms
from quartzcron.language import text as texts


def test_text_and_repr() -> None:
    expression = CronExpression(" 0 30 9 ? * MON-FRI ")
    assert (expression.text, str(expression)) == (" 0 30 9 ? * MON-FRI ",) * 2
    assert repr(expression) == "CronExpression(' 0 30 9 ? * MON-FRI ')"
    assert repr(CronExpression("27 15 * * *", "langgraph")) == (
        "CronExpression('27 15 * * *', dialect='langgraph')"
    )
    assert repr(CronExpression("@daily", "Debian")) == "CronExpression('@daily', dialect='unix')"


@pytest.mark.parametrize(
    ("dialect", "text"),
    [(None, "0 30 9 ? * MON-FRI"), ("unix", "@daily"), ("langgraph", "27 15 * * *")],
)
def test_copies(dialect: str | None, text: str) -> None:
    expression = CronExpression(text, dialect)
    for twin in (
        copy.copy(expression),
        copy.deepcopy(expression),
        *(pickle.loads(pickle.dumps(expression, level)) for level in range(6)),
        eval(repr(expression)),
        CronExpression(str(expression), expression.dialect),
    ):
        assert twin == expression
        assert (twin.text, twin.dialect) == (expression.text, expression.dialect)


def test_a_pickle_is_made_of_text_and_dialect() -> None:
    expression = CronExpression("0 30 9 ? * MON-FRI", "quartz")
    expression.next_fire_time(datetime(2026, 1, 1))
    assert len(pickle.dumps(expression)) < 200


#: Pairs of texts of one dialect that fire at the same times.
EQUAL = [
    (None, "0 0 0 ? * MON-FRI", "0 0 0 ? * 2,3,4,5,6"),
    (None, "0 0 0 ? * MON-FRI", "0 0 0 ? JAN-DEC mon,tue-fri *"),
    (None, "0 0 0 29 2 ? 2023-2024", "0 0 0 29 2 ? 2024"),
    (None, "0 0 0 ? * MON 2026", "0 0 0 ? * MON 2026,2026-2026"),
    (None, "0 0 0 30 2 ?", "5 5 5 31 4,6 ?"),
    (None, "0 0 0 30 2 ?", "* * * 29 2 ? 2023"),
    (None, "0 0 0 31 * ?", "0 0 0 31 1,3,5,7,8,10,12 ?"),
    (None, "0 0 0 L 1 ?", "0 0 0 31 1 ?"),
    (None, "0 0 0 L 2 ? 2026", "0 0 0 28 2 ? 2026"),
    (None, "0 0 0 ? 2 SUN#5 2032", "0 0 0 29 2 ? 2032"),
    (None, "0 0 * * *", "0 0 0 * * ?"),
    (None, "0 0 * * FRI", "0 0 0 ? * 6"),
    (None, "@weekly", "0 0 * * 7"),
    (None, "*/5 * * * *", "0 0/5 * * * ? 1970-2199"),
    ("unix", "0 0 * * *", "@daily"),
    ("langgraph", "0 0 * * *", "0 0 ? * ? 0"),
    ("unix", "* 5 * * *", "*/1 5 * * *"),
]


@pytest.mark.parametrize(("dialect", "one", "other"), EQUAL)
def test_equal_when_they_fire_alike(dialect: str | None, one: str, other: str) -> None:
    first, second = CronExpression(one, dialect), CronExpression(other, dialect)
    assert first == second
    assert hash(first) == hash(second)
    assert first.equivalent(second)
    assert len({first, second}) == 1


DIFFERENT = [
    (None, "0 0 0 ? * MON-FRI", "0 0 0 ? * 1-5"),
    (None, "0 0 0 ? * FRI#4", "0 0 0 ? * FRIL"),
    (None, "0 0 0 29 2 ? 2024", "0 0 0 29 2 ? 2024,2028"),
    (None, "0 0 0 * * ?", "0 0 0 * * ? 1971-2199"),
    (None, "0 0 0 29 2 ?", "0 0 0 L 2 ?"),
    (None, "0 0 0 30 2 ?", "0 0 0 29 2 ?"),
]


@pytest.mark.parametrize(("dialect", "one", "other"), DIFFERENT)
def test_different_when_they_do_not(dialect: str | None, one: str, other: str) -> None:
    first, second = CronExpression(one, dialect), CronExpression(other, dialect)
    assert first != second
    assert not first.equivalent(second)


def test_what_clock_changes_do_is_part_of_equality() -> None:
    plain, quartz = CronExpression("0 0 0 ? * 6"), CronExpression("0 0 0 ? * 6", "quartz")
    assert plain != quartz
    assert plain.equivalent(quartz)
    # Debian cron goes by the text: */30 follows the clock, 0,30 is made up for.
    stepped, listed = (CronExpression(f"{minutes} 2 * * *", "unix") for minutes in ("*/30", "0,30"))
    assert stepped.equivalent(listed)
    assert stepped != listed
    # The default rule goes by the meaning.
    assert CronExpression("*/30 2 * * *") == CronExpression("0,30 2 * * *")
    # What never fires has no clock changes.
    assert CronExpression("0 0 30 2 *", "unix") == CronExpression("0 0 0 30 2 ?", "quartz")


def test_comparison_with_other_things() -> None:
    expression = CronExpression("* * * * *")
    assert expression != "* * * * *"
    assert (expression == 5) is False
    assert expression.__eq__(5) is NotImplemented
    with pytest.raises(TypeError, match="compared with another, not str"):
        expression.equivalent("* * * * *")  # type: ignore[arg-type]


def test_immutable() -> None:
    expression = CronExpression("* * * * *")
    for name in ("text", "dialect", "other", "_matcher"):
        with pytest.raises(AttributeError, match="an expression is immutable"):
            setattr(expression, name, None)
    with pytest.raises(AttributeError, match="cannot delete text"):
        del expression.text


def test_never_fires_is_exact() -> None:
    for text in ("0 0 0 30 2 ?", "0 0 0 31 4,6 ?", "0 0 0 29 2 ? 2026-2027", "0 0 0 L-30 2 ?",
                 "0 0 0 ? 2 MON#5 2026-2043", "0 0 0 29 2 ? 2100"):  # fmt: skip
        expression = CronExpression(text)
        assert expression.never_fires
        assert expression.next_fire_time(datetime.min) is None
        assert expression.previous_fire_time(datetime.max) is None
        assert list(expression.fire_times(datetime.min)) == []
        assert datetime(2028, 2, 29) not in expression
    for text in ("0 0 0 ? 2 MON#5", "0 0 0 29 2 ?", "0 0 0 ? 2 MON#5 2044", "0 0 0 31W 5 ?"):
        assert not CronExpression(text).never_fires


def test_subclasses_stay_subclasses() -> None:
    class Mine(CronExpression):
        __slots__ = ()

    mine = Mine("* * * * *")
    assert type(mine) is Mine
    assert mine == CronExpression("* * * * *")
    assert type(copy.copy(mine)) is Mine


def test_caches_are_bounded_and_can_be_cleared() -> None:
    for minute in range(60):
        for hour in range(24):
            CronExpression(f"{minute} {hour} * * *")
    for cache in CACHES:
        bounds = cache.cache_info()
        assert bounds.maxsize is not None
        assert bounds.currsize <= bounds.maxsize
    expression = CronExpression("1 2 3 4 *")
    gone = weakref.ref(expression)
    clear_caches()
    assert all(cache.cache_info().currsize == 0 for cache in CACHES)
    assert CronExpression("1 2 3 4 *") == expression
    clear_caches()
    del expression
    gc.collect()
    assert gone() is None


def test_long_field_texts_are_not_kept() -> None:
    clear_caches()
    long = ",".join(map(str, range(60))) + " * * * *"
    texts.parse(long, dialects.DEFAULT)
    assert terms._kept_field.cache_info().currsize == 4
    assert CronExpression(long) == CronExpression("* * * * *")


def test_shared_between_threads() -> None:
    clear_caches()
    texts = [f"{minute} {minute % 24} L,15W * ? 2020/3" for minute in range(60)]
    texts = [f"0 {text}" for text in texts] + ["0 0 0 ? * MON,", "bad"]
    start = datetime(2026, 1, 1)
    expected = {text: _answers(text, start) for text in texts}
    wrong: list[str] = []

    def work() -> None:
        for _ in range(5):
            for text in texts:
                if _answers(text, start) != expected[text]:
                    wrong.append(text)
            clear_caches()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def _answers(text: str, start: datetime) -> object:
    try:
        expression = CronExpression(text)
    except CronExpressionError as error:
        return str(error)
    return expression.next_fire_time(start), expression.previous_fire_time(start), hash(expression)

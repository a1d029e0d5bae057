"""Several expressions in one text, a line each: what is said of them, and what is left unsaid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from valid_texts import pool

from quartzcron import CronExpression, Dialect, corrected, is_valid, validate

LINES = st.sampled_from(Dialect.names()).flatmap(
    lambda name: st.tuples(
        st.just(name), st.lists(st.sampled_from(pool(name)), min_size=2, max_size=5)
    )
)
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", " \n\t", "\n# remark\n", "\n  // remark\n"])


@given(LINES, BREAKS, st.sampled_from(["", "\n", "# remark\n"]))
def test_several_lines_are_named_together(
    lines: tuple[str, list[str]], between: str, before: str
) -> None:
    dialect, texts = lines
    text = before + between.join(texts)
    [found] = validate(text, dialect)
    assert found.code == "white-space"
    start, end = found.span
    # All behind the first, and only white space between the two.
    assert text[:start].strip() == (before + texts[0]).strip()
    assert end == len(text)
    named = list(dict.fromkeys(texts))
    assert found.hint is not None
    assert found.hint.split("`")[1::2] == named
    assert ("together" in found.hint) is (len(named) > 1)
    # Nobody knows which of them was meant: nothing is certain.
    assert "replacement" not in found.values
    assert corrected(text, dialect) is None


@given(LINES, st.data())
def test_a_line_that_is_none_leaves_all_as_it_was(
    lines: tuple[str, list[str]], data: st.DataObject
) -> None:
    dialect, texts = lines
    wrong = data.draw(st.sampled_from(["0 99 * * *", "0 9", "0 9 * * * /bin/true", "nightly"]))
    at = data.draw(st.integers(0, len(texts)))
    text = "\n".join([*texts[:at], wrong, *texts[at:]])
    for found in validate(text, dialect):
        assert found.hint is None or "together" not in found.hint
        assert "one line" not in found.message


#: Text, the pieces that are pointed at, and the hint of the first: for Unix.
COMMENTED = [
    ("# a\n0 9 * * *", ["# a"], "0 9 * * *"),
    ("0 9 * * *\n# a\n# b", ["# a\n# b"], "0 9 * * *"),
    ("// a\n\n0 9 * * *\n# b\n", ["// a", "# b"], "0 9 * * *"),
    ("# a\n'0 9 * * *'", ["# a"], "0 9 * * *"),
    ("# 0 8 * * *\n0 9 * * *\n# c\n0 9 * * *", ["# c\n0 9 * * *"], "0 9 * * *"),
]


@pytest.mark.parametrize(("text", "pieces", "alone"), COMMENTED)
def test_a_comment_is_no_expression(text: str, pieces: list[str], alone: str) -> None:
    found = validate(text, "unix")
    assert [text[slice(*each.span)] for each in found] == pieces
    assert [each.hint for each in found] == [
        f"the expression itself is `{alone}`",
        *[None] * (len(pieces) - 1),
    ]
    assert corrected(text, "unix") is None


def test_comments_alone_are_no_expression() -> None:
    for text in ("# a\n# b", "#\n#"):
        assert not any("one line" in found.message for found in validate(text))


def test_many_lines_make_no_sentence() -> None:
    texts = [f"0 {hour} * * *" for hour in range(6)]
    [found] = validate("\n".join(texts))
    assert (found.message, found.hint) == ("a cron expression is one line, not 6", None)
    # As often as one likes, where they are few.
    [found] = validate("\n".join(texts[:5] * 3))
    assert found.hint is not None
    assert found.hint.split("`")[1::2] == texts[:5]


def test_jenkins_draws_on_from_line_to_line() -> None:
    """Alone, a second line with an H would run at other times, so it is not named."""
    for text in ("H 4 * * *\nH 5 * * *", "@daily\nH 4 * * *", "H 1 * * *\n0 2 * * *\n@weekly"):
        for seed in (None, "nightly"):
            [found] = validate(text, "jenkins", seed=seed)
            assert found.hint is None
            assert found.message.endswith("Jenkins draws each H after those of the lines before it")
    # One H is the first that is drawn, wherever it stands.
    [found] = validate("0 2 * * *\nH 1 * * *", "jenkins", seed="nightly")
    assert found.hint == "use `0 2 * * *` and `H 1 * * *` together"
    # Elsewhere each text is drawn for itself.
    [found] = validate("0 H 1 * * ?\n0 H 2 * * ?", "quartznet")
    assert found.hint == "use `0 H 1 * * ?` and `0 H 2 * * ?` together"


def test_what_stood_within_cron_is_not_taken_for_another_text() -> None:
    text = "cron(0 9 * * ? *)\ncron(0 17 * * ? *)"
    assert not any("one line" in found.message for found in validate(text, "unix"))
    [found] = validate(text, "eventbridge")
    assert found.hint == "use `cron(0 9 * * ? *)` and `cron(0 17 * * ? *)` together"
    assert is_valid("cron(0 9 * * ? *)", "eventbridge")


def test_limits_of_a_service_count_for_each_line() -> None:
    twice_a_day = "0 0 0,12 * * ?"
    for line in (twice_a_day, "0 0 0 * * ?"):
        found = validate(f"0 0 6 * * ?\n{line}", "adobe")
        assert any("one line" in each.message for each in found) is (line != twice_a_day)
    assert CronExpression("0 0 6 * * ?", "adobe")

"""What a person sees: whole drawn messages, as they stand in a terminal."""

from __future__ import annotations

import pickle
import re
import sys

import pytest
from drawings import TODAY, blocks

import quartzcron
from quartzcron import CronExpressionError, Problem
from quartzcron.clock import moments
from quartzcron.errors import CODES, IN_FILES, WIDEST_LINE, draw, printable, shown, width
from quartzcron.ground.messages import MESSAGES


@pytest.fixture(autouse=True)
def _on_new_years_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is shown from today on be shown from one day on."""
    monkeypatch.setattr(moments, "now", lambda: TODAY)


BLOCKS = [(block.dialect, block.text, block.drawing) for block in blocks()]


def test_no_block_is_lost() -> None:
    assert len(BLOCKS) > 200
    assert len({(dialect, text) for dialect, text, _ in BLOCKS}) == len(BLOCKS)


@pytest.mark.parametrize(("dialect", "text", "drawing"), BLOCKS, ids=lambda value: None)
def test_the_whole_message(dialect: str, text: str, drawing: str) -> None:
    if not drawing:
        assert quartzcron.is_valid(text, dialect)
        return
    with pytest.raises(CronExpressionError) as caught:
        quartzcron.CronExpression(text, dialect)
    assert str(caught.value) == drawing
    assert caught.value.text == text
    assert list(caught.value.problems) == quartzcron.validate(text, dialect)


@pytest.mark.parametrize(("dialect", "text", "drawing"), BLOCKS, ids=lambda value: None)
def test_a_hint_is_a_right_text_or_a_sentence_of_right_texts(
    dialect: str, text: str, drawing: str
) -> None:
    for found in quartzcron.validate(text, dialect):
        assert found.code in CODES
        assert found.severity == "error"
        if found.hint is None:
            continue
        texts = found.hint.split("`")[1::2] or [found.hint]
        for each in texts:
            assert quartzcron.is_valid(each, dialect), found.hint


def test_every_message_is_drawn_somewhere() -> None:
    drawn = "\n".join(drawing for _, _, drawing in BLOCKS)
    # That of a text of 1,001 characters has a test of its own.
    severities = {str(code): severity for code, (severity, _) in CODES.items()}
    # Those of files are not about a text, and no drawing has them.
    errors = [
        key
        for key in MESSAGES
        if severities[key.partition("/")[0]] == "error" and key.partition("/")[0] not in IN_FILES
    ]
    errors.remove("too-long")
    # Nor are these errors of a text: an H that waits for its seed is right until its times are
    # asked for, and what is only slowed down is a warning. Both have tests of their own.
    for key in ("seed-missing", "seed-missing/key", "seed-missing/shortcut", "too-often/slowed"):
        errors.remove(key)
    unseen = []
    for key in errors:
        words = re.split(r"\{\w+\}", MESSAGES[key])
        pattern = ".*".join(map(re.escape, words))
        if not re.search(pattern, drawn):
            unseen.append(key)
    assert unseen == []


def test_replacements_can_be_put_in_place_of_the_span() -> None:
    text = "0 0/60 9 ? * FRIDAY"
    for found in reversed(quartzcron.validate(text)):
        start, end = found.span
        text = f"{text[:start]}{found.values['replacement']}{text[end:]}"
    assert text == "0 0 9 ? * FRI"


def test_a_problem_is_plain_data() -> None:
    [found] = quartzcron.validate("0 30 25 ? * MON-FRI")
    assert found == Problem(
        "out-of-range",
        "error",
        "hour",
        (5, 7),
        "hour must be 0-23, not 25",
        None,
        {"found": "25", "low": 0, "high": 23},
    )
    assert repr(found) == (
        "Problem(code='out-of-range', severity='error', field='hour', span=(5, 7), "
        "message='hour must be 0-23, not 25', hint=None, "
        "values={'found': '25', 'low': 0, 'high': 23})"
    )
    assert eval(repr(found)) == found
    assert pickle.loads(pickle.dumps(found)) == found
    assert len({found, quartzcron.validate("0 30 25 ? * MON-FRI")[0]}) == 1
    with pytest.raises(TypeError):
        found.values["low"] = 5  # type: ignore[index]


def test_the_error_pickles_and_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="hour must be") as caught:
        quartzcron.CronExpression("0 30 25 ? * MON-FRI", "quartz")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), str(copy), copy.dialect) == (
        CronExpressionError,
        str(caught.value),
        "quartz",
    )
    assert copy.args == caught.value.args


def test_at_most_ten_problems_and_120_columns() -> None:
    with pytest.raises(CronExpressionError) as caught:
        quartzcron.CronExpression(",".join(["99"] * 200) + " * * * *")
    lines = str(caught.value).splitlines()
    assert len(caught.value.problems) == 200
    assert len(lines) == 31
    assert lines[-1] == "and 190 more"
    assert max(map(len, lines)) <= WIDEST_LINE


@pytest.mark.parametrize("text", ["x" * 1001, "0 " * 600, "\x1b" * 5000, "Ｍ" * 1001, "é" * 999])
@pytest.mark.parametrize("place", [0, 500, 998])
def test_long_lines_are_cut_around_the_place(text: str, place: int) -> None:
    found = Problem("out-of-range", "error", "hour", (place, place + 1), "m" * 300)
    for line in draw(text, [found]).splitlines():
        assert width(line) <= WIDEST_LINE
        assert line.isprintable()
    pointed, carets = draw(text, [found]).splitlines()[1:3]
    assert carets.strip(" ^") == ""
    assert width(carets.rstrip()) <= width(pointed)


@pytest.mark.parametrize("columns", [24, 40, 80, WIDEST_LINE])
@pytest.mark.parametrize("place", [0, 25, 70])
def test_a_drawing_fits_the_columns_that_there_are(columns: int, place: int) -> None:
    text = "0 9 * * Ｍ" + "12345 " * 20
    found = Problem(
        "out-of-range", "error", "hour", (place, place + 2), "so it is " * 20, "try it " * 9
    )
    lines = draw(text, [found], columns).splitlines()
    assert max(map(width, lines)) <= columns
    [carets] = [
        number for number, line in enumerate(lines) if line.strip() and not line.strip(" ^")
    ]
    # The carets stand below what they point at, wherever the text was cut.
    first = len(lines[carets]) - len(lines[carets].lstrip())
    above = lines[carets - 1]
    seen = "".join(sign * width(sign) for sign in above)[first : first + lines[carets].count("^")]
    assert seen == "".join(sign * width(sign) for sign in text[place : place + 2])
    # Nothing of the sentences is lost, however many lines they take.
    assert " ".join(" ".join(lines[: carets - 1]).split()) == found.message.strip()
    # Less room than a word needs is not taken for any.
    assert draw(text, [found], 3) == draw(text, [found], 24)


def test_a_text_too_long_is_refused_without_reading_it() -> None:
    text = "*/5 " * 300
    [found] = quartzcron.validate(text)
    assert (found.code, found.span) == ("too-long", (1000, 1200))
    assert found.message == "a cron expression has at most 1000 characters, not 1200"
    assert quartzcron.is_valid(" " * 990 + "* * * * *") is True
    assert quartzcron.is_valid(" " * 992 + "* * * * *") is False


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10**6,
        "0 " * 500_000,
        " " * 10**6,
        "\ud800" * 10**6,
        "," * 1000,
        "1," * 500,
        "1-" * 500,
        "/" * 1000,
        "*/" * 500,
        "9" * 1000,
        "L" * 1000,
        "#" * 1000,
        "W" * 1000,
        "é" * 1000,
        "é," * 500,
        "MONN," * 200,
        "0 0 0 ? * " + "MONN," * 198,
        "@" + "a" * 999,
        "TZ=" + "a" * 997,
        "a " * 500,
        "0 0 0 1–5 * " + "–" * 900,
    ],
    ids=lambda text: ascii(text[:12]),
)
@pytest.mark.parametrize("dialect", quartzcron.Dialect.names())
def test_any_text_is_answered_at_once(text: str, dialect: str) -> None:
    calls = 0

    def count(_limits: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        quartzcron.CronExpression(text, dialect)
        shown_error = ""
    except CronExpressionError as error:
        shown_error = str(error)
    finally:
        sys.setprofile(None)
    assert all(line.isprintable() for line in shown_error.splitlines())
    # Work is counted, not timed: machines stall. Reading is linear, and what is
    # too long is not read at all.
    assert calls < 20_000 + 200 * (len(text) if len(text) <= 1000 else 0)


def test_pieces_of_text_are_shown_safely() -> None:
    assert printable("MON–FRI") == "MON–FRI"
    assert printable("a\nb\u202e") == "a\\nb\\u202e"
    assert shown("x" * 40) == "x" * 27 + "..."
    assert shown("x" * 30) == "x" * 30
    assert (width("e\u0301"), width("Ｍ"), width("MON")) == (1, 2, 3)


def test_wrong_types_are_type_errors() -> None:
    for wrong in (None, 5, b"* * * * *", ["* * * * *"]):
        for function in (
            quartzcron.CronExpression,
            quartzcron.is_valid,
            quartzcron.validate,
            quartzcron.lint,
        ):
            with pytest.raises(TypeError, match="a cron expression is a str"):
                function(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a dialect is named by a str, not int"):
        quartzcron.is_valid("* * * * *", 5)  # type: ignore[arg-type]


def test_a_subclass_of_str_is_taken_as_its_text() -> None:
    class Text(str):
        __slots__ = ()

    expression = quartzcron.CronExpression(Text("* * * * *"))
    assert type(expression.text) is str
    assert quartzcron.is_valid(Text("* * * * *"))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("quarz", 'there is no dialect "quarz"; did you mean quartz?'),
        ("xyzzy", 'there is no dialect "xyzzy"; choose from quartzcron, quartz, adobe'),
    ],
)
def test_an_unknown_dialect_names_the_nearest(name: str, message: str) -> None:
    for function in (quartzcron.CronExpression, quartzcron.is_valid, quartzcron.lint):
        with pytest.raises(ValueError, match=message) as caught:
            function("* * * * *", name)
        assert not isinstance(caught.value, CronExpressionError)

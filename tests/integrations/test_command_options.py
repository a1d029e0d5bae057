"""click, Typer and argparse: each reads a text as the library does, and points at a mistake."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Annotated, Any

import click
import click.testing
import pytest
import typer
import typer.testing
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import CronExpression, CronExpressionError, Dialect, UnknownNameError
from quartzcron.integrations import argparse as for_argparse
from quartzcron.integrations import click as for_click
from quartzcron.integrations import typer as for_typer

DAILY = "0 9 * * *"
QUARTZ_DAILY = "0 0 9 * * ?"

#: What a program got, or what it said on standard error, and its exit status.
Run = Callable[[list[str]], tuple[Any, str, int]]


def run_argparse(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[Any, str, int]:
    """Read arguments as a program with argparse does."""
    parser = argparse.ArgumentParser(prog="add")
    parser.add_argument("when", type=for_argparse.cron)
    parser.add_argument(
        "--quartz", type=for_argparse.CronType("quartz"), default=QUARTZ_DAILY, help="100%%"
    )
    try:
        found = parser.parse_args(arguments)
    except SystemExit as end:
        return None, capsys.readouterr().err, int(end.code or 0)
    return (found.when, found.quartz), "", 0


def run_click(arguments: list[str], _capsys: Any) -> tuple[Any, str, int]:
    """Read arguments as a program with click does."""
    got: list[Any] = []

    @click.command("add")
    @click.argument("when", type=for_click.CRON)
    @click.option("--quartz", type=for_click.CronType("quartz"), default=QUARTZ_DAILY)
    def add(when: CronExpression, quartz: CronExpression) -> None:
        got.append((when, quartz))

    result = click.testing.CliRunner().invoke(add, arguments)
    return (got or [None])[0], result.stderr, result.exit_code


def run_typer(arguments: list[str], _capsys: Any) -> tuple[Any, str, int]:
    """Read arguments as a program with Typer does."""
    got: list[Any] = []
    app = typer.Typer(rich_markup_mode=None)

    @app.command("add")
    def add(
        when: Annotated[CronExpression, typer.Argument(parser=for_typer.cron)],
        quartz: Annotated[Any, typer.Option(parser=for_typer.CronParser("quartz"))] = QUARTZ_DAILY,
    ) -> None:
        got.append((when, quartz))

    result = typer.testing.CliRunner().invoke(app, arguments)
    return (got or [None])[0], result.stderr, result.exit_code


PROGRAMS = pytest.mark.parametrize("run", [run_argparse, run_click, run_typer])


@PROGRAMS
def test_a_program_gets_expressions_each_in_the_dialect_of_its_option(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    (when, quartz), _, status = run([DAILY], capsys)
    assert (status, when.text, when.dialect.name) == (0, DAILY, "quartzcron")
    assert (quartz.text, quartz.dialect.name) == (QUARTZ_DAILY, "quartz")
    (_, quartz), _, _ = run([DAILY, "--quartz", "0 30 12 ? * 6L"], capsys)
    assert quartz == CronExpression("0 30 12 ? * 6L", "quartz")


WRONG = [
    ["0 25 * * MON-FIR"],
    [""],
    ["[red]0 9 * *[/red] 100% {0} \N{ALARM CLOCK}"],
    [DAILY, "--quartz", DAILY],
]


@PROGRAMS
@pytest.mark.parametrize("arguments", WRONG)
def test_a_mistake_ends_the_program_with_2_and_is_drawn_under_the_text(
    run: Any,
    arguments: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    got, said, status = run(arguments, capsys)
    assert (got, status) == (None, 2)
    with pytest.raises(CronExpressionError) as caught:
        CronExpression(arguments[-1], "quartz" if len(arguments) > 1 else None)
    # Everything but the first line, before which each says whose argument it is.
    first, *below = str(caught.value).splitlines()
    assert first in said
    assert "\n".join(below) in said
    assert ("--quartz" if len(arguments) > 1 else "when") in said.lower()


@given(st.text(max_size=20))
def test_whatever_text_is_given_the_three_agree_with_the_library(text: str) -> None:
    try:
        expected: Any = CronExpression(text)
    except CronExpressionError as error:
        expected = str(error)
    for read, failure in (
        (for_argparse.cron, argparse.ArgumentTypeError),
        (lambda text: for_click.CRON.convert(text, None, None), click.BadParameter),
        (for_typer.cron, typer.BadParameter),
    ):
        try:
            assert read(text) == expected
        except failure as error:
            said = getattr(error, "message", str(error))
            assert said.splitlines()[0][:20] == expected.splitlines()[0][:20]


def test_what_is_an_expression_already_stays_one_and_another_dialect_is_refused() -> None:
    expression = CronExpression(DAILY)
    assert for_click.CRON.convert(expression, None, None) is expression
    assert for_typer.cron(expression) is expression
    with pytest.raises(click.BadParameter, match="cron expression for Unix"):
        for_click.CRON.convert(CronExpression(DAILY, "unix"), None, None)


def test_the_types_say_what_they_are() -> None:
    quartz = Dialect.named("quartz")
    assert repr(for_click.CronType("quartz")) == f"CronType({quartz!r})"
    assert repr(for_argparse.CronType(quartz)) == f"CronType({quartz!r})"
    assert repr(for_typer.CronParser(quartz)) == f"CronParser({quartz!r})"
    for kind in (for_click.CronType, for_argparse.CronType, for_typer.CronParser):
        with pytest.raises(UnknownNameError):
            kind("quarz")


FRAMED = """
import typer
from typing import Annotated
from quartzcron import CronExpression
from quartzcron.integrations.typer import cron
app = typer.Typer()
@app.command()
def add(when: Annotated[CronExpression, typer.Argument(parser=cron)]) -> None: ...
app()
"""


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_no_line_of_typers_frame_is_broken_under_a_long_text(columns: int) -> None:
    text = "0 0 9 * * MON,TUE,WED,THU,FRI,SAT 2026-2100/7,2150,2160,2170,2180,21900"
    environment = os.environ | {
        "COLUMNS": str(columns),
        "NO_COLOR": "1",
        "TERMINAL_WIDTH": str(columns),
    }
    # (One that is set turns colours on again.)
    for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"):
        environment.pop(name, None)
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", FRAMED, text],
        capture_output=True,
        encoding="utf-8",
        env=environment,
    )
    assert ended.returncode == 2
    lines = [line.strip("│| ") for line in ended.stderr.splitlines()]
    place = lines.index("^^^^^")
    assert lines[place - 1].endswith("21900")

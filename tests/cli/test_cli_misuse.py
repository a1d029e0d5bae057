"""What wrong use is answered with, and what keeps a terminal safe from hostile texts."""

from __future__ import annotations

import json
from typing import Any

import pytest
import zone_oracle
from terminals import environment, run, spawn

import quartzcron
from quartzcron import Dialect
from quartzcron.cli.moments import ISO_FORMS
from quartzcron.dialects.policies import PRESETS

# --- wrong use -------------------------------------------------------------

SLIPS = [
    # The shell has taken an expression apart.
    (
        ["next", "0", "30", "9", "?", "*", "MON-FRI"],
        "next",
        'put the expression in quotes, for example: quartzcron next "0 30 9 ? * MON-FRI"',
    ),
    (
        ["validate", "-d", "langgraph", "27", "15", "*", "*", "*"],
        "validate",
        "put the expression in quotes, for example: "
        'quartzcron validate "27 15 * * *" --dialect langgraph',
    ),
    # What is wrong about it is for the next call to say.
    (
        ["next", "0", "25", "*", "*", "*"],
        "next",
        'put the expression in quotes, for example: quartzcron next "0 25 * * *"',
    ),
    # No shell runs what is advised.
    (
        ["next", "0", "9", "*", "*", "$(reboot)"],
        "next",
        "put the expression in quotes, for example: quartzcron next '0 9 * * $(reboot)'",
    ),
    (
        ["next", "0 30 9 ? * MON", "$(reboot)"],
        "next",
        "give just one expression, without '$(reboot)' after it",
    ),
    (["next", "0 9 * * *", "2026-01-01"], "next", 'did you mean --from "2026-01-01"?'),
    (
        ["convert", "0 9 * * *", "2026-01-01", "--to-dialect", "quartz"],
        "convert",
        'give just one expression, without "2026-01-01" after it',
    ),
    (["next"], "next", "Missing argument 'EXPR'."),
    (["validate"], "validate", "Missing argument 'EXPR...'."),
    (
        ["validate", "-", "-"],
        "validate",
        "- may be given once: standard input can be read only once",
    ),
    (
        ["next", "* * * * *", "--dialect", "langraph"],
        "next",
        "Invalid value for '--dialect' / '-d': "
        'there is no dialect "langraph"; did you mean langgraph?',
    ),
    (
        ["next", "* * * * *", "-n", "0"],
        "next",
        "Invalid value for '--count' / '-n': 0 is not in the range 1<=x<=100000.",
    ),
    (
        ["next", "* * * * *", "--from", "1/2/2026"],
        "next",
        "Invalid value for '--from': '1/2/2026': it could mean 2026-01-02 or 2026-02-01; "
        f"write {ISO_FORMS}",
    ),
    (
        ["next", "* * * * *", "--tz", "Amercia/New_York"],
        "next",
        "Invalid value for '--tz': "
        'there is no time zone "Amercia/New_York"; did you mean America/New_York?',
    ),
    (
        ["validate", "* * * * *", "--tz", "new_york"],
        "validate",
        "Invalid value for '--tz': there is no time zone \"new_york\"; did you mean America/New_York?",
    ),
    (
        ["next", "* * * * *", "--tz", ""],
        "next",
        "Invalid value for '--tz': "
        'there is no time zone ""; use a name such as Europe/Paris or an offset such as +02:00',
    ),
    (
        ["next", "* * * * *", "--tz", "GMT+2"],
        "next",
        "Invalid value for '--tz': there is no time zone \"GMT+2\"; did you mean +02:00?",
    ),
    (
        ["next", "* * * * *", "-d", "xyzzy"],
        "next",
        "Invalid value for '--dialect' / '-d': there is no dialect \"xyzzy\"; choose from "
        + ", ".join(Dialect.names()),
    ),
    (
        ["next", "* * * * *", "--dst", "vixi", "--tz", "UTC"],
        "next",
        "Invalid value for '--dst': there is no policy \"vixi\"; did you mean VIXIE?",
    ),
    (
        ["next", "* * * * *", "--dst", "skip", "--tz", "UTC"],
        "next",
        "Invalid value for '--dst': there is no policy \"skip\"; choose from " + ", ".join(PRESETS),
    ),
    (
        ["next", "* * * * *", "--dst", "vixie"],
        "next",
        "--dst needs --tz: without a zone the clock never changes",
    ),
    (
        ["validate", "* * * * *", "--from", "2026-01-01"],
        "validate",
        "--from needs --tz: without a zone the clock never changes",
    ),
    (
        ["next", "* * * * *", "--tz", "Asia/Tokyo", "--from", "0001-01-01"],
        "next",
        "Invalid value for '--from': '0001-01-01': it is too early or too late for Asia/Tokyo; "
        f"write {ISO_FORMS}",
    ),
    # No command, or an expression in its place.
    (
        ["bogus"],
        "",
        "there is no command 'bogus'; choose from calendar, convert, count, describe, detect, dialects, diff, lint, next, overlap, prev, read, validate, why",
    ),
    (
        ["*"],
        "",
        "there is no command '*'; choose from calendar, convert, count, describe, detect, dialects, diff, lint, next, overlap, prev, read, validate, why",
    ),
    (["valdate"], "", "there is no command 'valdate'; did you mean validate?"),
    (["explain"], "", "there is no command 'explain'; did you mean why?"),
    (["is-valid"], "", "there is no command 'is-valid'; did you mean validate?"),
    (["check"], "", "there is no command 'check'; did you mean validate or lint?"),
    (["Explian"], "", "there is no command 'Explian'; did you mean why?"),
    (["@daily"], "", 'say what to do with the expression: quartzcron next "@daily"'),
    (
        ["0 30 9 ? * MON-FRI"],
        "",
        'say what to do with the expression: quartzcron next "0 30 9 ? * MON-FRI"',
    ),
    (
        ["0 30 \x1b[31m"],
        "",
        r"say what to do with the expression: quartzcron next '0 30 \x1b[31m'",
    ),
]


@pytest.mark.parametrize(("arguments", "command", "message"), SLIPS)
def test_slips(arguments: list[str], command: str, message: str) -> None:
    result = run(*arguments)
    assert (result.stdout, result.exit_code) == ("", 2)
    name = f"quartzcron {command}".rstrip()
    usage, advice, blank, error = result.stderr.splitlines()
    assert usage.startswith(f"Usage: {name} ")
    assert advice.startswith(f"Try '{name} -")
    assert (blank, error) == ("", f"Error: {message}")


@pytest.mark.parametrize(
    "arguments", [["--bogus"], ["next", "--bogus"], ["next", "* * * * *", "-n", "x"]]
)
def test_slips_that_click_words_itself(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.startswith("Usage: quartzcron ")


def test_help_without_a_command() -> None:
    result = run()
    assert result.exit_code == 2
    assert 'quartzcron next "0 30 9 ? * MON-FRI"' in result.stderr


@pytest.mark.parametrize("command", [[], ["next"], ["validate"]])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(command: list[str], option: str) -> None:
    result = run(*command, option)
    assert (result.stderr, result.exit_code) == ("", 0)
    assert result.stdout.isascii()
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "Examples:\n    quartzcron " in result.stdout
    assert "Exit status: 0 fine, 1 invalid, 2 a usage or I/O error" in result.stdout


def test_help_names_every_policy() -> None:
    shown = run("next", "--help").stdout
    assert "Policies:\n    SAFE, QUARTZ, VIXIE, " in shown
    assert all(policy in shown for policy in zone_oracle.RULES)


def test_help_names_every_dialect_whole() -> None:
    shown = run("next", "--help").stdout.replace("\n", " ").split()
    for name in quartzcron.Dialect.names():
        assert name in [word.strip(",") for word in shown]


def test_version() -> None:
    result = run("--version")
    assert (result.stdout, result.exit_code) == (f"quartzcron {quartzcron.__version__}\n", 0)


# --- safe for a terminal ---------------------------------------------------

HOSTILE = [
    "0 0 \x1b[31m ? * MON",
    "\x1b]8;;http://example.com\x07click",
    "\u202e0 0 9 ? * MON",
    "[red]0[/red] 0 9 ? * MON",
    "[link=http://example.com]0[/] :smile:",
    "0 0 9 ? * MON\nvalid: 0 0",
    "\x7f\x9b2J\ud800\u2028",
    "\U0001f600 \u0669 \u5341",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("command", ["next", "validate"])
def test_hostile_texts_come_out_escaped(in_terminal: Any, command: str, text: str) -> None:
    plain = run(command, "--", text)
    assert plain.exit_code == 1
    assert all(line.isprintable() for line in (plain.stdout + plain.stderr).split("\n"))
    shown = in_terminal(command, "--", text)
    # Its own colours apart, a terminal is shown what a pipe gets.
    own = [f"\x1b[{style}m" for style in ("0", "1", "1;31", "32")]
    coloured = shown.out + shown.err
    for style in own:
        coloured = coloured.replace(style, "")
    assert coloured == plain.stdout + plain.stderr
    answer = run(command, "--json", "--", text).stdout
    assert answer.rstrip("\n").isprintable()
    assert json.loads(answer)["text"] == text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "arguments",
    [
        ["next", "* * * * *", "--from", "{}"],
        ["next", "* * * * *", "--dialect", "{}"],
        ["next", "* * * * *", "--tz", "{}"],
        ["next", "* * * * *", "--tz", "UTC", "--dst", "{}"],
        ["validate", "* * * * *", "--tz", "UTC", "--from", "{}"],
        ["next", "* * * * *", "-n", "{}"],
        ["next", "--{}", "* * * * *"],
        ["next", "{}", "{}"],
        ["{}"],
    ],
)
def test_hostile_arguments_come_out_escaped(arguments: list[str], text: str) -> None:
    result = run(*(argument.format(text) for argument in arguments))
    assert (result.stdout, result.exit_code) == ("", 2)
    assert all(line.isprintable() for line in result.stderr.split("\n"))


def test_an_encoding_may_lack_characters() -> None:
    variables = environment(LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    done = spawn("validate", "-", env=variables, stdin=None, input="0 0 \u00e9 ? * \u5341".encode())
    assert done.returncode == 1
    assert done.stdout.startswith(b"line 1: invalid: 0 0 \\xe9 ? * \\u5341")
    assert done.stderr == b""

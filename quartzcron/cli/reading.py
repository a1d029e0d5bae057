"""The command read: the expression of a schedule that is said in words."""

from __future__ import annotations

import sys
from typing import Any

import click

import quartzcron
from quartzcron import CronExpression, FireSet, UnknownNameError, WordsError
from quartzcron.cli import FINE, INVALID
from quartzcron.cli.languages import asked_locales, described, described_to_programs, locale_option
from quartzcron.cli.notices import STYLES
from quartzcron.cli.options import DIALECTS, STATUSES, json_option, written_dialect_option
from quartzcron.cli.screen import Screen
from quartzcron.cli.verdicts import as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from quartzcron import Dialect

_NOT_SAID = (
    "No expressions together have just these times. In Python, quartzcron.read gives them as a set."
)


@click.command("read", epilog=f"{DIALECTS}{STATUSES}")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@locale_option
@written_dialect_option
@json_option
def show_texts(words: tuple[str, ...], dialect: Dialect, json_wanted: bool) -> int:
    """Write the expression of a schedule in words.

    If the words are ambiguous, the answer is what to say instead. If no single expression has all
    the times, use all lines together. In a terminal they are followed by what was understood.

    The words are in the language of --locale, or else in that of the environment or in English.

    \b
    Examples:
      quartzcron read every weekday at 9:30
      quartzcron read "the last Friday of every month at noon" --dialect quartz
      quartzcron read "매주 월요일 09:00" --locale ko
    """
    text = " ".join(words)
    found = _understood(text, dialect)
    texts = [] if isinstance(found, WordsError) else _texts(found)
    if json_wanted:
        Screen(sys.stdout).line(as_json(_object(text, dialect, found, texts)))
    elif isinstance(found, WordsError):
        Screen(sys.stderr).drawing(str(found), STYLES["invalid"])
    else:
        screen = Screen(sys.stdout)
        for each in texts:
            screen.line(each)
        if not texts:
            Screen(sys.stderr).sentence(_NOT_SAID)
        if screen.is_terminal:
            screen.sentence((described(found), "bold"))
    return FINE if texts else INVALID


def _understood(text: str, dialect: Dialect) -> CronExpression | FireSet | WordsError:
    """Return what words mean in the first language in which they mean anything, or why nothing."""
    refusals: list[WordsError] = []
    locales = asked_locales()
    for locale in locales:
        try:
            return quartzcron.read(text, locale, dialect)
        except WordsError as error:
            refusals.append(error)
        except UnknownNameError as error:
            # The environment may name a language that is not read; English comes after it.
            if len(locales) == 1:
                raise click.BadParameter(str(error), param_hint="'--locale'") from error
    # That in which most was understood.
    return max(refusals, key=lambda error: error.span)


def _texts(found: CronExpression | FireSet) -> list[str]:
    """Return the texts that have its times together; none where it is no union of expressions."""
    rest: list[object] = [found]
    texts = []
    while rest:
        node = rest.pop()
        if isinstance(node, FireSet) and node.operation == "|":
            rest += (node.right, node.left)
        elif isinstance(node, CronExpression):
            texts.append(node.text)
        else:
            return []
    return texts


def _object(
    text: str, dialect: Dialect, found: CronExpression | FireSet | WordsError, texts: list[str]
) -> dict[str, Any]:
    """Return the answer as plain members: what was understood, or why nothing."""
    plain: dict[str, Any] = {"text": text, "dialect": dialect.name, "texts": texts}
    if not isinstance(found, WordsError):
        return {**plain, "words": described_to_programs(found), "problems": []}
    problem = {
        "code": found.code,
        "severity": "error",
        "field": None,
        "span": list(found.span),
        "message": found.message,
        "hint": found.hint,
        "values": found.values,
    }
    return {**plain, "words": None, "problems": [problem]}

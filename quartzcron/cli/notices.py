"""What is said beside the answers, on standard error: errors, warnings and remarks."""

from __future__ import annotations

import sys

from quartzcron.cli.languages import drawn, said, told
from quartzcron.cli.screen import Screen
from quartzcron.errors import advice, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from quartzcron import Problem
    from quartzcron.cli.moments import Start
    from quartzcron.cli.verdicts import Verdict

# How a verdict looks in a terminal; one that is neither has warnings.
STYLES = {"invalid": "bold red", "valid": "bold green"}
DOUBTFUL = "bold yellow"


def show_errors(verdict: Verdict) -> None:
    """Show what is wrong with a text."""
    screen = Screen(sys.stderr)
    page = drawn(verdict.source.text, verdict.errors, screen.columns)
    screen.drawing(page, STYLES["invalid"])


def show_warnings(verdict: Verdict, of: str = "", meant: str = "") -> None:
    """Show warnings in their short form, one a line, but none with a code that is meant.

    `of` names the text where there are two.
    """
    for each in verdict.warnings:
        if each.code == meant:
            continue
        show_notice("warning", f"{of}{in_a_line(told(each))}")


def in_a_line(problem: Problem) -> str:
    """Return a message with its hint."""
    hint = f"; {advice(problem.hint)}" if problem.hint is not None else ""
    return f"{problem.message}{hint}"


def show_remark(start: Start) -> None:
    """Show what became of a moment to start from that does not exist once."""
    if start.remark is not None:
        show_notice("note", start.remark)


def show_notice(kind: str, text: str) -> None:
    """Show one line: a note, a warning or an error."""
    # What else stands behind a note or an error is in English.
    name = said(kind) if kind == "warning" else kind
    Screen(sys.stderr).sentence(
        (name, STYLES["invalid"] if kind == "error" else DOUBTFUL), f": {printable(text)}"
    )

"""What is said beside the answers, on standard error: errors, warnings and remarks."""

from __future__ import annotations

import sys

from quartzcron.cli.screen import Screen
from quartzcron.errors import advice, draw, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from quartzcron.cli.moments import Start
    from quartzcron.cli.verdicts import Verdict

# How a verdict looks in a terminal; one that is neither has warnings.
STYLES = {"invalid": "bold red", "valid": "bold green"}
DOUBTFUL = "bold yellow"


def show_errors(verdict: Verdict) -> None:
    """Show what is wrong with a text."""
    screen = Screen(sys.stderr)
    drawn = draw(verdict.source.text, verdict.errors, screen.columns)
    screen.drawing(drawn, STYLES["invalid"])


def show_warnings(verdict: Verdict, of: str = "", meant: str = "") -> None:
    """Show warnings in their short form, one a line, but none with a code that is meant.

    `of` names the text where there are two.
    """
    for each in verdict.warnings:
        if each.code == meant:
            continue
        hint = f"; {advice(each.hint)}" if each.hint is not None else ""
        show_notice("warning", f"{of}{each.message}{hint}")


def show_remark(start: Start) -> None:
    """Show what became of a moment to start from that does not exist once."""
    if start.remark is not None:
        show_notice("note", start.remark)


def show_notice(kind: str, text: str) -> None:
    """Show one line: a note, a warning or an error."""
    Screen(sys.stderr).sentence(
        (kind, STYLES["invalid"] if kind == "error" else DOUBTFUL), f": {printable(text)}"
    )

"""What is said beside the answers, on standard error: errors, warnings and remarks."""

from __future__ import annotations

import sys

from quartzcron.cli.screen import Screen
from quartzcron.errors import draw, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from quartzcron.cli.moments import Start
    from quartzcron.cli.verdicts import Verdict

# How a verdict looks in a terminal; one that is neither has warnings.
STYLES = {"invalid": "bold red", "valid": "bold green"}
DOUBTFUL = "bold yellow"


def show_errors(verdict: Verdict) -> None:
    """Show what is wrong with a text."""
    Screen(sys.stderr).drawing(draw(verdict.source.text, verdict.errors), STYLES["invalid"])


def show_warnings(verdict: Verdict, of: str = "") -> None:
    """Show warnings in their short form, one a line; `of` names the text where there are two."""
    screen = Screen(sys.stderr)
    for each in verdict.warnings:
        advice = f"; try {each.hint}" if each.hint is not None else ""
        screen.line(("warning", DOUBTFUL), f": {of}{printable(each.message + advice)}")


def show_remark(start: Start) -> None:
    """Show what became of a moment to start from that does not exist once."""
    if start.remark is not None:
        Screen(sys.stderr).line(("note", DOUBTFUL), f": {start.remark}")

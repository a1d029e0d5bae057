"""The program: its commands, what is said to other words, and what ends in which exit status."""

from __future__ import annotations

import contextlib
import errno
import io
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

import quartzcron
from quartzcron.cli import INTERRUPTED, PIPE_CLOSED, WRONG_USE
from quartzcron.cli.loose import in_quotes, is_whole
from quartzcron.cli.options import STATUSES
from quartzcron.cli.screen import Screen, flush_streams, protect_streams, settle_streams
from quartzcron.errors import listed, printable, shown
from quartzcron.ground.nearness import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: The commands, whose modules are loaded when they are used.
_COMMANDS = {
    "calendar": "drawing.show_calendar",
    "convert": "systems.show_conversion",
    "count": "answers.show_count",
    "describe": "describing.show_words",
    "detect": "systems.show_detection",
    "dialects": "catalogue.show_dialects",
    "diff": "pairs.show_difference",
    "lint": "linting.show_lint",
    "next": "firing.show_next",
    "overlap": "pairs.show_overlap",
    "prev": "firing.show_previous",
    "read": "reading.show_texts",
    "validate": "checking.show_verdicts",
    "why": "reasons.show_why",
}

#: What people call the commands who know the library, or other programs.
_OTHER_WORDS = {
    "check": ("validate", "lint"),
    "compare": ("diff",),
    "corrected": ("validate",),
    "difference": ("diff",),
    "equivalent": ("diff",),
    "explain": ("why",),
    "fire_times": ("next",),
    "first_difference": ("diff",),
    "is_valid": ("validate",),
    "list": ("next", "dialects"),
    "matches": ("why",),
    "next_fire_time": ("next",),
    "overlaps": ("overlap",),
    "picture": ("calendar",),
    "previous": ("prev",),
    "previous_fire_time": ("prev",),
    "to": ("convert",),
    "to_all": ("convert",),
    "translate": ("convert",),
    "upcoming": ("next",),
}

#: As much of a text as a message repeats.
_LONGEST_REPEATED = 100


class Program(click.Group):
    """The group of the commands, which ends in an exit status whatever happens."""

    def main(self, *arguments: Any, **options: Any) -> NoReturn:
        """Run; report a slip as text that is safe to print; exit."""
        protect_streams()
        try:
            status = super().main(*arguments, **(options | {"standalone_mode": False}))
        except click.ClickException as slip:
            status = _report(slip)
        except click.Abort:
            status = INTERRUPTED
        sys.exit(status)

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Read the arguments; --help and --version print their text here."""
        with _failing_streams():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and return its exit status."""
        with _failing_streams():
            status = super().invoke(ctx)
            flush_streams()
            return status

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, from its module if that is not loaded yet."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(import_module(f"quartzcron.cli.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; what looks like an expression lacks the command before it."""
        name = args[0]
        if name not in _COMMANDS:
            if is_whole(name):
                command = f"{ctx.command_path} next {in_quotes(shown(name, _LONGEST_REPEATED))}"
                raise click.UsageError(f"say what to do with the expression: {command}", ctx)
            raise click.UsageError(_unknown(name), ctx)
        return super().resolve_command(ctx, args)


def _unknown(name: str) -> str:
    """Return what to say of a word that is no command.

    >>> print(_unknown("valdate"), _unknown("explain"), sep="\\n")
    there is no command 'valdate'; did you mean validate?
    there is no command 'explain'; did you mean why?
    """
    word = name.lower().replace("-", "_")
    near = _OTHER_WORDS.get(word) or nearest(word, _COMMANDS)
    if not near:
        near = _OTHER_WORDS.get(next(iter(nearest(word, _OTHER_WORDS)), ""), ())
    known = f"did you mean {listed(near)}?" if near else f"choose from {', '.join(_COMMANDS)}"
    return f"there is no command '{shown(name)}'; {known}"


@contextlib.contextmanager
def _failing_streams() -> Iterator[None]:
    """End quietly where nobody reads on, and plainly where reading or writing fails."""
    try:
        yield
    except OSError as error:
        closed = error.errno == errno.EPIPE
        _complain("" if closed else f"quartzcron: {error.strerror or error}")
        raise click.exceptions.Exit(PIPE_CLOSED if closed else WRONG_USE) from error


def _report(slip: click.ClickException) -> int:
    """Show a slip as click does, but escaped: its message quotes the arguments as they are."""
    page = io.StringIO()
    slip.show(page)
    _complain(page.getvalue())
    return slip.exit_code


def _complain(page: str) -> None:
    """Show lines on standard error, as far as anything can be shown there, as the last thing."""
    with contextlib.suppress(OSError):
        for line in page.splitlines():
            Screen(sys.stderr).sentence(printable(line))
    settle_streams()


@click.group(
    "quartzcron",
    cls=Program,
    # The longer name first: errors of click 8.2.0 name the first, those of later ones the longest.
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    epilog=STATUSES,
)
@click.version_option(
    quartzcron.__version__, prog_name="quartzcron", message="%(prog)s %(version)s"
)
def program() -> None:
    """Check cron expressions, and see when they fire.

    \b
    Examples:
      quartzcron next "0 30 9 ? * MON-FRI"
      quartzcron next "0 30 9 ? * MON-FRI" --tz America/New_York
      quartzcron validate "0 0/5 * * * ?" "27 15 * * *"
      quartzcron why "0 30 9 ? * MON-FRI" tomorrow
      quartzcron lint .github/workflows/*.yml
    """

"""The command line as the tests see it: run inside this process, down a pipe or in a terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from quartzcron.cli.program import program


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    """Run the program inside this process, as down a pipe."""
    return CliRunner().invoke(program, arguments, given, catch_exceptions=False)


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal and keeps what it is sent."""

    def __init__(self, shows: bool = True, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")
        self._shows = shows

    def isatty(self) -> bool:
        return self._shows

    @property
    def shown(self) -> str:
        """Everything that was written, escape sequences included."""
        self.flush()
        content = self.buffer
        assert isinstance(content, io.BytesIO)
        return content.getvalue().decode(self.encoding)


class Shown(NamedTuple):
    """What a run has left in its two streams, and its status."""

    out: str
    err: str
    status: int


def terminal_runner(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Shown]:
    """Return a function that runs the program with streams that are terminals."""
    for name in ("NO_COLOR", "COLORTERM", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")

    def run_it(*arguments: str, given: bytes = b"", out: bool = True, err: bool = True) -> Shown:
        streams = Terminal(out), Terminal(err)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        with pytest.raises(SystemExit) as end:
            program.main(arguments, prog_name="quartzcron")
        assert isinstance(end.value.code, int)
        return Shown(streams[0].shown, streams[1].shown, end.value.code)

    return run_it

"""The command line as the tests see it: in this process, down a pipe, in a terminal, on its own."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result

from quartzcron.cli.program import program


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    """Run the program inside this process, as down a pipe."""
    return CliRunner().invoke(program, arguments, given, catch_exceptions=False)


def plain(shown: str) -> str:
    """Return what a terminal shows without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", shown)


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


def spawn(
    *arguments: str, code: str | None = None, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run the program, or Python code, in a process of its own."""
    start = ["-m", "quartzcron"] if code is None else ["-c", code]
    options.setdefault("env", environment())
    options.setdefault("stdin", subprocess.DEVNULL)
    options.setdefault("stdout", subprocess.PIPE)
    options.setdefault("stderr", subprocess.PIPE)
    return subprocess.run([sys.executable, *start, *arguments], check=False, timeout=300, **options)


def environment(**changes: str) -> dict[str, str]:
    """Return this process's variables with changes, and without those that set an encoding."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "PYTHONIO", "PYTHONUTF8", "PYTHONCOERCE"))
    }
    return kept | changes

"""What the systems in other languages share: a program that answers lines of JSON.

It greets with `{"version": ...}`. Every further line is a question, an object
with the keys of `Question`, and is answered with the keys of `Answer`; or one with the
keys of `Outage`, which is answered with `runs` alone.
"""

from __future__ import annotations

import json
import os
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from select import select
from subprocess import PIPE, Popen
from typing import Any

from benchmarks.competitors import AbsentError as NotBuiltError
from real_systems import AbsentError, Answer, Outage, Question, System

SOURCES = Path(__file__).parent

PATIENCE = 5
"""Seconds after which a system is taken to look for ever."""


class Program(System):
    """A system in a process of its own."""

    _child: Popen[str] | None = None
    _version = ""

    @abstractmethod
    def command(self) -> Sequence[str]:
        """Build the program if need be and return its command; raise `NotBuiltError`."""

    @property
    def version(self) -> str:
        """What the program says of itself."""
        return self._version

    def open(self) -> None:
        """Build and start the program."""
        try:
            self._start(self.command())
        except NotBuiltError as reason:
            raise AbsentError(str(reason)) from None

    def _start(self, command: Sequence[str]) -> None:
        # Java knows no surrogates on their own; JSON carries them escaped.
        self._child = Popen(
            command, stdin=PIPE, stdout=PIPE, encoding="utf-8", env={**os.environ, "TZ": "UTC"}
        )
        self._version = str(self._heard()["version"])

    def close(self) -> None:
        """End the program by ending its input."""
        if self._child is not None:
            self._child.communicate()
            self._child = None

    def answer(self, question: Question) -> Answer:
        """Send the question as a line and read the answer."""
        heard = self._asked(question._asdict())
        return self._lost() if heard is None else Answer(**heard)

    def caught_up(self, outage: Outage) -> list[int]:
        """Send the outage as a line and read the runs."""
        heard = self._asked(outage._asdict())
        assert heard is not None, f"no answer in {PATIENCE} seconds"
        runs: list[int] = heard["runs"]
        return runs

    def _asked(self, question: dict[str, Any]) -> dict[str, Any] | None:
        """Send a question as a line and read the answer, None where it does not come."""
        assert self._child is not None
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(question) + "\n")
        self._child.stdin.flush()
        assert self._child.stdout is not None
        if not select([self._child.stdout], [], [], PATIENCE)[0]:
            return None
        return self._heard()

    def _lost(self) -> Answer:
        """Give up on a question, and start the program anew for the next one."""
        assert self._child is not None
        self._child.kill()
        self.close()
        self._start(self.command())
        return Answer(True, failure=f"no answer in {PATIENCE} seconds")

    def _heard(self) -> dict[str, Any]:
        assert self._child is not None
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        if not line:
            raise AbsentError(f"its program ended with {self._child.wait()}")
        heard: dict[str, Any] = json.loads(line)
        return heard

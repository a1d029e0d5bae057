"""Competitors in a process of their own: one JSON object a line there, one back.

The program greets with `{"version": ...}` and then answers until its input ends:

* `{"do": "prepare", "case": <number>, ...}` makes it get a case ready, and try it,
* `{"do": "once", "case": <number>}` makes it measure one batch: `{"value": <figure>}`.

A twin is also given floors to prepare, as it is given cases.

Any answer may be `{"cannot": why}` or `{"fails": why}` instead.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from subprocess import PIPE, Popen, TimeoutExpired
from typing import Any

from benchmarks.competitors import CannotError

FAREWELL = 5.0
"""Seconds that a program may take to end when its input does."""


class ProcessError(Exception):
    """Says that the program failed at what it was asked, or is gone."""


class Process:
    """A running program that speaks the lines above."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        # Errors of a virtual machine's own go to where ours go: to the terminal.
        self._child = Popen(
            command,
            stdin=PIPE,
            stdout=PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, **(environment or {})},
        )
        self._cases = 0
        self.version = str(self._answer()["version"])

    def prepare(self, **case: object) -> tuple[int, dict[str, Any]]:
        """Have a case prepared and return its number and what the program found."""
        self._cases += 1
        return self._cases, self._ask(do="prepare", case=self._cases, **case)

    def once(self, case: int) -> float:
        """Have a prepared case measured once more and return the figure."""
        return float(self._ask(do="once", case=case)["value"])

    def close(self) -> None:
        """End the program."""
        assert self._child.stdin
        assert self._child.stdout
        # A program that is gone has left a line unread, which cannot be flushed any more.
        with suppress(OSError):
            self._child.stdin.close()
        try:
            self._child.wait(FAREWELL)
        except TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._child.stdout.close()

    def _ask(self, **message: object) -> dict[str, Any]:
        assert self._child.stdin
        try:
            self._child.stdin.write(json.dumps(message) + "\n")
            self._child.stdin.flush()
        except OSError as error:
            raise ProcessError("it has ended") from error
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._child.stdout
        line = self._child.stdout.readline()
        if not line:
            raise ProcessError("it has ended")
        answer: dict[str, Any] = json.loads(line)
        if "cannot" in answer:
            raise CannotError(answer["cannot"])
        if "fails" in answer:
            raise ProcessError(answer["fails"])
        return answer

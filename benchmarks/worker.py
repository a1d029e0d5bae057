"""Does the jobs of one library in an interpreter of its own: the other end of a `Twin`.

`python -m benchmarks.worker MODULE` is started by the benchmark; see `process` for the lines
that go to and fro.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.cases import CASES
from benchmarks.competitors import CannotError, Library, load
from benchmarks.jobs import Effort, enter
from benchmarks.measure import Measurement, floor_stopwatch


def answers(module: str, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the greeting and then one answer a line."""
    (library,), _ = load([module])
    if not isinstance(library, Library):
        raise TypeError(f"{module} is no library of Python")
    yield {"version": library.version}
    prepared: dict[int, Measurement] = {}
    for line in lines:
        message = json.loads(line)
        try:
            yield _answer(library, message, prepared)
        except CannotError as reason:
            yield {"cannot": str(reason)}
        except Exception as error:  # the runner tells it; the other cases go on
            yield {"fails": f"{type(error).__name__}: {error}"}


def _answer(
    library: Library, message: dict[str, Any], prepared: dict[int, Measurement]
) -> dict[str, Any]:
    number = message["case"]
    if message["do"] == "once":
        return {"value": prepared[number].once()}
    if "floor" in message:
        prepared[number] = floor_stopwatch(message["floor"], message["batch"])
        return {}
    case = next(case for case in CASES if case.name == message["name"])
    verdict, prepared[number] = enter(case, library, Effort(**message["effort"]))
    return {"checked": verdict.checked, "wrong": verdict.wrong}


def main() -> None:
    """Answer the lines of standard input."""
    for answer in answers(sys.argv[1], sys.stdin):
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

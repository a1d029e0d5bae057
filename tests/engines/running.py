"""Programs that an engine starts beside itself: they end with the block, and are waited for with patience."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engines import AbsentError, free_port

#: How long to wait for what takes seconds on an idle machine, in seconds.
PATIENCE = 120


@contextmanager
def running(
    command: Sequence[str], folder: Path, **variables: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a folder while the block runs; what it prints is in `log` there.

    This library and the modules in the folder are on its path.
    """
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path, **variables},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def module(*arguments: str) -> Sequence[str]:
    """Return the command that runs a module with this Python."""
    return (sys.executable, "-m", *arguments)


def wait_until(holds: Callable[[], bool], process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until something holds; if it does not, or the program ends, show what it printed."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end or process.poll() is not None:
            log = (folder / "log").read_text("utf-8", "replace")[-4000:]
            raise AssertionError(f"{process.args!r} did not do what was waited for:\n{log}")
        time.sleep(0.1)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Run Redis with nothing kept, and give its URL."""
    program = shutil.which("redis-server")
    if program is None:
        raise AbsentError("Redis is not here: apt-get install redis-server")
    home, port = folder / "redis", free_port()
    home.mkdir()
    options = f"--port {port} --bind 127.0.0.1 --save".split()
    with running([program, *options, ""], home) as process:
        wait_until(lambda: b"Ready to accept" in (home / "log").read_bytes(), process, home)
        yield f"redis://127.0.0.1:{port}/0"

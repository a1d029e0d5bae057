"""How the program begins and ends: what it loads, interruptions, streams that fail."""

from __future__ import annotations

import errno
import importlib
import io
import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from terminals import Terminal, environment, run, spawn

from quartzcron import cli
from quartzcron.cli import screen as screens
from quartzcron.cli.program import program

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and devices of POSIX")


LAST_FRIDAYS = """\
2026-01-30 12:30:00  Friday 30 January 2026       in 29 days
2026-02-27 12:30:00  Friday 27 February 2026      in 57 days
2026-03-27 12:30:00  Friday 27 March 2026         in 85 days
"""


def test_the_module_is_the_program() -> None:
    done = spawn("next", "0 30 12 ? * FRIL", "--from", "2026-01-01", "-n", "3")
    assert (done.stdout.decode().replace("\r\n", "\n"), done.stderr) == (LAST_FRIDAYS, b"")
    assert done.returncode == 0


def test_the_module_runs_in_this_process_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # To import it is not to run it.
    module = importlib.import_module("quartzcron.__main__")
    monkeypatch.setattr(sys, "argv", ["quartzcron", "validate", "27 15 * * *"])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(module.__file__), run_name="__main__")
    assert end.value.code == 0
    assert capsys.readouterr().out == "valid: 27 15 * * *\n"


# What writes events is needed by one option alone, see test_cli_events.
@pytest.mark.parametrize("package", [each for each in cli.EXTRA if each != "icalendar"])
def test_without_the_extra_it_says_what_to_install(package: str) -> None:
    code = f"import sys; sys.modules[{package!r}] = None; from quartzcron.cli import main; main()"
    done = spawn(
        "lint", "--tz", "local", "--as", "yaml", "-", code=code, stdin=None, input=b"cron: x"
    )
    assert (done.stdout, done.returncode) == (b"", 2)
    assert done.stderr.decode().splitlines() == [
        f"quartzcron: the command line needs the package {package}, which is not installed",
        '    pip install "quartzcron[cli]"',
    ]


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules of the command line as they are before its first use."""
    for name in [name for name in sys.modules if name.startswith("quartzcron.cli.")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.usefixtures("unloaded")
def test_without_the_extra_and_without_streams(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
    assert 'pip install "quartzcron[cli]"' in capsys.readouterr().err
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2


@pytest.mark.usefixtures("unloaded")
def test_other_missing_modules_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quartzcron.cli.moments", None)
    with pytest.raises(ModuleNotFoundError, match="moments"):
        cli.main()


def interrupt(*_arguments: object) -> NoReturn:
    raise KeyboardInterrupt


def test_interrupted_while_it_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "main", interrupt)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 130


def test_interrupted_while_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quartzcron.cli.checking.judge", interrupt)
    result = run("validate", "* * * * *")
    assert (result.stdout, result.stderr.strip(), result.exit_code) == ("", "", 130)


@posix_only
def test_interrupted_by_the_keyboard() -> None:
    # A job in the background ignores the key, and so would its children: undo that.
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "sys.argv = ['quartzcron', 'validate', '-']; "
        "from quartzcron.cli import main; sys.exit(main())"
    )
    with subprocess.Popen(
        [sys.executable, "-u", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"27 15 * * *\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"line 1: valid: 27 15 * * *\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stderr.read().strip() == b""


@posix_only
def test_nobody_reads_on() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "quartzcron", "next", "* * * * *", "-n", "100000", "--tz", "UTC"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_no_room_for_the_output() -> None:
    with open("/dev/full", "wb") as full:
        done = spawn("validate", "27 15 * * *", stdout=full)
    assert done.returncode == 2
    assert done.stderr.decode() == f"quartzcron: {os.strerror(errno.ENOSPC)}\n"


class Broken(io.TextIOBase):
    """A stream that takes nothing."""

    def __init__(self, failure: OSError) -> None:
        self.failure = failure

    def write(self, _text: str) -> int:
        raise self.failure

    def flush(self) -> None:
        raise self.failure

    def close(self) -> None:
        """Do not flush when nobody holds it any more."""


@pytest.mark.parametrize(
    ("failure", "status", "message"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 141, ""),
        (OSError(errno.EIO, "Input/output error"), 2, "quartzcron: Input/output error\n"),
        (OSError("gone\x1b"), 2, "quartzcron: gone\\x1b\n"),
    ],
)
@pytest.mark.parametrize("arguments", [["validate", "27 15 * * *"], ["--help"], ["next", "-h"]])
def test_failing_output(
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    failure: OSError,
    status: int,
    message: str,
) -> None:
    errors = Terminal(shows=False)
    monkeypatch.setattr(sys, "stdout", Broken(failure))
    monkeypatch.setattr(sys, "stderr", errors)
    with pytest.raises(SystemExit) as end:
        program.main(arguments, prog_name="quartzcron")
    assert (end.value.code, errors.shown) == (status, message)


def test_failing_output_and_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, Broken(OSError(errno.ENOSPC, "full")))
    for arguments in (["validate", "27 15 * * *"], ["--bogus"]):
        with pytest.raises(SystemExit) as end:
            program.main(arguments, prog_name="quartzcron")
        assert end.value.code == 2


def test_a_broken_descriptor_is_sent_nowhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "output").open("w") as file:

        class Full(Broken):
            def fileno(self) -> int:
                return file.fileno()

        monkeypatch.setattr(sys, "stdout", Full(OSError(errno.ENOSPC, "full")))
        screens.settle_streams()
        assert os.path.samestat(os.fstat(file.fileno()), os.stat(os.devnull))


def test_streams_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    for arguments, status in [
        (["validate", "27 15 * * *"], 0),
        (["validate", "27 15 * * "], 1),
        (["next", "27 15 * * *"], 0),
        (["validate", "-"], 2),
    ]:
        with pytest.raises(SystemExit) as end:
            program.main(arguments, prog_name="quartzcron")
        assert end.value.code == status
    screens.settle_streams()


def test_nothing_of_the_extra_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, quartzcron.cli; "
        "print([name for name in ('click', 'rich', 'dateutil', 'yaml') if name in sys.modules])"
    )
    assert spawn(code=code).stdout.split() == [b"[]"]


def test_a_command_does_not_load_the_others() -> None:
    code = (
        "import sys; from quartzcron.cli.program import program; "
        "program(['next', '* * * * *', '-n', '1'], standalone_mode=False)"
    )
    check = (
        "import atexit, sys; atexit.register(lambda: print([name for name in "
        "('yaml', 'quartzcron.cli.answers', 'quartzcron.files.kinds', 'quartzcron.cli.pairs', 'quartzcron.cli.systems', "
        "'quartzcron.detection', 'quartzcron.translation.translate') if name in sys.modules])); "
    )
    assert spawn(code=check + code).stdout.splitlines()[1:] == [b"[]"]

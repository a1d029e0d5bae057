"""Compiled modules that are not there, do not load, or are not for this interpreter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import warnings
from pathlib import Path

import pytest

import quartzcron
from quartzcron.ground.compiled import are_wanted, explain_missing

MODULES = [
    "quartzcron.kernel._kernel",
    "quartzcron.compiling._reader",
    "quartzcron.arrays._encoding",
]

ASK = """
import sys
from datetime import datetime
import quartzcron
from quartzcron.compiling import reader
noon = quartzcron.CronExpression("0 0 12 * * ?")
print(quartzcron.KERNEL, reader.read_plain is not reader.leave_all, end=" ")
print(noon.next_fire_time(datetime(2026, 1, 1)), flush=True)
"""

# Each version of Python names the same thing otherwise.
IN_A_SECOND_INTERPRETER = """
import sys
def run(code):
    if sys.version_info >= (3, 14):
        from concurrent import interpreters
        with_one = interpreters.create()
        with_one.exec(code)
        with_one.close()
        return
    if sys.version_info >= (3, 13):
        import _interpreters as them
    else:
        import _xxsubinterpreters as them
    one = them.create()
    # In 3.11 an error is raised, in 3.13 it is returned.
    error = them.run_string(one, code)
    assert error is None, error
    them.destroy(one)
"""


def run(code: str, *options: str, folder: Path | None = None, pure: str = "") -> tuple[str, str]:
    """Return what a program prints to its two streams."""
    done = subprocess.run(
        [sys.executable, *options, "-c", code],
        env={**os.environ, "QUARTZCRON_PURE": pure},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, done.stderr


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with the package in it as it is where nothing was compiled."""
    shutil.copytree(
        Path(quartzcron.__file__).parent,
        tmp_path / "quartzcron",
        ignore=lambda folder, names: [n for n in names if not n.endswith(".py") and "." in n],
    )
    return tmp_path


def test_what_was_not_built_is_missed_in_silence(sources: Path) -> None:
    assert run(ASK, "-W", "error", folder=sources) == ("pure False 2026-01-01 12:00:00\n", "")


@pytest.mark.parametrize("name", MODULES)
def test_what_was_built_and_does_not_load_is_missed_aloud(sources: Path, name: str) -> None:
    built = sources.joinpath(*name.split("."))
    built.with_name(built.name + sysconfig.get_config_var("EXT_SUFFIX")).write_bytes(b"no library")
    # The arrays are not loaded before somebody asks for them.
    ask = ASK + "import quartzcron.arrays"
    answer, said = run(ask, folder=sources)
    assert answer == "pure False 2026-01-01 12:00:00\n"
    warning = f"RuntimeWarning: {name} is built but does not load, so the slower pure Python runs: "
    assert said.count("RuntimeWarning") == 1
    assert warning in said
    # Whoever asks for the pure kernel knows what runs.
    assert run(ask, folder=sources, pure="1") == (answer, "")


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize(
    "error",
    [
        ImportError("undefined symbol: PyFoo"),
        ImportError("cannot import name 'Kernel'"),
        ImportError("/opt/interpreter/_kernel.so: file too short"),
        ModuleNotFoundError("No module named 'zlib'", name="zlib"),
    ],
    ids=str,
)
def test_any_other_reason_is_told(name: str, error: ImportError) -> None:
    with pytest.warns(RuntimeWarning, match=f"{name} is built but does not load") as caught:
        explain_missing(name, error)
    assert str(caught[0].message).endswith(str(error))


@pytest.mark.parametrize("name", MODULES)
def test_the_two_reasons_to_expect_are_not_told(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explain_missing(name, ModuleNotFoundError(f"No module named {name!r}", name=name))
        explain_missing(name, ImportError("Interpreter change detected - this module can only ..."))
        explain_missing(
            name, ImportError(f"module {name} does not support loading in subinterpreters")
        )


@pytest.mark.parametrize(
    ("asked", "expected"), [("", True), ("0", True), ("1", False), ("yes", False)]
)
def test_compiled_modules_may_be_declined(
    monkeypatch: pytest.MonkeyPatch, asked: str, expected: bool
) -> None:
    monkeypatch.setenv("QUARTZCRON_PURE", asked)
    assert are_wanted() is expected
    monkeypatch.delenv("QUARTZCRON_PURE")
    assert are_wanted()


def test_a_second_interpreter_runs_the_pure_kernel_and_says_so() -> None:
    code = f"{IN_A_SECOND_INTERPRETER}\n{ASK}\nrun({ASK!r})\n{ASK}"
    first, second, again = run(code, "-W", "error")[0].splitlines()
    built = run(ASK)[0].strip()
    assert second == "pure False 2026-01-01 12:00:00"
    assert first == again == built

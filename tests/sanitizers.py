"""The compiled modules under AddressSanitizer and UndefinedBehaviorSanitizer.

    python -m tests.sanitizers
    python -m tests.sanitizers --calls 1000000

A copy of the source is built with both, and there the tests run that work the C
code hardest, and the soak. Whatever is read or written out of bounds, freed and
used, or undefined ends the run with the sanitizer's report. Needs gcc and its
sanitizers; the interpreter's own leaks are not looked for.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent

#: What a copy does not need.
LEFT_OUT = (".git", ".venv", "build", "_build", "*.so", "node_modules", ".*_cache", "__pycache__")

FLAGS = "-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -O1"

#: Tests of everything that is compiled, by both kernels where they are compared.
TESTS = (
    "tests/kernel",
    "tests/compiling",
    "tests/arrays",
    "tests/property/test_kernels_agree.py",
)


def main() -> None:
    """Build a copy with the sanitizers, and run the tests and the soak in it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--calls", type=int, default=300_000, help="calls of the soak")
    calls: int = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "source"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        build = {"CFLAGS": FLAGS, "LDFLAGS": FLAGS}
        run(copy, ["setup.py", "-q", "build_ext", "--inplace", "--force"], build)
        run(copy, ["-c", "import catalogs; catalogs.compile_all(catalogs.LOCALES)"], {})
        watched = {
            "LD_PRELOAD": " ".join(map(library, ("libasan.so", "libubsan.so"))),
            # The interpreter keeps what it once has; its own allocator would hide what is freed.
            "ASAN_OPTIONS": "detect_leaks=0:abort_on_error=0:allocator_may_return_null=1",
            "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
            "PYTHONMALLOC": "malloc",
        }
        seen = ["-c", "import quartzcron as q; print(q.KERNEL, q.__file__)"]
        run(copy, seen, watched)
        run(copy, ["-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS], watched)
        run(copy, ["-m", "tests.soak", "--calls", str(calls)], watched)
    print("clean")


def run(folder: Path, arguments: list[str], more: dict[str, str]) -> None:
    """Run Python in a folder, which comes before what is installed; end where it fails."""
    environment = {**os.environ, **more, "PYTHONPATH": str(folder)}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, check=False)
    if done.returncode:
        sys.exit(f"not clean: {' '.join(arguments[:3])} ended with {done.returncode}")


def library(name: str) -> str:
    """Return where the compiler keeps a library of a sanitizer."""
    found = subprocess.run(
        ["gcc", f"-print-file-name={name}"], capture_output=True, text=True, check=True
    ).stdout.strip()
    if not Path(found).is_absolute():
        sys.exit(f"gcc has no {name}")
    return found


if __name__ == "__main__":
    main()

"""croniter's own tests, from its source archive, on the module that stands in for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

RELEASE = "7.0.0"

#: What `import croniter` finds in the folder that the tests are run in. One of them starts a
#: process of its own, with the folder of the module under test in its path.
PACKAGE = """
import sys
from quartzcron.compat import croniter as stand_in
del sys.modules["croniter"]
stand_in.install()
stand_in.__path__ = __path__
stand_in.__file__ = __file__.replace("__init__", "croniter")
"""

#: Runs them and writes what it counted.
RUNNER = """
import json, sys, unittest

class Result(unittest.TextTestResult):
    subtests = 0

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        self.subtests += 1

suite = unittest.defaultTestLoader.discover("croniter/tests", top_level_dir=".")
import croniter
assert croniter.croniter.__module__ == "quartzcron.compat.croniter"
result = unittest.TextTestRunner(resultclass=Result).run(suite)
failed = [str(test) for test, _ in result.failures + result.errors]
print(json.dumps([result.testsRun, result.subtests, failed]))
"""


def archive(folder: Path) -> Path:
    """Return croniter's source archive, fetched once, or skip the test by name."""
    kept = folder / f"croniter-{RELEASE}.tar.gz"
    if not kept.exists():
        fetching = subprocess.run(
            [
                *(sys.executable, "-m", "pip", "download", "--quiet", "--retries", "0"),
                *("--no-deps", "--no-binary", "croniter", "--dest", str(folder)),
                f"croniter=={RELEASE}",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if fetching.returncode:
            pytest.skip(f"the source archive of croniter {RELEASE} cannot be fetched")
    return kept


def test_its_own_tests_pass(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    assert pytestconfig.cache is not None
    source = archive(pytestconfig.cache.mkdir("croniter"))
    with tarfile.open(source) as opened:
        opened.extractall(tmp_path, filter="data")
    package = tmp_path / f"croniter-{RELEASE}" / "src" / "croniter"
    for module in package.glob("*.py"):
        module.unlink()
    (package / "__init__.py").write_text(PACKAGE, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", RUNNER],
        cwd=package.parent,
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout, run.stderr
    assert json.loads(run.stdout.splitlines()[-1]) == [267, 890, []], run.stderr

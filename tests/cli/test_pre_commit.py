"""The hook for pre-commit: its manifest, the files that it asks for, and a run of it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from forty_files import FILES
from terminals import environment

from quartzcron.files.kinds import kind_of

MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
[HOOK] = yaml.safe_load(MANIFEST.read_text("utf-8"))

NAMES = [
    *(file.name for file in FILES),
    *(
        "A.YAML",
        "a.CRON",
        "a.Cron.Txt",
        "x/crontab",
        "xcrontab",
        "crontab.py",
        "cron.d/.x",
        "cron.d/x",
    ),
    *("crontabs/a/b", "x/crontabs/root", "xcrontabs/root", "a.yamlx", "cron.d/x.yaml"),
]


@pytest.mark.parametrize("name", NAMES)
def test_the_hook_asks_for_the_files_that_lint_reads(name: str) -> None:
    # pre-commit searches for the pattern in the path.
    assert bool(re.search(HOOK["files"], name)) is (kind_of(name) is not None)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that uses the hook, with the program that runs here."""
    pytest.importorskip("pre_commit", reason="needs pre-commit")
    if shutil.which("git") is None:
        pytest.skip("needs git")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    folder = tmp_path / "project"
    folder.mkdir()
    program = shlex.join([sys.executable, "-m", "quartzcron"])
    hook: dict[str, Any] = HOOK | {"language": "system"}
    hook["entry"] = HOOK["entry"].replace("quartzcron", program, 1)
    # Nothing is installed for it.
    del hook["additional_dependencies"]
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


def pre_commit(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run pre-commit; return its status and what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        env=environment(COLUMNS="100"),
        capture_output=True,
        check=False,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_manifest_is_one(project: Path) -> None:
    assert pre_commit(project, "validate-manifest", str(MANIFEST)) == (0, "")


def test_the_hook_runs(project: Path) -> None:
    (project / "dag.py").write_text("0 25 * * *\n")
    (project / "ofelia.yml").write_text("schedule: '@every 5s'\n")
    (project / "good.cron").write_text("0 9 * * * x\n")
    subprocess.run(["git", "add", "."], cwd=project, check=True)
    status, said = pre_commit(project, "run")
    assert (status, "Passed" in said) == (0, True), said
    (project / "bad.cron").write_text("0 25 * * * x\n")
    subprocess.run(["git", "add", "."], cwd=project, check=True)
    status, said = pre_commit(project, "run")
    assert status == 1, said
    assert "bad.cron:1:3: error: hour must be 0-23, not 25 [out-of-range]\n" in said
    # What nobody here understands is said beside it, and stops no commit.
    assert 'note: ofelia.yml:1:1: quartzcron does not know what stands under "schedule"' in said
    assert "dag.py" not in said

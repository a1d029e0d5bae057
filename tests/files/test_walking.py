"""Which files are meant by names, folders and globs; with git, without it, and with links."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from quartzcron.files import walking
from quartzcron.files.walking import Member, Missing, Skipped, files_of

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
needs_posix = pytest.mark.skipif(
    os.name != "posix", reason="needs links, sockets and modes of POSIX"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the files are looked for, in no repository."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")


def git(*arguments: str, folder: str = ".") -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"]
    subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)


def paths(*arguments: str) -> list[str]:
    """Return the paths of the files that are meant, with / between the parts."""
    return [met.path.replace(os.sep, "/") for met in files_of(arguments) if isinstance(met, Member)]


# --- names and globs -------------------------------------------------------


def test_names_are_taken_as_they_are() -> None:
    write("a.cron", "b[1].cron")
    assert [*files_of(["b[1].cron", "-", "a.cron"])] == [
        Member("b[1].cron", True),
        Member("-", True),
        Member("a.cron", True),
    ]


def test_what_is_not_there_stops_nothing() -> None:
    write("a.cron")
    assert [*files_of(["nope", "a.cron", "x/*.cron"])] == [
        Missing("nope", "there is no such file"),
        Member("a.cron", True),
        Missing("x/*.cron", "no file matches this pattern"),
    ]


def test_globs_find_files_in_folders_too() -> None:
    write("a.yaml", "x/b.yaml", "x/y/c.yaml", "x/.github/d.yaml", "x/e.yml", "x/z.yaml/f")
    assert paths("**/*.yaml") == ["a.yaml", "x/.github/d.yaml", "x/b.yaml", "x/y/c.yaml"]
    assert paths("x/*.y?ml") == ["x/b.yaml"]
    assert [*files_of(["x/*.yml"])] == [Member(os.path.join("x", "e.yml"), False)]
    # A folder alone is no file.
    assert [*files_of(["x/z*"])] == [Missing("x/z*", "no file matches this pattern")]


def test_every_file_comes_once_and_a_named_one_as_named() -> None:
    write("x/a.cron", "x/b.cron")
    a, b = os.path.join("x", "a.cron"), os.path.join("x", "b.cron")
    assert [*files_of(["x", "./x/a.cron", "x/*.cron", "x"])] == [Member(a, True), Member(b, False)]


# --- folders ---------------------------------------------------------------


def test_a_folder_is_walked_in_order() -> None:
    write("b/2", "b/1", "a", "c", ".github/workflows/ci.yml")
    assert paths(".") == [".github/workflows/ci.yml", "a", "b/1", "b/2", "c"]
    assert paths("./") == paths(".")
    assert paths("b") == ["b/1", "b/2"]
    assert paths(str(Path.cwd() / "b")) == [str(Path.cwd() / "b" / name) for name in "12"]


def test_some_folders_are_left_out_and_said() -> None:
    write("a/node_modules/x.yaml", "a/b", ".venv/x", "__pycache__/x", ".hg/x", ".svn/x")
    found = [*files_of(["."])]
    assert [met.path for met in found if isinstance(met, Member)] == [os.path.join("a", "b")]
    assert {met.path for met in found if met == Skipped(met.path, "folder")} == {
        *(".hg", ".svn", ".venv", "__pycache__", os.path.join("a", "node_modules")),
    }
    # Named they are walked.
    assert paths("a/node_modules") == ["a/node_modules/x.yaml"]


@needs_posix
def test_links_are_not_followed_unless_they_are_named() -> None:
    write("x/a")
    os.symlink("..", "x/up")
    os.symlink("a", "x/b")
    os.symlink("nowhere", "x/c")
    found = [*files_of(["x"])]
    assert found == [
        Member("x/a", False),
        *(Skipped(f"x/{each}", "link") for each in ("b", "c", "up")),
    ]
    assert [*files_of(["x/b", "x/c"])] == [Member("x/b", True), Member("x/c", True)]
    assert paths("x/up/x") == ["x/up/x/a"]


@needs_posix
def test_a_socket_is_no_file() -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s")
        assert [*files_of(["."])] == [Skipped("s", "no regular file")]


def test_a_folder_that_cannot_be_read_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a/x", "b/x")
    scan = os.scandir

    def refuse(folder: str) -> object:
        if folder == "a":
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert [*files_of(["."])] == [
        Missing("a", "Permission denied"),
        Member(os.path.join("b", "x"), False),
    ]
    assert [*files_of(["a"])] == [Missing("a", "Permission denied")]


# --- git -------------------------------------------------------------------


@pytest.fixture
def repository(folder: Path) -> Path:
    """A repository with files that are tracked, new, ignored and deleted."""
    write("tracked", "deleted", "sub/new", "sub/ignored.log", "build/made", "a b\n\u00e9")
    Path(".gitignore").write_text("*.log\nbuild/\n")
    git("init", "-q")
    git("add", "tracked", "deleted", ".gitignore")
    git("commit", "-qm", "x")
    Path("deleted").unlink()
    return folder


@needs_git
@pytest.mark.usefixtures("repository")
def test_what_git_ignores_is_left_out() -> None:
    assert paths(".") == [".gitignore", "a b\n\u00e9", "sub/new", "tracked"]
    assert paths("sub") == ["sub/new"]
    # What is named is meant.
    assert paths("build") == ["build/made"]
    assert paths("sub/ignored.log") == ["sub/ignored.log"]


@needs_git
@pytest.mark.usefixtures("repository")
def test_a_repository_inside_of_another_is_walked() -> None:
    write("inner/a", "inner/b.log", "inner/c")
    Path("inner/.gitignore").write_text("c\n")
    git("init", "-q", folder="inner")
    assert "inner/a" in paths(".")
    assert not {"inner/c", "inner/.git/HEAD"} & set(paths("."))
    # One that is a part of the outer one, too.
    git("add", "a", folder="inner")
    git("commit", "-qm", "x", folder="inner")
    git("add", "inner")
    assert "inner/a" in paths(".")
    assert "inner/c" not in paths(".")


@needs_git
def test_a_repository_below_a_folder_that_is_in_none_is_listed_by_git(folder: Path) -> None:
    write("a/x", "a/b/y", "a/b/z.log", "a/b/.gitignore")
    Path("a/b/.gitignore").write_text("*.log\n")
    git("init", "-q", folder="a/b")
    assert paths(".") == ["a/b/.gitignore", "a/b/y", "a/x"]


@needs_git
@needs_posix
@pytest.mark.usefixtures("repository")
def test_links_in_a_repository_are_not_followed() -> None:
    os.symlink("sub", "link")
    os.symlink("tracked", "same")
    found = [*files_of(["."])]
    assert Skipped("link", "link") in found
    assert Skipped("same", "link") in found


@needs_git
@pytest.mark.usefixtures("repository")
def test_without_git_a_repository_is_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert {"sub/ignored.log", "build/made", "tracked"} <= set(paths("."))
    assert not [path for path in paths(".") if path.startswith(".git/")]


@needs_git
@pytest.mark.usefixtures("repository")
def test_where_git_ends_with_a_fault_a_repository_is_walked() -> None:
    shutil.rmtree(Path(".git", "objects"))
    Path(".git", "HEAD").unlink()
    assert "sub/ignored.log" in paths(".")


@needs_git
@needs_posix
@pytest.mark.usefixtures("repository")
def test_no_program_of_a_repository_is_run(tmp_path: Path) -> None:
    watcher = tmp_path / "watcher"
    watcher.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n")
    watcher.chmod(0o755)
    git("config", "core.fsmonitor", str(watcher))
    assert "tracked" in paths(".")
    assert not (tmp_path / "ran").exists()
    # It would be by others.
    git("status")
    assert (tmp_path / "ran").exists()


def test_git_is_not_asked_where_there_is_no_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a")
    monkeypatch.setattr(walking, "_git", lambda *_: pytest.fail("asked"))
    assert paths(".") == ["a"]

"""Which files are meant: names, folders with what is below them, and globs in quotes.

A folder inside a repository is listed by git, so that what git ignores is left
out. Elsewhere it is walked, without the folders of version control and of
installed packages. Links are not followed, so a walk ends. Every file comes
once, and nothing that cannot be read stops the others.
"""

from __future__ import annotations

import glob
import os
import stat
import subprocess
from pathlib import Path
from typing import NamedTuple, TypeAlias

from quartzcron.files.kinds import STANDARD_INPUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Folders in which nobody keeps schedules of their own.
LEFT_OUT = frozenset({".git", ".hg", ".svn", "node_modules", ".venv", "__pycache__"})


class Member(NamedTuple):
    """A file to read; `named` if it was given by its name, and not found by looking for it."""

    path: str
    named: bool


class Skipped(NamedTuple):
    """Something below a folder that is not read: a link, a socket; and why."""

    path: str
    why: str


class Missing(NamedTuple):
    """What was given and is not there, or cannot be looked into."""

    path: str
    why: str


Met: TypeAlias = Member | Skipped | Missing


def files_of(arguments: Iterable[str]) -> Iterator[Met]:
    """Yield the files that arguments mean, in their order, those of a folder by their names.

    One that is named and also found in a folder counts as named.
    """
    given = list(arguments)
    named = {_same(each) for each in given if not os.path.isdir(each)}
    seen: set[str] = set()
    for argument in given:
        for met in _meant(argument):
            key = _same(met.path)
            if key not in seen:
                seen.add(key)
                yield met._replace(named=key in named) if isinstance(met, Member) else met


def _same(path: str) -> str:
    """Return what two names of one file have in common."""
    return path if path == STANDARD_INPUT else os.path.abspath(path)


def _meant(argument: str) -> Iterator[Met]:
    """Yield the files that one argument means."""
    if argument == STANDARD_INPUT or os.path.lexists(argument):
        yield from _below(argument) if os.path.isdir(argument) else [Member(argument, True)]
    elif glob.has_magic(argument):
        found = sorted(glob.iglob(argument, recursive=True, include_hidden=True))
        files = [path for path in found if not os.path.isdir(path)]
        yield from (Member(path, False) for path in files)
        if not files:
            yield Missing(argument, "no file matches this pattern")
    else:
        yield Missing(argument, "there is no such file")


def _below(folder: str) -> Iterator[Met]:
    """Yield the files below a folder."""
    listed = _listed_by_git(folder)
    if listed is None:
        yield from _walked(folder)
        return
    for name in sorted(set(listed)):
        path = _join(folder, name)
        if os.path.isdir(path) and not os.path.islink(path):
            # Another repository, of which this one knows only that it is there.
            yield from _below(path.rstrip("/"))
        elif os.path.lexists(path):
            yield _entry(path)


def _join(folder: str, name: str) -> str:
    """Return the path of a file in a folder, as short as it can be written."""
    return (
        name if folder in (os.curdir, os.path.join(os.curdir, "")) else os.path.join(folder, name)
    )


def _entry(path: str) -> Met:
    """Return a file that was found, or why it is not one to read."""
    mode = os.lstat(path).st_mode
    if stat.S_ISREG(mode):
        return Member(path, False)
    return Skipped(path, "link" if stat.S_ISLNK(mode) else "no regular file")


def _walked(folder: str) -> Iterator[Met]:
    """Yield the files below a folder that is in no repository, in order and however deep."""
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield _entry(path)
        elif path != folder and os.path.basename(path) in LEFT_OUT:
            yield Skipped(path, "folder")
        elif path != folder and os.path.lexists(os.path.join(path, ".git")):
            yield from _below(path)
        else:
            try:
                waiting += _inside(path)
            except OSError as error:
                yield Missing(path, error.strerror or str(error))


def _inside(folder: str) -> list[tuple[str, bool]]:
    """Return what is in a folder, the last first, and whether it is a folder."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name, reverse=True)
    return [(_join(folder, each.name), each.is_dir(follow_symlinks=False)) for each in entries]


# --- git -------------------------------------------------------------------


def _listed_by_git(folder: str) -> list[str] | None:
    """Return the files below a folder that git does not ignore; None where git cannot tell.

    A folder that git ignores as a whole was asked for by its name: it is looked into.
    """
    if not _is_in_repository(folder) or _git(folder, "check-ignore", "-q", ".") is not None:
        return None
    listed = _git(folder, "ls-files", "-co", "--exclude-standard", "-z", "--", ".")
    return None if listed is None else os.fsdecode(listed).split("\0")[:-1]


def _is_in_repository(folder: str) -> bool:
    place = Path(folder).resolve()
    return any((each / ".git").exists() for each in (place, *place.parents))


def _git(folder: str, *arguments: str) -> bytes | None:
    """Return what git prints in a folder; None without git, and where it ends with a fault."""
    try:
        done = subprocess.run(  # noqa: S603
            # What a repository says is run to watch its files is not run.
            ["git", "-c", "core.fsmonitor=false", "-C", folder, *arguments],  # noqa: S607
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None

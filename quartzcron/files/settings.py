"""The settings of a project: `[tool.quartzcron]` of the nearest pyproject.toml that has it.

Paths in it count from the folder of that file. What a table does not know is
an error that names the nearest word: a setting that does nothing would be a lie.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from quartzcron import Dialect, Schedule
from quartzcron.errors import CODES, listed
from quartzcron.files.kinds import KINDS
from quartzcron.files.patterns import matches
from quartzcron.ground.nearness import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import tzinfo

NAME = "pyproject.toml"


class SettingsError(ValueError):
    """What is wrong with the settings of a project, or with a code that was asked for."""


class FileSettings(NamedTuple):
    """What is set for one file: None where nothing is said."""

    kind: str | None = None
    dialect: Dialect | None = None
    zone: tzinfo | None = None
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()

    def shows(self, code: str) -> bool:
        """Tell whether a code is one to show."""
        return code not in self.ignore and (self.select is None or code in self.select)

    def over(self, other: FileSettings) -> FileSettings:
        """Return these settings, and where they say nothing those of another; ignored is both."""
        return FileSettings(
            self.kind or other.kind,
            self.dialect or other.dialect,
            self.zone or other.zone,
            other.select if self.select is None else self.select,
            self.ignore | other.ignore,
        )


class ForPaths(NamedTuple):
    """Settings, and the patterns of the paths that they are for."""

    paths: tuple[str, ...]
    settings: FileSettings


class Settings(NamedTuple):
    """The settings of a project: of every file, of some paths, and what is not read at all."""

    folder: Path = Path()
    everywhere: FileSettings = FileSettings()
    exclude: tuple[str, ...] = ()
    files: tuple[ForPaths, ...] = ()

    def of(self, path: str) -> FileSettings:
        """Return what is set for a file; of several tables the last says most."""
        found = self.everywhere
        if not self.files:
            return found
        inside = self._inside(path)
        for each in self.files:
            if any(matches(inside, pattern) for pattern in each.paths):
                found = each.settings.over(found)
        return found

    def excludes(self, path: str) -> bool:
        """Tell whether a file is not to be read."""
        return bool(self.exclude) and any(
            matches(self._inside(path), pattern) for pattern in self.exclude
        )

    def _inside(self, path: str) -> str:
        """Return a path as it is seen from the folder of the settings."""
        return os.path.relpath(path, self.folder).replace(os.sep, "/")


def settings_near(folder: Path) -> Settings:
    """Return the settings of the nearest pyproject.toml that has some, from a folder upwards.

    Raises `SettingsError` where they are wrong, or the file is no TOML.
    """
    for place in (folder, *folder.parents):
        file = place / NAME
        if file.is_file():
            table = _table_of(file)
            if table is not None:
                return _settings(place, file, table)
    return Settings(folder)


def codes_of(words: Iterable[Any]) -> frozenset[str]:
    """Return codes that were asked for; commas may stand between them.

    >>> sorted(codes_of(["uneven-step, clock-gap", "too-often"]))
    ['clock-gap', 'too-often', 'uneven-step']

    Raises `SettingsError` for a code that there is not, with the nearest.
    """
    codes = [code.strip() for word in words for code in _text(word).split(",") if code.strip()]
    for code in codes:
        if code not in CODES:
            raise SettingsError(_no("code", code, CODES))
    return frozenset(codes)


def _table_of(file: Path) -> Any:
    """Return the table of this tool in a file, or None."""
    try:
        with file.open("rb") as stream:
            tools = tomllib.load(stream).get("tool")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{file}: {error}") from error
    return tools.get("quartzcron") if isinstance(tools, dict) else None


def _settings(folder: Path, file: Path, table: Any) -> Settings:
    """Return the settings that a table says."""
    try:
        common, own = _read(_dict(table, "tool.quartzcron"), _COMMON | _TOP)
        files = [_read(_dict(each, "files"), _COMMON | _OF_FILES) for each in own.get("files", ())]
        if not all(words.get("path") for _, words in files):
            raise SettingsError("a table of files needs a path")
        per_path = tuple(ForPaths(words["path"], settings) for settings, words in files)
    except ValueError as error:
        # Of an unknown dialect, zone or code too.
        raise SettingsError(f"{file}: {error}") from error
    return Settings(folder, common, own.get("exclude", ()), per_path)


def _read(
    table: dict[str, Any], known: dict[str, Callable[[Any], Any]]
) -> tuple[FileSettings, dict[str, Any]]:
    """Return what a table sets for files, and the rest of what it says."""
    read = {}
    for key, value in table.items():
        if key not in known:
            raise SettingsError(_no("setting", key, known))
        read[key] = known[key](value)
    common = FileSettings(
        read.pop("as", None),
        read.pop("dialect", None),
        read.pop("tz", None),
        read.pop("select", None),
        read.pop("ignore", frozenset()),
    )
    return common, read


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise SettingsError(f"{value!r} is no text")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    """Return a text or a list of them as a tuple."""
    return tuple(map(_text, value if isinstance(value, list) else [value]))


def _dict(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SettingsError(f"{name} is no table")
    return value


def _tables(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise SettingsError("files is a list of tables: [[tool.quartzcron.files]]")
    return value


def _kind(value: Any) -> str:
    if _text(value) not in KINDS:
        raise SettingsError(_no("kind of files", value, KINDS))
    return str(value)


_COMMON: dict[str, Callable[[Any], Any]] = {
    "dialect": lambda value: Dialect.named(_text(value)),
    "tz": lambda value: Schedule("* * * * *", tz=_text(value)).tz,
    "select": lambda value: codes_of(_texts(value)),
    "ignore": lambda value: codes_of(_texts(value)),
}
_TOP: dict[str, Callable[[Any], Any]] = {"exclude": _texts, "files": _tables}
_OF_FILES: dict[str, Callable[[Any], Any]] = {"path": _texts, "as": _kind}


#: So many names are listed where none is near.
_FEW = 10


def _no(what: str, word: str, known: Iterable[str]) -> str:
    """Return what is said of a word that is not known."""
    names = list(known)
    near = nearest(word, names)
    if near:
        return f'there is no {what} "{word}"; did you mean {listed(near)}?'
    choice = f"; choose from {', '.join(names)}" if len(names) <= _FEW else ""
    return f'there is no {what} "{word}"{choice}'

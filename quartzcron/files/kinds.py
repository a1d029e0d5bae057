"""The kinds of files, one entry each: the names that a kind answers to, and its reader.

A kind is told by the name alone, so that a file of no kind is never opened.
What it was read as is what the summary counts, until the reader says better.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from quartzcron.errors import printable
from quartzcron.files.crontab import CRON_D, read_crontab
from quartzcron.files.findings import Recognised
from quartzcron.files.lines import read_lines
from quartzcron.files.yaml_files import (
    TEMPLATE,
    VALUES,
    read_helm_template,
    read_helm_values,
    read_yaml,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from quartzcron.files.contents import Content
    from quartzcron.files.findings import Finding

    Reader: TypeAlias = Callable[[Content], Iterator[Finding]]

#: The text that stands for standard input.
STANDARD_INPUT = "-"


#: What a file of YAML is called as long as nothing is found in it.
NO_SCHEDULES = "YAML without schedules"


class Kind(NamedTuple):
    """A kind of files.

    `title` is what the summary calls it; `endings` are those of names, in any
    case, `names` whole names, `folders` the names of folders.
    """

    name: str
    title: str
    read: Reader
    endings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def answers_to(self, path: PurePath) -> bool:
        """Tell whether a file of this name is one of the kind."""
        name = path.name
        return (
            name.lower().endswith(self.endings)
            or name in self.names
            # What is hidden in such a folder keeps the folder, and is read by no cron.
            or (path.parent.name in self.folders and not name.startswith("."))
        )


#: Every kind, the first that answers to a name first.
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("yaml", NO_SCHEDULES, read_yaml, (".yaml", ".yml")),
        Kind("lines", "lines", read_lines, (".cron.txt",)),
        Kind(
            "crontab",
            "crontab",
            read_crontab,
            (".cron", ".crontab", ".tab"),
            ("crontab",),
            (CRON_D, "crontabs"),
        ),
        # These two are told by where they stand: what reads YAML looks for their chart.
        Kind("helm-values", VALUES, read_helm_values),
        Kind("helm-template", TEMPLATE, read_helm_template),
    )
}


def kind_of(name: str) -> Kind | None:
    """Return the kind of a file, told by its name; None for a name that none answers to.

    >>> [kind_of(name).name for name in ("nightly.yaml", "/etc/cron.d/backup", "times.cron.txt")]
    ['yaml', 'crontab', 'lines']
    >>> kind_of("dags/nightly.py") is None
    True
    """
    if name == STANDARD_INPUT:
        return KINDS["lines"]
    path = PurePath(name)
    return next((kind for kind in KINDS.values() if kind.answers_to(path)), None)


def family_of(name: str) -> str:
    """Return what files of no kind are counted under: the ending of the name, or the whole name.

    >>> family_of("dags/nightly.py"), family_of("Dockerfile"), family_of(".gitignore")
    ('.py', 'Dockerfile', '.gitignore')
    """
    path = PurePath(name)
    return printable(path.suffix.lower() or path.name)


def read(kind: Kind, content: Content) -> Iterator[Finding]:
    """Yield what a file holds, first what it is; only its stream may raise."""
    yield Recognised(kind.title)
    yield from kind.read(content)

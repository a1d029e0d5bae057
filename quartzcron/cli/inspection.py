"""What lint finds: each thing of each file with its problems, and how many there are of each.

The files are read one after the other; who shows what is found is not known here.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from quartzcron import Dialect
from quartzcron.cli.languages import told_to_programs
from quartzcron.cli.verdicts import Terms, Verdict, judge
from quartzcron.errors import CODES
from quartzcron.files.contents import Content, Remarks
from quartzcron.files.findings import (
    RANDOM,
    SEED,
    Fault,
    Found,
    Nothing,
    Passed,
    Recognised,
    Unknown,
)
from quartzcron.files.kinds import KINDS, NO_SCHEDULES, STANDARD_INPUT, family_of, kind_of, read
from quartzcron.files.lines import Source
from quartzcron.files.settings import FileSettings, Settings
from quartzcron.files.walking import Member, Missing, Skipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from quartzcron import Problem
    from quartzcron.files.findings import Finding
    from quartzcron.files.kinds import Kind
    from quartzcron.files.walking import Met

    Opener: TypeAlias = Callable[[str], contextlib.AbstractContextManager[BinaryIO]]

#: Errors that say of a right text only that its times are not known here, and how that is called.
_NOT_KNOWN = {"random-value": RANDOM, "seed-missing": SEED}

#: So many files that were not understood the summary names; of more it says how many of what.
MOST_NAMED = 5

UNKNOWN_NAME = "quartzcron does not know this kind of file; say with --as how to read it"


class Located(NamedTuple):
    """A problem, and the line and the columns at which it begins and ends."""

    line: int
    column: int
    end: int
    problem: Problem

    def as_object(self) -> dict[str, Any]:
        """Return the problem as a plain object with its place."""
        problem = told_to_programs(self.problem)
        return {"line": self.line, "column": self.column, **problem.as_dict()}


class Entry(NamedTuple):
    """One thing that was found: in which file, what it is, and the problems that are shown."""

    member: Member
    finding: Found | Fault | Passed | Unknown | Nothing | Missing
    problems: tuple[Located, ...] = ()
    verdict: Verdict | None = None

    @property
    def is_trouble(self) -> bool:
        """Whether something that was asked for could not be checked."""
        unknown = isinstance(self.finding, Unknown) and self.member.named
        return unknown or isinstance(self.finding, Missing)

    @property
    def is_unchecked(self) -> bool:
        """Whether it is to be said that something was not checked.

        A file of no kind that was only met on the way is counted, and that is all.
        """
        is_place = isinstance(self.finding, Unknown) and self.finding.place is not None
        return is_place or self.is_trouble


class Tally:
    """How much was found, of what kinds."""

    def __init__(self) -> None:
        #: Files that were read, by what they are; those that were not understood, by their endings.
        self.files: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.unknown_paths: list[str] = []
        #: What stood in the way of a walk, and reasons to pass a schedule over.
        self.skipped: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        self.schedules = 0
        self.excluded = 0
        self.missing = 0
        #: Problems by their severities, and those that nobody wants to see.
        self.problems: Counter[str] = Counter()
        self.hidden = 0

    def count(self, entry: Entry) -> None:
        """Count one thing that was found."""
        if isinstance(entry.finding, Passed):
            self.passed[entry.finding.reason] += 1
        self.schedules += isinstance(entry.finding, Found)
        self.missing += isinstance(entry.finding, Missing)
        self.problems.update(each.problem.severity for each in entry.problems)

    def count_unknown(self, path: str) -> None:
        """Count a file that was not understood; the first few are kept by their names."""
        self.unknown[family_of(path)] += 1
        if len(self.unknown_paths) < MOST_NAMED:
            self.unknown_paths.append(path)

    def as_object(self) -> dict[str, Any]:
        """Return the tally as a plain object."""
        return {
            "files": dict(self.files),
            "schedules": self.schedules,
            "errors": self.problems["error"],
            "warnings": self.problems["warning"],
            "passed_over": dict(self.passed),
            "not_understood": dict(self.unknown),
            "not_read": self.missing,
            "excluded": self.excluded,
            "skipped": dict(self.skipped),
            "hidden": self.hidden,
        }


class Inspection:
    """One run over files: what is asked of each, and the tally of what was found."""

    def __init__(
        self,
        settings: Settings,
        asked: FileSettings,
        after: datetime | None,
        opened: Opener,
    ) -> None:
        self._settings = settings
        self._asked = asked
        self._after = after
        self._opened = opened
        self.tally = Tally()

    def entries(self, met: Met) -> Iterator[Entry]:
        """Yield what there is to show of a file that was met."""
        if isinstance(met, Skipped):
            self.tally.skipped[met.why] += 1
            return
        if isinstance(met, Missing):
            found: Iterator[Entry] = iter([Entry(Member(met.path, True), met)])
        elif met.path != STANDARD_INPUT and self._settings.excludes(met.path):
            self.tally.excluded += 1
            return
        else:
            found = self._of_file(met)
        for entry in found:
            self.tally.count(entry)
            yield entry

    def _of_file(self, member: Member) -> Iterator[Entry]:
        """Yield what there is to show of a file."""
        wanted = self._asked.over(self._settings.of(member.path))
        kind = KINDS[wanted.kind] if wanted.kind else kind_of(member.path)
        if kind is None:
            self.tally.count_unknown(member.path)
            yield Entry(member, Unknown(None, UNKNOWN_NAME))
            return
        try:
            with self._opened(member.path) as stream:
                yield from self._read(member, kind, wanted, stream)
        except _Unreadable as failure:
            yield Entry(member, Missing(member.path, str(failure)))

    def _read(
        self, member: Member, kind: Kind, wanted: FileSettings, stream: BinaryIO
    ) -> Iterator[Entry]:
        """Yield what there is to show of an open file, and count what it turned out to be."""
        content = Content(stream, member.path, wanted.dialect, Remarks())
        title, is_known = kind.title, True
        for finding in _readable(read(kind, content)):
            if isinstance(finding, Recognised):
                # What it was taken for gives way to what it is; of several the first counts.
                title = finding.title if title == kind.title else title
                continue
            is_known &= not isinstance(finding, Unknown)
            yield self._entry(member, finding, wanted, content.remarks)
        if is_known:
            self.tally.files[title] += 1
        else:
            self.tally.count_unknown(member.path)
        if is_known and title == NO_SCHEDULES and member.named:
            yield Entry(member, Nothing("there are no schedules here that quartzcron knows"))

    def _entry(
        self,
        member: Member,
        finding: Found | Fault | Passed | Unknown,
        wanted: FileSettings,
        remarks: Remarks,
    ) -> Entry:
        """Return what was found with the problems that are to be shown."""
        verdict = None
        problems: list[Located] = []
        if isinstance(finding, Found):
            verdict = self._verdict(finding, wanted)
            reasons = {_NOT_KNOWN.get(each.code) for each in verdict.errors}
            if reasons and None not in reasons:
                reason = min(filter(None, reasons))
                return Entry(member, Passed(finding.place, finding.text, reason))
            for each in (*verdict.errors, *verdict.warnings):
                (line, column), (_, end) = map(finding.place.at, each.span)
                problems.append(Located(line, column, end, each))
        elif isinstance(finding, Fault):
            line, column = finding.place.at(0)
            problems.append(Located(line, column, column, finding.problem))
        shown = [each for each in problems if _is_shown(each, wanted, remarks)]
        self.tally.hidden += len(problems) - len(shown)
        return Entry(member, finding, tuple(shown), verdict)

    def _verdict(self, found: Found, wanted: FileSettings) -> Verdict:
        """Judge a schedule by what stands in the file, and else by what is wanted of it."""
        dialect = wanted.dialect or Dialect.named(found.system)
        zone = found.zone or wanted.zone
        select = [code for code in CODES if code in (wanted.select or ()) and _is_warning(code)]
        return judge(Source(found.text), Terms(dialect, zone, self._after, select))


def _is_warning(code: str) -> bool:
    return CODES[code][0] == "warning"  # type: ignore[index]


def _is_shown(located: Located, wanted: FileSettings, remarks: Remarks) -> bool:
    code = located.problem.code
    return wanted.shows(code) and not remarks.hides(located.line, code)


class _Unreadable(Exception):  # noqa: N818 - it never leaves this module
    """Reading a file has failed."""


def _readable(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield what a reader yields; what its stream raises becomes _Unreadable.

    Only that: where the output fails, which is between two findings, the program ends.
    """
    while True:
        try:
            finding = next(findings, None)
        except OSError as error:
            raise _Unreadable(error.strerror or str(error)) from error
        if finding is None:
            return
        yield finding


@contextlib.contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Open a file to be read."""
    try:
        stream = open(path, "rb")  # noqa: SIM115 - it is closed below
    except OSError as error:
        raise _Unreadable(error.strerror or str(error)) from error
    with stream:
        yield stream

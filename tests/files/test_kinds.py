"""What a file is: told by its name, then by what stands in it; a tree of all kinds."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
from forty_files import FILES, NONE, UNKNOWN, File

from quartzcron.cli.inspection import Entry, Inspection, opened
from quartzcron.files import kinds as kinds_room
from quartzcron.files import nodes
from quartzcron.files.contents import Content, Remarks
from quartzcron.files.findings import Fault, Found, Passed, Recognised, Unknown
from quartzcron.files.kinds import KINDS, family_of, kind_of, read
from quartzcron.files.settings import FileSettings, Settings
from quartzcron.files.walking import Member, files_of

NAMES = [
    ("deploy/job.yaml", "yaml"),
    ("CI.YML", "yaml"),
    ("cron.d/job.yaml", "yaml"),
    ("crontab", "crontab"),
    ("/etc/crontab", "crontab"),
    ("/etc/cron.d/backup", "crontab"),
    ("/var/spool/cron/crontabs/root", "crontab"),
    ("nightly.cron", "crontab"),
    ("nightly.CRONTAB", "crontab"),
    ("root.tab", "crontab"),
    ("times.cron.txt", "lines"),
    ("times.CRON.TXT", "lines"),
    ("-", "lines"),
    *((name, None) for name in ("schedules.txt", "crontab.txt", "cron", "cron.py", "Crontab")),
    *(
        (name, None)
        for name in (
            "cron.d/.placeholder",
            "crontabs/.x",
            "a.yaml.j2",
            "a.tf",
            "x/-",
            "cron.d/x/y",
            "crons",
            "yaml",
        )
    ),
]


@pytest.mark.parametrize(("name", "kind"), NAMES)
def test_the_name_tells_what_a_file_is(name: str, kind: str | None) -> None:
    found = kind_of(name)
    assert (found and found.name) == kind


FAMILIES = [
    ("a/b.PY", ".py"),
    ("Makefile", "Makefile"),
    (".gitignore", ".gitignore"),
    ("a.tar.gz", ".gz"),
    ("a.\x1b[31m", r".\x1b[31m"),
    ("a.", "a."),
]


@pytest.mark.parametrize(("name", "family"), FAMILIES)
def test_files_of_no_kind_are_counted_by_their_endings(name: str, family: str) -> None:
    assert family_of(name) == family


def test_a_file_is_what_it_is_read_as_until_the_reader_knows_better() -> None:
    content = Content(io.BytesIO(b"on: {schedule: [{cron: x}]}"), "a", None, Remarks())
    first, second, found = read(KINDS["yaml"], content)
    assert (first, second) == (Recognised(NONE), Recognised("GitHub workflow"))
    assert isinstance(found, Found)


# --- a tree of all kinds ---------------------------------------------------


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of every kind."""
    root = tmp_path_factory.mktemp("tree")
    for file in FILES:
        path = root / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = file.content if isinstance(file.content, bytes) else file.content.encode()
        path.write_bytes(raw)
    return root


def inspected(path: str, named: bool = True) -> tuple[list[Entry], Inspection]:
    """Return what is found in a file, and the inspection with its tally."""
    inspection = Inspection(Settings(), FileSettings(), None, opened)
    return list(inspection.entries(Member(path, named))), inspection


def brief(entry: Entry) -> list[str]:
    """Return a schedule and the codes of its errors, the code of a fault, or a reason."""
    if isinstance(entry.finding, Found):
        return [entry.finding.text, *(each.problem.code for each in entry.problems)]
    if isinstance(entry.finding, Fault):
        return [entry.finding.problem.code]
    return [entry.finding.reason] if isinstance(entry.finding, Passed) else []


def test_there_are_forty_kinds_and_more() -> None:
    assert len({file.name for file in FILES}) == len(FILES) > 60
    assert len({family_of(file.name) for file in FILES if file.said == UNKNOWN}) > 20


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_is_read_as_what_it_is_not(tree: Path, file: File) -> None:
    entries, inspection = inspected(str(tree / file.name))
    tally = inspection.tally
    assert [each for entry in entries for each in brief(entry)] == list(file.found)
    if file.said == UNKNOWN:
        assert tally.unknown == {family_of(file.name): 1}
        assert tally.files == {}
        # It is said, and trouble: it was named.
        assert [entry.is_trouble for entry in entries if isinstance(entry.finding, Unknown)] == [
            True
        ]
    else:
        assert (tally.files, tally.unknown) == ({file.said: 1}, {})
        assert not any(entry.is_trouble for entry in entries)


def test_a_walk_passes_nothing_over_without_a_word(tree: Path) -> None:
    inspection = Inspection(Settings(), FileSettings(), None, opened)
    entries = [each for met in files_of([str(tree)]) for each in inspection.entries(met)]
    tally = inspection.tally
    assert not any(entry.is_trouble for entry in entries)
    assert tally.files == Counter(file.said for file in FILES if file.said != UNKNOWN)
    assert tally.unknown == Counter(family_of(file.name) for file in FILES if file.said == UNKNOWN)
    assert tally.files.total() + tally.unknown.total() == len(FILES)
    assert tally.schedules == sum(isinstance(entry.finding, Found) for entry in entries)
    # Where a key for schedules was not understood, its place is said.
    shown = {entry.member.path for entry in entries if entry.is_unchecked}
    assert shown == {
        str(tree / file.name)
        for file in FILES
        if file.said == UNKNOWN and file.name.endswith((".yml", ".yaml"))
    }


def test_no_yaml_is_parsed_in_which_no_schedule_can_stand(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []
    plainly = nodes._loader

    def counted() -> object:
        parsed.append("x")
        return plainly()

    monkeypatch.setattr(nodes, "_loader", counted)
    for name in ("k8s/deployment.yaml", "k8s/large.yaml", "k8s/empty.yaml", "docker-compose.yml"):
        inspected(str(tree / name))
    assert parsed == []
    inspected(str(tree / "k8s/all.yaml"))
    assert parsed == ["x"]


def test_files_of_no_kind_are_not_opened(tree: Path) -> None:
    names: list[str] = []

    def counted(path: str) -> object:
        names.append(path)
        return opened(path)

    inspection = Inspection(Settings(), FileSettings(), None, counted)  # type: ignore[arg-type]
    for met in files_of([str(tree)]):
        list(inspection.entries(met))
    assert len(names) == sum(kinds_room.kind_of(file.name) is not None for file in FILES)

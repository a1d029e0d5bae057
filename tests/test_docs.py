"""The documentation: what its tables promise is complete, and what it shows is real.

The examples behind >>> run as doctests; here stand the checks of what doctest
cannot see: the generated tables, the pages' claims in tables of their own, and
what the command line prints.
"""

from __future__ import annotations

import importlib.util
import io
import re
import shlex
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from pages import SEARCHED
from real_systems import clocks

import quartzcron
from quartzcron import CatchUp, Dialect
from quartzcron.answers.catch_up import SYSTEMS
from quartzcron.cli.program import program
from quartzcron.clock import moments
from quartzcron.dialects import GROUPS
from quartzcron.errors import CODES, IN_FILES

DOCS = Path(__file__).parent.parent / "docs"


def load(name: str) -> ModuleType:
    """Load a module that stands beside the pages and belongs to no package."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The modules beside the pages import each other by plain names.
sys.path.append(str(DOCS))
tables = load("tables")
pictured = load("pictured")
FACTS = tables.FACTS
sought = load("sought").sought


def page(name: str) -> str:
    """Return the text of a page."""
    return (DOCS / f"{name}.md").read_text("utf-8")


# --- the tables ------------------------------------------------------------


def test_every_code_has_an_example_and_no_other_is_described() -> None:
    assert set(FACTS["codes"]) == set(CODES) - set(IN_FILES)
    assert list(FACTS["file_codes"]) == list(IN_FILES)


@pytest.mark.parametrize("name", [name for name in CODES if name not in IN_FILES])
def test_each_example_gives_its_code(name: quartzcron.ProblemCode) -> None:
    examples = tables.problem_tables.examples_of(name)
    assert examples
    for text, dialect, _, problem in examples:
        assert problem.code == name
        assert problem.severity == CODES[name][0]
        if dialect == tables.problem_tables.SCHEDULE:
            continue  # made from right texts, or it would not be there
        assert quartzcron.is_valid(text, dialect) is (problem.severity == "warning")


@pytest.mark.parametrize("name", IN_FILES)
def test_each_file_gives_its_code(name: quartzcron.ProblemCode) -> None:
    fault = load("file_faults").fault_of(name, FACTS["file_codes"][name])
    assert (fault.problem.code, fault.problem.severity) == (name, CODES[name][0])


def test_the_tables_have_every_code_under_its_severity() -> None:
    for severity in ("error", "warning"):
        codes = [
            name for name, (kind, _) in CODES.items() if kind == severity and name not in IN_FILES
        ]
        assert re.findall(r'<span id="([^"]+)">', tables.problem_tables.codes(severity)) == codes
    assert re.findall(r'<span id="([^"]+)">', tables.generated()["file_codes"]) == list(IN_FILES)


def test_the_tables_have_every_dialect() -> None:
    names = list(Dialect.names())
    assert (
        re.findall(r"^\| \[`([^`]+)`\]", tables.dialect_tables.dialect_overview(), re.MULTILINE)
        == names
    )
    sections = "\n".join(map(tables.dialect_tables.dialect_sections, GROUPS))
    assert re.findall(r"^## (.+)$", sections, re.MULTILINE) == names


def test_each_group_of_dialects_has_its_page() -> None:
    for group, name in tables.dialect_tables.PAGES.items():
        assert f"<!-- begin dialects_{group} -->" in page(name)


@pytest.mark.parametrize("kind", ["accidents", "notes"])
def test_remarks_are_about_dialects_that_exist(kind: str) -> None:
    assert set(FACTS[kind]) <= set(Dialect.names())


def test_every_dialect_of_a_system_names_its_source() -> None:
    sources = FACTS["sources"]
    assert [*sources] == [name for name in Dialect.names() if name != "quartzcron"]
    assert all(each.startswith("https://") for each in sources.values())
    sections = "\n".join(map(tables.dialect_tables.dialect_sections, GROUPS))
    assert [each for each in sources.values() if f"({each})" not in sections] == []


def test_each_page_begins_with_a_title_and_a_sentence() -> None:
    for name in set(pages()) - {"changelog"}:
        title, first = re.split(r"\n\n+", page(name))[:2]
        assert re.fullmatch(r"# \S.*", title), name
        # No code, no list and no table: what the title asks is answered in words.
        assert re.match(r"\w|`(?!``)", first), name


def test_what_a_system_takes_by_accident_is_an_error() -> None:
    for dialect, accidents in FACTS["accidents"].items():
        # Or it refers to a dialect with the same ones.
        texts = FACTS["accidents"][accidents] if isinstance(accidents, str) else accidents
        for text, _ in texts:
            assert not quartzcron.is_valid(text, dialect), (text, dialect)


def test_every_table_is_shown_on_a_page_and_has_one_width() -> None:
    parts = re.findall(r"^<!-- begin (\w+) -->$", "".join(map(page, pages())), re.MULTILINE)
    made = tables.generated()
    assert sorted(parts) == sorted(made)
    for text in made.values():
        for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
            # A | inside a cell is escaped; one that is not would make a column of its own.
            widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            assert len(widths) == 1, block


def test_what_is_generated_in_the_pages_is_that_of_today() -> None:
    assert tables.filling.stale(tables.generated()) == [], "run python -m docs.tables --write"


@pytest.mark.parametrize("path", tables.filling.pages(), ids=lambda path: path.name)
def test_the_parts_of_a_page_begin_and_end(path: Path) -> None:
    comments = re.findall(r"^<!--.*?-->$", path.read_text("utf-8"), re.MULTILINE)
    assert comments[1::2] == ["<!-- end -->"] * (len(comments) // 2)
    assert all(re.fullmatch(r"<!-- begin [\w./-]+ -->", each) for each in comments[::2])


def test_a_part_that_nobody_makes_is_an_error() -> None:
    with pytest.raises(KeyError, match="nothing"):
        tables.filling.filled("<!-- begin nothing -->\n<!-- end -->", {})


def test_a_stale_page_is_named_and_written_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "page.md"
    old.write_text("a\n<!-- begin one -->\nold\n<!-- end -->\nz\n", "utf-8")
    monkeypatch.setattr(tables.filling, "pages", lambda: [old])
    monkeypatch.setattr(tables, "generated", lambda: {"one": "new"})
    statuses = []
    for arguments in ([], ["--write"], []):
        with pytest.raises(SystemExit) as end:
            tables.main(arguments)
        statuses.append(int(end.value.code or 0))
    assert statuses == [1, 0, 0]
    assert capsys.readouterr().out == "page.md is not that of today\npage.md written\n"
    assert old.read_text("utf-8") == "a\n<!-- begin one -->\n\nnew\n\n<!-- end -->\nz\n"


#: What is for Sphinx alone: the order of the pages, and the changes, which stand in a file of their own.
FOR_SPHINX = {"toctree", "include", "code-block"}


def test_pages_are_readable_without_sphinx() -> None:
    for name in pages():
        outside = re.sub(r"`[^`\n]+`", "", page(name))
        assert "{{" not in outside, name
        assert set(re.findall(r"^```\{([\w-]+)\}", page(name), re.MULTILINE)) <= FOR_SPHINX


def test_the_page_on_real_systems_knows_how_many_lists_are_asked_for() -> None:
    # Each of the zones changes its clock twice a year.
    assert 2 * len(clocks.ZONES) * len(clocks.TEXTS) == tables.systems.LISTS
    assert all(
        each.get("lists", 0) <= tables.systems.LISTS for each in tables.systems.FACTS["systems"]
    )


def pages() -> list[str]:
    """Return the names of all pages."""
    return sorted(path.stem for path in DOCS.glob("*.md"))


def test_every_page_is_in_the_table_of_contents() -> None:
    contents = re.findall(r"^```\{toctree\}\n(.*?)^```$", page("index"), re.MULTILINE | re.DOTALL)
    listed = re.findall(r"^[\w-]+$", "".join(contents), re.MULTILINE)
    assert sorted([*listed, "index"]) == pages()


def test_every_page_is_linked_from_the_front_page() -> None:
    # The pages on dialects of one kind are linked from the one on dialects.
    linked = re.findall(r"\]\(([\w-]+)\.md\)", page("index") + page("dialects"))
    assert set(linked) >= set(pages()) - {"index"}


# --- the pages -------------------------------------------------------------


@pytest.mark.parametrize(("words", "name"), SEARCHED.items())
def test_what_people_search_for_leads_to_a_page(words: str, name: str) -> None:
    # As Sphinx's search does: an entry that has the words, at most twice as long.
    found = {
        each: page
        for page, entries in sought().items()
        for each in entries
        if words.lower() in each.lower() and len(each) <= 2 * len(words)
    }
    assert found
    assert found[min(found, key=len)] == name


def test_no_words_lead_to_two_pages() -> None:
    entries = [each.lower() for words in sought().values() for each in words]
    assert sorted(set(entries)) == sorted(entries)
    assert set(sought()) <= set(pages())


def test_every_page_is_found_by_other_words() -> None:
    # All but those that only lead on, and those that nobody looks for by other words.
    without = {"index", "glossary", "changelog", "services", "api"}
    assert set(pages()) - set(sought()) - without == set()


def test_the_glossary_is_in_order() -> None:
    words = re.findall(r"^\* \*\*([^*.,]+)", page("glossary"), re.MULTILINE)
    assert words == sorted(words, key=str.lower)
    sought = re.findall(r"^\| ([^|]+?) \| \[", page("glossary"), re.MULTILINE)
    assert sought == sorted(sought, key=str.lower)


def test_what_the_page_on_expressions_calls_refused_is_refused() -> None:
    section = page("expressions").partition("## What is refused")[2]
    rows = re.findall(r"^\| (`.*?`) \|", section, re.MULTILINE)
    texts = [text for cell in rows for text in re.findall(r"`([^`]+)`", cell)]
    assert len(texts) >= 15
    for text in texts:
        assert not quartzcron.is_valid(text), text


def test_the_page_on_missed_runs_has_the_rule_of_every_system() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(CatchUp\(.*?\))` \|", page("missed"), re.MULTILINE)
    known = {"CatchUp": CatchUp, "timedelta": timedelta}
    assert {name: eval(rule, known) for name, rule in rows} == SYSTEMS


def test_the_reference_has_every_public_name() -> None:
    described = [name for name in tables.reference.names() if "." not in name]
    assert sorted(described) == sorted(set(quartzcron.__all__) - {"__version__"})


def test_the_pictures_of_the_page_are_those_of_today() -> None:
    written = {path.name: path.read_text("utf-8") for path in pictured.FOLDER.iterdir()}
    assert written == pictured.files(), "run python -m docs.pictured"


# --- the command line ------------------------------------------------------


class Shell:
    """Just enough of a shell for the page: quotes, < and $?."""

    def __init__(self, files: dict[str, str]) -> None:
        self._files = files
        self._status = 0

    def run(self, line: str) -> str:
        """Return what a line prints, both streams in the order of a terminal."""
        if line == "echo $?":
            return f"{self._status}\n"
        command, *words = shlex.split(line)
        assert command == "quartzcron"
        given = ""
        if "<" in words:
            *words, _, name = words
            given = self._files[name]
        both = io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
            patch.setattr(sys, "stdout", both)
            patch.setattr(sys, "stderr", both)
            with pytest.raises(SystemExit) as end:
                program.main(words, prog_name="quartzcron")
        self._status = int(str(end.value.code))
        return both.getvalue()


TRANSCRIPT = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(
    r"^```\{code-block\} text\n:caption: (\S+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize("name", ["command-line"])
def test_the_transcripts_are_real(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 1, 1, tzinfo=UTC))
    text = page(name)
    files = dict(FILE.findall(text))
    for file, content in files.items():
        (tmp_path / file).write_text(content, "utf-8")
    shell = Shell(files)
    transcripts = TRANSCRIPT.findall(text)
    assert len(transcripts) >= 8
    for transcript in transcripts:
        commands = re.findall(r"^\$ (.*)$", transcript, re.MULTILINE)
        assert "".join(f"$ {line}\n{shell.run(line)}" for line in commands) == transcript


def test_the_pages_name_no_place_of_this_machine() -> None:
    for path in DOCS.glob("*.*"):
        text = path.read_text("utf-8")
        assert str(DOCS.parent) not in text, path
        assert sys.prefix not in text, path

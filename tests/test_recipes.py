"""The recipes for job queues: one shape, and each run by the command of the engines.

What they do in their queues is seen by `python -m tests.engines`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from engines import ENGINES, FOLDER, ROOT
from engines.recipes import FILE, written

from quartzcron import Schedule

PAGE = (ROOT / "docs" / "job-queues.md").read_text("utf-8")
INTEGRATIONS = (ROOT / "docs" / "integrations.md").read_text("utf-8")

#: The heading of each recipe, and what is below it.
RECIPES = dict(re.findall(r"^## ([^\n]+)\n\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))

QUEUES = [(heading, heading.split()[0].lower()) for heading in RECIPES]


def test_each_recipe_of_the_table_is_there() -> None:
    listed = re.findall(r"^\| \[(.+?)\]\(#(.+?)\)", PAGE, re.MULTILINE)
    assert [heading for heading, _ in listed] == list(RECIPES)
    assert [anchor for _, anchor in listed] == [each.lower().replace(" ", "-") for each in RECIPES]


@pytest.mark.parametrize(("heading", "name"), QUEUES)
def test_a_recipe_shows_its_code_says_what_it_gains_and_warns(heading: str, name: str) -> None:
    parts = RECIPES[heading].strip().split("\n\n")
    assert parts[0].startswith("```{code-block} python\n:caption: ")
    opening = [i for i, part in enumerate(parts) if part.startswith("What you gain")]
    warning = parts.index("Pitfalls:")
    assert len(opening) == 1
    assert 0 < opening[0] < warning == len(parts) - 2
    assert all(line.startswith(("* **", "  ")) for line in parts[-1].splitlines())
    assert parts[-1].count("* **") >= 3


@pytest.mark.parametrize(("heading", "name"), QUEUES)
def test_the_code_of_a_recipe_is_what_its_engine_runs(
    heading: str, name: str, tmp_path: Path
) -> None:
    [(file, code)] = FILE.findall(RECIPES[heading])
    compile(code, file, "exec")
    # The same two schedules in each.
    texts = re.findall(r"Schedule\((\"[^)]+\"), tz=(\"[^)]+\")\)", code)
    assert texts == [('"0 9 LW * *"', '"Europe/Paris"'), ('"*/2 * * * * ?"', '"UTC"')]
    for text, zone in texts:
        assert Schedule(text.strip('"'), zone.strip('"')).next_fire_time() is not None
    assert name in ENGINES
    written("job-queues", file, tmp_path)
    assert (tmp_path / file).read_text("utf-8") == code
    assert f'prepared(folder, "{file}", MYAPP' in (FOLDER / f"{name}_.py").read_text("utf-8")


@pytest.mark.parametrize(("heading", "name"), QUEUES)
def test_the_versions_that_were_run_are_told(heading: str, name: str) -> None:
    [row] = [line for line in INTEGRATIONS.splitlines() if line.startswith(f"| [{heading}](")]
    wanted = (FOLDER / "environments" / f"{name}.txt").read_text("utf-8")
    versions = dict(re.findall(r"^(\w+)(?:\[\w+\])?==(.+)$", wanted, re.MULTILINE))
    for word in heading.lower().split():
        if word in versions:
            assert re.search(rf"\b{word} {re.escape(versions[word])}\b", row.lower())
    assert name in versions

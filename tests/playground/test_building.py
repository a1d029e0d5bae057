"""The parts of the playground: all there, pinned, and nothing that a browser would fetch elsewhere."""

from __future__ import annotations

import json
import re
import shutil
import sys
import urllib.request
from pathlib import Path

import pytest

from docs.playground import building, serving, visiting
from docs.playground.__main__ import main

PAGE = (building.HERE / "page.html").read_text("utf-8")
SCRIPTS = {
    name: (building.HERE / name).read_text("utf-8")
    for name in ("page.js", "speaking.js", "worker.js")
}


def test_the_page_loads_only_what_lies_beside_it() -> None:
    loaded = re.findall(r'<(?:script|link|img)\b[^>]*?(?:src|href)="([^"]+)"', PAGE)
    assert sorted(loaded) == ["data:,", "page.css", "page.js"]
    assert "default-src 'self'" in PAGE
    for script in SCRIPTS.values():
        assert "http" not in script
    assert "url(" not in (building.HERE / "page.css").read_text("utf-8")


def test_every_part_of_the_page_is_there() -> None:
    assert all((building.HERE / name).is_file() for name in building.PAGE)
    imported = [
        name for each in SCRIPTS.values() for name in re.findall(r'from "\./([^"]+)"', each)
    ]
    # The labels are put together by the build.
    assert imported == ["speaking.js", "labels.js", "pyodide/pyodide.mjs"]


def test_what_the_script_looks_for_stands_in_the_page() -> None:
    ids = set(re.findall(r'\bid="([^"]+)"', PAGE))
    assert set(re.findall(r'\bat\("([^"]+)"\)', SCRIPTS["page.js"])) <= ids
    # The fields of the link, too.
    [fields] = re.findall(r"FIELDS = \[(.*?)\]", SCRIPTS["page.js"])
    assert set(json.loads(f"[{fields}]")) <= ids


def test_every_control_has_a_label() -> None:
    controls = set(re.findall(r'<(?:input|select)\b[^>]*\bid="([^"]+)"', PAGE))
    assert controls
    assert controls == set(re.findall(r'<label for="([^"]+)"', PAGE))


def test_what_comes_from_npm_is_pinned() -> None:
    package = json.loads((building.HERE / "package.json").read_text("utf-8"))
    assert set(package["devDependencies"]) == {"pyodide", "axe-core"}
    assert all(re.fullmatch(r"[\d.]+", each) for each in package["devDependencies"].values())


def test_the_wheel_is_built_from_sources_that_exist() -> None:
    assert all((building.ROOT / name).is_file() for name in building.SOURCES)


def test_without_npm_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "KEPT", tmp_path)
    monkeypatch.setattr(building, "MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(FileNotFoundError, match="needs npm, which is not installed"):
        building.fetch_modules()


def test_without_a_browser_the_check_is_skipped_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["playground", "--check"])
    assert main() == 0
    said = capsys.readouterr().out
    assert said.startswith("skipped: ")
    assert "chromium, npm not installed" in said
    assert visiting.browser_path() is None


def test_files_are_served_with_their_kinds(tmp_path: Path) -> None:
    kinds = {"a.mjs": "text/javascript", "a.wasm": "application/wasm", "a.html": "text/html"}
    for name in kinds:
        (tmp_path / name).write_text("x", encoding="utf-8")
    with serving.serving(tmp_path) as address:
        for name, kind in kinds.items():
            with urllib.request.urlopen(address + name) as response:
                assert response.headers["Content-Type"] == kind
                assert response.headers["Cache-Control"] == "no-cache"

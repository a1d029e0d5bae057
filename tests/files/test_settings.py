"""The settings of a project: which file they are in, what they are for, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quartzcron import Dialect
from quartzcron.files.patterns import matches
from quartzcron.files.settings import FileSettings, Settings, SettingsError, settings_near

# --- patterns --------------------------------------------------------------

PATTERNS = [
    # A name alone: at any depth, and all below it.
    (
        "vendor",
        ["vendor", "a/vendor", "vendor/b/c.yaml", "a/vendor/b"],
        ["vendors", "a/xvendor", "vendo"],
    ),
    ("*.yaml", ["a.yaml", "x/a.yaml", ".yaml"], ["a.yml", "a.yaml2"]),
    ("vendor/", ["a/vendor/x"], ["vendors/x"]),
    # From the folder on.
    ("etc/*.txt", ["etc/a.txt", "etc/a.txt/b"], ["x/etc/a.txt", "etc/x/a.txt", "etcx/a.txt"]),
    ("/vendor/x", ["vendor/x", "vendor/x/y"], ["a/vendor/x"]),
    ("./etc/a", ["etc/a"], ["x/etc/a"]),
    ("etc/job?", ["etc/job1"], ["etc/job", "etc/job12", "etc/job/"]),
    # Folders between.
    ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["a/xb", "ab", "x/a/b"]),
    ("**/b", ["b", "x/y/b"], ["xb"]),
    ("a/**", ["a/b", "a/b/c"], ["b/a/c"]),
    # All other signs are themselves.
    ("a[1]+.(y)", ["a[1]+.(y)"], ["a1.y", "a1+.y"]),
]


@pytest.mark.parametrize(("pattern", "yes", "no"), PATTERNS)
def test_patterns(pattern: str, yes: list[str], no: list[str]) -> None:
    assert [path for path in yes + no if matches(path, pattern)] == yes


# --- where they stand ------------------------------------------------------


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(text, "utf-8")


def test_the_nearest_file_with_settings_counts(tmp_path: Path) -> None:
    assert settings_near(tmp_path) == Settings(tmp_path)
    write(tmp_path, "[tool.quartzcron]\nignore = 'too-often'\n")
    inner = tmp_path / "a" / "b"
    write(inner, "[project]\nname = 'x'\n")
    found = settings_near(inner)
    assert found.folder == tmp_path
    assert found.everywhere.ignore == {"too-often"}
    write(inner, "[tool.quartzcron]\n")
    assert settings_near(inner) == Settings(inner)


EXAMPLE = """
[tool.quartzcron]
select = ["uneven-step", "out-of-range, clock-gap"]
exclude = ["vendor", "tests/data/*.yaml"]
tz = "Europe/Paris"

[[tool.quartzcron.files]]
path = "etc/*.txt"
as = "lines"
dialect = "spring"
ignore = "clock-gap"

[[tool.quartzcron.files]]
path = ["etc/b*", "other"]
dialect = "quartz"
select = "never-fires"
ignore = ["uneven-step"]
"""


def test_what_is_set_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, EXAMPLE)
    (tmp_path / "etc").mkdir()
    monkeypatch.chdir(tmp_path / "etc")
    settings = settings_near(Path.cwd())
    plain = settings.of("x.txt")
    assert (plain.kind, plain.dialect, str(plain.zone)) == (
        "lines",
        Dialect.named("spring"),
        "Europe/Paris",
    )
    assert plain.select == frozenset({"uneven-step", "out-of-range", "clock-gap"})
    assert plain.ignore == {"clock-gap"}
    assert [plain.shows(code) for code in ("uneven-step", "clock-gap", "too-often")] == [
        True,
        False,
        False,
    ]
    # The later table goes before, and what is ignored adds up.
    later = settings.of(str(tmp_path / "etc" / "b.txt"))
    assert (later.kind, later.dialect) == ("lines", Dialect.named("quartz"))
    assert later.select == frozenset({"never-fires"})
    assert later.ignore == {"clock-gap", "uneven-step"}
    assert settings.of("../other/x").dialect == Dialect.named("quartz")
    assert settings.of("../x") == settings.everywhere
    # What is asked for goes before all of them.
    asked = FileSettings("crontab", None, None, frozenset({"too-often"}), frozenset({"clock-fold"}))
    assert asked.over(later) == FileSettings(
        "crontab", later.dialect, later.zone, asked.select, later.ignore | {"clock-fold"}
    )


def test_what_is_excluded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, EXAMPLE)
    monkeypatch.chdir(tmp_path)
    settings = settings_near(tmp_path)
    paths = ["vendor/a", "x/vendor/a.cron", "tests/data/a.yaml", "tests/data/a.yml", "a"]
    assert [settings.excludes(path) for path in paths] == [True, True, True, False, False]
    assert not Settings().excludes("vendor/a")


# --- what is refused -------------------------------------------------------

WRONG = [
    ("[tool.quartzcron]\nignor = 'x'", 'there is no setting "ignor"; did you mean ignore?'),
    (
        "[tool.quartzcron]\nxyzzy = 1",
        'there is no setting "xyzzy"; choose from dialect, tz, select, ignore, exclude, files',
    ),
    ("[tool.quartzcron]\npath = 'a'", 'there is no setting "path"; choose from '),
    (
        "[tool.quartzcron]\nignore = 'unevenstep'",
        'there is no code "unevenstep"; did you mean uneven-step?',
    ),
    ("[tool.quartzcron]\nselect = ['xyzzy']", 'there is no code "xyzzy"'),
    ("[tool.quartzcron]\nselect = [1]", "1 is no text"),
    (
        "[tool.quartzcron]\ntz = 'Europe/Pari'",
        'there is no time zone "Europe/Pari"; did you mean Europe/Paris?',
    ),
    ("[tool.quartzcron]\ndialect = 'quarz'", 'there is no dialect "quarz"; did you mean quartz?'),
    ("[tool.quartzcron]\nfiles = 'a'", "files is a list of tables: [[tool.quartzcron.files]]"),
    ("[tool.quartzcron]\nfiles = ['a']", "files is no table"),
    ("[[tool.quartzcron.files]]\nas = 'lines'", "a table of files needs a path"),
    ("[[tool.quartzcron.files]]\npath = []", "a table of files needs a path"),
    (
        "[[tool.quartzcron.files]]\npath = 'a'\nas = 'line'",
        'there is no kind of files "line"; did you mean lines?',
    ),
    (
        "[[tool.quartzcron.files]]\npath = 'a'\nexclude = 'b'",
        'there is no setting "exclude"; choose from dialect, tz, select, ignore, path, as',
    ),
    ("[tool]\nquartzcron = 1", "tool.quartzcron is no table"),
    ("[tool", "Expected ']' at the end of a table declaration"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_wrong_is_said_with_the_file(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, text)
    with pytest.raises(SettingsError, match=re.escape(message)) as caught:
        settings_near(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'pyproject.toml'}: ")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match="utf-8"):
        settings_near(tmp_path)
    # What others make of theirs is not for us to say.
    (tmp_path / "pyproject.toml").write_text("tool = 1")
    assert settings_near(tmp_path) == Settings(tmp_path)

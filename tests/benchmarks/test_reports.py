"""What a run of the benchmarks reports, and what the page on performance shows of it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime, tzinfo
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rivals import PRESENT, ROOT, TINY, Elsewhere, Fake, case_named, made_up_report

import quartzcron
from benchmarks import pages, plots, report, runner
from benchmarks.brute_force import (
    next_fire,
)
from benchmarks.cases import (
    CASES,
    EVERY_MINUTE,
)
from benchmarks.jobs import Effort
from benchmarks.measure import Call
from benchmarks.runner import Figure, Report, run
from benchmarks.targets import TARGETS

# --- the report ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fake_report() -> Iterator[Report]:
    wanted = ("every minute", "weekday mornings", "third Friday", "last weekday", "never fires")
    cases = [case for case in CASES if case.name in [f"next {plan}" for plan in wanted]]
    cases += [case for case in CASES if case.name in ("next, no more", "import")]
    abroad = Elsewhere()
    abroad.open()
    here = [each for each in PRESENT if each.name == "quartzcron"]
    yield run(cases, [*here, Fake(), abroad], TINY, absent={"cronsim": "pip install it"})
    abroad.close()


def test_wrong_answers_and_what_cannot_be_done_stand_in_the_table(fake_report: Report) -> None:
    at_home, abroad = report.tables(fake_report)
    assert at_home[0] == ["case", "target", "", "quartzcron", "fake"]
    cells = {row[0]: row[4] for row in at_home}
    assert "WRONG" not in cells["next every minute"]
    assert cells["next weekday mornings"].endswith(", 20 of 20 WRONG")
    assert cells["next third Friday"] == "fails: RuntimeError: out of order"
    assert cells["next last weekday"] == "cannot say last weekday"
    assert cells["next, no more"].startswith("is not asked")
    assert abroad[0] == ["case", "target", "", "quartzcron", "elsewhere"]
    # What other languages are not asked is no row of theirs.
    assert [row[0] for row in abroad[1:]] == [
        f"next {plan}"
        for plan in (
            "every minute",
            "weekday mornings",
            "last weekday",
            "third Friday",
            "never fires",
        )
    ]


def test_only_quartzcron_has_targets(fake_report: Report) -> None:
    figures = [each for each in fake_report.figures if each.case == "next every minute"]
    limits = {figure.competitor: figure.limit for figure in figures}
    limit = TARGETS["next"].limit(quartzcron.KERNEL)
    assert limits == {"fake": None, "elsewhere": None, "quartzcron": limit}
    met = [figure.met for figure in figures if figure.competitor == "quartzcron"]
    assert set(met) <= {True, False}


def test_a_report_names_machine_kernel_and_who_is_missing(fake_report: Report) -> None:
    text = "\n".join([*report.heading(fake_report), *report.closing(fake_report)])
    assert f"quartzcron's kernel: {quartzcron.KERNEL}" in text
    assert "absent: cronsim: pip install it" in text
    assert "fake: not a library" in text
    assert "fake from source" in text
    assert "elsewhere 1.2" in text


def test_the_time_of_a_slow_case_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "PATIENCE", 0)
    cases = [case_named("next every minute")]
    found = run(cases, [Fake()], Effort(**{**vars(TINY), "repeats": 5})).figures
    assert found[0].value is not None


def test_a_competitor_that_breaks_later_fails() -> None:
    class Breaking(Fake):
        def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
            calls = iter(range(10_000))

            def answer(moment: datetime) -> datetime | None:
                if next(calls) > 60:
                    raise RuntimeError("worn out")
                return next_fire(EVERY_MINUTE, moment)

            return Call("answer(item)", {"answer": answer})

    effort = Effort(**{**vars(TINY), "repeats": 80})
    (figure,) = run([case_named("next every minute")], [Breaking()], effort).figures
    assert (figure.value, figure.trouble) == (None, "fails: RuntimeError: worn out")


@pytest.mark.parametrize("rich", [True, False])
def test_a_report_is_shown_with_rich_and_without(
    rich: bool,
    fake_report: Report,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if rich:
        pytest.importorskip("rich")
    else:
        monkeypatch.setitem(sys.modules, "rich.console", None)
    report.show(fake_report)
    shown = capsys.readouterr().out
    assert "next weekday mornings" in shown
    assert "20 of 20 WRONG" in shown


def test_a_missed_target_is_told() -> None:
    missed = made_up_report()
    at_home, _ = report.tables(missed)
    assert at_home[1][:4] == ["next every minute", "<= 8 F", "MISSED", "10.0 F (1,300 ns)"]
    assert report.closing(missed) == [
        "quartzcron: targets met: 1 of 2",
        "  missed: next every minute: 10.0 F (1,300 ns), <= 8 F",
        "croniter: well known",
    ]


def test_large_figures_can_be_read() -> None:
    large = Figure("x", "quartzcron", 1234.5, "ms", None, None, 1000, "ms", 1, 0, None)
    assert report.amount(large) == "1,234.50 ms"
    assert report.target(large) == "<= 1,000 ms"


# --- what the page shows ------------------------------------------------------------------------


def test_the_tables_of_the_page_say_what_was_measured() -> None:
    made = pages.files(made_up_report())
    assert "Measured on 2026-11-20 with CPython on Linux. F was 130 ns." in made["setup.md"]
    assert "| croniter | Python | 2 | well known |" in made["setup.md"]
    assert "Absent from this run: croner (npm install)." in made["setup.md"]
    assert made["targets.md"].replace("\N{NO-BREAK SPACE}", " ").splitlines() == [
        "| case | pure | at most |",
        "|---|---|---|",
        "| next every minute | **10.0 F (1,300 ns) missed** | 8 F |",
        "| iterate every five minutes | 5.00 F (650 ns) | 8 F |",
    ]
    assert made["python.md"].replace("\N{NO-BREAK SPACE}", " ").splitlines() == [
        "| case | quartzcron | croniter |",
        "|---|---|---|",
        "| next every minute | 10.0 F<br>1,300 ns | 200 F<br>26.0 us<br>**3 of 20 wrong** |",
        "| iterate every five minutes | 5.00 F<br>650 ns | - |",
    ]
    last = made["languages.md"].replace("\N{NO-BREAK SPACE}", " ").splitlines()[-1]
    assert last.endswith("| 5.00 F<br>650 ns | fails |")
    assert made["missed.md"].startswith("* next every minute, quartzcron: 10.0 F (1,300 ns), aim")
    assert made["quicker.md"] == (
        "* next every minute: Quartz, 5.00 F (650 ns) against 10.0 F (1,300 ns), "
        "though with wrong answers"
    )
    assert made["wrong.md"].splitlines() == [
        "* croniter, next every minute: 3 of 20",
        "* Quartz, next every minute: 2 of 20",
    ]
    assert json.loads(made["figures.json"])["figures"][0]["met"] is False


def test_a_run_without_other_languages_has_all_files_too() -> None:
    whole = made_up_report()
    alone = Report(**{**vars(whole), "competitors": {"quartzcron": "1"}, "absent": {}})
    made = pages.files(alone)
    assert set(made) == set(pages.files(whole))
    assert made["languages.md"] == "None of them took part."
    assert made["quicker.md"] == "Nowhere in this run."
    assert "Absent" not in made["setup.md"]


def test_a_picture_has_a_mark_for_each_figure() -> None:
    drawn = pages.files(made_up_report())["python-next.svg"]
    assert "\n\n" not in drawn
    root = ElementTree.fromstring(drawn)
    told = [each.text for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert told == [
        "croniter, next every minute: 200 F (26.0 us), 3 of 20 answers wrong",
        "quartzcron, next every minute: 10.0 F (1,300 ns)",
    ]
    words = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words[:3] == ["quartzcron", "croniter", "some answers wrong"]
    assert "1k F" in words
    assert "0.1 F" in words


def test_marks_stand_where_the_logarithm_puts_them() -> None:
    scale = plots.Scale([0.4, 2_000.0])
    assert scale.ticks == [0.1, 1, 10, 100, 1_000, 10_000]
    steps = {round(scale.at(b) - scale.at(a)) for a, b in pairwise(scale.ticks)}
    assert len(steps) == 1


@pytest.mark.parametrize("colour", sorted({*plots.COLOURS.values(), plots.OTHER}))
@pytest.mark.parametrize("page", ["#ffffff", "#131416"])
def test_the_colours_can_be_told_from_light_and_dark_pages(colour: str, page: str) -> None:
    # 3 to 1 is what WCAG 2 asks of graphics.
    light, dark = sorted(map(luminance, (colour, page)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_competitors_of_one_picture_look_different() -> None:
    looks = {name: (plots.COLOURS[name], plots.SHAPES.get(name)) for name in plots.COLOURS}
    at_home = ["quartzcron", "croniter", "cronsim", "APScheduler", "cronexpr", "cron-converter"]
    abroad = ["quartzcron", "Quartz", "robfig/cron", "croner", "cron-parser"]
    assert len(looks) == 11
    for group in (at_home, abroad):
        assert len({looks[name] for name in group}) == len(group)


PAGE = ROOT / "docs" / "performance.md"


@pytest.mark.skipif(not PAGE.exists(), reason="no pages here")
def test_the_page_includes_every_file_of_a_run() -> None:
    included = re.findall(r"_static/benchmarks/([\w.-]+)", PAGE.read_text("utf-8"))
    assert set(included) == set(pages.files(made_up_report()))


@pytest.mark.skipif(not PAGE.exists(), reason="no pages here")
def test_what_the_page_shows_is_made_of_the_figures_that_are_kept(tmp_path: Path) -> None:
    kept = PAGE.parent / pages.WHERE
    (tmp_path / pages.WHERE).mkdir(parents=True)
    (tmp_path / pages.WHERE / "figures.json").write_bytes((kept / "figures.json").read_bytes())
    pages.redraw(tmp_path)
    made = {path.name: path.read_text("utf-8") for path in (tmp_path / pages.WHERE).iterdir()}
    shown = {path.name: path.read_text("utf-8") for path in kept.iterdir()}
    assert made == shown, "run python -m benchmarks.pages"

"""What the page Performance shows: tables in Markdown, pictures, and all figures as JSON.

`python -m benchmarks --write docs` writes them to `docs/_static/benchmarks`, and from there `python
-m docs.tables --write` into the page. Nothing on it that a run decides is written by hand.
`python -m benchmarks.pages` draws them anew from the figures that are kept, without a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from pathlib import Path

from benchmarks.cases import CASES, Case
from benchmarks.plots import picture
from benchmarks.report import amount, as_json, by_case, from_json, groups, ratio, target, time
from benchmarks.runner import OURS, Figure, Report

WHERE = Path("_static", "benchmarks")
"""Where the files go, below the folder of the pages."""

PICTURES: Mapping[str, Callable[[Case], bool]] = {
    "next": lambda case: case.job == "next" and not case.own,
    "previous": lambda case: case.job == "previous" and not case.own,
    "iterate": lambda case: case.job == "iterate" or case.job.startswith("parse"),
}
"""The pictures, and the cases that each of them shows."""

TABLES = {"python": "Python", "languages": "other languages"}
"""How the files of each of `report.groups` begin, and what it is called."""


def write(report: Report, folder: Path) -> list[Path]:
    """Write all files below the folder of the pages and return their paths."""
    target_folder = folder / WHERE
    target_folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in files(report).items():
        path = target_folder / name
        path.write_text(content.rstrip("\n") + "\n", encoding="utf-8")
        written.append(path)
    return written


def files(report: Report) -> dict[str, str]:
    """Return the content of every file by its name."""
    made = {
        "figures.json": as_json(report),
        "setup.md": _setup(report),
        "targets.md": _targets(report),
        "missed.md": _missed(report),
        "quicker.md": _quicker(report),
        "wrong.md": _wrong(report),
    }
    found = groups(report)
    for place, (stem, words) in enumerate(TABLES.items()):
        names = found[place] if place < len(found) else []
        made[f"{stem}.md"] = _figures(report, names) if names else "None of them took part."
        for kind, shows in PICTURES.items():
            title = f"{kind}, quartzcron and libraries of {words}"
            made[f"{stem}-{kind}.svg"] = _picture(report, names, title, shows)
    return made


# --- tables ---------------------------------------------------------------------------------------


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(cells)} |" for cells in (head, *rows)]
    lines.insert(1, "|---" * len(head) + "|")
    return "\n".join(lines)


def _setup(report: Report) -> str:
    """Return where the figures come from, who took part and who did not."""
    rows = [
        [name, report.languages[name], version, report.notes.get(name, "")]
        for name, version in report.competitors.items()
    ]
    lines = [
        f"Measured on {report.date} with {report.python} on {report.machine}. "
        f"F was {report.floor:.0f} ns.",
        "",
        _markdown(["", "language", "version", "to know"], rows),
    ]
    if report.absent:
        listed = "; ".join(f"{name} ({why})" for name, why in report.absent.items())
        lines += ["", f"Absent from this run: {listed}."]
    return "\n".join(lines)


def _targets(report: Report) -> str:
    """Return the cases that have a target, and how each of our columns does."""
    ours = [name for name in report.competitors if name in OURS]
    head = ["case"]
    for name in ours:
        head += [OURS[name] or report.kernel, "at most"]
    rows = []
    for case, figures in by_case(report, ours).items():
        if all(figure.limit is None for figure in figures):
            continue
        cells = [case]
        for figure in figures:
            told = figure.trouble or _whole(amount(figure))
            cells += [f"**{told} missed**" if figure.met is False else told]
            cells += [_whole(target(figure).removeprefix("<= "))]
        rows.append(cells)
    return _markdown(head, rows)


def _whole(text: str) -> str:
    """Return a figure in one piece: numbers stay with their units where a cell is narrow."""
    # But for the one in front of the brackets.
    return text.replace(" ", _NO_BREAK).replace(f"{_NO_BREAK}(", " (")


_NO_BREAK = "\N{NO-BREAK SPACE}"


def _figures(report: Report, names: Sequence[str]) -> str:
    rows = [[case, *map(_cell, row)] for case, row in by_case(report, names).items()]
    return _markdown(["case", *names], rows)


def _cell(figure: Figure) -> str:
    """Return a figure as briefly as a wide table wants it: the ratio, and the time below."""
    if figure.value is None:
        return "fails" if (figure.trouble or "").startswith("fails") else "-"
    if figure.ratio is None:
        told = _whole(amount(figure))
    else:
        told = _whole(f"{ratio(figure)} {figure.floor}<br>{time(figure.value)}")
    wrong = f"<br>**{figure.wrong:,} of {figure.checked:,} wrong**" if figure.wrong else ""
    return told + wrong


# --- findings -------------------------------------------------------------------------------------


def _listed(lines: Sequence[str], otherwise: str) -> str:
    return "\n".join(f"* {line}" for line in lines) or otherwise


def _missed(report: Report) -> str:
    missed = [each for each in report.figures if each.met is False]
    return _listed(
        [f"{each.case}, {each.competitor}: {amount(each)}, aim {target(each)}" for each in missed],
        "No aim was missed in this run.",
    )


def _quicker(report: Report) -> str:
    """Return where a competitor needs less than the quicker one of ours."""
    lines = []
    for case, figures in by_case(report, list(report.competitors)).items():
        best = min((each for each in figures if each.competitor in OURS), key=_cost)
        for each in sorted(figures, key=_cost):
            if each.competitor not in OURS and _cost(each) < _cost(best) < inf:
                wrong = ", though with wrong answers" if each.wrong else ""
                lines.append(
                    f"{case}: {each.competitor}, {amount(each)} against {amount(best)}{wrong}"
                )
    return _listed(lines, "Nowhere in this run.")


def _cost(figure: Figure) -> float:
    """Return what figures of one case are compared by: ratios, where there are any."""
    cost = figure.ratio if figure.floor else figure.value
    return inf if cost is None else cost


def _wrong(report: Report) -> str:
    lines = [
        f"{each.competitor}, {each.case}: {each.wrong:,} of {each.checked:,}"
        for each in report.figures
        if each.wrong
    ]
    return _listed(lines, "None in this run.")


# --- pictures -------------------------------------------------------------------------------------


def _picture(
    report: Report, names: Sequence[str], title: str, shows: Callable[[Case], bool]
) -> str:
    shown = {case.name for case in CASES if shows(case)}
    rows = by_case(report, names) if names else {}
    return picture(title, {case: row for case, row in rows.items() if case in shown})


def redraw(folder: Path) -> None:
    """Write all files anew from the figures of the last run."""
    kept = folder / WHERE / "figures.json"
    write(from_json(kept.read_text("utf-8")), folder)


if __name__ == "__main__":
    redraw(Path(__file__).parent.parent / "docs")

"""Figures as a table for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.runner import OURS, Figure, Report

WIDTH = 180
"""Columns of the table where no terminal says otherwise."""


def heading(report: Report) -> list[str]:
    """Return the lines above the tables: where the figures come from."""
    rivals = ", ".join(f"{name} {version}" for name, version in report.competitors.items())
    return [
        f"{report.python} on {report.machine}, quartzcron's kernel: {report.kernel}",
        f"floor F = {report.floor:.0f} ns, the time of datetime(2026, 1, 1, 9, 30)",
        f"measured: {rivals}",
        *(f"absent: {name}: {why}" for name, why in report.absent.items()),
    ]


def closing(report: Report) -> list[str]:
    """Return the lines below the tables: what is missed, what to know."""
    lines = []
    for name in report.competitors:
        judged = [
            each for each in report.figures if each.competitor == name and each.met is not None
        ]
        if judged:
            met = sum(bool(each.met) for each in judged)
            lines.append(f"{name}: targets met: {met} of {len(judged)}")
        lines += [
            f"  missed: {each.case}: {amount(each)}, {target(each)}"
            for each in judged
            if not each.met
        ]
    lines += [f"{name}: {note}" for name, note in report.notes.items()]
    return lines


def tables(report: Report) -> list[list[list[str]]]:
    """Return one table for Python and one for other languages, where there are any."""
    return [table(report, names) for names in groups(report)]


def groups(report: Report) -> list[list[str]]:
    """Return the names of the columns of each table: quartzcron stands in all."""
    ours = [name for name in report.competitors if name in OURS]
    rivals = [name for name in report.competitors if name not in OURS]
    at_home = [name for name in rivals if report.languages[name] == "Python"]
    abroad = [name for name in rivals if report.languages[name] != "Python"]
    return [[*ours, *at_home]] + ([[*ours, *abroad]] if abroad else [])


def table(report: Report, names: Sequence[str]) -> list[list[str]]:
    """Return a table's rows of cells, the first being its head."""
    rows = [["case", "target", "", *names]]
    for case, figures in by_case(report, names).items():
        held = next((figure for figure in figures if figure.limit is not None), None)
        judgement = {None: "", True: "met", False: "MISSED"}[held.met if held else None]
        rows.append([case, target(held), judgement, *map(cell, figures)])
    return rows


def by_case(report: Report, names: Sequence[str]) -> dict[str, list[Figure]]:
    """Return the figures of some competitors by case, without cases that are about ours alone."""
    found = {(figure.case, figure.competitor): figure for figure in report.figures}
    rivals = [name for name in names if name not in OURS] or list(names)
    rows = {}
    for case in dict.fromkeys(figure.case for figure in report.figures):
        if names == groups(report)[0] or any(found[case, name].asked for name in rivals):
            rows[case] = [found[case, name] for name in names]
    return rows


def target(figure: Figure | None) -> str:
    """Return the target of a figure in words, or nothing."""
    if figure is None or figure.limit is None:
        return ""
    return f"<= {figure.limit:,g} {figure.limit_unit}"


def amount(figure: Figure) -> str:
    """Return a figure with its unit; times are told in F first.

    >>> amount(Figure("next", "x", 530.0, "ns", 4.24, "F", 8, "F", 0, 0, None))
    '4.24 F (530 ns)'
    """
    if figure.value is None:
        return ""
    if figure.ratio is None:
        return f"{figure.value:,.2f} {figure.unit}"
    return f"{ratio(figure)} {figure.floor} ({time(figure.value)})"


def ratio(figure: Figure) -> str:
    """Return the ratio of a figure that has one, in three digits or so."""
    assert figure.ratio is not None
    return f"{figure.ratio:,.{_decimals(figure.ratio)}f}"


def cell(figure: Figure) -> str:
    """Return what stands in the table for one figure."""
    if figure.trouble is not None:
        return figure.trouble
    wrong = f", {figure.wrong:,} of {figure.checked:,} WRONG" if figure.wrong else ""
    return amount(figure) + wrong


def _decimals(ratio: float) -> int:
    return 2 if ratio < 10 else 1 if ratio < 100 else 0


def time(nanoseconds: float) -> str:
    """Return a time in words.

    >>> time(44.2), time(12_345.6), time(128e6)
    ('44 ns', '12.3 us', '128 ms')
    """
    if nanoseconds < 10_000:
        return f"{nanoseconds:,.0f} ns"
    if nanoseconds < 10_000_000:
        return f"{nanoseconds / 1_000:,.1f} us"
    return f"{nanoseconds / 1_000_000:,.0f} ms"


def as_json(report: Report) -> str:
    """Return the report as JSON: one object a figure, `met` included."""
    content = asdict(report)
    content["figures"] = [{**asdict(each), "met": each.met} for each in report.figures]
    return json.dumps(content, indent=2)


def from_json(text: str) -> Report:
    """Return the report that `as_json` made a text of.

    >>> empty = Report("", "", "", "", 0.0, {}, {}, {}, {}, [])
    >>> from_json(as_json(empty)) == empty
    True
    """
    content = json.loads(text)
    figures = [
        Figure(**{name: value for name, value in each.items() if name != "met"})
        for each in content.pop("figures")
    ]
    return Report(**content, figures=figures)


def show(report: Report) -> None:
    """Print the report, with rich where it is installed."""
    try:
        _show_rich(report)
    except ModuleNotFoundError:
        print(*heading(report), sep="\n")
        for rows in tables(report):
            print("", *plain(rows), sep="\n")
        print("", *closing(report), sep="\n")


def plain(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the table's lines, in columns of blanks."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = (
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        for row in rows
    )
    return [line.rstrip() for line in padded]


def _show_rich(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    console.print(*map(Text, heading(report)), sep="\n")
    for head, *rows in tables(report):
        drawn = Table(*head)
        for row in rows:
            drawn.add_row(*(Text(text, style=_style(text)) for text in row))
        console.print(drawn)
    console.print(*map(Text, closing(report)), sep="\n")


def _style(text: str) -> str:
    """Return the colour of a cell: what is bad stands out, what cannot be told stands back."""
    if "MISSED" in text or "WRONG" in text:
        return "bold red"
    if text.startswith(("cannot", "refuses", "fails", "is not", "has no", "absent")):
        return "dim"
    return "green" if text == "met" else ""

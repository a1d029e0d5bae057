"""The page of public names: each with its signature and its docstring, as Markdown.

The docstrings write code between single backticks, as Markdown does; only their examples need
fences. The order of the page is in `api.toml`.
"""

from __future__ import annotations

import importlib
import inspect
import re
import tomllib
from pathlib import Path
from typing import Any

import quartzcron
import quartzcron.arrays
import quartzcron.compat.croniter

ORDER: dict[str, Any] = tomllib.loads((Path(__file__).parent / "api.toml").read_text("utf-8"))

#: A signature longer than this gets a line for each parameter.
WIDEST = 80

EXAMPLE = re.compile(r"(?:^>>>.*\n(?:^(?!>>>).+\n)*\n*)+", re.MULTILINE)


class _Bare(str):
    """An annotation that is shown without the quotes of a string."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def names() -> list[str]:
    """Return every name of the page, in its order."""
    return [name for section in ORDER["sections"] for name in section["names"]]


def page() -> str:
    """Return all sections of the page."""
    return "\n\n".join(map(_section, ORDER["sections"]))


def _section(section: dict[str, Any]) -> str:
    parts = [f"## {section['title']}", section.get("intro", "").strip()]
    for name in section["names"]:
        # Under its class, if that is in this section.
        within = name.rpartition(".")[0] in section["names"]
        parts.append(f"{'####' if within else '###'} {_escaped(name)}")
        parts.append(entry(name))
    return "\n\n".join(filter(None, parts))


def _escaped(name: str) -> str:
    return name.replace("_", "\\_")


def entry(name: str) -> str:
    """Return what stands under the heading of a name.

    >>> print(entry("KERNEL").partition(".")[0])
    Which kernel runs: `"compiled"` or `"pure"`
    """
    about: str | None = ORDER["about"].get(name)
    if about is not None:
        return about.strip()
    found = found_under(name)
    text = as_markdown(inspect.getdoc(found) or "")
    if callable(found) and name not in ORDER["made"]["names"]:
        return f"```python\n{signature(name, found)}\n```\n\n{text}"
    return text


def found_under(name: str) -> Any:
    """Return what a name of the page names.

    >>> found_under("arrays.Fleet.due").__name__
    'due'
    """
    if name.startswith("integrations."):
        # Each adapter is imported by its own name.
        importlib.import_module(f"quartzcron.{name.rpartition('.')[0]}")
    found: Any = quartzcron
    for part in name.split("."):
        found = getattr(found, part)
    return found


def signature(name: str, found: Any) -> str:
    """Return how a function is called, as its source says it.

    >>> print(signature("CronExpression.equivalent", quartzcron.CronExpression.equivalent))
    equivalent(other: CronExpression) -> bool
    """
    made = inspect.signature(found)
    shown = [
        each.replace(annotation=_bare(each.annotation))
        for place, each in enumerate(made.parameters.values())
        if place or each.name not in ("self", "cls")
    ]
    # Who makes an object knows what comes of it.
    returned = made.empty if inspect.isclass(found) else _bare(made.return_annotation)
    made = made.replace(parameters=shown, return_annotation=returned)
    short = name.rpartition(".")[2]
    text = _plain(f"{short}{made}")
    return text if len(text) <= WIDEST else _in_lines(short, made)


def _in_lines(short: str, made: inspect.Signature) -> str:
    lines = []
    for each in made.parameters.values():
        if each.kind is each.KEYWORD_ONLY and "    *," not in lines:
            lines.append("    *,")
        lines.append(_plain(f"    {each},"))
    empty = made.return_annotation is made.empty
    end = ")" if empty else f") -> {made.return_annotation}"
    return "\n".join([f"{short}(", *lines, end])


def _plain(text: str) -> str:
    """Return defaults as one would write them."""
    return re.sub(r"<class '(\w+)'>", r"\1", text).replace("mappingproxy({})", "{}")


def _bare(annotation: Any) -> Any:
    return _Bare(annotation) if isinstance(annotation, str) else annotation


def as_markdown(docstring: str) -> str:
    r"""Return a docstring with fences around its examples.

    >>> as_markdown("Add.\n\n>>> 1 + 1\n2\n\nThat is all.")
    'Add.\n\n```pycon\n>>> 1 + 1\n2\n```\n\nThat is all.'
    """
    return EXAMPLE.sub(
        lambda found: f"```pycon\n{found[0].strip()}\n```\n\n", docstring + "\n"
    ).strip()

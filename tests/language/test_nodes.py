"""Nodes print canonical text, and that text reads back as the same nodes."""

from __future__ import annotations

import pytest
import strategies
from hypothesis import given

from quartzcron.dialects import Dialect
from quartzcron.language.nodes import Node
from quartzcron.language.text import parse


def nodes_of(text: str, dialect: str) -> dict[str, list[Node]]:
    """Return the nodes of a text by field, without their places."""
    parsed = parse(text, Dialect.named(dialect))
    assert parsed.problems == ()
    return {
        name: [node.replace(span=(0, 0)) for node in field.nodes]
        for name, (_, field) in parsed.fields.items()
    }


@pytest.mark.parametrize(
    ("field", "written", "canonical"),
    [
        (3, "*", "*"),
        (3, "?", "?"),
        (3, "007", "7"),
        (3, "/3", "*/3"),
        (3, "*/03", "*/3"),
        (3, "2/5", "2/5"),
        (3, "1-09", "1-9"),
        (3, "30-2/2", "30-2/2"),
        (3, "l", "L"),
        (3, "L-0", "L"),
        (3, "L-03", "L-3"),
        (3, "lw", "LW"),
        (3, "L-3w", "L-3W"),
        (3, "15w", "15W"),
        (5, "2", "MON"),
        (5, "2-6", "MON-FRI"),
        (5, "2-6/2", "MON-FRI/2"),
        (5, "2/2", "MON/2"),
        (5, "L", "SAT"),
        (5, "6l", "FRIL"),
        (5, "fri#3", "FRI#3"),
        (4, "jan", "1"),
    ],
)
def test_canonical_text(field: int, written: str, canonical: str) -> None:
    fields = ["0", "0", "0", "?" if field == 5 else "1", "*", "*" if field != 5 else "?"]
    if field != 5:
        fields[5] = "?" if written != "?" else "*"
    fields[field] = written
    parsed = parse(" ".join(fields), Dialect.named("quartz"))
    assert parsed.problems == ()
    [node] = list(parsed.fields.values())[field][1].nodes
    assert str(node) == canonical


@given(strategies.texts("quartz"))
def test_canonical_text_reads_back(text: str) -> None:
    nodes = nodes_of(text, "quartz")
    again = nodes_of(" ".join(",".join(map(str, each)) for each in nodes.values()), "quartz")
    for name, each in nodes.items():
        assert [str(node) for node in again[name]] == [str(node) for node in each]

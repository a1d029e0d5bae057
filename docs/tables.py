"""The tables of these pages, as Markdown, made from the library's own objects.

`python -m docs.tables --write` writes each of them into its page. What the library
cannot know, examples and remarks, stands in `facts.toml`; the texts in it are
run through the library, so that no page shows a problem that is not given. The
tables themselves stand in modules beside this one, by what they are about.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

# Run as a program, this finds the modules beside it as it does under Sphinx and pytest.
sys.path.append(str(Path(__file__).parent))

import clock_tables
import descriptions
import dialect_tables
import field_tables
import figures
import filling
import problem_tables
import reference
import systems
import wordings
from facts import FACTS
from file_faults import file_codes

from quartzcron import dialects
from quartzcron.plain.schema import DRAFT, FORMS


def schema() -> str:
    """Return the JSON Schema of all plain data."""
    return f"```json\n{json.dumps({'$schema': DRAFT, '$defs': FORMS}, indent=1)}\n```"


def generated() -> dict[str, str]:
    """Return every table by its name in the pages."""
    return {
        "dialect_overview": dialect_tables.dialect_overview(),
        **{
            f"dialects_{group}": dialect_tables.dialect_sections(group) for group in dialects.GROUPS
        },
        "descriptions": descriptions.by_language(),
        "describers": descriptions.by_package(FACTS["describers"]),
        "fields": field_tables.fields(),
        "step_limits": field_tables.step_limits(),
        "shorthands": field_tables.shorthand_table(),
        "policies": clock_tables.policy_table(),
        "policy_effects": clock_tables.policy_effects(),
        "deviations": clock_tables.deviations(),
        "real_systems": systems.compared(dialect_tables.address),
        "system_deviations": systems.deviations(),
        "seen": systems.seen(),
        "errors": problem_tables.codes("error"),
        "warnings": problem_tables.codes("warning"),
        "file_codes": file_codes(FACTS["file_codes"]),
        "typed": problem_tables.typed(),
        "schema": schema(),
        "api": reference.page(),
        "speed": figures.summary(),
        "google_examples": wordings.examples(FACTS["google"]),
    }


def main(arguments: Sequence[str]) -> None:
    """Say which pages are not those of today, and with `--write` write them."""
    write = "--write" in arguments
    found = filling.stale(generated(), write=write)
    for name in found:
        print(f"{name} {'written' if write else 'is not that of today'}")
    sys.exit(bool(found) and not write)


if __name__ == "__main__":
    main(sys.argv[1:])

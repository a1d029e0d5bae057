"""Compile the catalogs of languages, as part of building the package: `.po` to `.mo`.

A catalog that misses a frame, or a place of one, does not build: what is silently missing
in a sentence makes it false. `setup.py` calls this; nothing of the package is imported.
"""

from __future__ import annotations

import json
import runpy
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel.messages.catalog import Catalog, Message

LOCALES = Path(__file__).parent / "quartzcron" / "words" / "locale"

_TABLES = runpy.run_path(str(LOCALES.parent / "frames.py"))

#: English by key.
FRAMES: Mapping[str, tuple[str, ...]] = _TABLES["FRAMES"]

#: English of what only some catalogs have: weekdays and months in other forms, kinds of weekdays.
NAMES: Mapping[str, str] = _TABLES["TABLES"]
KINDS: str = _TABLES["KINDS"]

_MESSAGES = {
    name: table
    for file in ("messages", "headings")
    for name, table in runpy.run_path(str(LOCALES.parent.parent / "ground" / f"{file}.py")).items()
}

#: English of messages, hints and the words in them, by key.
MESSAGES: Mapping[str, str] = {
    f"{table}.{key}": english
    for table, name in (
        ("message", "MESSAGES"),
        ("hint", "HINTS"),
        ("value", "VALUES"),
        ("reason", "REASONS"),
        ("command", "COMMAND"),
    )
    for key, english in _MESSAGES[name].items()
}

#: How the name of a catalog of messages ends.
OF_MESSAGES = ".messages"

#: The frame of times of day.
TIME: str = _TABLES["TIME"]

#: Numbers that a sentence may have.
_NUMBERS = range(231)

#: The forms that values have without a table of the catalog's own.
_FORMS = {"", "ordinal", "alone"}


class CatalogError(Exception):
    """Says what is wrong with a catalog, a line a fault."""


def compile_all(target: Path) -> list[Path]:
    """Compile every catalog into a folder; return the files."""
    return [compiled(path, target) for path in sorted(LOCALES.glob("*.po"))]


def compiled(path: Path, target: Path) -> Path:
    """Check a catalog, and write it compiled into a folder."""
    code = path.stem.removesuffix(OF_MESSAGES)
    with path.open("rb") as file:
        catalog = read_po(file, locale=code.replace("-", "_"), abort_invalid=True)
    if path.stem == code:
        about = json.loads(path.with_suffix(".json").read_text("utf-8"))
        faults = list(faults_of(catalog, code, set(about["ordinals"])))
    else:
        faults = list(faults_of_messages(catalog))
    if faults:
        raise CatalogError(f"{path.name}:\n" + "\n".join(faults))
    # Nothing that differs from build to build.
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    target.mkdir(parents=True, exist_ok=True)
    made = target / f"{path.stem}.mo"
    with made.open("wb") as file:
        write_mo(file, catalog)
    return made


def faults_of(catalog: Catalog, code: str, ordinals: set[str]) -> Iterator[str]:
    """Yield what is wrong with a catalog; `ordinals` are the classes that the language has."""
    plural = get_plural(code.replace("-", "_"))
    if str(catalog.plural_forms) != str(plural.plural_forms):
        yield f"Plural-Forms must be {plural.plural_forms}"
    found = {str(message.context): message for message in catalog if message.id}
    for key in needed(ordinals) - found.keys():
        yield f"{key} is missing"
    forms = _FORMS | {key.partition(":")[2].partition("/")[0] for key in found if ":" in key}
    alone = _numbers_alone(code, plural.num_plurals)
    for key, message in found.items():
        yield from (f"{key}: {fault}" for fault in _faults(key, message, forms, alone))


def faults_of_messages(catalog: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalog of messages."""
    found = {str(message.context): message for message in catalog if message.id}
    for key in sorted(MESSAGES.keys() - found.keys()):
        yield f"{key} is missing"
    for key, message in found.items():
        yield from (f"{key}: {fault}" for fault in _faults_of_message(key, message))


def _faults_of_message(key: str, message: Message) -> Iterator[str]:
    """Yield what is wrong with one message of a catalog of them."""
    english, text = MESSAGES.get(key), str(message.string)
    if message.id != english:
        yield f"there is no such message as {message.id!r}"
    elif message.fuzzy:
        yield "is fuzzy: check it, and take the mark away"
    elif not text:
        yield "is not translated"
    elif places(english) != places(text):
        yield f"must have the places of {english!r}, not those of {text!r}"


def needed(ordinals: set[str]) -> set[str]:
    """Return the keys that a catalog must have."""
    classes = {f"ordinal.{name}" for name in ordinals | {"other"}}
    return {key for key in FRAMES if not key.startswith("ordinal.") or key in classes}


def _numbers_alone(code: str, count: int) -> set[int]:
    """Return the plural forms that are for one number only: these need not say it."""
    expression = str(get_plural(code.replace("-", "_")).plural_expr)
    found: dict[int, set[int]] = {}
    for number in _NUMBERS:
        found.setdefault(_form(expression, number), set()).add(number)
    return {form for form in range(count) if len(found.get(form, ())) == 1}


def _form(expression: str, number: int) -> int:
    from gettext import c2py

    return int(c2py(expression)(number))


def _faults(key: str, message: Message, forms: set[str], alone: set[int]) -> Iterator[str]:
    """Yield what is wrong with one message."""
    english = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    if message.fuzzy:
        yield "is fuzzy: check it, and take the mark away"
    if not all(texts):
        yield "is not translated"
    elif key == KINDS or key.partition(":")[0] in NAMES:
        yield from _faults_of_names(key, english, texts)
    else:
        yield from _faults_of_frame(key, english, texts, forms, alone)


def _faults_of_names(key: str, english: tuple[str, ...], texts: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with names in another form, or with the kinds of weekdays."""
    table = "weekdays" if key == KINDS else key.partition(":")[0]
    if english != (NAMES.get(table),):
        yield f"the msgid must be {NAMES.get(table)!r}"
    elif texts[0].count("|") != english[0].count("|"):
        yield f"must have {english[0].count('|') + 1} names with | between them"


def _faults_of_frame(
    key: str, english: tuple[str, ...], texts: tuple[str, ...], forms: set[str], alone: set[int]
) -> Iterator[str]:
    """Yield what is wrong with a frame, or with a variant of one for a kind of weekdays."""
    whole, _, kind = key.partition("/")
    frame, _, own = whole.partition(":")
    # The same English twice: a plural where English needs none.
    once = english[:1] if len(set(english)) == 1 else english
    if FRAMES.get(frame) not in (english, once) or (own and not _has_forms(frame)):
        yield f"there is no such frame as {english[0]!r}"
        return
    if kind and texts[0] in english:
        yield "a variant is another text than the English one"
    wanted = set(places(english[0]))
    for form, text in enumerate(texts):
        found = places(text)
        spare = {"n"} if len(texts) > 1 and form in alone else set()
        for name in sorted(wanted - found.keys() - spare):
            yield f"{{{name}}} is missing in {text!r}"
        for name in sorted(found.keys() - wanted):
            yield f"there is no {{{name}}} in the English, but in {text!r}"
        for spec in sorted(set(found.values()) - forms):
            yield f"there is no form {spec!r}: {text!r}"


def _has_forms(frame: str) -> bool:
    """Tell whether a frame may have forms: what times of day stand in, and ordinal numbers."""
    return frame == TIME or frame.startswith("ordinal.")


def places(text: str) -> dict[str, str]:
    """Return the places of a frame with the form that each asks for.

    >>> places("the {nth} {weekday:dative}")
    {'nth': '', 'weekday': 'dative'}
    """
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(text) if name is not None}

"""Messages in other languages: every one of them, made of a real problem, and nothing left over."""

from __future__ import annotations

import io
import pickle
import re
import runpy
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from drawings import TODAY, blocks

import quartzcron
from quartzcron import (
    CronExpression,
    CronExpressionError,
    Days,
    Dialect,
    Problem,
    Schedule,
    UnknownNameError,
)
from quartzcron.checks.clock_changes import _IN_FOLD, _IN_GAP
from quartzcron.checks.steps import _AROUND
from quartzcron.clock import moments
from quartzcron.compiling.service_rules import duration
from quartzcron.errors import CODES, IN_FILES, MOST_DRAWN, advice, draw, problem
from quartzcron.fields import FIELDS
from quartzcron.files.findings import Place, fault, zone_or_fault
from quartzcron.ground.messages import HINTS, MESSAGES, VALUES
from quartzcron.words import messages
from quartzcron.words.languages import code_of
from quartzcron.words.messages import key_of, message_codes, wording_of
from quartzcron.words.recognition import Sentences

ROOT = Path(__file__).parents[2]
CATALOGS: dict[str, Any] = runpy.run_path(str(ROOT / "catalogs.py"))
OTHERS = [code for code in message_codes() if code != "en"]


@pytest.fixture(autouse=True)
def _on_new_years_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: TODAY)


# --- problems of every kind ------------------------------------------------------------------

#: Texts for what neither the drawings nor the docs' examples have.
WRONG = [
    ("0 0 0 ? * 6#x", "quartz"),
    ("H/61 * * * *", "jenkins"),
    ("H/0 * * * *", "jenkins"),
    ("0 9 * * * /usr/bin/backup", "quartzcron"),
]

#: Texts that wait for a seed.
UNSEEDED = [("H * * * *", "jenkins"), ("@daily", "jenkins"), ("0 H * * * ?", "quartznet")]

#: Texts to lint, with a dialect, in a zone or in none, from a year on.
LINTED: list[tuple[str, str, str | None, int]] = [
    ("* * * * *", "github-actions", None, 2026),
    ("0 0 29 * *", "quartzcron", None, 2026),
    ("*/31 * * * *", "quartzcron", None, 2026),
    ("0 0 */7 * *", "quartzcron", None, 2026),
    ("0 17-9 * * *", "quartzcron", None, 2026),
    ("0 0 9 * * MON-FRI", "quartznet", None, 2026),
    ("0 10 * * * ?", "databricks", None, 2026),
    ("5 * * * * ?", "databricks", None, 2026),
    ("31 of quarter 9:00", "google-cloud-scheduler", None, 2026),
    ("0 30 2 * * ?", "quartz", "America/New_York", 2026),
    ("0 30 1 * * ?", "quartz", "America/New_York", 2026),
    ("0 30 * * * ?", "quartz", "America/New_York", 2026),
    ("30 * * * *", "celery", "America/New_York", 2026),
    ("30 1 * * *", "kubernetes", "America/New_York", 2026),
    ("30 5 * * *", "quartzcron", "Pacific/Apia", 2011),
    ("0 9 * * *", "quartzcron", "Etc/GMT+1", 2026),
    ("0 9 * * *", "quartzcron", "Etc/GMT-1", 2026),
    ("0 9 * * *", "quartzcron", "Etc/GMT-14", 2026),
]

FRIDAYS = CronExpression("0 9 * * FRI")


@cache
def problems() -> dict[str, list[Problem]]:
    """Return real problems by the keys of their messages."""
    found: dict[str, list[Problem]] = {}
    for each in (*_of_texts(), *_of_schedules(), *_of_the_docs(), *_of_files()):
        found.setdefault(key_of(each), []).append(each)
    return found


def _of_texts() -> Iterator[Problem]:
    for text, dialect in (*((block.text, block.dialect) for block in blocks()), *WRONG):
        yield from quartzcron.validate(text, dialect)
    for text, dialect in UNSEEDED:
        with pytest.raises(CronExpressionError) as raised:
            CronExpression(text, dialect).next_fire_time(TODAY)
        yield from raised.value.problems
    for text, dialect, zone, year in LINTED:
        yield from quartzcron.lint(text, dialect, tz=zone, after=datetime(year, 1, 1, tzinfo=UTC))
    # No dialect has names in a field of numbers alone that it does not know.
    yield problem("unknown-name", "hour", (0, 3), found="FOO", low=0, high=23)


def _of_schedules() -> Iterator[Problem]:
    for hour in (1, 2):
        night = CronExpression(f"30 {hour} * * *")
        yield from night.clock_differences(night.to("quartz"), tz="America/New_York", after=TODAY)
    fridays = Days.where(FRIDAYS)
    yield from quartzcron.lint(Schedule(FRIDAYS, excluding=[fridays]))
    yield from quartzcron.lint(Schedule(FRIDAYS, only=[date(2026, 1, 1)]))


def _of_the_docs() -> Iterator[Problem]:
    sys.path.append(str(ROOT / "docs"))
    for code in CODES:
        for example in import_module("problem_tables").examples_of(code):
            yield example.problem


def _of_files() -> Iterator[Problem]:
    facts = import_module("problem_tables").FACTS["file_codes"]
    for code in IN_FILES:
        yield import_module("file_faults").fault_of(code, facts[code]).problem
    for zone in ("Nowhere", "+02:00"):
        _, wrong = zone_or_fault(zone, Place(1))
        assert wrong is not None
        yield wrong.problem
    yield fault(Place(1), "unknown-code", found="xyzzy").problem
    for limited in ("too-large", "too-large/document"):
        yield fault(Place(1), limited, high=4).problem


def test_every_message_and_hint_is_among_them() -> None:
    assert problems().keys() == MESSAGES.keys()
    hints = {each.hint for many in problems().values() for each in many if each.hint}
    keys = {parts[0] for parts in map(Sentences(HINTS).parts, hints) if parts}
    # Two hints are the same words for two readers of the table.
    assert HINTS["beside"] == HINTS["zone"]
    assert keys | {"beside", "zone"} == HINTS.keys()


# --- what is said ----------------------------------------------------------------------------

#: What a template of another language may have of our letters: signs, words to write, names.
WORDS = frozenset(
    re.findall(
        r"\w+",
        "cron UTC UTF YAML MiB BOM CR LF Windows CRON_TZ cronie Jenkins H L W FRIL hash_id seed "
        "NAME every day month quarter of to from mon wed jan july st first thirtyfirst minutes "
        "mins hours Days where Europe Paris d",
    )
)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("key", MESSAGES)
def test_a_message_is_said_with_all_its_values(code: str, key: str) -> None:
    for each in problems()[key]:
        said = each.in_words(code)
        assert said == each.replace(message=said.message, hint=said.hint)
        assert said.message != each.message
        # No place is left open: a brace stands in the text itself, or nowhere.
        for sign in "{}":
            assert said.message.count(sign) == each.message.count(sign)
        assert (said.hint is None) == (each.hint is None)
        if each.hint is not None and said.hint is not None:
            # What a hint tells to write is the same texts in every language.
            told = each.hint.split("`")[1::2] or [each.hint]
            assert sorted(said.hint.split("`")[1::2]) == sorted(told)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("key", MESSAGES)
def test_no_english_is_left(code: str, key: str) -> None:
    for each in problems()[key]:
        said = each.in_words(code)
        hint = re.sub(r"`[^`]*`", "", said.hint or "")
        assert _letters(f"{said.message} {hint}") <= WORDS | _quoted(each), said


def _letters(text: str) -> set[str]:
    """Return the words of our letters, numbers of characters aside."""
    return set(re.findall(r"[A-Za-z][A-Za-z_]*", re.sub(r"U\+[0-9A-F]{4,6}", "", text)))


def _quoted(each: Problem) -> set[str]:
    """Return the words that a message quotes: pieces of the text, names of zones and systems."""
    titles = {Dialect.named(name).title for name in Dialect.names()}
    values = {
        str(value)
        for name, value in each.values.items()
        if name == "near" or not {(each.code, name), ("", name)} & messages._SAYERS.keys()
    }
    names = {word for word in _letters(" ".join(map(str, each.values.values()))) if word.isupper()}
    return _letters(" ".join(titles | values)) | names


def test_words_within_messages_are_said_too() -> None:
    """Every word that a place may have is in the table, and comes out in another language."""
    assert {key: VALUES[f"field.{key}"] for key in FIELDS} == {
        name: field.prose for name, field in FIELDS.items()
    }
    assert {_AROUND[name] for name in _AROUND} <= _words_of("unit.")
    for gaps in (_IN_GAP, _IN_FOLD):
        assert set(gaps.values()) <= _words_of("gap.", "fold.")
    forms = [form for name in Dialect.names() for form in Dialect.named(name).forms]
    assert {form.unusual for form in forms if form.unusual} == _words_of("order.")
    assert advice("0 9 * * *") == VALUES["advice"].format(text="0 9 * * *")
    for seconds in (1, 2, 60, 120, 3600, 7200, 90):
        for code in OTHERS:
            wording = wording_of(code)
            assert wording is not None
            said = wording.value("", "interval", duration(seconds))
            assert not _letters(said), said


def _words_of(*beginnings: str) -> set[str]:
    return {VALUES[key] for key in VALUES if key.startswith(beginnings)}


# --- as it is used ---------------------------------------------------------------------------


def test_an_error_draws_itself() -> None:
    with pytest.raises(CronExpressionError) as raised:
        CronExpression("0 30 25 ? * MONN")
    assert raised.value.in_words("ko_KR").splitlines() == [
        "시 필드에는 0-23만 쓸 수 있는데 25 값이 있습니다",
        "    0 30 25 ? * MONN",
        "         ^^",
        "요일 필드에는 1-7 또는 SUN-SAT만 쓸 수 있습니다. 모르는 이름: MONN",
        "    0 30 25 ? * MONN",
        "                ^^^^",
    ]
    assert raised.value.in_words("en_US") == str(raised.value)


def test_an_error_of_many_problems_says_how_many_more() -> None:
    with pytest.raises(CronExpressionError) as raised:
        CronExpression(",".join(["99"] * (MOST_DRAWN + 3)) + " * * * *")
    assert str(raised.value).endswith("\nand 3 more")
    assert raised.value.in_words("zh").endswith("\n另外还有 3 个")
    assert raised.value.in_words("en") == str(raised.value)


def test_english_is_what_it_was() -> None:
    for many in problems().values():
        for each in many:
            assert each.in_words("en") == each
            assert draw("0 9 * * *", [each.in_words("en_GB")]) == draw("0 9 * * *", [each])


def test_a_problem_that_was_stored_speaks_too() -> None:
    for many in problems().values():
        for each in many[:3]:
            said = each.in_words("ko")
            assert pickle.loads(pickle.dumps(each)).in_words("ko") == said
            assert Problem.from_dict(each.as_dict()).in_words("ko") == said


def test_what_is_not_in_english_is_not_said_again() -> None:
    [late] = quartzcron.validate("0 25 * * *")
    with pytest.raises(ValueError, match="none of the library's in English"):
        late.in_words("ko").in_words("zh")


@pytest.mark.parametrize(
    ("locale", "kind"),
    [
        ("fr", "language of messages"),
        ("de_AT", "language of messages"),
        ("xx", "locale"),
        ("en_Cyrl", "locale"),
    ],
)
def test_a_language_without_messages_is_refused(locale: str, kind: str) -> None:
    [late] = quartzcron.validate("0 25 * * *")
    with pytest.raises(UnknownNameError) as raised:
        late.in_words(locale)
    assert (raised.value.kind, raised.value.name) == (kind, locale)
    if kind == "language of messages":
        assert raised.value.known == message_codes() == ("en", "ko", "zh-Hans")
        assert str(raised.value) == (
            f'there is no language of messages "{locale}"; choose from en, ko, zh-Hans'
        )


def test_the_code_of_a_language() -> None:
    assert code_of("zh_CN.UTF-8") == "zh-Hans"


# --- the way back from a sentence ------------------------------------------------------------


def test_a_sentence_of_no_template_has_no_parts() -> None:
    sentences = Sentences({"one": "every {n} of {n}", "all": "`{text}` and {rest}"})
    assert sentences.parts("every 3 of 3") == ("one", {"n": "3"})
    assert sentences.parts("every 3 of 4") is None
    assert sentences.parts("`a` and `b` and c") == ("all", {"text": "a", "rest": "`b` and c"})
    assert sentences.parts("") is None


# --- catalogs --------------------------------------------------------------------------------

CATALOG = (ROOT / "quartzcron" / "words" / "locale" / "ko.messages.po").read_text("utf-8")


def faults(text: str) -> list[str]:
    catalog = read_po(io.BytesIO(text.encode()), locale="ko", abort_invalid=True)
    return list(CATALOGS["faults_of_messages"](catalog))


def test_a_whole_catalog_has_no_faults() -> None:
    assert faults(CATALOG) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgctxt "message.empty"', 'msgctxt "message.empti"', "message.empty is missing"),
        (
            'msgctxt "message.empty"',
            'msgctxt "message.empti"',
            "message.empti: there is no such message as 'the expression is empty'",
        ),
        (
            'msgid "the expression is empty"',
            'msgid "it is empty"',
            "message.empty: there is no such message as 'it is empty'",
        ),
        (
            'msgctxt "message.empty"',
            '#, fuzzy\nmsgctxt "message.empty"',
            "message.empty: is fuzzy: check it, and take the mark away",
        ),
        ('msgstr "표현식이 비어 있습니다"', 'msgstr ""', "message.empty: is not translated"),
        (
            "표현식이 비어 있습니다",
            "표현식 {found}",
            "message.empty: must have the places of 'the expression is empty', not those of "
            "'표현식 {found}'",
        ),
    ],
)
def test_what_a_catalog_must_not_miss(old: str, new: str, fault: str) -> None:
    assert CATALOG.count(old) == 1
    assert fault in faults(CATALOG.replace(old, new))


def test_a_catalog_with_a_fault_does_not_build(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "ko.messages.po"
    broken.write_text(CATALOG.replace("표현식이 비어 있습니다", ""), "utf-8")
    with pytest.raises(CATALOGS["CatalogError"], match=r"message\.empty: is not translated"):
        CATALOGS["compiled"](broken, tmp_path)

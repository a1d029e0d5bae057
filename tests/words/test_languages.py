"""Languages: which one a locale means, that each is whole, and what a catalog must not miss."""

from __future__ import annotations

import io
import json
import random
import re
import runpy
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from language_data import FOLDER, empty_catalog, written, written_zones
from valid_texts import valid_text

from quartzcron import CronExpression, UnknownNameError
from quartzcron.words.frames import FRAMES
from quartzcron.words.languages import ZONES, Language, codes, spoken
from quartzcron.words.sentence_words import sentence_words
from quartzcron.words.sentences import sentence
from quartzcron.words.speaking import Voice

ROOT = Path(__file__).parents[2]
CATALOGS: dict[str, Any] = runpy.run_path(str(ROOT / "catalogs.py"))
OTHERS = [code for code in codes() if code != "en"]

#: Scripts with other letters than ours: none of ours has a place in their sentences.
NOT_LATIN = {"ko", "zh-Hans", "zh-Hant", "ja", "ru", "ar", "he", "uk", "el", "hi", "th"}


# --- which language -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "Every day at 09:30"),
        ("EN", "Every day at 09:30"),
        ("en_US", "Every day at 9:30 AM"),
        ("en-Latn-US", "Every day at 9:30 AM"),
        ("en_GB.UTF-8", "Every day at 09:30"),
        ("en_AQ", "Every day at 09:30"),  # nothing is known of how penguins write
        ("de_DE@euro", "Täglich um 09:30 Uhr"),
        ("ko_KR", "매일 오전 9:30"),
        ("ko", "매일 09:30"),
        ("zh-CN", "每天 09:30"),
        ("zh_Hans_SG", "每天 上午9:30"),
        ("zh", "每天 09:30"),
        ("zh_Hant", "每天 09:30"),
        ("zh-TW", "每天 上午9:30"),
        ("zh_HK.UTF-8", "每天 上午9:30"),
        ("zh_Hans_HK", "每天 上午9:30"),
        ("ja_JP", "毎日 9:30"),
        ("es_ES", "Todos los días a las 9:30"),
        ("pt-BR", "Todos os dias às 09:30"),
        ("it_CH", "Ogni giorno alle 09:30"),
        ("nl_BE", "Elke dag om 09:30"),
        ("es_CO", "Todos los días a las 9:30 a. m."),
    ],
)
def test_a_locale_finds_its_language(locale: str, said: str) -> None:
    assert CronExpression("30 9 * * *").describe(locale) == said


@pytest.mark.parametrize(
    ("locale", "nearest"),
    [
        ("zh_Latn", ("zh-Hans", "zh-Hant")),
        ("en-Cyrl", ("en",)),
        ("en_US_POSIX_more", ("en",)),
        ("xx", ()),
        ("", ()),
        ("C", ()),
    ],
)
def test_an_unknown_locale_says_what_is_near(locale: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(UnknownNameError) as raised:
        CronExpression("30 9 * * *").describe(locale)
    assert (raised.value.kind, raised.value.name) == ("locale", locale)
    assert raised.value.nearest == nearest
    assert raised.value.known == codes()


def test_a_locale_is_a_str() -> None:
    with pytest.raises(TypeError, match="not NoneType"):
        CronExpression("30 9 * * *").describe(None)  # type: ignore[arg-type]


def test_the_clock_of_a_territory_can_be_overruled() -> None:
    noon = CronExpression("0 12,0 * * SUN,MON")
    assert noon.describe("en_US") == "Every Sunday and Monday at 12:00 AM and 12:00 PM"
    assert noon.describe("en_US", hour12=False) == "Every Sunday and Monday at 00:00 and 12:00"
    assert noon.describe("en", hour12=True) == "Every Monday and Sunday at 12:00 AM and 12:00 PM"


@pytest.mark.parametrize(
    ("locale", "text", "said"),
    [
        # CLDR has 日 for Sunday: 最終日 would be the last day.
        ("ja", "0 9 * * SUNL", "毎月最終日曜 9:00"),
        # A form may have short names of its own; else a short name stands without it.
        ("it", "0 9 1 4-8 *", "Il 1º di ogni mese da apr ad ago 09:00"),
        ("it", "0 9 13 * +SUN-TUE", "Ogni giorno dalla dom al mar che cade il 13 del mese 09:00"),
        ("pt", "0 9 13 * +FRI", "Sex que cair dia 13 do mês 09:00"),
        ("fr", "0 9 * * SUNL", "Dernier dim. du mois 09:00"),
    ],
)
def test_short_names_are_those_of_the_catalog_or_of_cldr(locale: str, text: str, said: str) -> None:
    assert CronExpression(text).describe(locale, style="short") == said


@pytest.mark.parametrize(
    ("locale", "text", "said"),
    [
        # a la una, a las dos; of one day or of more; siete u ocho, diez u once
        ("es", "30 1,13 * * *", "Todos los días a la 1:30 y las 13:30"),
        ("es", "*/15 1 * * *", "Cada 15 minutos desde la 1:00 hasta la 1:45"),
        ("es", "0 9 1,L * *", "El día 1 y el último día de cada mes a las 9:00"),
        ("es", "0 9 1,2,L * *", "Los días 1 y 2 y el último día de cada mes a las 9:00"),
        ("es", "0 9 7,8 * +FRI", "Cada viernes que caiga en los días 7 u 8 del mes a las 9:00"),
        ("es", "0 9 9-11 * +MON", "Cada lunes que caiga en los días 9 al 11 del mes a las 9:00"),
        (
            "es",
            "0 9 7,9,11 * +MON",
            "Cada lunes que caiga en los días 7, 9 u 11 del mes a las 9:00",
        ),
        # segunda a sexta-feira are feminine, sábado and domingo masculine; das, às and à
        ("pt", "0 1 * * SUN,FRI", "Toda sexta-feira e todo domingo à 01:00"),
        (
            "pt",
            "*/15 1-9 * * MON-FRI",
            "A cada 15 minutos da 01:00 às 09:45, de segunda a sexta-feira",
        ),
        (
            "pt",
            "0 9 * * MON#2,SUNL",
            "Na segunda segunda-feira e no último domingo de cada mês às 09:00",
        ),
        ("pt", "0 9 * * FRI#5", "Na quinta sexta-feira de cada mês em que exista às 09:00"),
        ("pt", "0 9 1 1 *", "Todo dia 1º de janeiro às 09:00"),
        ("pt", "0 9 1,L * *", "No dia 1º e no último dia de cada mês às 09:00"),
        # domenica is feminine; all’una, alle due; il 1º, il 7, l’8, l’11; ad aprile
        ("it", "30 1,13 * * *", "Ogni giorno all’01:30 e alle 13:30"),
        (
            "it",
            "*/15 1 * * SUN-TUE",
            "Ogni 15 minuti dall’01:00 all’01:45, dalla domenica al martedì",
        ),
        (
            "it",
            "0 9 * * SUN#1,FRIL",
            "La prima domenica e l’ultimo venerdì di ogni mese alle 09:00",
        ),
        ("it", "0 9 1,8,9,11 * *", "Il 1º, l’8, il 9 e l’11 di ogni mese alle 09:00"),
        ("it", "0 9 8-11 * *", "Dall’8 all’11 di ogni mese alle 09:00"),
        ("it", "0 9 8 3 *", "Ogni 8 marzo alle 09:00"),
        ("it", "0 0 9 8 3 ? 2027", "Una sola volta, l’8 marzo 2027 alle 09:00"),
        ("it", "0 9 * 8-4 *", "Ogni giorno da agosto ad aprile alle 09:00"),
        (
            "it",
            "0 9 11W * *",
            "Il giorno lavorativo (dal lunedì al venerdì) più vicino all’11 di ogni mese alle 09:00",
        ),
    ],
)
def test_a_language_has_its_own_grammar(locale: str, text: str, said: str) -> None:
    assert CronExpression(text).describe(locale) == said


# --- every language ---------------------------------------------------------------------------


def _random(count: int) -> list[CronExpression]:
    draw = random.Random(20_261_130)
    dialects = [draw.choice(("quartz", "quartzcron", "croner", "spring")) for _ in range(count)]
    return [CronExpression(valid_text(dialect, draw), dialect) for dialect in dialects]


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("hour12", [False, True], ids=["24 hours", "12 hours"])
def test_one_meaning_is_one_text_in_every_language(code: str, hour12: bool) -> None:
    texts: dict[str, object] = {}
    meanings: dict[object, str] = {}
    for expression in _random(300):
        text, meaning = expression.describe(code, hour12=hour12), expression._matcher.meaning()
        assert texts.setdefault(text, meaning) == meaning, text
        assert meanings.setdefault(meaning, text) == text
        assert "{" not in text


def _times(text: str) -> list[str]:
    """Return the times of day in a sentence, as English has them."""
    found = re.findall(r"\d?\d[:.]\d\d(?:[:.]\d\d)?", text)
    times = [time.replace(".", ":") for time in found]
    return sorted(f"0{time}" if time[1] == ":" else time for time in times)


@pytest.mark.parametrize("code", OTHERS)
def test_the_same_times_stand_in_every_language(code: str) -> None:
    for expression in _random(300):
        assert _times(expression.describe(code)) == _times(expression.describe())


def _weekday_names(code: str) -> list[set[str]]:
    """Return what each weekday is called, from Monday on: by CLDR, and in forms of the catalog."""
    tables = [spoken(code)[0].names["weekdays"]]
    if code != "en":
        catalog = read_po(io.BytesIO((FOLDER / f"{code}.po").read_bytes()), locale=None)
        forms = (message for message in catalog if str(message.context).startswith("weekdays:"))
        tables += [
            str(form.string).split("|") for form in forms if "short" not in str(form.context)
        ]
    return [{name.lower() for name in names} for names in zip(*tables, strict=True)]


@pytest.mark.parametrize("code", OTHERS)
def test_the_same_weekdays_stand_in_every_language(code: str) -> None:
    english, names = _weekday_names("en"), _weekday_names(code)
    for expression in _random(300):
        # What is in brackets may be short: 月～金.
        said = expression.describe().replace("(Monday to Friday)", "").lower()
        text = expression.describe(code).lower()
        for day in range(7):
            if any(name in said for name in english[day]):
                assert any(name in text for name in names[day]), text


@pytest.mark.parametrize("code", sorted(NOT_LATIN & set(codes())))
def test_no_latin_letters_stray_into_another_script(code: str) -> None:
    for expression in _random(300):
        assert not re.search("[A-Za-z]", expression.describe(code))


def test_the_locale_of_the_process_has_no_effect() -> None:
    script = (
        "from quartzcron import CronExpression; "
        "print(ascii(CronExpression('0 9 * * MON').describe('ko')))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=own
        ).stdout
        for own in ({"LC_ALL": "C"}, {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "fr"})
    }
    assert len(said) == 1


def test_nothing_needs_babel_nor_is_loaded_before_somebody_asks() -> None:
    script = (
        "import sys; from quartzcron import CronExpression; e = CronExpression('0 9 * * MON'); "
        "assert not [name for name in sys.modules if name.startswith('quartzcron.words')]; "
        "e.describe(); assert 'gettext' not in sys.modules; "
        "e.describe('ko'); assert 'babel' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


# --- the files they are made of ------------------------------------------------------------------


@pytest.mark.parametrize("code", codes())
def test_the_names_are_those_of_the_installed_babel(code: str) -> None:
    """Where this fails after an update of Babel, run `python -m tests.language_data`."""
    assert (FOLDER / f"{code}.json").read_text("utf-8") == written(code)


def test_the_zones_with_another_name_are_those_of_the_installed_babel() -> None:
    assert (FOLDER / ZONES).read_text("utf-8") == written_zones()


@pytest.mark.parametrize("code", OTHERS)
def test_the_compiled_catalog_is_of_its_source(code: str, tmp_path: Path) -> None:
    """Where this fails, build anew: `pip install --no-build-isolation --no-deps -e .`."""
    made = CATALOGS["compiled"](FOLDER / f"{code}.po", tmp_path)
    assert made.read_bytes() == (FOLDER / f"{code}.mo").read_bytes()


def _faults(text: str, code: str = "de") -> list[str]:
    catalog = read_po(io.BytesIO(text.encode()), locale=code)
    ordinals = set(json.loads((FOLDER / f"{code}.json").read_text("utf-8"))["ordinals"])
    return list(CATALOGS["faults_of"](catalog, code, ordinals))


GERMAN = (FOLDER / "de.po").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{days} um {times} Uhr", "{days} um Uhr", "at: {times} is missing in '{days} um Uhr'"),
        (
            "{days} um {times} Uhr",
            "{days} um {times} {clock} Uhr",
            "at: there is no {clock} in the English, but in '{days} um {times} {clock} Uhr'",
        ),
        ("{days} um {times} Uhr", "", "at: is not translated"),
        (
            'jeden {weekdays}"',
            'jeden {weekdays:genitive}"',
            "weekdays.every: there is no form 'genitive': 'jeden {weekdays:genitive}'",
        ),
        ('msgctxt "every-day"', 'msgctxt "each-day"', "every-day is missing"),
        (
            'msgctxt "every-day"',
            '#, fuzzy\nmsgctxt "every-day"',
            "every-day: is fuzzy: check it, and take the mark away",
        ),
        (
            'msgid "every day"\n',
            'msgid "each day"\n',
            "every-day: there is no such frame as 'each day'",
        ),
        ("plural=(n != 1)", "plural=(n > 1)", "Plural-Forms must be nplurals=2; plural=(n != 1);"),
        ("alle {n} Minuten", "alle Minuten", "every.minutes: {n} is missing in 'alle Minuten'"),
    ],
)
def test_a_catalog_that_misses_something_does_not_build(old: str, new: str, fault: str) -> None:
    assert not _faults(GERMAN)
    broken = GERMAN.replace(old, new)
    assert broken != GERMAN
    assert fault in _faults(broken)


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        (
            'msgctxt "weekdays:dative"\nmsgid "Monday"\nmsgstr "Montag"\n',
            "weekdays:dative: the msgid must be "
            "'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday'",
        ),
        (
            'msgctxt "weekday-kinds"\n'
            'msgid "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"\n'
            'msgstr "m|f"\n',
            "weekday-kinds: must have 7 names with | between them",
        ),
        (
            'msgctxt "every-day/f"\nmsgid "every day"\nmsgstr "every day"\n',
            "every-day/f: a variant is another text than the English one",
        ),
        (
            'msgctxt "every-day:at"\nmsgid "every day"\nmsgstr "daily"\n',
            "every-day:at: there is no such frame as 'every day'",
        ),
    ],
)
def test_what_only_some_catalogs_have_is_checked_too(more: str, fault: str) -> None:
    assert _faults(f"{GERMAN}\n{more}") == [fault]


WALK = """
msgctxt "years.walk-on"
msgid "every {n:ordinal} year from {first}"
msgstr "alle {n} Jahre ab {first}"
"""

PLURAL_WALK = """
msgctxt "years.walk-on"
msgid "every {n:ordinal} year from {first}"
msgid_plural "every {n:ordinal} year from {first}"
msgstr[0] "jedes Jahr ab {first}"
msgstr[1] "alle {n} Jahre ab {first}"
"""


def test_a_frame_with_a_number_may_have_a_plural_where_english_has_none() -> None:
    assert WALK in GERMAN
    assert not _faults(GERMAN.replace(WALK, PLURAL_WALK))
    wrong = PLURAL_WALK.replace("alle {n} Jahre", "alle Jahre")
    assert _faults(GERMAN.replace(WALK, wrong)) == [
        "years.walk-on: {n} is missing in 'alle Jahre ab {first}'"
    ]


def test_a_broken_catalog_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "de.json").write_text((FOLDER / "de.json").read_text("utf-8"), "utf-8")
    (tmp_path / "de.po").write_text(GERMAN.replace("{days} um", "um"), "utf-8")
    with pytest.raises(CATALOGS["CatalogError"], match=r"(?s)de\.po.*\{days\} is missing"):
        CATALOGS["compiled"](tmp_path / "de.po", tmp_path)


def test_words_agree_with_weekdays_and_have_forms(tmp_path: Path) -> None:
    more = """
msgctxt "weekday-kinds"
msgid "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
msgstr "m|m|f|m|m|m|f"

msgctxt "weekdays.every/f"
msgid "every {weekdays}"
msgstr "jede {weekdays:dative}"

msgctxt "months-of-shape/f"
msgid "on the {days} of months of {n} day that begin on a {weekday}"
msgid_plural "on the {days} of months of {n} days that begin on a {weekday}"
msgstr[0] "{days} {n} F {weekday}"
msgstr[1] "{days} {n} FF {weekday}"

msgctxt "weekdays:dative"
msgid "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
msgstr "Mo|Di|Mi|Do|Fr|Sa|So"

msgctxt "clock-time/one"
msgid "{time}"
msgstr "eins {time}"

msgctxt "clock-time:from"
msgid "{time}"
msgstr "von {time}"

msgctxt "clock-time:from/one"
msgid "{time}"
msgstr "von eins {time}"
"""
    text = GERMAN.replace("von {first} bis {last} Uhr", "{first:from} bis {last} Uhr") + more
    assert not _faults(text)
    (tmp_path / "de.json").write_text((FOLDER / "de.json").read_text("utf-8"), "utf-8")
    (tmp_path / "de.po").write_text(text, "utf-8")
    with CATALOGS["compiled"](tmp_path / "de.po", tmp_path).open("rb") as file:
        language = Language(spoken("de")[0].names, GNUTranslations(file))

    def said(expression: str, hour12: bool = False) -> str:
        voice = Voice(language, "normal", hour12, 0)
        return sentence_words(voice, sentence(CronExpression(expression)._matcher))

    assert said("0 9 * * MON,WED") == "jeden Montag und Mittwoch um 09:00 Uhr"
    assert said("0 1 * * WED,SUN") == "jede Mi und So um eins 01:00 Uhr"
    assert said("*/5 1-2 * * *") == "alle 5 Minuten von eins 01:00 bis 02:55 Uhr"
    assert said("*/5 13-14 * * *", hour12=True) == "alle 5 Minuten von eins 1:00 PM bis 2:55 PM Uhr"
    voice = Voice(language, "normal", False, 0)
    place = {"days": "1.", "weekday": voice.weekday(6)}
    assert voice.say("months-of-shape", 28, **place) == "1. 28 FF Sonntag"
    assert voice.say("in-months", days="1.", months=voice.listed([voice.month(3)])) == "1. im März"


def test_an_empty_catalog_has_every_frame() -> None:
    faults = _faults(empty_catalog("de"))
    assert {fault.partition(":")[0] for fault in faults} == set(FRAMES)


# --- sources that nobody installed ------------------------------------------------------------


def test_a_language_that_is_not_compiled_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    languages = sys.modules["quartzcron.words.languages"]
    monkeypatch.setattr(languages, "_folder", lambda: tmp_path)
    monkeypatch.setattr(languages, "_catalog", languages._catalog.__wrapped__)
    monkeypatch.setattr(languages, "codes", lambda: ("en", "ko"))
    (tmp_path / "ko.json").write_bytes((FOLDER / "ko.json").read_bytes())
    languages.spoken.cache_clear()
    try:
        with pytest.raises(RuntimeError, match=r"--editable \.") as error:
            languages.spoken("ko")
    finally:
        languages.spoken.cache_clear()
        languages._about.cache_clear()
    assert str(tmp_path) in str(error.value)

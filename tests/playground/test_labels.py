"""What the page says: the same in each language, nothing missing, and nothing that nobody says."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from docs.playground import building
from docs.playground.answers import Question
from quartzcron.words.languages import codes, spoken

LABELS = building.labels()
ENGLISH = LABELS["en"]
PAGE = (building.HERE / "page.html").read_text("utf-8")
SCRIPT = (building.HERE / "page.js").read_text("utf-8")

#: Of `invalid.one`: what stands before the form for a number.
COUNTED = {"invalid"}
FORMS = {"zero", "one", "two", "few", "many", "other"}

#: Keys that the script puts together, by how they begin.
PUT_TOGETHER = ("field.", "dropped.")


def places(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def form_of(key: str) -> str | None:
    """Return the form for a number that a key ends with, or None."""
    head, _, form = key.rpartition(".")
    return form if head in COUNTED and form in FORMS else None


@pytest.mark.parametrize("locale", LABELS)
def test_every_language_has_every_label(locale: str) -> None:
    labels = LABELS[locale]
    assert locale in codes()
    assert [key for key in labels if not form_of(key)] == [
        key for key in ENGLISH if not form_of(key)
    ]
    assert {f"{each}.other" for each in COUNTED} <= labels.keys()
    for key, text in labels.items():
        assert text == text.strip() != "", key
        english = ENGLISH[key] if key in ENGLISH else ENGLISH[f"{key.rpartition('.')[0]}.other"]
        # A form for one number only need not say it.
        spare = {"n"} if form_of(key) not in (None, "other") else set()
        assert places(english) - spare <= places(text) <= places(english), key


@pytest.mark.parametrize("locale", [each for each in LABELS if each != "en"])
def test_no_label_is_left_in_english(locale: str) -> None:
    same = [key for key, text in LABELS[locale].items() if text == ENGLISH.get(key)]
    # A word that two languages share is no sentence.
    assert [key for key in same if len(re.findall(r"\w+", ENGLISH[key])) > 1] == []
    script = spoken(locale)[0].names["script"]
    if script != "Latn":
        assert same == []


def test_every_language_of_messages_has_labels() -> None:
    # Another that can be chosen may have none yet: then the page speaks English around it.
    speaking = {each for each in codes() if Question("", locale=each).message_locale == each}
    assert {"en", "ko", "zh-Hans"} <= speaking <= set(LABELS)


def test_the_page_has_the_english_labels() -> None:
    for key, html in re.findall(r'data-label="([^"]+)">(.*?)</(?:h1|h2|p|label|button)>', PAGE):
        said = re.sub(r'<(\w+) data-place="(\w+)"[^>]*>.*?</\1>', r"{\2}", html)
        assert said == ENGLISH[key]
    assert f"<title>{ENGLISH['title']}</title>" in PAGE


def test_the_page_says_all_labels_and_no_others() -> None:
    said = {"title", *re.findall(r'data-label="([^"]+)"', PAGE)}
    said |= {key for key in ENGLISH if f'"{key}"' in SCRIPT}
    said |= {key for key in ENGLISH if form_of(key) and f'"{key.rpartition(".")[0]}"' in SCRIPT}
    for head in PUT_TOGETHER:
        assert f"label(`{head}$" in SCRIPT
        said |= {key for key in ENGLISH if key.startswith(head)}
    # The severities of problems are labels too.
    assert said | {"error", "warning"} == set(ENGLISH)
    asked = set(re.findall(r'\b(?:label|parts)\("([^"]+)"', SCRIPT))
    assert asked <= set(ENGLISH)

"""The parts of a valid text and the values of a plain field, for whoever breaks texts or judges them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from valid_texts import DAYS, MONTHS

from quartzcron import CronExpression, CronExpressionError, Dialect
from quartzcron.dialects import FieldRules


class Parts(NamedTuple):
    """The words of a text, with the rules of each, and what stands around them."""

    before: str
    words: list[str]
    after: str
    rules: tuple[FieldRules, ...]

    def place(self, name: str) -> int | None:
        """Return where a field stands, or None."""
        return next((i for i, rules in enumerate(self.rules) if rules.name == name), None)

    def word(self, name: str) -> str:
        """Return the text of a field, `*` where there is no such field."""
        place = self.place(name)
        return "*" if place is None else self.words[place]

    def having(self, name: str, word: str) -> str:
        """Return the whole text with another word in a field."""
        words = list(self.words)
        place = self.place(name)
        assert place is not None
        words[place] = word
        return self.before + " ".join(words) + self.after

    @property
    def all_days(self) -> bool:
        """Whether no field but those of the time of day says anything."""
        days = ("day_of_month", "month", "day_of_week", "year")
        return all(self.word(name) in ("*", "?") for name in days)


def parts(text: str, dialect: str) -> Parts | None:
    """Return the parts of a text that has the shape of its dialect, or None."""
    rules = Dialect.named(dialect)
    before, inside, after = "", text, ""
    if rules.wrapper:
        found = re.fullmatch(rf"({rules.wrapper}\()(.*)(\))", text)
        if not found:
            return None
        before, inside, after = found.groups()
    words = inside.split()
    form = rules.form(len(words))
    return Parts(before, words, after, form.fields) if form else None


@lru_cache(maxsize=50_000)
def expression(text: str, dialect: str) -> CronExpression | None:
    """Return the expression of a text, or None where it is none."""
    try:
        return CronExpression(text, dialect)
    except CronExpressionError:
        return None


def plain_set(word: str, rules: FieldRules) -> set[int] | None:
    """Return the values of a field of numbers, names, lists and rising ranges, or None.

    Months and times as they are, days of the week from 0 for Monday.
    """
    values: set[int] = set()
    for term in word.split(","):
        ends = [_plain_value(end, rules) for end in term.split("-")]
        if len(ends) > 2 or None in ends:
            return None
        numbers = [end for end in ends if end is not None]
        if numbers[0] > numbers[-1]:
            return None
        values.update(range(numbers[0], numbers[-1] + 1))
    return values


def _plain_value(word: str, rules: FieldRules) -> int | None:
    if re.fullmatch("[0-9]+", word):
        return rules.inside(int(word))
    names = {"month": MONTHS, "day_of_week": DAYS}.get(rules.name, ())
    if word.upper() not in names:
        return None
    return names.index(word.upper()) + (rules.name == "month")

"""Hold the laws of descriptions over many random expressions, in every language.

    python -m tests.description_laws --count 100000

For each expression, of any dialect and construct, in 24 and 12 hours: equal meaning has equal
words and other meaning other words; all languages name the same clock times; English is read back
by the reader of the tests, which shares no code with the library, and English, Korean and Chinese
by `read`. Prints what breaks a law, how many there were, and how long the words are; ends with
status 1 if a law is broken.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import description_reader
from valid_texts import valid_text

import quartzcron
from quartzcron import CronExpression, Dialect
from quartzcron.calendar.months import YEAR_SHAPES, day_masks
from quartzcron.words.languages import codes

#: The languages that are read back by the library itself.
READ = ("en", "ko", "zh")

_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_YEARS = (1970, 2000, 2026, 2027, 2028, 2100, 2199)


def drawn(seed: int) -> CronExpression:
    """Return an expression of any dialect and construct."""
    draw = random.Random(seed)
    dialect = draw.choice(Dialect.names())
    expression = CronExpression(text := valid_text(dialect, draw), dialect)
    return CronExpression(text, dialect, seed="7") if expression.needs_seed else expression


class Laws:
    """What has been said so far, by language and clock, and which laws were broken."""

    def __init__(self) -> None:
        self.meanings: dict[tuple[str, bool, str], object] = {}
        self.texts: dict[tuple[str, bool, object], str] = {}
        self.lengths: dict[str, list[int]] = {}
        self.broken: list[str] = []

    def hold(self, expression: CronExpression, reads: bool) -> None:
        """Describe an expression in every language, and hold all laws."""
        meaning = expression._matcher.meaning()
        for hour12 in (False, True):
            said = {code: expression.describe(code, hour12=hour12) for code in codes()}
            for code, text in said.items():
                if self.meanings.setdefault((code, hour12, text), meaning) != meaning:
                    self.broken.append(f"{code}: two meanings share {text!r}")
                if self.texts.setdefault((code, hour12, meaning), text) != text:
                    self.broken.append(f"{code}: one meaning has another text: {text!r}")
                if not hour12:
                    self.lengths.setdefault(code, []).append(len(text))
            if not hour12:
                self._hold_times(said)
            if reads:
                self._hold_read(expression, said)
        if reads:
            self._hold_read_by_others(expression)

    def _hold_times(self, said: dict[str, str]) -> None:
        wanted = _times_in(said["en"])
        self.broken += [
            f"{code}: other times than in English: {text!r}"
            for code, text in said.items()
            if _times_in(text) != wanted
        ]

    def _hold_read(self, expression: CronExpression, said: dict[str, str]) -> None:
        for locale in READ:
            words = said["zh-Hans" if locale == "zh" else locale]
            found = quartzcron.read(words, locale, expression.dialect)
            if found.first_difference(expression) is not None:
                self.broken.append(f"{locale}: read as something else: {words!r}")

    def _hold_read_by_others(self, expression: CronExpression) -> None:
        words = expression.describe()
        reading, matcher = description_reader.read(words), expression._matcher
        if matcher.never_fires:
            if reading.times:
                self.broken.append(f"{expression!r} never fires: {words!r}")
            return
        times = {
            hour * 3600 + minute * 60 + second
            for hour in _values(matcher.hours)
            for minute in _values(matcher.minutes)
            for second in _values(matcher.seconds)
        }
        right = reading.times == times and all(
            reading.runs_on(day) is bool(_fires_on(expression, day)) for day in _days()
        )
        if not right:
            self.broken.append(f"{expression!r} is read by others as something else: {words!r}")


def _times_in(text: str) -> set[tuple[int, ...]]:
    return {tuple(map(int, found.split(":"))) for found in _TIME.findall(text)}


def _values(mask: int) -> Iterator[int]:
    return (value for value in range(mask.bit_length()) if mask >> value & 1)


def _days() -> Iterator[date]:
    for year in _YEARS:
        yield from (date(year, 1, 1) + timedelta(n) for n in range(365 + isleap(year)))


def _fires_on(expression: CronExpression, day: date) -> int:
    matcher = expression._matcher
    if not (matcher.years >> day.year & 1 and matcher.months >> day.month & 1):
        return 0
    masks = day_masks(matcher.days)
    return masks[YEAR_SHAPES[day.year - 1970][day.month]] >> day.day & 1


def main() -> int:
    """Hold the laws over as many expressions as are asked for."""
    parser = argparse.ArgumentParser(description="Hold the laws of descriptions.")
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--read", type=int, default=10, help="read every n-th back, which takes most of the time"
    )
    asked = parser.parse_args()
    laws = Laws()
    for number in range(asked.count):
        laws.hold(drawn(asked.seed * 10**9 + number), reads=number % asked.read == 0)
    for code, lengths in laws.lengths.items():
        lengths.sort()
        most = lengths[len(lengths) * 95 // 100]
        print(f"{code}: half of them within {lengths[len(lengths) // 2]}, 95 % within {most}")
    meanings = len({key[2] for key in laws.texts})
    print(f"{asked.count:,} expressions, {meanings:,} meanings, {len(laws.broken)} laws broken")
    print("\n".join(laws.broken[:20]))
    return 1 if laws.broken else 0


if __name__ == "__main__":
    raise SystemExit(main())

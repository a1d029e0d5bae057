"""The laws of corrections and hints, each a function that says what breaks it, or None.

A correction is certain or is not given: the text that was meant, in the dialect that was
asked for. What a hint shows compiles in the dialect it is shown for. The tests and the
score ask the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import oracle
import strategies
from broken_texts import REFUSED, Broken
from text_parts import expression

from quartzcron import Dialect, Problem, is_valid


def fault_of_meaning(broken: Broken, got: str | None) -> str | None:
    """Say what is wrong with a correction of a text of which it is known what was meant."""
    if got is None:
        return None
    if broken.verdict == REFUSED:
        return "corrected, though a part is dropped or guessed"
    found, meant = expression(got, broken.dialect), expression(broken.meant, broken.dialect)
    if found is None or meant is None:
        return "the correction is not valid"
    if not found.equivalent(meant):
        return f"the correction means something else than {broken.meant!r}"
    return None


#: Where the oracle looks: leap days, the ends of months and years, ordinary weeks.
WINDOWS = tuple(
    (start, start + timedelta(days=40))
    for start in (datetime(2024, 2, 10), datetime(2026, 12, 1), datetime(2031, 7, 20))
)


def fault_to_the_oracle(broken: Broken, got: str | None) -> str | None:
    """Say where one who shares no code with the library sees the two texts fire apart."""
    if got is None or broken.dialect not in strategies.DIALECTS:
        return None
    for start, end in WINDOWS:
        texts = (got, broken.meant)
        one, other = (list(oracle.fires(each, broken.dialect, start, end, 60)) for each in texts)
        if one != other:
            first = min(set(one) ^ set(other))
            return f"{got!r} and {broken.meant!r} differ at {first}"
    return None


def placed(text: str, problems: Iterable[Problem]) -> str:
    """Return the text with every replacement put in the place of its span.

    Raises `ValueError` where two spans overlap.
    """
    having = sorted((each for each in problems if "replacement" in each.values), key=_by_span)
    if any(one.span[1] > other.span[0] for one, other in pairwise(having)):
        raise ValueError("two replacements overlap")
    for each in reversed(having):
        start, end = each.span
        text = text[:start] + str(each.values["replacement"]) + text[end:]
    return text


def _by_span(problem: Problem) -> tuple[int, int]:
    return problem.span


def fault_of_replacements(text: str, got: str | None, problems: list[Problem]) -> str | None:
    """Say where the replacements of a text disagree with its correction; a valid one has neither."""
    if not problems:
        return None if got == text else "a valid text is changed"
    having = [each for each in problems if "replacement" in each.values]
    if got is None:
        return "every problem has a replacement" if having == problems else None
    if not having:
        return "no problem has a replacement"
    try:
        result = placed(text, problems)
    except ValueError as error:
        return str(error)
    if result != got:
        return f"the replacements give {result!r}, the correction is {got!r}"
    whole = [each for each in having if each.span == (0, len(text))]
    return "a replacement of the whole is not the only one" if whole and len(having) > 1 else None


_TITLES = sorted(
    ((Dialect.named(name).title, name) for name in Dialect.names()),
    key=lambda pair: -len(pair[0]),
)
_SIGNS = re.compile(r"[0-9A-Za-z*/,\-#?+@()~ ]+")


def texts_in(hint: str) -> Iterator[tuple[str, str]]:
    """Yield the whole texts that a hint shows, each with the words around it.

    They stand in backticks; a hint without any may be a text by itself.
    """
    pieces = hint.split("`")
    if len(pieces) == 1:
        if _is_whole(hint):
            yield hint, ""
        return
    for place in range(1, len(pieces), 2):
        if _is_whole(pieces[place]):
            yield pieces[place], pieces[place - 1] + " " + "".join(pieces[place + 1 : place + 2])


def _is_whole(text: str) -> bool:
    """Tell whether a text looks like a cron expression and not like a part or a sentence."""
    if not _SIGNS.fullmatch(text):
        return False
    words = text.split()
    if text.startswith(("@", "cron(")):
        return len(words) == 1 or text.startswith("cron(")
    like_fields = sum(1 for word in words if re.search(r"[0-9*?]", word))
    return 5 <= len(words) <= 7 and like_fields >= 3


def faults_of_hints(dialect: str, problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the texts inside hints that do not compile in the dialect they are named for."""
    for problem in problems:
        for text, around in texts_in(problem.hint or ""):
            # "this is Spring's; here write `...`" names both.
            named = [name for title, name in _TITLES if title in around]
            if not any(is_valid(text, name) for name in (dialect, *named)):
                yield f"{text!r} in the hint {problem.hint!r} is not valid in {[dialect, *named]}"

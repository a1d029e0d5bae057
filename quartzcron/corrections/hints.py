"""Whether a wrong text has a correction, and what its problems say.

One place decides. A text has a correction where just one meaning is left that
it may have (`readings`); everything else that is said is a suggestion
(`suggestions`). A correction is put where it belongs: into the problems whose
pieces it replaces, or, where it is more than these, into one problem that then
spans the whole text. So a form that puts all replacements in place gets the
corrected text, and one that shows hints never shows a guess as a certainty.
"""

from __future__ import annotations

from functools import lru_cache

from quartzcron.clock import moments
from quartzcron.compiling.compiler import is_right, refusals
from quartzcron.corrections import in_words, outside
from quartzcron.corrections.cleaning import Cleaned, cleaned
from quartzcron.corrections.lines import problems_of_lines
from quartzcron.corrections.readings import Reading, readings
from quartzcron.corrections.suggestions import suggestion, translated
from quartzcron.errors import LONGEST_TEXT, MOST_DRAWN, Problem, problem
from quartzcron.ground.caches import LONGEST_KEPT, listed
from quartzcron.ground.messages import HINTS
from quartzcron.language.dates_in_words import is_in_words
from quartzcron.language.text import AROUND, parse, split
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from quartzcron.dialects import Dialect


class Judgement(Record):
    """What is said of a wrong text: its problems, and its correction or None."""

    problems: tuple[Problem, ...]
    corrected: str | None = None


def judged(text: str, dialect: Dialect) -> Judgement:
    """Judge a text that has errors.

    >>> from quartzcron.dialects import DEFAULT
    >>> judged("0 9 * * MONDAY", DEFAULT).corrected
    '0 9 * * MON'

    Kept for the texts that were judged last: a form asks again for all that it shows. Where
    a service has rules, what is said shows the next fire times, and holds for a day.
    """
    judge = _judged if len(text) <= LONGEST_KEPT else _judged.__wrapped__
    found = judge(text, dialect, moments.now().date() if dialect.service_rules else None)
    if text.isascii() or max(text) <= "\uffff":
        return found
    return found.replace(problems=_in_utf16(text, found.problems))


def _in_utf16(text: str, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems of a text with their places in UTF-16 units too."""
    # Where each character begins, and the end.
    places = [0]
    for character in text:
        places.append(places[-1] + 1 + (character > "\uffff"))
    return tuple(
        each.replace(span_utf16=(places[each.span[0]], places[each.span[1]])) for each in problems
    )


@listed
@lru_cache(256)
def _judged(text: str, dialect: Dialect, _today: date | None) -> Judgement:
    found = problems_of(text, dialect)
    if len(text) > LONGEST_TEXT or not found:
        return Judgement(found)
    if several := problems_of_lines(text, dialect):
        return Judgement(several)
    clean = _cleaned(text, dialect)
    told = in_words.meant(clean.text, dialect)
    if told is not None:
        return _of_words(text, clean, found, told, dialect)
    if len(found) > MOST_DRAWN:
        # So much is wrong that nobody can tell what was meant.
        return Judgement(found)
    place = outside.beside(clean.text)
    if place is not None:
        return _without(text, clean.span(*place[0]), place[1], dialect)
    if dialect.in_words and is_in_words(clean.text):
        return Judgement(_with_suggestions(text, clean, found, (), dialect))
    key = outside.instead(clean.text, dialect.time_spans)
    if key is not None and not _is_a_word(clean.text, dialect):
        return Judgement((_no_cron(text, clean, key, dialect),))
    read = readings(clean.text, dialect, clean.wrapped)
    if len(read) == 1 and read[0].clear and read[0].text is not None:
        return _with_correction(text, clean, found, read[0], dialect)
    command = outside.command(clean.text) if not read else None
    if command is not None:
        return _without(text, clean.span(*command), "extra-text", dialect)
    return Judgement(_with_suggestions(text, clean, found, read, dialect))


def _of_words(
    text: str, clean: Cleaned, found: Sequence[Problem], told: Reading, dialect: Dialect
) -> Judgement:
    """Judge a schedule in words: the dialect's own, put right, or one that is another's."""
    if told.source != dialect:
        whole, source = (0, len(text)), told.source.title
        found = (problem("other-dialect/words", None, whole, source=source),)
    if told.text is None:
        return Judgement(tuple(found))
    return _with_correction(text, clean, found, told, dialect)


def _cleaned(text: str, dialect: Dialect) -> Cleaned:
    """Return a text without what lies around it; cron( ) may be there where the dialect has it."""
    clean = cleaned(text)
    if not dialect.wrapper:
        return clean
    kept = (each for each in clean.findings if each.key != "wrapper/not-here")
    return clean.replace(findings=tuple(kept))


def problems_of(text: str, dialect: Dialect) -> tuple[Problem, ...]:
    """Return the errors of a text as the grammar and the service see them, without hints."""
    return refusals(parse(text, dialect), dialect)


def _is_a_word(text: str, dialect: Dialect) -> bool:
    """Tell whether a text is one of the words for a schedule, as `every minute` is."""
    from quartzcron.corrections.everyday import schedule_meant_by

    return schedule_meant_by(text) is not None


# --- without a correction -------------------------------------------------------


def _without(text: str, span: tuple[int, int], key: str, dialect: Dialect) -> Judgement:
    """Judge a text without a piece that is no part of the expression, and point at the piece."""
    start, end = span
    # Blanks in its place keep everything else where it is.
    rest = text[:start] + " " * (end - start) + text[end:]
    if not rest.strip():
        return Judgement((outside.pointed_at(text, span, key, 0),))
    alone = rest.strip(AROUND)
    right = alone if is_right(alone, dialect) else judged(alone, dialect).corrected
    inner = () if is_right(alone, dialect) else judged(rest, dialect).problems
    count = len(split(text[:start]))
    found = outside.pointed_at(text, span, key, count)
    if right is not None:
        said = "zone" if key == "zone-in-text" else "beside"
        found = found.replace(hint=HINTS[said].format(text=right))
    kept = (_plain(each) for each in inner if each.code not in _OF_THE_REST)
    return Judgement(tuple(sorted((*kept, found), key=lambda each: each.span)))


#: What is said of the rest of a text only because a piece of it was taken out.
_OF_THE_REST = frozenset({"white-space", "wrapping", "wrapper", "zone-in-text"})


def _plain(found: Problem) -> Problem:
    """Return a problem without what a correction, which there is none of, would put in place."""
    values = {key: value for key, value in found.values.items() if key not in _CORRECTING}
    return found.replace(hint=None, values=values)


_CORRECTING = frozenset({"replacement", "correction", "dialect"})


def _no_cron(text: str, clean: Cleaned, key: str, dialect: Dialect) -> Problem:
    """A text that is something else: say what, and what cron has for it."""
    from quartzcron.errors import shown

    lead = len(clean.text) - len(clean.text.lstrip())
    span = clean.span(lead, len(clean.text.rstrip()))
    found = problem(key, None, span, found=shown(clean.text.strip()))
    return found.replace(hint=suggestion(clean.text, found, (), dialect))


def _with_suggestions(
    text: str,
    clean: Cleaned,
    found: Sequence[Problem],
    read: Sequence[Reading],
    dialect: Dialect,
) -> tuple[Problem, ...]:
    """Return the problems of a text that has no correction, with what may help."""
    surface = _surface(clean)
    if surface:
        found = (*surface, *_inner(text, clean, dialect))
    helped: list[Problem] = []
    for each in found:
        inside = each if clean.text == text else each.replace(span=(0, 0))
        hint = suggestion(clean.text, inside, read, dialect)
        # One choice for the whole text is said once.
        said = hint is not None and any(hint == other.hint for other in helped)
        helped.append(each if said else each.replace(hint=hint))
    return tuple(helped)


# --- what lies on and around -----------------------------------------------------


def _surface(clean: Cleaned) -> tuple[Problem, ...]:
    """Return one problem for each kind of thing that was taken off a text."""
    first: dict[str, Problem] = {}
    for each in clean.findings:
        # A look-alike within a field has its place in the field's own problem.
        if each.key not in first and each.key != "not-ascii":
            first[each.key] = problem(each.key, None, each.span, found=each.found)
    return tuple(sorted(first.values(), key=lambda found: found.span))


def _inner(text: str, clean: Cleaned, dialect: Dialect) -> tuple[Problem, ...]:
    """Return the problems of the clean text, where they stand in the text as it was given."""
    wrapper = f"{dialect.wrapper}(" if dialect.wrapper else ""
    inner = f"{wrapper}{clean.text})" if wrapper else clean.text
    shift = len(wrapper)
    moved = []
    for each in problems_of(inner, dialect):
        start, end = (max(at - shift, 0) for at in each.span)
        moved.append(each.replace(span=clean.span(start, min(end, len(clean.text)))))
    return tuple(moved)


# --- with a correction ---------------------------------------------------------------


def _with_correction(
    text: str, clean: Cleaned, found: Sequence[Problem], read: Reading, dialect: Dialect
) -> Judgement:
    """Put a correction into the problems it belongs to, or into one of the whole text."""
    assert read.text is not None  # the caller has seen it
    corrected = read.text
    surface = _surface(clean)
    placed = None if surface or read.blanks else _in_place(text, found, corrected, dialect)
    if placed is not None:
        hinted, corrected = placed
        return Judgement(tuple(_hinted(each, corrected, None) for each in hinted), corrected)
    whole = (0, len(text))
    head, others = _head(surface, found, read, clean, text, dialect)
    said = translated(read, dialect) if read.source != dialect else None
    values = {**head.values, "replacement": corrected}
    if said is not None:
        values["dialect"] = read.source.name
    head = _hinted(head.replace(span=whole, values=values), corrected, said)
    return Judgement((head, *map(_plain, others)), corrected)


def _hinted(found: Problem, corrected: str, sentence: str | None) -> Problem:
    """Return a problem with the corrected text, or with a sentence around it, as its hint."""
    values = {**found.values, "correction": corrected}
    return found.replace(hint=sentence or corrected, values=values)


def _head(
    surface: Sequence[Problem],
    found: Sequence[Problem],
    read: Reading,
    clean: Cleaned,
    text: str,
    dialect: Dialect,
) -> tuple[Problem, Sequence[Problem]]:
    """Return the problem that carries a correction of the whole text, and those beside it."""
    whole = (0, len(text))
    if surface:
        own = read.source == dialect and not read.blanks
        return surface[0], (*surface[1:], *(_inner(text, clean, dialect) if own else ()))
    if read.blanks:
        return problem(read.blanks, None, whole), ()
    if len(found) == 1 or read.source == dialect:
        return found[0], found[1:]
    return problem("other-dialect", None, whole, source=read.source.title), ()


# --- piece by piece ---------------------------------------------------------------------


def _in_place(
    text: str, found: Sequence[Problem], corrected: str, dialect: Dialect
) -> tuple[list[Problem], str] | None:
    """Return problems whose replacements, put in place, correct the text, and that text.

    None where the correction is more than that: another number of words, a
    change beside the problems, two problems in one place.
    """
    given, wanted = split(text), split(corrected)
    if len(given) != len(wanted):
        return None
    placed = [_blank(each, text) for each in found if each.code == "white-space"]
    rest = [each for each in found if each.code != "white-space"]
    for (place, word), (_, better) in zip(given, wanted, strict=True):
        inside = [each for each in rest if place <= each.span[0] <= place + len(word)]
        inside = [each for each in inside if each.span[1] <= place + len(word)]
        rest = [each for each in rest if each not in inside]
        if word == better:
            if inside:
                return None
            continue
        pieces = _pieces(place, word, better, inside)
        if pieces is None:
            return None
        placed += pieces
    if rest:
        return None
    result = put(text, placed)
    if not is_right(result, dialect):
        return None
    return placed, result


def _blank(found: Problem, text: str) -> Problem:
    """Return a problem of white space with the one blank that is right there, or with none."""
    start, end = found.span
    inside = text[:start].strip() and text[end:].strip()
    return found.replace(values={**found.values, "replacement": " " if inside else ""})


def _pieces(place: int, word: str, better: str, inside: Sequence[Problem]) -> list[Problem] | None:
    """Return the problems of a word with what replaces their pieces of it, or None."""
    if len(inside) == 1:
        return [_narrow(place, word, better, inside[0])]
    terms, others = word.split(","), better.split(",")
    if len(terms) != len(others):
        return None
    placed = []
    for term, other in zip(terms, others, strict=True):
        end = place + len(term)
        here = [each for each in inside if place <= each.span[0] and each.span[1] <= end]
        if term != other:
            if len(here) != 1:
                return None
            placed.append(_narrow(place, term, other, here[0]))
        elif here:
            return None
        place = end + 1
    return placed


def _narrow(place: int, word: str, better: str, found: Problem) -> Problem:
    """Return a problem with what replaces its own piece of a word, or else the whole word."""
    start, end = found.span[0] - place, found.span[1] - place
    before, after = word[:start], word[end:]
    fits = (
        better.startswith(before)
        and better.endswith(after)
        and len(better) >= len(before) + len(after)
    )
    if not fits:
        start, end, before, after = 0, len(word), "", ""
    replacement = better[len(before) : len(better) - len(after)]
    return found.replace(
        span=(place + start, place + end), values={**found.values, "replacement": replacement}
    )


def put(text: str, problems: Sequence[Problem]) -> str:
    """Return a text with the replacements of problems in the place of their spans.

    From the right, so that the spans further left stay true.
    """
    for each in sorted(problems, key=lambda found: found.span, reverse=True):
        start, end = each.span
        text = f"{text[:start]}{each.values['replacement']}{text[end:]}"
    return text

"""What a wrong text may mean: every way to read it, and what each of them means.

A reading takes the text as it would stand with its blanks in place, its names
in three letters, and by the rules of one dialect: of the one that was asked
for, or of one that people bring along. Two readings with the same fire times
are one. Whoever asks decides what to make of several.

Nothing is dropped, and no number is changed, unless every run stays where it
was: `*/60` minutes is each hour, `24` o'clock of every day is 0.
"""

from __future__ import annotations

import re
from itertools import product

from quartzcron import dialects
from quartzcron.calendar.matcher import compile_nodes
from quartzcron.compiling.compiler import matcher_of
from quartzcron.corrections.everyday import schedule_meant_by
from quartzcron.corrections.repairs import repaired
from quartzcron.corrections.retelling import in_wrapper, retold
from quartzcron.dialects import BROUGHT_ALONG, Dialect
from quartzcron.language.nodes import Range, Stepped
from quartzcron.language.text import parse, split
from quartzcron.records import TYPE_CHECKING, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from quartzcron.calendar.matcher import Matcher
    from quartzcron.dialects import Form
    from quartzcron.language.text import Parsed

    #: A change to the words of a text by their form; None where there is none.
    Change = Callable[["Words", Form], "Words | None"]

#: Words of the fields of a text, in its order.
Words = tuple[str, ...]

#: How many blanks may be in a wrong place: each doubles the ways to read a text.
_MOST_BLANKS = 5
#: No form has more fields.
_MOST_FIELDS = 7


class Reading(Record):
    """One way to read a text: what it means, and how the dialect that was asked for says it.

    `text` is None where that dialect has no text for it; `source` is the
    dialect whose text it was taken for, `blanks` is the key of what is said where
    some were taken out or put in.
    What is not `clear` may just as well mean something else, even alone. `given`
    is the text as the other dialect takes it.
    """

    text: str | None
    source: Dialect
    meaning: tuple[object, ...]
    blanks: str = ""
    clear: bool = True
    given: str = ""


# --- all of them ------------------------------------------------------------


def readings(text: str, dialect: Dialect, wrapped: bool = False) -> tuple[Reading, ...]:
    """Return the ways to read a text, no two of the same meaning.

    >>> [reading.text for reading in readings("0 9 * * Monday-fri", Dialect.named("quartz"))]
    ['0 0 9 ? * MON-FRI']

    What the dialect itself reads, with its blanks and names put right, is meant:
    other dialects are asked only where there is no such thing. What stood within
    the wrapper of the dialect is none of another's, if it may be its own. Cost: about that
    of reading the text anew for each dialect.
    """
    word = _of_a_word(text, dialect)
    if word is not None:
        return (word,)
    spaced = list(spacings(text))
    light = _own(spaced, dialect, _as_it_is)
    if light and len(spaced) > 1:
        # With other blanks another change may make it right as well.
        light += _own(spaced, dialect, _carried)
    if light and wrapped and not dialect.wrapper:
        # cron( ) is EventBridge's: its fields may mean something else there.
        light += [each for each in _brought_along(spaced, dialect) if each.source.wrapper]
    if light:
        return _distinct(light)
    unclear = list(_of_two_days(spaced, dialect))
    if wrapped and dialect.wrapper:
        foreign = [each for each in spaced if dialect.form(len(each[0])) is None]
    else:
        foreign = spaced
    if unclear:
        return _distinct(unclear)
    others = [*_brought_along(foreign, dialect), *_with_a_star_too_many(spaced, dialect)]
    return _distinct([*_own(spaced, dialect, _carried), *others])


def _distinct(found: Sequence[Reading] | Iterator[Reading]) -> tuple[Reading, ...]:
    """Return readings of different meanings, of equal ones the first that is clear."""
    kept: dict[tuple[object, ...], Reading] = {}
    for each in found:
        known = kept.get(each.meaning)
        if known is None or known.text is None or (each.clear and not known.clear):
            kept[each.meaning] = each
    return tuple(kept.values())


# --- a whole schedule in a word -----------------------------------------------


def _of_a_word(text: str, dialect: Dialect) -> Reading | None:
    """daily, @weekdays: the dialect's own word for it, or its text."""
    if text.strip()[:1] == "@" and (own := matcher_of(text.strip(), dialect)) is not None:
        return Reading(text.strip(), dialect, own.meaning())
    found = schedule_meant_by(text)
    if found is None:
        return None
    word, plain = found
    unix = Dialect.named("unix")
    known = dict(dialect.shorthands)
    if f"@{word}" in known:
        matcher = matcher_of(f"@{word}", dialect)
        return None if matcher is None else Reading(f"@{word}", dialect, matcher.meaning())
    read = parse(plain, unix)
    matcher = compile_nodes(read)
    return Reading(retold(read, matcher, dialect), dialect, matcher.meaning())


# --- where the blanks belong ----------------------------------------------------

#: Words between two values that stand for a sign.
_CONNECTING = {
    **dict.fromkeys(("and", "&", "plus"), ","),
    **dict.fromkeys(("to", "through", "thru", "until", "till"), "-"),
}

_JOINS_LEFT = tuple("-,/#;|&.")


def spacings(text: str) -> Iterator[tuple[Words, str]]:
    """Yield the words of a text with blanks where they may belong, and what is said of a change.

    >>> [" ".join(words) for words, _ in spacings("0 9 * * 1 - 5")]
    ['0 9 * * 1 - 5', '0 9 * * 1 -5', '0 9 * * 1- 5', '0 9 * * 1-5']
    """
    words = [word for _, word in split(text)]
    yield tuple(words), ""
    apart = _stars_apart(words)
    if len(apart) > len(words) and 5 <= len(apart) <= _MOST_FIELDS:
        yield tuple(apart), "white-space/missing"
    connected = _connected(words)
    places = [
        place
        for place in range(1, len(connected))
        if connected[place][0] in _JOINS_LEFT or connected[place - 1][-1] in _JOINS_LEFT
    ]
    if not places or len(places) > _MOST_BLANKS:
        return
    for joins in product((False, True), repeat=len(places)):
        taken = {place for place, is_taken in zip(places, joins, strict=True) if is_taken}
        if taken and 5 <= len(connected) - len(taken) <= _MOST_FIELDS:
            yield _joined(connected, taken), "blank-in-list"


def _stars_apart(words: Sequence[str]) -> list[str]:
    """Put the stars of `*****` apart: each of them is a part."""
    return [part for word in words for part in (word if set(word) == {"*"} else [word])]


def _connected(words: Sequence[str]) -> list[str]:
    """Put signs in the place of words like `and` that stand between two values."""
    inner = range(1, len(words) - 1)
    return [
        _CONNECTING.get(word.lower(), word)
        if place in inner and words[place - 1][-1].isalnum() and words[place + 1][0].isalnum()
        else word
        for place, word in enumerate(words)
    ]


def _joined(words: Sequence[str], taken: set[int]) -> Words:
    joined: list[str] = []
    for place, word in enumerate(words):
        if place in taken:
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


# --- as a text of the dialect itself ----------------------------------------------


def _own(spaced: Sequence[tuple[Words, str]], dialect: Dialect, change: Change) -> list[Reading]:
    """Return the readings as texts of the dialect, after a change to their words."""
    found = []
    for words, blanks in spaced:
        form = dialect.form(len(words))
        changed = None if form is None else change(_repaired(words, form, blanks), form)
        if changed is None:
            continue
        text = in_wrapper(" ".join(changed), dialect)
        matcher = matcher_of(text, dialect)
        if matcher is not None and (change is _as_it_is or is_plausible(matcher)):
            torn = any(_is_torn(words, place, blanks) for place in range(len(words)))
            clear = (change is _as_it_is or not torn) and not _is_last_day_joined(spaced, blanks)
            found.append(Reading(text, dialect, matcher.meaning(), blanks, clear))
    return found


def _is_torn(words: Words, place: int, blanks: str) -> bool:
    """Tell whether a word may belong to the one before it: `* /5`, or `22 -1` of `22 - 1`.

    As it was written, -1 may be the last day.
    """
    torn = words[place][0] == "/" or (blanks != "" and words[place][0] == "-")
    return torn and place > 0 and len(words) > 5


def _is_last_day_joined(spaced: Sequence[tuple[Words, str]], blanks: str) -> bool:
    """Tell whether a -1, which may be the last day, went into the word before it."""
    as_written, _ = spaced[0]
    return blanks != "" and "-1" in as_written


def _repaired(words: Words, form: Form, blanks: str) -> Words:
    """Return words as their fields were meant; one that is beyond that as it is."""
    better = []
    for place, (word, rules) in enumerate(zip(words, form.fields, strict=True)):
        # Days that go together, numbers too large: these are for a change to the whole. A step
        # behind a blank may belong to the word before it.
        found = None if _is_torn(words, place, blanks) else repaired(word, rules)
        better.append(word if found is None else found)
    return tuple(better)


def is_plausible(matcher: Matcher) -> bool:
    """Tell whether anybody means it: nobody means sixty runs in one minute by accident."""
    return matcher.seconds.bit_count() < 60


def _has_large_step(parsed: Parsed) -> bool:
    """Tell whether a step leads out of its field at once: systems take it, nobody means it."""
    return any(
        isinstance(node, Stepped) and node.step >= field.rules.field.size
        for _, field in parsed.fields.values()
        for node in field.nodes
    )


def _as_it_is(words: Words, _form: Form) -> Words:
    return words


def _carried(words: Words, form: Form) -> Words | None:
    """Return words with what leads out of its field carried on, and with one ? in Quartz."""
    fields = {rules.name: word for word, rules in zip(words, form.fields, strict=True)}
    for change in (_whole_steps, _midnight, _one_question):
        changed = change(fields, form)
        if changed is None:
            return None
        fields = changed
    return tuple(fields.values())


Fields = dict[str, str]

#: Each field with the next larger one, and how many values both have.
_NEXT_LARGER = (("second", "minute", 60, 60), ("minute", "hour", 60, 24))

_FREE = ("*", "?")


def _whole_steps(fields: Fields, form: Form) -> Fields | None:
    """*/60 minutes is each hour, */120 every second hour, */24 hours each day."""
    for name, larger, size, count in _NEXT_LARGER:
        step = _step_beyond(fields.get(name, ""), size)
        if step == 1:
            fields = {**fields, name: "0"}
        elif step is not None and fields[larger] == "*" and count % step == 0 and step < count:
            fields = {**fields, name: "0", larger: f"*/{step}"}
        elif step is not None:
            return None
    if _step_beyond(fields["hour"], 24) == 1:
        fields = {**fields, "hour": "0"}
    if _step_beyond(fields["month"], 12) == 1:
        fields = {**fields, "month": "1"}
    return fields


def _step_beyond(word: str, size: int) -> int | None:
    """Return how many times a step goes round its field, beginning at its start; or None."""
    found = re.fullmatch(r"[*0]?/0*([1-9]\d{0,4})", word)
    if found is None or int(found[1]) % size:
        return None
    return int(found[1]) // size


def _midnight(fields: Fields, form: Form) -> Fields:
    """24 o'clock is 0 of the next day, minute 60 that of the next hour: where all of them run."""
    days_free = all(
        fields.get(name, "*") in _FREE for name in ("day_of_month", "month", "day_of_week", "year")
    )
    if not days_free:
        return fields
    if fields["hour"] == "24":
        fields = {**fields, "hour": "0"}
    if fields["minute"] == "60" and fields["hour"] == "*":
        fields = {**fields, "minute": "0"}
    return fields


def _one_question(fields: Fields, form: Form) -> Fields:
    """Put the one ? in the day field that restricts nothing, or a * where there are two."""
    if form.days != dialects.ONE_QUESTION:
        return fields
    dom, dow = fields["day_of_month"], fields["day_of_week"]
    if dom == "?" == dow:
        return {**fields, "day_of_month": "*"}
    if "?" in dom + dow:
        return fields
    if dom == "*":
        return {**fields, "day_of_month": "?"}
    return {**fields, "day_of_week": "?"} if dow == "*" else fields


def _of_two_days(spaced: Sequence[tuple[Words, str]], dialect: Dialect) -> Iterator[Reading]:
    """Yield a reading without a text where both day fields restrict and one of them must be ?.

    It may mean the days of either or of both: whatever another system makes of it.
    """
    for words, blanks in spaced:
        form = dialect.form(len(words))
        if form is not None and form.days == dialects.ONE_QUESTION:
            fields = {rules.name: word for word, rules in zip(words, form.fields, strict=True)}
            days = (fields["day_of_month"], fields["day_of_week"])
            if not any(sign in day for sign in "*?" for day in days):
                yield Reading(None, dialect, ("either or both", *days), blanks, False)


# --- as a text of another dialect ---------------------------------------------------


def _brought_along(spaced: Sequence[tuple[Words, str]], dialect: Dialect) -> Iterator[Reading]:
    """Yield the readings as texts of dialects that people bring along, in the asked one."""
    seen: set[tuple[object, ...]] = set()
    for name, counts in BROUGHT_ALONG:
        source = Dialect.named(name)
        for words, blanks in spaced:
            form = source.form(len(words))
            if name == dialect.name or len(words) not in counts or form is None:
                continue
            better = _repaired(words, form, blanks)
            text = in_wrapper(" ".join(better), source)
            parsed = parse(text, source)
            if parsed.is_wrong or _has_large_step(parsed):
                continue
            matcher = compile_nodes(parsed)
            if not is_plausible(matcher) or matcher.meaning() in seen:
                continue
            seen.add(matcher.meaning())
            unclear = (
                _counts_otherwise(better, form, dialect)
                or _is_nearly_its_own(better, form, dialect)
                or _goes_round(parsed, dialect)
                or _is_last_day_joined(spaced, blanks)
            )
            said = retold(parsed, matcher, dialect)
            yield Reading(said, source, matcher.meaning(), blanks, not unclear, text)


def _with_a_star_too_many(
    spaced: Sequence[tuple[Words, str]], dialect: Dialect
) -> Iterator[Reading]:
    """Yield `0 12 * * * *` read as `0 12 * * *`: nobody knows if it begins with a second."""
    for words, blanks in spaced:
        # With an hour in the third place it does: `0 0 12 * * *`.
        if words[2:3] == ("*",) == words[-1:] and dialect.form(len(words)) is None:
            text = in_wrapper(" ".join(words[:-1]), dialect)
            matcher = matcher_of(text, dialect)
            if matcher is not None:
                yield Reading(text, dialect, matcher.meaning(), blanks, False)


def _counts_otherwise(words: Words, form: Form, dialect: Dialect) -> bool:
    """Tell whether a text has weekday numbers, and could be one of the asked dialect, which
    counts them from another day: then nobody knows how these are counted."""
    own = dialect.form(len(words))
    rules = form.rules("day_of_week")
    theirs = None if own is None else own.rules("day_of_week")
    if rules is None or theirs is None or rules.monday == theirs.monday:
        return False
    word = words[form.fields.index(rules)].partition("#")[0]
    # A 0 is Sunday wherever Sunday is not 1.
    return any(sign.isdigit() for sign in word) and not (word == "0" and theirs.low == 1)


#: What a text of the right kind has wrong: a number or a step, not what stands where.
_WRONG_NUMBERS = frozenset({"out-of-range", "step-too-large", "step-zero", "range-reversed"})


def _is_nearly_its_own(words: Words, form: Form, dialect: Dialect) -> bool:
    """Tell whether a text could be one of the asked dialect but for a number, and has its fields
    in another order there: Nomad's six begin with the minute, and end with the year."""
    own = dialect.form(len(words))
    if own is None or [each.name for each in own.fields] == [each.name for each in form.fields]:
        return False
    problems = parse(in_wrapper(" ".join(words), dialect), dialect).problems
    return {problem.code for problem in problems} <= _WRONG_NUMBERS


def _goes_round(parsed: Parsed, dialect: Dialect) -> bool:
    """Tell whether a range goes down in a text that could be one of the asked dialect: then its
    ends may as well have been swapped."""
    return dialect.form(len(parsed.fields)) is not None and any(
        isinstance(node, Range) and node.downward
        for _, field in parsed.fields.values()
        for node in field.nodes
    )

"""A text of one dialect as a text of another: field by field where that is enough.

Most texts that people bring along differ in a second at the front, a ? and the
numbers of weekdays. These are carried over word by word, which takes a tenth
of a translation and keeps the user's own way of writing; what comes out counts
only if it means the same. Everything else is translated.
"""

from __future__ import annotations

from quartzcron import dialects
from quartzcron.calendar.matcher import unites
from quartzcron.compiling.compiler import matcher_of
from quartzcron.language.nodes import LastWeekday, NthWeekday, Range, Single
from quartzcron.records import TYPE_CHECKING
from quartzcron.translation.writing import NoFormError, Order, written

if TYPE_CHECKING:
    from quartzcron.calendar.matcher import Matcher
    from quartzcron.dialects import Dialect, Form
    from quartzcron.language.terms import ParsedField
    from quartzcron.language.text import Parsed


def in_wrapper(text: str, dialect: Dialect) -> str:
    """Return fields within the wrapper of a dialect, if it has one."""
    return f"{dialect.wrapper}({text})" if dialect.wrapper else text


def retold(parsed: Parsed, matcher: Matcher, dialect: Dialect) -> str | None:
    """Return the text of a dialect for what was read by another, or None where it has none.

    >>> from quartzcron.calendar.matcher import compile_nodes
    >>> from quartzcron.dialects import Dialect
    >>> from quartzcron.language.text import parse
    >>> read = parse("0 9 * * 1-5", Dialect.named("unix"))
    >>> retold(read, compile_nodes(read), Dialect.named("quartz"))
    '0 0 9 ? * MON-FRI'

    Never a text with other fire times. Cost: that of reading one text, or of a
    translation (some milliseconds).
    """
    meaning = matcher.meaning()
    for form in sorted(dialect.forms, key=lambda each: len(each.fields)):
        words = _field_by_field(parsed, form)
        text = "" if words is None else in_wrapper(" ".join(words), dialect)
        found = matcher_of(text, dialect) if text else None
        if found is not None and found.meaning() == meaning:
            return text
    if means_either(parsed) and all(each.days == dialects.ONE_QUESTION for each in dialect.forms):
        return None
    try:
        return written(Order(matcher, dialect))
    except NoFormError:
        return None


def means_either(parsed: Parsed) -> bool:
    """Tell whether a text fires on days that match one of its day fields or the other.

    With one of them always ? that takes two texts.
    """
    dom, dow = parsed.fields["day_of_month"][1], parsed.fields["day_of_week"][1]
    restricted = not {dom.text, dow.text} & {"*", "?"}
    return restricted and parsed.form is not None and unites(dom, dow, parsed.form)


#: What a field says that a text does not have.
_LEFT_OUT = {"second": "0", "year": "*"}


def _field_by_field(parsed: Parsed, form: Form) -> list[str] | None:
    """Return the words of a form that say what each field of a text says, or None."""
    dom, dow = parsed.fields["day_of_month"][1], parsed.fields["day_of_week"][1]
    days = _days(dom, dow, form)
    if days is None:
        return None
    words = {name: _plain(field) for name, (_, field) in parsed.fields.items()} | days
    names = [rules.name for rules in form.fields]
    if any(words.get(name, free) != free for name, free in _LEFT_OUT.items() if name not in names):
        return None
    return [words.get(name) or _LEFT_OUT[name] for name in names]


def _plain(field: ParsedField) -> str:
    """Return a field's text; a ? for any value is a * everywhere."""
    return "*" if field.text == "?" else field.text


def _days(dom: ParsedField, dow: ParsedField, form: Form) -> dict[str, str] | None:
    """Return the day fields of a form: weekdays by name, and the sign for any day."""
    free = form.free
    month_days = "*" if dom.text in ("*", "?") else dom.text
    if dow.text in ("*", "?"):
        return {"day_of_month": month_days, "day_of_week": free}
    named = (Single, LastWeekday, NthWeekday)
    if dow.plus or not all(
        isinstance(node, named) or (isinstance(node, Range) and node.step == 1)
        for node in dow.nodes
    ):
        return None
    weekdays = ",".join(map(str, dow.nodes))
    return {"day_of_month": free if month_days == "*" else month_days, "day_of_week": weekdays}

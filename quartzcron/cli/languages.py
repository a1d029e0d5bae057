"""In which language the command speaks: that of --locale, else that of the environment.

What people read heeds the environment as programs with gettext do; what programs read (JSON and
the formats of lint for them) is in English unless --locale says otherwise. Descriptions and
messages are in languages of their own: where there are no messages in one, they are in English.
"""

from __future__ import annotations

import os
from typing import Any

import click

from quartzcron import UnknownNameError
from quartzcron.cli import completion
from quartzcron.cli.moments import how_far, in_words, measured
from quartzcron.ground.headings import COMMAND
from quartzcron.ground.messages import VALUES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, timedelta
    from typing import TypeAlias

    from quartzcron import Explanation, Problem
    from quartzcron.answers.algebra import FireTimes
    from quartzcron.words.messages import Wording

    Option: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

_ENGLISH = "en"

#: Under which name the locale that was given is kept.
_GIVEN = "quartzcron.locale"

#: The variables that name one locale, the strongest first.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def _as_locale(ctx: click.Context, _param: click.Parameter, name: str | None) -> None:
    """Keep the locale that an option names, or refuse it with the languages that there are."""
    from quartzcron.words.languages import spoken

    _keep(ctx, name, spoken)


def _as_messages(ctx: click.Context, _param: click.Parameter, name: str | None) -> None:
    """Keep a locale for a command of which all is messages: it must be one of these."""
    from quartzcron.words.messages import wording_of

    _keep(ctx, name, wording_of)


def _keep(ctx: click.Context, name: str | None, find: Callable[[str], object]) -> None:
    if name is None:
        return
    try:
        find(name)
    except UnknownNameError as error:
        raise click.BadParameter(str(error)) from error
    ctx.meta[_GIVEN] = name


def _option(read: Callable[..., Any], names: Callable[..., Any], meaning: str) -> Option:
    return click.option(
        "--locale",
        callback=read,
        expose_value=False,
        metavar="LOCALE",
        shell_complete=names,
        help=f"{meaning}, such as ko or zh_CN; by default that of the environment.",
    )


locale_option = _option(_as_locale, completion.locales, "The language of words and messages")
messages_option = _option(_as_messages, completion.message_locales, "The language of messages")


def asked_locales() -> list[str]:
    """Return the locale that was given, or else those of the environment and English."""
    context = click.get_current_context(silent=True)
    given = None if context is None else context.meta.get(_GIVEN)
    return [given] if given else [*_environment(), _ENGLISH]


# --- saying it -------------------------------------------------------------------------------


def told(problem: Problem) -> Problem:
    """Return a problem as people are to read it."""
    from quartzcron.words.messages import wording_of

    return problem.in_words(_first(wording_of))


def drawn(text: str, problems: Sequence[Problem], columns: int) -> str:
    """Draw problems under their text, as people are to read them."""
    from quartzcron.words.messages import draw_in_words, wording_of

    return draw_in_words(text, problems, _first(wording_of), columns)


def told_to_programs(problem: Problem) -> Problem:
    """Return a problem as programs are to read it."""
    from quartzcron.words.messages import wording_of

    return problem.in_words(_first(wording_of, given_only=True))


def explained(explanation: Explanation) -> str | None:
    """Draw an explanation as people are to read it; None in English, which the command lays out."""
    from quartzcron.words.messages import wording_of

    locale = _first(wording_of)
    return None if wording_of(locale) is None else explanation.in_words(locale)


def reasoned(reason: str) -> str:
    """Return a reason of an explanation as people are to read it."""
    wording = _wording()
    if wording is None:
        return reason
    from quartzcron.words.reasons import reason_in_words

    return reason_in_words(wording, reason)


def said(key: str, **values: object) -> str:
    """Return a text of the command as people are to read it, by its key.

    >>> said("runs.times", n=3, day="Monday")
    'runs 3 times on Monday'
    """
    return _template(key).format(**values)


def _template(key: str) -> str:
    wording = _wording()
    return COMMAND[key] if wording is None else wording.template("command", key, COMMAND)


def word(key: str) -> str:
    """Return a word that stands around an explanation, as people are to read it."""
    wording = _wording()
    return VALUES[key] if wording is None else wording.template("value", key, VALUES)


def around(key: str, **values: object) -> tuple[str, str]:
    """Return what stands before the verdict of a sentence of the command, and behind it."""
    before, _, after = said(key, verdict="\0", **values).partition("\0")
    return before, after


def listed_in_words(items: Sequence[str]) -> str:
    """Return items as people list them: the last after an and."""
    wording = _wording()
    if wording is not None:
        return wording.listed(items, "and")
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last


def dated(moment: date) -> str:
    """Return a day, or that of a moment, as people are to read it."""
    wording = _wording()
    if wording is None:
        return in_words(moment)
    weekday, day = wording.dated(moment)
    return said("dated", weekday=weekday, date=day)


def distant(distance: timedelta, back: bool = False) -> str:
    """Return a distance ahead, or back, as people are to read it."""
    if _wording() is None:
        return how_far(distance, back)
    unit, amount = measured(distance)
    way = "back" if back else "ahead"
    return said(f"{way}.{unit}", n=f"{amount:,}") if unit else said("at-once")


def _wording() -> Wording | None:
    from quartzcron.words.messages import wording_of

    return wording_of(_first(wording_of))


def described(subject: FireTimes, style: str = "normal") -> str:
    """Return what fires when, in words for people."""
    return subject.describe(locale_of_people(), style=style)  # type: ignore[arg-type]


def described_to_programs(subject: FireTimes, style: str = "normal") -> str:
    """Return what fires when, in words that a program may show."""
    return subject.describe(locale_of_programs(), style=style)  # type: ignore[arg-type]


def locale_of_people() -> str:
    """Return the locale in which people are to read words, names and dates."""
    from quartzcron.words.languages import spoken

    return _first(spoken)


def locale_of_programs() -> str:
    """Return the locale in which programs are to read words, names and dates."""
    from quartzcron.words.languages import spoken

    return _first(spoken, given_only=True)


def _first(find: Callable[[str], object], given_only: bool = False) -> str:
    """Return the first locale that is asked for and found; English where none is."""
    context = click.get_current_context(silent=True)
    given = None if context is None else context.meta.get(_GIVEN)
    asked = [given] if given else [] if given_only else _environment()
    for locale in asked:
        try:
            find(locale)
        except UnknownNameError:
            continue
        return locale
    return _ENGLISH


def _environment() -> list[str]:
    """Return the locales that the environment asks for, the best first; none for English.

    LANGUAGE is a list of them, which counts where another variable names more than C.
    """
    named = next(filter(None, map(os.environ.get, _VARIABLES)), "C")
    if named.partition(".")[0] in ("C", "POSIX"):
        return []
    return [*filter(None, os.environ.get("LANGUAGE", "").split(":")), named]

"""Expressions without quotes: what the shell made of them, and what to write instead.

A shell puts the names of files in the place of `*` and `?`. Where the words hold all the names
that a sign stands for here, the sign is put back; where they do not, nobody knows what stood
there, and the words in front of it are told with dots behind them. What is shown is always the
user's own text.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
from itertools import takewhile
from typing import NoReturn

import click

from quartzcron.cli.moments import UnclearMomentError, read_moment
from quartzcron.errors import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quartzcron import Dialect

#: The text that stands for standard input.
STANDARD_INPUT = "-"

DEFAULT = "quartzcron"

#: As much of a text as is repeated.
_LONGEST_REPEATED = 100

# Characters that mean themselves between double quotes in every shell.
_PLAIN = re.compile(r"[A-Za-z0-9*?/,#@+. -]*")


def is_whole(text: str) -> bool:
    """Tell whether a text can stand for a schedule alone: it has blanks, is @daily or -."""
    return len(text.split()) > 1 or text.startswith("@") or text == STANDARD_INPUT


def in_quotes(text: str) -> str:
    """Return a text as one word for a shell, which takes nothing in it for anything else.

    >>> print(in_quotes("0 9 * * MON"), in_quotes("0 9 * * $(reboot)"))
    "0 9 * * MON" '0 9 * * $(reboot)'
    """
    return f'"{text}"' if _PLAIN.fullmatch(text) else shlex.quote(text)


def rejoined(words: Sequence[str]) -> str:
    """Return the expression whose words a shell has taken apart, as far as it can be known."""
    names = [name for name in os.listdir() if not name.startswith(".")]
    for sign, those in (("*", names), ("?", [name for name in names if len(name) == 1])):
        words = _put_back(words, sign, those)
    known = list(takewhile(lambda word: not os.path.lexists(word), words))
    if not known:
        known = list(words)
    text = " ".join(known)
    return shown(text, _LONGEST_REPEATED) if len(known) == len(words) else f"{text} ..."


def _put_back(words: Sequence[str], sign: str, names: Sequence[str]) -> list[str]:
    """Return words with a sign in the place of every whole row of names.

    >>> _put_back(["0", "9", "a", "b", "a", "b", "*"], "*", ["b", "a"])
    ['0', '9', '*', '*', '*']
    """
    put: list[str] = []
    rest = list(words)
    while rest:
        # In which order the shell has them depends on the language of the machine.
        if names and sorted(rest[: len(names)]) == sorted(names):
            put.append(sign)
            del rest[: len(names)]
        else:
            put.append(rest.pop(0))
    return put


def refuse_loose_words(
    words: Sequence[str], dialect: Dialect, behind: Iterable[str] = ()
) -> NoReturn:
    """Refuse an expression without quotes, which the shell has taken apart.

    `behind` are words that follow the expression and are none of it.
    """
    if is_whole(words[0]):
        _refuse_more(words[1])
    path = click.get_current_context().command_path
    command = " ".join([path, in_quotes(rejoined(words)), *behind])
    option = "" if dialect.name == DEFAULT else f" --dialect {dialect.name}"
    raise click.UsageError(f"put the expression in quotes, for example: {command}{option}")


def _refuse_more(word: str) -> NoReturn:
    """Refuse what stands behind a whole expression, which may be meant as a moment."""
    said = in_quotes(shown(word, _LONGEST_REPEATED))
    starts = any(each.name == "start" for each in click.get_current_context().command.params)
    with contextlib.suppress(UnclearMomentError):
        read_moment(word)
        if starts:
            raise click.UsageError(f"did you mean --from {said}?")
    raise click.UsageError(f"give just one expression, without {said} after it")


def two_in_quotes(words: Sequence[str]) -> str | None:
    """Return loose words as two expressions alike long, each in quotes; None if they are none."""
    names = [name for name in os.listdir() if not name.startswith(".")]
    words = _put_back(words, "*", names)
    half, odd = divmod(len(words), 2)
    if odd or half < 2 or any(map(is_whole, words)) or any(map(os.path.lexists, words)):
        return None
    both = " ".join(words[:half]), " ".join(words[half:])
    return " ".join(in_quotes(shown(each, _LONGEST_REPEATED)) for each in both)

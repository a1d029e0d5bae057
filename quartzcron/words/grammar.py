"""Frames run backwards: from the words of a language to what was put into its frames.

A rule is a text with places, a frame of the catalog or an English synonym; each place asks for a
kind of phrase, which has rules of its own. All ways to read a text are found: whoever asks decides
what it means that there are two. This room knows no time and no date: what a phrase is worth, the
actions of the rules say.
"""

from __future__ import annotations

from string import Formatter

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    #: Where a phrase ends, and what it is worth.
    Found = tuple[tuple[int, Any], ...]
    #: A piece of a rule: a text, or a place with its name, its kind of phrase and its form.
    Part = str | tuple[str, str, str]
    #: A kind of phrase that is read by a function: names, numbers, times.
    Terminal = Callable[["Parsing", str, int], "Found"]

#: From here on letters are written without spaces between words.
_NO_SPACES = "\u1100"

#: So many readings of one piece are followed; a schedule has hardly two.
_MOST_FOUND = 200


class RefusedError(Exception):
    """A phrase that is understood and cannot be taken: why, and what to say instead."""

    def __init__(self, key: str, hint: str = "", **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.hint = hint
        self.values = values


class Rule:
    """A text with places, and what becomes of what stands in them."""

    def __init__(self, text: str, places: Mapping[str, str], action: Callable[..., Any]) -> None:
        self.parts = tuple(_parts(text, places))
        self.action = action


def _parts(text: str, places: Mapping[str, str]) -> Iterator[Part]:
    for literal, place, form, _ in Formatter().parse(text):
        if literal:
            yield lowered(literal)
        if place is not None:
            yield place, places[place], form or ""


def lowered(text: str) -> str:
    """Return a text in small letters, of the same length."""
    return "".join(each if len(each.lower()) > 1 else each.lower() for each in text)


class Grammar:
    """The kinds of phrases of a language: rules, and what is read by functions."""

    def __init__(self, joints: Mapping[str, tuple[str, ...]]) -> None:
        self.rules: dict[str, list[Rule]] = {}
        self.terminals: dict[str, Terminal] = {}
        #: What stands between the items of a list; the longest first.
        self.joints = joints

    def add(
        self, kind: str, text: str, action: Callable[..., Any], places: Mapping[str, str]
    ) -> None:
        """Enter a rule."""
        self.rules.setdefault(kind, []).append(Rule(text, places, action))


class Parsing:
    """One text being read: what was found where, how far it got, and what was refused."""

    def __init__(self, grammar: Grammar, text: str) -> None:
        self.grammar = grammar
        self.text = text
        self.furthest = 0
        self.refused: list[tuple[int, int, RefusedError]] = []
        self._found: dict[tuple[str, str, int], Found] = {}

    def whole(self, kind: str) -> list[Any]:
        """Return all that the whole text may be worth as a kind of phrase."""
        return [value for end, value in self.at(kind, "", 0) if end == len(self.text)]

    def at(self, kind: str, form: str, start: int) -> Found:
        """Return where phrases of a kind end that begin here, with what they are worth."""
        key = kind, form, start
        found = self._found.get(key)
        if found is None:
            # Nothing stands within itself at its own beginning.
            self._found[key] = ()
            found = self._found[key] = self._read(kind, form, start)
        return found

    def _read(self, kind: str, form: str, start: int) -> Found:
        if kind.endswith("*"):
            return self._listed(kind[:-1], form, start)
        terminal = self.grammar.terminals.get(kind)
        if terminal is not None:
            return self.kept(terminal(self, form, start))
        found: dict[tuple[int, Any], None] = {}
        for rule in self.grammar.rules[kind]:
            first = rule.parts[0]
            # Most rules end here: half of the time of a reading is saved by asking at once.
            if isinstance(first, str) and not self.text.startswith(first, start):
                continue
            for each in self._by_rule(rule, start):
                found[each] = None
        return tuple(found)

    def kept(self, found: Found) -> Found:
        """Return what was found, and note how far it reaches."""
        self.furthest = max([self.furthest, *(end for end, _ in found)])
        return found

    def refuse(self, start: int, end: int, error: RefusedError) -> None:
        """Note why a phrase is not taken."""
        self.furthest = max(self.furthest, start)
        self.refused.append((start, end, error))

    def _by_rule(self, rule: Rule, start: int) -> Iterator[tuple[int, Any]]:
        states: list[tuple[int, tuple[tuple[str, Any], ...]]] = [(start, ())]
        for part in rule.parts:
            states = list(dict.fromkeys(self._onward(states, part)))[:_MOST_FOUND]
            if not states:
                return
        for end, values in states:
            try:
                yield end, rule.action(**dict(values))
            except RefusedError as error:
                self.refuse(start, end, error)

    def _onward(
        self, states: list[tuple[int, tuple[tuple[str, Any], ...]]], part: Part
    ) -> Iterator[tuple[int, tuple[tuple[str, Any], ...]]]:
        for place, values in states:
            if isinstance(part, str):
                if self.text.startswith(part, place) and self.is_end(place + len(part)):
                    self.furthest = max(self.furthest, place + len(part))
                    yield place + len(part), values
            else:
                name, kind, form = part
                for end, value in self.at(kind, form, place):
                    yield end, (*values, (name, value))

    def is_end(self, place: int) -> bool:
        """Tell whether no word goes on over a place."""
        around = self.text[place - 1 : place + 1]
        return len(around) < 2 or not around.isalpha() or max(around) >= _NO_SPACES

    def _listed(self, kind: str, form: str, start: int) -> Found:
        """Return lists of phrases: sets are united, the rest is put in a row."""
        found: dict[tuple[int, Any], None] = dict.fromkeys(self.at(kind, form, start))
        rest = list(found)
        for end, value in rest:  # grows as it is gone through
            for joint in self.grammar.joints.get(kind, self.grammar.joints[""]):
                if self.text.startswith(joint, end):
                    for further, other in self.at(kind, form, end + len(joint)):
                        whole = value | other if isinstance(value, int) else value + other
                        if (further, whole) not in found and len(found) < _MOST_FOUND:
                            found[further, whole] = None
                            rest.append((further, whole))
        return tuple(found)

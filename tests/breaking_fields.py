"""Ways of writing a field or a whole text wrong: beyond its ends, in another dialect's words.

Each takes (text, dialect, draw) and gives the broken text, or None where it does not apply.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from random import Random

from text_parts import expression, parts, plain_set
from valid_texts import DAYS

from quartzcron import CronExpression, CronTranslationError, Dialect
from quartzcron.dialects import FieldRules

# ---------------------------------------------------------------------------
# Ranges that go down, ends and steps beyond the field.


def falling_ranges(text: str, dialect: str, draw: Random) -> str | None:
    """22-23,0-3 -> 22-3, and 0,2,22 -> 22-2/2: a list that walks over the end of its field."""
    here = parts(text, dialect)
    for name in ("hour", "month", "minute") if here else ():
        assert here is not None
        place = here.place(name)
        values = None if place is None else plain_set(here.words[place], here.rules[place])
        if values and len(values) > 1:
            assert place is not None
            walk = _walk_over_the_end(sorted(values), here.rules[place])
            if walk:
                return here.having(name, walk)
    return None


def _walk_over_the_end(values: list[int], rules: FieldRules) -> str | None:
    """Return a-b or a-b/n with a > b that names these values, or None."""
    size = rules.high - rules.low + 1
    # Of two values only neighbours are a range: 1,10 is no 10-1/15 to anybody.
    if len(values) == 2 and values != [rules.low, rules.high]:
        return None
    for turn in range(1, len(values)):
        walk = values[turn:] + [value + size for value in values[:turn]]
        steps = {after - before for before, after in itertools.pairwise(walk)}
        if len(steps) == 1:
            [step] = steps
            return f"{walk[0]}-{walk[-1] - size}" + (f"/{step}" if step > 1 else "")
    return None


def swapped_hours(text: str, dialect: str, draw: Random) -> str | None:
    """9-17 -> 17-9, which is a night as well."""
    here = parts(text, dialect)
    found = re.fullmatch("([0-9]+)-([0-9]+)", here.word("hour")) if here else None
    if here is None or not found or not 5 <= int(found[1]) < 12 < int(found[2]) < 21:
        return None
    return here.having("hour", f"{found[2]}-{found[1]}")


def midnight_as_24(text: str, dialect: str, draw: Random) -> str | None:
    """0 0 * * * -> 0 24 * * *, where every day runs."""
    here = parts(text, dialect)
    if here is None or not here.all_days or here.word("hour") not in ("0", "00"):
        return None
    return here.having("hour", "24")


def some_days_at_24(text: str, dialect: str, draw: Random) -> str | None:
    """0 24 * * FRI: the night before Friday, or the one after it?"""
    here = parts(text, dialect)
    if here is None or here.all_days or not here.word("hour").isdigit():
        return None
    return here.having("hour", "24")


def hours_to_24(text: str, dialect: str, draw: Random) -> str | None:
    """22-24: a run at midnight of which day, or none?"""
    here = parts(text, dialect)
    if here is None or not re.fullmatch(r"[0-9]+(-[0-9]+)?", here.word("hour")):
        return None
    return here.having("hour", f"{here.word('hour').partition('-')[0]}-24")


def hours_as_60(text: str, dialect: str, draw: Random) -> str | None:
    """0 * * * * -> 60 * * * *."""
    here = parts(text, dialect)
    if here is None or (here.word("minute"), here.word("hour")) != ("0", "*") or not here.all_days:
        return None
    return here.having("minute", "60")


def minutes_beyond(text: str, dialect: str, draw: Random) -> str | None:
    """60 9 * * *, 75 9 * * *: nobody can tell."""
    here = parts(text, dialect)
    if here is None or not here.word("minute").isdigit() or here.word("hour") == "*":
        return None
    return here.having("minute", draw.choice(("60", "75", "99")))


def sunday_as_7(text: str, dialect: str, draw: Random) -> str | None:
    """0 -> 7, 4-6,0 -> 4-7, where 0 alone is Sunday."""
    here = parts(text, dialect)
    place = here.place("day_of_week") if here else None
    if here is None or place is None:
        return None
    rules = here.rules[place]
    if (rules.low, rules.high, rules.monday) != (0, 6, 1):
        return None
    word = re.sub(r"(?<![\w-])([1-6])-6,0(?![\w-])", r"\1-7", here.words[place])
    if word == here.words[place]:
        word = re.sub(r"(?<![\w#/-])(0|SUN)(?![\w#/-])", "7", word)
    return None if word == here.words[place] else here.having("day_of_week", word)


def sunday_as_0(text: str, dialect: str, draw: Random) -> str | None:
    """SUN -> 0, where Sunday is 1."""
    here = parts(text, dialect)
    place = here.place("day_of_week") if here else None
    if here is None or place is None or here.rules[place].low != 1:
        return None
    word = re.sub(r"(?<![\w#/-])(1|SUN)(?![\w#/-])", "0", here.words[place])
    return None if word == here.words[place] else here.having("day_of_week", word)


def steps_of_the_field(text: str, dialect: str, draw: Random) -> str | None:
    """0 * * * * -> */60 * * * *, 0 0 * * * -> 0 */24 * * *, 0 */2 * * * -> */120 * * * *."""
    here = parts(text, dialect)
    if here is None or here.word("minute") != "0":
        return None
    if here.word("hour") == "*":
        return here.having("minute", "*/60")
    if here.word("hour") == "0":
        return here.having("hour", "*/24")
    found = re.fullmatch(r"(?:\*|0)/([0-9]+)", here.word("hour"))
    if not found or 24 % int(found[1]):
        return None
    hours = here.having("hour", "*")
    again = parts(hours, dialect)
    assert again is not None
    return again.having("minute", f"*/{60 * int(found[1])}")


def steps_beyond(text: str, dialect: str, draw: Random) -> str | None:
    """*/90 * * * *, 0 */36 * * *: cron has no such interval."""
    here = parts(text, dialect)
    if here is None:
        return None
    if here.word("hour") == "*":
        return here.having("minute", f"{draw.choice('*0')}/{draw.choice((65, 70, 90, 100, 150))}")
    if here.word("minute").isdigit():
        return here.having("hour", f"{draw.choice('*0')}/{draw.choice((25, 36, 48, 72))}")
    return None


# ---------------------------------------------------------------------------
# The text of another dialect.

#: Whose texts people bring along.
READERS = ("unix", "quartz", "eventbridge", "spring", "kubernetes", "croniter")


def of_another_dialect(text: str, dialect: str, draw: Random) -> str | None:
    """The same schedule as another dialect writes it, where all who read it agree."""
    target = draw.choice([name for name in READERS if name != dialect])
    found = _translated(text, target, dialect)
    return found if found and agreed(found, text, dialect) else None


def of_two_dialects(text: str, dialect: str, draw: Random) -> str | None:
    """The same where they do not agree: 0 0 9 ? * 2 is Monday in Quartz, Tuesday in Spring."""
    target = draw.choice([name for name in READERS if name != dialect])
    found = _translated(text, target, dialect)
    found = found and _in_numbers(found, target)
    return found if found and not agreed(found, text, dialect) else None


def bare_fields(text: str, dialect: str, draw: Random) -> str | None:
    """cron(0 9 * * ? *) -> 0 9 * * ? *."""
    if not Dialect.named(dialect).wrapper:
        return None
    bare = text.removeprefix("cron(").removesuffix(")")
    return bare if agreed(bare, text, dialect) else None


def _translated(text: str, target: str, dialect: str) -> str | None:
    meant = expression(text, dialect)
    try:
        found = meant.to(target).text if meant else None
    except CronTranslationError:
        return None
    # croniter's seconds stand last, which nobody expects who has not read it.
    return None if found is None or (target == "croniter" and len(found.split()) > 5) else found


def _in_numbers(text: str, dialect: str) -> str | None:
    """Write the days of the week as numbers, or return None where that changes them."""
    here = parts(text, dialect)
    place = here.place("day_of_week") if here else None
    if here is None or place is None:
        return None
    rules = here.rules[place]
    word = re.sub(
        "[A-Z]{3}", lambda name: str(rules.written(DAYS.index(name[0]))), here.words[place]
    )
    numbered = here.having("day_of_week", word)
    meant, found = expression(text, dialect), expression(numbered, dialect)
    return numbered if word != here.words[place] and found and meant == found else None


def agreed(found: str, text: str, dialect: str) -> bool:
    """Tell whether every dialect that a text may be of reads it as what was meant."""
    meant = expression(text, dialect)
    return all(meant and meant.equivalent(reading) for reading in readings(found))


@lru_cache(maxsize=50_000)
def readings(text: str) -> tuple[CronExpression, ...]:
    """Return how the dialects read a text that may be one of theirs."""
    found = [
        expression(text, name)
        for name in READERS
        if name != "croniter" or len(text.split()) == 5 or text.startswith("@")
    ]
    found.append(expression(f"cron({text})", "eventbridge"))
    return tuple(each for each in found if each)


# ---------------------------------------------------------------------------
# The last day in other words.


def last_days(text: str, dialect: str, draw: Random) -> str | None:
    """L -> last, $, -1; LW -> WL, lastW; apscheduler's last -> L."""
    here = parts(text, dialect)
    if here is None:
        return None
    others = {
        "L": ("last", "LAST", "$", "-1"), "LW": ("WL", "lastW", "LASTW"), "LAST": ("L", "-1", "$"),
    }.get(here.word("day_of_month").upper())  # fmt: skip
    return here.having("day_of_month", draw.choice(others)) if others else None


def last_weekdays(text: str, dialect: str, draw: Random) -> str | None:
    """FRIL -> lastFRI, LFRI, FRI#L, FRI#LAST."""
    here = parts(text, dialect)
    found = re.fullmatch("([A-Za-z]{3})(L|#L)", here.word("day_of_week")) if here else None
    if here is None or not found:
        return None
    word = draw.choice(("last{}", "LAST{}", "L{}", "{}#L", "{}#LAST", "{}L")).format(found[1])
    return None if word == found[0] else here.having("day_of_week", word)

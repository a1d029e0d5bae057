"""Valid texts of every dialect, drawn with `random` from what the dialects say of themselves.

`tests/strategies.py` writes seven dialects out construct by construct, for hypothesis.
This is the quick relative: all dialects, thousands of texts a second, each looked at by
the library before it is given. A generator of broken texts begins with them.

`REAL` holds five texts of each dialect as people have them in their files.
"""

from __future__ import annotations

import re
from functools import lru_cache
from random import Random

from quartzcron import Dialect, is_valid
from quartzcron.dialects import NO_NAMES, ONE_QUESTION, ONE_RESTRICTS, FieldRules, Form

DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

_UNIX = ("*/15 * * * *", "0 9 * * MON-FRI", "30 2 1 * *", "0 0 * * 0", "15 8-18/2 * * 1-5")
_QUARTZ = (
    "0 30 9 ? * MON-FRI", "0 0/15 8-17 * * ?", "0 0 12 L * ?", "0 0 0 ? * FRI#2", "0 0 6 1 JAN ?",
)  # fmt: skip
_ONE_A_DAY = (
    "0 0 1 * * ?", "0 30 12 ? * 6L", "0 30 9 1,15 * ?", "0 0 5 ? * SAT,SUN", "0 0 0 1 JAN ? 2027",
)  # fmt: skip

#: Five texts of each dialect as people write them.
REAL: dict[str, tuple[str, ...]] = {
    "quartzcron": ("0 9 * * MON-FRI", "0 0 L * *", "0 0 12 ? * SAT,SUN", "@daily", "0 0 * * FRIL"),
    "quartz": _QUARTZ,
    "adobe": _ONE_A_DAY,
    "databricks": ("0 0 12 * * ?", "0 0 0/2 * * ?", "0 0 6 LW * ?", *_QUARTZ[:2]),
    "quartznet": (
        "0 0/5 14,18 * * ?", "0 15 10 ? * 6#3 2026-2028", "0 0 12 LW-2 * ?", *_QUARTZ[:2],
    ),
    "unix": ("0 0 1 1 *", "@hourly", *_UNIX[:3]),
    "cronie": ("0 22-23,0-3 * * *", "5 4 * * SUN", *_UNIX[:3]),
    "posix": ("0 9 * * 1-5", "0,30 * * * *", "15 2 1 * *", "0 0 * * 0", "0 22 * * 6,0"),
    "ocps": ("0 0 12 * * *", "0 0 L * *", "0 9 * * MON#1", *_UNIX[:2]),
    "kubernetes": ("0 0 1 NOV,DEC *", "0 18 * * SAT,SUN", "0 0 * * *", *_UNIX[:2]),
    "nomad": ("*/15 * * * * *", "0 0 1 jan,july *", "@daily", "0 9 * * monday-friday", *_UNIX[:1]),
    "croniter": ("0 0 L * *", "0 9 * * MON#1", "0 4 * * SUN", *_UNIX[:2]),
    "langgraph": ("27 15 * * *", "0 0 * * L5", "* * * * *", *_UNIX[:2]),
    "airflow": ("@quarterly", "0 0 * * *", "0 6 * * TUE-SAT", *_UNIX[:2]),
    "celery": ("0 0 * * *", "0 7 * * SAT,SUN", "*/5 9-17 * * MON-FRI", *_UNIX[:2]),
    "apscheduler": ("0 0 last * *", "0 9 * * SAT,SUN", "0 0 * * *", *_UNIX[:2]),
    "prefect": ("0 0 L * *", "0 9 * * MON#1", "0 0 * * *", *_UNIX[:2]),
    "dagster": ("0 0 L * *", "0 2 * * 1", "@daily", *_UNIX[:2]),
    "google-cloud-scheduler": ("0 0 1,15 * *", "0 9 * * SUN", "0 * * * *", *_UNIX[:2]),
    "eventbridge": (
        "cron(0 9 ? * MON-FRI *)", "cron(0/15 * * * ? *)", "cron(0 0 L * ? *)",
        "cron(0 18 ? * 6L *)", "cron(15 10 1 JAN ? 2027)",
    ),
    "github-actions": ("30 5 * * 1,3", "0 0 * * 0", "0 4 * * MON-FRI", *_UNIX[:1], "0 0 1 * *"),
    "azure": (
        "0 */5 * * * *", "0 0 9 * * MON-FRI", "0 0 0 1 JAN *", "0 30 9 * * SUN", "0 0 */2 * * *",
    ),
    "snowflake": ("0 9-17 * * SUN", "0 0 L * *", "0 0 * * 5L", *_UNIX[:2]),
    "cloudflare": ("59 23 LW * *", "10 7 * * mon-fri", "0 18 * * 6L", "0 15 1 * *", *_UNIX[:1]),
    "vercel": ("0 10 * * *", "0 5 * * 1-5", "0 0 1 * *", "*/10 * * * *", "0 0,12 * * *"),
    "spring": (
        "0 0 9 * * MON-FRI", "0 0/30 8-10 * * *", "0 0 0 L * *", "0 0 0 ? * MON#1", "@hourly",
    ),
    "cronos": ("0 0 12 * * ?", "0 0 L * *", "@every_minute", *_UNIX[:2]),
    "croner": ("0 0 9 * * FRI", "0 0 L * *", "0 0 * * FRI#L", *_UNIX[:2]),
    "jenkins": ("0 9 * * 1-5", "*/15 * * * *", "0 2 1 * *", "0 0 * * 0", "30 22 * * 6,7"),
}  # fmt: skip


def valid_text(dialect: str, draw: Random) -> str:
    """Draw a valid text: a third of them as people have them, the others of every construct."""
    if draw.random() < 0.33:
        return draw.choice(REAL[dialect])
    rules = Dialect.named(dialect)
    while True:
        text = _text(rules, draw)
        if is_valid(text, rules):
            return text


@lru_cache
def pool(dialect: str, size: int = 200) -> tuple[str, ...]:
    """Return so many valid texts of a dialect, the same each time."""
    draw = Random(dialect)
    return tuple(valid_text(dialect, draw) for _ in range(size))


def _text(dialect: Dialect, draw: Random) -> str:
    # A shorthand of a dialect with H means what the name of a job decides.
    if dialect.shorthands and dialect.seed is None and draw.random() < 0.05:
        return draw.choice(dialect.shorthands)[0]
    words = _words(draw.choice(dialect.forms), draw)
    if draw.random() < 0.15:
        words = [re.sub("[A-Z]{3}", lambda name: name[0].lower(), word) for word in words]
    text = " ".join(words)
    return f"{dialect.wrapper}({text})" if dialect.wrapper else text


def _words(form: Form, draw: Random) -> list[str]:
    """Draw the fields of a form, the day fields together."""
    by_month, by_week = draw.choices([(0, 0), (0, 1), (1, 0), (1, 1)], [40, 30, 22, 8])[0]
    if form.days in (ONE_QUESTION, ONE_RESTRICTS) and by_month and by_week:
        by_month = 0
    words = []
    for rules in form.fields:
        if rules.name == "day_of_month":
            words.append(_field(rules, draw) if by_month else _free(form, by_week))
        elif rules.name == "day_of_week":
            plus = "+" if form.plus and by_month and draw.random() < 0.3 else ""
            words.append(plus + _field(rules, draw) if by_week else form.free)
        elif rules.name in ("year", "month") and draw.random() < 0.7:
            words.append("*")
        elif rules.name == "second" and draw.random() < 0.8:
            words.append("0")
        else:
            words.append(_field(rules, draw))
    return words


def _free(form: Form, by_week: int) -> str:
    return form.free if by_week else "*"


def _field(rules: FieldRules, draw: Random) -> str:
    """Draw a field: one term mostly, now and then a list, or a night as two ranges."""
    if rules.name in ("hour", "month") and draw.random() < 0.04:
        high = rules.high
        return (
            f"{high - draw.randrange(1, 3)}-{high},{rules.low}-{rules.low + draw.randrange(1, 4)}"
        )
    count = draw.choices([1, 2, 3], [75, 15, 10])[0]
    return ",".join(_term(rules, draw, alone=count == 1) for _ in range(count))


def _term(rules: FieldRules, draw: Random, *, alone: bool) -> str:
    forms = ["value", "value", "value", "range"]
    if rules.steps:
        forms += ["range/step"] + ["star/step", "star/step"] * alone + ["value/step"] * alone
    if alone and rules.name in ("minute", "hour"):
        forms += ["star", "zero"]
    if rules.specials and rules.name.startswith("day") and draw.random() < 0.3:
        return _special(rules, draw)
    form = draw.choice(forms)
    size = min(rules.high - rules.low + 1, 60)
    step = f"/{draw.choice((2, 3, 5, 10, 15, draw.randrange(1, size)))}" if "/" in form else ""
    body = form.partition("/")[0]
    if body == "star":
        return "*" + step
    if body == "zero":
        return str(rules.low)
    first, last = sorted((_value(rules, draw), _value(rules, draw)))
    named = draw.random() < 0.6
    if body == "range" and first < last:
        return f"{_spelled(rules, first, named)}-{_spelled(rules, last, named)}{step}"
    return _spelled(rules, first, named) + step


def _value(rules: FieldRules, draw: Random) -> int:
    if rules.name == "year":
        return draw.randrange(2026, 2041)
    return draw.randrange(rules.low, rules.high + 1)


def _spelled(rules: FieldRules, value: int, named: bool) -> str:
    """Write a value as its name, if asked to and it has one, or as a number."""
    if named and rules.names != NO_NAMES:
        if rules.name == "day_of_week":
            return DAYS[rules.inside(value)]
        if rules.name == "month":
            return MONTHS[value - 1]
    return str(value)


def _special(rules: FieldRules, draw: Random) -> str:
    """Draw one of the field's specials, its n and k filled in."""
    special = draw.choice([special for special, _ in rules.specials])
    if special == "last":
        return special
    day = _spelled(rules, _value(rules, draw), draw.random() < 0.6 and special != "Ln")
    return special.replace("n", day, 1).replace("k", str(draw.randrange(1, 6)))

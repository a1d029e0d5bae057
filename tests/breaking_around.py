"""What stands around a text, or looks like a sign of it: words, zones, quotes, unseen signs.

Each takes (text, dialect, draw) and gives the broken text, or None where it does not apply.
"""

from __future__ import annotations

import re
from random import Random

from text_parts import expression

from quartzcron import Dialect

# ---------------------------------------------------------------------------
# Extra words and zones: a correction would drop them.

_COMMANDS = (
    "/usr/bin/backup.sh", "root /usr/sbin/logrotate", "python manage.py run", ">> /tmp/log 2>&1",
    "&& echo hi", "curl https://example.org/ping", "/bin/true", "./run.sh --all", "| mail root",
)  # fmt: skip
_COMMENTS = ("# nightly", "#nightly", "# every day at nine", "// nightly", "-- nightly", "# 5")
_ASSIGNMENTS = ("MAILTO=root", "SHELL=/bin/sh", "PATH=/usr/bin")
_ZONES = (
    "Asia/Seoul", "Europe/Berlin", "America/New_York", "UTC", "utc", "GMT", "Z", "EST", "CET",
    "PST8PDT", "+09:00", "-0500", "UTC+2", "GMT+2", "UTC+02:00", "KST", "(UTC)", "Etc/UTC",
    "Eastern Standard Time",
)  # fmt: skip


def commands(text: str, dialect: str, draw: Random) -> str | None:
    """0 9 * * * /usr/bin/backup.sh."""
    return f"{text} {draw.choice(_COMMANDS)}"


def comments(text: str, dialect: str, draw: Random) -> str | None:
    """0 9 * * * # nightly."""
    return f"{text} {draw.choice(_COMMENTS)}"


def assignments(text: str, dialect: str, draw: Random) -> str | None:
    """MAILTO=root 0 9 * * *."""
    return f"{draw.choice(_ASSIGNMENTS)} {text}"


def times_after_words(text: str, dialect: str, draw: Random) -> str | None:
    """@daily 9."""
    if not re.fullmatch("@[a-z_]+", text):
        return None
    return f"{text} {draw.choice(('9', '09:30', 'at 9', '9am'))}"


def zones_after(text: str, dialect: str, draw: Random) -> str | None:
    """0 9 * * * Asia/Seoul, also inside the brackets of a wrapper."""
    zone = draw.choice(_ZONES)
    if text.endswith(")") and draw.random() < 0.3:
        return f"{text[:-1]} {zone})"
    return f"{text} {zone}"


def zones_before(text: str, dialect: str, draw: Random) -> str | None:
    """Asia/Seoul 0 9 * * *, TZ=Asia/Seoul 0 9 * * *."""
    return f"{draw.choice(('', 'TZ=', 'CRON_TZ=', 'TZ='))}{draw.choice(_ZONES)} {text}"


def zones_of_snowflake(text: str, dialect: str, draw: Random) -> str | None:
    """USING CRON 0 9 * * * UTC."""
    return f"USING CRON {text} {draw.choice(_ZONES)}" if dialect == "snowflake" else None


# ---------------------------------------------------------------------------
# Wrapping.

_QUOTES = (
    '"{}"', "'{}'", "`{}`", "\u201c{}\u201d", "\u2018{}\u2019", "\u00ab{}\u00bb", "\u201e{}\u201c",
    "``{}``", "''{}''", '" {} "',
)  # fmt: skip
_KEYS = (
    "cron: '{}'", 'cron: "{}"', "cron: {}", 'schedule: "{}"', "schedule: '{}'", "schedule: {}",
    "- cron: '{}'", '- cron: "{}"', "  - cron: '{}'", 'cron = "{}"', "cron='{}'", '"cron": "{}"',
)  # fmt: skip
_BRACKETS = ("[{}]", "({})", "( {} )")


def quotes(text: str, dialect: str, draw: Random) -> str | None:
    """The text in quotes or backticks."""
    return draw.choice(_QUOTES).format(text)


def trailing_signs(text: str, dialect: str, draw: Random) -> str | None:
    """The text with a ; , or . behind it."""
    return text + draw.choice((";", ",", ".", " ;", "; "))


def keys(text: str, dialect: str, draw: Random) -> str | None:
    """cron: '...', schedule: "..."."""
    return draw.choice(_KEYS).format(text)


def brackets(text: str, dialect: str, draw: Random) -> str | None:
    """The text in brackets."""
    return draw.choice(_BRACKETS).format(text)


def cron_brackets(text: str, dialect: str, draw: Random) -> str | None:
    """cron(...), where what stands inside is no text of EventBridge with another meaning."""
    if Dialect.named(dialect).wrapper or text.startswith("cron"):
        return None
    # Six fields without a ? may be EventBridge's with the commonest slip.
    if len(text.split()) == 6 and "?" not in text:
        return None
    wrapped = draw.choice(("cron({})", "CRON({})", "cron('{}')", "cron( {} )")).format(text)
    there = expression(f"cron({text})", "eventbridge")
    meant = expression(text, dialect)
    return None if there and not (meant and meant.equivalent(there)) else wrapped


def markdown(text: str, dialect: str, draw: Random) -> str | None:
    r"""Each * as \*."""
    return text.replace("*", "\\*") if "*" in text else None


def half_quotes(text: str, dialect: str, draw: Random) -> str | None:
    """A quote before the text or behind it, not both."""
    sign = draw.choice("\"'`")
    return draw.choice((sign + text, text + sign))


def using_cron(text: str, dialect: str, draw: Random) -> str | None:
    """USING CRON 0 9 * * *, the zone still to come."""
    return f"USING CRON {text}" if dialect == "snowflake" else None


# ---------------------------------------------------------------------------
# Signs that cannot be seen, or look like others.

_UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u200e\u200f\u061c"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_SPACES = "\u00a0\u3000\u2003\u2009\u202f\u205f\u2007"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_ZEROS = (0xFF10, 0x0660, 0x06F0, 0x0966, 0x0E50, 0x1D7CE)


def unseen_signs(text: str, dialect: str, draw: Random) -> str | None:
    """A zero-width sign or two, anywhere."""
    for _ in range(draw.choice((1, 1, 2, 3))):
        place = draw.randrange(len(text) + 1)
        text = text[:place] + draw.choice(_UNSEEN) + text[place:]
    return text


def other_spaces(text: str, dialect: str, draw: Random) -> str | None:
    """A no-break space, or an ideographic one, for one blank or for all."""
    places = [found.start() for found in re.finditer(" ", text)]
    if not places:
        return None
    space = draw.choice(_SPACES)
    chosen = set(places if draw.random() < 0.5 else [draw.choice(places)])
    return "".join(space if i in chosen else sign for i, sign in enumerate(text))


def other_dashes(text: str, dialect: str, draw: Random) -> str | None:
    """1-5 with the dash of a word processor."""
    return text.replace("-", draw.choice(_DASHES)) if "-" in text else None


def other_digits(text: str, dialect: str, draw: Random) -> str | None:
    """Full-width or Arabic digits, some or all."""
    zero = draw.choice(_ZEROS)
    share = draw.choice((0.3, 1.0))
    changed = "".join(
        chr(zero + int(sign)) if sign in "0123456789" and draw.random() < share else sign
        for sign in text
    )
    return None if changed == text else changed


def full_width_signs(text: str, dialect: str, draw: Random) -> str | None:
    """The * , / of an East Asian keyboard."""
    sign = draw.choice("*,/")
    return text.replace(sign, chr(ord(sign) + 0xFEE0)) if sign in text else None

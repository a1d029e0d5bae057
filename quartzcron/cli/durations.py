"""How long a run takes, as people write it: 90s, 45m, 1h30m, or PT1H30M as ISO 8601 has it."""

from __future__ import annotations

import re
from datetime import timedelta

import click

from quartzcron.cli.options import as_pair
from quartzcron.errors import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from quartzcron.cli.options import Option

_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_PLAIN = re.compile(r"(?:(?P<d>\d+)d)?(?:(?P<h>\d+)h)?(?:(?P<m>\d+)m)?(?:(?P<s>\d+)s)?", re.ASCII)

#: Longer than the horizon is longer than anything.
_LONGEST_NUMBER = 12


def read_duration(text: str) -> timedelta:
    """Return the length of time that a text names; `ValueError` says how to write one.

    >>> print(read_duration("1h30m"), read_duration("PT45M"), read_duration("2 d"))
    1:30:00 0:45:00 2 days, 0:00:00
    """
    joined = "".join(text.lower().split())
    if joined.startswith("p"):
        joined = joined[1:].replace("t", "", 1)
    found = _PLAIN.fullmatch(joined)
    parts = {} if found is None else {_UNITS[k]: v for k, v in found.groupdict().items() if v}
    if not parts or max(map(len, parts.values())) > _LONGEST_NUMBER:
        raise ValueError("write a length of time such as 90s, 45m or 1h30m")
    try:
        return timedelta(**{name: int(number) for name, number in parts.items()})
    except OverflowError as error:
        raise ValueError("that is too long") from error


def as_duration(_ctx: click.Context, _param: click.Parameter, text: str | None) -> timedelta | None:
    """Return the length of time that an option names, or refuse it."""
    if text is None:
        return None
    try:
        return read_duration(text)
    except ValueError as error:
        raise click.BadParameter(f"'{shown(text)}': {error}") from error


def lasting_option(meaning: str) -> Option:
    """Return the option for how long each run takes."""
    made: Option = click.option("--lasting", callback=as_duration, metavar="DURATION", help=meaning)
    return made


lastings_option = click.option(
    "--lasting",
    "lastings",
    callback=as_pair(as_duration),
    multiple=True,
    metavar="DURATION",
    help="How long each run takes, such as 45m or 1h30m. Twice: for A and for B.",
)

"""What a shell offers for the values of options: dialects, zones, policies, moments, codes.

Click asks when somebody presses the tab key. Capitals do not matter, as they do not where the
values are read; zones alone are offered as IANA writes them.
"""

from __future__ import annotations

from click.shell_completion import CompletionItem

from quartzcron import Dialect
from quartzcron.cli.moments import MOMENTS_IN_WORDS
from quartzcron.dialects import ALIASES
from quartzcron.dialects.policies import PRESETS
from quartzcron.errors import CODES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

#: The name of the zone of the machine.
LOCAL = "local"


def _beginning(names: Iterable[str], begun: str) -> list[str]:
    return [name for name in names if name.lower().startswith(begun.lower())]


def dialects(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the dialects whose names begin so, with their titles; else such aliases."""
    found = _beginning(Dialect.names(), begun) or _beginning(ALIASES, begun)
    return [CompletionItem(name, help=Dialect.named(name).title) for name in found]


def policies(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the policies whose names begin so."""
    return _beginning(PRESETS, begun)


def zones(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the zones whose names begin so, or whose city does."""
    # Loaded here: only the tab key needs all of them.
    from zoneinfo import available_timezones

    names = sorted(available_timezones())
    return _beginning([LOCAL, *names], begun) or [
        name for name in names if _beginning([name.rpartition("/")[2]], begun)
    ]


def moments(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the moments that have a word of their own."""
    return _beginning(MOMENTS_IN_WORDS, begun)


def locales(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the languages of descriptions whose codes begin so."""
    # Loaded here: hardly any call needs it.
    from quartzcron.words.languages import codes

    return _beginning(codes(), begun)


def message_locales(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Return the languages of messages whose codes begin so."""
    # Loaded here: hardly any call needs it.
    from quartzcron.words.messages import message_codes

    return _beginning(message_codes(), begun)


def codes(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the codes of problems that begin so, each with what it means."""
    found = [code for code in CODES if code.startswith(begun.lower())]
    return [CompletionItem(code, help=CODES[code][1]) for code in found]

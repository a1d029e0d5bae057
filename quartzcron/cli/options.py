"""What every command takes: dialects, zones, policies and moments, read one way everywhere.

Commands about two expressions take an option once for both, or twice: for A
and for B. A slip ends in a `click.UsageError` that says what to write.
"""

from __future__ import annotations

import sys
import textwrap
import warnings
from typing import Any, BinaryIO, TypeVar

import click

import quartzcron
from quartzcron.cli import completion
from quartzcron.cli.completion import LOCAL
from quartzcron.cli.loose import DEFAULT, STANDARD_INPUT
from quartzcron.cli.moments import Start, in_zone, read_moment
from quartzcron.dialects.policies import PRESETS
from quartzcron.errors import shown
from quartzcron.files.lines import Source, lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import tzinfo
    from typing import TypeAlias

    from quartzcron import Dialect, DstPolicy

    _Value = TypeVar("_Value")

    #: Reads the text of an option; turns a command into one that has an option more.
    Reader: TypeAlias = Callable[[click.Context, click.Parameter, Any], _Value]
    Option: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

#: Under which name a seed is kept until the dialect is read.
_SEED = "quartzcron.seed"

# An expression that is right, for a schedule whose zone alone counts.
_ANY = "0 0 * * *"


def _listed(heading: str, names: Iterable[str]) -> str:
    """Return names as a paragraph of help; click itself would break them at their hyphens."""
    filled = textwrap.fill(
        ", ".join(names),
        width=76,
        initial_indent="  ",
        subsequent_indent="  ",
        break_on_hyphens=False,
    )
    # \b keeps the lines as they are.
    return f"\b\n{heading}:\n{filled}\n\n"


#: The ends of pages of help.
DIALECTS = _listed("Dialects", quartzcron.Dialect.names())
POLICIES = _listed("Policies", PRESETS)
TROUBLE = "2 trouble (a usage error, an invalid expression, or an I/O error)."
STATUSES = "Exit status: 0 fine, 1 invalid, 2 a usage or I/O error."


# --- reading ---------------------------------------------------------------


def as_named(_ctx: click.Context, _param: click.Parameter, name: str) -> Dialect:
    """Return the dialect that an option names, or refuse it with the nearest names."""
    try:
        return quartzcron.Dialect.named(name)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def as_dialect(ctx: click.Context, param: click.Parameter, name: str | None) -> Dialect | None:
    """Return the dialect of an expression, with its seed if one is given; None without a name."""
    if name is None:
        if ctx.meta[_SEED] is not None:
            raise click.UsageError("--seed needs --dialect", ctx)
        return None
    [dialect] = _seeded([as_named(ctx, param, name)], [ctx.meta[_SEED]])
    return dialect


def _as_dialects(
    ctx: click.Context, param: click.Parameter, names: tuple[str, ...]
) -> tuple[Dialect, Dialect]:
    """Return the dialects of two expressions, each with its seed if one is given."""
    pair = as_pair(as_named)(ctx, param, names)
    first, second = _seeded(pair, ctx.meta[_SEED])
    return first, second


def _as_seed(ctx: click.Context, _param: click.Parameter, seed: str | None) -> str | None:
    """Keep a seed for the dialect, which is read after it."""
    ctx.meta[_SEED] = seed
    return seed


def _as_seeds(
    ctx: click.Context, param: click.Parameter, seeds: tuple[str, ...]
) -> tuple[str | None, str | None]:
    """Keep two seeds for the dialects, which are read after them."""
    pair: tuple[str | None, str | None] = as_pair(_as_seed)(ctx, param, seeds)
    ctx.meta[_SEED] = pair
    return pair


def _seeded(dialects: Iterable[Dialect], seeds: Iterable[str | None]) -> list[Dialect]:
    """Return dialects with their seeds; one that has no H needs none where another has it."""
    pairs = list(zip(dialects, seeds, strict=True))
    if any(seed is not None for _, seed in pairs) and all(each.seed is None for each, _ in pairs):
        titles = " or ".join(dict.fromkeys(each.title for each, _ in pairs))
        message = f"a seed is for H, which is not in {titles}"
        raise click.BadParameter(message, param_hint="'--seed'")
    try:
        return [
            each.seeded(seed) if seed and each.seed is not None else each for each, seed in pairs
        ]
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--seed'") from error


def _as_zone(_ctx: click.Context, _param: click.Parameter, name: str | None) -> tzinfo | None:
    """Return the zone that an option names, or refuse it with the nearest names."""
    try:
        if name is not None and name.strip().lower() == LOCAL:
            return _local_zone()
        return quartzcron.Schedule(_ANY, tz=name).tz
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _local_zone() -> tzinfo:
    """Return the zone of this machine; a ValueError says that it has none that is known."""
    # Loaded here: hardly any call needs it.
    from tzlocal import get_localzone

    with warnings.catch_warnings():
        # Where nothing is set it is UTC, as everywhere on such a machine.
        warnings.simplefilter("ignore")
        try:
            return get_localzone()
        except LookupError as error:
            message = "this machine's time zone has no known name; give one, such as Europe/Paris"
            raise ValueError(message) from error


def _as_policy(ctx: click.Context, _param: click.Parameter, name: str | None) -> DstPolicy | None:
    """Return the policy that an option names, or refuse it with the names that there are."""
    if name is None:
        return None
    if _zone_given(ctx) is None:
        raise click.UsageError("--dst needs --tz: without a zone the clock never changes", ctx)
    try:
        return quartzcron.DstPolicy.named(name)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def as_start(ctx: click.Context, _param: click.Parameter, text: str | None) -> Start | None:
    """Return the moment that an option names, or refuse it with the forms to write.

    Where there is a zone, the moment is one of the zone.
    """
    if text is None:
        return None
    zone = _zone_given(ctx)
    try:
        moment = read_moment(text, zone)
        return Start(moment) if zone is None else in_zone(moment, zone)
    except ValueError as error:
        raise click.BadParameter(f"'{shown(text)}': {error}") from error


def _zone_given(ctx: click.Context) -> tzinfo | None:
    """Return the zone in which a command answers: that of its expression, of the first, or none."""
    zones: tuple[tzinfo | None, ...] = ctx.params.get("zones") or (ctx.params.get("zone"),)
    return zones[0]


def as_pair(read: Reader[_Value]) -> Reader[tuple[_Value, _Value]]:
    """Return a reader for both expressions out of a reader for one."""

    def read_pair(
        ctx: click.Context, param: click.Parameter, texts: tuple[str | None, ...]
    ) -> tuple[_Value, _Value]:
        if len(texts) > 2:
            raise click.BadParameter("give it once for both, or twice: for A and for B")
        values = [read(ctx, param, text) for text in texts or (None,)]
        return values[0], values[-1]

    return read_pair


# --- options ---------------------------------------------------------------

_ZONE_HELP = (
    "The time zone: a name such as America/New_York, an offset such as +02:00, "
    "or local for that of this machine."
)
_POLICY_HELP = "What clock changes do to the runs; by default the rule of the dialect."
_DIALECT_HELP = "The dialect: the system whose rules apply."
#: What an option for a seed says.
SEED_HELP = "What the values of H are drawn from: in Jenkins the full name of the job."
_PAIR_HELP = " Twice: for A and for B."

zone_option = click.option(
    "--tz",
    "zone",
    callback=_as_zone,
    # The other options are read in the light of this one.
    is_eager=True,
    metavar="ZONE",
    shell_complete=completion.zones,
    help=_ZONE_HELP,
)

policy_option = click.option(
    "--dst",
    "policy",
    callback=_as_policy,
    metavar="POLICY",
    shell_complete=completion.policies,
    help=_POLICY_HELP,
)

seed_option = click.option(
    "--seed",
    callback=_as_seed,
    is_eager=True,
    expose_value=False,
    metavar="SEED",
    help=SEED_HELP,
)

_seeds_option = click.option(
    "--seed",
    callback=_as_seeds,
    is_eager=True,
    expose_value=False,
    multiple=True,
    metavar="SEED",
    help=SEED_HELP + _PAIR_HELP,
)


def _dialect(callback: Callable[..., Any], meaning: str) -> Option:
    """Return the option for one dialect."""
    made: Option = click.option(
        "--dialect",
        "-d",
        callback=callback,
        default=DEFAULT,
        show_default=True,
        metavar="NAME",
        shell_complete=completion.dialects,
        help=meaning,
    )
    return made


_dialect_option = _dialect(as_dialect, _DIALECT_HELP)
written_dialect_option = _dialect(as_named, "The dialect to write the expression in.")

zones_option = click.option(
    "--tz",
    "zones",
    callback=as_pair(_as_zone),
    is_eager=True,
    multiple=True,
    metavar="ZONE",
    shell_complete=completion.zones,
    help=_ZONE_HELP + _PAIR_HELP,
)

policies_option = click.option(
    "--dst",
    "policies",
    callback=as_pair(_as_policy),
    multiple=True,
    metavar="POLICY",
    shell_complete=completion.policies,
    help=_POLICY_HELP + _PAIR_HELP,
)

_dialects_option = click.option(
    "--dialect",
    "-d",
    "dialects",
    callback=_as_dialects,
    default=(DEFAULT,),
    show_default=True,
    multiple=True,
    metavar="NAME",
    shell_complete=completion.dialects,
    help=_DIALECT_HELP + _PAIR_HELP,
)


def dialect_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for the dialect of an expression, and for its seed."""
    return _dialect_option(seed_option(command))


def dialects_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for the dialects of two expressions, and for their seeds."""
    return _dialects_option(_seeds_option(command))


json_option = click.option("--json", "json_wanted", is_flag=True, help="Print one JSON object.")


class Renamed(click.Option):
    """An option that its old names still reach, of which no help speaks."""

    def __init__(self, *names: Any, old: Sequence[str], **attributes: Any) -> None:
        super().__init__(*names, **attributes)
        self._old = old

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Add the option under all its names."""
        present, self.opts = self.opts, [*self.opts, *self._old]
        super().add_to_parser(parser, ctx)
        self.opts = present


def start_option(meaning: str) -> Option:
    """Return the option for a moment to start from, by default now."""
    return click.option(
        "--from",
        "start",
        callback=as_start,
        default="now",
        show_default=True,
        metavar="WHEN",
        shell_complete=completion.moments,
        help=meaning,
    )


def count_option(meaning: str, most: int) -> Option:
    """Return the option for how many fire times to show."""
    return click.option(
        "--count",
        "-n",
        type=click.IntRange(1, most),
        default=5,
        show_default=True,
        metavar="N",
        help=meaning,
    )


# --- standard input --------------------------------------------------------


def standard_input(texts: tuple[str, ...]) -> BinaryIO | None:
    """Return standard input if an argument asks for it."""
    asked = texts.count(STANDARD_INPUT)
    if not asked:
        return None
    if asked > 1:
        raise click.UsageError("- may be given once: standard input can be read only once")
    if sys.stdin is None:
        raise click.UsageError("there is no standard input to read")
    return sys.stdin.buffer


def sources_of(texts: tuple[str, ...], stream: BinaryIO | None) -> Iterator[Source]:
    """Yield texts in the order of the arguments, the lines of standard input where - stands."""
    for text in texts:
        if text == STANDARD_INPUT and stream is not None:
            yield from lines(stream)
        else:
            yield Source(text)

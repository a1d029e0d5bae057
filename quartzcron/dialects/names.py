"""The names of all dialects, known before any of them is made.

Each name has its place: the module of this package that makes it, a group of
kindred systems. Only the group of the default dialect is made with the
library; the others when one of their names is first asked for.
"""

from __future__ import annotations

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

    # The names and aliases below, spelled out for type checkers; a test holds them equal.
    DialectName = Literal[
        "quartzcron", "quartz", "adobe", "databricks", "quartznet", "unix", "cronie", "posix",
        "ocps", "kubernetes", "nomad", "croniter", "langgraph", "airflow", "celery",
        "apscheduler", "prefect", "dagster", "google-cloud-scheduler", "eventbridge",
        "github-actions", "azure", "snowflake", "cloudflare", "vercel", "spring", "cronos",
        "croner", "jenkins", "java", "quartz.net", "quartz-net", "vixie", "debian", "cron",
        "crontab", "linux", "standard", "robfig", "k8s", "cronexpr", "gcp", "aws", "github",
        "ncrontab", "cloudflare-workers", "hangfire",
    ]  # fmt: skip

#: The groups in the order of the docs, and the names in each of them, with their aliases.
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "default": {"quartzcron": ()},
    "quartz": {
        "quartz": ("java",),
        "adobe": (),
        "databricks": (),
        "quartznet": ("quartz.net", "quartz-net"),
    },
    "unix": {
        "unix": ("vixie", "debian", "cron", "crontab", "linux", "standard"),
        "cronie": (),
        "posix": (),
        "ocps": (),
        "kubernetes": ("robfig", "k8s"),
        "nomad": ("cronexpr",),
    },
    "python": {
        "croniter": (),
        "langgraph": (),
        "airflow": (),
        "celery": (),
        "apscheduler": (),
        "prefect": (),
        "dagster": (),
    },
    "cloud": {
        "google-cloud-scheduler": ("gcp",),
        "eventbridge": ("aws",),
        "github-actions": ("github",),
        "azure": ("ncrontab",),
        "snowflake": (),
        "cloudflare": ("cloudflare-workers",),
        "vercel": (),
    },
    "others": {"spring": (), "cronos": ("hangfire",), "croner": (), "jenkins": ()},
}

#: The group of each dialect; the default dialect is the first.
PLACES = {name: group for group, names in GROUPS.items() for name in names}

#: Every other name that a dialect answers to.
ALIASES = {
    alias: name for names in GROUPS.values() for name, others in names.items() for alias in others
}

#: The dialects whose texts people bring along to another system, the most common first, with
#: the numbers of fields in which they are meant. Systems whose weekdays nobody counts by
#: accident (APScheduler's Monday is 0) and seconds at the end are not among them.
BROUGHT_ALONG: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("unix", (5,)),
    ("quartz", (6, 7)),
    ("eventbridge", (6,)),
    ("spring", (6,)),
    ("kubernetes", (5,)),
    ("croniter", (5,)),
)

#: The dialect in whose words people write schedules that name dates and times: `every day 09:00`.
IN_WORDS = "google-cloud-scheduler"


def __getattr__(name: str) -> object:
    """Make the type of a dialect's name once somebody asks, as in `errors`."""
    if name != "DialectName":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from typing import Literal

    return Literal[(*PLACES, *ALIASES)]

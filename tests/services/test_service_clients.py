"""The how-to pages of the three services, run against the services' own clients.

The functions under test are those that the pages print. The clients are the
real ones, of the packages `langgraph-sdk` and `google-cloud-scheduler`; what
they send arrives at a server on this machine and is looked at there.
"""

from __future__ import annotations

import ast
import asyncio
import doctest
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any
from urllib.request import Request, urlopen

import jsonpatch
import pytest
from google.auth.credentials import AnonymousCredentials
from google.cloud import scheduler_v1
from google.cloud.scheduler_v1.services.cloud_scheduler.transports import (
    CloudSchedulerRestTransport,
)
from langgraph_sdk import get_client
from loopback import Arrival, Loopback

import quartzcron
from quartzcron import CronExpressionError

DOCS = Path(__file__).parent.parent.parent / "docs"
PARENT = "projects/news/locations/europe-west1"


@cache
def page(name: str) -> dict[str, Any]:
    """Return what a page defines behind >>>."""
    text = (DOCS / f"{name}.md").read_text("utf-8")
    namespace: dict[str, Any] = {}
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)
    for example in doctest.DocTestParser().get_examples(text):
        [statement] = ast.parse(example.source).body
        if isinstance(statement, kinds):
            exec(example.source, namespace)
    return namespace


def closing_call(name: str) -> CodeType:
    """Return the block of a page that makes the call, which nothing has run before."""
    text = (DOCS / f"{name}.md").read_text("utf-8")
    [block] = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    code: CodeType = compile(block, name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return code


# --- what the services' own tables say ----------------------------------------

# A text of a service's documentation and its zone, and the next two runs there from a start.
RIGHT = [
    # LangGraph: every day at 15:27, in UTC where no zone is given.
    ("langgraph", "27 15 * * *", None, "2026-03-01T15:28", ["02 15:27 UTC", "03 15:27 UTC"]),
    ("langgraph", "27 15 * * *", "America/New_York", "2026-03-06T20:28",
     ["07 15:27 EST", "08 15:27 EDT"]),
    # Its seconds stand last, its years behind them.
    ("langgraph", "27 15 * * * 30", None, "2026-03-01T15:27", ["01 15:27 UTC", "02 15:27 UTC"]),
    ("langgraph", "27 15 * * * 30 2027", None, "2026-03-01", ["01 15:27 UTC", "02 15:27 UTC"]),
    # Cloud Scheduler: every minute.
    ("cloud-scheduler", "* * * * *", "UTC", "2026-02-28T23:59:30",
     ["01 00:00 UTC", "01 00:01 UTC"]),
    ("cloud-scheduler", "0 9 * * MON-FRI", "America/New_York", "2026-03-06",
     ["06 09:00 EST", "09 09:00 EDT"]),
    # Its second format, in words.
    ("cloud-scheduler", "every day 09:00", "UTC", "2026-02-28T09:00",
     ["28 09:00 UTC", "01 09:00 UTC"]),
    ("cloud-scheduler", "1st,third monday of month 12:00", "America/New_York", "2026-03-01",
     ["02 12:00 EST", "16 12:00 EDT"]),
    # Adobe: its own table, without the rows that break its own rule.
    ("adobe", "0 0 1 * * ?", None, "2026-02-28T12:00", ["01 01:00 UTC", "02 01:00 UTC"]),
    ("adobe", "0 0 13 * * ?", None, "2026-02-28T12:00", ["28 13:00 UTC", "01 13:00 UTC"]),
    ("adobe", "0 30 9 * * ? 2022", None, "2021-02-28", ["01 09:30 UTC", "02 09:30 UTC"]),
    ("adobe", "0 30 12 ? * 4#3", None, "2026-01-01", ["21 12:30 UTC", "18 12:30 UTC"]),
    ("adobe", "0 30 12 ? * 6L", None, "2026-01-01", ["30 12:30 UTC", "27 12:30 UTC"]),
    ("adobe", "0 45 11 ? * MON-THU", None, "2026-01-01", ["01 11:45 UTC", "05 11:45 UTC"]),
]  # fmt: skip

# What a form must stop, and the code that says why.
WRONG = [
    # Forms of another service: the question mark, the five fields, the six.
    ("langgraph", "0 27 15 * * ?", "other-dialect"),
    ("langgraph", "0 0 * * 5L", "special-not-here"),
    ("cloud-scheduler", "0 27 15 * * ?", "field-count"),
    ("cloud-scheduler", "0 0 L * *", "special-not-here"),
    ("cloud-scheduler", "every 5 minutes", "not-a-calendar-schedule"),
    ("cloud-scheduler", "every 5 minutes from 10:00 to 14:00", "not-a-calendar-schedule"),
    ("cloud-scheduler", "every mondy 09:00", "wording"),
    ("adobe", "27 15 * * *", "field-count"),
    # A slip of its documentation, and years beyond its table.
    ("adobe", "0 0 1 * *", "field-count"),
    ("adobe", "0 0 1 * * ? 2100", "out-of-range"),
    # The rows of Adobe's table that run more than once in 24 hours.
    ("adobe", "0 * 18 * * ?", "more-than-once-a-day"),
    ("adobe", "0 0/10 17 * * ?", "more-than-once-a-day"),
    ("adobe", "0 13,38 5 ? 6 WED", "more-than-once-a-day"),
]


def schedule_of(service: str, text: str, zone: str | None) -> quartzcron.Schedule:
    """Have a page check a text, with the zone if it takes one."""
    checked = page(service)["checked"]
    made = checked(text) if zone is None else checked(text, zone)
    assert isinstance(made, quartzcron.Schedule)
    return made


@pytest.mark.parametrize(("service", "text", "zone", "start", "expected"), RIGHT)
def test_a_right_text_is_shown_with_its_next_runs(
    service: str, text: str, zone: str | None, start: str, expected: list[str]
) -> None:
    schedule = schedule_of(service, text, zone)
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
    runs = schedule.fire_times(moment, limit=2)
    assert [f"{run:%d %H:%M %Z}" for run in runs] == expected
    assert len(page(service)["next_runs"](schedule, 2, moment)) == 2
    # Without a start it counts from now.
    assert len(page(service)["next_runs"](schedule, 2)) == (0 if "2022" in text else 2)


@pytest.mark.parametrize(("service", "text", "code"), WRONG)
def test_a_wrong_text_is_stopped(service: str, text: str, code: str) -> None:
    with pytest.raises(CronExpressionError) as caught:
        schedule_of(service, text, None)
    assert code in [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("service", ["langgraph", "cloud-scheduler"])
def test_an_unknown_zone_is_stopped(service: str) -> None:
    with pytest.raises(ValueError, match="did you mean Europe/Paris"):
        schedule_of(service, "27 15 * * *", "Europe/Pari")


# --- LangGraph ------------------------------------------------------------------


def langgraph(arrival: Arrival) -> object:
    """Answer as its server does: a cron that is created has an id."""
    return {"cron_id": "5b1c"} if arrival.method == "POST" else None


def with_langgraph(use: Callable[[Any], Awaitable[object]]) -> list[Arrival]:
    """Return what arrives when a client of the service is used."""

    async def run() -> None:
        async with get_client(url=f"http://{server.address}", api_key=None) as client:
            await use(client)

    with Loopback(langgraph) as server:
        asyncio.run(run())
    return server.arrived


@pytest.mark.parametrize(
    ("text", "zone"), [(text, zone) for service, text, zone, *_ in RIGHT if service == "langgraph"]
)
def test_langgraph_is_sent_the_text_and_the_zone(text: str, zone: str | None) -> None:
    create_cron = page("langgraph")["create_cron"]
    [arrival] = with_langgraph(
        lambda client: create_cron(client, "agent", text, timezone=zone, input={"messages": []})
    )
    assert (arrival.method, arrival.path) == ("POST", "/runs/crons")
    expected = {"assistant_id": "agent", "schedule": text, "input": {"messages": []}}
    # No zone is sent where none was given: the service takes that for UTC.
    assert arrival.body == expected | ({"timezone": zone} if zone else {})


def test_langgraph_takes_a_cron_for_a_thread_that_ends() -> None:
    create_cron = page("langgraph")["create_cron"]
    end = datetime(2027, 1, 1, tzinfo=UTC)
    [arrival] = with_langgraph(
        lambda client: create_cron(
            client, "agent", "27 15 * * *", timezone="Asia/Tokyo", thread_id="t-1", end_time=end
        )
    )
    assert (arrival.method, arrival.path) == ("POST", "/threads/t-1/runs/crons")
    assert arrival.body == {
        "assistant_id": "agent",
        "schedule": "27 15 * * *",
        "timezone": "Asia/Tokyo",
        "end_time": "2027-01-01T00:00:00+00:00",
    }


@pytest.mark.parametrize("text", [text for service, text, _ in WRONG if service == "langgraph"])
def test_langgraph_is_sent_nothing_that_is_wrong(text: str) -> None:
    create_cron = page("langgraph")["create_cron"]

    async def refused(client: Any) -> None:
        with pytest.raises(CronExpressionError):
            await create_cron(client, "agent", text)

    assert with_langgraph(refused) == []


def test_the_langgraph_page_creates_and_deletes() -> None:
    async def run(namespace: dict[str, Any]) -> None:
        await eval(closing_call("langgraph"), namespace)
        await namespace["client"].aclose()

    with Loopback(langgraph) as server:
        url = f"http://{server.address}"
        asyncio.run(run({**page("langgraph"), "get_client": get_client, "url": url}))
    created, deleted = server.arrived
    assert created.body["schedule"] == "27 15 * * *"
    assert created.body["timezone"] == "America/New_York"
    assert (deleted.method, deleted.path) == ("DELETE", "/runs/crons/5b1c")


# --- Google Cloud Scheduler -------------------------------------------------------


def google(arrival: Arrival) -> object:
    """Answer as the service does: with the job."""
    return arrival.body


@contextmanager
def google_client(server: Loopback) -> Iterator[scheduler_v1.CloudSchedulerClient]:
    """Return its client, which speaks to the server."""
    transport = CloudSchedulerRestTransport(
        host=server.address, credentials=AnonymousCredentials(), url_scheme="http"
    )
    with scheduler_v1.CloudSchedulerClient(transport=transport) as client:
        yield client


@pytest.mark.parametrize(
    ("text", "zone"),
    [(text, zone) for service, text, zone, *_ in RIGHT if service == "cloud-scheduler"],
)
def test_cloud_scheduler_is_sent_the_job(text: str, zone: str) -> None:
    job = page("cloud-scheduler")["job_of"](
        f"{PARENT}/jobs/pulse", text, zone, description="beats", http_target={"uri": "https://a.b/"}
    )
    # The real message takes every key, and nothing is left over.
    assert scheduler_v1.Job(job).schedule == text
    with Loopback(google) as server, google_client(server) as client:
        answered = page("cloud-scheduler")["create_job"](client, PARENT, job)
    [arrival] = server.arrived
    assert (arrival.method, arrival.path.partition("?")[0]) == ("POST", f"/v1/{PARENT}/jobs")
    assert arrival.body == {
        "name": f"{PARENT}/jobs/pulse",
        "description": "beats",
        "schedule": text,
        "timeZone": zone,
        "httpTarget": {"uri": "https://a.b/"},
    }
    assert answered == scheduler_v1.Job(job)


@pytest.mark.parametrize(
    "text", [text for service, text, _ in WRONG if service == "cloud-scheduler"]
)
def test_cloud_scheduler_is_made_no_job_that_is_wrong(text: str) -> None:
    with pytest.raises(CronExpressionError):
        page("cloud-scheduler")["job_of"]("pulse", text)


def test_the_cloud_scheduler_page_creates() -> None:
    job = page("cloud-scheduler")["job_of"](f"{PARENT}/jobs/pulse", "* * * * *")
    with Loopback(google) as server, google_client(server) as client:
        exec(
            closing_call("cloud-scheduler"),
            {
                **page("cloud-scheduler"),
                "CloudSchedulerClient": lambda: client,
                "parent": PARENT,
                "job": job,
            },
        )
    [arrival] = server.arrived
    assert arrival.body["schedule"] == "* * * * *"
    assert arrival.body["timeZone"] == "UTC"


# --- Adobe ------------------------------------------------------------------------


class Schedules:
    """The service's side: it keeps schedules, and applies each JSON Patch to its own."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def answer(self, arrival: Arrival) -> object:
        assert arrival.headers["content-type"] == "application/json"
        if arrival.method == "POST":
            self.kept = {"id": "e3be", **arrival.body}
        else:
            assert arrival.path.endswith("/config/schedules/e3be")
            self.kept = jsonpatch.apply_patch(self.kept, arrival.body)
        return self.kept


@pytest.mark.parametrize("text", [text for service, text, *_ in RIGHT if service == "adobe"])
@pytest.mark.parametrize(
    ("kind", "properties"), [("batch_segmentation", {"segments": ["*"]}), ("export", {})]
)
def test_adobe_is_sent_the_body(text: str, kind: str, properties: dict[str, object]) -> None:
    adobe, service = page("adobe"), Schedules()
    body = adobe["schedule_body"]("nightly", text, type=kind, state="active")
    with Loopback(service.answer) as server:
        url = f"http://{server.address}/config/schedules"
        with urlopen(adobe["request_of"]("POST", url, body, {"x-api-key": "k"})):
            pass
    [arrival] = server.arrived
    assert (arrival.method, arrival.path) == ("POST", "/config/schedules")
    assert arrival.headers["x-api-key"] == "k"
    assert arrival.body == {
        "name": "nightly",
        "type": kind,
        "properties": properties,
        "schedule": text,
        "state": "active",
    }


@pytest.mark.parametrize("text", [text for service, text, *_ in RIGHT if service == "adobe"])
def test_adobe_patches_change_the_one_thing(text: str) -> None:
    adobe = page("adobe")
    before = adobe["schedule_body"]("nightly", "0 0 3 * * ?")
    assert jsonpatch.apply_patch(before, adobe["new_time"](text)) == {**before, "schedule": text}
    active = jsonpatch.apply_patch(before, adobe["new_state"]("active"))
    assert active == {**before, "state": "active"}


@pytest.mark.parametrize("text", [text for service, text, _ in WRONG if service == "adobe"])
def test_adobe_is_made_no_body_and_no_patch_that_is_wrong(text: str) -> None:
    with pytest.raises(CronExpressionError):
        page("adobe")["schedule_body"]("nightly", text)
    with pytest.raises(CronExpressionError):
        page("adobe")["new_time"](text)


def test_the_adobe_page_creates_moves_and_starts() -> None:
    service = Schedules()

    def to_the_server(request: Request) -> Any:
        real = "https://platform.adobe.io/data/core/ups"
        assert request.full_url.startswith(real)
        request.full_url = request.full_url.replace(real, f"http://{server.address}")
        return urlopen(request)

    with Loopback(service.answer) as server:
        given = {"urlopen": to_the_server, "headers": {"x-api-key": "k"}}
        exec(closing_call("adobe"), {**page("adobe"), **given})
    assert [arrival.method for arrival in server.arrived] == ["POST", "PATCH", "PATCH"]
    assert (service.kept["schedule"], service.kept["state"]) == ("0 0 2 * * ?", "active")

"""Libraries for the tests of the benchmarks: those that are installed, made-up ones, and little effort."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from benchmarks.brute_force import (
    fires_between,
    next_fire,
)
from benchmarks.cases import (
    CASES,
    EVERY_MINUTE,
    NEVER,
    PLANS,
    WEEKDAY_MORNINGS,
    Case,
)
from benchmarks.competitors import Library, load
from benchmarks.jobs import Effort
from benchmarks.measure import Call
from benchmarks.process import Process
from benchmarks.remote import Foreign
from benchmarks.runner import Figure, Report

ROOT = Path(__file__).parent.parent
TINY = Effort(
    repeats=1,
    batch=20_000,
    moments=20,
    checked=20,
    texts=20,
    alive=20,
    patience=0.01,
    warm_up=20_000,
)

AT_HOME = ("quartzcron", "croniter", "cronsim", "apscheduler", "cronexpr", "cron_converter")
PRESENT = [each for each in load([f"{name}_" for name in AT_HOME])[0] if isinstance(each, Library)]
ABROAD = ("quartz", "robfig", "croner", "cron_parser")


class Fake(Library):
    """A competitor that is wrong by a minute, says little and breaks on a plan."""

    name = "fake"
    module = "json"
    texts = {"every minute": "right", "weekday mornings": "late", "third Friday": "broken"}  # noqa: RUF012
    note = "not a library"

    def parse_call(self) -> Call:
        return Call("None")

    def fire_call(self, text: str, zone: tzinfo | None, *, reverse: bool) -> Call:
        if text == "broken":
            raise RuntimeError("out of order\nand of sorts")
        plan = {"right": EVERY_MINUTE, "late": WEEKDAY_MORNINGS}[text]
        late = timedelta(minutes=text == "late")

        def answer(moment: datetime) -> datetime:
            fire = next_fire(plan, moment)
            assert fire
            return fire + late

        return Call("answer(item)", {"answer": answer})

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        raise NotImplementedError

    def use(self, made: Any) -> None:
        raise NotImplementedError


class OneByOne(Fake):
    """A competitor that can do nothing but iterate, and does so rightly."""

    texts = {plan.name: plan.name for plan in PLANS}  # noqa: RUF012

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        plan = next(plan for plan in PLANS if plan.name == text)
        return fires_between(plan, start, datetime(2201, 1, 1, tzinfo=start.tzinfo))


class Late(OneByOne):
    """A competitor that is late by a minute, or has nothing to say at all."""

    def fires(self, text: str, start: datetime) -> Iterator[datetime]:
        if text == NEVER.name:
            return iter(())
        return (fire + timedelta(minutes=1) for fire in super().fires(text, start))


# A program of another language, but in Python: it always answers a minute later.
PROGRAM = """
import json, sys
print(json.dumps({"version": "1.2"}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    if asked["do"] == "once":
        answer = {"value": 1000.0 * asked["case"]}
    elif asked["texts"] == ["tired"]:
        answer = {"cannot": "cannot today"}
    elif asked["texts"] == ["broken"]:
        answer = {"fails": "Error: out of order"}
    elif asked["texts"] == ["gone"]:
        break
    else:
        assert asked["zone"] in (None, "UTC", "America/New_York")
        fires = [[at // 60 * 60 + 60 * n for n in range(1, asked["take"] + 1)]
                 for at in asked["starts"][:asked["checked"]]]
        answer = {"answers": sum(fires, [])}
    print(json.dumps(answer), flush=True)
"""


class Elsewhere(Foreign):
    """A competitor in a process of its own."""

    name = "elsewhere"
    language = "Esperanto"
    backwards = False
    texts = {  # noqa: RUF012
        "every minute": "right",
        "every five minutes": "five times as often",
        "third Friday": "broken",
        "weekday mornings": "tired",
        "every 30 minutes": "gone",
    }
    templates = {"weekday range": "{minute}", "day list": "{minute}"}  # noqa: RUF012

    def start(self) -> Process:
        return Process([sys.executable, "-c", PROGRAM])


def case_named(name: str) -> Case:
    return next(case for case in CASES if case.name == name)


def made_up_report() -> Report:
    """Return a report of which every figure is known."""

    def figure(case: str, name: str, ratio: float | None, **more: Any) -> Figure:
        facts = {"limit": None, "limit_unit": None, "checked": 20, "wrong": 0, "trouble": None}
        value = None if ratio is None else ratio * 130
        return Figure(case, name, value, "ns", ratio, "F", **{**facts, **more})

    ours = {"limit": 8, "limit_unit": "F"}
    return Report(
        date="2026-11-20",
        python="CPython",
        machine="Linux",
        kernel="pure",
        floor=130.0,
        competitors={"quartzcron": "1", "croniter": "2", "Quartz": "3"},
        languages={"quartzcron": "Python", "croniter": "Python", "Quartz": "Java"},
        absent={"croner": "npm install"},
        notes={"croniter": "well known"},
        figures=[
            figure("next every minute", "quartzcron", 10.0, **ours),
            figure("next every minute", "croniter", 200.0, wrong=3),
            figure("next every minute", "Quartz", 5.0, wrong=2),
            figure("iterate every five minutes", "quartzcron", 5.0, **ours),
            figure("iterate every five minutes", "croniter", None, trouble="cannot <say> it"),
            figure("iterate every five minutes", "Quartz", None, trouble="fails: now"),
        ],
    )

"""A page of the playground that somebody opened in Chromium, and what they do there."""

from __future__ import annotations

import importlib.util
import json
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from quartzcron import CronExpression, Schedule

if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from playwright.sync_api import Browser, Locator, Page, Playwright

    Scheme: TypeAlias = Literal["light", "dark"]

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

#: The day before New York's clock goes forward, and past: no release of the zones changes it.
NOW = datetime(2024, 3, 9, 17, 20, 30, tzinfo=UTC)

WIDE, NARROW = (1280, 900), (390, 844)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

#: How long the slowest step may take before the check gives up, in milliseconds.
PATIENCE = 120_000


def browser_path() -> str | None:
    """Return the path of the system's Chromium, or None where there is none."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def missing() -> list[str]:
    """Return what the check needs and this machine lacks."""
    lacks = [] if importlib.util.find_spec("playwright") else ["playwright"]
    lacks += [] if browser_path() else ["chromium"]
    return lacks + ([] if shutil.which("npm") else ["npm"])


def launched(playwright: Playwright) -> Browser:
    """Start the system's Chromium."""
    return playwright.chromium.launch(executable_path=browser_path(), args=list(_FLAGS))


class Choice(NamedTuple):
    """What a reader chooses on the page."""

    text: str
    zone: str = "UTC"
    dialect: str = "quartzcron"
    locale: str = "en"

    def runs(self) -> list[str]:
        """Return its next runs, as the library in this very process computes them."""
        schedule = Schedule(CronExpression(self.text, self.dialect), tz=self.zone)
        return [each.isoformat() for each in schedule.upcoming(10, NOW)]

    def words(self) -> str:
        """Return what it means."""
        schedule = Schedule(CronExpression(self.text, self.dialect), tz=self.zone)
        return schedule.describe(self.locale)


CHOICES = (
    Choice("0 9 * * MON-FRI", "Europe/Berlin"),
    Choice("30 2 * * *", "America/New_York"),
    Choice("*/20 0-3 * * *", "Australia/Lord_Howe", locale="de"),
    Choice("0 0 12 ? * 6#3", "Asia/Seoul", "quartz", "ko"),
    Choice("0 0 L,15W * *", "Pacific/Apia", locale="he"),
    Choice("cron(0 9 ? * MON *)", "+05:30", "eventbridge", "zh-Hans"),
    Choice("0 9 * * 1", "Europe/Dublin", "apscheduler", "ru"),
)


#: All that stands on the page, but for texts of cron and for what is in another language.
_SAID = """() => {
  const copy = document.body.cloneNode(true);
  const other = `[lang]:not([lang="${document.documentElement.lang}"]), code, noscript`;
  for (const each of copy.querySelectorAll(other)) each.remove();
  return copy.textContent;
}"""


class Visit:
    """A page that somebody opened; its clock stands still unless it is `live`."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        size: tuple[int, int],
        scheme: Scheme,
        live: bool = False,
    ) -> None:
        width, height = size
        self.address = address
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            timezone_id="Europe/Paris",
            locale="en-GB",
        )
        self.page.set_default_timeout(PATIENCE)
        if not live:
            self.page.clock.set_fixed_time(NOW)
        self.loaded: list[str] = []
        self.complaints: list[str] = []
        # What the context asks for is what its workers ask for too.
        self.page.context.on("request", lambda request: self.loaded.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, fragment: str = "") -> None:
        """Open the page, and wait until it has answered everything."""
        self.page.goto(self.address + fragment)
        self.page.wait_for_selector("#panels[data-of]")

    def at(self, name: str) -> Locator:
        """Return the element of an id."""
        return self.page.locator(f"#{name}")

    def type(self, text: str) -> None:
        """Type a text in place of the one that is there, and wait for its verdict."""
        self.at("text").press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)
        self._await("verdict")

    def work(self) -> dict[str, float]:
        """Return what the worker has done since the page was opened."""
        done: dict[str, float] = self.page.evaluate("work")
        return done

    def await_panels(self) -> None:
        """Wait until everything that is chosen is answered."""
        self._await("panels")

    def _await(self, name: str) -> None:
        """Wait until a part of the page answers what is chosen."""
        chosen = [self.at(each).input_value() for each in ("text", "dialect", "zone", "locale")]
        key = json.dumps(chosen, ensure_ascii=False, separators=(",", ":"))
        escaped = key.replace("\\", "\\\\").replace('"', '\\"')
        self.page.wait_for_selector(f'#{name}[data-of="{escaped}"]', state="attached")

    def choose(self, choice: Choice) -> None:
        """Set everything, and wait until everything is answered."""
        self.at("dialect").select_option(choice.dialect)
        self.at("locale").select_option(choice.locale)
        self.at("zone").fill(choice.zone)
        self.type(choice.text)
        self._await("panels")

    def said(self) -> str:
        """Return all that the page says in its own language: what is in another one says so."""
        found: str = self.page.evaluate(_SAID)
        return found

    def shown_runs(self) -> list[str]:
        """Return the times of the table of runs."""
        times: list[str] = self.page.eval_on_selector_all(
            "#runs time", "times => times.map(time => time.dateTime)"
        )
        return times

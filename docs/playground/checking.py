"""The playground, tried as a person would: in headless Chromium, against the library in CPython.

`python -m docs.playground --check` builds the page and runs every check below. It needs playwright
from PyPI, which brings no browser of its own, and the system's Chromium. What is slow to answer
is measured and printed, never judged.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import traceback
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import quartzcron
from docs.playground import building, serving
from quartzcron import CronExpression, Dialect, Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import Any, Literal, TypeAlias

    from playwright.sync_api import Browser, Locator, Page

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

_WIDE, _NARROW = (1280, 900), (390, 844)
_SCHEMES: tuple[Scheme, ...] = ("light", "dark")

#: How long the slowest step may take before the check gives up, in milliseconds.
_PATIENCE = 120_000


def browser_path() -> str | None:
    """Return the path of the system's Chromium, or None where there is none."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def missing() -> list[str]:
    """Return what the check needs and this machine lacks."""
    lacks = [] if importlib.util.find_spec("playwright") else ["playwright"]
    lacks += [] if browser_path() else ["chromium"]
    return lacks + ([] if shutil.which("npm") else ["npm"])


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
        self.page.set_default_timeout(_PATIENCE)
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


# --- the checks ------------------------------------------------------------------------------


def right_texts_say_what_the_library_says(visit: Visit) -> None:
    """Times, words and texts of other systems are those of the library in CPython."""
    for choice in CHOICES:
        visit.choose(choice)
        labels = building.labels()
        valid = labels.get(choice.locale, labels["en"])["valid"]
        assert visit.at("state").inner_text() == valid, choice
        assert visit.at("words").inner_text() == choice.words(), choice
        assert visit.shown_runs() == choice.runs(), (visit.shown_runs(), choice.runs())
        rows = visit.page.locator("#translations tbody tr").count()
        assert rows == len(Dialect.names()) - 1
    spring = visit.page.locator("#translations tr", has_text="Spring").locator("code").first
    expected = CronExpression("0 9 * * 1", "apscheduler").to("spring").text
    assert spring.inner_text() == expected


def wrong_texts_are_pointed_at(visit: Visit) -> None:
    """A wrong text has the message, the caret and the hint of the library, and no runs."""
    visit.choose(CHOICES[0])
    for text in ("0 25 * * *", "0 9 * *", "60 9 32 * MONN", "", "🙂 9 * * *", "<b>0</b> 9 * * *"):
        visit.type(text)
        problems = quartzcron.validate(text)
        assert "Not valid" in visit.at("state").inner_text()
        shown = visit.page.locator("#problems .problem")
        assert shown.count() == len(problems), text
        for place, problem in enumerate(problems):
            inner = shown.nth(place).inner_text()
            assert problem.message in inner
            assert (problem.hint or "").replace("`", "") in inner
            if text.strip():
                drawn = quartzcron.draw(text, [problem.replace(hint=None)]).split("\n")[-2:]
                caret = shown.nth(place).locator("pre").text_content()
                assert caret == "\n".join(line[4:] for line in drawn), (caret, drawn)
        assert visit.at("panels").is_hidden()


def the_button_corrects(visit: Visit) -> None:
    """It puts in place what was meant, and the caret goes back into the text."""
    visit.choose(CHOICES[0])
    for press in ("mouse", "keys"):
        visit.type("0 9 * * Monday-Fri")
        assert visit.at("corrected").inner_text() == "0 9 * * MON-FRI"
        if press == "mouse":
            visit.at("correct").click()
        else:
            visit.at("correct").focus()
            visit.page.keyboard.press("Enter")
        visit.page.locator("#state", has_text="Valid").wait_for()
        assert visit.at("text").input_value() == "0 9 * * MON-FRI"
        assert visit.at("state").inner_text() == "Valid"
        assert visit.at("correction").is_hidden()
        assert visit.page.evaluate("document.activeElement.id") == "text"


def korean_is_spoken(visit: Visit) -> None:
    """Words, messages, reasons and pictures are in Korean once it is chosen."""
    choice = Choice("0 9 * * MON-FRI", "Asia/Seoul", locale="ko")
    visit.choose(choice)
    assert visit.at("words").inner_text() == choice.words()
    assert "요일" in visit.at("why").inner_text()
    assert "월" in (visit.at("week").text_content() or "")
    visit.type("0 25 * * *")
    [problem] = quartzcron.validate("0 25 * * *")
    assert problem.in_words("ko").message in visit.at("problems").inner_text()


def the_page_itself_speaks(visit: Visit) -> None:
    """Labels, buttons and notes are in the language that is chosen, and say which one it is."""
    labels = building.labels()
    for locale in ("zh-Hans", "ko", "de", "en"):
        spoken = locale if locale in labels else "en"
        others = {
            text
            for other, texts in labels.items()
            if other != spoken
            for text in texts.values()
            # A short word may stand within another one.
            if len(text) > 8 and "{" not in text and text not in labels[spoken].values()
        }
        visit.choose(Choice("30 2 * * *", "America/New_York", "kubernetes", locale))
        shown = [visit.said()]
        visit.type("0 9 * * Monday-Fri")
        shown.append(visit.said())
        visit.choose(Choice("0 9 * * *", locale=locale))
        visit.at("zone").fill("Amercia/New_York")
        visit.page.locator("#problems button").wait_for()
        shown.append(visit.said())
        for each in shown:
            found = [text for text in others if text in each]
            assert not found, (locale, found)
        assert labels[spoken]["readings.own"] in shown[0]
        assert labels[spoken]["dropped.skipped"] in shown[0]
        assert labels[spoken]["error"] in shown[1]
        assert visit.page.title() == labels[spoken]["title"]
        directions = visit.page.evaluate(
            "[document.documentElement.lang, document.documentElement.dir]"
        )
        assert directions == [spoken, "ltr"]
        visit.page.locator("#problems button", has_text="America/New_York").click()
        assert visit.at("zone").input_value() == "America/New_York"


def changes_of_clock_are_marked(visit: Visit) -> None:
    """A run that the clock moves is marked, and one that it skips is there with its reason."""
    visit.choose(Choice("30 2 * * *", "America/New_York"))
    marked = visit.page.locator("#runs tr.changed")
    assert marked.count() == 1
    assert "02:30 does not exist in America/New_York" in marked.inner_text()
    assert "from UTC−05:00 to UTC−04:00" in marked.inner_text()
    visit.choose(Choice("30 2 * * *", "America/New_York", "kubernetes"))
    dropped = visit.page.locator("#runs tr.dropped")
    assert dropped.count() == 1
    assert "the clock skips this time" in dropped.inner_text()


def a_moment_is_explained(visit: Visit) -> None:
    """The moment that is asked about gets the verdict of each field."""
    visit.choose(Choice("0 9 * * MON-FRI", "Europe/Berlin"))
    visit.at("moment").fill("2024-03-09T09:00")
    visit.page.locator("#why strong", has_text="It does not run at 2024-03-09 09:00").wait_for()
    weekday = visit.page.locator("#why tr", has_text="day of week").first
    assert "no" in weekday.locator(".no").inner_text()


def a_link_brings_it_back(visit: Visit) -> None:
    """The address of the page, opened anew, shows the same."""
    choice = Choice("0 0 12 ? * 6#3", "Asia/Seoul", "quartz", "ko")
    visit.choose(choice)
    fragment = visit.page.evaluate("location.hash")
    visit.page.goto("about:blank")
    visit.open(fragment)
    values = [visit.at(name).input_value() for name in ("text", "zone", "dialect", "locale")]
    assert values == list(choice)
    assert visit.shown_runs() == choice.runs()


def a_broken_link_does_no_harm(visit: Visit) -> None:
    """What there is not is left out of a link, or said."""
    visit.page.goto("about:blank")
    visit.open("#text=0+9+*+*+*&dialect=nonsense&locale=xx&zone=UTC&moment=never&other=%FF")
    assert visit.at("dialect").input_value() == "quartzcron"
    visit.at("zone").fill("Mars/Olympus")
    visit.page.locator("#state", has_text="There is no time zone Mars/Olympus.").wait_for()
    assert visit.at("panels").is_hidden()


def what_is_missing_is_said(visit: Visit) -> None:
    """Where a part of the page cannot be loaded, the page says so and does not wait for ever."""
    browser = visit.page.context.browser
    assert browser is not None  # a page of its own belongs to no other context
    page = browser.new_page()
    page.set_default_timeout(_PATIENCE)
    page.route("**/answers.py", lambda route: route.abort())
    page.goto(visit.address)
    page.locator("#state.bad", has_text="Something went wrong").wait_for()
    page.close()


def everything_is_reached_by_keys(visit: Visit) -> None:
    """Tab goes through every control in the order of the page, and each has a name."""
    visit.choose(CHOICES[0])
    visit.type("0 9 * * Monday-Fri")
    visit.at("text").focus()
    reached = []
    for _ in range(6):
        reached.append(visit.page.evaluate("document.activeElement.id"))
        visit.page.keyboard.press("Tab")
    assert reached[:6] == ["text", "dialect", "zone", "locale", "correct", "copy"], reached


def nothing_scrolls_sideways(visit: Visit) -> None:
    """The page is no wider than its window, whatever is typed."""
    for text in ("0 9 * * MON-FRI", ",".join(map(str, range(60))) + " * * * *", "x" * 400):
        visit.type(text)
        visit.page.wait_for_timeout(800)
        wide, room = visit.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= room, (text, wide, room)


def nothing_serious_is_found_by_axe(visit: Visit) -> None:
    """axe-core finds nothing serious, with a right text and with a wrong one."""
    visit.page.evaluate((building.MODULES / "axe-core" / "axe.min.js").read_text("utf-8"))
    visit.choose(Choice("30 2 * * *", "America/New_York"))
    for text in ("30 2 * * *", "0 9 * * Monday-Fri"):
        visit.type(text)
        found: dict[str, Any] = visit.page.evaluate("axe.run()")
        serious = [
            (each["id"], node["html"][:200])
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]
        assert not serious, serious
        assert len(found["passes"]) > 20  # it looked


def nothing_is_loaded_from_outside(visit: Visit) -> None:
    """Every request went to the folder, the worker's too, and nothing was complained of."""
    assert any(url.endswith("pyodide.asm.wasm") for url in visit.loaded), "requests are not seen"
    assert any(url.endswith(".whl") for url in visit.loaded)
    outside = [
        url for url in visit.loaded if not url.startswith((visit.address, "data:", "about:"))
    ]
    assert not outside, outside
    assert not visit.complaints, visit.complaints


CHECKS: tuple[Callable[[Visit], None], ...] = (
    right_texts_say_what_the_library_says,
    wrong_texts_are_pointed_at,
    the_button_corrects,
    korean_is_spoken,
    the_page_itself_speaks,
    changes_of_clock_are_marked,
    a_moment_is_explained,
    a_link_brings_it_back,
    a_broken_link_does_no_harm,
    what_is_missing_is_said,
    everything_is_reached_by_keys,
    nothing_scrolls_sideways,
    nothing_serious_is_found_by_axe,
    nothing_is_loaded_from_outside,
)


# --- what is measured ------------------------------------------------------------------------

#: Types a text at a pace, whether or not it is answered, and gives the milliseconds from each key
#: to the verdict of it or of what was typed after it, on the screen.
_TYPED = """async ([text, pace]) => {
  const field = document.querySelector("#text");
  const verdict = document.querySelector("#verdict");
  const begun = [];
  const taken = [];
  const done = new Promise((resolve) => {
    new MutationObserver((_, watch) => {
      const shown = JSON.parse(verdict.dataset.of)[0].length;
      requestAnimationFrame(() => setTimeout(() => {
        while (taken.length < shown) taken.push(performance.now() - begun[taken.length]);
        if (taken.length < text.length) return;
        watch.disconnect();
        resolve();
      }));
    }).observe(verdict, { attributes: true, attributeFilter: ["data-of"] });
  });
  const first = performance.now();
  for (let length = 1; length <= text.length; length += 1) {
    await new Promise((resolve) => setTimeout(resolve, first + length * pace - performance.now()));
    begun.push(performance.now());
    field.value = text.slice(0, length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  await done;
  return taken;
}"""

#: What somebody types: right and wrong at the end, of five and of seven fields, and in words.
_TYPING = (
    "0,15,30,45 9-17/2 1-7,15W JAN-JUN,OCT MON-FRI",
    "*/5 9-17 32 JANUARY-Febuary Monday,Tuesday-Fry",
    "0 0/5 14,18,3-39,52 L JAN,MAR,SEP MON-FRI 2026-2030",
    "every weekday at half past nine in the morning",
)

#: What is typed by milliseconds between two keys: of a quick typist, of a slow one, and of one who
#: rests between them until the panels are under way.
_PACES = {60: _TYPING, 150: _TYPING, 300: _TYPING[:2]}


def measured(visit: Visit, rounds: int) -> Iterator[str]:
    """Yield how long the verdict takes after a key: of each key the shortest of some rounds."""
    visit.choose(CHOICES[1])
    for pace, texts in _PACES.items():
        taken = [_typed(visit, texts, pace) for _ in range(rounds)]
        least = [min(each) for each in zip(*taken, strict=True)]
        most = ", ".join(f"{max(each):.0f}" for each in taken)
        yield (
            f"{len(least)} keys, one every {pace} ms: median {median(least):.0f} ms, "
            f"most {max(least):.0f} ms; the most of each round: {most}"
        )
    work = visit.work()
    yield f"{work['pieces']} pieces of work, the longest {work['longest']:.0f} ms"


def _typed(visit: Visit, texts: Iterable[str], pace: int) -> list[float]:
    """Type some texts at a pace, and return how long each key took, in milliseconds."""
    taken: list[float] = []
    for text in texts:
        visit.type("* * * * *")
        visit.await_panels()
        taken += visit.page.evaluate(_TYPED, [text, pace])
    return taken


#: Presses a key a moment after each of some panels was asked for, and gives back what was asked.
_INTERRUPTED = """async ([texts, panels]) => {
  const field = document.querySelector("#text");
  const post = Worker.prototype.postMessage;
  const press = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const met = [];
  await new Promise((resolve) => {
    Worker.prototype.postMessage = function posted(message) {
      post.call(this, message);
      const { about, subject } = JSON.parse(message.question);
      if (`${about} ${subject}`.trim() !== panels[met.length]) return;
      met.push(panels[met.length]);
      setTimeout(() => press(texts[met.length]), 2);
      if (met.length === panels.length) resolve();
    };
    press(texts[0]);
  });
  Worker.prototype.postMessage = post;
  return met;
}"""


def a_key_goes_before_everything(visit: Visit) -> None:
    """What the panels have under way is dropped at a key: none of it begins before the verdict."""
    visit.choose(Choice("0 9 * * MON-FRI", "Europe/Berlin"))
    before = visit.work()
    panels = ["runs", "picture week", "picture year", "translations", "picture year"]
    texts = [f"{minute} {minute}/3 L,15W * *" for minute in range(len(panels) + 1)]
    assert visit.page.evaluate(_INTERRUPTED, [texts, panels]) == panels
    visit.page.wait_for_function(
        "text => document.querySelector('#text').value === text", arg=texts[-1]
    )
    visit.await_panels()
    after = visit.work()
    # What takes longer than the moment before the key: the years, at least.
    assert after["dropped"] - before["dropped"] >= 2, after
    # A year alone is several pieces.
    assert after["pieces"] - before["pieces"] > 20, after
    # One may begin while the question is on its way to the worker. Both have one clock, if it goes.
    assert after["after"] <= 1, after


# --- all of it -------------------------------------------------------------------------------


def check(folder: Path, pictures: Path | None, rounds: int) -> int:
    """Run all checks on the page in a folder; return 1 where one failed.

    Keys are measured in so many rounds; 0 leaves that out.
    """
    from playwright.sync_api import sync_playwright

    failed = 0
    with sync_playwright() as playwright, serving.serving(folder) as address:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(_FLAGS))
        for size, scheme in zip((_WIDE, _NARROW), _SCHEMES, strict=True):
            print(f"at {size[0]} px, {scheme}, {browser.browser_type.name} {browser.version}")
            failed += _checked(browser, address, size, scheme)
        failed += _timed(browser, address, rounds)
        if pictures is not None:
            _drawn(browser, address, pictures)
        browser.close()
    done = 2 * len(CHECKS) + 1
    print(f"{done - failed} passed, {failed} failed")
    return 1 if failed else 0


def _timed(browser: Browser, address: str, rounds: int) -> int:
    """Measure on a page whose clock goes; return how many of its checks failed."""
    visit = Visit(browser, address, _WIDE, "light", live=True)
    visit.open()
    for line in measured(visit, rounds) if rounds else ():
        print(line)
    return _tried(visit, (a_key_goes_before_everything,))


def _checked(browser: Browser, address: str, size: tuple[int, int], scheme: Scheme) -> int:
    """Run all checks on one page; return how many failed."""
    visit = Visit(browser, address, size, scheme)
    visit.open()
    failed = _tried(visit, CHECKS)
    visit.page.close()
    return failed


def _tried(visit: Visit, checks: Iterable[Callable[[Visit], None]]) -> int:
    failed = 0
    for each in checks:
        try:
            each(visit)
        except Exception:
            failed += 1
            print(f"FAILED {each.__name__}")
            traceback.print_exc()
        else:
            print(f"passed {each.__name__}")
    return failed


def _drawn(browser: Browser, address: str, folder: Path) -> None:
    """Save the page as it looks at both widths, in light and dark, right and wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in (_WIDE, _NARROW):
        for scheme in _SCHEMES:
            visit = Visit(browser, address, size, scheme)
            visit.open()
            visit.choose(CHOICES[1])
            visit.page.screenshot(path=folder / f"right-{size[0]}-{scheme}.png", full_page=True)
            visit.type("0 25 * * Monday-Fri")
            visit.page.screenshot(path=folder / f"wrong-{size[0]}-{scheme}.png", full_page=True)
            visit.page.close()

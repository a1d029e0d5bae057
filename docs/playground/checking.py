"""The playground, tried as a person would: in headless Chromium, against the library in CPython.

`python -m docs.playground --check` builds the page and runs every check below. It needs playwright
from PyPI, which brings no browser of its own, and the system's Chromium.
"""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import quartzcron
from docs.playground import building, measuring, serving, visiting
from docs.playground.visiting import CHOICES, NOW, Choice, Visit
from quartzcron import CronExpression, Dialect, Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Any

    from playwright.sync_api import Browser

    from docs.playground.visiting import Scheme

# --- the checks ------------------------------------------------------------------------------


def right_texts_say_what_the_library_says(visit: Visit) -> None:
    """Times, words and texts of other systems are those of the library in CPython."""
    for choice in CHOICES:
        visit.choose(choice)
        valid = building.labels()[choice.locale]["valid"]
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
        visit.page.locator("#state.good").wait_for()
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
    for locale in ("zh-Hans", "ko", "he", "ar", "de", "en"):
        others = {
            text
            for other, texts in labels.items()
            if other != locale
            for text in texts.values()
            # A short word may stand within another one.
            if len(text) > 8 and "{" not in text and text not in labels[locale].values()
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
        assert labels[locale]["readings.own"] in shown[0]
        assert labels[locale]["dropped.skipped"] in shown[0]
        assert labels[locale]["error"] in shown[1]
        assert visit.page.title() == labels[locale]["title"]
        directions = visit.page.evaluate(
            "[document.documentElement.lang, document.documentElement.dir]"
        )
        assert directions == [locale, "rtl" if locale in ("he", "ar") else "ltr"]
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


def a_day_with_a_change_has_23_or_25_hours(visit: Visit) -> None:
    """The pictures have a cell for each hour that a day has, and say so below."""
    for now, note in (
        (NOW, "Sun, March 10, 2024: 23 h (02:00 → 03:00)"),
        (datetime(2024, 11, 1, tzinfo=UTC), "Sun, November 3, 2024: 25 h (02:00 → 01:00)"),
    ):
        visit.page.clock.set_fixed_time(now)
        for locale in ("de", "en"):
            # Anything new is asked of the time that it is by now.
            visit.choose(Choice("30 * * * *", "America/New_York", locale=locale))
        day, _, said = note.partition(": ")
        titles = visit.page.locator("#week title", has_text=f"{day}, ").all_text_contents()
        assert len(titles) == int(said[:2]), titles
        # Of the two passes of an hour, each says which one it is.
        assert len(set(titles)) == len(titles)
        for view in ("week", "year"):
            assert note in (visit.at(view).text_content() or "")
    visit.page.clock.set_fixed_time(NOW)


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
    visit.page.goto("about:blank")
    visit.open("#text=0+9+*+*+*&locale=constructor&zone=UTC&dialect=__proto__&moment=-1#%E0%A4%A")
    assert visit.at("locale").input_value() == "en"
    visit.at("zone").fill("Mars/Olympus")
    visit.page.locator("#state", has_text="There is no time zone Mars/Olympus.").wait_for()
    assert visit.at("panels").is_hidden()


def a_link_is_followed_in_place(visit: Visit) -> None:
    """An address that is edited shows what it says, and the way back to the page does too."""
    visit.choose(Choice("0 0 9 ? * MON-FRI", "Asia/Seoul", "quartz"))
    other = Choice("0 0 12 ? * 6#3", "Asia/Tokyo", "quartz", "ko")
    fragment = f"text={other.text.replace('#', '%23')}&zone={other.zone}&dialect=quartz&locale=ko"
    visit.page.evaluate("fragment => { location.hash = fragment; }", fragment)
    visit.page.wait_for_function(
        "zone => document.querySelector('#zone').value === zone", arg=other.zone
    )
    visit.await_panels()
    assert visit.shown_runs() == other.runs()
    # Typed a moment before leaving: too soon for the address.
    visit.at("locale").select_option("en")
    visit.type("0 0 7 ? * MON")
    visit.page.goto("about:blank")
    visit.page.go_back()
    visit.page.wait_for_selector("#panels[data-of]")
    assert visit.at("text").input_value() == "0 0 7 ? * MON"
    assert visit.shown_runs() == Choice("0 0 7 ? * MON", other.zone, "quartz").runs()


def strange_texts_do_no_harm(visit: Visit) -> None:
    """A book, signs of all kinds and several lines get a verdict, and the page goes on."""
    visit.choose(CHOICES[0])
    for text in (
        "0 9 * * *" * 20_000,
        "🙂👩‍👩‍👧‍👦 9 * * *",
        "٠ ٩ * * *",
        "\u202e0 9 * * *\u202c",
        "כל יום בשעה 9",
        "\ufeff0\u00a09 * * *",
        "0 9 * * *\\'\"</code><img src=x onerror=alert(1)>",
    ):
        visit.type(text)
        problems = quartzcron.validate(text)
        assert visit.page.locator("#problems .problem").count() == len(problems) > 0, text[:40]
    visit.at("text").fill("")
    visit.at("text").evaluate(_PASTED, "0 9 * * *\r\n\r\n0 17 * * *\n")
    assert visit.at("text").input_value() == "0 9 * * * 0 17 * * *"
    visit.at("text").fill("")
    visit.at("text").evaluate(_PASTED, "0 9 * * MON-FRI\n")
    assert visit.at("text").input_value() == "0 9 * * MON-FRI"
    visit.await_panels()


#: Pastes a text into a field, as the browser does it.
_PASTED = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  field.focus();
  const pasting = { clipboardData, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", pasting));
}"""


def a_text_with_h_waits_for_its_seed(visit: Visit) -> None:
    """Jenkins's H has no times without a seed: the page asks for it, and shows them with it."""
    visit.choose(Choice("0 9 * * *", "Europe/Berlin", "jenkins"))
    visit.type("H H * * *")
    assert "H is a number" in visit.at("problems").inner_text()
    assert visit.at("panels").is_hidden()
    visit.at("seed").fill("nightly")
    visit.page.locator("#panels:visible[aria-busy=false]").wait_for()
    seeded = Schedule(
        CronExpression("H H * * *", Dialect.named("jenkins").seeded("nightly")), tz="Europe/Berlin"
    )
    assert visit.shown_runs() == [each.isoformat() for each in seeded.upcoming(10, NOW)]
    assert not visit.page.locator("#panels .trouble").count()
    visit.at("seed").fill("")


def pressing_often_does_no_harm(visit: Visit) -> None:
    """Ten presses of the button are as good as one."""
    visit.choose(CHOICES[0])
    visit.type("0 9 * * Monday-Fri")
    visit.page.evaluate(
        "for (let n = 0; n < 10; n += 1) document.querySelector('#correct').click();"
    )
    visit.at("copy").click(click_count=10)
    visit.await_panels()
    assert visit.at("text").input_value() == "0 9 * * MON-FRI"
    assert visit.at("state").inner_text() == "Valid"


def it_needs_no_network_once_it_is_there(visit: Visit) -> None:
    """Without a network everything is answered still, in a language that is new to it too."""
    visit.page.context.set_offline(True)
    try:
        for choice in (
            Choice("1 5 * * FRI", "Asia/Kolkata", "celery", "ja"),
            Choice("2 6 * * *", locale="ko"),
        ):
            visit.choose(choice)
            assert visit.shown_runs() == choice.runs()
            assert visit.at("words").inner_text() == choice.words()
    finally:
        visit.page.context.set_offline(False)


def what_is_missing_is_said(visit: Visit) -> None:
    """Where a part of the page cannot be loaded, the page says so and does not wait for ever."""
    browser = visit.page.context.browser
    assert browser is not None  # a page of its own belongs to no other context
    page = browser.new_page()
    page.set_default_timeout(visiting.PATIENCE)
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
    a_day_with_a_change_has_23_or_25_hours,
    a_moment_is_explained,
    a_link_brings_it_back,
    a_broken_link_does_no_harm,
    a_link_is_followed_in_place,
    strange_texts_do_no_harm,
    a_text_with_h_waits_for_its_seed,
    pressing_often_does_no_harm,
    it_needs_no_network_once_it_is_there,
    what_is_missing_is_said,
    everything_is_reached_by_keys,
    nothing_scrolls_sideways,
    nothing_serious_is_found_by_axe,
    nothing_is_loaded_from_outside,
)


# --- all of it -------------------------------------------------------------------------------


def check(folder: Path, pictures: Path | None, rounds: int) -> int:
    """Run all checks on the page in a folder; return 1 where one failed.

    Keys are measured in so many rounds; 0 leaves that out.
    """
    from playwright.sync_api import sync_playwright

    failed = 0
    with sync_playwright() as playwright, serving.serving(folder) as address:
        browser = visiting.launched(playwright)
        for size, scheme in zip((visiting.WIDE, visiting.NARROW), visiting.SCHEMES, strict=True):
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
    visit = Visit(browser, address, visiting.WIDE, "light", live=True)
    visit.open()
    for line in measuring.measured(visit, rounds) if rounds else ():
        print(line)
    return _tried(visit, (measuring.a_key_goes_before_everything,))


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
    for size in (visiting.WIDE, visiting.NARROW):
        for scheme in visiting.SCHEMES:
            visit = Visit(browser, address, size, scheme)
            visit.open()
            visit.choose(CHOICES[1])
            visit.page.screenshot(path=folder / f"right-{size[0]}-{scheme}.png", full_page=True)
            visit.type("0 25 * * Monday-Fri")
            visit.page.screenshot(path=folder / f"wrong-{size[0]}-{scheme}.png", full_page=True)
            visit.page.close()

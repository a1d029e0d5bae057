"""How long a key takes to its verdict, in a real browser: printed, and never judged.

What is judged is that nothing else is begun while a key waits.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from docs.playground.visiting import CHOICES, Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docs.playground.visiting import Visit

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

"""Warnings about walks through a field: steps that do not fit, ranges that go round."""

from __future__ import annotations

from quartzcron.calendar.months import SUNDAY
from quartzcron.dialects import NO_NAMES
from quartzcron.errors import problem, shown
from quartzcron.fields import DAY_OF_MONTH, DAY_OF_WEEK, FIELDS
from quartzcron.ground.messages import HINTS
from quartzcron.language.nodes import Every, From, spelled
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quartzcron.checks.subject import Subject
    from quartzcron.dialects import FieldRules
    from quartzcron.errors import Problem
    from quartzcron.language.nodes import Range

#: In what each field starts over.
_AROUND = {
    "second": "minute",
    "minute": "hour",
    "hour": "day",
    "day_of_month": "month",
    "month": "year",
    "day_of_week": "week",
}


def walk_of(node: Every | From | Range) -> range:
    """Return the values of a walk; those beyond the field's end stand for its first ones."""
    steps_on = (node.last - node.first) % _SIZES[node.field]
    return range(node.first, node.first + steps_on + 1, node.step)


_SIZES = {name: field.size for name, field in FIELDS.items()}


# --- steps ------------------------------------------------------------------


def equal_range(subject: Subject, node: Every) -> Iterator[Problem]:
    """A range of one value, where the system reads it as every value."""
    found = subject.found(node)
    low, dash, _ = found.partition("-")
    if not dash:
        return
    stars = subject.first_same(node, ["*" if node.step == 1 else f"*/{node.step}"])
    texts = [subject.first_taken(node, [low]), stars]
    hint = HINTS["several"].format(texts=" or ".join(f"`{text}`" for text in texts if text))
    yield problem("equal-range", node.field, subject.at(node), hint, found=shown(found))


def step_never_taken(subject: Subject, node: Every | From | Range) -> Iterator[Problem]:
    """`*/60` and `*/90` are the first value alone, and no hour and a half."""
    if node.step == 1 or node.field == "year" or len(walk_of(node)) > 1:
        return
    alone = [spelled(node.field, node.first), written(node.first, subject, node.field)]
    yield problem(
        "step-never-taken",
        node.field,
        subject.at(node),
        subject.first_same(node, alone),
        found=shown(subject.found(node)),
        meant=alone[0],
        step=node.step,
    )


def uneven_step(subject: Subject, node: Every | From) -> Iterator[Problem]:
    """`*/7` minutes: the last gap of each hour is shorter.

    A walk that begins beyond its first step, as hours from `8/2`, has a pause
    that is meant. So has one over weekdays from a day on: 2/2 is MON,WED,FRI.
    """
    rules = subject.fields[node.field][1].rules
    walk, size = walk_of(node), _SIZES[node.field]
    if node.field == "year" or len(walk) == 1:
        return
    if isinstance(node, From) and (
        rules.field is DAY_OF_WEEK or node.first >= node.step + rules.low
    ):
        return
    rest = size - (walk[-1] - walk[0])
    if node.field == DAY_OF_MONTH.name:
        yield from _uneven_days(subject, node, walk)
    elif rest != node.step:
        yield problem(
            "uneven-step",
            node.field,
            subject.at(node),
            _even_steps(subject, node, size),
            found=shown(subject.found(node)),
            unit=_AROUND[node.field],
            rest=rest,
            step=node.step,
        )


def _even_steps(subject: Subject, node: Every | From, size: int) -> str | None:
    """Return the next smaller and the next larger step that fits evenly, as a hint."""
    if not isinstance(node, Every) or node.field == DAY_OF_WEEK.name:
        return None
    even = [step for step in range(2, size) if size % step == 0]
    near = [
        *[step for step in even if step < node.step][-1:],
        *[step for step in even if step > node.step][:1],
    ]
    texts = [subject.first_taken(node, [f"*/{step}"]) for step in near]
    said = [f"`{text}`" for text in texts if text is not None]
    key = "even" if len(said) > 1 else "even/one"
    return HINTS[key].format(texts=" and ".join(said)) if said else None


def _uneven_days(subject: Subject, node: Every | From, walk: range) -> Iterator[Problem]:
    """Steps over the days of a month, which start over with each month, however long it was.

    Said where two runs come closer than half a step, in a month of 30 or 31 days.
    """
    gaps = [length - max(day for day in walk if day <= length) + walk[0] for length in (30, 31)]
    if node.step == 1 or 2 * min(gaps) > node.step:
        return
    yield problem(
        "uneven-step/month",
        node.field,
        subject.at(node),
        _other_days(subject, node, walk),
        found=shown(subject.found(node)),
        first=walk[0],
        last=walk[-1],
        step=node.step,
    )


def _other_days(subject: Subject, node: Every | From, walk: range) -> str | None:
    """Return a text whose days do not come so close together at the end of a month, as a hint."""
    rest, dow = None, subject.fields["day_of_week"][1]
    if node.step == 7 and dow.text in ("*", "?"):
        sunday = "0" if dow.rules.names == NO_NAMES else "SUN"
        weekly = subject.with_fields({"day_of_month": dow.text, "day_of_week": sunday})
        return weekly and HINTS["weekly"].format(text=weekly)
    if walk[-1] == DAY_OF_MONTH.high:
        rest = subject.first_taken(node, [f"{walk[0]}-{DAY_OF_MONTH.high - 1}/{node.step}"])
    return rest and HINTS["day-left-out"].format(text=rest, day=DAY_OF_MONTH.high)


# --- ranges -----------------------------------------------------------------


def range_wraps(subject: Subject, node: Range) -> Iterator[Problem]:
    """`17-9` is every hour but those from 10 to 16.

    Names that go round, as FRI-MON and NOV-FEB, are read as they are meant; so
    is a range that ends on Sunday, which is the end of a week to many.
    """
    if not node.downward or node.named or (node.field == "day_of_week" and node.last == SUNDAY):
        return
    meant = goes_round(subject, node)
    plain = subject.first_same(node, [meant])
    ends = (written(value, subject, node.field) for value in (node.last, node.first))
    step = f"/{node.step}" if node.step > 1 else ""
    swapped = subject.first_taken(node, ["-".join(ends) + step])
    yield problem(
        "range-wraps",
        node.field,
        subject.at(node),
        _same_or_swapped(plain, swapped),
        found=shown(subject.found(node)),
        unit=_AROUND[node.field],
        meant=meant,
    )


def _same_or_swapped(plain: str | None, swapped: str | None) -> str | None:
    """Say how a range that goes round may be written, and what else may be meant."""
    said = HINTS["same-or-swapped" if plain else "several"]
    return swapped and said.format(text=plain, swapped=swapped, texts=f"`{swapped}`")


def goes_round(subject: Subject, node: Range) -> str:
    """Return a range that wraps as two ranges, or with a step as a list of its values."""
    rules = subject.fields[node.field][1].rules
    size, low = _SIZES[node.field], rules.field.low
    values = [(value - low) % size + low for value in walk_of(node)]
    if rules.field is DAY_OF_WEEK and node.named:
        return ",".join(spelled(node.field, value) for value in values)
    if node.step > 1 or rules.field is DAY_OF_WEEK:
        return ",".join(written(value, subject, node.field) for value in values)
    pieces = ((node.first, rules.field.high), (low, node.last))
    return ",".join(f"{a}-{b}" if a != b else str(a) for a, b in pieces)


def written(value: int, subject: Subject, name: str) -> str:
    """Return one of the library's own values in the numbers of the dialect."""
    rules: FieldRules = subject.fields[name][1].rules
    return str(rules.written(value))

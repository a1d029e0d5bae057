"""Answers as plain data: problems, explanations, intervals, readings, and policies.

They are what the command prints with `--json`. An answer about a zone without a name
keeps its offsets and leaves the zone out: what it says is true all the same.
"""

from __future__ import annotations

from datetime import timedelta

from quartzcron.answers.algebra import Interval, Subset
from quartzcron.answers.explanations import Explanation, FieldVerdict
from quartzcron.answers.set_explanations import PartVerdict, SetExplanation
from quartzcron.detection import Detection, Difference, Reading
from quartzcron.dialects import Dialect
from quartzcron.dialects.policies import PRESETS, DstPolicy, Treatment
from quartzcron.errors import Problem
from quartzcron.expression import CronExpression
from quartzcron.plain import moments
from quartzcron.plain.checking import told
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, tzinfo
    from typing import Any

    Row = dict[str, Any]


def _moment_or_none(moment: datetime | None, zone: tzinfo | None) -> str | None:
    return None if moment is None else moments.moment_text(moment, zone)


def _read_moment(row: Row, name: str, zone: tzinfo | None) -> datetime | None:
    return None if row[name] is None else moments.moment_of(row[name], zone, name)


# --- policies -----------------------------------------------------------------------


def policy_row(policy: DstPolicy) -> Row:
    """Return a policy with all its knobs."""
    return {
        "name": policy.name,
        "fixed_when": policy.fixed_when,
        "fixed": {"gap": policy.fixed.gap, "fold": policy.fixed.fold},
        "other": {"gap": policy.other.gap, "fold": policy.other.fold},
        "longest_gap": policy.longest_gap,
        "longest_fold": policy.longest_fold,
    }


def policy_of(row: Row) -> DstPolicy:
    """Return the policy of some knobs: the preset itself where they are those of one."""
    made = DstPolicy(
        row["name"],
        row["fixed_when"],
        Treatment(**row["fixed"]),
        Treatment(**row["other"]),
        row["longest_gap"],
        row["longest_fold"],
    )
    preset = PRESETS.get(made.name)
    return made if preset is None or preset != made else preset


# --- problems -----------------------------------------------------------------------


def problem_row(problem: Problem) -> Row:
    """Return a problem, its place both as Python and as JavaScript count."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "field": problem.field,
        "span": list(problem.span),
        "span_utf16": list(problem.span_utf16),
        "message": problem.message,
        "hint": problem.hint,
        "values": dict(problem.values),
    }


def problem_of(row: Row) -> Problem:
    """Return the problem of a row."""
    spans = {name: tuple(row[name]) for name in ("span", "span_utf16")}
    return Problem(**{**row, **spans})


# --- intervals and subsets ----------------------------------------------------------


def interval_row(interval: Interval) -> Row:
    """Return an interval, its length in seconds of real time."""
    zone = interval.first.tzinfo
    seconds = interval.duration.total_seconds()
    return {
        "seconds": int(seconds) if seconds.is_integer() else seconds,
        "first": moments.moment_text(interval.first, zone),
        "second": moments.moment_text(interval.second, zone),
        "tz": moments.name_or_none(zone),
    }


def interval_of(row: Row) -> Interval:
    """Return the interval of a row."""
    zone = moments.zone_of_name(row["tz"], "tz")
    try:
        duration = timedelta(seconds=row["seconds"])
    except (OverflowError, ValueError):
        raise ValueError("seconds must be a length of time that there can be") from None
    first, second = (moments.moment_of(row[name], zone, name) for name in ("first", "second"))
    return Interval(duration, first, second)


def subset_row(subset: Subset) -> Row:
    """Return the answer to whether a set is a subset of another."""
    found = subset.counter_example
    zone = None if found is None else found.tzinfo
    return {
        "counter_example": _moment_or_none(found, zone),
        "tz": moments.name_or_none(zone),
    }


def subset_of(row: Row) -> Subset:
    """Return the answer of a row."""
    return Subset(_read_moment(row, "counter_example", moments.zone_of_name(row["tz"], "tz")))


# --- explanations -------------------------------------------------------------------


def verdict_row(verdict: FieldVerdict) -> Row:
    """Return what a field says of a moment."""
    span = None if verdict.span is None else list(verdict.span)
    return {**verdict._items(), "span": span}


def verdict_of(row: Row) -> FieldVerdict:
    """Return the verdict of a row."""
    return FieldVerdict(**{**row, "span": None if row["span"] is None else tuple(row["span"])})


def _neighbours(found: Explanation | SetExplanation, zone: tzinfo | None) -> Row:
    names = ("previous_fire_time", "next_fire_time")
    return {name: _moment_or_none(getattr(found, name), zone) for name in names}


def explanation_row(explanation: Explanation) -> Row:
    """Return an explanation, field by field."""
    zone = explanation.moment.tzinfo
    return {
        "text": explanation.text,
        "moment": moments.moment_text(explanation.moment, zone),
        "tz": moments.name_or_none(zone),
        "fires": explanation.fires,
        "fields": [verdict_row(each) for each in explanation.fields],
        "day": {
            "rule": explanation.day_rule,
            "matches": explanation.day_matches,
            "reason": explanation.day_reason,
        },
        "clock": list(explanation.clock),
        "limits": list(explanation.limits),
        "rolled": list(explanation.rolled),
        **_neighbours(explanation, zone),
    }


def explanation_of(row: Row) -> Explanation:
    """Return the explanation of a row."""
    zone = moments.zone_of_name(row["tz"], "tz")
    return Explanation(
        row["text"],
        moments.moment_of(row["moment"], zone, "moment"),
        row["fires"],
        tuple(verdict_of(each) for each in row["fields"]),
        row["day"]["rule"],
        row["day"]["matches"],
        row["day"]["reason"],
        tuple(row["clock"]),
        tuple(row["limits"]),
        tuple(row["rolled"]),
        _read_moment(row, "previous_fire_time", zone),
        _read_moment(row, "next_fire_time", zone),
    )


def part_row(verdict: PartVerdict) -> Row:
    """Return what a part of a set does at a moment."""
    return verdict._items()


def part_of(row: Row) -> PartVerdict:
    """Return the verdict on a part of a row."""
    return PartVerdict(**row)


def set_explanation_row(explanation: SetExplanation) -> Row:
    """Return the explanation of a set, part by part."""
    zone = explanation.moment.tzinfo
    return {
        "moment": moments.moment_text(explanation.moment, zone),
        "tz": moments.name_or_none(zone),
        "fires": explanation.fires,
        "parts": [part_row(each) for each in explanation.parts],
        **_neighbours(explanation, zone),
    }


def set_explanation_of(row: Row) -> SetExplanation:
    """Return the explanation of a row."""
    zone = moments.zone_of_name(row["tz"], "tz")
    return SetExplanation(
        moments.moment_of(row["moment"], zone, "moment"),
        row["fires"],
        tuple(part_of(each) for each in row["parts"]),
        _read_moment(row, "previous_fire_time", zone),
        _read_moment(row, "next_fire_time", zone),
    )


# --- detections ---------------------------------------------------------------------


def reading_row(reading: Reading) -> Row:
    """Return a reading; its expression is the text in the first of its dialects."""
    return {
        "text": reading.expression.text,
        "seed": reading.expression.dialect.seed or None,
        "dialects": list(reading.dialects),
        "words": reading.words,
    }


def reading_of(row: Row) -> Reading:
    """Return the reading of a row."""
    dialect = Dialect.named(row["dialects"][0])
    if row["seed"] is not None:
        dialect = dialect.seeded(row["seed"])
    return Reading(tuple(row["dialects"]), CronExpression(row["text"], dialect), row["words"])


def detection_row(detection: Detection) -> Row:
    """Return what `detect` found; a difference names the first dialects of its two readings."""
    return {
        "text": detection.text,
        "readings": [reading_row(each) for each in detection.readings],
        "differences": [
            {
                "between": [each.first.dialects[0], each.second.dialects[0]],
                "moment": moments.moment_text(each.moment, None),
            }
            for each in detection.differences
        ],
        "refused": list(detection.refused),
    }


def detection_of(row: Row) -> Detection:
    """Return the detection of a row."""
    readings = {each["dialects"][0]: reading_of(each) for each in row["readings"]}
    differences = []
    for number, each in enumerate(row["differences"]):
        path = f"differences[{number}]"
        unknown = [name for name in each["between"] if name not in readings]
        if unknown:
            raise ValueError(f"{path}.between names no reading: {told(unknown[0])}")
        first, second = (readings[name] for name in each["between"])
        moment = moments.moment_of(each["moment"], None, f"{path}.moment")
        differences.append(Difference(first, second, moment))
    return Detection(
        row["text"], tuple(readings.values()), tuple(differences), tuple(row["refused"])
    )

"""The codes of problems: what can be wrong with a text or a file, or doubtful about it.

Each code is stable. The docs' tables are made from these.
"""

from __future__ import annotations

from types import MappingProxyType

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    Severity = Literal["error", "warning"]
    FieldName = Literal["second", "minute", "hour", "day_of_month", "month", "day_of_week", "year"]
    # The keys of CODES, spelled out for type checkers; a test holds the two equal.
    ProblemCode = Literal[
        "empty",
        "too-long",
        "field-count",
        "white-space",
        "blank-in-list",
        "not-ascii",
        "invisible-character",
        "wrapping",
        "other-dialect",
        "extra-text",
        "wrapper",
        "zone-in-text",
        "not-a-calendar-schedule",
        "wording",
        "unknown-shorthand",
        "empty-item",
        "out-of-range",
        "not-a-value",
        "unknown-name",
        "names-not-here",
        "ambiguous-name",
        "too-many-digits",
        "seed-missing",
        "random-value",
        "small-letter",
        "mixed-range",
        "missing-value",
        "trailing-text",
        "step-zero",
        "step-too-large",
        "step-not-here",
        "range-reversed",
        "range-never-fires",
        "range-misread",
        "range-equal",
        "range-wraps-with-step",
        "workday-moved",
        "days-do-not-combine",
        "special-not-here",
        "special-not-in-list",
        "last-needs-weekday",
        "day-fields-both",
        "day-fields-neither",
        "more-than-once-a-day",
        "too-often",
        "impossible-date",
        "never-fires",
        "past-years",
        "days-run-out",
        "midnights-left-out",
        "reversed-offset",
        "fixed-offset",
        "clock-gap",
        "clock-fold",
        "gap-rule",
        "fold-rule",
        "less-than-a-day",
        "clock-too-often",
        "field-order",
        "star-before-set-field",
        "step-missing",
        "numeric-weekday",
        "step-after-name",
        "range-wraps",
        "equal-range",
        "step-never-taken",
        "skips-months",
        "uneven-step",
        "both-days-restricted",
        "unverified",
        "command-missing",
        "unknown-zone",
        "not-a-text",
        "not-yaml",
        "not-utf-8",
        "too-large",
        "newline-missing",
        "byte-order-mark",
        "carriage-return",
        "percent-sign",
        "user-without-command",
        "name-ignored",
        "zone-ignored",
        "unknown-code",
    ]

#: The codes of what is wrong or doubtful about a file, which no text alone can have.
IN_FILES: Mapping[ProblemCode, tuple[Severity, str]] = MappingProxyType(
    {
        "command-missing": ("error", "an entry of a crontab ends after its schedule"),
        "unknown-zone": (
            "error",
            "an unknown time zone in a file, or an offset, which these files do not accept",
        ),
        "not-a-text": ("error", "a list or a mapping is in the place of a schedule"),
        "not-yaml": (
            "error",
            "YAML that cannot be read; often a schedule that begins with * has no quotes",
        ),
        "not-utf-8": ("error", "the file is in UTF-16, which cron cannot read"),
        "too-large": (
            "error",
            "a YAML file is larger than 4 MiB, and was not read",
        ),
        "newline-missing": ("warning", "a crontab does not end in a newline"),
        "byte-order-mark": ("warning", "a crontab begins with a byte order mark"),
        "carriage-return": ("warning", "the lines of a crontab end as on Windows"),
        "percent-sign": ("warning", "a % in the command of a crontab, which ends it there"),
        "user-without-command": (
            "warning",
            "an entry of /etc/crontab or cron.d ends after the user",
        ),
        "name-ignored": ("warning", "a file in cron.d has a name that the system does not read"),
        "zone-ignored": ("warning", "a crontab sets CRON_TZ, which the system does not read"),
        "unknown-code": ("warning", "a comment ignores a code that does not exist"),
    }
)

#: Every code with its severity and its meaning. The docs' table is made from this.
CODES: Mapping[ProblemCode, tuple[Severity, str]] = MappingProxyType(
    {
        "empty": ("error", "there is nothing but white space"),
        "too-long": ("error", "the text is longer than any schedule needs"),
        "field-count": ("error", "the dialect has no expressions with this many parts"),
        "white-space": ("error", "something other than spaces and tabs separates the parts"),
        "blank-in-list": ("error", "a space is inside a list, a range or a step"),
        "not-ascii": ("error", "a character that cron expressions do not have"),
        "invisible-character": ("error", "a character that cannot be seen"),
        "wrapping": ("error", "something was copied with it: quotes, a label, brackets"),
        "other-dialect": ("error", "the text is an expression of another dialect"),
        "extra-text": ("error", "a command or a comment follows the expression"),
        "wrapper": ("error", "cron( ) is missing, broken, or not the dialect's"),
        "zone-in-text": ("error", "a time zone is before or after the expression"),
        "not-a-calendar-schedule": ("error", "the text is not a cron expression"),
        "wording": ("error", "a schedule in words does not follow its format"),
        "unknown-shorthand": ("error", "the dialect has no such @ shortcut"),
        "empty-item": ("error", "a comma has nothing on one side"),
        "out-of-range": ("error", "a number is below or above what its place allows"),
        "not-a-value": ("error", "it is neither a number nor a name"),
        "unknown-name": ("error", "the field has no such name"),
        "names-not-here": ("error", "the field accepts only numbers"),
        "ambiguous-name": ("error", "the beginning of several names: the system takes the first"),
        "too-many-digits": ("error", "the number has more digits than the system reads"),
        "seed-missing": ("error", "H stands for a number that depends on a seed"),
        "random-value": ("error", "the system draws the value at random, so the runs are unknown"),
        "small-letter": ("error", "the system accepts L and W only in capitals"),
        "mixed-range": ("error", "a range goes from a name to a number or back"),
        "missing-value": ("error", "a range, a step or a special sign has no number"),
        "trailing-text": ("error", "something follows after a complete value"),
        "step-zero": ("error", "a step is zero"),
        "step-too-large": ("error", "a step is larger than its field"),
        "step-not-here": ("error", "the dialect has no steps there"),
        "range-reversed": ("error", "a range ends before it begins, and the field does not wrap"),
        "range-never-fires": ("error", "a reversed range that the system accepts and never runs"),
        "range-misread": (
            "error",
            "a reversed range that the system accepts and reads differently",
        ),
        "range-equal": ("error", "a range of one value that the system reads as every value"),
        "range-wraps-with-step": (
            "error",
            "a step in a range that wraps, which the system miscounts",
        ),
        "workday-moved": ("error", "a W day that the system moves into months without that day"),
        "days-do-not-combine": (
            "error",
            "a W, L or # beside another restricted day field, which the system misreads",
        ),
        "special-not-here": ("error", "? L W # are in a place where they have no meaning"),
        "special-not-in-list": ("error", "a special sign that must stand alone is in a list"),
        "last-needs-weekday": ("error", "L alone does not name a day of the week"),
        "day-fields-both": ("error", "both day fields are set, but one must be ?"),
        "day-fields-neither": ("error", "both day fields are ?"),
        "more-than-once-a-day": ("error", "the service runs a schedule at most once a day"),
        "too-often": (
            "error",
            "two runs are closer together than the service allows; a warning if it only slows "
            "the schedule down",
        ),
        "impossible-date": ("error", "no date matches, and the system rejects such a schedule"),
        "never-fires": ("warning", "no date matches: the schedule never runs"),
        "past-years": ("warning", "every matching date has passed: the schedule never runs again"),
        "days-run-out": (
            "warning",
            "the dates that a schedule leaves out end, and the schedule goes on",
        ),
        "midnights-left-out": (
            "warning",
            "an expression that is left out names days, but leaves out only their midnights",
        ),
        "reversed-offset": (
            "warning",
            "the sign of an Etc/GMT time zone is the reverse of what it looks like",
        ),
        "fixed-offset": ("warning", "the time zone does not follow daylight saving time"),
        "clock-gap": ("warning", "a run falls in a time that daylight saving time skips"),
        "clock-fold": ("warning", "a run falls in a time that occurs twice when clocks go back"),
        "gap-rule": (
            "warning",
            "the two systems treat times that daylight saving time skips differently",
        ),
        "fold-rule": (
            "warning",
            "the two systems treat times that occur twice when clocks go back differently",
        ),
        "less-than-a-day": (
            "warning",
            "a clock change brings two runs less than the required day apart",
        ),
        "clock-too-often": (
            "warning",
            "a clock change brings two runs closer together than the service allows",
        ),
        "field-order": ("warning", "the extra fields mean something else in other dialects"),
        "star-before-set-field": (
            "warning",
            "a * before a field that is set: it runs many times, where one run may be meant",
        ),
        "step-missing": (
            "warning",
            "a single number of seconds, where every so many seconds may be meant",
        ),
        "numeric-weekday": (
            "warning",
            "weekday numbers that another system reads as other days; names are safe",
        ),
        "step-after-name": (
            "warning",
            "the system silently ignores a step after a name; here it counts",
        ),
        "range-wraps": ("warning", "a range that ends before it begins runs past the field's end"),
        "equal-range": ("warning", "a range of one value, which the system reads as every value"),
        "step-never-taken": (
            "warning",
            "a step goes past the end of its field at once: only one value remains",
        ),
        "skips-months": ("warning", "a day that some months do not have"),
        "uneven-step": (
            "warning",
            "a step that does not divide its field evenly: the last gap is shorter",
        ),
        "both-days-restricted": (
            "warning",
            "day of month and day of week are both set, which systems read differently",
        ),
        "unverified": ("warning", "the documentation does not say whether the system accepts it"),
        **IN_FILES,
    }
)

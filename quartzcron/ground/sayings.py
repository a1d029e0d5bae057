"""What is said of words that were to be a schedule, and what can be said instead.

The sentences of `messages` that have a room of their own: a thing is said here and nowhere else.
"""

from __future__ import annotations

from types import MappingProxyType

from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What is said of words that are no schedule, by the code of their error.
READING: Mapping[str, str] = MappingProxyType(
    {
        "empty": "there are no words",
        "too-long": "a schedule in words has at most {high} characters",
        "too-deep": "there are too many brackets",
        "not-understood": "from here on the words are not understood",
        "not-understood/near": "from here on the words are not understood",
        "not-understood/beyond": (
            "a cron expression has neither a time zone nor a beginning or an end"
        ),
        "unfinished": "the words end too early",
        "ambiguous": "these words may mean two things",
        "no-form": "{reason}",
        "number": "{found} is not a number to count by",
        "uneven": "every {step} {unit}s does not come out even: hours and days begin anew",
        "no-run": "nothing runs at {found}, where the range ends",
        "no-run/window": "nothing runs where the range ends",
        "open-window": "it is not clear how long this goes on from {found}",
        "backwards": "a range goes up: {first} is not below {last}",
        "unit": "{found}s do not fit here",
        "out-of-range": "{unit} must be {low}-{high}, not {found}",
        "never": "there is no such day in any year",
        "no-date": "there is no such day",
        "no-time": "{found} is not a time of day",
        "which-months": "no months are named before",
        "midnight": "midnight may be where the day begins or where it ends",
        "midnight/window": "midnight may be where the day begins or where it ends",
        "bare-hour": "{found} may be in the morning or in the evening",
        "bare-hour/one": "{found} alone is not a time of day",
        "how-often": "how often is not when: name the times",
        "every-other-weekday": "a cron expression does not count weeks",
        "every-other-day": "a cron expression does not count days from month to month",
        "every-other-week": "a cron expression does not count weeks",
        "every-other-month": "a cron expression does not count months from year to year",
        "every-other-year": "a cron expression names years",
        "which-day": "it is not clear on which day",
        "weekend": "the weekend there is not Saturday and Sunday",
        "working-days": "a cron expression knows no holidays",
        "no-time-given": "no time of day is named",
    }
)

#: What can be said instead, by the same codes.
SAYINGS: Mapping[str, str] = MappingProxyType(
    {
        "empty": "say, for example: every weekday at 9:30",
        "too-long": "",
        "not-understood": "say it like this: every Monday at 9:00",
        "not-understood/near": "did you mean {hint}?",
        "not-understood/beyond": "read the rest, and give it to a Schedule with tz, start and end",
        "unfinished": "say it like this: every Monday at 9:00",
        "ambiguous": "say one of these: {first} (or) {second}",
        "no-form": "nearest, but not the same: {hint}",
        "uneven": "say: {hint}",
        "open-window": "say: from {found} to another time",
        "midnight": "say 00:00, and name the day that begins then",
        "midnight/window": "say 00:00",
        "bare-hour": "say {first} or {last}",
        "bare-hour/one": "say {first}",
        "how-often": "say, for example: every day at 9:00 and 17:00",
        "every-other-weekday": (
            "say which one of the month: the first and third Monday of every month"
        ),
        "every-other-day": "say: on odd-numbered days of every month",
        "every-other-week": (
            "say which one of the month: the first and third Monday of every month"
        ),
        "every-other-month": "name the months: on the 1st of January, March and May",
        "every-other-year": "name the years: in 2027, 2029 and 2031",
        "which-day": "name it: every Monday, on the 1st of every month",
        "weekend": "name the days: Monday to Friday",
        "working-days": "say: Monday to Friday",
        "no-time-given": "add one: at 9:00",
    }
)

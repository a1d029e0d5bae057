"""What croniter raises, and in which words.

Programs compare these words, so they are croniter's own and in no other
language. Nothing here knows when they are said.
"""

from __future__ import annotations


class CroniterError(ValueError):
    """What every error about a text or a date is."""


class CroniterBadCronError(CroniterError):
    """The text is wrong: its syntax, a word, a number out of range."""


class CroniterUnsupportedSyntaxError(CroniterBadCronError):
    """The text mixes plain weekdays with `n#k` or `Ln`."""


class CroniterNotAlphaError(CroniterBadCronError):
    """A word of the text names no month and no weekday."""


class CroniterBadDateError(CroniterError):
    """There is no next or previous date within the years that are searched."""


class CroniterBadTypeRangeError(TypeError):
    """The ends of a range are of different types."""


# `{text}` is the text as it was given, `{columns}` its fields in small letters.
COLUMNS = "Exactly 5, 6 or 7 columns has to be specified for iterator expression."
NOT_ACCEPTABLE = "[{columns}] is not acceptable"
OUT_OF_RANGE = "[{text}] is not acceptable, out of range"
OUT_OF_BANDS = "{text} is out of bands"
NEGATIVE = "[{text}] is not acceptable, negative numbers not allowed"
STEP = "[{text}] step '{step}' in field {field} is not acceptable"
BANDS = "[{text}] bands '{first}-{last}' in field {field} are not acceptable"
QUESTION_ALONE = "[{text}] is not acceptable. Question mark can not used with other characters"
QUESTION_PLACE = (
    "[{text}] is not acceptable. Question mark can only used in day_of_month or day_of_week"
)
WEEKDAY_NUMBER = "[{text}] is not acceptable. Invalid day_of_week value: '{number}'"
WORKDAY_NUMBER = "[{text}] is not acceptable, nearest weekday day value '{day}' out of range"
WORKDAY_ALONE = (
    "[{text}] is not acceptable. 'W' can only be used with a single day value, "
    "not in a list or range"
)
MIXED_WEEKDAYS = (
    "day-of-week field does not support mixing literal values and nth day of week syntax.  "
    "Cron: '{text}'    dow={plain} vs nth={nth}"
)
IMPOSSIBLE_DAYS = "[{text}] is not acceptable. Day(s) {days} can never occur in month(s) {months}"
HASH_WANTED = "Hashed definitions must include hash_id"
HASH_BOUNDS = "Range end must be greater than range begin"
HASH_STEP = "Bad expression: {column}"
HASH_TYPE = "hash_id must be bytes or UTF-8 string"
YEARS_TYPE = "max_years_between_matches must be an int >= 1 or None, not {type} (got {value!r})"
YEARS_VALUE = "max_years_between_matches must be an int >= 1 or None (got {value!r})"
RETURN_TYPE = "Invalid ret_type, only 'float' or 'datetime' is acceptable."
START_TIME = "start_time is not supported when using expand_from_start_time = True."
NO_NEXT = "failed to find next date"
NO_PREVIOUS = "failed to find prev date"
RANGE_TYPES = "The start and stop must be same type.  {start} != {stop}"

#: The only words that are not croniter's.
TOO_LATE = "croniter was imported before install(): modules that did so keep it"

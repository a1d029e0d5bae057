"""Every message of the library, by its code: the one place where its English stands.

A key is a code, or a code and a case of it after a slash where one sentence
would not do for all. Placeholders are the problem's values, and {field} is its
field in prose. Whoever says the same in another language needs this table and
nothing else.

Sentences are lower case without a full stop, say what is allowed before what
was found, and speak of "a cron expression", not of the library.
"""

from __future__ import annotations

from types import MappingProxyType

# Known to type checkers by its name. The build reads this file by itself.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

#: Message by key.
MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "empty": "the expression is empty",
        "too-long": "a cron expression has at most {high} characters, not {found}",
        "field-count": "a cron expression for {title} has {low} parts, not {found}",
        "field-count/two": "a cron expression for {title} has {low} or {high} parts, not {found}",
        "field-count/several": (
            "a cron expression has {low} parts, or up to {high} with seconds and year, not {found}"
        ),
        "white-space": "use ordinary spaces between the parts, not {found}",
        "white-space/lines": "a cron expression is one line, not {found}",
        "white-space/lines-drawn": (
            "a cron expression is one line: {title} draws each H after those of the lines before it"
        ),
        "white-space/missing": "put spaces between the parts",
        "white-space/tabs": "{title} needs spaces between the parts, not tabs",
        "white-space/single": "{title} needs exactly one space between the parts",
        "white-space/around": "{title} accepts no white space around the expression",
        "blank-in-list": "write lists, ranges and steps without spaces",
        "not-ascii": "{field} cannot contain {found} ({codepoint})",
        "invisible-character": "the text contains an invisible character: {found}",
        "wrapping/quotes": "quotation marks are not part of a cron expression",
        "wrapping/label": "{found} is not part of a cron expression",
        "wrapping/backslash": "a backslash is not part of a cron expression",
        "wrapping/end": "{found} at the end is not part of a cron expression",
        "wrapping/brackets": "brackets around it are not part of a cron expression",
        "other-dialect": "this is a cron expression for {source}",
        "other-dialect/words": "this is a schedule in the words of {source}",
        "extra-text": "the expression ends after {count} parts; what follows is not part of it",
        "extra-text/comment": "a comment is not part of a cron expression",
        "extra-text/shortcut": "nothing may follow {found}",
        "wrapper": "an expression for {title} is written as {wrapper}(...)",
        "wrapper/unclosed": "the closing ) of {wrapper}(...) is missing",
        "wrapper/after": "nothing may follow the closing ) of {wrapper}(...)",
        "wrapper/not-here": "write the expression without {found}",
        "zone-in-text": "a time zone is not part of a cron expression; set it separately",
        "not-a-calendar-schedule": "{found} does not name dates or times",
        "not-a-calendar-schedule/time": "{found} is a time of day, not a cron expression",
        "not-a-calendar-schedule/date": (
            "{found} is a date; a cron expression describes times that repeat"
        ),
        "not-a-calendar-schedule/interval": (
            "{found} is an interval; a cron expression names minutes, hours and days"
        ),
        "not-a-calendar-schedule/rule": "{found} is a rule in another format",
        "not-a-calendar-schedule/words": "{found} is not a cron expression",
        "not-a-calendar-schedule/since-last-run": (
            "{found} counts from the end of the last run, so it names no times"
        ),
        "not-a-calendar-schedule/uneven": ("no single cron expression has the times of {found}"),
        "wording/days": (
            "a schedule in words begins with every, 1st or a day such as 15, not {found}"
        ),
        "wording/weekdays": "write day or weekdays such as mon,wed, not {found}",
        "wording/weekdays/missing": "the days are missing: write day or weekdays such as mon,wed",
        "wording/ordinals": "an ordinal is 1st to 31st or first to thirtyfirst, not {found}",
        "wording/weeks": "a month has a first to a fifth of each weekday, not a {found}",
        "wording/numbers": "days of the month are all numbers or all ordinals, not {found} too",
        "wording/of": "after the days of the month, write of month or of jan,july, not {found}",
        "wording/of/missing": "after the days of the month, write of month or of jan,july",
        "wording/months": (
            "after of, write month, quarter or months such as jan,july, not {found}"
        ),
        "wording/months/missing": "after of, write month, quarter or months such as jan,july",
        "wording/quarters": "a quarter has a 1st, a 2nd and a 3rd month, not a {found}",
        "wording/quarter": "after of 1st, write month of quarter, not {found}",
        "wording/quarter/missing": "after of 1st, write month of quarter",
        "wording/time": "a time of day must be 0:00-23:59, such as 09:00, not {found}",
        "wording/time/missing": "a time of day is missing, such as 09:00",
        "wording/to": "write to between the two times, not {found}",
        "wording/to/missing": "the second time is missing, as in from 10:00 to 14:00",
        "wording/end": "the schedule ends before {found}",
        "wording/interval": "an interval must be a number of at least 1, not {found}",
        "wording/longer": "an interval from a time to a time is at most a day: {found} is too much",
        "wording/unit": "the unit of an interval is minutes, mins or hours, not {found}",
        "wording/unit/missing": "the unit of the interval is missing: minutes, mins or hours",
        "wording/synchronized": "a {found} interval must divide a day of 24 hours evenly",
        "wording/capitals": "{title} takes words in small letters only: {meant}, not {found}",
        "unknown-shorthand": "there is no shortcut {found}",
        "unknown-shorthand/none": "{title} does not accept @ shortcuts such as {found}",
        "unknown-shorthand/blanks": "{title} accepts {found} only without spaces around it",
        "empty-item": "{field} has a comma with nothing on one side",
        "out-of-range": "{field} must be {low}-{high}, not {found}",
        "out-of-range/names": "{field} must be {low}-{high} or {first}-{last}, not {found}",
        "out-of-range/day": "{field} must be 1-31, not {found}",
        "out-of-range/special": "{sign} in {field} takes {low}-{high}, not {found}",
        "not-a-value": "{field} must be {low}-{high}, not {found}",
        "not-a-value/names": "{field} must be {low}-{high} or {first}-{last}, not {found}",
        "not-a-value/special": "{sign} in {field} takes {low}-{high}, not {found}",
        "not-a-value/step": "the step in {field} must be a number, not {found}",
        "unknown-name": "{field} must be {low}-{high}, not {found}",
        "unknown-name/names": "{field} must be {low}-{high} or {first}-{last}, not {found}",
        "names-not-here": "{field} must be {low}-{high}, not {found}",
        "ambiguous-name": "{found} in {field} could mean {names}",
        "too-many-digits": "a number in {field} has at most {high} digits here, not {found}",
        "too-many-digits/one": "a number in {field} has one digit here, not {found}",
        "seed-missing": (
            "H stands for a number that {title} derives from the job's name: pass the name as seed"
        ),
        "seed-missing/id": (
            "H stands for a number that {title} derives from a hash_id: pass that as seed"
        ),
        "seed-missing/number": (
            "{title} draws the number for H from a seed, a whole number: pass one as seed"
        ),
        "seed-missing/key": (
            "H stands for a number that {title} derives from the key of the trigger: "
            "pass it as seed, :NAME in the default group"
        ),
        "random-value": (
            "{found} in {field} is a number drawn at random: nobody can say when this runs"
        ),
        "seed-missing/shortcut": (
            "{found} stands for {meant}, where {title} derives H from the job's name: "
            "pass the name as seed"
        ),
        "small-letter": "L and W are capitals in {field}, not {found}",
        "mixed-range": "a range in {field} joins two names or two numbers, not one of each",
        "missing-value": "{field} is missing a value ({low}-{high})",
        "missing-value/step": "the step in {field} is missing its number",
        "missing-value/special": "{sign} in {field} is missing its number ({low}-{high})",
        "trailing-text/star": "only /step may follow * in {field}, not {found}",
        "trailing-text/range": "a range in {field} has two ends: {found} is too much",
        "trailing-text/question": "nothing may follow ? in {field}, not {found}",
        "trailing-text/hash": "only (a-b) or /step may follow H in {field}, not {found}",
        "trailing-text/hash-step": "only /step may follow H in {field}, not {found}",
        "trailing-text/step": "the step in {field} must be a number, not {found}",
        "step-zero": "the step in {field} must be at least 1, not {found}",
        "step-zero/limited": "the step in {field} must be {low}-{high}, not {found}",
        "step-zero/hash": "the step after H in {field} must be {low}-{high}, not {found}",
        "step-too-large/hash": "the step after H in {field} must be {low}-{high}, not {found}",
        "step-too-large": "the step in {field} must be {low}-{high}, not {found}",
        "step-too-large/none": "{field} has no room for a step of {found} here",
        "step-not-here": "{field} does not take steps here",
        "step-not-here/value": "a step in {field} follows * or a range, not a single value",
        "step-not-here/weeks": (
            "a step after {found} in {field} counts weeks there, from whichever comes first"
        ),
        "step-not-here/bare": "a step in {field} follows * or a range",
        "step-not-here/hash": "the step after H in {field} must be {low}-{high}, not {found}",
        "range-reversed": "a range in {field} must go up, but {found} goes down",
        "range-reversed/equal": "a range in {field} must go up, but {found} is one value",
        "range-never-fires": (
            "{found} in {field} goes down: the system accepts it, but never runs it"
        ),
        "range-misread": (
            "{found} in {field} goes down: the system accepts it, but runs it at other times"
        ),
        "range-misread/swapped": (
            "{found} in {field} goes down: the system accepts it, but swaps its ends"
        ),
        "range-equal/step": "the system reads {found} in {field} as steps through every value",
        "range-misread/sunday": "the system accepts {found} in {field}, but loses its Sunday",
        "range-equal": "the system reads {found} in {field} as every value, not as one",
        "range-wraps-with-step": "the system miscounts the step of {found} in {field}",
        "workday-moved": (
            "in a month without day {day}, {found} runs on the last working day here: "
            "W takes 1-{high}"
        ),
        "days-do-not-combine": (
            "day of month and day of week cannot both be set when one of them has W, L or #"
        ),
        "special-not-here": "{field} does not take {found} here",
        "special-not-here/elsewhere": "{found} belongs in {place}, not in {field}",
        "special-not-here/day-fields": "{found} belongs in a day field, not in {field}",
        "special-not-in-list": "{found} must stand alone in {field}, not in a list",
        "special-not-in-list/plain": "{found} cannot share a list with plain values in {field}",
        "last-needs-weekday": "L in {field} needs a weekday in front of it, as in FRIL",
        "day-fields-both": "one of the two day fields must be ?",
        "day-fields-both/star": "one of the two day fields must be *",
        "day-fields-neither": "only one of the two day fields can be ?",
        # Time zones.
        "fixed-offset": "{found} is a fixed offset: the runs do not follow daylight saving time",
        "fixed-offset/winter": "{found} does not follow daylight saving time; {meant} does",
        "reversed-offset": (
            "{found} is {hours} hours behind UTC: write {correct}, "
            "or {meant} if you mean {hours} hours ahead"
        ),
        "reversed-offset/one": (
            "{found} is 1 hour behind UTC: write {correct}, or {meant} if you mean 1 hour ahead"
        ),
        "reversed-offset/ahead": (
            "{found} is {hours} hours ahead of UTC: write {correct}, "
            "or {meant} if you mean {hours} hours behind"
        ),
        "reversed-offset/ahead/one": (
            "{found} is 1 hour ahead of UTC: write {correct}, or {meant} if you mean 1 hour behind"
        ),
        # --- limits of services
        "more-than-once-a-day": (
            "a schedule may run only once a day, but this one runs {found} times, "
            "for example at {first} and {second}"
        ),
        "too-often": (
            "runs must be at least {least} apart, but {first} and {second} are only "
            "{interval} apart"
        ),
        "too-often/slowed": (
            "{title} runs a schedule no more often than every {least}, but {first} and {second} "
            "are only {interval} apart"
        ),
        "impossible-date": "no date matches, and the system rejects such a schedule",
        # --- warnings
        "never-fires": "no date matches, so this never runs",
        "never-fires/left-out": "every date on which this would run is left out, so it never runs",
        "never-fires/only": "no date that it is limited to matches, so this never runs",
        "days-run-out": (
            "the dates left out end with {last}: from {year} on, this runs on all of them"
        ),
        "midnights-left-out": (
            "excluding {found} leaves out midnight on those days, not the whole days: "
            "Days.where({found!r}) does"
        ),
        "past-years": "every date that {found} allows has passed, so this never runs again",
        "field-order": "{title} reads {found} fields in its own way: {order}",
        "star-before-set-field": (
            "{found} in {field} means {count} runs in every matching {unit}, not one"
        ),
        "step-missing": "this runs once a minute, at second {found}, not every {found} seconds",
        "numeric-weekday": "{found} is {meant} here, but {other} in systems such as {system}",
        "step-after-name": "{system} silently ignores the step in {found}; here it counts",
        "range-wraps": "{found} runs past the end of the {unit} and starts over: it means {meant}",
        "equal-range": "{found} in {field} means every value here, not one",
        "step-never-taken": (
            "{found} in {field} means only {meant}: a step of {step} goes past the end at once"
        ),
        "skips-months": "{found} does not exist in {months}",
        "skips-months/leap-day": "{found} does not exist in {months}, leap years aside",
        "skips-months/fifth": "{found} is skipped in months without a fifth {weekday}",
        "uneven-step": "{found} starts over every {unit}: the last gap is {rest}, not {step}",
        "uneven-step/month": (
            "{found} starts over every month: after day {last} it runs again on day {first}"
        ),
        "both-days-restricted/either": (
            "this runs on days that match either of the two day fields; "
            "some systems need both to match"
        ),
        "both-days-restricted/both": (
            "this runs only on days that match both day fields; in some systems one is enough"
        ),
        "both-days-restricted/idle": (
            "{found} changes nothing beside * in {place}: "
            "{title} runs on days that match either field"
        ),
        "unverified/meaning": "it is not documented how {title} reads {found}",
        "unverified": "it is not documented whether {title} accepts {found}",
        # --- warnings about a zone
        "clock-gap/skip": "{wall} does not exist in {tz}: this does not run then",
        "clock-gap/moved": "{wall} does not exist in {tz}: this runs at {runs} instead",
        "clock-gap/day": "{wall} does not exist in {tz}: nothing runs on that day",
        "clock-fold/first": "{wall} occurs twice in {tz}: this runs only the first time",
        "clock-fold/last": "{wall} occurs twice in {tz}: this runs only the second time",
        "clock-fold/both": "{wall} occurs twice in {tz}: this runs both times",
        "clock-fold/first-pause": (
            "{wall} occurs twice in {tz}: this runs only the first time, "
            "with a pause of {pause} minutes"
        ),
        "clock-fold/last-pause": (
            "{wall} occurs twice in {tz}: this runs only the second time, "
            "with a pause of {pause} minutes"
        ),
        "less-than-a-day": (
            "the clock changes between {first} and {second}, which are less than 24 hours apart"
        ),
        "clock-too-often": (
            "the clock changes, and {first} and {second} are only {interval} apart: "
            "runs must be at least {least} apart"
        ),
        "gap-rule": (
            "times that daylight saving time skips: {does} under {found}, but {did} under {before}"
        ),
        "gap-rule/moment": (
            "{wall} does not exist in {tz}: {does} under {found}, but {did} under {before}"
        ),
        "fold-rule": (
            "times that occur twice when clocks go back: {does} under {found}, "
            "but {did} under {before}"
        ),
        "fold-rule/moment": (
            "{wall} occurs twice in {tz}: {does} under {found}, but {did} under {before}"
        ),
        # --- files
        "command-missing": "there is no command after the schedule",
        "unknown-zone": 'there is no time zone "{found}"',
        "unknown-zone/near": 'there is no time zone "{found}"; did you mean {near}?',
        "unknown-zone/offset": (
            "a file needs the name of a time zone, such as Europe/Paris, not {found}"
        ),
        "not-a-text": "a schedule is a text, not a {found}",
        "not-yaml": "this is not YAML: {found}",
        "not-utf-8": "this file is in UTF-16: save it as UTF-8",
        "too-large": ("this file is larger than {high} MiB, the most that is read: split it"),
        "too-large/document": (
            "this document is larger than {high} MiB, the most that is read: split it"
        ),
        "newline-missing": (
            "there is no newline at the end of the file: cron may ignore the last line, "
            "or the whole file"
        ),
        "byte-order-mark": (
            "the file begins with a byte order mark, which cron reads as part of the first line"
        ),
        "carriage-return": (
            "the lines end in CR LF, as on Windows: cron reads the CR as part of the command"
        ),
        "percent-sign": (
            "cron ends the command at this % and passes on the rest as its input; "
            "write \\% to keep it in the command"
        ),
        "user-without-command": "there is no command after the user {found}",
        "name-ignored": (
            "{title} ignores files in cron.d whose names have other characters than letters, "
            "digits, _ and -: {found}"
        ),
        "zone-ignored": "{title} ignores CRON_TZ; cronie reads it",
        "unknown-code": "there is no code {found} to ignore",
        "unknown-code/near": "there is no code {found} to ignore; did you mean {near}?",
    }
)

#: What may help, by what is known: sentences in which every `text` is right where it is to be used.
HINTS: Mapping[str, str] = MappingProxyType(
    {
        "translated": "this is an expression for {source}; for {title} write `{text}`",
        "translated/here": "this is an expression for {source}; here write `{text}`",
        "translated/together": "this is an expression for {source}; here use {texts} together",
        "several": "did you mean {texts}?",
        "zone": "the expression itself is `{text}`",
        "beside": "the expression itself is `{text}`",
        "lines": "use {texts} together",
        "either": "for days that match one or the other, use {texts} together",
        "either-or-both": (
            "for days that match one or the other, use {texts} together; "
            "for days that match both, `{both}`"
        ),
        "goes-round": "did you mean `{text}` or, with the ends swapped, `{swapped}`?",
        "interval": "for that interval, write `{text}`",
        "interval/union": "for that interval, use {texts} together",
        "interval/near": "cron has no such interval; the nearest are {texts}",
        "interval/nearest": "cron has no such interval; the nearest is {texts}",
        "in-words": "for these words, write `{text}`",
        "times": "for all of these times, use {texts} together",
        "time": "for every day at that time, write `{text}`",
        "parts": "the parts are {parts}; for example `{text}`",
        "hashed": (
            "H is a number that Jenkins and a few others choose; write a number, as in `{text}`"
        ),
        "one-run": "to keep only the first of these runs, write `{text}`",
        "last-day": "the last day of every month is `{text}`",
        "last-weekday": "the last {weekday} of every month is `{text}`",
        "these-days": "to run only on these days, write `{text}`",
        "both-days": "for days that match both, write `{text}`",
        "even": "{texts} run evenly",
        "even/one": "{texts} runs evenly",
        "weekly": "once a week is `{text}`",
        "day-left-out": "`{text}` leaves out day {day}",
        "same-or-swapped": ("`{text}` says the same in every system; did you mean `{swapped}`?"),
        "steps": (
            "did you mean `{seconds}` (every {step} seconds) or `{minutes}` (every {step} minutes)?"
        ),
        "steps/minutes": "did you mean `{minutes}` (every {step} minutes)?",
    }
)

#: What stands around and within messages: the English of values that are words.
VALUES: Mapping[str, str] = MappingProxyType(
    {
        "advice": "try {text}",
        "more": "and {n} more",
        "field.second": "second",
        "field.minute": "minute",
        "field.hour": "hour",
        "field.day_of_month": "day of month",
        "field.month": "month",
        "field.day_of_week": "day of week",
        "field.year": "year",
        "unit.minute": "minute",
        "unit.hour": "hour",
        "unit.day": "day",
        "unit.week": "week",
        "unit.month": "month",
        "unit.year": "year",
        "duration.hour": "1 hour",
        "duration.hours": "{n} hours",
        "duration.minute": "1 minute",
        "duration.minutes": "{n} minutes",
        "duration.second": "1 second",
        "duration.seconds": "{n} seconds",
        "gap.none": "no run",
        "gap.next": "a run right after the gap",
        "gap.shift": "a run later by the length of the gap",
        "fold.first": "one run, the first time",
        "fold.last": "one run, the second time",
        "fold.both": "two runs",
        "up-to": "{what} (up to {n} minutes)",
        "order.seconds-last": "the sixth field is seconds and comes last",
        "order.seconds-year": "the sixth field is seconds, the seventh the year",
        "order.year": "the sixth field is the year, and there are no seconds",
        "kind.scalar": "scalar",
        "kind.sequence": "sequence",
        "kind.mapping": "mapping",
        "yaml.deep": "it is nested too deeply",
        "yaml.character": "a character that is not allowed there",
        "yaml.quotes": "a text that begins with {sign} needs quotes",
        "passes.first": "the first only",
        "passes.last": "the second only",
        "passes.both": "both",
        "nth.first": "first",
        "nth.second": "second",
        "nth.third": "third",
        "nth.fourth": "fourth",
        "nth.fifth": "fifth",
        "day": "day {n}",
        "range": "{first} to {last}",
        "cut": "{values} ... {last}",
        "fires": "fires at {moment} ({day})",
        "does-not-fire": "does not fire at {moment} ({day})",
        "yes": "yes",
        "no": "no",
        "clock": "clock",
        "limit": "limit",
        "rolled": "rolled",
        "previous": "previous",
        "next": "next",
        "none": "none",
    }
)

#: What an explanation says; a reason is one of these, or some of them with "; " between.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "any": "{field} may be any",
        "is": "{field} is {value}",
        "is-one": "{field} is {value}, one of {values}",
        "is-not": "{field} is {value}, not {values}",
        "wants": "{text} wants {values}",
        "no-seconds": "a text without seconds wants 0",
        "beyond": "nothing fires outside {first} to {last}",
        "last-day": "{text} is the {day}",
        "last-workday": "{text} is {weekday} the {day}",
        "nearest": "the working day nearest to the {wanted} is {weekday} the {day}",
        "last-weekday": "the last {weekday} is the {day}",
        "nth-weekday": "the {nth} {weekday} is the {day}",
        "no-day": "this month has no {text}",
        "no-weekday": "this month has no {nth} {weekday}",
        "others": "others that do not match: {n}",
        "either.both": "either day field will do, and both match",
        "either.month": "either day field will do, and day of month matches",
        "either.week": "either day field will do, and day of week matches",
        "either.none": "either day field will do, but neither matches",
        "both.both": "both day fields must match, and do",
        "both.month": "both day fields must match, but day of week does not",
        "both.week": "both day fields must match, but day of month does not",
        "both.none": "both day fields must match, but neither does",
        "every-day": "every day will do",
        "alone": "{field} alone decides the day",
        # Changes of clock.
        "gap": (
            "{due} does not exist in {zone}, where the clock goes from {low} to {high}: "
            "it is read as {read}"
        ),
        "made-up": "it is due at {due}, and {policy} runs it at {at}",
        "not-made-up": "it is due at {due}, and {policy} skips it",
        "no-date": "it is due at {due}, but nothing fires on a date that the clock skips",
        "here": "{due} does not exist in {zone}: {policy} runs it here instead",
        "here-many": "{first} to {last} do not exist in {zone}: {policy} runs them here instead",
        "first-pass": "{time} comes twice in {zone}: this is the first pass",
        "second-pass": "{time} comes twice in {zone}: this is the second pass",
        "first-pass.fires": (
            "{time} comes twice in {zone}: this is the first pass, and {policy} fires in {passes}"
        ),
        "second-pass.fires": (
            "{time} comes twice in {zone}: this is the second pass, and {policy} fires in {passes}"
        ),
        # Bounds, and days.
        "before": "this is before the start of the schedule, {moment}",
        "after": "the schedule ends at {moment}, which is no longer part of it",
        "left-out.times": "the schedule leaves out the fire times of {days}",
        "left-out": "the schedule leaves out {days}",
        "only": "the schedule runs only on {days}",
        "rolled": "what would run on {day} is rolled to {there}",
        "rolled.nowhere": "what would run on {day} is rolled nowhere: no date is left",
        "rolled.here": "what would run on {days} is rolled to this date",
        "rolled.here-more": "what would run on {days} and {n} more is rolled to this date",
    }
)

#: What is said of a schedule that a service is to run by itself.
HANDED_OVER: Mapping[str, str] = MappingProxyType(
    {
        "floats": "{title} needs a time zone: Schedule(expression, tz=...)",
        "offset": "{title} needs the name of a time zone, and {zone} has none",
        "days": "{title} cannot leave out days: excluding, only and rolled are not for it",
        "bounds": "{title} has no start or end of a schedule",
        "clock": (
            "{title} follows another rule when the clock changes: the first run that differs is "
            'that of {moment}; to take its rule, give the schedule dst="{policy}"'
        ),
        "grace": "{title} looks for runs every ten seconds: grace must not be shorter than that",
    }
)

#: What adapters for other packages say.
ADAPTERS: Mapping[str, str] = MappingProxyType(
    {
        "never": "no date fits: the schedule never runs",
        "one-schedule": "the task has its cron text already: leave this empty",
        "aware": "one moment for all rows needs a zone: datetime.now(UTC), for example",
        "instants": "a column of instants needs the zones of the texts: give tz=",
        "version": (
            "a later quartzcron wrote this trigger (version {found}); "
            "this one reads versions up to {high}"
        ),
        "dialect-behind": (
            "put the dialect right after CronExpression or Schedule: "
            'Annotated[CronExpression, Dialect.named("quartz")]'
        ),
        "field-errors": 'errors must be "raise" or "text", not {found!r}',
    }
)

#: What is said of the text of a schedule for a service in a time zone of its own.
OTHER_ZONE: Mapping[str, str] = MappingProxyType(
    {
        "floats": (
            "a schedule without a zone has no instants to keep: "
            "give it a zone too, Schedule(expression, tz=...)"
        ),
        "after-alone": "after goes with tz: the wall times are the same at all times",
        "several": "one cron expression for {title} cannot say these times in {target}",
        "seasons": "no one cron expression for {title} in {target} follows the clock of {zone}",
        "rule": (
            "{title} follows another rule when the clock changes: no one cron expression in "
            "{target} has the same runs"
        ),
        "service": (
            "in {target}, several cron expressions together run more often than {title} allows one"
        ),
        "no-form": "in {target}, {found}",
        "rolled": "in {target}, no cron expression can say to which days runs are rolled",
        "days": "in {target}, these days follow no rule that a cron expression can say",
        "season": "from {start}: {texts}",
        "season/ends": "from {start} to {end}: {texts}",
        "season/and": " and ",
        "season/none": "no runs",
    }
)

#: What is wrong with what a picture is asked for.
PICTURES: Mapping[str, str] = MappingProxyType(
    {
        "view": "a picture is of a week, a month or a year, not {found!r}",
        "start": "the start of a picture is a date or a datetime, not {found}",
        "horizon": "a picture is of a year from {low} to {high}, not {found}",
    }
)

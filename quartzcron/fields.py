"""The seven fields of a schedule: names, bounds, names of values.

Numbers here are the library's own: Monday is 0, as in Python. How a dialect
writes them is the dialect's business.
"""

from __future__ import annotations

from quartzcron.records import Record

#: The horizon: nothing fires outside these years (wall time), both included.
FIRST_YEAR = 1970
LAST_YEAR = 2199

MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
WEEKDAY_NAMES = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")

#: The same names written out.
WHOLE_NAMES = {
    "month": (
        "JANUARY",
        "FEBRUARY",
        "MARCH",
        "APRIL",
        "MAY",
        "JUNE",
        "JULY",
        "AUGUST",
        "SEPTEMBER",
        "OCTOBER",
        "NOVEMBER",
        "DECEMBER",
    ),
    "day_of_week": (
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
        "SATURDAY",
        "SUNDAY",
    ),
}


class Field(Record):
    """A field: its name, its name in prose, its bounds (both included), the names of its values.

    The first of the names belongs to the lowest value.
    """

    name: str
    prose: str
    low: int
    high: int
    names: tuple[str, ...] = ()

    @property
    def whole_names(self) -> tuple[str, ...]:
        """The names of its values written out."""
        return WHOLE_NAMES.get(self.name, ())

    @property
    def size(self) -> int:
        """How many values there are."""
        return self.high - self.low + 1


SECOND = Field("second", "second", 0, 59)
MINUTE = Field("minute", "minute", 0, 59)
HOUR = Field("hour", "hour", 0, 23)
DAY_OF_MONTH = Field("day_of_month", "day of month", 1, 31)
MONTH = Field("month", "month", 1, 12, MONTH_NAMES)
DAY_OF_WEEK = Field("day_of_week", "day of week", 0, 6, WEEKDAY_NAMES)
YEAR = Field("year", "year", FIRST_YEAR, LAST_YEAR)

#: All fields in the order of Quartz, by name.
FIELDS = {
    field.name: field for field in (SECOND, MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK, YEAR)
}

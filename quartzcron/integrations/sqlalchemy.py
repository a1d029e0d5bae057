"""Columns of SQLAlchemy for expressions and schedules, and what Alembic writes of them.

The idea: what lies in the table is what a person wrote, and what is compared is that text. `==` of
expressions is about what they mean, and an ORM that asked it would leave `FRIL` unwritten where
`6L` is stored. Both values are immutable, so nothing has to watch them for changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import JSON, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from quartzcron import CronExpression, Dialect, Schedule
from quartzcron.compiling.compiler import dialect_of

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext
    from sqlalchemy.engine import Dialect as Database
    from sqlalchemy.sql.operators import OperatorType
    from sqlalchemy.types import TypeEngine


class CronType(TypeDecorator[CronExpression]):
    """A column of expressions of one dialect, stored as their text.

    >>> from sqlalchemy import Column, MetaData, Table
    >>> jobs = Table("jobs", MetaData(), Column("cron", CronType("quartz"), nullable=False))
    >>> jobs.c.cron.type
    CronType(dialect='quartz', length=255)

    Takes an expression of the dialect or its text, gives an expression, and None for NULL. Anything
    else is refused before it is sent: `StatementError`, whose `orig` is a `CronExpressionError`,
    `ValueError` or `TypeError`. A wrong text that is in the table raises when its row is read.

    `dialect` is a name, a `Dialect`, or None for the default; `length` is that of the VARCHAR.
    """

    impl = String
    cache_ok = True

    def __init__(self, dialect: Dialect | str | None = None, length: int | None = 255) -> None:
        super().__init__(length)
        self.dialect = dialect_of(dialect)
        self.length = length

    def __repr__(self) -> str:
        own = self.dialect
        named = own.as_arguments() if not own.seed else f"dialect={own!r}"
        return f"CronType({named}, length={self.length})"

    @property
    def python_type(self) -> type[CronExpression]:
        """What a row holds."""
        return CronExpression

    def process_bind_param(self, value: Any, dialect: Database) -> str | None:
        """Return the text to be stored."""
        if not isinstance(value, CronExpression):
            return None if value is None else CronExpression(value, dialect=self.dialect).text
        if value.dialect != self.dialect:
            raise ValueError(f"{value!r} in a column of the dialect {self.dialect.name}")
        return value.text

    def process_result_value(self, value: Any, dialect: Database) -> CronExpression | None:
        """Return the expression of a stored text."""
        return None if value is None else CronExpression(value, dialect=self.dialect)

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        """Return the type of what a column is compared with: any text may be, `%FRI` as well."""
        return self if isinstance(value, CronExpression) else String()

    def compare_values(self, x: Any, y: Any) -> bool:
        """Return whether nothing changed: neither the text nor the dialect."""
        return _written(x) == _written(y)


class ScheduleType(TypeDecorator[Schedule]):
    """A column of schedules, stored as their plain data: JSON, and JSONB in PostgreSQL.

    >>> from sqlalchemy import Column, MetaData, Table
    >>> jobs = Table("jobs", MetaData(), Column("schedule", ScheduleType(), nullable=False))
    >>> print(jobs.c.schedule["tz"].as_string() == "Europe/Berlin")
    jobs.schedule[:schedule_1] = :param_1

    Takes and gives a `Schedule`, and None for NULL. Wrong data in the table raises a `ValueError`
    that says which part is wrong. `dialects` are your own: only their names are stored.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, dialects: tuple[Dialect, ...] = ()) -> None:
        super().__init__(none_as_null=True)
        self.dialects = tuple(dialects)

    def __repr__(self) -> str:
        return f"ScheduleType({f'dialects={self.dialects!r}' if self.dialects else ''})"

    @property
    def python_type(self) -> type[Schedule]:
        """What a row holds."""
        return Schedule

    def load_dialect_impl(self, dialect: Database) -> TypeEngine[Any]:
        """Return JSONB where there is that: PostgreSQL cannot compare JSON."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(JSONB(none_as_null=True))
        return super().load_dialect_impl(dialect)

    def process_bind_param(self, value: Any, dialect: Database) -> dict[str, Any] | None:
        """Return the data to be stored."""
        if value is not None and not isinstance(value, Schedule):
            raise TypeError(f"a Schedule, not {type(value).__name__}")
        return None if value is None else value.as_dict()

    def process_result_value(self, value: Any, dialect: Database) -> Schedule | None:
        """Return the schedule of stored data."""
        return None if value is None else Schedule.from_dict(value, dialects=self.dialects)

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        """Return the type of what a column is compared with: a key of the data is no schedule."""
        return (
            self
            if isinstance(value, Schedule)
            else self.impl_instance.coerce_compared_value(op, value)
        )

    def compare_values(self, x: Any, y: Any) -> bool:
        """Return whether nothing changed: no part of the data."""
        return x is y or _written(x) == _written(y)


def _written(value: Any) -> object:
    """Return what is stored of a value; what is none, as what the ORM has not loaded, is itself."""
    if isinstance(value, CronExpression):
        return value.text, value.dialect
    return value.as_dict() if isinstance(value, Schedule) else value


def render_item(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """Write a type into a migration, with its import; for `context.configure(render_item=...)`."""
    if kind != "type" or not isinstance(item, (CronType, ScheduleType)):
        return False
    context.imports.add("import quartzcron.integrations.sqlalchemy")
    if "Dialect." in repr(item):
        context.imports.add("from quartzcron import Dialect")
    return f"{__name__}.{item!r}"

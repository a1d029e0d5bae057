"""The types of columns, on SQLite in memory, and what Alembic writes of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script
from hypothesis import given
from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    event,
    func,
    insert,
    select,
    text,
    type_coerce,
)
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.schema import CreateTable
from strategies import texts

from quartzcron import CronExpression, CronExpressionError, Dialect, Schedule
from quartzcron.integrations.sqlalchemy import CronType, ScheduleType

OWN = Dialect.named("quartz").replace(name="own")


class Base(DeclarativeBase):
    """The models of these tests."""


class Job(Base):
    """A job as applications have it."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    cron: Mapped[CronExpression | None] = mapped_column(CronType("quartz"))
    schedule: Mapped[Schedule | None] = mapped_column(ScheduleType())


WEEKLY = CronExpression("0 30 9 ? * 6L", dialect="quartz")
NIGHTLY = Schedule("0 3 * * *", tz="Europe/Berlin", excluding=[])


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def test_expressions_come_back_as_they_were_written(session: Session) -> None:
    session.add_all([Job(id=1, cron=WEEKLY), Job(id=2, cron="0 0 12 * * ?"), Job(id=3)])
    session.commit()
    found = session.scalars(select(Job.cron).order_by(Job.id)).all()
    assert found == [WEEKLY, CronExpression("0 0 12 * * ?", dialect="quartz"), None]
    assert [each and each.text for each in found] == ["0 30 9 ? * 6L", "0 0 12 * * ?", None]
    stored = select(type_coerce(Job.cron, String)).order_by(Job.id)
    assert session.scalars(stored).all() == ["0 30 9 ? * 6L", "0 0 12 * * ?", None]


@given(texts("quartz"))
def test_every_expression_survives(written: str) -> None:
    kind = CronType("quartz")
    database = create_engine("sqlite://").dialect
    expression = CronExpression(written, dialect="quartz")
    stored = kind.process_bind_param(expression, database)
    again = kind.process_result_value(stored, database)
    assert again is not None
    assert (again.text, again.dialect, again) == (written, expression.dialect, expression)


@pytest.mark.parametrize(
    ("value", "kind", "message"),
    [
        ("0 30 25 ? * MON-FRI", CronExpressionError, "hour must be 0-23, not 25"),
        ("0 9 * * *", CronExpressionError, "5"),
        ("", CronExpressionError, "empty"),
        (CronExpression("0 9 * * *"), ValueError, "in a column of the dialect quartz"),
        (7, TypeError, "int"),
    ],
)
def test_what_is_no_expression_is_refused_before_it_is_sent(
    session: Session, value: Any, kind: type[Exception], message: str
) -> None:
    with pytest.raises(StatementError, match=message) as caught:
        session.execute(insert(Job), [{"id": 1, "cron": value}])
    assert isinstance(caught.value.orig, kind)


def test_a_wrong_text_in_the_table_says_so_when_it_is_read(session: Session) -> None:
    session.execute(text("INSERT INTO jobs (id, cron) VALUES (1, '0 9 * * *')"))
    with pytest.raises(CronExpressionError, match="0 9"):
        session.scalars(select(Job.cron)).all()
    assert session.scalars(select(Job.id)).all() == [1]


def test_columns_are_compared_by_text(session: Session) -> None:
    session.add_all([Job(id=1, cron=WEEKLY), Job(id=2, cron="0 30 9 ? * FRIL"), Job(id=3)])
    session.commit()

    def found(condition: Any) -> list[int]:
        return list(session.scalars(select(Job.id).where(condition).order_by(Job.id)))

    assert found(Job.cron == WEEKLY) == [1]
    assert found(Job.cron == "0 30 9 ? * FRIL") == [2]
    assert found(Job.cron != WEEKLY) == [2]
    assert found(Job.cron.in_([WEEKLY, "0 30 9 ? * FRIL"])) == [1, 2]
    assert found(Job.cron.in_(["0 30 9 ? * FRIL", "nonsense"])) == [2]
    assert found(Job.cron.not_in([WEEKLY])) == [2]
    assert found(Job.cron == bindparam("cron", WEEKLY)) == [1]
    assert found(Job.cron == "nonsense") == []
    assert found(Job.cron == None) == [3]  # noqa: E711
    assert found(Job.cron.like("%FRI%")) == [2]
    assert found(Job.cron.endswith("6L")) == [1]
    assert found(func.length(Job.cron) == 15) == [2]
    assert found(Job.cron + "!" == "0 30 9 ? * 6L!") == [1]


def _updates(session: Session) -> list[str]:
    """Return the updates that a commit writes."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("UPDATE"):
            seen.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    session.commit()
    event.remove(engine, "before_cursor_execute", note)
    return seen


def test_another_text_of_the_same_meaning_is_a_change(session: Session) -> None:
    job = Job(id=1, cron=WEEKLY, schedule=Schedule(WEEKLY, tz="UTC"))
    session.add(job)
    session.commit()
    session.refresh(job)
    again = CronExpression(WEEKLY.text, dialect="quartz")
    job.cron, job.schedule = again, Schedule(again, tz="UTC")
    assert _updates(session) == []
    last_friday = CronExpression("0 30 9 ? * FRIL", dialect="quartz")
    assert last_friday == WEEKLY
    job.cron = last_friday
    assert "SET cron=" in _updates(session)[0]
    session.refresh(job)
    job.schedule = Schedule(last_friday, tz="UTC")
    assert "SET schedule=" in _updates(session)[0]
    assert job.cron.text == "0 30 9 ? * FRIL"
    job.cron = job.schedule = None
    assert "SET cron=?, schedule=?" in _updates(session)[0]


def test_schedules_come_back_whole(session: Session) -> None:
    bounded = Schedule(
        WEEKLY,
        tz="America/New_York",
        start=None,
        dst="VIXIE",
        excluding=CronExpression("0 9 1 1 *"),
    )
    session.add_all([Job(id=1, schedule=NIGHTLY), Job(id=2, schedule=bounded), Job(id=3)])
    session.commit()
    assert session.scalars(select(Job.schedule).order_by(Job.id)).all() == [NIGHTLY, bounded, None]
    raw = session.execute(text("SELECT schedule FROM jobs ORDER BY id")).scalars().all()
    assert '"tz": "Europe/Berlin"' in raw[0]
    assert raw[2] is None, "None is NULL, not JSON's null"


def test_schedules_are_compared_as_data_and_by_key(session: Session) -> None:
    session.add_all(
        [Job(id=1, schedule=NIGHTLY), Job(id=2, schedule=NIGHTLY.replace(tz="UTC")), Job(id=3)]
    )
    session.commit()

    def found(condition: Any) -> list[int]:
        return list(session.scalars(select(Job.id).where(condition)))

    assert found(Job.schedule == NIGHTLY) == [1]
    assert found(Job.schedule == None) == [3]  # noqa: E711
    assert found(Job.schedule["tz"].as_string() == "UTC") == [2]


@pytest.mark.parametrize("value", ["0 9 * * *", {"version": 1}, WEEKLY])
def test_only_schedules_go_into_a_column_of_schedules(session: Session, value: Any) -> None:
    with pytest.raises(StatementError, match="a Schedule, not") as caught:
        session.execute(insert(Job), [{"id": 1, "schedule": value}])
    assert isinstance(caught.value.orig, TypeError)


def test_wrong_data_in_the_table_says_so_when_it_is_read(session: Session) -> None:
    session.execute(
        text("""INSERT INTO jobs (id, schedule) VALUES (1, '{"version": 1, "txt": ""}')""")
    )
    with pytest.raises(ValueError, match="txt"):
        session.scalars(select(Job.schedule)).all()


def test_own_dialects_are_taken() -> None:
    own = Table(
        "own", MetaData(), Column("cron", CronType(OWN)), Column("schedule", ScheduleType((OWN,)))
    )
    expression = CronExpression("0 0 9 ? * 2", dialect=OWN)
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        own.create(connection)
        connection.execute(insert(own), {"cron": expression, "schedule": Schedule(expression)})
        [(cron, schedule)] = connection.execute(select(own)).all()
    engine.dispose()
    assert (cron, schedule) == (expression, Schedule(expression))
    assert cron.dialect == schedule.expression.dialect == OWN


def test_statements_of_equal_types_are_cached_as_one() -> None:
    def key(kind: Any) -> object:
        statement = select(Table("t", MetaData(), Column("cron", kind)).c.cron.label("x") == None)  # noqa: E711
        return statement._generate_cache_key()

    assert CronType("quartz")._static_cache_key == CronType("QUARTZ")._static_cache_key
    assert CronType("quartz")._static_cache_key != CronType("unix")._static_cache_key
    assert CronType()._static_cache_key == CronType("quartzcron")._static_cache_key
    assert ScheduleType()._static_cache_key != ScheduleType((OWN,))._static_cache_key
    assert key(CronType("quartz")) is not None


@pytest.mark.parametrize(
    "dialect", [None, "quartz", OWN, Dialect.named("jenkins").seeded("nightly")]
)
def test_a_type_is_made_again_from_what_it_shows(dialect: Any) -> None:
    kind = CronType(dialect, length=80)
    names = {"CronType": CronType, "Dialect": Dialect}
    again = eval(repr(kind), names)
    assert (again.dialect, again.length) == (kind.dialect, 80)


def test_what_a_column_holds_is_said() -> None:
    assert (CronType().python_type, ScheduleType().python_type) == (CronExpression, Schedule)


def test_databases_get_types_of_theirs() -> None:
    def made(database: Any) -> str:
        table = Table("t", MetaData(), Column("cron", CronType()), Column("days", ScheduleType()))
        return str(CreateTable(table).compile(dialect=database.dialect()))

    assert "cron VARCHAR(255), \n\tdays JSON\n" in made(mysql)
    assert "cron VARCHAR(255), \n\tdays JSONB\n" in made(postgresql)


ENV = """
from alembic import context
from sqlalchemy import create_engine
from quartzcron.integrations.sqlalchemy import render_item

metadata = context.config.attributes["metadata"]
with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_item=render_item)
    with context.begin_transaction():
        context.run_migrations()
"""


@pytest.fixture
def project(tmp_path: Path) -> Config:
    """A project whose tables Alembic looks after."""
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(tmp_path / "migrations"))
    config.set_main_option("sqlalchemy.url", f"sqlite:///{tmp_path / 'jobs.db'}")
    config.config_file_name = str(tmp_path / "alembic.ini")
    command.init(config, str(tmp_path / "migrations"))
    (tmp_path / "migrations" / "env.py").write_text(ENV, encoding="utf-8")
    return config


def _jobs(*columns: Column[Any]) -> MetaData:
    metadata = MetaData()
    Table("jobs", metadata, Column("id", Integer, primary_key=True), *columns)
    return metadata


def _migrated(config: Config, metadata: MetaData) -> str:
    """Let Alembic write a migration, run it, and return it; then nothing must be left to do."""
    config.attributes["metadata"] = metadata
    script = command.revision(config, autogenerate=True)
    assert isinstance(script, Script)
    command.upgrade(config, "head")
    engine = create_engine(config.get_main_option("sqlalchemy.url") or "")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    return Path(script.path).read_text("utf-8")


def test_alembic_writes_the_types_whole_and_imports_them(project: Config) -> None:
    first = _migrated(
        project,
        _jobs(Column("cron", CronType("quartz"), nullable=False), Column("days", ScheduleType())),
    )
    module = "quartzcron.integrations.sqlalchemy"
    assert f"import {module}\n" in first
    assert (
        f"sa.Column('cron', {module}.CronType(dialect='quartz', length=255), nullable=False)"
        in first
    )
    assert f"sa.Column('days', {module}.ScheduleType(), nullable=True)" in first
    assert "Dialect" not in first


def test_alembic_writes_own_dialects(project: Config) -> None:
    written = _migrated(
        project, _jobs(Column("cron", CronType(OWN, 80)), Column("days", ScheduleType((OWN,))))
    )
    own = "Dialect.named('quartz').replace(name='own')"
    assert "from quartzcron import Dialect\n" in written
    assert f"CronType(dialect={own}, length=80)" in written
    assert f"ScheduleType(dialects=({own},))" in written


def test_alembic_writes_other_types_as_before(project: Config) -> None:
    written = _migrated(project, _jobs(Column("name", String(20))))
    assert "sa.Column('name', sa.String(length=20), nullable=True)" in written
    assert "quartzcron" not in written

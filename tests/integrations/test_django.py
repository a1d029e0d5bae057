"""Django for real: migrations, saving, filtering, forms and the administration, on SQLite in memory."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import plain_values
import pytest

pytest.importorskip("django")

from django_jobs import site  # isort: skip

from django import forms
from django.contrib.auth.models import User
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import MinLengthValidator
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Value
from django.db.models.functions import Concat, Upper
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext_lazy
from django_jobs.models import OWN, Job, Trigger
from hypothesis import given
from hypothesis import strategies as st

from quartzcron import CronExpression, CronExpressionError, Dialect, UnknownNameError, validate
from quartzcron.integrations.django import CronField, CronFormField, CronValidator, validate_cron

DAILY = "0 9 * * *"
QUARTZ = Dialect.named("quartz")


@pytest.fixture(scope="module")
def tables() -> str:
    """The tables, made by migrations that Django wrote itself; what it wrote."""
    call_command("makemigrations", "django_jobs", verbosity=0)
    call_command("migrate", verbosity=0)
    User.objects.create_superuser("admin", password="admin")
    [made] = site.MIGRATIONS.glob("0*.py")
    return made.read_text("utf-8")


@pytest.fixture(autouse=True)
def _database(tables: str) -> Iterator[None]:
    """Every test in a transaction that is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def raw(text: str | None) -> int:
    """Write texts past the field, as another program would; return the number of the row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_jobs_trigger (loose, quartz) VALUES (%s, %s)", [text, text]
        )
        return int(cursor.lastrowid)


def codes_of(judge: Any, text: str) -> list[str]:
    """Return the codes that a text is refused with, none if it is taken."""
    try:
        judge(text)
    except ValidationError as error:
        return [each.code for each in error.error_list]
    return []


def refusals(error: ValidationError) -> list[tuple[str, Any]]:
    """Return the codes and the places of a set of errors."""
    return [(each.code, each.params["problem"].span) for each in error.error_list]


# --- migrations ----------------------------------------------------------------


def test_a_migration_writes_every_field_with_its_dialect_and_then_nothing_changes(
    tables: str,
) -> None:
    assert "quartzcron.integrations.django.CronField(max_length=255)" in tables
    assert "dialect='quartz', max_length=60" in tables
    assert "Dialect.named('jenkins').seeded('job')" in tables
    assert "errors='text'" in tables
    # Raises SystemExit where there is something to migrate.
    call_command("makemigrations", "django_jobs", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    "dialect", [None, "quartz", "debian", OWN, Dialect.named("jenkins").seeded("x")]
)
@pytest.mark.parametrize("kind", [CronField, CronValidator])
def test_what_a_migration_writes_makes_the_same_again(kind: Any, dialect: Any) -> None:
    text, imports = MigrationWriter.serialize(kind(dialect=dialect))
    names: dict[str, Any] = {}
    exec("\n".join(imports), names)
    made = eval(text, names)
    assert made.dialect == kind(dialect=dialect).dialect
    assert made.deconstruct()[1:] == kind(dialect=dialect).deconstruct()[1:]


@given(st.one_of(st.just(OWN), plain_values.expressions()))
def test_dialects_and_expressions_can_stand_in_a_migration(value: Any) -> None:
    text, imports = MigrationWriter.serialize(value)
    names: dict[str, Any] = {}
    exec("\n".join(imports), names)
    made = eval(text, names)
    assert (repr(made), made) == (repr(value), value)


def test_the_field_refuses_what_it_does_not_know() -> None:
    with pytest.raises(UnknownNameError):
        CronField(dialect="quarz")
    with pytest.raises(ValueError, match='"raise" or "text", not \'null\''):
        CronField(errors="null")


# --- saving, loading, filtering --------------------------------------------------


@given(
    st.sampled_from([DAILY, "*/5 * * * *", "0 0 L * *", "0 30 12 ? * 6L", "@daily", " 0 9 * * * "])
)
def test_what_is_saved_is_loaded_as_the_expression_of_the_same_text(text: str) -> None:
    job = Job.objects.create(name="a", cron=text)
    assert isinstance(job.cron, CronExpression)
    loaded = Job.objects.get(pk=job.pk)
    assert (loaded.cron.text, loaded.cron.dialect) == (text, CronExpression(text).dialect)
    assert Job.objects.filter(pk=job.pk).values_list("cron", flat=True).get().text == text


def test_an_expression_is_saved_as_it_is_and_none_as_null() -> None:
    expression = CronExpression("0 0 9 ? * 2", "quartz")
    made = Trigger.objects.create(quartz=expression, seeded="H H * * *")
    assert made.quartz is expression
    loaded = Trigger.objects.get(pk=made.pk)
    assert (loaded.quartz, loaded.loose) == (expression, None)
    assert loaded.seeded.dialect.seed == "job"
    assert Trigger.objects.filter(loose__isnull=True).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(name="a")
    # Of what may be null an empty text is none, too.
    assert Trigger.objects.get(pk=Trigger.objects.create(quartz="").pk).quartz is None


def test_lookups_compare_texts() -> None:
    for text in (DAILY, "0 9 * * MON", "0 10 * * *"):
        Job.objects.create(name="a", cron=text)
    found = Job.objects.order_by("pk")
    assert found.filter(cron=DAILY).count() == 1
    assert found.filter(cron=CronExpression(DAILY)).count() == 1
    assert found.filter(cron__in=[DAILY, CronExpression("0 9 * * MON")]).count() == 2
    assert found.filter(cron__startswith="0 9").count() == 2
    assert found.filter(cron__contains="MON").count() == 1
    # The same times in other words.
    assert found.filter(cron="0 9 */1 * *").count() == 0
    with pytest.raises(ValidationError):
        found.filter(cron="0 25 * * *")


def test_updates_and_expressions_of_the_database_work() -> None:
    job = Job.objects.create(name="a", cron=DAILY)
    Job.objects.update(cron="0 9 * * mon")
    Job.objects.update(cron=Upper("cron"))
    job.refresh_from_db()
    assert job.cron.text == "0 9 * * MON"
    job.cron = Concat(Value("0 10 * * "), Value("TUE"))
    job.save()
    job.refresh_from_db()
    assert job.cron.text == "0 10 * * TUE"
    assert Job.objects.filter(cron=F("cron")).count() == 1
    job.cron = "0 11 * * *"
    Job.objects.bulk_update([job], ["cron"])
    Job.objects.bulk_create([Job(name="b", cron=gettext_lazy("0 11 * * *"))])
    assert Job.objects.filter(cron="0 11 * * *").count() == 2
    with pytest.raises(ValidationError):
        Job.objects.update(cron="0 25 * * *")


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("0 25 * * MOX", [("out-of-range", (2, 4)), ("unknown-name", (9, 12))]),
        ("0 0 9 * * MON-FRI", [("day-fields-both", (6, 7))]),
        (CronExpression("0 9 * * 1", "unix"), [("other-dialect", (0, 9))]),
    ],
)
def test_nothing_wrong_is_ever_saved_and_each_problem_has_code_and_place(
    value: Any, codes: Any
) -> None:
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        Job.objects.create(name="a", cron=value)
    assert refusals(caught.value) == codes
    with pytest.raises(ValidationError) as caught:
        Job(name="a", cron=value).full_clean()
    assert refusals(ValidationError(caught.value.error_dict["cron"])) == codes
    assert not Job.objects.exists()


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        Job(name="a", cron=5).full_clean()
    [found] = caught.value.error_dict["cron"]
    assert found.code == "invalid"


def test_a_bad_row_is_raised_or_given_as_its_text() -> None:
    bad = raw("0 25 * * *")
    with pytest.raises(CronExpressionError, match="has 6 or 7 parts"):
        Trigger.objects.get(pk=bad)
    good = Trigger.objects.create(loose=DAILY)
    loaded = {each.pk: each.loose for each in Trigger.objects.defer("quartz")}
    assert loaded == {bad: "0 25 * * *", good.pk: CronExpression(DAILY)}


# --- checking ---------------------------------------------------------------------


@given(st.text(max_size=20))
def test_validator_field_and_form_field_judge_as_the_library_does(text: str) -> None:
    expected = [problem.code for problem in validate(text)] if text else []
    for judge in (
        validate_cron,
        CronField(null=True).to_python,
        CronFormField(strip=False).to_python,
    ):
        assert codes_of(judge, text) == expected


def test_validators_of_your_own_see_the_text() -> None:
    class Short(models.Model):  # type: ignore[misc]
        cron = CronField(max_length=12, validators=[MinLengthValidator(10)])

        class Meta:
            app_label = "elsewhere"

    Short(cron="0 10 * * *").full_clean()
    for text, code in ((DAILY, "min_length"), ("0 10 * * MON-FRI", "max_length")):
        with pytest.raises(ValidationError) as caught:
            Short(cron=text).full_clean()
        assert [each.code for each in caught.value.error_dict["cron"]] == [code]


def test_validators_are_values() -> None:
    assert CronValidator("debian") == CronValidator("unix") != CronValidator()
    assert len({CronValidator("debian"), CronValidator("unix"), CronValidator()}) == 2
    assert CronValidator() != 5


def test_the_message_is_in_the_language_of_the_request() -> None:
    def said(language: str | None) -> str:
        with translation.override(language):
            with pytest.raises(ValidationError) as caught:
                validate_cron("0 25 * * {0}%")
            return str(caught.value.messages[0])

    assert said("en-gb") == said(None) == said("fr") == "hour must be 0-23, not 25"
    assert said("ko") != said("en")
    assert said("zh-hans") != said("en")


def test_choices_are_texts_and_show_their_labels() -> None:
    made = Trigger(chosen=DAILY)
    made.full_clean()
    assert (made.chosen, made.get_chosen_display()) == (CronExpression(DAILY), "Daily")
    with pytest.raises(ValidationError) as caught:
        Trigger(chosen="0 10 * * *").full_clean()
    assert [each.code for each in caught.value.error_dict["chosen"]] == ["invalid_choice"]
    form = forms.modelform_factory(Trigger, fields=["chosen"])({"chosen": "0 9 * * MON"})
    assert form.is_valid()
    assert form.cleaned_data["chosen"] == CronExpression("0 9 * * MON")
    shown = str(forms.modelform_factory(Trigger, fields=["chosen"])(instance=made)["chosen"])
    assert '<option value="0 9 * * *" selected>Daily</option>' in shown


# --- forms -------------------------------------------------------------------------


class JobForm(forms.ModelForm):  # type: ignore[misc]
    """A form of a job."""

    class Meta:
        """What the form shows."""

        model = Job
        fields = ("name", "cron")


def test_a_form_gives_expressions_and_errors_with_codes_as_json() -> None:
    form = JobForm({"name": "a", "cron": " 0 9 * * * "})
    assert form.is_valid()
    assert form.cleaned_data["cron"].text == DAILY
    assert form.save().cron.text == DAILY
    wrong = JobForm({"name": "a", "cron": "0 0 9 * * MON-FRI"})
    assert json.loads(wrong.errors.as_json())["cron"] == [
        {
            "message": "one of the two day fields must be ? - try 0 0 9 ? * MON-FRI",
            "code": "day-fields-both",
        }
    ]
    [error] = wrong.errors.as_data()["cron"]
    assert error.params["problem"].span == (6, 7)
    assert JobForm({"name": "a", "cron": ""}).errors.as_data()["cron"][0].code == "required"
    assert 'maxlength="255"' in str(form["cron"])


def test_a_form_notices_another_text_of_the_same_meaning() -> None:
    job = Job.objects.create(name="a", cron="0 0 12 ? * 6L")
    for typed, changed in (("0 0 12 ? * 6L ", []), ("0 0 12 ? * FRIL", ["cron"]), ("", ["cron"])):
        form = JobForm({"name": "a", "cron": typed}, instance=Job.objects.get(pk=job.pk))
        assert form.changed_data == changed
    assert not CronFormField(disabled=True).has_changed(DAILY, "")
    assert not CronFormField().has_changed(None, "")


def test_a_form_field_by_itself_takes_texts_and_expressions_of_its_dialect() -> None:
    field = CronFormField(dialect="quartz", required=False, min_length=3)
    assert field.clean("0 0 9 ? * 2").dialect == QUARTZ
    expression = CronExpression("0 0 9 ? * 2", "quartz")
    assert field.clean(expression) is expression
    assert field.clean("") is None
    with pytest.raises(ValidationError):
        field.clean(CronExpression(DAILY))


# --- fixtures and the administration -------------------------------------------------


def test_a_dump_is_loaded_again() -> None:
    Job.objects.create(name="a", cron="0 9 * * MON")
    Trigger.objects.create(quartz="0 0 9 ? * 2")
    for form in ("json", "xml"):
        dump = serializers.serialize(form, [*Job.objects.all(), *Trigger.objects.all()])
        for each in serializers.deserialize(form, dump):
            each.save()
    assert Job.objects.get().cron.text == "0 9 * * MON"
    assert Trigger.objects.get().quartz.dialect == QUARTZ
    assert Trigger.objects.get().loose is None


@pytest.fixture
def admin() -> Client:
    """Somebody who may do all."""
    client = Client()
    assert client.login(username="admin", password="admin")
    return client


def posted(cron: str, quartz: str = "", **more: str) -> dict[str, str]:
    """Return what the browser sends from the page of a job with one trigger."""
    management = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0"}
    rows = {f"trigger_set-{name}": value for name, value in management.items()}
    return {"name": "a", "cron": cron, **rows, "trigger_set-0-quartz": quartz, **more}


def test_the_administration_saves_shows_and_refuses(admin: Client) -> None:
    wrong = admin.post("/admin/django_jobs/job/add/", posted("0 25 * * *", DAILY))
    page = wrong.content.decode()
    assert wrong.status_code == 200
    assert "hour must be 0-23, not 25" in page
    assert "a cron expression for Quartz has 6 or 7 parts, not 5" in page
    assert 'value="0 25 * * *"' in page
    right = admin.post("/admin/django_jobs/job/add/", posted(DAILY, "0 0 9 ? * 2"))
    assert right.status_code == 302
    job = Job.objects.get()
    assert (job.cron, job.trigger_set.get().quartz.text) == (CronExpression(DAILY), "0 0 9 ? * 2")
    assert DAILY in admin.get("/admin/django_jobs/job/").content.decode()
    shown = admin.get(f"/admin/django_jobs/job/{job.pk}/change/").content.decode()
    assert 'value="0 9 * * *"' in shown
    assert 'value="0 0 9 ? * 2"' in shown


def test_an_edit_that_keeps_the_meaning_is_saved_below_a_job_too(admin: Client) -> None:
    admin.post("/admin/django_jobs/job/add/", posted(DAILY, "0 0 9 ? * 2"))
    job, trigger = Job.objects.get(), Trigger.objects.get()
    more = {
        "trigger_set-INITIAL_FORMS": "1",
        "trigger_set-0-id": str(trigger.pk),
        "trigger_set-0-job": str(job.pk),
    }
    admin.post(f"/admin/django_jobs/job/{job.pk}/change/", posted(DAILY, "0 0 9 ? * MON", **more))
    assert Trigger.objects.get().quartz.text == "0 0 9 ? * MON"


def test_a_list_with_a_bad_row_is_shown_and_the_row_mended(admin: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_jobs_trigger (loose) VALUES ('0 25 * * *')")
    row = Trigger.objects.get()
    address = f"/admin/django_jobs/trigger/{row.pk}/change/"
    assert 'value="0 25 * * *"' in admin.get(address).content.decode()
    assert "hour must be 0-23" in admin.post(address, {"loose": row.loose}).content.decode()
    assert admin.post(address, {"loose": DAILY}).status_code == 302
    assert Trigger.objects.get().loose == CronExpression(DAILY)


def test_django_finds_nothing_wrong_with_the_models() -> None:
    said = io.StringIO()
    call_command("check", stdout=said, stderr=said)
    assert "no issues" in said.getvalue()

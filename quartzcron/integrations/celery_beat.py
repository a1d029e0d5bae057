"""Tasks of django-celery-beat on any schedule: a model for your app, and the scheduler for it.

class Report(CronTask):  # in models.py of an app of yours; then makemigrations
    pass

celery -A project beat --scheduler quartzcron.integrations.celery_beat:CronScheduler
"""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import DatabaseScheduler

from quartzcron.errors import UnknownNameError
from quartzcron.ground.messages import ADAPTERS
from quartzcron.integrations import celery
from quartzcron.records import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_OTHERS = ("interval", "crontab", "solar", "clocked")

#: Which field of the form is to blame for a name that names nothing.
_FIELDS = {"time zone": "timezone", "dialect": "dialect"}


class CronTask(PeriodicTask):
    """A periodic task with a cron text, its dialect and its time zone.

    >>> Report(name="monthly", cron="0 0 9 ? * 6L", timezone="Europe/Paris").schedule
    <cron: 0 0 9 ? * 6L (Europe/Paris)>
    >>> Report(name="daily", cron="0 25 * * *").clean()
    Traceback (most recent call last):
      ...
    django.core.exceptions.ValidationError: {'cron': ['hour must be 0-23, not 25...']}

    Abstract: a model of yours inherits from it, and may have more fields. `full_clean` says what is
    wrong with which field, as forms and the admin show it.
    """

    cron = models.CharField(max_length=1000)
    dialect = models.CharField(max_length=100, default="quartzcron")
    timezone = models.CharField(max_length=100, default="UTC")

    class Meta:
        abstract = True

    @property
    def schedule(self) -> celery.cron:
        """What beat asks when to run; raises what `Schedule` raises."""
        return celery.cron(self.cron, self.timezone, dialect=self.dialect)

    def clean(self) -> None:
        """Refuse a text, a dialect or a zone that is none."""
        super().clean()
        try:
            _ = self.schedule
        except UnknownNameError as error:
            raise ValidationError({_FIELDS[error.kind]: str(error)}) from error
        except ValueError as error:
            raise ValidationError({"cron": str(error)}) from error

    def validate_unique(self, *args: Any, **kwargs: Any) -> None:
        """Refuse another schedule beside its own; django-celery-beat demands one of its four."""
        super(PeriodicTask, self).validate_unique(*args, **kwargs)
        if given := [name for name in _OTHERS if getattr(self, name)]:
            raise ValidationError(dict.fromkeys(given, ADAPTERS["one-schedule"]))

    def __str__(self) -> str:
        return f"{self.name}: {self.cron} ({self.timezone})"


class CronScheduler(DatabaseScheduler):
    """The scheduler of django-celery-beat, with the tasks of all models that are a `CronTask`."""

    def enabled_models(self) -> list[PeriodicTask]:
        """Return the tasks that are to run."""
        kinds = [model for model in apps.get_models() if issubclass(model, CronTask)]
        tasks = [task for kind in kinds for task in kind.objects.enabled()]
        # Each of them is a row of PeriodicTask too, one without a schedule.
        own = {task.pk for task in tasks}
        return [*(task for task in super().enabled_models() if task.pk not in own), *tasks]

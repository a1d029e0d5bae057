"""Models with expressions: of the default dialect, of others, and of one's own."""

from __future__ import annotations

from django.db import models

from quartzcron import Dialect
from quartzcron.integrations.django import CronField

OWN = Dialect.named("unix").replace(name="ours", title="Ours", shorthands=())


class Job(models.Model):  # type: ignore[misc]
    """What most people have."""

    name = models.CharField(max_length=20)
    cron = CronField()

    def __str__(self) -> str:
        return str(self.name)


class Trigger(models.Model):  # type: ignore[misc]
    """Whatever else a field may be."""

    job = models.ForeignKey(Job, models.CASCADE, null=True, blank=True)
    quartz = CronField(dialect="quartz", null=True, blank=True, max_length=60)
    loose = CronField(errors="text", null=True, blank=True)
    own = CronField(dialect=OWN, null=True, blank=True)
    seeded = CronField(dialect=Dialect.named("jenkins").seeded("job"), null=True, blank=True)
    chosen = CronField(
        null=True, blank=True, choices=[("0 9 * * *", "Daily"), ("0 9 * * MON", "Weekly")]
    )

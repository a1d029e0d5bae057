"""The administration of jobs, with their triggers below."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from django_jobs.models import Job, Trigger


class TriggerInline(admin.TabularInline):  # type: ignore[misc]
    """The triggers of a job."""

    model = Trigger
    fields: ClassVar = ["quartz"]
    extra = 1


class JobAdmin(admin.ModelAdmin):  # type: ignore[misc]
    """Jobs, listed with their expressions."""

    list_display: ClassVar = ["name", "cron"]
    inlines: ClassVar = [TriggerInline]


admin.site.register(Job, JobAdmin)
admin.site.register(Trigger)

"""A site in memory: import it before anything that needs a configured Django."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings

#: Where `makemigrations` writes: a package of its own.
FOLDER = tempfile.TemporaryDirectory(prefix="migrations-")
MIGRATIONS = Path(FOLDER.name) / "django_jobs_migrations"

if not settings.configured:
    MIGRATIONS.mkdir()
    (MIGRATIONS / "__init__.py").write_text("")
    sys.path.append(FOLDER.name)
    contrib = ("admin", "auth", "contenttypes", "messages", "sessions")
    settings.configure(
        SECRET_KEY="for tests alone",
        ALLOWED_HOSTS=["testserver"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in contrib), "django_jobs"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        MIGRATION_MODULES={"django_jobs": MIGRATIONS.name},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ROOT_URLCONF="django_jobs.urls",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        USE_TZ=True,
    )
    django.setup()

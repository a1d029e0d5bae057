"""Airflow: croniter, which reads its texts; what it does in zones is its own, and not asked here."""

from __future__ import annotations

from real_systems.croniter_ import Croniter


class Airflow(Croniter):
    """Only its reader: Airflow itself brings a database and a web server."""

    name = "airflow"
    dialect = "airflow"
    counts = (5,)
    zones = False
    distribution = "croniter"


SYSTEM = Airflow()

"""Rows of what a system makes of a text, and what is made of it here: how they are judged."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

import quartzcron
from quartzcron import CronExpression

#: What the system does with a text.
A, R = "accepted", "refused"


def judge(dialect: str, text: str, system: str, ours: str) -> None:
    """Hold the library to a row.

    `ours` is the code of the error, "= text" of the default dialect with the same
    wall times, "never", or the first dates from 2026 on.
    """
    problems = quartzcron.validate(text, dialect)
    if problems:
        assert {found.code for found in problems} == {ours}
        return
    # What a system refuses is refused here as well: a form must stop it.
    assert system == A
    expression = CronExpression(text, dialect)
    if ours.startswith("= "):
        assert expression.equivalent(CronExpression(ours.removeprefix("= ")))
    elif ours == "never":
        assert expression.never_fires
    else:
        wanted = ours.split()
        fires = islice(expression.fire_times(datetime(2026, 1, 1)), len(wanted))
        assert [str(fire.date()) for fire in fires] == wanted

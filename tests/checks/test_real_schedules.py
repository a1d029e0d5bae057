"""Schedules as they stand in repositories: how many of them earn a warning, and which.

A linter that talks too much is switched off. On Unix-like systems at most one
schedule in ten may earn a warning, each of them one that its owner would act on.
The texts are the usual ones of each kind of file; the few with a slip in them
are slips that people really made.
"""

from __future__ import annotations

import pytest

import quartzcron

#: Texts without a warning, by dialect.
QUIET = {
    # crontabs of distributions, and of people: /etc/crontab, /etc/cron.d, crontab -l
    "unix": """\
17 * * * *
25 6 * * *
47 6 * * 7
52 6 1 * *
09,39 * * * *
30 3 * * 0
10 3 * * *
5-55/10 * * * *
59 23 * * *
0 */12 * * *
57 0 * * 0
*/5 * * * *
@daily
@hourly
@weekly
@monthly
* * * * *
0 0 * * *
0 1 * * *
30 2 * * 1-5
0 4 * * 6
15 4 * * 0
*/15 * * * *
*/10 8-18 * * 1-5
0 8-17 * * 1-5
0 22 * * 1-5
5 0 * * *
15 14 1 * *
5 4 * * sun
23 0-20/2 * * *
0 0,12 1 */2 *
0 4 8-14 * *
0 0 1,15 * *
0 9-18 * * *
*/30 * * * *
0 5 * * 1
*/2 * * * *
0 2 * * 2
0,30 * * * *
0 */6 * * *
1 0 * * *
43 6 * * *
0 12 * * 1-5
20 3 * * *
0 3 * * 6
*/20 * * * *
0 0 1 1 *
0 0 1 1,4,7,10 *
59 11 * * 1,2,3,4,5
00 06 * * *
45 23 * * 6
33 3 * * 3
""",
    "cronie": """\
01 * * * *
*/10 * * * *
0 23 * * *
53 23 * * *
0 1 * * Sun
0 0 * * 0
""",
    # schedules of GitHub workflows: nightly builds, CodeQL, stale issues, links, keepalives
    "github-actions": """\
0 0 * * *
0 0 * * 0
0 0 * * 1
0 1 * * *
0 2 * * *
30 1 * * *
30 1 * * 1
0 3 * * 1
0 4 * * *
0 5 * * 1-5
0 6 * * *
0 6 * * 1
0 7 * * 1
0 8 * * MON
0 9 * * 1
0 12 * * *
0 12 * * 1
0 13 * * 2
0 16 * * 5
0 18 * * 0
15 10 * * 2
16 22 * * 6
18 5 * * 3
20 15 * * 4
22 3 * * 1
23 17 * * 4
27 19 * * 6
30 5 * * 1,3
30 5,17 * * *
35 8 * * 3
37 21 * * 2
41 2 * * 0
42 12 * * 5
44 6 * * 4
5 0 * * *
5 4 * * 0
0 */6 * * *
0 */4 * * *
0 */12 * * *
0 */2 * * *
0 */8 * * *
0 */3 * * *
*/5 * * * *
*/10 * * * *
*/15 * * * *
*/30 * * * *
0 * * * *
15 * * * *
0 0 1 * *
0 0 15 * *
0 0 1 */3 *
0 0 1,15 * *
0 0 * * 1,4
0 0 * * SUN
0 0 * * wed
0 0 * * 1-5
0 12 * * 0
0 10 * * TUE
0 8-18 * * 1-5
20/15 * * * *
0 * * * 1-5
12,42 * * * *
17 */6 * * *
1 23 * * *
00 20 * * TUE
37 5 * * 1
30 22 * * 1-5
30 18 * * *
""",
    # CronJobs of charts and operators
    "kubernetes": """\
*/1 * * * *
* * * * *
*/5 * * * *
*/10 * * * *
*/15 * * * *
0 * * * *
0 */1 * * *
0 0 * * *
0 1 * * *
0 2 * * *
30 2 * * *
0 3 * * *
0 3 * * 0
0 5 * * 6
0 8 * * 1-5
15 */6 * * *
0 0 * * 0
0 0 1 * *
@daily
@hourly
@weekly
@midnight
0 */4 * * *
0 6,18 * * *
59 23 * * *
5 1 * * *
35 1 * * *
55 23 * * *
10 */2 * * *
0 22 * * 5
""",
    # DAGs
    "airflow": """\
@daily
@hourly
@weekly
@monthly
@yearly
@quarterly
0 0 * * *
0 1 * * *
0 3 * * *
30 6 * * *
0 6 * * 1-5
0 12 * * *
0 0 * * 0
*/5 * * * *
*/10 * * * *
*/30 * * * *
0 */2 * * *
15 * * * *
0 0 1 * *
0 5 2 * *
0 8 * * MON
0 3 * * Tue
0 22 * * 1,2,3,4,5
45 23 * * SAT
0 23 7,14,21,28 3,6,9,12 *
0/15 * * * *
0 0 * * 1-6
0 8,11,15 * * *
30 21 * * 1-5
0 20 1 * *
""",
    # periodic tasks, builds, scheduled queries
    "celery": """\
*/5 * * * *
0 0 * * *
30 7 * * 1
0 0 1 * *
""",
    "jenkins": """\
H/15 * * * *
H 2 * * *
H H(0-7) * * *
H H * * 1-5
@midnight
""",
    "google-cloud-scheduler": """\
*/5 * * * *
0 3 * * *
0 9 * * 1
30 6 * * MON-FRI
0 0 1 * *
""",
    "posix": """\
0 4 * * *
30 2 * * 1-5
0,15,30,45 * * * *
""",
}

#: Texts with a warning: what is said of each.
WARNED = [
    # a star too many
    ("unix", "* 3 * * *", "star-before-set-field"),
    ("unix", "* */2 * * *", "star-before-set-field"),
    ("kubernetes", "* 1 * * *", "star-before-set-field"),
    ("kubernetes", "* * * * 0", "star-before-set-field"),
    ("airflow", "* 9 * * 1-5", "star-before-set-field"),
    ("unix", "* */12 * * *", "star-before-set-field"),
    ("github-actions", "0 * * * 1", "star-before-set-field"),
    # steps that do not fit
    ("unix", "*/7 * * * *", "uneven-step"),
    ("unix", "*/45 * * * *", "uneven-step"),
    ("github-actions", "0 0 */2 * *", "uneven-step"),
    ("github-actions", "0 0 */7 * *", "uneven-step"),
    ("github-actions", "0 */5 * * *", "uneven-step"),
    ("kubernetes", "*/90 * * * *", "step-never-taken"),
    ("github-actions", "*/3 * * * *", "too-often"),
    ("airflow", "0 0 */3 * *", "uneven-step"),
    # days that some months lack
    ("unix", "0 0 31 * *", "skips-months"),
    ("airflow", "0 6 30 * *", "skips-months"),
    # the first Monday, which this is not
    ("unix", "0 9 1-7 * 1", "both-days-restricted"),
    ("github-actions", "0 0 1-7 * 1", "both-days-restricted"),
]


def texts() -> list[tuple[str, str, list[str]]]:
    """Return dialect, text and the codes of its warnings."""
    quiet: list[tuple[str, str, list[str]]] = [
        (dialect, text, []) for dialect, lines in QUIET.items() for text in lines.splitlines()
    ]
    return quiet + [(dialect, text, [code]) for dialect, text, code in WARNED]


@pytest.mark.parametrize(("dialect", "text", "codes"), texts())
def test_what_a_schedule_is_told(dialect: str, text: str, codes: list[str]) -> None:
    rules = quartzcron.Dialect.named(dialect)
    rules = rules if rules.seed is None else rules.seeded("5")
    assert quartzcron.validate(text, rules) == []
    assert [found.code for found in quartzcron.lint(text, rules)] == codes


def test_at_most_one_in_ten_is_told_anything() -> None:
    total, warned = len(texts()), len(WARNED)
    print(f"{warned} of {total} schedules ({warned / total:.1%}) have a warning")
    assert total >= 200
    assert warned * 10 <= total

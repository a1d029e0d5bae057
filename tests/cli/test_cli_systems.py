"""The commands about dialects: dialects, detect and convert; and the seed of H."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from terminals import plain, run

from quartzcron import CronExpression, Dialect, detect
from quartzcron.clock import moments

# --- dialects --------------------------------------------------------------

TABLE = """\
quartzcron              5-7     0,7; 1  either; ?  ?LW#+@   SAFE         quartzcron
quartz                  6-7     1       ?          ?LW#     QUARTZ       Quartz
adobe                   6-7     1       ?          ?LW#     SAFE ?       Adobe Experience Platform
databricks              6-7     1       ?          ?LW#     QUARTZ       Databricks
quartznet               6-7     1       either     ?LW#H    QUARTZNET    Quartz.NET
unix                    5       0,7     either     @        VIXIE        Unix (Debian cron)
cronie                  5       0,7     either     @        VIXIE        cronie
posix                   5       0       either              SAFE ?       POSIX
ocps                    5-7     0,7     either     ?LW#+@   OCPS         Open Cron Pattern Specification
kubernetes              5       0       either     ?@       SPRING       Kubernetes
nomad                   5-7     0,7     either     ?LW#@    SPRING       Nomad
croniter                5-7     0,7     either     ?LW#H@   CRONITER     croniter
langgraph               5-7     0,7     either     ?LW#@    CRONITER     LangGraph Platform
airflow                 5-7     0,7     either     ?LW#@    AIRFLOW      Airflow
celery                  5       0       both                CELERY       Celery
apscheduler             5       6       both                APSCHEDULER  APScheduler
prefect                 5-7     0,7; 0  either     ?L#@     PREFECT      Prefect
dagster                 5       0,7     either     ?L#@     DAGSTER      Dagster
google-cloud-scheduler  5       0,7     either     ?@       SAFE ?       Google Cloud Scheduler
eventbridge             6       1       ?          ?LW#     OCPS         Amazon EventBridge
github-actions          5       0       either              SAFE ?       GitHub Actions
azure                   5-6     0       both                AZURE        Azure Functions
snowflake               5       0       either     L        SAFE ?       Snowflake
cloudflare              5       1       either     LW#      SAFE         Cloudflare
vercel                  5       0       *                   SAFE ?       Vercel
spring                  6       0,7     both       ?LW#@    SPRING       Spring
cronos                  5-6     0,7     both       ?LW#H@   CRONOS       Cronos
croner                  5-7     0,7     either     ?LW#+@   CRONER       croner
jenkins                 5       0,7     both       H@       SAFE ?       Jenkins
"""


def test_dialects_lists_them_all() -> None:
    result = run("dialects")
    assert (result.stdout, result.stderr, result.exit_code) == (TABLE, "", 0)
    assert [line.split()[0] for line in TABLE.splitlines()] == list(Dialect.names())


def test_dialects_in_a_terminal_has_a_heading_and_a_legend(in_terminal: Any) -> None:
    lines = plain(in_terminal("dialects").out).split("\n")
    assert lines[0] == (
        "dialect                 fields  Sunday  days       signs    clock        system"
    )
    assert lines[1:9] == TABLE.split("\n")[:8]
    # The longest title has no room in a hundred columns.
    assert lines[10].strip() == "Open Cron Pattern Specification"
    assert [line[:8].strip() for line in lines[32:-1]] == [
        *("fields", "Sunday", "days", "", "signs", "clock")
    ]


def test_dialects_fits_a_terminal_of_eighty_columns(
    in_terminal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = plain(in_terminal("dialects").out).split("\n")
    assert max(map(len, lines)) <= 80
    assert lines[0].split() == ["dialect", "fields", "Sunday", "days", "signs", "system"]
    # A title that has no room beside the rest stands below.
    assert lines[3:5] == [
        "adobe                   6-7     1       ?          ?LW#",
        "                        Adobe Experience Platform",
    ]


def test_dialects_answers_in_json_lines() -> None:
    answers = [json.loads(line) for line in run("dialects", "--json").stdout.splitlines()]
    assert [answer["name"] for answer in answers] == list(Dialect.names())
    github = next(answer for answer in answers if answer["name"] == "github-actions")
    assert list(github) == [
        *("name", "title", "summary", "aliases", "forms", "signs", "words"),
        *("dst", "dst_verified", "service_rules"),
    ]
    assert github["service_rules"] == [
        {"code": "too-often", "most_per_day": None, "shortest_interval": 300}
    ]
    cronos = next(answer for answer in answers if answer["name"] == "cronos")
    assert cronos["aliases"] == ["hangfire"]
    assert cronos["forms"][1]["fields"][0] == "second"
    assert (cronos["forms"][0]["sunday"], cronos["forms"][0]["day_fields"]) == ([0, 7], "both")
    assert (cronos["dst"], cronos["dst_verified"]) == ("CRONOS", True)
    assert "@every_second" in cronos["words"]


# --- detect ----------------------------------------------------------------


def test_detect_groups_the_dialects_by_what_they_read() -> None:
    text = "0 0 12 ? * 6L"
    result = run("detect", text, "--from", "2026-01-01")
    assert result.stdout == (
        "0 0 12 ? * 6L\n"
        "    0 12 * * FRIL: quartzcron, quartz, adobe, databricks, quartznet\n"
        "    0 12 * * SATL: ocps, spring, cronos, croner\n"
        "    refused: unix, cronie, posix, kubernetes, nomad, croniter, langgraph, airflow, celery,\n"
        "        apscheduler, prefect, dagster, google-cloud-scheduler, eventbridge, github-actions, azure,\n"
        "        snowflake, cloudflare, vercel, jenkins\n"
        "    quartzcron and ocps differ first on 2026-01-30 12:00:00\n"
    )
    assert (result.stderr, result.exit_code) == ("", 0)
    assert result.stdout == f"{detect(text, after=datetime(2026, 1, 1))}\n"


def test_detect_says_what_nobody_takes() -> None:
    result = run("detect", "0 25 * * *")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr == (
        "hour must be 0-23, not 25\n"
        "    0 25 * * *\n"
        "      ^^\n"
        "no dialect takes this\n"
    )  # fmt: skip


def test_detect_answers_in_json() -> None:
    result = run("detect", "0 9 * * 1", "--from", "2026-01-01T12:00+05:00", "--json")
    answer = json.loads(result.stdout)
    assert (answer["text"], answer["from"]) == ("0 9 * * 1", "2026-01-01T12:00:00+05:00")
    words = [reading["words"] for reading in answer["readings"]]
    assert words == ["0 9 * * MON", "0 9 * * TUE", "0 9 * * SUN"]
    readers = [reading["dialects"] for reading in answer["readings"][1:]]
    assert readers == [["apscheduler"], ["cloudflare"]]
    assert answer["differences"] == [
        {"between": ["quartzcron", "apscheduler"], "moment": "2026-01-05T09:00:00+05:00"},
        {"between": ["quartzcron", "cloudflare"], "moment": "2026-01-04T09:00:00+05:00"},
        {"between": ["apscheduler", "cloudflare"], "moment": "2026-01-04T09:00:00+05:00"},
    ]
    assert "quartz" in answer["refused"]
    nobody = run("detect", "0 25 * * *", "--json")
    answer = json.loads(nobody.stdout)
    assert (answer["readings"], len(answer["refused"])) == ([], len(Dialect.names()))
    assert (nobody.stderr, nobody.exit_code) == ("", 1)


def test_detect_starts_now() -> None:
    answer = json.loads(run("detect", "0 9 * * *", "--json").stdout)
    now = datetime.now(UTC)
    assert abs((datetime.fromisoformat(answer["from"]) - now).total_seconds()) < 120


def test_detect_in_a_terminal_keeps_to_its_width(
    in_terminal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns, widest in (("60", 60), ("80", 80), ("200", 100)):
        monkeypatch.setenv("COLUMNS", columns)
        bold, *lines = in_terminal("detect", "0 9 * * *").out.split("\n")
        assert bold == "\x1b[1m0 9 * * *\x1b[0m"
        assert widest - 25 < max(map(len, lines)) <= widest


# --- convert ---------------------------------------------------------------

CONVERSIONS = [
    # The same wall times in the words of another system, and the same rule for clock changes.
    (
        ["0 30 12 ? * 6L", "--from-dialect", "quartz", "--to-dialect", "databricks"],
        "0 30 12 ? * FRIL\n",
        "",
    ),
    (["0 9 * * 1-5", "--to", "airflow"], "0 9 * * MON-FRI\n", ""),
    (["0 9  * * MON", "--to", "quartzcron"], "0 9  * * MON\n", ""),
    # Another rule.
    (
        ["30 2 * * *", "--to", "quartz"],
        "0 30 2 * * ?\n",
        "warning: times that daylight saving time skips: "
        "no run under QUARTZ, but a run right after the gap under SAFE\n"
        "warning: times that occur twice when clocks go back: "
        "one run, the second time under QUARTZ, but one run, the first time under SAFE\n",
    ),
    # Two texts for one, each thing said once.
    (
        ["0 0 13 * FRI", "--to", "quartz", "--all"],
        "0 0 0 13 * ?\n0 0 0 ? * FRI\n",
        "warning: times that daylight saving time skips: "
        "no run under QUARTZ, but a run right after the gap under SAFE\n"
        "warning: times that occur twice when clocks go back: "
        "one run, the second time under QUARTZ, but one run, the first time under SAFE\n"
        "warning: some times belong to several of these: that is a run for each\n",
    ),
    # Not at an hour at which any zone changes its clock.
    (["*/15 8-18 * * MON-FRI", "--to", "quartz"], "0 */15 8-18 ? * MON-FRI\n", ""),
    # A zone that changes its clock at another time.
    (["30 1 * * *", "--to", "quartz", "--tz", "Asia/Tokyo"], "0 30 1 * * ?\n", ""),
    (["0 12 L 4,5 *", "--to", "celery", "--all"], "0 12 30 4 *\n0 12 31 5 *\n", ""),
    (["0 9 * * MON", "--to", "airflow", "--all"], "0 9 * * MON\n", ""),
]


@pytest.mark.parametrize(("arguments", "written", "said"), CONVERSIONS)
def test_convert_writes_the_same_for_another_system(
    arguments: list[str], written: str, said: str
) -> None:
    result = run("convert", *arguments)
    assert (result.stdout, result.stderr, result.exit_code) == (written, said, 0)


def test_convert_says_what_the_next_clock_changes_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "now", lambda: datetime(2026, 1, 1, tzinfo=UTC))
    result = run("convert", "30 2 * * *", "--to", "spring", "--tz", "America/New_York")
    assert (result.stdout, result.exit_code) == ("0 30 2 * * *\n", 0)
    # The clock goes back from 2 to 1: that is no matter of 02:30.
    assert result.stderr == (
        "warning: 2026-03-08 02:30 does not exist in America/New_York: "
        "no run under SPRING, but a run right after the gap under SAFE\n"
    )


def test_convert_says_why_there_is_none() -> None:
    result = run("convert", "0 0 13 * FRI", "--to", "quartz")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr == (
        "Quartz cannot say days that are either 13 or FRI\n    0 0 13 * FRI\n"
        "    try together: 0 0 0 13 * ?\n"
        "    try together: 0 0 0 ? * FRI\n"
    )


def test_convert_draws_what_is_wrong() -> None:
    result = run("convert", "0 9 * * 7", "--from", "kubernetes", "--to", "unix")
    assert (result.stdout, result.exit_code) == ("", 1)
    assert result.stderr.startswith("day of week must be 0-6 or SUN-SAT, not 7\n    0 9 * * 7\n")


def test_convert_answers_in_json() -> None:
    result = run("convert", "0 0 13 * FRI", "--to", "quartz", "--all", "--json")
    assert (result.stderr, result.exit_code) == ("", 0)
    answer = json.loads(result.stdout)
    codes = [each["code"] for each in answer.pop("clock_differences")]
    assert codes == ["gap-rule", "fold-rule"]
    assert [each["code"] for each in answer.pop("problems")] == ["both-days-restricted"]
    assert answer == {
        "text": "0 0 13 * FRI",
        "dialect": "quartzcron",
        "to_dialect": "quartz",
        "texts": ["0 0 0 13 * ?", "0 0 0 ? * FRI"],
        "together": True,
        "refusal": None,
    }
    refused = run("convert", "0 0 13 * FRI", "--to", "quartz", "--json")
    answer = json.loads(refused.stdout)
    assert (refused.exit_code, answer["texts"]) == (1, [])
    assert answer["refusal"] == {
        "field": "day_of_week",
        "reason": "Quartz cannot say days that are either 13 or FRI",
        "nearest": ["0 0 0 13 * ?", "0 0 0 ? * FRI"],
        "exact": True,
    }
    wrong = run("convert", "0 25 * * *", "--to", "quartz", "--json")
    answer = json.loads(wrong.stdout)
    assert (wrong.exit_code, answer["texts"], answer["refusal"]) == (1, [], None)
    assert [each["code"] for each in answer["problems"]] == ["out-of-range"]


# --- the seed of H ---------------------------------------------------------


def test_a_seed_decides_h() -> None:
    h, seed = "H H * * *", ["--seed", "nightly"]
    expression = CronExpression(h, "jenkins", seed="nightly")
    first = expression.next_fire_time(datetime(2026, 1, 1))
    assert first is not None
    shown = run("next", h, "-d", "jenkins", *seed, "--from", "2026-01-01", "-n", "1").stdout
    assert shown.startswith(str(first))
    plain = f"{first.minute} {first.hour} * * *"
    assert (
        run("convert", h, "-d", "jenkins", "--to-dialect", "celery", *seed).stdout == f"{plain}\n"
    )
    assert run("lint", "-", "-d", "jenkins", *seed, given=h).exit_code == 0
    assert run("detect", h).stdout.splitlines()[1] == "    H H * * *: jenkins"
    detected = run("detect", h, *seed).stdout
    assert f"    {plain}: jenkins" in detected.splitlines()
    assert run("validate", h, "-d", "croniter").exit_code == 1
    # Without a seed it is right in Jenkins, and nobody knows when it runs.
    assert run("validate", h, "-d", "jenkins").exit_code == 0
    for command in (["next"], ["convert", "--to", "unix", "--from", "jenkins"]):
        unknown = run(command[0], h, *(command[1:] or ["-d", "jenkins"]))
        assert unknown.exit_code == 1
        assert unknown.stderr.startswith("H stands for a number that Jenkins derives")
    # Of two expressions each has its own, or the one that has an H.
    pair = ["diff", h, plain, "-d", "jenkins", "-d", "unix"]
    assert run(*pair, *seed).exit_code == 0
    assert run("diff", h, h, "-d", "jenkins", *seed).exit_code == 0
    assert run("diff", h, h, "-d", "jenkins", *seed, "--seed", "other").exit_code == 1
    assert run("diff", h, h, "-d", "jenkins").exit_code == 2


# --- wrong use -------------------------------------------------------------

SLIPS = [
    (
        ["next", "H H * * *", "--seed", "nightly"],
        "Invalid value for '--seed': a seed is for H, which is not in quartzcron",
    ),
    (
        ["next", "H H * * *", "-d", "cronos", "--seed", "nightly"],
        "Invalid value for '--seed': a seed for Cronos is a whole number from -2147483648 to "
        "2147483647, not 'nightly'",
    ),
    (
        ["diff", "0 9 * * *", "0 9 * * *", "-d", "unix", "-d", "quartz", "--seed", "nightly"],
        "Invalid value for '--seed': a seed is for H, which is not in Unix (Debian cron) or Quartz",
    ),
    (["lint", "-", "--seed", "nightly"], "--seed needs --dialect"),
    (["convert", "0 9 * * *"], "Missing option '--to-dialect'."),
    (
        ["convert", "0 9 * * *", "--to", "langraph"],
        "Invalid value for '--to-dialect': there is no dialect \"langraph\"; did you mean langgraph?",
    ),
    (
        ["convert", "0", "9", "*", "*", "*", "--to", "quartz"],
        'put the expression in quotes, for example: quartzcron convert "0 9 * * *"',
    ),
    (
        ["detect", "0", "9", "*", "*", "*"],
        'put the expression in quotes, for example: quartzcron detect "0 9 * * *"',
    ),
]


@pytest.mark.parametrize(("arguments", "message"), SLIPS)
def test_slips(arguments: list[str], message: str) -> None:
    result = run(*arguments, given="")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert result.stderr.splitlines()[-1] == f"Error: {message}"


@pytest.mark.parametrize("command", ["dialects", "detect", "convert"])
def test_help(command: str) -> None:
    shown = run(command, "--help").stdout
    assert max(map(len, shown.splitlines())) <= 80
    assert f"Examples:\n    quartzcron {command}" in shown
    assert "Exit status: 0 fine, 1 invalid, 2 a usage or I/O error" in shown


@pytest.mark.parametrize("text", ["0 0 \x1b[31m ? * MON", "[red]0[/red] 0 9 ? * MON\n", "\u202e"])
@pytest.mark.parametrize("arguments", [["detect"], ["convert", "--to", "quartz"]])
def test_hostile_texts_come_out_escaped(arguments: list[str], text: str) -> None:
    result = run(*arguments, text)
    assert (result.stdout, result.exit_code) == ("", 1)
    assert all(line.isprintable() for line in result.stderr.split("\n"))
    assert json.loads(run(*arguments, text, "--json").stdout)["text"] == text

"""Files of YAML: which documents have schedules, where these stand, and what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from readers import found_in, row, seen

from quartzcron.files import nodes, yaml_files
from quartzcron.files.findings import Fault, Found, Passed, Recognised, Unknown

CRON_JOB = "kind: CronJob\nspec:\n  schedule: "

MANIFESTS: list[tuple[str, list[tuple[Any, ...]]]] = [
    # However the text is written, it is found where it stands.
    (f"{CRON_JOB}0 9 * * *\n", [(3, 13, "0 9 * * *")]),
    (f"{CRON_JOB}'0 9 * * *'\n", [(3, 14, "0 9 * * *")]),
    (f'{CRON_JOB}"0 9 * * *"\n', [(3, 14, "0 9 * * *")]),
    (f"{CRON_JOB}!!str &a '0 9 * * *'\n", [(3, 23, "0 9 * * *")]),
    (f"{CRON_JOB}|-\n\n    0 9 * * *\n", [(3, 13, "\n0 9 * * *")]),
    (f"{CRON_JOB}>-\n    0 9 * * *\n", [(4, 5, "0 9 * * *")]),
    (f"{CRON_JOB}|\n    0 9 * * *\n", [(4, 5, "0 9 * * *\n")]),
    (f"{CRON_JOB}\n    0 9 * * *\n", [(4, 5, "0 9 * * *")]),
    ('\ufeff{"kind": "CronJob", "spec": {"schedule": "@daily"}}', [(1, 43, "@daily")]),
    # Escaped, folded or empty: only its beginning can be told.
    (f'{CRON_JOB}"0 9 \\u002a * *"\n', [(3, 13, "0 9 * * *")]),
    (f"{CRON_JOB}>-\n    0 9\n    * * *\n", [(3, 13, "0 9 * * *")]),
    (f"{CRON_JOB}\n", [(3, 12, "")]),
    # What YAML makes a number or a boolean of is a text here.
    (f"{CRON_JOB}5\n", [(3, 13, "5")]),
    # Kubernetes takes intervals, which are no schedules of dates and times.
    (f"{CRON_JOB}'@every 1h30m'\n", [(3, 14, "@every 1h30m", "passed: interval")]),
    (f"{CRON_JOB}'@every hour'\n", [(3, 14, "@every hour")]),
    ("on: {schedule: [{cron: '@every 1h'}]}", [(1, 25, "@every 1h")]),
    # Values that something fills in first.
    (f"{CRON_JOB}'{{{{ .Values.at }}}}'\n", [(3, 14, "{{ .Values.at }}", "passed: templated")]),
    (f"{CRON_JOB}{{{{ .Values.at }}}}\n", [(3, 13, "{{ .Values.at }}", "passed: templated")]),
    ("kind: X\nspec: {schedule: {{ a }}}\n", [(2, 18, "{{ a }}", "passed: templated")]),
    (f"{CRON_JOB}${{AT}}\n", [(3, 13, "${AT}", "passed: templated")]),
    (f"{CRON_JOB}0 $(HOUR) * * *\n", [(3, 13, "0 $(HOUR) * * *", "passed: templated")]),
    (f"{CRON_JOB}0 9 * * *\n  timeZone: ${{ZONE}}\n", [(3, 13, "0 9 * * *")]),
    # Zones, known and unknown.
    (f"{CRON_JOB}0 9 * * *\n  timeZone: UTC\n", [(3, 13, "0 9 * * *", "UTC")]),
    *(
        (
            f"{CRON_JOB}0 9 * * *\n  timeZone: {zone}\n",
            [(3, 13, "0 9 * * *"), (4, column, "unknown-zone")],
        )
        for zone, column in (("'+02:00'", 14), ("Local", 13), ("Europe/Pari", 13), ("[UTC]", 13))
    ),
    # Several documents, and lists of items; the text of an alias stands where it was written, once.
    (
        f"{CRON_JOB}0 8 * * *\n---\n---\nkind: Service\n---\n{CRON_JOB}0 9 * * *\n",
        [(3, 13, "0 8 * * *"), (10, 13, "0 9 * * *")],
    ),
    (
        f"%YAML 1.1\n---\n{CRON_JOB}0 8 * * *\n...\n---\n{CRON_JOB}0 9 * * *\n",
        [(5, 13, "0 8 * * *"), (10, 13, "0 9 * * *")],
    ),
    (
        "kind: List\nitems:\n- kind: Service\n- kind: CronJob\n  spec: {schedule: &a 0 9 * * *}\n"
        "- kind: CronJob\n  spec: {schedule: *a}\n",
        [(5, 23, "0 9 * * *")],
    ),
    (
        "items:\n- kind: CronJob\n  spec: {schedule: &a 0 9 * * *, timeZone: UTC}\n- kind: CronJob\n"
        "  spec: {schedule: *a}\n- kind: CronJob\n  spec: {schedule: *a, timeZone: Asia/Tokyo}\n",
        [(3, 23, "0 9 * * *", "UTC"), (3, 23, "0 9 * * *"), (3, 23, "0 9 * * *", "Asia/Tokyo")],
    ),
    # An anchor may be defined twice: what follows means the later one.
    (
        "a: &a 0 8 * * *\nb: &a 0 9 * * *\nkind: CronJob\nspec: {schedule: *a}\n",
        [(2, 7, "0 9 * * *")],
    ),
    ("a: &a [*a]\nkind: CronJob\nspec: {schedule: &a x, b: &a [*a]}\n", [(3, 21, "x")]),
    # GitHub has several schedules, each with its zone.
    (
        "on:\n  schedule:\n    - cron: '0 9 * * *'\n    - cron: 0 10 * * *\n      timezone: UTC\n",
        [(3, 14, "0 9 * * *"), (4, 13, "0 10 * * *", "UTC")],
    ),
    # What is no text, and what is no schedule at all.
    (f"{CRON_JOB}{{a: b}}\n", [(3, 13, "not-a-text")]),
    ("kind: CronJob\nspec: {schedules: [[a]]}\n", [(2, 20, "not-a-text")]),
    ("kind: CronJob\nspec: []\n", []),
    ("kind: CronJob\nspec: {suspend: true}\n", []),
    ("on: push\n", []),
    ("- [kind]\n- CronJob\n", []),
    ("? [kind]\n: CronJob\n", []),
    ("", []),
    # No word of a schedule in it, so nobody looks whether it is right.
    ("a: b: c\n", []),
]


@pytest.mark.parametrize(("content", "expected"), MANIFESTS)
def test_schedules_of_yaml(content: str, expected: list[tuple[Any, ...]]) -> None:
    assert seen("yaml", content) == expected


def test_yaml_of_each_system_is_read_by_its_dialect() -> None:
    for content, title, system in (
        (f"{CRON_JOB}0 9 * * *\n", "Kubernetes", "kubernetes"),
        ("on: {schedule: [{cron: 0 9 * * *}]}", "GitHub workflow", "github-actions"),
    ):
        recognised, found = found_in("yaml", content)
        assert recognised == Recognised(title)
        assert isinstance(found, Found)
        assert found.system == system


def test_utf_16_is_yaml() -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        content = f"{CRON_JOB}0 9 * * *\n".encode(encoding)
        assert seen("yaml", content) == [(3, 13, "0 9 * * *")]


# --- other objects of Kubernetes -------------------------------------------

OBJECTS: list[tuple[str, str, list[tuple[Any, ...]]]] = [
    (
        "Argo's workflows, with one or several",
        "kind: CronWorkflow\nspec: {schedule: 0 9 * * *, timezone: UTC}\n---\n"
        "kind: CronWorkflow\nspec:\n  timezone: Asia/Tokyo\n  schedules: [0 9 * * *, 0 25 * * *]\n",
        [
            (2, 18, "0 9 * * *", "UTC"),
            (7, 15, "0 9 * * *", "Asia/Tokyo"),
            (7, 26, "0 25 * * *", "Asia/Tokyo"),
        ],
    ),
    (
        "a list of mappings",
        "kind: CronWorkflow\nspec:\n  schedules:\n  - schedule: 0 9 * * *\n    timezone: UTC\n",
        [(4, 15, "0 9 * * *", "UTC")],
    ),
    (
        "KEDA's triggers",
        "kind: ScaledObject\nspec:\n  triggers:\n  - type: cpu\n  - type: cron\n    metadata:\n"
        "      timezone: Asia/Kolkata\n      start: 30 * * * *\n      end: 45 * * * *\n"
        "  - type: cron\n    metadata: {start: 0 25 * * *}\n",
        [
            (8, 14, "30 * * * *", "Asia/Kolkata"),
            (9, 12, "45 * * * *", "Asia/Kolkata"),
            (11, 23, "0 25 * * *"),
        ],
    ),
    (
        "CloudNativePG's six fields, seconds first",
        'kind: ScheduledBackup\nspec:\n  schedule: "0 0 0 * * *"\n',
        [(3, 14, "0 0 0 * * *", "passed: six fields")],
    ),
    (
        "Velero's, and any other kind with a schedule in its spec",
        "kind: Schedule\nspec: {schedule: 0 25 * * *, template: {ttl: 720h}}\n",
        [(2, 18, "0 25 * * *")],
    ),
    (
        "at any depth",
        "kind: PostgresCluster\nspec:\n  backups:\n    repos:\n    - schedules:\n"
        "        full: 0 1 * * 0\n        differential: 0 1 * * 1-6\n        enabled: true\n",
        [(6, 15, "0 1 * * 0"), (7, 23, "0 1 * * 1-6")],
    ),
    (
        "keys that end like it",
        "kind: X\nspec: {cronSchedule: 0 1 * * *, backup_cron: 0 2 * * *, timeZone: UTC}\n",
        [(2, 22, "0 1 * * *", "UTC"), (2, 46, "0 2 * * *", "UTC")],
    ),
    (
        "six fields, of which nobody knows what they are",
        "kind: X\nspec: {schedule: 0 0 9 * * *, b: {schedule: TZ=UTC 0 9 * * *}}\n",
        [(2, 18, "0 0 9 * * *", "passed: six fields"), (2, 45, "TZ=UTC 0 9 * * *")],
    ),
    (
        "the values of a release of a chart",
        "kind: HelmRelease\nspec:\n  interval: 5m\n  values: {a: {schedule: 0 25 * * *}}\n",
        [(4, 26, "0 25 * * *")],
    ),
    (
        "a text with a schedule and a zone of its own",
        "kind: X\nspec: {schedule: {cron: 0 9 * * *, timezone: UTC}}\n",
        [(2, 25, "0 9 * * *", "UTC")],
    ),
    (
        "one by an alias, which stands where it is written",
        "kind: X\nspec: {a: &a {schedule: 0 9 * * *}, b: *a}\n",
        [(2, 25, "0 9 * * *")],
    ),
    (
        "a spec of lists",
        "kind: X\nspec: {schedules: [0 9 * * *, [1], weekly]}\n",
        [(2, 20, "0 9 * * *")],
    ),
]


@pytest.mark.parametrize(
    ("content", "expected"), [each[1:] for each in OBJECTS], ids=[each[0] for each in OBJECTS]
)
def test_objects_of_kubernetes(content: str, expected: list[tuple[Any, ...]]) -> None:
    assert seen("yaml", content) == expected
    assert found_in("yaml", content)[0] == Recognised("Kubernetes")


# --- what nobody reads -----------------------------------------------------


def unread(name: str, more: str = "") -> str:
    return f'unknown: quartzcron does not know what stands under "{name}"{more}'


UNREAD: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("schedule: 0 9 * * *\n", [(1, 1, unread("schedule"))]),
    ("on:\n  schedule: daily\n", [(2, 3, unread("schedule"))]),
    ("on:\n  schedule:\n  - daily\n  - [1]\n  - cronos: x\n", [(2, 3, unread("schedule"))]),
    ("on: {shedule: [{cron: 0 9 * * *}]}\n", [(1, 17, unread("cron"))]),
    ("updates:\n- schedule: {interval: weekly}\n", [(2, 3, unread("schedule"))]),
    (
        "a: {schedules: [{cron: x}]}\nb: {cron: x}\n",
        [(1, 5, unread("schedules", " (and under 1 more keys)"))],
    ),
    ("Events: {A: {Schedule: 'cron(0 9 * * ? *)'}}\n", [(1, 14, unread("Schedule"))]),
    ("app_cron: 0 9 * * *\n", [(1, 1, unread("app_cron"))]),
    (
        "kind: X\nspec: {schedule: 0 9 * * *, template: {schedule: 0 9 * * *}}\n",
        [(2, 18, "0 9 * * *"), (2, 40, unread("schedule"))],
    ),
    ("kind: X\nspec: {schedule: weekly}\n", [(2, 8, unread("schedule"))]),
    ("kind: ConfigMap\ndata: {schedule: 0 9 * * *}\n", [(2, 8, unread("schedule"))]),
    (
        f"{CRON_JOB}0 9 * * *\ncron: x\n",
        [(3, 13, "0 9 * * *"), (4, 1, unread("cron"))],
    ),
    # A file in a file: a chart's values in a text, the settings of a program.
    (
        "kind: Application\nspec:\n  values: |\n    x:\n      schedule: '0 25 * * *' # late\n",
        [(3, 3, unread("values"))],
    ),
    (
        'kind: ConfigMap\ndata:\n  a.toml: |\n    x = 1\n    job_cron = "0 25 * * *"\n',
        [(3, 3, unread("a.toml"))],
    ),
    ("script: |\n  echo\n  schedule: weekly\n", []),
    # Each document for itself.
    ("cron: a\n---\na: 1\n---\ncron: b\n", [(1, 1, unread("cron")), (5, 1, unread("cron"))]),
    # What cannot be a schedule: no word of it.
    ("schedule:\n", []),
    ("cron: true\nschedule: off\n", []),
    ("app_cron: enabled\nlast_schedule: 2026-01-01 09:00\n", []),
    ("description: the schedule is in cron\n", []),
    ('rules: [{if: $CI_PIPELINE_SOURCE == "schedule"}]\n', []),
]


@pytest.mark.parametrize(("content", "expected"), UNREAD)
def test_keys_that_nobody_knows(content: str, expected: list[tuple[Any, ...]]) -> None:
    assert seen("yaml", content) == expected


# --- broken YAML -----------------------------------------------------------

BROKEN = [
    # The most common slip: no quotes.
    (f"{CRON_JOB}*/5 * * * *\n", 3, 13, "a text that begins with * needs quotes"),
    (f"{CRON_JOB}* * * * *\n", 3, 13, "a text that begins with * needs quotes"),
    (f"{CRON_JOB}@daily\n", 3, 13, "a text that begins with @ needs quotes"),
    # What YAML says itself.
    ("cron: b: c\n", 1, 8, "mapping values are not allowed here"),
    ("cron: *b\n", 1, 7, "found undefined alias 'b'"),
    ("cron: [\n", 2, 1, "expected the node content, but found '<stream end>'"),
    ("a\n---\nb\n---\ncron: [\n", 6, 1, "expected the node content, but found '<stream end>'"),
    # Characters that are none of YAML's, and bytes that are none.
    ("cron: b\nc: \x00\n", 2, 4, "a character that is not allowed there"),
    ("---\n---\ncron: b\nc: \x00\n", 4, 4, "a character that is not allowed there"),
    (b"cron: \xff\n", 1, 7, "a character that is not allowed there"),
    # What is too much for a reader.
    ("cron: " + "[" * 100_000, 1, 1, "it is nested too deeply"),
]


@pytest.mark.parametrize(("content", "line", "column", "why"), BROKEN)
def test_broken_yaml(content: str | bytes, line: int, column: int, why: str) -> None:
    recognised, found = found_in("yaml", content)
    assert recognised == Recognised("broken YAML")
    assert isinstance(found, Fault)
    assert found.place.at(0) == (line, column)
    assert (found.problem.code, found.problem.message) == ("not-yaml", f"this is not YAML: {why}")


def test_an_alias_to_what_it_stands_in_ends() -> None:
    [found] = seen("yaml", "kind: CronJob\nspec: &a {schedule: *a}\n")
    assert found == (1, 1, "not-yaml")
    assert seen("yaml", "kind: X\nspec: &a {schedules: [*a, 0 9 * * *]}\n") == [
        (2, 27, "0 9 * * *")
    ]


def test_documents_around_a_fault_are_read() -> None:
    content = f"{CRON_JOB}0 8 * * *\n---\ncron: b: c\n---\n{CRON_JOB}0 9 * * *\n"
    assert seen("yaml", content) == [(3, 13, "0 8 * * *"), (5, 8, "not-yaml"), (9, 13, "0 9 * * *")]


def test_a_thousand_aliases_to_one_wrong_job_are_one_report() -> None:
    job = "items:\n- &a\n  kind: CronJob\n  spec: {schedule: 0 25 * * *}\n"
    assert len(seen("yaml", job + "- *a\n" * 1_000)) == 1
    # But what is written twice is wrong twice, in other documents too.
    assert len(seen("yaml", f"{job}---\n{job}")) == 2


def test_endless_yaml_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_files, "_MIB", 4)
    _, found = found_in("yaml", b"cron: " + b"x" * (64 * 4 - 5))
    assert isinstance(found, Fault)
    message = "this file is larger than 64 MiB, the most that is read: split it"
    assert (found.problem.code, found.problem.message) == ("too-large", message)
    # Of one document less, and the others are read.
    content = f"---\na: 1\n---\ncron: {'x' * 11}\n---\ncron: x\n"
    _, first, second = found_in("yaml", content)
    assert isinstance(first, Fault)
    message = "this document is larger than 4 MiB, the most that is read: split it"
    assert (first.place.line, first.problem.message) == (3, message)
    assert isinstance(second, Unknown)
    assert seen("yaml", "cron: true" + " " * 6) == []


def test_only_documents_that_may_have_schedules_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []
    plainly = nodes.documents

    def counted(piece: nodes.Piece) -> Any:
        parsed.append(piece.lines)
        return plainly(piece)

    monkeypatch.setattr(yaml_files, "documents", counted)
    others = "---\nkind: Service\nspec: {a: b}\n" * 50
    assert seen("yaml", others) == []
    assert parsed == []
    assert len(seen("yaml", f"{others}---\n{CRON_JOB}0 9 * * *\n{others}")) == 1
    assert parsed == [150]
    # The definition of a kind has keys for schedules, and never a schedule.
    definition = "kind: CustomResourceDefinition\nspec: {properties: {schedule: {type: string}}}\n"
    assert seen("yaml", f"{definition}---\n{CRON_JOB}0 9 * * *\n") == [(6, 13, "0 9 * * *")]
    assert parsed == [150, 2]


# --- templates and charts --------------------------------------------------


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    """A folder that is a chart."""
    (tmp_path / "templates" / "jobs").mkdir(parents=True)
    (tmp_path / "Chart.yaml").write_text("name: x\n")
    return tmp_path


VALUES = """\
schedule: 0 25 * * *
backup:
  schedule: ""
  enabled: true
other: {schedule: weekly, timezone: UTC, backupSchedule: "@daily"}
list:
- schedule: ${AT}
- schedule: null
six: {schedule: 0 0 9 * * *}
"""


def test_values_of_a_chart(chart: Path) -> None:
    expected = [
        (1, 11, "0 25 * * *"),
        (3, 13, "", "passed: empty"),
        (5, 19, "weekly", "passed: not cron"),
        (5, 59, "@daily", "UTC"),
        (7, 13, "${AT}", "passed: templated"),
        (8, 13, "null", "passed: empty"),
        (9, 17, "0 0 9 * * *", "passed: six fields"),
    ]
    for name in ("values.yaml", "values-prod.yaml", "prod.values.yml"):
        assert seen("yaml", VALUES, str(chart / name)) == expected
        assert found_in("yaml", "", str(chart / name)) == [Recognised("Helm values")]
    # Where there is no chart nobody knows what the keys are for, unless asked to read it as such.
    elsewhere = str(chart / "templates" / "values.yaml")
    assert "unknown: " in seen("yaml", VALUES, elsewhere)[0][-1]
    assert seen("helm-values", VALUES, elsewhere) == expected


TEMPLATE = """\
{{- if .Values.enabled }}
kind: CronJob
spec:
  schedule: {{ .Values.schedule | quote }}
  timeZone: Europe/Paris
---
kind: CronJob
spec:
  schedule: "0 25 * * *" # late
  concurrencyPolicy: {{ .Values.policy }}
---
{{- range .Values.crons }}
- cron: {{ . }}
- "cron": '@daily'
  otherSchedule: 0 9 * * *
  schedule: weekly
  schedule: */5 * * * *
  schedule: >-
  schedules: [0 9 * * *]
{{- end }}
---
kind: CronJob
spec: {schedule: 0 10 * * *}
"""


def test_templates_of_a_chart_are_read_by_their_literal_lines(chart: Path) -> None:
    expected = [
        (4, 13, "{{ .Values.schedule | quote }}", "passed: templated"),
        (9, 14, "0 25 * * *"),
        (13, 9, "{{ . }}", "passed: templated"),
        (14, 12, "@daily"),
        (15, 18, "0 9 * * *"),
        (16, 13, "weekly", "passed: not cron"),
        (17, 13, "not-yaml"),
        (18, 13, "", "passed: empty"),
        (19, 15, "0 9 * * *"),
        (23, 18, "0 10 * * *"),
    ]
    for name in ("templates/job.yaml", "templates/jobs/job.yaml"):
        assert seen("yaml", TEMPLATE, str(chart / name)) == expected
    assert seen("helm-template", TEMPLATE) == expected
    recognised = found_in("yaml", TEMPLATE, str(chart / "templates" / "a.yaml"))[0]
    assert recognised == Recognised("Helm template")


def test_other_templates_are_told_once() -> None:
    content = f"cron: {{% a %}}\n---\ncron: {{{{ b }}}} c\n---\n{CRON_JOB}0 9 * * *\n"
    told, unknown, kubernetes, found = found_in("yaml", content)
    assert (told, kubernetes) == (Recognised("template"), Recognised("Kubernetes"))
    assert row(unknown) == (1, 1, "unknown: this is a template, which is no YAML yet")
    assert row(found) == (7, 13, "0 9 * * *")


def test_a_template_that_is_yaml_all_the_same(chart: Path) -> None:
    content = f'{CRON_JOB}"{{{{ .Values.at }}}}"\n'
    for name in ("job.yaml", str(chart / "templates" / "job.yaml")):
        recognised, found = found_in("yaml", content, name)
        assert recognised == Recognised("Kubernetes")
        assert isinstance(found, Passed)
        assert found.reason == "templated"


def test_a_line_may_be_nested_too_deeply() -> None:
    content = "{{ a }}\ncron: " + "[" * 100_000
    [found] = seen("helm-template", content)
    assert found == (2, 1, "not-yaml")

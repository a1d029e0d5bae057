"""Files of forty kinds, as they stand in repositories: their contents, and what is said of each.

A row is the name of a file, its content, what it is said to be, and what is
found in it: schedules, codes of problems, and reasons to pass a schedule over,
in the order of the file.
"""

from __future__ import annotations

from typing import NamedTuple

#: What a file is said to be that nobody here reads.
UNKNOWN = "not understood"

NONE = "YAML without schedules"


class File(NamedTuple):
    """A file, what it is said to be, and what is found in it."""

    name: str
    content: str | bytes
    said: str
    found: tuple[str, ...] = ()


_DAG = '''\
"""A pipeline: 0 25 * * * is not read."""
from airflow import DAG

with DAG("nightly", schedule="0 25 * * *", catchup=False) as dag:
    task = lambda x: x * 5 * * * 
'''

_CRON_JOB = """\
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "0 25 * * *"
  timeZone: Europe/Paris
  jobTemplate: {spec: {template: {spec: {containers: [{name: schedule, args: ["0 25 * * *"]}]}}}}
"""

_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))

#: What a file of each kind of crontab has in it that cron trips over.
_CRONTABS = (
    File("crontab", "0 9 * * * true\n@reboot start\n", "crontab", ("0 9 * * *", "@reboot")),
    File("jobs/nightly.cron", "0 25 * * * true\n", "crontab", ("0 25 * * *", "out-of-range")),
    File("jobs/dos.crontab", "0 9 * * * true\r\n", "crontab", ("0 9 * * *", "carriage-return")),
    File("jobs/utf16.tab", "0 9 * * * x\n".encode("utf-16"), "crontab", ("not-utf-8",)),
    File(
        "etc/cron.d/backup",
        "0 9 * * * root\n0 10 * * * root date +%F\n",
        "crontab",
        ("0 9 * * *", "user-without-command", "0 10 * * *", "percent-sign"),
    ),
    File(
        "etc/cron.d/old.conf",
        "0 9 * * * root x",
        "crontab",
        ("name-ignored", "0 9 * * *", "newline-missing"),
    ),
    File(
        "var/spool/cron/crontabs/root",
        "CRON_TZ=UTC\n0 9 * * * x\n",
        "crontab",
        ("zone-ignored", "0 9 * * *"),
    ),
    File("etc/cron.daily/backup", "#!/bin/sh\n0 25 * * *\n", UNKNOWN),
    File(
        "times.cron.txt",
        "0 9 * * *\n0 0 25 * * ?\n",
        "lines",
        ("0 9 * * *", "0 0 25 * * ?", "out-of-range"),
    ),
    File("bom.cron.txt", b"\xef\xbb\xbf0 25 * * *", "lines", ("0 25 * * *", "out-of-range")),
)

_YAML = (
    File("k8s/job.yaml", _CRON_JOB, "Kubernetes", ("0 25 * * *", "out-of-range")),
    File(
        "k8s/job-utf16.yml",
        _CRON_JOB.encode("utf-16"),
        "Kubernetes",
        ("0 25 * * *", "out-of-range"),
    ),
    File(
        "k8s/all.yaml",
        f"kind: Service\nspec: {{ports: []}}\n---\n{_CRON_JOB}---\n# none\n",
        "Kubernetes",
        ("0 25 * * *", "out-of-range"),
    ),
    File(
        "k8s/list.yaml",
        "kind: List\nitems:\n- kind: CronJob\n  spec: {schedule: '@every 1h'}\n- kind: Service\n",
        "Kubernetes",
        ("interval",),
    ),
    File("k8s/deployment.yaml", "kind: Deployment\nspec: {replicas: 1}\n", NONE),
    File("k8s/kustomization.yaml", "resources: [job.yaml, cron]\n", NONE),
    File(
        "k8s/workflow.yaml",
        "kind: CronWorkflow\nspec: {schedules: [0 9 * * *, 0 25 * * *], timezone: UTC}\n",
        "Kubernetes",
        ("0 9 * * *", "0 25 * * *", "out-of-range"),
    ),
    File(
        "k8s/scaled.yaml",
        "kind: ScaledObject\nspec:\n  triggers:\n  - type: cron\n    metadata:\n"
        "      timezone: Asia/Kolkata\n      start: 0 6 * * *\n      end: 0 25 * * *\n",
        "Kubernetes",
        ("0 6 * * *", "0 25 * * *", "out-of-range"),
    ),
    File(
        "k8s/backup.yaml",
        "kind: ScheduledBackup\nspec: {schedule: 0 0 0 * * *}\n",
        "Kubernetes",
        ("six fields",),
    ),
    File(
        "k8s/velero.yaml",
        "kind: Schedule\nspec: {schedule: 0 25 * * *}\n",
        "Kubernetes",
        ("0 25 * * *", "out-of-range"),
    ),
    File(
        "k8s/release.yaml",
        "kind: HelmRelease\nspec: {values: {backup: {schedule: 0 25 * * *}}}\n",
        "Kubernetes",
        ("0 25 * * *", "out-of-range"),
    ),
    File(
        "k8s/substituted.yaml",
        "kind: CronJob\nspec: {schedule: '${AT}'}\n",
        "Kubernetes",
        ("templated",),
    ),
    File(
        "k8s/broken.yaml",
        "kind: CronJob\nspec:\n  schedule: */5 * * * *\n",
        "broken YAML",
        ("not-yaml",),
    ),
    File("k8s/empty.yaml", "", NONE),
    File("k8s/huge.yaml", "cron: x\n" * 600_000, "broken YAML", ("too-large",)),
    File("k8s/large.yaml", "a: b\n" * 1_000_000, NONE),
    File("chart/Chart.yaml", "name: chart\nversion: 1.0.0\n", NONE),
    File(
        "chart/values.yaml",
        "schedule: 0 25 * * *\nbackup: {schedule: ''}\nother: {schedule: weekly}\n",
        "Helm values",
        ("0 25 * * *", "out-of-range", "empty", "not cron"),
    ),
    File(
        "chart/templates/job.yaml",
        "{{- if .Values.on }}\nkind: CronJob\nspec:\n  schedule: {{ .Values.schedule }}\n"
        "---\nkind: CronJob\nspec:\n  schedule: '0 25 * * *'\n{{- end }}\n",
        "Helm template",
        ("templated", "0 25 * * *", "out-of-range"),
    ),
    File(
        ".github/workflows/ci.yml",
        "on:\n  schedule:\n    - cron: '0 25 * * *'\n    - cron: '0 9 * * *'\n      timezone: UTC\njobs: {}\n",
        "GitHub workflow",
        ("0 25 * * *", "out-of-range", "0 9 * * *"),
    ),
    File(".github/workflows/test.yml", "on: [push]\njobs: {}\n", NONE),
    File(".github/dependabot.yml", "updates:\n- schedule: {interval: weekly}\n", UNKNOWN),
    File("docker-compose.yml", "services: {web: {image: nginx}}\n", NONE),
    File("ofelia.yml", "jobs: {a: {schedule: '@every 5s'}}\n", UNKNOWN),
    File(
        ".circleci/config.yml",
        "workflows: {a: {triggers: [{schedule: {cron: 0 25 * * *}}]}}\n",
        UNKNOWN,
    ),
    File(".gitlab-ci.yml", 'test: {rules: [{if: $CI_PIPELINE_SOURCE == "schedule"}]}\n', NONE),
    File(
        "azure-pipelines.yml",
        "schedules:\n- cron: 0 25 * * *\n  branches: {include: [main]}\n",
        UNKNOWN,
    ),
    File("serverless.yml", "functions: {a: {events: [{schedule: rate(1 hour)}]}}\n", UNKNOWN),
    File("sam.yaml", "Resources: {A: {Properties: {Schedule: 'cron(0 25 * * ? *)'}}}\n", UNKNOWN),
    File("cloudformation.yml", "Resources: {A: {Properties: {Cron: !Sub '${At}'}}}\n", UNKNOWN),
    File("ansible/cron.yml", "- cron: {name: x, minute: '{{ minute }}'}\n", UNKNOWN),
    File("jinja/job.yml", "{% if on %}\nschedule: 0 25 * * *\n{% endif %}\n", UNKNOWN),
    File("openapi.yaml", "paths: {/cron: {get: {summary: the schedule}}}\n", NONE),
)

#: Files of kinds that are told by their names, and that nobody here reads.
_OTHERS = (
    File("dags/nightly.py", _DAG, UNKNOWN),
    File("package.json", '{"scripts": {"cron": "0 25 * * *"}}', UNKNOWN),
    File("vercel.json", '{"crons": [{"path": "/", "schedule": "0 25 * * *"}]}', UNKNOWN),
    File("wrangler.toml", '[triggers]\ncrons = ["0 25 * * *"]\n', UNKNOWN),
    File("infra/main.tf", 'schedule_expression = "cron(0 25 * * ? *)"\n', UNKNOWN),
    File("infra/job.nomad", 'periodic { crons = ["0 25 * * *"] }\n', UNKNOWN),
    File("db/jobs.sql", "SELECT cron.schedule('0 25 * * *', 'VACUUM');\n", UNKNOWN),
    File("docs/index.md", "```cron\n0 25 * * * x\n```\n", UNKNOWN),
    File("src/app.properties", "job.cron=0 0 25 * * ?\n", UNKNOWN),
    File("src/quartz.xml", "<cron-expression>0 0 25 * * ?</cron-expression>\n", UNKNOWN),
    File("src/Job.java", '@Scheduled(cron = "0 0 25 * * *")\n', UNKNOWN),
    File("src/job.go", 'c.AddFunc("0 25 * * *", f)\n', UNKNOWN),
    File("src/schedule.rb", "every '0 25 * * *' do\n", UNKNOWN),
    File("Jenkinsfile", "triggers { cron('H 25 * * *') }\n", UNKNOWN),
    File("Dockerfile", "RUN echo '0 25 * * *' | crontab -\n", UNKNOWN),
    File("systemd/job.timer", "[Timer]\nOnCalendar=*-*-* 09:00\n", UNKNOWN),
    File("logo.png", _PNG, UNKNOWN),
    File("schedules.txt", "0 25 * * *\n", UNKNOWN),
    File("notes", "0 25 * * *\n", UNKNOWN),
    File("job.yaml.j2", "schedule: {{ at }}\n", UNKNOWN),
    File("empty.csv", "", UNKNOWN),
)

FILES = (*_CRONTABS, *_YAML, *_OTHERS)

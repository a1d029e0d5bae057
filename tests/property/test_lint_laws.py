"""Laws of the readers of files: a text is found where it stands, and nothing stops a reader."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from readers import found_in
from terminals import run

from quartzcron.files.findings import Found, Recognised
from quartzcron.files.kinds import KINDS
from quartzcron.files.manifests import is_templated
from quartzcron.files.yaml_files import decoded

#: Texts of one line, of what schedules are made of and of what YAML has signs for.
TEXTS = st.text("0123456789*/,-?LW# @:&!'\"\\|>%{}[]MONé\t", min_size=1, max_size=30)

STYLES = st.sampled_from([None, "'", '"', "|", ">"])

#: What could make a reader stumble: any bytes, and pieces of what it looks for.
PIECES = st.sampled_from(
    [
        *("kind: CronJob\n", "spec:\n", "  schedule: ", "  timeZone: UTC\n", "on:\n", "- cron: "),
        *("items:\n", "- ", "---\n", "...\n", "* * * * *", "&a ", "*a", "|\n", ">-\n", "'", '"'),
        *("{", "}", "[", "]", "? ", ": ", "!!int ", "<<: ", "\t", "\n", " ", "#", "\\", "\x85"),
        *("%YAML 1.1\n", "%TAG ! x\n", "CRON_TZ=UTC\n", "CRON_TZ=\n", "@reboot", "0 9 * * * x\n"),
    ]
)
CONTENTS = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode()),
)


def scalar(text: str, style: str | None = None) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)


@given(text=TEXTS, style=STYLES, indent=st.integers(2, 6), width=st.sampled_from([10, 1000]))
def test_a_text_of_yaml_is_found_where_it_stands(
    text: str, style: str | None, indent: int, width: int
) -> None:
    mapping = "tag:yaml.org,2002:map"
    spec = yaml.MappingNode(mapping, [(scalar("schedule"), scalar(text, style))])
    job = yaml.MappingNode(
        mapping, [(scalar("kind"), scalar("CronJob")), (scalar("spec"), spec)], flow_style=False
    )
    source = yaml.serialize(
        job, Dumper=yaml.SafeDumper, indent=indent, width=width, allow_unicode=True
    )
    if is_templated(text) or any(each in text for each in ("{{", "{%")):
        return
    found = found_in("yaml", source)[-1]
    assert isinstance(found, Found)
    assert found.text == text
    line, column = found.place.at(0)
    assert line <= source.count("\n")
    if found.place.moves:
        assert source.split("\n")[line - 1][column - 1 :].startswith(text)


@given(
    text=TEXTS, before=st.sampled_from(["", " ", "\t "]), after=st.sampled_from(["", " x", "\t"])
)
def test_an_entry_of_a_crontab_is_found_where_it_stands(text: str, before: str, after: str) -> None:
    line = before + text + after
    for found in found_in("crontab", line):
        if not isinstance(found, Found):
            continue
        _, column = found.place.at(0)
        assert line[column - 1 :].startswith(found.text)
        # Nothing is lost: what is behind the schedule is its command.
        assert not line[: column - 1].strip(" \t")


@pytest.mark.parametrize("kind", KINDS)
@given(content=CONTENTS)
def test_no_content_stops_a_reader(kind: str, content: bytes) -> None:
    for found in found_in(kind, content):
        place = None if isinstance(found, Recognised) else getattr(found, "place", None)
        if place is not None:
            line, column = place.at(0)
            assert 1 <= line <= len(decoded(content).splitlines()) + 1
            assert column >= 1


@pytest.mark.parametrize("kind", KINDS)
@given(content=CONTENTS, form=st.sampled_from(["text", "json", "github", "sarif"]))
def test_whatever_is_in_a_file_comes_out_printable(kind: str, content: bytes, form: str) -> None:
    result = run("lint", "--as", kind, "-", "--format", form, given=content)
    assert result.exit_code in (0, 1, 2)
    assert all(line.isprintable() for line in (result.stdout + result.stderr).split("\n"))
    if form == "json":
        assert all(json.loads(line) for line in result.stdout.splitlines())
    elif form == "sarif":
        assert json.loads(result.stdout)["version"] == "2.1.0"
    elif form == "github":
        assert all(line.startswith("::") for line in result.stdout.splitlines())

"""What a second thread gains is measured on every form that rows come in."""

from __future__ import annotations

import pytest

from benchmarks import workers


def test_every_form_is_asked_on_one_thread_and_on_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(workers, "ROWS", 10_000)
    monkeypatch.setattr(workers, "TURNS", 1)
    workers.main()
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split() == ["a", "million", "rows", "one", "thread", "two"]
    assert [line[:28].rstrip() for line in lines] == [
        f"{form}, {often}"[:28].rstrip()
        for often in ("one moment", "a moment each")
        for form in ("lists", "Arrow, texts", "Arrow, dictionaries", "a fleet, kept")
    ]
    assert all(line.count(" F") == 2 for line in lines)

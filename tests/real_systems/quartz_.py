"""Quartz for Java, of Debian: the scheduler whose expressions these are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.competitors import builds
from real_systems.programs import SOURCES, Program

JARS = Path("/usr/share/java")
"""Where Debian keeps them."""


class Quartz(Program):
    """`getTimeAfter` of a `CronExpression`; it looks 100 years ahead of the day it is loaded."""

    name = "quartz"
    dialect = drawn_as = "quartz"
    counts = (6, 6, 7)
    years = 60

    def clock_text(self, text: str) -> str:
        """Put seconds in front, and a question mark in the place of the last star."""
        return f"0 {text[:-1]}?"

    def command(self) -> Sequence[str]:
        """Compile the harness beside the benchmark's reader of JSON."""
        java, javac = builds.tool("java", "default-jdk"), builds.tool("javac", "default-jdk")
        jars = [
            builds.file(JARS / name, "apt-get install libquartz2-java")
            for name in ("quartz2.jar", "slf4j-api.jar", "slf4j-nop.jar")
        ]
        folder = builds.BUILT.with_name("systems") / "java"
        sources = [SOURCES / "java" / "QuartzSystem.java", builds.SOURCES / "java" / "Json.java"]
        path = ":".join([*jars, str(folder)])
        compile_ = [javac, "-cp", path, "-d", str(folder), *map(str, sources)]
        builds.build(folder / "QuartzSystem.class", sources, compile_)
        return [java, "-cp", path, "QuartzSystem"]


SYSTEM = Quartz()

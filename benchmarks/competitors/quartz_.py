"""Quartz itself, in Java: the scheduler whose expressions these are."""

from __future__ import annotations

from pathlib import Path

from benchmarks.competitors.builds import BUILT, SOURCES, build, file, tool
from benchmarks.competitors.quartzcron_ import TEMPLATES, TEXTS
from benchmarks.process import Process
from benchmarks.remote import Foreign

JARS = Path("/usr/share/java")
"""Where Debian keeps them."""


class Quartz(Foreign):
    """`CronExpression.getTimeAfter` of one object."""

    name = "Quartz"
    language = "Java"
    texts = TEXTS
    templates = TEMPLATES
    note = "gives the last pass of a repeated hour only, which counts as wrong here; no previous"

    def start(self) -> Process:
        """Compile the harness and start it."""
        java, javac = tool("java", "default-jdk"), tool("javac", "default-jdk")
        jars = [
            file(JARS / name, "apt-get install libquartz2-java")
            for name in ("quartz2.jar", "slf4j-api.jar", "slf4j-nop.jar")
        ]
        folder = BUILT / "java"
        sources = sorted((SOURCES / "java").glob("*.java"))
        path = ":".join([*jars, str(folder)])
        command = [javac, "-cp", path, "-d", str(folder), *map(str, sources)]
        build(folder / "Harness.class", sources, command)
        return Process([java, "-cp", path, "Harness"], {"TZ": "UTC"})


COMPETITOR = Quartz()

"""Walk the way of a newcomer: install what the tutorial says, paste what the pages show, and compare.

    python -m tests.newcomer

In a fresh copy of the repository, with the tutorial's own lines, every block of README.md and of the
tutorial goes into that Python as it is pasted into a terminal. What comes back must be what the page
shows. Takes half a minute, most of it the build. `tests/test_newcomer.py` does the same in the
environment of the tests, without the installation.
"""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TUTORIAL = ROOT / "docs" / "tutorial.md"


class Block(NamedTuple):
    """A block of code of a page, and the language that it names."""

    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Return the blocks of code of a page."""
    found = re.findall(r"^```([^\n]*)\n(.*?)^```$", page.read_text("utf-8"), re.M | re.DOTALL)
    return [Block(*each) for each in found]


def of_language(page: Path, language: str) -> list[str]:
    """Return the blocks of a page in one language."""
    return [block.text for block in blocks(page) if block.language == language]


def keys(text: str) -> str:
    """Return what is typed of a block: lines behind a prompt without it, and the empty lines.

    >>> keys(">>> for n in [7]:\\n...     print(n)\\n7\\n\\n")
    'for n in [7]:\\n    print(n)\\n\\n'
    """
    prompts = (">>> ", "... ")
    lines = [line for line in text.splitlines() if not line.strip() or line.startswith(prompts)]
    return "".join(f"{line[4:]}\n" for line in lines)


def answers(text: str) -> tuple[str, list[str]]:
    """Return what a block prints, and the last line of each of its errors."""
    examples = doctest.DocTestParser().get_examples(text)
    printed = "".join(each.want for each in examples if each.exc_msg is None)
    raised = [each.exc_msg for each in examples if each.exc_msg is not None]
    return printed, raised


def pasted(python: str, page: Path, folder: Path) -> list[str]:
    """Paste the blocks of a page into one Python in a folder, and return what differs."""
    text = "\n".join(of_language(page, "pycon"))
    terminal = subprocess.run(
        [python, "-X", "utf8", "-q", "-i"],
        input=keys(text),
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        check=False,
    )
    printed, raised = answers(text)
    wrong = []
    if terminal.stdout != printed:
        wrong.append(
            f"{page.name}: printed {terminal.stdout!r}, not {printed!r}\n{terminal.stderr}"
        )
    if terminal.stderr.count("Traceback (most recent") != len(raised):
        wrong.append(f"{page.name}: other errors than {raised}: {terminal.stderr}")
    wrong += [f"{page.name}: not raised: {each}" for each in raised if each not in terminal.stderr]
    return wrong


def commands() -> list[tuple[str, list[str]]]:
    """Return the commands that the tutorial shows, with the lines that they print."""
    [shown] = of_language(TUTORIAL, "console")
    found = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", shown, re.MULTILINE)
    return [(command, printed.splitlines()) for command, printed in found]


def programmed(python: str, folder: Path) -> list[str]:
    """Save the tutorial's program and run it as shown, and return what differs, whatever the day is."""
    [program] = of_language(TUTORIAL, "python")
    (folder / "schedule.py").write_text(program, "utf-8")
    wrong = []
    for command, shown in commands():
        _, *words = shlex.split(command)
        ended = subprocess.run(
            [python, "-X", "utf8", *words],
            capture_output=True,
            encoding="utf-8",
            cwd=folder,
            check=False,
        )
        said = ended.stdout.splitlines()
        if said[:1] != shown[:1] or len(said) != len(shown) or ended.stderr:
            wrong.append(f"{command}: {said} {ended.stderr}, not {shown}")
    return wrong


def installed(folder: Path) -> str:
    """Do what the tutorial says to install, in a fresh copy, and return the Python that it starts."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    [lines] = of_language(TUTORIAL, "text")
    *steps, start = lines.splitlines()
    subprocess.run(["bash", "-euo", "pipefail", "-c", "\n".join(steps)], cwd=folder, check=True)
    return str(folder / start)


def main(_: Sequence[str] = ()) -> int:
    """Walk the whole way, and return 1 if something is not as the pages say."""
    with TemporaryDirectory() as made:
        folder = Path(made) / "copy"
        python = installed(folder)
        wrong = [problem for page in (README, TUTORIAL) for problem in pasted(python, page, folder)]
        wrong += programmed(python, folder)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"a newcomer's way: {len(wrong)} things are not as the pages say")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

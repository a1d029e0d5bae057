"""The command line: `quartzcron next`, `validate`, `count`, `diff` and more.

It uses the public face of the library as anybody would, and nobody imports it.
What it is built with (click, rich, PyYAML and others) belongs to the extra `cli` and is loaded
only when the program runs; this module itself needs neither, so that the
command exists without them and can say what is missing.
"""

from __future__ import annotations

import sys
from typing import NoReturn

#: The packages of the extra `cli`, as they are imported.
EXTRA = ("click", "icalendar", "rich", "tzlocal", "yaml")

#: Exit statuses. Whatever a shell shows for SIGINT and SIGPIPE is kept for those two.
FINE, INVALID, WRONG_USE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141

#: The exit status of a command that was asked something, where the answer is no: not the same,
#: not apart, does not fire.
NO = 1

_MISSING = """\
quartzcron: the command line needs the package {missing}, which is not installed
    pip install "quartzcron[cli]"
"""


def main() -> NoReturn:
    """Run the program on the arguments of this process; never returns."""
    try:
        from quartzcron.cli.program import program

        program.main()
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in EXTRA:
            raise
        if sys.stderr is not None:
            sys.stderr.write(_MISSING.format(missing=missing))
        sys.exit(WRONG_USE)
    except KeyboardInterrupt:
        # Ctrl-C while the modules load; later it is the program's to handle.
        sys.exit(INTERRUPTED)

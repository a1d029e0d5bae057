"""Servers that engines need, each in a folder and on a port of its own, ended with the block."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engines import AbsentError, free_port

#: Where Debian keeps PostgreSQL's programs; others have them on the path.
DEBIAN = Path("/usr/lib/postgresql")

#: Who runs PostgreSQL where root does, which it refuses to be run by.
POSTGRES = "postgres"


def _postgresql_program(name: str) -> str:
    """Return the path of a program of PostgreSQL, the newest one that is here."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise AbsentError("PostgreSQL is not here: apt-get install postgresql")
    return found


def _as_postgres() -> Sequence[str]:
    """Return what runs a command as somebody whom PostgreSQL accepts."""
    return ("runuser", "-u", POSTGRES, "--") if os.geteuid() == 0 else ()


@contextmanager
def postgresql(folder: Path) -> Iterator[int]:
    """Run PostgreSQL with its data below a folder, and give its port.

    Everybody on this machine may come in as `postgres`; nobody else can.
    """
    initdb, pg_ctl = _postgresql_program("initdb"), _postgresql_program("pg_ctl")
    home = folder / "postgresql"
    home.mkdir()
    if os.geteuid() == 0:
        # The data is the server's; the folders above it must let it through.
        shutil.chown(home, POSTGRES)
        folder.chmod(0o711)
    data, log, port = home / "data", home / "log", free_port()
    quiet = {"stdout": subprocess.DEVNULL, "cwd": home, "check": True}
    run = _as_postgres()
    make = [initdb, "--auth=trust", f"--username={POSTGRES}", "--encoding=UTF8", "--locale=C"]
    subprocess.run([*run, *make, f"--pgdata={data}"], **quiet)  # type: ignore[call-overload]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home}"
    start = [pg_ctl, "--wait", f"--pgdata={data}", f"--log={log}", f"--options={options}", "start"]
    subprocess.run([*run, *start], **quiet)  # type: ignore[call-overload]
    try:
        yield port
    finally:
        stop = [pg_ctl, "--wait", f"--pgdata={data}", "--mode=immediate", "stop"]
        subprocess.run([*run, *stop], **quiet)  # type: ignore[call-overload]

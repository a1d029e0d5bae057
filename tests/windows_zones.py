"""Write the table of Windows's zones anew, from the packages that keep it.

    python -m tests.windows_zones

Unicode's CLDR says which IANA zone each zone of Windows is; the package tzlocal
carries that table. The test extra pins tzlocal, and a test holds the written
table equal to what this gives.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from tzlocal.windows_tz import win_tz

import quartzcron

WRITTEN = Path(quartzcron.__file__).parent / "clock" / "windows_zones.py"

_HEAD = '''"""The zones of Windows and their IANA names: data, written by a command.

Source: windowsZones of Unicode's CLDR, as the package tzlocal {version} has it. Written
by `python -m tests.windows_zones`; do not edit. Loaded only to say what an
unknown name means.

CLDR is copyright Unicode, Inc., https://www.unicode.org/license.txt.
"""

from __future__ import annotations

#: The IANA name of each zone of Windows, as CLDR spells it.
WINDOWS_ZONES = {{
{rows}
}}
'''


def main() -> None:
    """Write the table."""
    WRITTEN.write_text(written(), encoding="utf-8")


def written() -> str:
    """Return the room as it should stand in the package."""
    rows = [
        f'    "{windows}": "{iana}",'
        for windows, iana in sorted(win_tz.items())
        # Offsets (UTC-08) are read as such.
        if not windows.startswith("UTC")
    ]
    return _HEAD.format(version=version("tzlocal"), rows="\n".join(rows))


if __name__ == "__main__":
    main()

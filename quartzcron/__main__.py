"""`python -m quartzcron`: the same program as the command `quartzcron`."""

from __future__ import annotations

from quartzcron.cli import main

if __name__ == "__main__":
    main()

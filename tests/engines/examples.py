"""The examples of modules and pages that only run where their engine is installed."""

from __future__ import annotations

import doctest
from types import ModuleType
from typing import Any

from engines import ROOT


def run_examples(*shown: ModuleType | str, **names: Any) -> str:
    """Run the examples of modules and of pages of `docs`, and say how many there were.

    `names` are those that the examples find beside the module's own. One without any example, or
    with one that does otherwise than it says, is an error; what it did is printed.
    """
    count = 0
    for each in shown:
        if isinstance(each, str):
            page = str(ROOT / "docs" / each)
            found = doctest.testfile(
                page, module_relative=False, globs=dict(names), optionflags=doctest.ELLIPSIS
            )
        else:
            found = doctest.testmod(each, extraglobs=names, optionflags=doctest.ELLIPSIS)
        assert found.attempted, f"{each} has no examples"
        assert not found.failed, f"{found.failed} examples of {each} do otherwise"
        count += found.attempted
    return f"{count} examples"

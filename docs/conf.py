"""How the pages are built: `python -m sphinx -W -b html docs docs/_build/html`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import quartzcron

# The tables and the pictures are made by modules that stand beside this file.
sys.path.insert(0, str(Path(__file__).parent))
import shapes
import tables
import windows

project = "quartzcron"
author = "The quartzcron developers"
version = release = quartzcron.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton"]
exclude_patterns = ["_build"]

myst_enable_extensions = ["deflist", "substitution"]
myst_heading_anchors = 3
myst_substitutions = {
    **tables.substitutions(),
    "month_shapes": shapes.picture(),
    "windows": windows.picture(),
}

# The docstrings of the library put code between single backticks.
default_role = "literal"
autodoc_member_order = "bysource"

# What is copied can be pasted: the code without its prompts, and nothing that it prints. Empty
# lines stay, since a terminal needs them after a loop. A lone ... goes: it would end a class.
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True

html_theme = "furo"
html_title = "quartzcron"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_show_copyright = False


def _trim_examples(_app: Any, document: Any) -> None:
    """Drop the blank line that doctest needs before the end of an example."""
    from docutils import nodes

    for block in document.findall(nodes.literal_block):
        text = block.astext().rstrip("\n")
        block.rawsource = text
        block[:] = [nodes.Text(text)]


def setup(app: Any) -> None:
    """Have Sphinx call what stands here."""
    app.connect("doctree-read", _trim_examples)

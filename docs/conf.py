"""How the pages are built: `python -m sphinx -W -b html docs docs/_build/html`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

# The modules beside the pages import each other by plain names.
sys.path.append(str(Path(__file__).parent))

from sought import sought

import quartzcron

HERE = Path(__file__).parent

project = "quartzcron"
author = "The quartzcron developers"
version = release = quartzcron.__version__

extensions = ["myst_parser", "sphinx_copybutton"]
exclude_patterns = ["_build"]

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4

# What is copied can be pasted: the code without its prompts, and nothing that it prints. Empty
# lines stay, since a terminal needs them after a loop. A lone ... goes: it would end a class.
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_only_copy_prompt_lines = True

html_theme = "furo"
html_title = "quartzcron"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_js_files = ["pages.js"]
html_show_copyright = False


def _trim_examples(_app: Any, document: Any) -> None:
    """Drop the blank line that doctest needs before the end of an example."""
    from docutils import nodes

    for block in document.findall(nodes.literal_block):
        text = block.astext().rstrip("\n")
        block.rawsource = text
        block[:] = [nodes.Text(text)]


def _put_pictures_in(_app: Any, document: Any) -> None:
    """Put each SVG into its page: there it takes the colours of the page, and shows its titles."""
    from docutils import nodes

    for image in list(document.findall(nodes.image)):
        if image["uri"].startswith("_static/") and image["uri"].endswith(".svg"):
            drawn = (HERE / image["uri"]).read_text("utf-8")
            image.replace_self(nodes.raw("", f"<div class='picture'>{drawn}</div>", format="html"))


def _find_by_other_words(app: Any, document: Any) -> None:
    """Let the search find a page by the words that the glossary has for it."""
    from docutils import nodes
    from sphinx import addnodes

    words = sought().get(app.env.docname, ())
    entries = [("single", each, "", "main", None) for each in words]
    if entries:
        document.next_node(nodes.section).insert(1, addnodes.index(entries=entries))


def _give_captions_a_level(
    _app: Any, _page: str, _template: str, context: dict[str, Any], _document: Any
) -> None:
    """Say of which level the headings in the sidebar are, which Sphinx leaves open."""
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace(
        'role="heading"', 'role="heading" aria-level="2"'
    )


def setup(app: Any) -> None:
    """Have Sphinx call what stands here."""
    # Before Sphinx looks for images, which it does at 500.
    app.connect("doctree-read", _put_pictures_in, priority=400)
    # After the theme has made its tree, which it does at 500.
    app.connect("html-page-context", _give_captions_a_level, priority=600)
    app.connect("doctree-read", _trim_examples)
    app.connect("doctree-read", _find_by_other_words)

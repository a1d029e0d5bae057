"""A picture for rich: the characters of the text, in colours. Loaded only where rich asks."""

from __future__ import annotations

from rich.text import Text

from quartzcron.pictures.text_skin import SHADES

#: The style of each level: names of the sixteen colours, which the terminal's theme decides.
STYLES = ("dim", "cyan", "blue", "magenta", "bold magenta")


def coloured(text: str) -> Text:
    """Return a picture's text with a style for each shade."""
    found = Text(text)
    for shade, style in zip(SHADES, STYLES, strict=True):
        found.highlight_regex(f"{shade}+", style)
    return found

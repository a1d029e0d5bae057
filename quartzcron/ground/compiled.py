"""The compiled twins: whether they are asked for, and what to say of one that does not load.

A compiled module is a shortcut, and its pure twin always there, so nothing
fails for want of one. But what was built and does not load is a fault of the
installation, which costs speed and must not hide.

Nothing here knows what is compiled.
"""

from __future__ import annotations

from os import environ

# The words of Cython and those of CPython: there is no other sign of it.
_SECOND_INTERPRETER = ("Interpreter change detected", "loading in subinterpreters")


def are_wanted() -> bool:
    """Tell whether compiled modules are to be used: unless `QUARTZCRON_PURE=1` is set."""
    return environ.get("QUARTZCRON_PURE", "") in ("", "0")


def explain_missing(name: str, error: ImportError) -> None:
    """Warn that a compiled module did not load, unless that was to be expected.

    >>> explain_missing("spam", ModuleNotFoundError("No module named 'spam'", name="spam"))

    Two reasons are expected: the module was not built; or this is a second
    interpreter in one process, and Cython's modules serve one only.
    """
    if isinstance(error, ModuleNotFoundError) and error.name == name:
        return
    if any(words in str(error) for words in _SECOND_INTERPRETER):
        return
    # Loaded here: hardly anybody needs it.
    import warnings

    message = f"{name} is built but does not load, so the slower pure Python runs: {error}"
    warnings.warn(message, RuntimeWarning, stacklevel=2)

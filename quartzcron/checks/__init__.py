"""Is it right, and is it wise: validating and linting a text.

The idea: errors and warnings are the same kind of data, with a code, a place
and a hint, so that a form shows both alike. An error says why a text is
refused; a warning says what somebody may not have meant.

It must not know how problems are drawn, or who asks.
"""

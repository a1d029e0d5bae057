"""What languages are made of: a file of CLDR's names and patterns each, and a catalog of frames.

`ko.json` is written by `python -m tests.language_data`, `ko.po` by translators (see
`docs/translating.md`); `ko.mo` is made of it when the package is built. English has no catalog.
CLDR is copyright Unicode, Inc., https://www.unicode.org/license.txt.
"""

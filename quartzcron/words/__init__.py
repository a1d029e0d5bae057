"""Schedules in words: what fires when, said so that it is true and means only that.

A matcher becomes a tree of phrases of no language (`phrases`), by what it means and not by how
it is written; a language puts the tree into words (`describe`). So two texts with the same
times get the same words, and two with other times never do. English stands in the table of
`frames`; another language is one catalog of these frames and one small file of names.

Nothing here knows text or dialects, and nothing is loaded before somebody asks for words.
"""

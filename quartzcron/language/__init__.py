"""Text to nodes, with spans: the one parser, for every dialect.

The idea: a text is consumed to its end or pointed at. Each function is one
rule of the grammar, each term becomes a node or a problem, and what a dialect
takes is read from its rules, which are data. Everybody who wants to know what
a text says reads the nodes; nobody splits the text again.

It must not know what day it is: calendars, zones and fire times are above it.
"""

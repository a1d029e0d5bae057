"""Nodes to masks, and masks to the nearest wall time: integers in, integers out.

The idea: a month is a shape, the weekday of its first day and its length, and
there are 28 of them. All rules of days are masks over these shapes, made once
for an expression; the search then looks bits up and knows no rule.

It must not know text, zones or instants.
"""

"""Exact answers about whole sets of fire times: how many, how far apart, in common, why.

The idea: a set of fire times is a timetable, a few rows of times of day and
the days that have them. Counting is a sum, an intersection is a bitwise and,
and "never" is a proof over the horizon instead of a search that gave up.

It must not know text, but where it explains one.
"""

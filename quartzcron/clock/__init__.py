"""Wall time to instants and back, and what a change of clock does to a schedule.

The idea: a zone is a list of windows of constant offset, in which wall time
and instant differ by a constant. A policy of clock changes turns the wall
times of a schedule into one set of instants, and whatever is asked is asked
of that set.

It must not know text: what it is given are masks and policies.
"""

"""Schedules in files: which files have them, and where in them they stand.

A kind of file is one entry of a table (`kinds`): the names that it answers to,
and the reader that yields what a file of that kind holds, one thing after the
other in the order of the file: schedules with their place, system and zone;
what is wrong with the way they stand there; what is passed over, and why; what
nobody here understands. A reader never raises for what it reads, and nothing
that it leaves out is left out without a word.

Whether a schedule is right is not for this wing to say, and how anything is
shown it does not know. It runs no program but git, and makes no objects of
what a file says.
"""

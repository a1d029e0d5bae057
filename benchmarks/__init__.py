"""Benchmarks: one list of cases, run by every competitor under the same names.

`python -m benchmarks` from the project's root prints the tables, and with `--write docs` writes
what the page Performance shows. What is measured is in `cases`, what is aimed at in `targets`,
how it is measured in `measure` and `jobs` (and by `remote` in other processes), who takes part in
`competitors`, and what the right answers are in `brute_force`, which shares no code with any
competitor. `report`, `pages` and `plots` show the figures.

Every time is given twice: in nanoseconds, which only this machine knows, and as a multiple of
the floor F, the time of `datetime(2026, 1, 1, 9, 30)` in the same run: what CPython asks for
the mere making of an answer.
"""

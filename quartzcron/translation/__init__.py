"""A matcher to the text of another dialect: exact, or refused.

The idea: what a schedule means is the set of days and times on which it
fires. That set is spelled anew in the grammar of the other system, compiled,
and compared; a text that does not mean the same is never handed out.

It must not know the text that the schedule was written in, nor zones.
"""

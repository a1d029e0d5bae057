"""What every wing stands on and no user sees: words, names, caches, compiled modules.

The idea: what is said, what is kept and what was built is decided in one place
each, whoever says, keeps or needs it. Records, fields and problems, which users
hold, stand beside it at the top.

It must not know what cron is.
"""

"""Pictures of fire times: a week by its hours, a month by its days, a year by its weeks.

There is one layout: blocks of rows of cells, each cell with a weight (how many runs it has), a
title and the time that it stands for. The skins draw that layout and know nothing of time: text,
rich and SVG. The weights come from `count`, as any user would ask it.

Nothing here knows what a cron expression looks like, or how a zone changes its clock.
"""

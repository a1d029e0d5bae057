"""What was meant by a wrong text, and what is said about it.

The idea: whatever is recommended has been read by the rules it is recommended
for. It runs only when a text is wrong, so it may take its time, and is loaded
when it is needed.

It must not know moments, schedules or how problems are drawn.
"""

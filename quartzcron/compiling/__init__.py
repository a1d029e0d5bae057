"""Text to matcher, with its judgement: where grammar, calendar and service rules meet.

The idea: there is one road from a text to what it means, and it is taken once
for each text: what was read is kept, within bounds. A plain text may take the
short way in C, which the parser defines.

It must not know zones, moments, or what users hold in their hands.
"""

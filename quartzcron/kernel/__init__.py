"""The hot methods on datetimes, twice: the pure definition, and its compiled twin.

The idea: what is asked a million times a minute stands in one small class,
written once in Python for everyone to read and once in Cython for speed. Both
have the same face and give the same answers; tests hold them equal.

It must not know text: it is made of a matcher, a zone and a policy.
"""

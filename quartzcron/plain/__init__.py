"""Plain data: values as JSON, and back.

One table (`schema`) says what the data look like. It is JSON Schema, it is what users get,
and `checking` reads it to hold whatever comes in against it: so nothing is taken for
granted, and the schema cannot say anything else than the code does. Behind the check
stands only what no schema can say: whether a text, a zone or a name is right.

What is made of parts is written flat: a part that has parts itself stands in a list, before
whatever is made of it, and is named by its number. So nothing here calls itself for a part
of a part, and no JSON reader has to.

This wing knows the values by their public faces and is loaded when somebody first asks.
"""

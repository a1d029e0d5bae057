"""An application of Django, as a user has one: its models, its administration, its addresses."""

"""Types of the compiled reader; the definition of what it reads is `parser`."""

from quartzcron.dialects import Dialect

def read_plain(text: str, dialect: Dialect) -> bytes | None: ...

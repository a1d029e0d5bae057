"""Types of the compiled reader; the definition of what it reads is `parser`."""

from functools import _lru_cache_wrapper

from quartzcron.calendar.matcher import Matcher
from quartzcron.dialects import Dialect

CACHES: list[_lru_cache_wrapper[int]]

def read_plain(text: str, dialect: Dialect) -> Matcher | None: ...

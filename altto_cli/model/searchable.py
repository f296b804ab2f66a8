"""A study as words are looked for in it, so that no record is made that holds none of them."""

from collections.abc import Callable
from typing import NamedTuple

from altto_cli.model.base import Frozen
from altto_cli.model.study import Study

#: What stands between two words and between two records: spaces, so that no word has them; JSON has
#: these as they are, and would read the escape of another ten times more slowly.
SPACE, BREAK = "\xa0", "\x85"
#: Of each record: its kind, its id, what to ask for it, the number of its comparison.
_TOLD = 4


class Searchable(Frozen):
    """What the records of a study say, in lines: each of the first three has one a record."""

    #: The study itself, without its records.
    study: Study
    records: str
    #: The words that a result has of its own, and all other words of a record.
    own: str
    others: str
    #: The words that every result has of its own, once.
    shared: str

    @property
    def is_whole(self) -> bool:
        """Whether it can be read: what others wrote may have another shape."""
        lines = (self.records, self.own, self.others)
        if not isinstance(self.study, Study) or {*map(type, (*lines, self.shared))} != {str}:
            return False
        breaks = {each.count(BREAK) for each in lines}
        return self.records.count(SPACE) == (_TOLD - 1) * (min(breaks) + 1) and len(breaks) == 1


class Searched(NamedTuple):
    """A study in which words are looked for; its records are made when they are asked for."""

    searchable: Searchable
    study: Callable[[], Study]

"""Whether the rates beside a ratio are those of its own groups, or of other groups of its study."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from altto_cli.model import Library, Result, Study

#: Between the cells of a table, in which each row stands for itself.
_CELLS = frozenset("|│\t")


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(r"(?<![\d.·])(\d{1,2}[.·]\d{1,2})\s?(?:%|per ?cent)")


@cache
def _sentence_end(signs: str) -> re.Pattern[str]:
    return re.compile(rf"[{signs}]\s+(?=[A-Z])|\n\s*\n")


class Rates:
    """The rates of a library, found by study, endpoint and figure."""

    def __init__(self, library: Library) -> None:
        self._owners: dict[tuple[str, str, Decimal], list[str]] = defaultdict(list)
        for study in library.studies:
            for result in study.results:
                for rate in _rates(result):
                    self._owners[study.id, result.endpoint, rate].append(result.id)

    def of_others(self, study: Study, result: Result, before: str, after: str = "") -> str | None:
        """What the sentence before a ratio says of rates that another result has; None if nothing.

        Where both rates of the result itself stand there or behind it, others may be named too.
        """
        own = set(_rates(result))
        sentence = _sentence_end(".;").split(before)[-1]
        if _CELLS & set(sentence):
            sentence = sentence.rpartition("\n")[2]
        printed = [*map(_figure, _rate().findall(sentence))]
        behind = _sentence_end(".").split(after)[0] if printed else ""
        found = {*printed, *map(_figure, _rate().findall(behind))}
        if not own or own <= found:
            return None
        for rate in printed:
            others = self._owners.get((study.id, result.endpoint, rate), [])
            if rate not in own and others:
                there = " and ".join(f"{each}%" for each in dict.fromkeys(_rates(result)))
                return f"the rates are {there} there, {rate}% here is of {others[0]}"
        return None


def _figure(text: str) -> Decimal:
    return Decimal(text.replace("·", "."))


def _rates(result: Result) -> Iterator[Decimal]:
    for arm in (result.treatment, result.reference):
        for rate in (arm.event_free_percent, arm.event_percent) if arm else ():
            if rate is not None:
                yield rate

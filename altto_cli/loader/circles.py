"""Faults of records that lead back to themselves."""

from collections.abc import Iterator, Mapping, Sequence

from altto_cli.model import Problem, Record, Source, Study


def circles(study: Study) -> Iterator[Problem]:
    """Every group made of itself, strategy that includes itself, source that replaces itself."""
    groups = {group.key: group for group in study.groups or ()}
    strategies = {each.id: each for each in study.strategies or ()}
    sources = {each.id: each for each in study.sources or ()}
    relations: list[tuple[str, Mapping[str, Record], dict[str, Sequence[str]]]] = [
        ("parts", groups, {id: each.parts for id, each in groups.items()}),
        ("includes", strategies, {id: each.includes for id, each in strategies.items()}),
        ("superseded_by", sources, _following(sources, "superseded_by")),
        ("reports", sources, _following(sources, "reports")),
    ]
    for key, records, following in relations:
        for way in _circles(following):
            message = f"{key} leads in a circle: {' → '.join(way)}"
            yield Problem(records[way[0]].at(key), "circle", message)


def _following(sources: Mapping[str, Source], key: str) -> dict[str, Sequence[str]]:
    """The source that each one names under `key`."""
    return {id: (getattr(each, key),) for id, each in sources.items() if getattr(each, key)}


def _circles(following: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Circles with no member in common, each as the way from its first member back to it.

    Each record is entered once, so that long ways take no longer than they are long.
    """
    entered: set[str] = set()
    told: set[str] = set()
    for start in following:
        way = {} if start in entered else {start: iter(following[start])}
        entered.add(start)
        while way:
            last = next(reversed(way))
            each = next(way[last], None)
            if each is None:
                del way[last]
            elif each not in entered:
                entered.add(each)
                way[each] = iter(following.get(each, ()))
            elif each in way and told.isdisjoint((each, last)):
                members = list(way)
                circle = members[members.index(each) :]
                if told.isdisjoint(circle):
                    told.update(circle)
                    yield [*circle, each]

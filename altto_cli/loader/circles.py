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
    """Each circle once, as the way from its first member back to it."""
    told: set[str] = set()
    for start in following:
        way = _way_back(following, start)
        if way and not told & set(way):
            told |= set(way)
            yield way


def _way_back(following: Mapping[str, Sequence[str]], start: str) -> list[str] | None:
    ways, seen = [[start]], set()
    for way in ways:
        for each in following.get(way[-1], ()):
            if each == start:
                return [*way, start]
            if each not in seen:
                seen.add(each)
                ways.append([*way, each])
    return None

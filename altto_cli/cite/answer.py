"""Citations as an answer of the contract, and what must be said beside them."""

from collections.abc import Iterator, Mapping, Sequence
from json import dumps
from typing import Any

from altto_cli import __version__, wording
from altto_cli.cite import citation
from altto_cli.cite.cited import Cited
from altto_cli.model import Study
from altto_cli.view import records


def json(cited: Sequence[Cited], style: str, query: Mapping[str, Any]) -> str:
    """The answer `altto/citations/1`."""
    studies = {each.study.id: records.study(each.study) for each in cited}
    only = next(iter(studies.values())) if len(studies) == 1 else None
    answer = {
        "schema": "altto/citations/1",
        "tool": {"name": "altto", "version": __version__},
        "study": only,
        "evidence": only and only["evidence"],
        "query": query,
        "studies": list(studies.values()),
        "citations": [
            {"id": each.key, "style": style, "text": citation(each, style)} for each in cited
        ],
        "notes": list(asides(cited)),
        "sources": [records.source(each.study, each.source) for each in cited],
    }
    return dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _unseen(study: Study, id: str | None) -> str | None:
    """The source that another passes on, where nobody read it itself."""
    return id if id and study.source(id).read in (None, "not seen") else None


def asides(cited: Sequence[Cited]) -> Iterator[str]:
    """Which figures came through another report, what was not peer reviewed, what was not seen."""
    ids = {each.key for each in cited}
    for each in cited:
        origin = _unseen(each.study, each.source.reports)
        if origin and each._replace(source=each.study.source(origin)).key in ids:
            said = f"the figures of {origin} were read in {each.source.id}; cite both, and say so"
            yield said
    unreviewed = [each.source.id for each in cited if not each.source.peer_reviewed]
    if unreviewed:
        yield f"not peer reviewed: {', '.join(unreviewed)}"
    unseen: dict[str, list[str]] = {}
    for each in cited:
        if parts := each.unseen:
            unseen.setdefault(wording.several(parts), []).append(each.source.id)
    if unseen:
        said = "; ".join(f"{parts} of {', '.join(ids)}" for parts, ids in unseen.items())
        yield f"not seen, and left out: {said}"


def whole(cited: Sequence[Cited]) -> Iterator[str]:
    """Which references reference managers get as one text, for want of their parts."""
    ids = [each.source.id for each in cited if each.source.reference is None]
    if ids:
        yield f"no parts of the reference of {', '.join(ids)}: the whole stands as its title"

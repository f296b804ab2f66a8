"""How figures came about, before the first of them; where they stand, after the last."""

from collections.abc import Iterable, Iterator, Sequence

from altto_cli import wording
from altto_cli.model import Result, Source, Study
from altto_cli.wording import NOT_REPORTED

#: Ways of reading a source that the reader must know of, in the words of a page.
_READ = {"full text": "", "not seen": ""}


def label(study: Study, results: Sequence[Result]) -> tuple[str, ...]:
    """Randomised for this comparison or not, exploratory, reviewed or not, events."""
    sources = [
        study.source(id) for id in dict.fromkeys(id for each in results for id in each.sources)
    ]
    said = [allocation(study, results)]
    if any(study.is_exploratory(each) for each in results):
        whole = all(study.is_exploratory(each) for each in results)
        said.append("exploratory" if whole else "exploratory in part")
    return (*said, reviewed(sources), events(results))


def allocation(study: Study, results: Sequence[Result]) -> str:
    """Randomised; not randomised for endocrine therapy; or which of both."""
    randomised = {study.is_randomised(each) for each in results}
    if randomised == {True}:
        return "Randomised"
    if len(randomised) > 1:
        return "Randomised in part"
    asked = study.not_randomised_for
    return f"Not randomised for {asked}" if asked else "Not randomised"


def reviewed(sources: Sequence[Source]) -> str:
    """Peer reviewed or not, and what was read of it where that was not the whole."""
    standings = list(dict.fromkeys(_reviewed(source) for source in sources))
    if len({source.peer_reviewed for source in sources}) > 1:
        return "peer reviewed in part"
    if len(standings) > 1:
        read = dict.fromkeys(_READ.get(each.read or "full text", each.read) for each in sources)
        return f"peer reviewed, in part read as {wording.several(filter(None, read))}"
    return standings[0] if standings else ""


def _reviewed(source: Source) -> str:
    if not source.peer_reviewed:
        return "not peer reviewed"
    read = _READ.get(source.read or "full text", source.read)
    return f"peer reviewed ({read} read)" if read else "peer reviewed"


def sourced(source: Source) -> str:
    """The source as a sentence names it, with its standing."""
    return f"{source.short}, {_reviewed(source)}"


def sources(study: Study, result: Result, *, with_p: bool = True) -> Iterator[str]:
    """Its source with its standing, and that of its rates, events or P where read elsewhere."""
    yield sourced(study.source(result.source))
    if result.rates_source:
        read = "rates, events" if result.events is not None else "rates"
        yield f"{read}: {sourced(study.source(result.rates_source))}"
    if with_p and result.p_value and result.p_value.source:
        yield f"P: {sourced(study.source(result.p_value.source))}"


def events(results: Sequence[Result]) -> str:
    """Whether events were counted: all, some, none; the number where there is one."""
    compared = [each for each in results if each.effect or wording.rated(each)] or list(results)
    counted = [each for each in compared if _is_counted(each)]
    if not counted:
        return f"event counts {NOT_REPORTED}"
    if len(counted) < len(compared):
        return "event counts reported in part"
    totals = {each.events for each in counted}
    total = totals.pop() if len(totals) == 1 else None
    return "events counted" if total is None else f"{wording.count(total)} events"


def _is_counted(result: Result) -> bool:
    arms = [arm.events for arm in result.arms]
    return result.events is not None or (bool(arms) and None not in arms)


def stands_in(study: Study, results: Iterable[Result]) -> str:
    """Each source with its places: what begins alike is said once."""
    locators: dict[str, list[str]] = {}
    for each in results:
        locators.setdefault(each.source, []).append(each.locator)
        for id in each.sources[1:]:
            locators.setdefault(id, [])
    named = ((study.source(id).short, places(found)) for id, found in locators.items())
    return "; ".join(": ".join(filter(None, each)) for each in named)


def places(locators: Sequence[str]) -> str:
    """Places in one source; of several under one heading the heading."""
    by_heading: dict[str, list[str]] = {}
    for locator in dict.fromkeys(locators):
        for place in locator.split("; "):
            heading, _, rest = place.partition(", ")
            by_heading.setdefault(heading, []).append(rest)
    said = []
    for heading, inside in by_heading.items():
        below = list(dict.fromkeys(filter(None, inside)))
        said.append(f"{heading}, {below[0]}" if len(below) == 1 else heading)
    return "; ".join(said)


def origins(study: Study) -> str:
    """The reports from which its results were taken."""
    return "; ".join(dict.fromkeys(study.source(each.source).short for each in study.results))


def version(study: Study) -> str:
    """The study, the version of its evidence, and the first digits of its hash."""
    return f"{study.id} {study.version} {study.sha256[:7]}"


def name(study: Study) -> str:
    """What titles call the study."""
    return study.short or study.title


def versions(studies: Sequence[Study]) -> str:
    """Version and hash of every study that answers, for those who ask for all."""
    return f"Evidence: {', '.join(map(version, studies))}."


def overlaps(studies: Sequence[Study]) -> str:
    """Which of these studies share patients, in the words of the evidence."""
    ids = {study.id for study in studies}
    said = (each.text for study in studies for each in study.overlaps if each.study in ids)
    return " ".join(dict.fromkeys(said))


def read(found: Sequence[tuple[Study, Result]]) -> str:
    """What of the sources of studies side by side was read, those not peer reviewed by name."""
    used = {
        (study.id, id): (study, study.source(id)) for study, each in found for id in each.sources
    }
    by_kind: dict[str, list[str]] = {}
    others: list[str] = []
    for study, source in used.values():
        if source.peer_reviewed:
            others.append(source.read or source.kind)
        else:
            by_kind.setdefault(source.kind, []).append(name(study))
    said = (f"{kind} of {', '.join(dict.fromkeys(names))}" for kind, names in by_kind.items())
    of_others = wording.several(dict.fromkeys(others)) if others else ""
    if not by_kind:
        return f"Peer reviewed; read was: {of_others}." if others else ""
    rest = f" Others: {of_others}." if others else ""
    return f"Not peer reviewed: {'; '.join(said)}.{rest}"

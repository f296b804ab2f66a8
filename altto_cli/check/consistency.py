"""Rules over what must hold between the records of one study: sources, sizes, rates, endpoints."""

import re
from collections.abc import Iterator

from altto_cli.check.rule import Rule, Said
from altto_cli.model import Arm, Result, Study

_FIGURE = re.compile(r"[0-9]")
_PASSED_ON = ("news report", "interview", "talk", "commentary")
_ENDS_WITH_DEATH = re.compile(r"\b(recurrence|relapse|progression|interval|time to|mortality)\b")
_COUNTS_EVERY_DEATH = re.compile(r"survival|death from any|all[- ]cause|any cause|overall")


def unread_source(study: Study) -> Said:
    """A source from which figures were taken says what of it was read.

    A figure of a paper that was read in a news report has the news report as its source. Write
    `read: abstract`, `read: full text` and so on; one that is "not seen" has no figures. Where most
    sources of a study say it, the others are asked.
    """
    used = {source for result in study.results for source in result.sources}
    used |= {group.source for group in study.groups if group.source}
    figures = [fact for fact in study.facts if _FIGURE.search(fact.value or "")]
    used |= {fact.source for fact in figures if fact.source}
    most_tell = sum(source.read is not None for source in study.sources) * 2 > len(study.sources)
    for source in study.sources:
        if source.id in used and source.read == "not seen":
            yield source.at("read"), f"figures are taken from {source.id}, which is not seen"
        elif source.id in used and source.read is None and most_tell:
            yield source.at("id"), f"what of {source.id} was read? add read, as for the others"


def reviewed_report(study: Study) -> Said:
    """What was read in a news report, a talk or a commentary does not stand as peer reviewed.

    The paper may be reviewed; what somebody passes on of it is not. Make the report a source of its
    own, with `reports` for the paper.
    """
    for source in study.sources:
        if source.peer_reviewed and source.read in _PASSED_ON:
            yield source.at("read"), f"peer_reviewed is true of what was read in a {source.read}"


def larger_than_whole(study: Study) -> Said:
    """A population is not larger than the study, nor a group than its population.

    One of the two numbers is a slip, or they are of different patients; then leave out the one that
    does not belong to these figures.
    """
    for population in study.populations:
        whole = study.n
        if population.n is not None and whole is not None and population.n > whole:
            yield population.at("n"), f"{population.n} patients of a study of {whole}"
    for group in study.groups:
        whole = study.population(group.population).n
        if group.n is not None and whole is not None and group.n > whole:
            yield group.at("n"), f"{group.n} patients of {whole} in {group.population}"


def two_values(study: Study) -> Said:
    """A group has one rate of one endpoint at one time from one source.

    It may stand in several comparisons; there a digit was mistyped, or the line belongs elsewhere.
    """
    first: dict[object, tuple[Result, object]] = {}
    for result in study.results:
        for arm in result.arms:
            for key, rate in _rates(arm):
                source = result.rates_source or result.source
                of = (*result.question, source, arm.strategy, arm.time, key)
                before, printed = first.setdefault(of, (result, rate))
                if printed != rate:
                    said = f"{rate} here, {printed} in {before.id}: one group, one time, one source"
                    yield arm.at(key), said


def _rates(arm: Arm) -> Iterator[tuple[str, object]]:
    if arm.time is not None:
        for key in ("event_free_percent", "event_percent"):
            if getattr(arm, key) is not None:
                yield key, getattr(arm, key)


def competing_death(study: Study) -> Said:
    """An endpoint that a death without it makes impossible says so: `competing_risks: true`.

    A recurrence, an interval, a death of one cause: where deaths are not counted, no ratio turns
    one rate into another, and the program must not compute it. A survival counts every death.
    """
    for endpoint in study.endpoints:
        name = endpoint.name.casefold()
        competes = _ENDS_WITH_DEATH.search(name) and not _COUNTS_EVERY_DEATH.search(name)
        if competes and not endpoint.competing_risks:
            yield endpoint.at("name"), f"a death competes with {endpoint.id}; add competing_risks"


#: What is worth a look.
WARNINGS: tuple[Rule, ...] = (
    unread_source,
    reviewed_report,
    larger_than_whole,
    two_values,
    competing_death,
)

"""Rules over what must hold between the records of one study: sources, sizes, rates, endpoints."""

import re

from altto_cli.check.rule import Rule, Said
from altto_cli.medicine import HARMS
from altto_cli.model import Arm, Group, Result, Study

_FIGURE = re.compile(r"[0-9]")
_PASSED_ON = ("news report", "interview", "talk", "commentary")
_ENDS_WITH_DEATH = re.compile(
    r"\b(recurrence|relapse|progression|interval|time to|mortality|fractures?)\b"
)
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
    for whole_group in _whole_groups(study):
        size, label = study.size(whole_group), whole_group.label
        inside = [each for each in study.groups if each.strategy == whole_group.strategy]
        for group in inside:
            if group.n is not None and size is not None and group.n > size:
                yield group.at("n"), f"{group.n} patients of {size} with {label}"


def larger_together(study: Study) -> Said:
    """The pre- and postmenopausal patients of a group are not more than the group.

    Nor are their events, and where they are all of its patients their events are all of its events.
    A digit is mistyped, or one of the numbers is of another analysis.
    """
    for whole in _whole_groups(study):
        parts = _by_menopause(study, whole)
        sizes, size = [each.n or 0 for each in parts], study.size(whole)
        if not parts or size is None or 0 in sizes or max(sizes) > size:
            continue
        if sum(sizes) > size:
            said = f"{' and '.join(map(str, sizes))} patients of {size} with {whole.label}"
            yield parts[0].at("n"), said
        for result in study.results:
            arm = _arm(result, whole)
            if arm and arm.events is not None:
                yield from _events_together(study, result, arm.events, parts, sum(sizes) == size)


def _whole_groups(study: Study) -> list[Group]:
    """The groups of all patients of the study."""
    whole = {
        each.id
        for each in study.populations
        if each.id == "all" or (each.n is not None and each.n == study.n)
    }
    return [group for group in study.groups if group.population in whole]


def _by_menopause(study: Study, whole: Group) -> list[Group]:
    """The groups with the same strategy of patients of each status, where each is told once."""
    her2 = study.population(whole.population).her2
    found = [
        group
        for group in study.groups
        if group.strategy == whole.strategy
        and (population := study.population(group.population)).her2 == her2
        and population.menopause in ("premenopausal", "perimenopausal", "postmenopausal")
        and group.population != whole.population
    ]
    status = [study.population(each.population).menopause for each in found]
    return found if len(found) > 1 and len(set(status)) == len(status) else []


def _arm(result: Result, group: Group) -> Arm | None:
    if result.population != group.population:
        return None
    return next((arm for arm in result.arms if arm.strategy == group.strategy), None)


def _events_together(
    study: Study, whole: Result, events: int, parts: list[Group], all: bool
) -> Said:
    """What the events of the parts say beside those of the whole, from one source."""
    counted = []
    for part in parts:
        for result in study.results:
            alike = (result.endpoint, result.source, result.window, result.analysis_set)
            arm = _arm(result, part)
            same = alike == (whole.endpoint, whole.source, whole.window, whole.analysis_set)
            if same and arm and arm.events is not None:
                counted.append((arm, arm.events))
                break
    found = [count for _, count in counted]
    if len(found) == len(parts) and (sum(found) > events or (all and sum(found) < events)):
        said = f"{' and '.join(map(str, found))} events of {events} in {whole.id}"
        yield counted[0][0].at("events"), said


def two_values(study: Study) -> Said:
    """A group has one value of one endpoint at one time from one source: rate, events, mean.

    It may stand in several comparisons; there a digit was mistyped, or the line belongs elsewhere.
    """
    first: dict[object, tuple[Result, object]] = {}
    for result in study.results:
        for arm in result.arms:
            for key in _OF_GROUP:
                value = getattr(arm, key)
                source = result.rates_source or result.source
                when = result.difference.time if key == "mean" and result.difference else arm.time
                patients = result.analysis_set, arm.n if isinstance(arm.n, int) else None
                of = (*result.question, source, arm.strategy, when, key, arm.per_patient_years)
                if value is None:
                    continue
                if key not in _RATES:
                    of = (*of, *patients)
                before, printed = first.setdefault(of, (result, value))
                if printed != value:
                    said = f"{value} here, {printed} in {before.id}: one group, one time"
                    yield arm.at(key), f"{said}, one source"


_RATES = ("event_free_percent", "event_percent")
_OF_GROUP = (*_RATES, "events", "event_rate", "mean", "median_years", "median_months")


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


def harm_not_declared(study: Study) -> Said:
    """An endpoint that counts a harm says so: `harm: true`.

    Then `altto harms` has it, and a page of benefit names it. Where it is none here, as fractures
    in a trial that is to prevent them, write `harm: false`.
    """
    for endpoint in study.endpoints:
        named = f"{endpoint.name} {endpoint.label}".casefold()
        word = next((each for each in HARMS if each in named), None)
        if word and not endpoint.harm and "harm" not in (endpoint.places or {}):
            said = f"{endpoint.id} looks like a harm; add harm: true, or harm: false if it is none"
            yield endpoint.at("name"), said


def menopause_by_name(study: Study) -> Said:
    """A population that is called pre- or postmenopausal has that word in `menopause`.

    It is what `--menopause` asks for; under another its figures would answer for other patients.
    """
    for population in study.populations:
        called = _STATUS.findall(f"{population.id} {population.label}".casefold())
        if len(set(called)) == 1 and population.menopause != f"{called[0]}menopausal":
            said = f"{population.id} is called {called[0]}menopausal, menopause is "
            key = "menopause" if population.menopause else "label"
            yield population.at(key), f"{said}{population.menopause or 'left out'}"


_STATUS = re.compile(r"\b(pre|peri|post)(?:-?menopausal|- )")


def interaction_of_whom(study: Study) -> Said:
    """The P of an interaction names what is compared: `versus_population`, or `subgroup`.

    Without, it reads as the P of treatment against reference. One subgroup is the `population`, the
    other the `versus_population`; over more than two, `subgroup` names the factor.
    """
    for result in study.results:
        named = result.versus_population or result.subgroup
        for said in (result.p_value, *result.estimates):
            if said and said.p_kind == "interaction" and not named:
                message = "an interaction of which populations? add versus_population, or subgroup"
                yield said.at("p_kind"), message


#: What is worth a look.
WARNINGS: tuple[Rule, ...] = (
    unread_source,
    reviewed_report,
    larger_than_whole,
    two_values,
    competing_death,
    larger_together,
    harm_not_declared,
    interaction_of_whom,
    menopause_by_name,
)

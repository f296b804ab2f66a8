"""Rules over sources, groups, facts, remarks and conflicts, one at a time.

A rule's name is its function's, its page the docstring. None is asked about a record in which
something cannot be read.
"""

import re
from datetime import date, timedelta

from altto_cli.appraise import MEANINGS
from altto_cli.check.results import OF_RESULT
from altto_cli.check.rule import Rule, Said
from altto_cli.model import Conflict, Fact, Group, Remark, Source
from altto_cli.words import nearest

#: The form of each identifier and address, and how to write it.
_FORMS = {
    "url": (r"https?://[^\s/]+\.[^\s/]+(/\S*)?", "https:// and the address"),
    "doi": (r"10\.[0-9]{4,9}/\S+", "10. and the rest, without https://doi.org/"),
    "pmid": (r"[1-9][0-9]{0,8}", "PubMed's digits alone"),
    "pmcid": (r"PMC[1-9][0-9]*", "PMC and its digits"),
    "nct": (r"NCT[0-9]{8}", "NCT and eight digits"),
}
_FIGURE = re.compile(r"(?<![\w-])[0-9][0-9.,]*(?![\w-])")
_UNREVIEWED = ("abstract", "talk", "news report", "interview", "registry")
#: What fits two lines under a figure.
LONGEST = 160


def calendar_day(source: Source) -> Said:
    """The day on which a source was checked is a day of the calendar.

    30 February is none: a digit is wrong, and nobody can tell how fresh the figures are. Write the
    day on which you last read the source.
    """
    try:
        date.fromisoformat(source.checked)
    except ValueError:
        yield source.at("checked"), f"{source.checked} is no day of the calendar"


def checked_ahead(source: Source) -> Said:
    """The day on which a source was checked is not ahead.

    A year is mistyped, or the clock of this machine is wrong. A day more is allowed, since it may
    be tomorrow elsewhere.
    """
    try:
        ahead = date.fromisoformat(source.checked) - date.today() > timedelta(days=1)
    except ValueError:
        return
    if ahead:
        yield source.at("checked"), f"{source.checked} is still to come; is the year right?"


def identifier_form(source: Source) -> Said:
    """A DOI, PMID, PMCID, NCT number or address has its own form.

    A DOI starts with 10. and has no https://doi.org/ before it; a PMID is digits; a PMCID is PMC
    and digits; a registry number is NCT and eight digits; an address starts with https://. What is
    printed from another form leads nowhere.
    """
    for key, (pattern, words) in _FORMS.items():
        value = getattr(source, key)
        if value is not None and not re.fullmatch(pattern, value):
            inside = re.search(pattern, value)
            hint = f"; did you mean {inside[0]}?" if inside else ""
            yield source.at(key), f"{key} is {value!r}; write {words}{hint}"


def peer_review(source: Source) -> Said:
    """An abstract, a talk, a news report, an interview, a registry entry is not peer reviewed.

    "Not peer reviewed" stands beside every figure that was read in one, even where a reviewed paper
    prints the same: then the paper is the source, once somebody has read it there.
    """
    if source.peer_reviewed and source.kind in _UNREVIEWED:
        yield source.at("peer_reviewed"), f"peer_reviewed is true of a source of kind {source.kind}"


def missing_locator(record: Group | Fact) -> Said:
    """A figure names its source and the place in it, so that a reader can look it up.

    That holds for the size of a group and for a fact with a number in its value. Add `source` and
    `locator`: the heading, table or figure, or "abstract" where only that was read.
    """
    key = "n" if isinstance(record, Group) else "value"
    missing = [each for each in ("source", "locator") if not getattr(record, each)]
    if missing and _FIGURE.search(str(getattr(record, key) or "")):
        yield record.at(key), f"the figure stands without {' and '.join(missing)}"


def fact_value(fact: Fact) -> Said:
    """A fact has a value, and one of section "not reported" has none.

    A fact without a value is shown as not reported; one with a value must not be called so.
    """
    if fact.section == "not reported" and fact.value is not None:
        yield fact.at("value"), f"{fact.id} is not reported, yet has a value; leave one of them out"
    if fact.section != "not reported" and fact.value is None:
        yield fact.at(), f"{fact.id} has no value; add it, or write section: not reported"


def long_text(record: Remark | Conflict) -> Said:
    """The text of a remark or conflict has at most 160 characters.

    It stands under every figure that it touches, on two lines at most. The rest of a conflict goes
    into `detail`, which `altto sources` prints.
    """
    if len(record.text) > LONGEST:
        yield record.at("text"), f"text has {len(record.text)} characters; {LONGEST} fit two lines"


def touches_nothing(record: Remark | Conflict) -> Said:
    """A remark or conflict touches something.

    One that touches nothing is shown with no figure. Name the results, groups, facts or sources, or
    `study` where it holds for everything.
    """
    if not record.touches:
        yield record.at("touches"), f"{record.id} is shown with nothing; name what it touches"


def says_of_another(record: Remark | Conflict) -> Said:
    """What is said of a figure is said of one that the remark or conflict touches.

    A page would never show it. Add the record to `touches`, or name another in `of`.
    """
    for said in record.says:
        for of in said.of:
            if of not in record.touches and "study" not in record.touches:
                yield said.at("of"), f"{of} is not among what {record.id} touches"


def unknown_method(conflict: Conflict) -> Said:
    """The rules that a conflict names are rules of the appraisal.

    A conflict that names a rule tells what the rule finds, so that a reader meets it once and in
    the curator's words; under a misspelt name it is met twice.
    """
    for rule in conflict.rules:
        if rule not in MEANINGS:
            yield conflict.at("rules"), f"the appraisal has no {rule}; {nearest(rule, MEANINGS)}"


#: What is wrong with a record, by the list in which it stands.
FAULTS: dict[str, tuple[Rule, ...]] = {
    "sources": (calendar_day, identifier_form),
    "results": OF_RESULT,
    "facts": (fact_value,),
    "remarks": (long_text, touches_nothing, says_of_another),
    "conflicts": (long_text, touches_nothing, says_of_another, unknown_method),
}
#: What is worth a look.
WARNINGS: dict[str, tuple[Rule, ...]] = {
    "sources": (peer_review, checked_ahead),
    "groups": (missing_locator,),
    "facts": (missing_locator,),
}

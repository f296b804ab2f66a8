from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from altto_cli import load
from altto_cli.loader.reader import load_terms
from altto_cli.loader.reading import read_study
from altto_cli.model import Arm, Conflict, Record, Remark, Result, Study

EVIDENCE = Path(__file__).parent.parent / "evidence"
STUDIES = load().studies
TERMS = load_terms()
ALTTO = next(study for study in STUDIES if study.id == "altto-endocrine")
by_study = pytest.mark.parametrize("study", STUDIES, ids=[study.id for study in STUDIES])

#: result: rates of treatment and reference at 10 years, adjusted ratio, limits at 95%, P
RATIOS = {
    "dfs-all-ai-vs-serm": ("80.1", "76.5", "0.65", "0.52", "0.82", "<0.001"),
    "drfs-all-ai-vs-serm": ("85.7", "83.1", "0.65", "0.50", "0.85", None),
    "os-all-ai-vs-serm": ("88.9", "89.1", "0.73", "0.53", "1.00", None),
    "dfs-postmenopausal-ai-vs-serm": ("81.5", "75.0", "0.65", "0.50", "0.85", None),
    "dfs-premenopausal-ofs-ai-vs-serm": ("90.0", "77.6", "0.44", "0.23", "0.85", None),
    "dfs-premenopausal-serm-ofs-vs-serm": ("77.3", "77.6", "0.87", "0.61", "1.23", None),
}
#: result: percentages of treatment and reference, with neither time nor denominator
RECURRENCES = {
    "recurrence-local-all-ai-vs-serm": ("0.9", "2.4"),
    "recurrence-distant-all-ai-vs-serm": ("9.3", "12.1"),
}
SIZES = {
    "serm/premenopausal": 903,
    "serm-ofs/premenopausal": 238,
    "ofs-ai/premenopausal": 118,
    "ai/postmenopausal": 1015,
    "serm/postmenopausal": 377,
}
FACTS = {
    "enrolled": "8,381",
    "centres": "946",
    "enrolment": "January 2007 to July 2011",
    "analysed": "2,651",
    "premenopausal": "1,259",
    "postmenopausal": "1,392",
    "follow-up": "9.9 years",
    "covariates": "chemotherapy timing, tumor grade, age, tumor size, nodal status",
    "arms": "lapatinib; trastuzumab; trastuzumab then lapatinib; trastuzumab + lapatinib",
    "reporting": "San Antonio Breast Cancer Symposium, December 9–12, 2025",
}
FACTORS = [
    "Age",
    "Menopausal status",
    "BMI",
    "Tumor size",
    "Tumor grade",
    "Nodal status",
    "ER expression level",
    "HER2 FISH ratio",
    "Anti-HER2 regimen",
    "Chemotherapy type",
    "Chemotherapy timing",
]
NOT_REPORTED = {
    "event-counts",
    "numbers-at-risk",
    "interaction-tests",
    "subgroup-ratios",
    "baseline",
    "exposure",
    "endpoint-definitions",
    "duration",
    "adherence",
    "toxicity",
    "quality-of-life",
    "men",
    "exclusions",
}
#: ids under which the methods of the appraisal are printed and explained
METHODS = {
    "p-from-interval",
    "wald-interval",
    "mixture",
    "implied-ratio",
    "information-bound",
    "same-ratio",
    "e-value",
    "bound-of-one",
    "estimate-outside-interval",
    "sizes",
    "two-sources",
    "events-proxy",
    "zero-covariance",
    "assumption-free-interval",
    "inversion",
    "absolute",
    "nnt",
    "kaplan-meier",
}
#: what readers of these results meet
WORDS = [
    "DFS",
    "DRFS",
    "TTDR",
    "OS",
    "HR",
    "aHR",
    "CI",
    "SERM",
    "tamoxifen",
    "AI",
    "letrozole",
    "OFS",
    "HER2",
    "FISH ratio",
    "ER",
    "Cox model",
    "post hoc",
    "immortal time bias",
    "BMI",
    "ALTTO",
    "BIG 2-06",
    "SABCS",
    "peer review",
    "E-value",
    "NNT",
    "odds ratio",
    "confounding",
    "P",
    "perimenopausal",
    "trastuzumab",
    "numbers at risk",
    "iDFS",
    "DRFI",
    "BCFI",
    "RR",
    "breast cancer mortality",
    "fractures",
    "bone health",
    "confounding by indication",
    "multiplicity",
    "toremifene",
    "GnRH analogue",
    "pertuzumab",
    "T-DM1",
    "guarantee-time bias",
]
#: words that claim more than these comparisons can, and a word that leaves patients out
CLAIMS = re.compile(r"\b(superior|reduce[ds]?|prove[ds]?|women|woman)\b", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"')


def texts(record: object) -> Iterator[str]:
    """Every text in a record but addresses, titles of sources and their errors."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, tuple):
        for each in record:
            yield from texts(each)
    elif isinstance(record, Record):
        for field in record.fields.values():
            if field.name not in ("places", "url", "citation", "errors"):
                yield from texts(getattr(record, field.name))


def said(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def arms(result: Result) -> tuple[Arm, Arm]:
    assert result.treatment
    assert result.reference
    return result.treatment, result.reference


@pytest.mark.parametrize(
    "folder",
    sorted(path.parent for path in EVIDENCE.glob("*/study.yaml")),
    ids=lambda path: path.name,
)
def test_a_shipped_study_is_sound_and_named_like_its_folder(folder: Path) -> None:
    study, problems = read_study(folder)
    assert problems == []
    assert study
    assert study.id == folder.name


def test_one_study_answers_when_none_is_named() -> None:
    assert [study.id for study in STUDIES if study.default] == ["altto-endocrine"]


@pytest.mark.parametrize("id", RATIOS)
def test_rates_and_ratio_are_as_printed(id: str) -> None:
    result = ALTTO.result(id)
    effect = result.effect
    assert effect
    assert (
        *(said(arm.event_free_percent) for arm in arms(result)),
        *(said(value) for value in (effect.estimate, effect.ci_low, effect.ci_high)),
        effect.p,
    ) == RATIOS[id]
    assert {said(arm.at_years) for arm in arms(result)} == {"10"}
    assert said(effect.ci_level) == "95"
    assert (effect.measure, effect.adjusted) == ("hazard ratio", True)
    assert result.source == "oncology-frontier"


@pytest.mark.parametrize("id", RECURRENCES)
def test_recurrences_are_as_printed_and_have_no_denominator(id: str) -> None:
    result = ALTTO.result(id)
    assert tuple(said(arm.event_percent) for arm in arms(result)) == RECURRENCES[id]
    assert [(arm.n, arm.at_years) for arm in arms(result)] == [("not reported", None)] * 2
    assert result.effect is None


def test_sizes_are_as_printed_and_no_other_size_is_entered() -> None:
    assert {group.key: group.n for group in ALTTO.groups if group.n} == SIZES
    assert {population.id: population.n for population in ALTTO.populations} == {
        "all": 2651,
        "premenopausal": 1259,
        "postmenopausal": 1392,
    }


def test_overall_groups_are_sums_of_their_parts() -> None:
    sums = {group.key: ALTTO.size(group) for group in ALTTO.groups if group.parts}
    assert sums == {"ai/all": 1133, "serm/all": 1518}


def test_facts_are_as_printed() -> None:
    values = {fact.id: fact.value for fact in ALTTO.facts}
    assert {id: values[id] for id in FACTS} == FACTS
    assert said(ALTTO.median_follow_up_years) == "9.9"
    assert (ALTTO.randomised, ALTTO.exploratory) == (False, True)


def test_the_eleven_factors_have_no_figures_but_one() -> None:
    factors = [result for result in ALTTO.results if result.subgroup]
    assert [result.subgroup for result in factors] == FACTORS
    assert [result.subgroup for result in factors if result.figures] == ["Menopausal status"]
    assert {result.effect for result in factors} == {None}


@pytest.mark.parametrize("id", ["os-premenopausal", "ttdr-premenopausal"])
def test_three_groups_are_compared_in_words(id: str) -> None:
    result = ALTTO.result(id)
    assert [arm.strategy for arm in result.groups] == ["serm", "serm-ofs", "ofs-ai"]
    assert result.statement
    assert (result.status, result.significance) == ("qualitative", "not significant")


def test_no_other_result_is_entered() -> None:
    entered = {result.id for result in ALTTO.results if not result.subgroup}
    assert entered == {*RATIOS, *RECURRENCES, "os-premenopausal", "ttdr-premenopausal"}
    assert {arm.events for result in ALTTO.results for arm in result.arms} == {None}


def test_significance_is_the_word_of_the_source() -> None:
    assert {result.id: result.significance for result in ALTTO.results if result.significance} == {
        "dfs-premenopausal-ofs-ai-vs-serm": "significant",
        "dfs-premenopausal-serm-ofs-vs-serm": "not significant",
        "os-all-ai-vs-serm": "not significant",
        "os-premenopausal": "not significant",
        "ttdr-premenopausal": "not significant",
    }


def test_what_is_not_reported_is_listed() -> None:
    listed = {fact.id for fact in ALTTO.facts if fact.section == "not reported"}
    assert listed == NOT_REPORTED


@by_study
def test_only_what_is_not_reported_has_no_value(study: Study) -> None:
    for fact in study.facts:
        assert (fact.value is None) == (fact.section == "not reported"), fact.id


@by_study
def test_no_text_claims_more_than_the_design_allows(study: Study) -> None:
    assert [text for text in texts(study) if CLAIMS.search(QUOTED.sub("", text))] == []


@by_study
def test_a_warning_fits_two_lines(study: Study) -> None:
    warnings: tuple[Remark | Conflict, ...] = (*study.remarks, *study.conflicts)
    assert {each.id: len(each.text) for each in warnings if len(each.text) > 160} == {}


@by_study
def test_what_finds_a_conflict_is_explained(study: Study) -> None:
    assert {rule for conflict in study.conflicts for rule in conflict.rules} <= METHODS


@by_study
def test_an_interval_has_two_ends_and_a_level(study: Study) -> None:
    for result in study.results:
        if effect := result.effect:
            given = {effect.ci_low is None, effect.ci_high is None, effect.ci_level is None}
            assert len(given) == 1, result.id


def test_a_term_has_one_meaning() -> None:
    spellings = [{word.casefold() for word in (term.id, term.label, *term.also)} for term in TERMS]
    shared = [
        word for word in set().union(*spellings) if sum(word in each for each in spellings) > 1
    ]
    assert shared == []


def test_every_method_is_explained() -> None:
    assert {term.id for term in TERMS} >= METHODS


def test_hr_is_said_to_mean_two_things() -> None:
    [hr] = [term for term in TERMS if term.id == "hr"]
    assert "hazard ratio" in hr.text
    assert "hormone receptor" in hr.text


def test_terms_are_short_and_claim_nothing() -> None:
    assert [term.id for term in TERMS if len(term.text) > 450] == []
    assert [term.id for term in TERMS if CLAIMS.search(QUOTED.sub("", term.text))] == []


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_the_field_is_explained(word: str) -> None:
    known = {each.casefold() for term in TERMS for each in (term.id, term.label, *term.also)}
    assert word.casefold() in known

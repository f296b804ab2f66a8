"""How figures are said: as printed, and so that what is said reads back."""

import re
from decimal import Decimal

import pytest
from asking import GOOD
from hypothesis import given
from hypothesis import strategies as st

from altto_cli import load, outcomes, wording
from altto_cli.model import Arm, Effect, Endpoint, Result, Study
from altto_cli.view import columns

AURORA = load(GOOD, studies=["aurora"]).studies[0]
ALTTO = load(studies=["altto-endocrine"]).studies[0]
DEATH = Endpoint(id="death", label="death", name="Death from any cause")

printed = st.decimals(min_value=Decimal("0.001"), max_value=9999, places=2).map(
    str
) | st.from_regex(r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,6})?", fullmatch=True)


def ratio(**more: object) -> Effect:
    said: dict[str, object] = {
        "measure": "hazard ratio",
        "adjusted": True,
        "estimate": Decimal("0.44"),
        "ci_low": Decimal("0.23"),
        "ci_high": Decimal("0.85"),
        "ci_level": Decimal("95"),
    }
    return Effect(**{**said, **more})


@given(estimate=printed, low=printed, high=printed, level=st.sampled_from(["95", "97.5", "99"]))
def test_a_ratio_reads_back_with_every_printed_digit(
    estimate: str, low: str, high: str, level: str
) -> None:
    said = wording.effect(
        ratio(
            estimate=Decimal(estimate),
            ci_low=Decimal(low),
            ci_high=Decimal(high),
            ci_level=Decimal(level),
        )
    )
    read = re.fullmatch(r"([\d.]+) \(([\d.]+)% CI ([\d.]+)–([\d.]+)\)", said)
    assert read
    assert read.groups() == (estimate, level, low, high)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_count_reads_back(value: int) -> None:
    assert int(wording.count(value).replace(",", "")) == value


@given(printed)
def test_a_percentage_reads_back_with_every_printed_digit(text: str) -> None:
    assert wording.percent(Decimal(text)) == f"{text}%"


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (ratio(), "0.44 (95% CI 0.23–0.85)"),
        (ratio(ci_high=Decimal("1.00")), "0.44 (95% CI 0.23–1.00)"),
        (ratio(estimate=Decimal("1.23"), ci_low=None, ci_high=None), "1.23 (CI not reported)"),
        (ratio(ci_low=None), "0.44 (CI not reported)"),
        (ratio(ci_level=Decimal("97.5")), "0.44 (97.5% CI 0.23–0.85)"),
        (ratio(ci_level=None), "0.44 (level not reported, CI 0.23–0.85)"),
        (ratio(ci_low=Decimal("0.00")), "0.44 (95% CI 0.00–0.85)"),
    ],
)
def test_a_ratio_has_one_house_form(effect: Effect, said: str) -> None:
    assert wording.effect(effect) == said


@pytest.mark.parametrize(
    ("measure", "adjusted", "said"),
    [
        ("hazard ratio", True, "adjusted HR"),
        ("hazard ratio", False, "HR"),
        ("rate ratio", True, "adjusted rate ratio"),
        ("odds ratio", False, "odds ratio"),
        ("risk ratio", False, "risk ratio"),
        ("ratio of hazard ratios", True, "adjusted ratio of HRs"),
    ],
)
def test_a_ratio_is_named_by_its_measure(measure: str, adjusted: bool, said: str) -> None:
    assert wording.measure(ratio(measure=measure, adjusted=adjusted)) == said


@pytest.mark.parametrize(
    ("p", "sentence", "cell"),
    [
        ({}, "not reported", "—"),
        ({"p": "<0.001"}, "P < 0.001", "<0.001"),
        ({"p": "< .001"}, "P < .001", "< .001"),
        ({"p": ".048", "p_label": "P", "p_kind": "superiority"}, "P = .048", ".048"),
        ({"p": ".048", "p_threshold": ".025"}, "P = .048", ".048; P .048: threshold .025"),
        ({"p": "0.009", "p_label": "2p"}, "2p = 0.009", "0.009 (2p)"),
        (
            {"p": "0.02", "p_kind": "superiority", "p_test": "log-rank"},
            "log-rank P = 0.02",
            "0.02 (log-rank)",
        ),
        (
            {"p": ".044", "p_kind": "non-inferiority", "margin": Decimal("1.11")},
            "non-inferiority P = .044",
            ".044; P .044: non-inferiority, margin 1.11",
        ),
        ({"margin": Decimal("1.11")}, "not reported", "— (margin 1.11)"),
    ],
)
def test_a_p_value_keeps_its_label_kind_and_threshold(
    p: dict[str, object], sentence: str, cell: str
) -> None:
    assert wording.p_value(ratio(**p)) == sentence
    said = columns.p_cell(ratio(**p)), columns.p_beneath(ratio(**p))
    assert "; ".join(filter(None, said)) == cell


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SERM alone", "SERM alone"),
        ("Placebo", "placebo"),
        ("OFS + AI", "OFS + AI"),
        ("HER2-positive", "HER2-positive"),
        ("T→L", "T→L"),
        ("L + T", "L + T"),
        ("mRNA", "mRNA"),
        ("", ""),
    ],
)
def test_abbreviations_keep_their_capitals_inside_a_sentence(text: str, said: str) -> None:
    assert wording.lower_first(text) == said


def test_lists_are_joined_as_in_a_sentence() -> None:
    assert wording.several(["A"]) == "A"
    assert wording.several(["A", "B"]) == "A and B"
    assert wording.several(iter(["A", "B", "C"])) == "A, B and C"


@pytest.mark.parametrize(
    ("randomised", "exploratory", "said"),
    [
        (False, True, "non-randomised, exploratory"),
        (False, False, "non-randomised"),
        (True, True, "randomised, exploratory"),
        (True, False, "randomised"),
    ],
)
def test_the_design_is_said_with_every_figure(
    randomised: bool, exploratory: bool, said: str
) -> None:
    assert wording.design(randomised, exploratory) == said


def of(id: str, **more: object) -> Result:
    return AURORA.result(id)._replace(**more)


def arm(strategy: str, **more: object) -> Arm:
    return Arm(strategy=strategy, **more)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (of("death-or-admission-all-borealin-vs-placebo"), "events 121 v 144"),
        (of("death-or-admission-low-ejection-fraction-borealin-vs-placebo"),
         "event counts not reported"),
        (of("improvement-all-borealin-vs-placebo", events=555), "555 events"),
        (of("improvement-all-borealin-vs-placebo", events=0), "0 events"),
        (of("improvement-all-borealin-vs-placebo", treatment=arm("borealin", events=0),
            reference=arm("placebo", events=1200)), "events 0 v 1,200"),
        (of("improvement-all-borealin-vs-placebo", treatment=arm("borealin", events=7),
            reference=arm("placebo")), "event counts not reported"),
    ],
)  # fmt: skip
def test_event_counts_are_said_or_said_not_to_be_reported(result: Result, said: str) -> None:
    assert wording.events(AURORA, result) == said


@pytest.mark.parametrize(
    ("arm", "size"),
    [
        (arm("borealin"), (790, "derived")),
        (arm("borealin", n=785), (785, "reported")),
        (arm("borealin", n=0), (0, "reported")),
        (arm("borealin", n="not reported"), (None, None)),
        (arm("borealin-diuretic"), (None, None)),
    ],
)
def test_a_size_is_reported_or_derived_from_parts_or_unknown(
    arm: Arm, size: tuple[int | None, str | None]
) -> None:
    result = AURORA.result("death-or-admission-all-borealin-vs-placebo")
    assert wording.size(AURORA, result, arm) == size


def test_a_derived_size_is_called_so() -> None:
    result = ALTTO.result("dfs-all-ai-vs-serm")
    assert wording.arm_in_full(ALTTO, result, result.arms[0]) == "AI (any) (n 1,133, derived)"


def test_a_group_is_told_with_the_other_name_that_a_source_gives_it() -> None:
    result = ALTTO.result("dfs-premenopausal-ofs-ai-vs-serm")
    assert [wording.arm_in_full(ALTTO, result, each) for each in result.arms] == [
        "OFS + AI (elsewhere AI ± OFS; n 118)",
        "SERM alone (n 903)",
    ]


@pytest.mark.parametrize(
    ("study", "id", "name"),
    [
        (ALTTO, "dfs-premenopausal-ofs-ai-vs-serm", "DFS, premenopausal, OFS + AI v SERM alone"),
        (ALTTO, "os-premenopausal", "OS, premenopausal, SERM alone, SERM + OFS, OFS + AI"),
        (ALTTO, "dfs-by-age", "DFS, all patients, by age, AI (any) v SERM (any)"),
        (ALTTO, "dfs-by-bmi", "DFS, all patients, by BMI, AI (any) v SERM (any)"),
        (
            AURORA,
            "admissions-all-borealin-vs-placebo-first-year",
            "admissions, all patients, first year, Borealin (any) v placebo",
        ),
        (
            AURORA,
            "death-or-admission-by-ejection-fraction",
            "death or admission, ejection fraction below 40% against ejection fraction 40% or "
            "more, Borealin v placebo",
        ),
    ],
)
def test_a_result_is_named_in_a_phrase(study: Study, id: str, name: str) -> None:
    assert wording.name(study, study.result(id)) == name


@pytest.mark.parametrize(
    ("arm", "endpoint", "said"),
    [
        (arm("x", event_free_percent=Decimal("90.0"), at_years=Decimal(10)),
         ALTTO.endpoint("dfs"), "10-year DFS"),
        (arm("x", event_free_percent=Decimal("84.0"), at_years=Decimal("1.5")), DEATH,
         "1.5-year freedom from death"),
        (arm("x", event_percent=Decimal("9.8"), at_years=Decimal(2)), DEATH, "2-year death"),
        (arm("x", event_percent=Decimal("9.3")), DEATH, "death, time not reported"),
        (arm("x", event_percent=Decimal("9.3"), at_years=Decimal(5)),
         ALTTO.endpoint("dfs"), "5-year DFS event"),
    ],
)  # fmt: skip
def test_a_percentage_says_whether_the_event_came_or_stayed_away(
    arm: Arm, endpoint: Endpoint, said: str
) -> None:
    assert outcomes.name(arm, endpoint) == said


def test_a_source_is_named_with_its_standing() -> None:
    said = [wording.standing(source) for source in AURORA.sources]
    assert said == [
        "Aurora Investigators, J Invented Res 2001, peer reviewed",
        "Aurora Investigators, Invented Congress 2000, not peer reviewed",
        "Invented Registry, not peer reviewed",
    ]


@pytest.mark.parametrize(("number", "said"), [(1, "1"), (2, "two"), (4, "four"), (5, "5")])
def test_a_small_number_is_a_word_and_others_are_digits(number: int, said: str) -> None:
    assert wording.few(number) == said

"""Two groups that share a reference: what follows, under which assumption, and no judgement."""

import csv
import json
from io import StringIO

import pytest
from asking import FORMATS, answer, ask
from invented import arm, group, ratio, result, study

from altto_cli import load, wording
from altto_cli.appraise.contrast import Contrast, contrasts
from altto_cli.model import Result

ALTTO = load(studies=["altto-endocrine"]).studies[0]
ASKED = ("compare", "ofs-ai", "serm-ofs")
GROUPS = (group("new/all", 100), group("third/all", 100), group("old/all", 200))


def said(found: Contrast) -> list[str]:
    return [wording.effect(each.effect) for each in found.results if each.effect]


def pair(first: str, second: str, **more: object) -> tuple[Result, Result]:
    third = {"treatment": arm("third", "80.0"), **more}
    return result("one", ratio(first), "90.0 70.0"), result(
        "two", ratio(second), "80.0 70.0", **third
    )


def of(first: str, second: str, **more: object) -> list[Contrast]:
    whole = study(*pair(first, second, **more), groups=GROUPS)
    return list(contrasts(whole, "new", "third"))


def test_ofs_with_ai_against_serm_with_ofs() -> None:
    (found,) = contrasts(ALTTO, "ofs-ai", "serm-ofs")
    assert said(found) == [
        "0.51 (95% CI 0.19–1.38)",
        "0.51 (95% CI 0.24–1.06)",
        "0.51 (95% CI 0.25–1.03)",
    ]
    assert [each.covariance for each in found.spreads] == [
        "the widest that any covariance gives",
        "if the two were independent",
        "by sizes and rates, N(1 − S); approximate",
    ]


def test_what_is_open_between_ofs_with_ai_and_serm_with_ofs() -> None:
    (found,) = contrasts(ALTTO, "ofs-ai", "serm-ofs")
    assert found.openness.excludes_one == "some"
    assert found.openness.correlation_needed == pytest.approx(0.1863, abs=5e-4)
    assert found.openness.correlation_suggested == pytest.approx(0.108, abs=5e-4)
    assert found.openness.p == pytest.approx((0.00001, 0.1834), abs=5e-5)
    assert found.results[0].remarks[-1] == (
        "The 95% interval leaves out 1 where the two correlate by 0.19 or more; by N(1 − S) they "
        "do by about 0.11."
    )


def test_a_ratio_that_has_no_standard_error_is_not_set_against_another() -> None:
    assert of("0.43 0.18 0.60", "0.87 0.61 1.23") == []


@pytest.mark.parametrize(
    ("first", "second", "which"),
    [
        ("0.55 0.46 0.66", "0.90 0.80 1.01", "under every covariance that cannot be ruled out."),
        ("0.44 0.23 0.85", "0.87 0.61 1.23", "where the two correlate by 0.19 or more"),
        ("0.84 0.60 1.18", "0.90 0.80 1.01", "under no covariance."),
    ],
)
def test_the_interval_excludes_one_under_every_some_or_no_covariance(
    first: str, second: str, which: str
) -> None:
    (found,) = of(first, second)
    sentence = f"The 95% interval leaves out 1 {which}"
    assert all(each.remarks[-1].startswith(sentence) for each in found.results)


def test_every_result_is_derived_and_names_method_inputs_and_assumption() -> None:
    (found,) = contrasts(ALTTO, "ofs-ai", "serm-ofs")
    for each in found.results:
        assert each.status == "derived"
        assert each.significance is None
        assert each.derived_from is not None
        assert each.derived_from.results == (
            "dfs-premenopausal-ofs-ai-vs-serm",
            "dfs-premenopausal-serm-ofs-vs-serm",
        )
        assert each.derived_from.inputs[:2] == (
            "adjusted HR 0.44 (95% CI 0.23–0.85), OFS + AI v SERM alone",
            "adjusted HR 0.87 (95% CI 0.61–1.23), SERM + OFS v SERM alone",
        )
        assert each.remarks[0] == (
            "Not compared in the source. Derived, assuming that both ratios come from one model, "
            "which the source does not state."
        )
    assert [each.derived_from.method for each in found.results if each.derived_from] == [
        "ratio of two ratios, SE = SE₁ + SE₂",
        "ratio of two ratios, SE = √(V₁ + V₂)",
        "ratio of two ratios, SE = √(V₁ + V₂ − 2C), C by N(1 − S) (Greenland & Longnecker 1992)",
    ]
    assert found.results[2].remarks[1] == (
        "Approximate interval: covariance by the proportions of N(1 − S) in the three groups."
    )


def test_results_of_three_groups_stand_in_no_way_of_a_pair() -> None:
    three = tuple(arm(each) for each in ("new", "third", "old"))
    together = result("all", treatment=None, reference=None, groups=three, statement="Alike.")
    whole = study(together, *pair("0.44 0.23 0.85", "0.87 0.61 1.23"), groups=GROUPS)
    assert len(list(contrasts(whole, "new", "third"))) == 1


def test_zero_covariance_is_not_said_to_be_the_widest_in_an_adjusted_model() -> None:
    (found,) = contrasts(ALTTO, "ofs-ai", "serm-ofs")
    assert found.results[1].remarks[1] == (
        "Interval under zero covariance of the two log ratios; not guaranteed widest in an "
        "adjusted model."
    )
    (crude,) = of("0.44 0.23 0.85", "0.87 0.61 1.23")
    assert (
        "the widest if both ratios come from a model of one factor." in crude.results[1].remarks[1]
    )


def test_reported_events_stand_before_those_that_rates_suggest() -> None:
    first, _ = pair("0.44 0.23 0.85", "0.87 0.61 1.23")
    one = result(
        "one",
        first.effect,
        treatment=arm("new", events=12),
        reference=arm("old", events=202),
    )
    two = result(
        "two",
        ratio("0.87 0.61 1.23"),
        treatment=arm("third", events=54),
        reference=arm("old", events=202),
    )
    (found,) = contrasts(study(one, two), "new", "third")
    assert found.spreads[2].covariance == "by events; approximate"
    assert said(found)[2] == "0.51 (95% CI 0.25–1.03)"


def test_without_events_and_rates_two_intervals_are_left() -> None:
    one = result("one", ratio("0.44 0.23 0.85"))
    two = result("two", ratio("0.87 0.61 1.23"), treatment=arm("third"))
    (found,) = contrasts(study(one, two), "new", "third")
    assert len(found.results) == 2


@pytest.mark.parametrize(
    "more",
    [
        {"reference": arm("new-or-third", "70.0")},
        {"population": "young"},
        {"endpoint": "os"},
        {"source": "abstract"},
        {"effect": ratio("0.87 0.61 1.23", level="99")},
        {"effect": ratio("0.87 0.61 1.23", adjusted=True)},
        {"effect": ratio("0.87 0.61 1.23", measure="odds ratio")},
        {"effect": ratio("0.87")},
    ],
    ids=[
        "other-reference",
        "other-population",
        "other-endpoint",
        "other-source",
        "other-level",
        "one-adjusted",
        "other-measure",
        "no-interval",
    ],
)
def test_ratios_that_cannot_come_from_one_model_are_not_set_against_each_other(
    more: dict[str, object],
) -> None:
    first = result("one", ratio("0.44 0.23 0.85"), "90.0 70.0")
    second = result(
        "two",
        **{"effect": ratio("0.87 0.61 1.23"), "treatment": arm("third", "80.0"), **more},  # type: ignore[arg-type]
    )
    assert list(contrasts(study(first, second, groups=GROUPS), "new", "third")) == []


class TestCommand:
    def test_three_intervals_stand_under_each_other_the_widest_first(self) -> None:
        table = [line for line in answer(*ASKED, "-f", "table").splitlines() if "0.51 (" in line]
        assert [" ".join(line.split()) for line in table] == [
            "OFS + AI [a] 118 90.0% [b] 0.51 (0.19–1.38) [c] the widest that any covariance gives",
            "0.51 (0.24–1.06) if the two were independent",
            "0.51 (0.25–1.03) by sizes and rates, N(1 − S); approximate",
        ]

    def test_each_of_several_ratios_says_what_its_own_intervals_leave_open(self) -> None:
        asked = ("compare", "l-t", "t-then-l", "--study", "altto-anti-her2", "-f", "text")
        text = " ".join(answer(*asked).split())
        assert "Ratio of HRs, adjustment not reported (95% CI) 0.92 (0.75–1.14)" in text
        assert "CI of 0.88: Both hold 1; a correlation from 0.74 up leaves it out; nothing" in text
        assert "CI of 0.98: All three hold 1; every covariance gives one that does." in text

    @pytest.mark.parametrize("format", ["table", "markdown"])
    def test_what_all_intervals_assume_heads_them(self, format: str) -> None:
        lines = [x.rstrip(" |") for x in answer(*ASKED, "-f", format).splitlines()]
        assert [x for x in lines if x.endswith("If both come from one model:")]

    @pytest.mark.parametrize(
        ("style", "ratio"),
        [
            ("house", "ratio of adjusted HRs 0.51 (95% CI 0.19–1.38);"),
            ("nejm", "ratio of adjusted hazard ratios, 0.51; 95% CI, 0.19 to 1.38;"),
        ],
    )
    def test_a_sentence_calls_it_a_ratio_of_two_derived_here_with_its_condition(
        self, style: str, ratio: str
    ) -> None:
        said = answer(*ASKED, "-f", "sentence", "--style", style).splitlines()
        assert f"; {ratio}" in said[0]
        derived = (
            "; derived here, not in the source: 0.44 / 0.87, both v SERM alone, if both come from "
            "one model, not stated; its interval: "
        )
        assert [each.split(derived)[1].split(";")[0] for each in said] == [
            "the widest that any covariance gives",
            "if the two were independent",
            "by sizes and rates, N(1 − S)",
        ]
        for each in said:
            assert "adjusted HR 0.51" not in each
            assert "; both ratios in Lambertini et al." in each

    @pytest.mark.parametrize("format", ["table", "markdown", "text"])
    def test_a_page_is_derived_before_its_first_figure(self, format: str) -> None:
        text = answer(*ASKED, "-f", format)
        assert 0 < text.index("Derived, not in the source") < text.index("0.51")

    @pytest.mark.parametrize("format", ["table", "markdown", "text"])
    def test_a_page_says_what_it_rests_on_and_what_the_words_do_not_mean(self, format: str) -> None:
        text = " ".join(answer(*ASKED, "-f", format).split())
        for words in (
            "0.44 / 0.87, both v SERM alone (n 903); if both come from one model, not stated.",
            "All three hold 1; a correlation from 0.19 up leaves it out; by N(1 − S) it is about",
            "That 0.44 is called significant and 0.87 not says nothing about 0.51.",
            "Events in 118, derived: by 10 years at most 11 (rate), ever at least 9 (model SE).",
            '"AI ± OFS" in the methods: OFS may differ too.',
            "HERA, HER2-positive, not randomised: 0.44 (0.29–0.68) or 0.54 (0.38–0.75).",
            "in both the AI effect differs by HER2 status: less in HER2-positive in HOBOE (words "
            "of 2018; with zoledronic acid; interaction P = 0.007), direction not seen in "
            "SOFT+TEXT.",
        ):
            assert words in text
        assert "not the AI alone" not in text

    @pytest.mark.parametrize("format", ["csv", "json", "jsonl"])
    def test_a_file_carries_the_assumption_and_the_remark_on_the_118(self, format: str) -> None:
        text = answer(*ASKED, "-f", format)
        for words in (
            "assuming that both ratios come from one model",
            "not guaranteed widest in an adjusted model",
            "The 118 are",
        ):
            assert words in text

    @pytest.mark.parametrize("format", FORMATS)
    def test_every_format_has_the_three_intervals(self, format: str) -> None:
        text = answer(*ASKED, "-f", format)
        for low, high in (("0.24", "1.06"), ("0.19", "1.38"), ("0.25", "1.03")):
            assert low in text
            assert high in text

    def test_each_interval_is_a_line_of_its_own_for_machines(self) -> None:
        lines = list(csv.DictReader(StringIO(answer(*ASKED, "-f", "csv"))))
        assert [(each["estimate"], each["ci_low"], each["ci_high"]) for each in lines] == [
            ("0.51", "0.19", "1.38"),
            ("0.51", "0.24", "1.06"),
            ("0.51", "0.25", "1.03"),
        ]
        assert {each["status"] for each in lines} == {"derived"}
        whole = [json.loads(line) for line in answer(*ASKED, "-f", "jsonl").splitlines()]
        assert [each["schema"] for each in whole] == ["altto/results/1"] * 3
        assert [each["derived_from"]["method"] for each in whole] == [
            each["method"] for each in lines
        ]

    def test_the_other_order_is_the_inverse_and_marks_stay_at_their_groups(self) -> None:
        text = answer("compare", "serm-ofs", "ofs-ai")
        assert "1.98 (0.94–4.15)" in text
        assert "| OFS + AI [a] | 118 | 90.0% [b] | reference |  |" in text
        assert "- **[b] 90.0%**: DFS with AI overall, 80.1%, lies below both" in text

    def test_nothing_judges_the_significance_of_what_is_derived(self) -> None:
        whole = json.loads(answer(*ASKED, "-f", "json"))
        assert {each["significance"] for each in whole["results"]} == {None}
        assert "0.51 is" not in answer(*ASKED)

    def test_a_narrower_question_is_kept_to(self) -> None:
        assert answer(*ASKED, "--menopause", "pre")
        refused = ask(*ASKED, "--menopause", "post")
        assert (refused.code, refused.out) == (1, "")

    def test_groups_without_a_shared_reference_are_not_compared(self) -> None:
        refused = ask("compare", "ofs-ai", "ai")
        assert refused.code == 1
        assert "no comparison of OFS + AI and AI" in refused.err

    def test_a_comparison_that_the_source_makes_stays_as_it_is(self) -> None:
        assert "Derived, not in the source" not in answer("compare", "ofs-ai", "serm")

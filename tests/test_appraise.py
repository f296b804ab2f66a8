"""What the appraisal finds, rule by rule, and what it finds in the evidence that is shipped."""

import random
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from benchmarks.misprints import MISPRINTS, is_told, trial
from invented import arm, conflict, group, ratio, result, source, study

from altto_cli import load
from altto_cli.appraise import MEANINGS, Finding, findings
from altto_cli.appraise.figures import inputs, p_band, p_text
from altto_cli.appraise.finding import NOTHING_TO_COMPARE
from altto_cli.appraise.implied import implied
from altto_cli.model import Effect, Population, Result, Study, Window

ALTTO = load(studies=["altto-endocrine"]).studies[0]
SHIPPED = load().studies


def of(rule: str, found: Iterable[Finding]) -> list[Finding]:
    return [each for each in found if each.rule == rule]


def only(rule: str, *results: Result, **more: Any) -> Finding:
    """The one finding of a rule about these results."""
    (finding,) = of(rule, findings(study(*results, **more)))
    return finding


def none(rule: str, *results: Result, **more: Any) -> bool:
    return of(rule, findings(study(*results, **more))) == []


def computed(study: Study) -> list[tuple[str, str, tuple[str, ...]]]:
    """Severity, rule and results of what a rule found above a note."""
    return [
        (each.severity, each.rule, each.results)
        for each in findings(study)
        if each.severity != "note" and each.rule != "curated"
    ]


class TestShipped:
    """By computation, from the figures in the evidence folder."""

    def test_above_a_note_altto_holds_one_conflict_and_four_checks(self) -> None:
        assert computed(ALTTO) == [
            (
                "conflict",
                "mixture",
                (
                    "dfs-all-ai-vs-serm",
                    "dfs-postmenopausal-ai-vs-serm",
                    "dfs-premenopausal-ofs-ai-vs-serm",
                ),
            ),
            ("check", "implied-ratio", ("dfs-all-ai-vs-serm",)),
            ("check", "implied-ratio", ("dfs-premenopausal-serm-ofs-vs-serm",)),
            ("check", "implied-ratio", ("os-all-ai-vs-serm",)),
            ("check", "same-ratio", ("dfs-postmenopausal-ai-vs-serm", "drfs-all-ai-vs-serm")),
        ]

    def test_the_ai_mixture_is_80_1_against_81_5_to_90_0(self) -> None:
        (finding,) = [each for each in of("mixture", findings(ALTTO)) if each.severity != "note"]
        assert finding.conflict == "ai-mixture"
        assert finding.values == {
            "rate": "80.1",
            "least_part": "81.5",
            "greatest_part": "90.0",
            "weighted_mean": 82.39,
            "rests_also_on": "implied-ratio",
        }

    @pytest.mark.parametrize(
        ("id", "low", "high", "outside", "other_side", "within_rounding"),
        [
            ("dfs-all-ai-vs-serm", "0.824", "0.833", True, False, True),
            ("os-all-ai-vs-serm", "1.010", "1.029", True, True, False),
            ("dfs-premenopausal-serm-ofs-vs-serm", "1.010", "1.020", False, True, False),
        ],
    )
    def test_crude_and_adjusted_disagree(
        self, id: str, low: str, high: str, outside: bool, other_side: bool, within_rounding: bool
    ) -> None:
        found = implied(ALTTO, ALTTO.result(id))
        assert found is not None
        assert [f"{each:.3f}" for each in found.span] == [low, high]
        assert (found.outside_interval, found.other_side_of_one) == (outside, other_side)
        assert found.within_rounding is within_rounding

    def test_the_upper_bound_of_dfs_is_0_815_to_0_825_and_that_of_os_at_most_1_005(self) -> None:
        by_id = {each.results[0]: each.values for each in of("implied-ratio", findings(ALTTO))}
        assert by_id["dfs-all-ai-vs-serm"]["ci_high_lowest"] == 0.815
        assert by_id["dfs-all-ai-vs-serm"]["ci_high_highest"] == 0.825
        assert by_id["os-all-ai-vs-serm"]["ci_high_highest"] == 1.005

    def test_the_rates_of_serm_with_ofs_are_0_3_points_apart(self) -> None:
        (finding,) = [
            each
            for each in of("implied-ratio", findings(ALTTO))
            if each.results == ("dfs-premenopausal-serm-ofs-vs-serm",)
        ]
        assert finding.found == (
            "Crude rates imply 1.010–1.020, on the other side of 1; adjusted 0.87 (95% CI "
            "0.61–1.23) is 14% below; rates 0.3 points apart."
        )

    def test_the_bound_of_os_is_a_note_with_its_p_and_range(self) -> None:
        (finding,) = of("bound-of-one", findings(ALTTO))
        assert (finding.severity, finding.results) == ("note", ("os-all-ai-vs-serm",))
        assert finding.text == (
            "The limit 1.00 lies between 0.995 and 1.005, P between 0.046 and 0.054: on which side "
            "of 1 is open."
        )

    def test_the_p_of_dfs_is_a_note_and_consistent(self) -> None:
        (finding,) = of("p-from-interval", findings(ALTTO))
        assert (finding.severity, finding.results) == ("note", ("dfs-all-ai-vs-serm",))
        assert finding.text == (
            "P from the interval: 0.0002–0.0004. Printed: P < 0.001, consistent."
        )

    def test_the_other_studies_hold_what_is_known_of_four_of_them(self) -> None:
        found = {each.id: computed(each) for each in SHIPPED if each.id != "altto-endocrine"}
        both = ("os-all-ofs-ai-vs-serm-ofs", "os-all-ofs-ai-vs-serm-ofs-onclive")
        dfs = ("dfs-all-ofs-ai-vs-serm-ofs", "dfs-all-ofs-ai-vs-serm-ofs-onclive")
        assert found.pop("hera-ofs") == [
            ("conflict", "two-sources", dfs),
            ("conflict", "two-sources", both),
            ("check", "wald-interval", ("os-all-ofs-ai-vs-serm-ofs",)),
        ]
        hoboe, letrozole = found.pop("hoboe"), "dfs-all-ofs-ai-vs-serm-ofs"
        assert hoboe == [
            ("check", "p-from-interval", (f"{letrozole}-hoboe-2019",)),
            ("check", "p-from-interval", ("dfs-all-ofs-ai-zoledronic-acid-vs-ofs-ai",)),
            ("check", "implied-ratio", (f"{letrozole}-hoboe-2019",)),
        ]
        recurrence = "recurrence-premenopausal-ofs-vs-no-ofs"
        assert found.pop("ebctcg-ofs") == [
            ("conflict", "two-sources", (recurrence, f"{recurrence}-cancer-therapy-advisor")),
            ("check", "p-from-interval", (recurrence,)),
        ]
        sequence = ("dfs-all-t-then-l-vs-t-piccart-2016", "dfs-all-t-then-l-vs-t-asco-2014")
        assert found.pop("altto-anti-her2") == [("conflict", "two-sources", sequence)]
        assert set(map(tuple, found.values())) == {()}

    def test_these_intervals_are_consistent_only_through_rounding(self) -> None:
        found = [
            (study.id, *finding.results)
            for study in SHIPPED
            for finding in of("wald-interval", findings(study))
            if finding.severity == "note"
        ]
        assert found == [
            ("altto-anti-her2", "dfs-all-t-then-l-vs-t"),
            ("ebctcg-2022", "recurrence-years-5-9-all-ofs-ai-vs-serm-ofs"),
            ("ebctcg-2022", "all-cause-mortality-all-ofs-ai-vs-serm-ofs"),
            ("ebctcg-ofs", "all-cause-mortality-premenopausal-ofs-vs-no-ofs"),
            ("extenet-hr", "idfs-after-1-year-neratinib-vs-placebo"),
            ("hera-ofs", "dfs-all-ofs-ai-vs-serm-ofs-onclive"),
            ("ncr-her2", "rfs-age-46-to-55-ai-vs-serm"),
            ("ncr-her2", "os-age-46-to-55-ai-vs-serm"),
            ("shorther-endocrine", "dfs-premenopausal-gnrh-vs-no-gnrh"),
        ]

    def test_555_events_and_p_048_go_with_0_84_at_97_5_percent(self) -> None:
        found = findings(load(studies=["altto-anti-her2"]).studies[0])
        about = [each for each in found if each.results == ("dfs-all-l-t-vs-t-piccart-2016",)]
        (bound,), (p,) = of("information-bound", about), of("p-from-interval", about)
        assert (bound.severity, p.severity) == ("note", "note")
        assert bound.values == {"least_events": 533, "events": 555}
        assert p.text == (
            "P from the interval: 0.039–0.051. Printed: P = .048, consistent only through rounding."
        )

    def test_no_randomised_contrast_has_an_e_value(self) -> None:
        for shipped in SHIPPED:
            for finding in of("e-value", findings(shipped)):
                assert not shipped.is_randomised(shipped.result(finding.results[0]))

    def test_every_finding_fits_two_lines_and_calls_nothing_wrong(self) -> None:
        for shipped in SHIPPED:
            for each in findings(shipped):
                for text in (each.text, each.found or ""):
                    assert len(text) <= 160, text
                    said = text.casefold().replace("standard error", "")
                    assert not re.search(r"\b(error|wrong|significan)", said) or (
                        each.rule in ("curated", "word-against-interval") or each.conflict
                    )

    def test_every_rule_says_what_it_means_and_what_it_does_not_prove(self) -> None:
        for meaning in MEANINGS.values():
            said = f"May mean: {meaning.may_mean}. Does not prove {meaning.does_not_prove}."
            assert len(said) <= 210
            assert meaning.method


class TestPFromInterval:
    def finding(self, p: str, kind: str | None = "superiority", **more: Any) -> Finding:
        effect = ratio("0.72 0.55 0.92", p=p, p_kind=kind, **more)
        return only("p-from-interval", result(effect=effect))

    @pytest.mark.parametrize(
        ("p", "severity", "verdict"),
        [
            ("0.012", "note", "consistent only through rounding"),
            ("0.01", "note", "consistent"),
            ("0.010", "note", "consistent only through rounding"),
            ("<0.05", "note", "consistent"),
            ("<0.01", "note", "consistent only through rounding"),
            ("0.008", "check", "outside that range"),
            ("0.02", "check", "outside that range"),
            ("<0.001", "check", "outside that range"),
            (">0.05", "check", "outside that range"),
            (
                "0.005",
                "check",
                "outside that range; half of the interval's, a one-sided P, would agree",
            ),
        ],
    )
    def test_a_superiority_p_is_held_to_the_attainable_range(
        self, p: str, severity: str, verdict: str
    ) -> None:
        finding = self.finding(p)
        assert finding.severity == severity
        assert finding.text.rstrip(".").endswith(f"{p.lstrip('<>')}, {verdict}")
        assert finding.text.startswith("P from the interval: 0.0094–0.011.")
        given = result(effect=ratio("0.72 0.55 0.92", p=p, p_kind="superiority"))
        assert list(inputs(study(given), given))[:2] == [
            "HR 0.72 (95% CI 0.55–0.92)",
            f"P {p[0]} {p[1:]}" if p[0] in "<>" else f"P = {p}",
        ]
        assert finding.values["p_low"] == 0.009441
        assert finding.values["p_high"] == 0.01067

    def test_a_near_p_is_left_open_unless_its_test_is_the_wald_test(self) -> None:
        def of_small_trial(p: str, **more: Any) -> Finding:
            effect = ratio("0.60 0.31 1.17", p=p, p_kind="superiority", **more)
            return only("p-from-interval", result(effect=effect))

        near = of_small_trial("0.12")
        assert (near.severity, near.is_open) == ("note", True)
        assert near.text.endswith("outside that range, as near as a log-rank P may be.")
        wald = of_small_trial("0.12", p_test="Wald")
        assert (wald.severity, wald.is_open) == ("check", False)
        assert of_small_trial("0.09").severity == "check"

    @pytest.mark.parametrize(
        ("kind", "more", "said"),
        [
            (
                "superiority",
                {"p_test": "log-rank"},
                "another test, which may rightly differ; not judged",
            ),
            ("interaction", {}, "not a test of this ratio; not compared"),
            (None, {}, "what it tests not stated; not judged"),
        ],
    )
    def test_another_p_is_named_and_not_judged(
        self, kind: str | None, more: dict[str, Any], said: str
    ) -> None:
        finding = self.finding("0.9", kind, **more)
        assert finding.severity == "note"
        assert said in finding.text
        assert (finding.does_not_prove == NOTHING_TO_COMPARE) is (kind == "interaction")

    def test_the_interaction_p_of_a_ratio_of_ratios_is_a_test_of_it(self) -> None:
        measure = "ratio of hazard ratios"
        assert self.finding("0.9", "interaction", measure=measure).severity == "check"
        assert self.finding("0.01", "interaction", measure=measure).severity == "note"

    @pytest.mark.parametrize(
        "effect",
        [
            ratio("0.72 0.55 0.92"),
            ratio("0.72", p="0.01", p_kind="superiority"),
            ratio("0.72 0.55 0.92", p="NS", p_kind="superiority"),
            ratio("0.72 0.72 0.72", p="0.01", p_kind="superiority"),
            ratio("0.72 0.10 0.92", p="0.01", p_kind="superiority"),
        ],
        ids=["no-p", "no-interval", "no-number", "no-width", "no-wald-interval"],
    )
    def test_without_a_p_or_a_wald_interval_there_is_nothing_to_compare(
        self, effect: Effect
    ) -> None:
        assert none("p-from-interval", result(effect=effect))

    @pytest.mark.parametrize(
        ("text", "low", "high"),
        [
            ("0.03", 0.025, 0.035),
            (".0002", 0.00015, 0.00025),
            ("<0.001", 0, 0.001),
            ("≤ .05", 0, 0.05),
            (">0.05", 0.05, 1),
            ("0", 0, 0.5),
        ],
    )
    def test_a_printed_p_stands_for_a_band(self, text: str, low: float, high: float) -> None:
        assert p_band(text) == pytest.approx((low, high))

    @pytest.mark.parametrize(
        ("p", "said"),
        [
            (0.412, "0.41"),
            (0.0523, "0.052"),
            (0.0001548, "0.0002"),
            (8.3e-76, "8e-76"),
            (0.0, "<1e-300"),
        ],
    )
    def test_a_computed_p_has_about_two_digits(self, p: float, said: str) -> None:
        assert p_text(p) == said


class TestInterval:
    def test_an_interval_off_its_estimate_is_a_check(self) -> None:
        finding = only("wald-interval", result(effect=ratio("0.43 0.18 0.60")))
        assert finding.severity == "check"
        assert finding.text == (
            "The centre of the limits on the log scale is 0.323–0.335 over rounding, the estimate "
            "0.43: not a Wald interval around this estimate."
        )

    def test_agreement_only_through_rounding_is_a_note(self) -> None:
        finding = only("wald-interval", result(effect=ratio("0.93 0.81 1.08")))
        assert finding.severity == "note"
        assert finding.may_mean is None

    def test_plain_agreement_is_no_finding(self) -> None:
        assert none("wald-interval", result(effect=ratio("0.65 0.52 0.82")))

    def test_a_limit_of_zero_leaves_symmetry_open(self) -> None:
        finding = only("wald-interval", result(effect=ratio("0.03 0.00 0.21")))
        assert finding.severity == "note"
        assert (
            finding.text == "The lower limit is printed as 0.00, which leaves its logarithm open."
        )

    def test_an_estimate_outside_its_interval_is_told_once(self) -> None:
        outside = result(effect=ratio("0.95 0.50 0.85"))
        finding = only("estimate-outside-interval", outside)
        assert finding.severity == "conflict"
        assert finding.text == (
            "The estimate 0.95 lies outside its interval, 0.50–0.85, however the numbers were "
            "rounded."
        )
        assert finding.values == {
            "estimate": "0.95",
            "ci_low": "0.50",
            "ci_high": "0.85",
            "reversed": False,
        }
        assert finding.does_not_prove == "which of the three numbers is not as intended"
        assert none("wald-interval", outside)
        assert none("e-value", outside)

    @pytest.mark.parametrize("text", ["0.9 0.50 0.85", "0.86 0.50 0.85", "0.5 0.52 0.85"])
    def test_rounding_may_put_an_estimate_back_into_its_interval(self, text: str) -> None:
        assert none("estimate-outside-interval", result(effect=ratio(text)))

    @pytest.mark.parametrize("text", ["0.71 0.50 1.00", "1.41 1.00 1.99", "1.2 1 1.4"])
    def test_a_limit_of_one_is_a_note(self, text: str) -> None:
        assert only("bound-of-one", result(effect=ratio(text))).severity == "note"

    @pytest.mark.parametrize("text", ["0.71 0.50 1.01", "1.00 0.80 1.25", "1.00"])
    def test_an_estimate_of_one_is_no_limit_of_one(self, text: str) -> None:
        assert none("bound-of-one", result(effect=ratio(text)))


class TestEValue:
    def test_both_values_stand_for_a_common_outcome(self) -> None:
        finding = only("e-value", result(effect=ratio("0.56 0.46 0.69"), rates="80.0 70.0"))
        assert finding.text == (
            "E-value 2.35 for the ratio, 1.91 for the limit nearer 1 (common outcome), with "
            "nothing adjusted for; it has no threshold."
        )

    @pytest.mark.parametrize(("adjusted", "which"), [(True, "the"), ("not reported", "any")])
    def test_it_lies_beyond_the_covariates_that_were_adjusted_for(
        self, adjusted: Any, which: str
    ) -> None:
        finding = only("e-value", result(effect=ratio("0.56 0.46 0.69", adjusted=adjusted)))
        assert f"beyond {which} covariates adjusted for" in finding.text

    @pytest.mark.parametrize(
        ("rates", "said"),
        [
            ("90.0 86.0", "E-value 2.97 for the ratio, 2.26 for the limit nearer 1 (rare"),
            ("90.0 84.0", "E-value 2.35 for the ratio, 1.91 for the limit nearer 1 (common"),
            ("", "E-value 2.35 or 2.97 for the ratio, 1.91 or 2.26 for the limit nearer 1 (common"),
            ("90 85", "E-value 2.35 or 2.97"),
        ],
        ids=["rare", "common", "not-known", "rounding-hides-it"],
    )
    def test_an_outcome_below_15_percent_is_rare(self, rates: str, said: str) -> None:
        finding = only("e-value", result(effect=ratio("0.56 0.46 0.69"), rates=rates))
        assert finding.text.startswith(said)

    def test_a_randomised_contrast_has_none(self) -> None:
        effect = ratio("0.56 0.46 0.69")
        assert none("e-value", result(effect=effect), randomised=True)
        assert none("e-value", result(effect=effect, randomised=True))
        assert only("e-value", result(effect=effect, randomised=False), randomised=True)

    def test_it_is_a_note_with_its_criticism(self) -> None:
        finding = only("e-value", result(effect=ratio("0.05 0.01 0.20")))
        assert finding.severity == "note"
        assert "Ioannidis" in (finding.does_not_prove or "")

    def test_an_interval_that_may_hold_one_has_none(self) -> None:
        for figures in ("0.85 0.71 1.02", "0.73 0.53 1.00"):
            assert none("e-value", result(effect=ratio(figures), rates="80 70"))


class TestImpliedRatio:
    @pytest.mark.parametrize(
        ("text", "severity"),
        [("0.98 0.70 1.37", "note"), ("0.87 0.61 1.23", "check"), ("0.98", "check")],
        ids=["near", "far", "no-interval"],
    )
    def test_the_other_side_of_1_is_a_check_unless_it_is_near(
        self, text: str, severity: str
    ) -> None:
        finding = self.finding(text, "77.3 77.6")
        assert finding.severity == severity
        assert finding.values["other_side_of_one"] is True

    def test_every_planted_misprint_is_told_more_often_than_an_honest_report(self) -> None:
        source = random.Random(46)
        reports = [trial(source) for _ in range(60)]
        told = {}
        for name, misprint in MISPRINTS.items():
            made = [
                misprint(source, one, reports[number - 1]) for number, one in enumerate(reports)
            ]
            printed = [each for each in made if each is not None]
            found = sum(is_told(each, with_p=True, with_rest=True) for each in printed)
            told[name] = found / len(printed)
        assert told.pop("nothing misprinted") < 0.05
        assert min(told.values()) > 0.3

    def test_one_honest_trial_in_a_hundred_is_told_on_the_other_side_of_1(self) -> None:
        """Crude rate ratios, and rates of the same patients at 10 of 6 to 14 years."""
        source, found = random.Random(46), []
        for _ in range(1000):
            honest = trial(source)
            one = result(effect=ratio(" ".join(honest.ratio)), rates=" ".join(honest.rates))
            seen = implied(study(one), one)
            assert seen is not None
            found.append(seen)
        assert not any(each.outside_interval for each in found)
        told = sum(each.disagrees for each in found)
        assert 5 <= told <= 15
        assert sum(each.other_side_of_one for each in found) > 4 * told

    @pytest.mark.parametrize(
        ("text", "rates"), [("0.70 0.50 0.98", "99 99"), ("0.70 0.40 1.23", "99 99")]
    )
    def test_rates_that_rounding_leaves_open_neither_contradict_nor_agree(
        self, text: str, rates: str
    ) -> None:
        finding = self.finding(text, rates)
        assert (finding.severity, finding.is_open) == ("note", True)
        assert finding.values["left_open_by_rounding"] is True

    def finding(self, text: str, rates: str, **more: Any) -> Finding:
        return only("implied-ratio", result(effect=ratio(text), rates=rates, **more))

    @pytest.mark.parametrize(
        ("text", "rates", "within_rounding"),
        [
            ("0.65 0.60 0.70", "80.0 79.0", False),
            ("0.65 0.60 0.94", "80.0 79.0", True),
            ("0.65 0.50 0.85", "81.5 75.0", True),
        ],
        ids=["beyond", "beside the limit", "inside"],
    )
    def test_rounding_may_put_the_ratio_of_rates_into_the_interval(
        self, text: str, rates: str, within_rounding: bool
    ) -> None:
        finding = self.finding(text, rates)
        assert finding.values["within_rounding"] is within_rounding

    @pytest.mark.parametrize(
        ("text", "rates", "is_open"),
        [
            ("0.65 0.50 0.85", "85.7 83.1", True),
            ("0.65 0.50 0.85", "81.5 75.0", False),
            ("0.86 0.70 1.06", "93 91", False),
            ("0.86 0.74 1.00", "93.0 91.0", True),
            ("0.86 0.74 1.00", "93 91", False),
            ("0.87", "80.0 70.0", True),
        ],
        ids=["far", "near", "wide", "narrow", "narrow-by-rounding", "no-interval"],
    )
    def test_inside_the_interval_is_no_agreement_where_it_is_far(
        self, text: str, rates: str, is_open: bool
    ) -> None:
        finding = self.finding(text, rates)
        assert (finding.severity, finding.is_open) == ("note", is_open)
        assert ("adjustment" in (finding.may_mean or "")) is is_open

    @pytest.mark.parametrize(
        ("text", "rates", "severity", "where"),
        [
            (
                "0.65 0.50 0.85",
                "81.5 75.0",
                "note",
                "0.65 (95% CI 0.50–0.85) is 9% below; rates 6.5",
            ),
            (
                "0.65 0.52 0.82",
                "80.1 76.5",
                "check",
                "outside the interval, touching through rounding",
            ),
            ("0.65 0.52 0.70", "80.1 76.5", "check", "outside the interval"),
            ("0.87 0.61 1.23", "77.3 77.6", "check", "on the other side of 1"),
            ("0.73 0.53 1.00", "88.9 89.1", "check", "outside the interval and on the other"),
            ("0.87 0.61 1.23", "77.5 77.6", "note", "other side of 1"),
            ("0.87 0.61 1.23", "77.6 77.6", "note", "is 13% below; rates equal"),
            ("0.87", "80.0 70.0", "note", "is 39% above; rates"),
            ("1.00 0.80 1.25", "80.0 79.0", "note", "is 6% above; rates 1.0 points"),
        ],
    )
    def test_direction_and_interval_decide(
        self, text: str, rates: str, severity: str, where: str
    ) -> None:
        finding = self.finding(text, rates)
        assert finding.severity == severity
        assert where in finding.text

    def test_a_rate_ratio_is_held_to_the_rates_too(self) -> None:
        effect = ratio("0.65 0.50 0.85", measure="rate ratio")
        finding = only("implied-ratio", result(effect=effect, rates="81.5 75.0"))
        assert finding.values["implied"] == 0.7111
        assert finding.values["moved_percent"] == -8.591
        assert finding.values["moved_se"] == -0.6636

    def test_event_percentages_are_turned_into_event_free_ones(self) -> None:
        arms = {
            "treatment": arm("new", event_percent=Decimal("19.9")),
            "reference": arm("old", event_percent=Decimal("23.5")),
        }
        finding = only("implied-ratio", result(effect=ratio("0.65 0.52 0.82"), **arms))
        assert finding.text.startswith("Crude rates imply 0.824–0.833,")

    @pytest.mark.parametrize(
        "more",
        [
            {"at": None},
            {"endpoint": "death"},
            {"reference": arm("old", "70.0", "5")},
            {"treatment": arm("new", "100")},
            {"treatment": arm("new", "0")},
            {"window": Window(from_years=Decimal(5), to_years=Decimal(10), text="years 5–9")},
            {"effect": ratio("0.9 0.8 1.0", measure="odds ratio")},
        ],
        ids=["no-time", "competing-risks", "two-times", "of-100", "of-0", "late-window", "odds"],
    )
    def test_rates_that_do_not_belong_to_the_ratio_imply_nothing(
        self, more: dict[str, Any]
    ) -> None:
        made = {"effect": ratio("0.87 0.61 1.23"), "rates": "80.0 70.0", **more}
        assert none("implied-ratio", result(**made))

    def test_a_window_that_ends_at_the_time_of_the_rates_is_the_same_follow_up(self) -> None:
        window = Window(from_years=Decimal(0), to_years=Decimal(10), text="first 10 years")
        assert self.finding("0.65 0.50 0.85", "81.5 75.0", window=window).severity == "note"


class TestMixture:
    GROUPS = (
        group("new/all", None, "new/young", "new/older"),
        group("new/young", 100),
        group("new/older", 900),
    )

    def finding(self, whole: str, young: str, older: str, **more: Any) -> Finding:
        return only("mixture", *self.results(whole, young, older), groups=self.GROUPS, **more)

    def results(self, whole: str, young: str, older: str) -> Sequence[Result]:
        return (
            result("whole", treatment=arm("new", whole)),
            result("young", population="young", treatment=arm("new", young)),
            result("older", population="older", treatment=arm("new", older)),
        )

    @pytest.mark.parametrize(
        ("rates", "severity", "where"),
        [
            (
                "80.1 90.0 81.5",
                "conflict",
                "outside its parts, whatever the rounding, 81.5 to 90.0%",
            ),
            (
                "90.2 90.0 81.5",
                "conflict",
                "outside its parts, whatever the rounding, 81.5 to 90.0%",
            ),
            ("81.4 90.0 81.5", "note", "within its parts only through rounding, 81.5 to 90.0%"),
            ("81 90.0 81.5", "note", "within its parts only through rounding"),
            (
                "83.0 90.0 82.0",
                "note",
                "within its parts, 82.0 to 90.0%; their weighted mean is 82.8%",
            ),
        ],
    )
    def test_a_rate_lies_between_those_of_its_parts(
        self, rates: str, severity: str, where: str
    ) -> None:
        finding = self.finding(*rates.split())
        assert finding.severity == severity
        assert where in finding.text
        assert finding.results[0] == "whole"

    def test_without_sizes_there_is_no_weighted_mean(self) -> None:
        groups = (self.GROUPS[0], group("new/young"), group("new/older"))
        finding = only("mixture", *self.results("80", "90", "85"), groups=groups)
        assert "weighted_mean" not in finding.values

    def test_a_part_without_its_rate_says_nothing(self) -> None:
        assert none("mixture", *self.results("80", "90", "85")[:2], groups=self.GROUPS)

    def test_the_parts_must_have_the_same_source_and_time(self) -> None:
        whole, young, older = self.results("80.1", "90.0", "81.5")
        other = result("older", population="older", treatment=arm("new", "81.5", "5"))
        elsewhere = result(
            "older", population="older", treatment=arm("new", "81.5"), source="abstract"
        )
        assert none("mixture", whole, young, other, groups=self.GROUPS)
        assert none("mixture", whole, young, elsewhere, groups=self.GROUPS)
        assert only("mixture", whole, young, older, groups=self.GROUPS)

    def test_a_group_in_two_contrasts_is_checked_once(self) -> None:
        again = result("again", treatment=arm("new", "80.1"), reference=arm("third"))
        found = findings(study(*self.results("80.1", "90.0", "81.5"), again, groups=self.GROUPS))
        assert len(of("mixture", found)) == 1


class TestSizes:
    def test_parts_that_do_not_add_up_are_a_conflict(self) -> None:
        groups = (
            group("new/all", 120, "new/young", "new/older"),
            group("new/young", 40),
            group("new/older", 90),
        )
        finding = only("sizes", result(), groups=groups)
        assert finding.severity == "conflict"
        assert finding.text == (
            "The parts of this group add up to 130, its size is printed as 120."
        )
        assert finding.results == ("one",)

    @pytest.mark.parametrize(
        ("n", "severity", "said"),
        [
            (99, "conflict", "The groups add up to 100 patients; the population is printed as 99."),
            (101, "note", "The groups add up to 100 patients of 101; 1 are in none of them."),
        ],
    )
    def test_groups_are_held_to_their_population(self, n: int, severity: str, said: str) -> None:
        populations = (Population(id="all", label="All patients", n=n),)
        groups = (group("new/all", 60), group("old/all", 40))
        finding = only("sizes", result(), populations=populations, groups=groups)
        assert (finding.severity, finding.text) == (severity, said)

    def test_more_first_events_than_patients_are_a_conflict(self) -> None:
        treated = arm("new", n=100, events=101)
        finding = only("sizes", result(treatment=treated))
        assert (finding.severity, finding.text) == ("conflict", "101 events against 100 patients.")
        assert none("sizes", result(treatment=arm("new", n=100, events=100)))

    def test_events_that_recur_may_be_more_than_patients(self) -> None:
        recurring = ratio("0.73 0.53 1.00")._replace(measure="rate ratio")
        assert none("sizes", result("one", recurring, treatment=arm("new", n=100, events=101)))

    @pytest.mark.parametrize(("total", "said"), [(231, []), (230, ["231 events"])])
    def test_events_of_groups_are_held_to_the_total(self, total: int, said: list[str]) -> None:
        arms = {"treatment": arm("new", events=138), "reference": arm("old", events=93)}
        found = of("sizes", findings(study(result(events=total, **arms))))
        assert [each.text.partition(" against")[0] for each in found] == said

    def test_sizes_that_fit_are_no_finding_and_parts_are_not_counted_twice(self) -> None:
        populations = (Population(id="all", label="All patients", n=100),)
        groups = (
            group("new-or-third/all", None, "new/all", "third/all"),
            group("new/all", 30),
            group("third/all", 30),
            group("old/all", 40),
        )
        assert none("sizes", result(), populations=populations, groups=groups)

    def test_a_figure_of_more_patients_than_its_group_is_a_conflict(self) -> None:
        groups = (group("new/all", 60),)
        assert (
            only("sizes", result(treatment=arm("new", n=61)), groups=groups).severity == "conflict"
        )
        assert none("sizes", result(treatment=arm("new", n=59)), groups=groups)


class TestSameRatio:
    def test_one_ratio_for_two_endpoints_is_a_check(self) -> None:
        finding = only(
            "same-ratio",
            result("one", ratio("0.65 0.50 0.85")),
            result("two", ratio("0.65 0.50 0.85"), endpoint="os"),
        )
        assert finding.severity == "check"
        assert finding.results == ("one", "two")
        assert finding.text == (
            "0.65 (95% CI 0.50–0.85) is printed for DFS, all patients and OS, all patients."
        )

    def test_the_pairs_are_counted_where_there_are_more(self) -> None:
        finding = only(
            "same-ratio",
            result("one", ratio("0.65 0.50 0.85")),
            result("two", ratio("0.65 0.50 0.85"), endpoint="os"),
            result("three", ratio("0.73 0.53 1.00"), population="young"),
        )
        assert finding.text.endswith("and OS, all patients; 3 ratios make 3 pairs.")

    def test_results_with_long_names_are_counted(self) -> None:
        labels = {id: f"Patients of the {id} quarter of the registry" for id in ("a", "b", "c")}
        finding = only(
            "same-ratio",
            *(result(id, ratio("0.65 0.50 0.85"), population=id) for id in labels),
            populations=tuple(Population(id=id, label=label) for id, label in labels.items()),
        )
        assert finding.text == (
            "0.65 (95% CI 0.50–0.85) is printed for 3 different results; 3 ratios make 3 pairs."
        )

    @pytest.mark.parametrize(
        "second",
        [
            result("two", ratio("0.65 0.50 0.86"), endpoint="os"),
            result("two", ratio("0.65 0.50 0.85", level="97.5"), endpoint="os"),
            result("two", ratio("0.65 0.50 0.85"), source="abstract"),
            result("two", ratio("0.65"), endpoint="os"),
        ],
        ids=["other-limit", "other-level", "same-contrast", "no-interval"],
    )
    def test_anything_else_is_not_the_same_figure_twice(self, second: Result) -> None:
        assert none("same-ratio", result("one", ratio("0.65 0.50 0.85")), second)


class TestTwoSources:
    def pair(self, first: str, second: str, **more: Any) -> list[Result]:
        return [
            result("one", ratio(first)),
            result("two", ratio(second), **{"source": "abstract", **more}),
        ]

    def test_two_values_of_one_contrast_are_a_conflict(self) -> None:
        finding = only("two-sources", *self.pair("0.44 0.29 0.68", "0.54 0.38 0.75"))
        assert finding.severity == "conflict"
        assert finding.text == (
            "Two sources print 0.44 (95% CI 0.29–0.68) and 0.54 (95% CI 0.38–0.75) for one "
            "comparison."
        )

    def test_rates_are_compared_too(self) -> None:
        one, two = result("one", rates="80 70"), result("two", rates="82 70", source="abstract")
        finding = only("two-sources", one, two)
        assert finding.severity == "conflict"
        assert finding.text == "Two sources print 80 v 70% and 82 v 70% for one comparison."

    @pytest.mark.parametrize(
        "second",
        [
            result("two", ratio("0.4 0.3 0.7"), source="abstract"),
            result("two", ratio("0.43 0.28 0.67"), source="abstract"),
            result("two", ratio("0.45 0.30 0.69"), source="abstract"),
            result("two", ratio("0.54 0.38 0.75"), source="abstract", endpoint="os"),
            result("two", ratio("0.54 0.38 0.75")),
            result("two", ratio("0.44 0.26 0.74", level="99"), source="abstract"),
        ],
        ids=[
            "same-in-fewer-places",
            "next-below",
            "next-above",
            "other-endpoint",
            "same-source",
            "other-level",
        ],
    )
    def test_anything_else_is_no_contradiction(self, second: Result) -> None:
        assert none("two-sources", result("one", ratio("0.44 0.29 0.68")), second)

    def test_rates_of_two_times_may_explain_two_ratios(self) -> None:
        one = result("one", ratio("0.69 0.60 0.80"), rates="79.1 71.1", at="15")
        two = result("two", ratio("0.71"), rates="76.2 65.3", at="20", source="abstract")
        finding = only("two-sources", one, two)
        assert finding.severity == "note"
        assert finding.text.endswith("; rates at 15 and 20 years.")
        same = two._replace(treatment=arm("new", "76.2", "15"), reference=arm("old", "65.3", "15"))
        assert only("two-sources", one, same).severity == "conflict"

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"median_follow_up_years": Decimal("6.9")}, "median follow-up 4.5 and 6.9 years"),
            ({"analysis_set": "per protocol"}, "different analysis sets"),
        ],
    )
    def test_a_stated_difference_makes_it_a_note(self, more: dict[str, Any], said: str) -> None:
        pair = self.pair("0.44 0.29 0.68", "0.54 0.38 0.75", **more)
        finding = only("two-sources", *pair, median_follow_up_years=Decimal("4.5"))
        assert finding.severity == "note"
        assert said in finding.text

    def test_a_report_that_is_replaced_is_no_contradiction(self) -> None:
        sources = (source("paper"), source("abstract", superseded_by="paper"))
        pair = self.pair("0.44 0.29 0.68", "0.54 0.38 0.75")
        finding = only("two-sources", *pair, sources=sources)
        assert finding.severity == "note"
        assert finding.text.endswith(" for one comparison; one replaces the other.")


class TestCurated:
    OFF = result("one", ratio("0.43 0.18 0.60"))

    def test_a_conflict_that_a_rule_finds_is_told_once_in_the_curators_words(self) -> None:
        told = conflict("odd", "check", "results/one", rules=("wald-interval",))
        (finding,) = [
            each
            for each in findings(study(self.OFF, conflicts=(told,)))
            if each.severity == "check"
        ]
        assert (finding.rule, finding.text, finding.conflict) == (
            "wald-interval",
            "Told: odd.",
            "odd",
        )
        assert finding.found is not None
        assert finding.values["centre"] == 0.3286

    def test_a_conflict_of_other_results_silences_nothing(self) -> None:
        other = result("two", ratio("0.65 0.52 0.82"), endpoint="os")
        told = conflict("odd", "check", "results/two", rules=("wald-interval",))
        found = findings(study(self.OFF, other, conflicts=(told,)))
        assert [each.rule for each in found if each.severity == "check"] == [
            "wald-interval",
            "curated",
        ]

    def test_a_conflict_that_names_another_rule_silences_nothing(self) -> None:
        told = conflict("odd", "check", "results/one", rules=("mixture",))
        found = findings(study(self.OFF, conflicts=(told,)))
        assert len([each for each in found if each.severity == "check"]) == 2

    def test_what_agrees_is_not_told_by_a_conflict(self) -> None:
        agrees = result("one", ratio("0.65 0.50 0.85"), "81.5 75.0")
        told = conflict("odd", "conflict", "results/one", rules=("implied-ratio",))
        found = findings(study(agrees, conflicts=(told,)))
        assert [each.severity for each in of("implied-ratio", found)] == ["note"]

    def test_the_graver_severity_holds(self) -> None:
        outside = result("one", ratio("0.95 0.50 0.85"))
        rule = "estimate-outside-interval"
        told = conflict("odd", "note", "results/one", rules=(rule,))
        assert only(rule, outside, conflicts=(told,)).severity == "conflict"

    def test_a_conflict_of_a_group_touches_the_results_that_show_it(self) -> None:
        told = conflict("who", "conflict", "groups/new/young")
        young = result("young", population="young")
        finding = only("curated", result(), young, conflicts=(told,))
        assert finding.results == ("young",)

    def test_a_narrower_question_leaves_out_what_concerns_other_results(self) -> None:
        other = result("two", ratio("0.95 0.50 0.85"), endpoint="os")
        whole = study(self.OFF, other, conflicts=(conflict("facts", "conflict", "study"),))
        assert {each.results for each in findings(whole, [other])} == {("two",)}
        assert () in {each.results for each in findings(whole)}


def test_a_ratio_printed_twice_is_said_with_the_pairs_that_there_are() -> None:
    [twice] = [each for each in findings(ALTTO) if each.rule == "same-ratio"]
    [conflict] = [each for each in ALTTO.conflicts if each.id == twice.conflict]
    shown = [said.text for said in conflict.says if "pairs" in said.text]
    assert len(shown) == 2
    assert all(f"({twice.values['pairs']} pairs of ratios)" in text for text in shown)

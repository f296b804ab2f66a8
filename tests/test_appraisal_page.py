"""The page of the appraisal: each cause once, under what it means, in words of its own."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from asking import AURORA, FORMATS, answer, ask
from invented import arm, group, ratio, result, study

from altto_cli import load
from altto_cli.appraise import Finding
from altto_cli.model import Result, Study, Window
from altto_cli.query import Asked
from altto_cli.view import findings
from altto_cli.view.page import Page
from altto_cli.view.pages import appraisal


def page(*results: Result, **more: Any) -> Page:
    return appraisal.page(study(*results, **more), Asked(command="appraise"), "dfs")


def lines(found: Page, section: str) -> dict[str, str]:
    told = dict(found.sections).get(section, ())
    return {each.label: each.text for each in told}


def of(section: str, *results: Result, **more: Any) -> dict[str, str]:
    return lines(page(*results, **more), section)


def test_rates_on_the_other_side_of_1_do_not_fit_and_nothing_is_called_wrong() -> None:
    assert of("Does not fit", result(effect=ratio("0.73 0.53 1.00"), rates="88.9 89.1")) == {
        "0.73": "The rates alone would give 1.02 (1.01–1.03 by rounding), outside 0.53–1.00 and "
        "on the other side of 1. Adjustment, a ratio that changes with time, other patients or a "
        "misprint could do it; which is nearer the truth this does not show."
    }


def test_a_ratio_far_from_its_rates_is_no_agreement_though_they_lie_in_its_interval() -> None:
    far = result(effect=ratio("0.65 0.50 0.85"), rates="85.7 83.1")
    assert of("Cannot be told", far)["0.65"] == (
        "The rates alone would give 0.83 (0.83–0.84 by rounding); 0.65 is 22% below: adjustment, "
        "time or other patients; which is nearer the truth is open."
    )
    sizes = (group("new/all", 1133), group("old/all", 1518))
    assert of("Cannot be told", far, groups=sizes)["0.65"].startswith(
        "The rates alone would give 0.83 (narrowest 95% CI 0.68–1.01); 0.65 is 22% below: "
    )
    near = result(effect=ratio("0.65 0.50 0.85"), rates="81.5 75.0")
    assert of("Fits, which does not prove it right", near)["0.65"] == (
        "The rates alone would give 0.71; 0.65 is 9% below."
    )


def test_rates_that_are_coarsely_rounded_leave_the_ratio_open() -> None:
    coarse = result(effect=ratio("0.70 0.50 0.98"), rates="99 99")
    assert of("Cannot be told", coarse)["0.70"] == (
        "The rates alone would give 1.00 (0.33–3.02 by rounding): too coarse to tell."
    )
    sizes = (group("new/all", 500), group("old/all", 500))
    assert of("Cannot be told", coarse, groups=sizes)["0.70"] == (
        "The rates alone would give 1.00 (0.33–3.02 by rounding): too coarse to tell."
    )


def test_a_limit_printed_as_1_leaves_the_word_of_the_source_open() -> None:
    said = "The limit 1.00 lies between 0.995 and 1.005, Wald P between 0.046 and 0.054"
    effect = ratio("0.73 0.53 1.00")
    assert of("Cannot be told", result(effect=effect))["0.73"] == (
        f"{said}: on which side of 1 is open."
    )
    found = of("Cannot be told", result(effect=effect, significance="not significant"))
    assert found["Its word"] == f"Not significant. {said}: neither confirmed nor contradicted."
    assert "0.73" not in found


def test_a_word_that_the_interval_contradicts_does_not_fit() -> None:
    one = result(effect=ratio("0.73 0.53 0.90"), significance="not significant")
    assert of("Does not fit", one)["0.73"].startswith("Called not significant, beside 0.53–0.90")


def test_events_that_are_not_reported_cannot_be_told() -> None:
    one = result(effect=ratio("0.73 0.53 1.00", measure="rate ratio"))
    assert of("Cannot be told", one)["Events"] == (
        "Not reported. By a log-rank SE 0.73 takes at least 146 in all."
    )
    counted = result(effect=ratio("0.73 0.53 1.00"), events=150)
    assert "Events" not in of("Cannot be told", counted)
    assert of("Fits, which does not prove it right", counted)["150 events"] == (
        "By a model's SE at least 146; 150 are reported."
    )


def test_too_few_events_do_not_fit() -> None:
    found = of("Does not fit", result(effect=ratio("0.73 0.53 1.00"), events=100))
    assert found["100 events"].startswith("By a model's SE at least 146; 100 are reported.")


def test_the_centre_of_its_interval_fits() -> None:
    fits = "Fits, which does not prove it right"
    assert of(fits, result(effect=ratio("0.73 0.53 1.00")))["0.53–1.00"] == (
        "0.73 is its centre on the log scale."
    )
    assert "0.53–1.00" not in of(fits, result(effect=ratio("0.80 0.53 1.00")))
    central, rounded = ratio("0.58 0.41 0.82"), ratio("0.74 0.29 1.84")
    assert of(fits, result(effect=rounded))["0.29–1.84"] == (
        "0.74 is its centre on the log scale through rounding alone."
    )
    both = of(fits, result("one", central), result("two", rounded, population="young"))
    assert both["Intervals"] == (
        "0.58 is the centre of its on the log scale, 0.74 through rounding alone."
    )


def test_the_only_difference_is_said_per_1000() -> None:
    groups = (group("new/all", 1133), group("old/all", 1518))
    one = result("one", effect=ratio("0.73 0.53 1.00"), rates="88.9 89.1")
    other = result("two", effect=ratio("0.8 0.7 0.9"), rates="88.9 80.1", population="young")
    open_ = "Cannot be told"
    assert of(open_, one, groups=groups)["Per 1,000"] == (
        "Observed 2 fewer event-free with New, narrowest 95% CI 26 fewer to 22 more."
    )
    assert "Per 1,000" not in of(open_, one, other, groups=groups)
    assert "Per 1,000" not in of(open_, one)


def test_several_windows_are_set_against_each_other_without_a_p_to_choose() -> None:
    windows = [
        result(f"w{first}", ratio(text))._replace(
            window=Window(from_years=Decimal(first), to_years=Decimal(last), text=name),
        )
        for first, last, name, text in (
            (0, 5, "years 0–5", "1.34 0.98 1.84"),
            (5, 10, "years 5–10", "0.72 0.54 0.95"),
            (10, 15, "≥ 10 years", "0.88 0.61 1.28"),
        )
    ]
    found = of("Cannot be told", *windows)
    assert found["Windows"] == (
        "Ratios 1.86 for 1.34 against 0.72, 1.52 for 1.34 against 0.88 and 0.82 for 0.72 against "
        "0.88; 3 pairs, so that a P of one misleads. A later window holds only those without the "
        "event before it."
    )
    assert "Wald P 0.0029–0.0055" in of("Cannot be told", *windows[:2])["1.34, 0.72"]


def test_ratios_that_take_later_events_are_named() -> None:
    groups = (group("new/all", 195), group("old/all", 269))
    late = result("late", effect=ratio("0.48 0.30 0.77"), rates="91.3 79.7")
    early = result("early", effect=ratio("0.64 0.30 1.37"), rates="84.7 74.0", endpoint="os")
    found = appraisal.page(study(late, early, groups=groups), Asked(command="appraise"))
    assert lines(found, "Cannot be told")["Events"] == (
        "Not reported. By a model's SE in both groups at least 66 for 0.48 (DFS, all patients); 26 "
        "for 0.64 (OS, all patients). For 0.48 the rates allow too few by their time: later ones "
        "count, or another SE."
    )


def test_each_small_group_is_named_with_the_most_events_that_it_can_have() -> None:
    groups = (
        *(group("new/all", 118), group("old/all", 903)),
        *(group("new/young", 60), group("old/young", 500)),
    )
    one = result("one", ratio("0.44 0.23 0.85"), "90.0 77.6")
    other = result("two", ratio("0.48 0.19 1.22"), "90.0 77.6", population="young")
    assert of("Cannot be told", one, other, groups=groups)["Events"] == (
        "Not reported. By a model's SE in both groups at least 35 for 0.44; 18 for 0.48. "
        "0.44: New at most 11 by 10 years. 0.48: New at most 6 by 10 years."
    )


def test_a_ratio_that_is_printed_twice_names_both_of_its_results() -> None:
    one = result("one", ratio("0.65 0.50 0.85"))
    other = result("two", ratio("0.65 0.50 0.85"), endpoint="os")
    found = appraisal.page(study(one, other), Asked(command="appraise"))
    assert lines(found, "Cannot be told")["0.65"] == (
        "0.65 (95% CI 0.50–0.85) is printed for DFS, all patients and OS, all patients: "
        "coincidence or copying."
    )


def test_a_p_as_near_as_a_log_rank_p_is_left_open() -> None:
    near = ratio("0.60 0.31 1.17", p="0.12", p_kind="superiority")
    assert of("Cannot be told", result(effect=near))["P = 0.12"] == (
        "A Wald test of 0.31–1.17 gives 0.13 to 0.14; as near as a log-rank P may be."
    )


def test_a_p_of_another_test_is_said_not_to_be_judged() -> None:
    log_rank = ratio("0.70 0.43 1.16", p=".168", p_kind="superiority", p_test="log-rank")
    assert of("Cannot be told", result(effect=log_rank))["log-rank P = .168"] == (
        "A Wald test of 0.43–1.16 gives 0.16 to 0.17; another test, which may rightly differ; "
        "not judged."
    )


def test_wald_tests_that_agree_share_a_line() -> None:
    first = result("one", ratio("0.84 0.70 1.02", level="97.5", p=".048", p_kind="superiority"))
    other = ratio("0.96 0.80 1.15", level="97.5", p=".61", p_kind="superiority")
    second = result("two", other, population="young")
    assert of("Fits, which does not prove it right", first, second)["P"] == (
        "By Wald tests 0.039 to 0.051 for P = .048, 0.57 to 0.65 for P = .61."
    )


def test_limits_of_1_without_a_word_share_a_line() -> None:
    one, other = result("one", ratio("0.86 0.74 1.00")), result("two", ratio("0.80 0.64 1.00"))
    assert of("Cannot be told", one, other._replace(population="young"))["Limits"] == (
        "Those of 0.86 and 0.80, printed as 1.00, may lie on either side of it."
    )


def test_two_reports_that_their_follow_up_explains_are_not_said_to_conflict() -> None:
    one = result("one", ratio("0.69 0.49 0.97"), median_follow_up_years=Decimal("9.2"))
    other = result("two", ratio("0.72 0.48 1.07"), source="abstract")
    other = other._replace(median_follow_up_months=Decimal(64))
    assert of("Cannot be told", one, other)["Two reports"] == (
        "0.69 and 0.72, median follow-up 9.2 years and 64 months."
    )
    assert "Two reports" not in of("Does not fit", one, other)


#: A finding of each rule in the evidence, from how it was computed on.
TOLD = {
    "additivity": (
        "ebctcg-2022",
        "Method: ratios of the parts weighted by 1/SE² against the whole; range over rounding. May "
        "mean: parts that do not make up the whole, a strong prognostic factor, or a misprint. "
        "Does not prove which figure is nearer the truth, nor anything about a part that is not "
        "printed.",
    ),
    "bound-of-one": (
        "altto-endocrine",
        "Method: two-sided Wald P that the printed numbers allow. May mean: a limit on either side "
        "of 1 before rounding. Does not prove that the interval includes 1, nor that it excludes "
        "it.",
    ),
    "e-value": (
        "altto-endocrine",
        "Method: E-value (VanderWeele & Ding 2017). May mean: unmeasured confounding this strong "
        "with treatment and outcome could explain the ratio. Does not prove robustness: a function "
        "of the ratio (Ioannidis 2019), silent on guarantee time and selection.",
    ),
    "events-behind": (
        "ncr-her2",
        "Method: at least 1/SE² events in each group by the SE of its model; at most N(1 − S) by "
        "the time of a rate. May mean: a robust or weighted standard error, events after the time "
        "of the rates, or a misprint. Does not prove anything: there is nothing to compare with.",
    ),
    "events-behind-by-rates": (
        "altto-endocrine",
        "Method: at least 1/SE² events in each group by the SE of its model; at most N(1 − S) by "
        "the time of a rate. May mean: a robust or weighted standard error, events after the time "
        "of the rates, or a misprint. Does not prove anything about the ratio itself, only how "
        "much it rests on.",
    ),
    "implied-ratio": (
        "altto-endocrine",
        "Method: ln S1/ln S0 of two event-free rates, as of hazards; range over rounding. "
        "May mean: adjustment, hazards that are not proportional, other patients in the model, or "
        "a misprint. Does not prove which is nearer the truth: crude rates at one time, or a ratio "
        "over the follow-up.",
    ),
    "information-bound": (
        "altto-anti-her2",
        "Method: 4/SE², the least events of a Cox or log-rank model for its SE; least over "
        "rounding. Does not prove that the figures are right, only that this comparison does not "
        "contradict them.",
    ),
    "interaction": (
        "altto-endocrine",
        "Method: ratio of two ratios of disjoint patients, SE √(V₁ + V₂), Wald P over rounding. "
        "Does not prove anything: there is nothing to compare with.",
    ),
    "mixture": (
        "altto-endocrine",
        "Method: rate against the least and the greatest rate of its parts, within rounding. May "
        "mean: different follow-up or censoring, other patients than the declared parts, or a "
        "misprint. Does not prove that a rate is wrong: pooled Kaplan–Meier rates can leave the "
        "range of their parts.",
    ),
    "p-from-interval": (
        "hoboe",
        "Method: two-sided Wald P that the printed numbers allow. May mean: another test "
        "(log-rank, likelihood-ratio, stratified, one-sided), another level, or a misprint. Does "
        "not prove that either figure is wrong, or right.",
    ),
    "same-ratio": (
        "altto-endocrine",
        "Method: equality of estimate and interval as printed. May mean: coincidence, the same "
        "patients under two names, or a line copied. Does not prove that either is misprinted: "
        "with two decimals equal figures do occur.",
    ),
    "two-sources": (
        "altto-anti-her2",
        "Method: rounding bands of the same figure in two sources. May mean: a later data cut, "
        "other patients, another model, or a misprint. Does not prove which of the two is right.",
    ),
    "wald-interval": (
        "hera-ofs",
        "Method: log-symmetry: √(low × high) against the estimate, within rounding. May mean: a "
        "profile-likelihood, bootstrap, exact or group-sequential interval, or a misprint. Does "
        "not prove that a number is wrong: such intervals are rightly asymmetric.",
    ),
    "word-against-interval": (
        "altto-endocrine",
        "Method: both limits, over rounding, against 1 at the level at which the word is judged. "
        "May mean: a word that rests on another test or level, or a misprint. Does not prove that "
        "the word is wrong: a stratified or log-rank test may rightly say otherwise.",
    ),
}


@pytest.mark.parametrize("rule", TOLD)
def test_a_finding_is_told_with_its_method_and_with_what_it_does_not_prove(rule: str) -> None:
    id, told = TOLD[rule]
    evidence = next(each for each in load().studies if each.id == id)
    notes = appraisal.page(evidence, Asked(command="appraise")).notes
    assert [each for each in notes if each.endswith(f" {told}")]


def test_a_curated_check_stands_under_the_heading_of_its_rule() -> None:
    text = answer("appraise", "os", "--study", "hera-ofs", "-f", "text")
    (misfit,) = [each for each in text.split("\n\n") if each.startswith("Does not fit")]
    assert "0.43: Does not fit its interval" in misfit


def test_each_line_of_what_was_checked_names_endpoint_and_window() -> None:
    soft = answer("appraise", "--study", "soft", "-f", "text")
    assert "Tamoxifen + OFS v Tamoxifen, OS, all patients: 89.0% v 86.8%" in soft
    windows = answer("appraise", "recurrence", "--study", "ebctcg-2015", "-f", "text")
    assert "all patients, years 2–4: rate ratio 0.80" in windows
    assert "all patients: had it 0.9% v 2.4%" in answer("appraise", "recurrence", "-f", "text")


#: What was said once and was more than the figures show, and what is not to be computed at all.
_NOT_SAID = (
    "not caused by|inside its interval|would be about|admissible|"
    "free of assumptions|nothing assumed|rises with the ratio[^'’]|for no others|only kind|"
    "for that reason alone|detectable|post hoc power|would mend|type M|type S|posterior|"
    r"probability of|\bproves|excludes 1|neither is the effect"
)


@pytest.mark.parametrize("study", [each.id for each in load().studies])
def test_nothing_is_said_that_figures_do_not_show(study: str) -> None:
    for command in ("appraise", "absolute", "summary"):
        ran = ask(command, "--study", study, "--notes", "all", "-f", "text")
        assert re.findall(_NOT_SAID, ran.out) == []


def test_no_term_says_it_either() -> None:
    assert re.findall(_NOT_SAID, answer("explain", "-f", "text")) == []


def test_a_page_without_a_comparison_says_so() -> None:
    alone = answer("appraise", "grade-3-4", "--study", "hoboe", "-f", "text")
    assert "Figures: None can be held against another." in alone
    assert "(derived)" not in alone
    words_only = answer("appraise", "joint-pain", "--study", "soft-text-qol", "-f", "text")
    assert "None can be held" not in words_only


def test_several_findings_of_a_rule_share_a_line() -> None:
    one = result("one", effect=ratio("0.65 0.52 0.82"), rates="80.1 76.5")
    other = result("two", effect=ratio("0.87 0.61 1.23"), rates="77.3 77.6", population="young")
    assert of("Does not fit", one, other)["Rates"] == (
        "Alone they would give 0.83 for 0.65 (all patients); 1.02 for 0.87 (young)."
    )


def test_a_page_opens_with_what_was_checked() -> None:
    silent = result("two", population="young", statement="Nothing differed.")
    found = page(result(effect=ratio("0.73 0.53 1.00"), rates="88.9 89.1"), silent)
    assert [line.words for line in found.tables[0].lines if not hasattr(line, "cells")] == [
        "New v Old, all patients: 88.9% v 89.1% at 10 years, HR 0.73 (95% CI 0.53–1.00)",
        "Young, New v Old: no figures, so nothing to check",
    ]


def test_altto_is_told_once_a_cause_under_what_it_means() -> None:
    whole = answer("appraise", "-f", "text")
    sections = whole.split("\n\n")
    (misfit,) = [each for each in sections if each.startswith("Does not fit")]
    (open_,) = [each for each in sections if each.startswith("Cannot be told")]
    assert [line.partition(":")[0] for line in misfit.splitlines()[1:]] == [
        "Enrolment",
        "2,651",
        "Design",
        "80.1%",
        "OFS + AI",
        "Rates",
    ]
    assert "0.65 (0.50–0.85) is printed for two different results" in open_
    assert whole.count("lies below both") + whole.count("Lies below both") == 1


def test_the_page_of_os_has_no_more_than_32_lines() -> None:
    assert len(answer("appraise", "os", "-f", "table").splitlines()) <= 32


@pytest.mark.parametrize("study", load().studies, ids=lambda each: each.id)
def test_an_endpoint_stays_on_one_screen(study: Study) -> None:
    for endpoint in dict.fromkeys(each.endpoint for each in study.results):
        text = answer("appraise", endpoint, "--study", study.id, "-f", "table")
        assert len(text.splitlines()) <= 41, endpoint


def test_the_whole_study_stays_on_about_a_screen_and_is_counted() -> None:
    text = answer("appraise", "-f", "table")
    assert len(text.splitlines()) <= 52
    found = json.loads(answer("appraise", "-f", "json"))["findings"]
    counted = [sum(each["severity"] == s for each in found) for s in ("conflict", "check", "note")]
    assert (
        f"21 results, {len(found)} findings: {counted[0]} conflicts, {counted[1]} checks, "
        f"{counted[2]} notes."
    ) in text


def test_a_finding_for_machines_carries_what_is_known_of_its_groups() -> None:
    found = json.loads(answer("appraise", "os", "--study", "hera-ofs", "-f", "json"))["findings"]
    told = [each for each in found if each["results"][0] == "os-all-ofs-ai-vs-serm-ofs"]
    assert told
    assert all("The AI was exemestane." in each["remarks"] for each in told)


def test_key_remarks_stand_on_it_too() -> None:
    assert "confounding and guarantee-time bias cannot be judged" in " ".join(
        answer("appraise", "os", "-f", "table").split()
    )


def test_all_shows_methods_and_e_values() -> None:
    assert "E-value" not in answer("appraise", "dfs").replace("E-values", "")
    text = answer("appraise", "dfs", "--all")
    assert "E-value 2.03 for the ratio, 1.56 for the limit nearer 1" in text
    assert "E-value 2" not in answer("appraise", "os", "--all")
    assert "Method: ln S1/ln S0 of two event-free rates" in text


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "jsonl"])
def test_machines_get_every_finding(format: str) -> None:
    assert "E-value 2.03 for the ratio" in answer("appraise", "dfs", "-f", format)


def test_a_finding_has_the_names_of_the_contract() -> None:
    whole = json.loads(answer("appraise", "os", "-f", "json"))
    assert whole["schema"] == "altto/findings/1"
    first = next(each for each in whole["findings"] if each["rule"] == "implied-ratio")
    assert list(first)[:6] == ["result", "rule", "severity", "text", "values", "method"]
    assert first["result"] == "os-all-ai-vs-serm"
    assert first["status"] == "derived"
    assert "adjusted HR 0.73 (95% CI 0.53–1.00)" in first["inputs"]
    assert "event counts not reported" in first["inputs"]


def test_strict_ends_with_1_on_a_conflict_and_still_answers() -> None:
    strict = ask("appraise", "dfs", "--strict")
    assert (strict.code, strict.out) == (1, answer("appraise", "dfs"))
    assert ask("appraise", "recurrence", "--strict").code == 0


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_shows_the_invented_study(format: str) -> None:
    text = answer("appraise", "--all", *AURORA, "-f", format)
    assert "\x1b" not in text
    assert "add up to 920" in text


@pytest.mark.parametrize("word", ["nonsense", "perimenopausal"])
def test_a_word_that_is_not_known_is_refused(word: str) -> None:
    refused = ask("appraise", word)
    assert (refused.code, refused.out) == (2, "")


def test_a_study_without_a_default_is_named_in_every_command() -> None:
    other: Study = study(result(effect=ratio("0.73 0.53 1.00")), default=False)
    found = appraisal.page(other, Asked(command="appraise"), "dfs")
    assert found.onward == (
        "altto appraise --study invented",
        "altto appraise dfs --strict --study invented",
    )


def found(rule: str, **values: Any) -> Finding:
    return Finding(
        study="invented", results=("one",), rule=rule, severity="note", text="Text.", values=values
    )


BEHIND = {"events_at_least_each": 37, "events_at_most": {"new": 126, "old": 166}, "at_years": 10.0}


def told(**more: Any) -> dict[str, list[str]]:
    one = study(result(effect=ratio("0.73 0.53 1.00"), rates="88.9 89.1"))
    whole = found("information-bound", least_events=146, events_at_most=292)
    both = [whole, found("events-behind", **{**BEHIND, **more})]
    return {name: [each.text for each in some] for name, some in findings.lines(one, both).items()}


def test_events_of_each_group_and_of_all_are_one_cause() -> None:
    assert told() == {
        "Does not fit": [],
        "Cannot be told": [
            "Not reported. By a model's SE 0.73 takes at least 146 in all, no group below 37."
        ],
        "Fits, which does not prove it right": [
            "The rates allow them: by 10 years at most 126 with New and 166 with Old."
        ],
    }


def test_events_after_the_time_of_the_rates_are_said_where_they_are_needed() -> None:
    assert told(later_events_needed=True) == {
        "Does not fit": [],
        "Cannot be told": [
            "Not reported. By a model's SE 0.73 takes at least 146 in all, no group below 37. By "
            "10 years the rates allow at most 126 with New and 166 with Old: later ones count, or "
            "its SE is another."
        ],
        "Fits, which does not prove it right": [],
    }


def test_few_events_of_a_group_are_said_among_those_of_all() -> None:
    few = result("few", effect=ratio("0.44 0.23 0.85"), rates="90.0 77.6", population="young")
    many = result("many", effect=ratio("0.65 0.52 0.82"), rates="80.1 76.5")
    older = result("older", effect=ratio("0.65 0.50 0.85"), population="older")
    sizes = {"new/young": 118, "old/young": 903, "new/all": 1133, "old/all": 1518}
    groups = tuple(group(key, n) for key, n in sizes.items())
    found = appraisal.page(study(few, many, older, groups=groups), Asked(command="appraise"))
    assert lines(found, "Cannot be told")["Events"] == (
        "Not reported. By a model's SE in both groups at least 35 for 0.44; 277 for 0.65 (all); "
        "206 for 0.65 (older). 0.44: New at most 11 by 10 years."
    )


def test_counts_that_contradict_an_interval_do_not_fit_by_their_sum() -> None:
    counted = result(
        effect=ratio("0.65 0.52 0.82"),
        treatment=arm("new", events=60),
        reference=arm("old", events=700),
    )
    assert "60 and 700 events allow no interval" in of("Does not fit", counted)["0.65"]
    assert "760 events" not in of("Fits, which does not prove it right", counted)


def test_a_conflict_that_no_rule_finds_is_told_once_among_the_notes() -> None:
    notes = answer("appraise", "os", "--notes", "all", "-f", "text").partition("\nNotes\n")[2]
    assert "OFS + AI, SERM alone; premenopausal: Conflict: The 118 are" in notes
    assert notes.count("not to be credited to OFS + AI alone") == 1

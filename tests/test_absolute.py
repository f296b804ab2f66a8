"""Per 1,000 patients: what was observed, beside what a ratio gives, and when neither is said."""

import csv
import json
import re
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from asking import AURORA, FORMATS, answer, ask
from invented import arm, group, ratio, result, study

from altto_cli import load, query, words
from altto_cli.appraise.absolute import (
    Absolute,
    LeftOut,
    absolutes,
    more,
    nnt,
)
from altto_cli.appraise.figures import printed_ratio
from altto_cli.model import Result, Study, Window
from altto_cli.query import Asked
from altto_cli.stats.absolute import per_thousand_by_ratio
from altto_cli.view.pages import lookups
from altto_cli.view.per_thousand import by_ratio_in_words, observed_in_words

ANTI_HER2 = ("--study", "altto-anti-her2")


def one(given: Result) -> Absolute | LeftOut:
    return next(absolutes(study(given), [given]))


def given(text: str, rates: str, **more: Any) -> Absolute:
    found = one(result(effect=ratio(text, **more.pop("effect", {})), rates=rates, **more))
    assert isinstance(found, Absolute)
    return found


def rows(*words: str) -> list[dict[str, Any]]:
    whole = json.loads(answer("absolute", *words, "-f", "json"))
    assert whole["schema"] == "altto/absolute/1"
    return list(whole["rows"])


def test_rates_are_counted_of_1000_and_their_difference_is_crude() -> None:
    found = given("0.65 0.50 0.85", "81.5 75.0")
    assert (found.treatment, found.reference, found.difference) == (815, 750, 65)
    assert found.crude == (64, 66)


def test_the_ratio_on_the_reference_rate_gives_the_other_difference() -> None:
    # 0.75^0.65 = 0.8295, 0.75^0.85 = 0.7831, 0.75^0.50 = 0.8660
    assert by_ratio_in_words(given("0.65 0.50 0.85", "81.5 75.0"), None) == (
        "79 more (95% CI 33 to 116 more)"
    )


@pytest.mark.parametrize(
    ("text", "rates", "said"),
    [
        ("0.85 0.71 1.02", "65.0 60.0", "48 more (95% CI 6 fewer to 96 more)"),
        ("1.25 1.05 1.49", "76.0 80.0", "43 fewer (95% CI 9 to 83 fewer)"),
        ("0.80 0.64 1.00", "84 80", "37 more (95% CI 0 to 67 more)"),
        ("1.25 1.00 1.56", "76 80", "43 fewer (95% CI 94 fewer to 0)"),
        ("0.65", "81.5 75.0", "79 more (CI not reported)"),
    ],
)
def test_an_interval_says_on_which_side_its_ends_lie(text: str, rates: str, said: str) -> None:
    assert by_ratio_in_words(given(text, rates), None) == said


def test_an_interval_of_another_level_is_named() -> None:
    found = given("0.65 0.50 0.85", "81.5 75.0", effect={"level": "97.5"})
    assert "97.5% CI" in by_ratio_in_words(found, None)


@pytest.mark.parametrize(("by", "said"), [(36, "36 more"), (-2, "2 fewer"), (0, "no difference")])
def test_a_difference_is_said_in_words(by: int, said: str) -> None:
    assert more(by) == said


@pytest.mark.parametrize(
    ("text", "rates", "implied", "below"),
    [
        ("0.65 0.52 0.82", "80.1 76.5", "0.83", 22),
        ("0.73 0.53 1.00", "88.9 89.1", "1.02", 28),
        ("0.87", "77.3 77.6", "1.02", 14),
    ],
    ids=["outside", "outside-and-other-side", "other-side"],
)
def test_a_ratio_that_parts_from_the_rates_is_given_with_theirs(
    text: str, rates: str, implied: str, below: int
) -> None:
    found = given(text, rates)
    assert found.by_ratio is not None
    assert found.parted
    assert found.implied is not None
    assert f"{found.implied.ratio:.2f}" == implied
    assert round(100 * (1 - float(text.split()[0]) / found.implied.ratio)) == below
    assert not given("0.65 0.50 0.85", "81.5 75.0").parted


def sized(text: str, rates: str, first: int | None, second: int | None, **more: Any) -> Absolute:
    groups = (group("new/all", first), group("old/all", second))
    one = result(effect=ratio(text), rates=rates, **more)
    found = next(absolutes(study(one, groups=groups), [one]))
    assert isinstance(found, Absolute)
    return found


@pytest.mark.parametrize(
    ("rates", "sizes", "said"),
    [
        ("80.1 76.5", (1133, 1518), "36 more (95% CI 4 to 68 more)"),
        ("77.3 77.6", (238, 903), "3 fewer (95% CI 63 fewer to 57 more)"),
        ("88.9 89.1", (1133, 1518), "2 fewer (95% CI 26 fewer to 22 more)"),
        ("79 77", (2093, 2097), "20 more (95% CI 15 fewer to 55 more)"),
    ],
)
def test_a_crude_difference_has_the_shortest_interval_it_can(
    rates: str, sizes: tuple[int, int], said: str
) -> None:
    assert observed_in_words(sized("0.65 0.52 0.82", rates, *sizes), None) == said


def test_without_sizes_with_competing_risks_or_late_entry_there_is_no_interval() -> None:
    late = Window(from_years=Decimal(5), to_years=Decimal(10), text="years 5–10")
    for found in (
        sized("0.65 0.50 0.85", "81.5 75.0", None, 377),
        sized("0.65 0.50 0.85", "81.5 75.0", 1015, 377, endpoint="death"),
        sized("0.65 0.50 0.85", "81.5 75.0", 1015, 377, window=late),
        sized("0.65 0.50 0.85", "100 75.0", 1015, 377),
    ):
        assert found.shortest is None
        assert " CI" not in observed_in_words(found, None)


def test_a_difference_by_the_ratio_carries_the_rounding_of_the_reference_rate() -> None:
    ratio_of = printed_ratio(ratio("0.65 0.50 0.85"))
    assert ratio_of is not None
    found = per_thousand_by_ratio(ratio_of, "75.0")
    assert found is not None
    assert [round(each) for each in found.estimate_range] == [78, 81]
    assert [round(each) for each in found.at_upper_range] == [32, 34]


def test_rounding_is_said_beside_the_differences_by_the_ratio() -> None:
    rows = json.loads(answer("absolute", "dfs", "post", "-f", "json"))["rows"]
    assert rows[0]["by_ratio"]["over_rounding"] == {
        "estimate": {"low": 78, "high": 81},
        "low": {"low": 32, "high": 34},
        "high": {"low": 115, "high": 117},
    }
    assert "taken as exact; rounding: up to 2." in answer("absolute", "dfs", "post")
    none = json.loads(answer("absolute", "--study", "ebctcg-2015", "-f", "json"))["rows"][0]
    assert none["by_ratio"]["over_rounding"] is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"effect": None}, "no ratio reported"),
        ({"endpoint": "death"}, "competing risks: no cause-specific ratio turns"),
        ({"effect": ratio("0.9 0.8 1.0", measure="odds ratio")}, "the source has an odds ratio"),
        ({"effect": ratio("0.9 0.8 1.0", measure="rate ratio")}, "the source has a rate ratio"),
        ({"rates": "99 100"}, "undefined on a rate of 100%"),
        (
            {"window": Window(from_years=Decimal(0), to_years=Decimal(5), text="years 0–4")},
            "the ratio is that of years 0–4 only",
        ),
    ],
)
def test_a_ratio_that_cannot_turn_one_rate_into_another_is_refused(
    more: dict[str, Any], said: str
) -> None:
    found = one(result(**{"effect": ratio("0.9 0.8 1.0"), "rates": "80.0 78.0", **more}))
    assert isinstance(found, Absolute)
    assert found.by_ratio is None
    assert said in (found.not_given or "")


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (result(effect=ratio("0.9 0.8 1.0")), "no rates reported"),
        (result(rates="80 70", at=None), "no time point reported"),
        (result(treatment=arm("new", "80"), reference=arm("old", "70", "5")), "rates at two"),
        (result(statement="Nothing differed."), "a statement without figures"),
    ],
)
def test_a_result_without_rates_at_a_time_is_left_out_with_the_reason(
    left_out: Result, reason: str
) -> None:
    found = one(left_out)
    assert isinstance(found, LeftOut)
    assert found.reason.startswith(reason)


def test_event_percentages_become_event_free_patients() -> None:
    arms = {
        "treatment": arm("new", event_percent=Decimal("12.1")),
        "reference": arm("old", event_percent=Decimal("14.2")),
    }
    found = one(result(effect=ratio("0.85 0.75 0.96"), **arms))
    assert isinstance(found, Absolute)
    assert (found.treatment, found.reference, found.difference) == (879, 858, 21)


@pytest.mark.parametrize(
    ("text", "rates", "said"),
    [
        ("0.72 0.55 0.92", "75.0 67.0", "NNTB 13 (95% CI 8 to 46) at 10 years"),
        ("0.85 0.71 1.02", "65.0 60.0", "NNTB 21 (95% CI NNTB 11 to ∞ to NNTH 164) at 10 years"),
        ("1.25 1.05 1.49", "76.0 80.0", "NNTH 24 (95% CI 13 to 113) at 10 years"),
        ("0.80 0.64 1.00", "84 80", "NNTB 28 (95% CI 15 to ∞; may pass ∞) at 10 years"),
        ("0.72", "75.0 67.0", "NNTB 13 (CI not reported) at 10 years"),
        ("0.65 0.52 0.82", "80.1 76.5", "not given: rates and ratio disagree"),
    ],
)
def test_a_number_needed_to_treat_is_rounded_up_with_its_time(
    text: str, rates: str, said: str
) -> None:
    assert nnt(given(text, rates)) == said


def test_one_year_is_said_in_the_singular() -> None:
    found = one(result(effect=ratio("0.72 0.55 0.92"), rates="75.0 67.0", at="1"))
    assert isinstance(found, Absolute)
    assert found.at == "at 1 year"


class TestCommand:
    def test_altto_is_answered_with_both_differences_and_their_intervals(self) -> None:
        found = {
            each["result"]: (
                each["treatment"]["event_free_per_1000"],
                each["reference"]["event_free_per_1000"],
                each["crude"]["difference_per_1000"],
                each["crude"]["no_shorter_than"]["text"],
                each["by_ratio"]["text"],
            )
            for each in rows()
        }
        assert found == {
            "dfs-all-ai-vs-serm": (
                801,
                765,
                36,
                "36 more (95% CI 4 to 68 more)",
                "75 more (95% CI 38 to 105 more)",
            ),
            "dfs-postmenopausal-ai-vs-serm": (
                815,
                750,
                65,
                "65 more (95% CI 15 to 115 more)",
                "79 more (95% CI 33 to 116 more)",
            ),
            "dfs-premenopausal-ofs-ai-vs-serm": (
                900,
                776,
                124,
                "124 more (95% CI 63 to 185 more)",
                "118 more (95% CI 30 to 167 more)",
            ),
            "dfs-premenopausal-serm-ofs-vs-serm": (
                773,
                776,
                -3,
                "3 fewer (95% CI 63 fewer to 57 more)",
                "26 more (95% CI 44 fewer to 81 more)",
            ),
            "drfs-all-ai-vs-serm": (
                857,
                831,
                26,
                "26 more (95% CI 2 fewer to 54 more)",
                "56 more (95% CI 23 to 81 more)",
            ),
            "os-all-ai-vs-serm": (
                889,
                891,
                -2,
                "2 fewer (95% CI 26 fewer to 22 more)",
                "28 more (95% CI 0 to 50 more)",
            ),
        }

    def test_a_row_a_group_has_both_numbers_the_reference_first(self) -> None:
        text = answer("absolute", "dfs", "--menopause", "pre")
        assert [line for line in text.splitlines() if line.startswith("|")] == [
            "| Group | n | Event-free | Observed (narrowest 95% CI) "
            "| If adjusted HR held (95% CI) |",
            "| --- | ---: | ---: | --- | --- |",
            "| SERM alone | 903 | 776 | reference |  |",
            "| SERM + OFS | 238 | 773 | 3 fewer (63 fewer to 57 more) [a] "
            "| 26 more (44 fewer to 81 more) |",
            "| OFS + AI [b] | 118 | 900 [c] | 124 more (63 to 185 more) "
            "| 118 more (30 to 167 more) [d] |",
        ]

    def test_a_difference_that_is_also_the_size_of_its_group_is_said_to_be_of_a_thousand(
        self,
    ) -> None:
        said = "118 more**: Of 1,000, not of the 118 patients."
        assert said in answer("absolute", "dfs", "--menopause", "pre")
        assert "not of the" not in answer("absolute", "dfs", "--menopause", "post")

    def test_where_rates_and_ratio_part_the_mark_stands_there_and_says_by_how_much(self) -> None:
        text = answer("absolute", "dfs", "--menopause", "overall")
        assert "36 more (4 to 68 more) [b]" in text
        assert (
            "- **[b] Apart**: Rates give 0.83 for 0.65 (derived): trust neither as the effect."
        ) in text
        assert "Apart" not in answer("absolute", "dfs", "--menopause", "post")

    def test_a_warning_begins_with_the_figure_that_the_page_shows(self) -> None:
        text = answer("absolute", "dfs", "--menopause", "overall")
        assert "- **[a] 801**: 80.1%: lies below both its parts, 81.5% and 90.0%." in text

    def test_other_endpoints_stand_beside_it_per_1000_too(self) -> None:
        text = answer("absolute", "dfs", "--menopause", "overall")
        assert "OS 2 fewer (26 fewer to 22 more), by HR 28 more (0 to 50 more)." in text

    def test_the_page_of_dfs_has_no_more_than_42_lines_of_100_columns(self) -> None:
        lines = answer("absolute", "dfs", "-f", "table").splitlines()
        assert len(lines) <= 42
        assert max(map(len, lines)) <= 100

    def test_a_randomised_comparison_is_named_so(self) -> None:
        assert "\nRandomised · " in answer("absolute", "os", *ANTI_HER2, "-f", "table")

    def test_what_may_be_an_endpoint_that_death_competes_with_is_marked(self) -> None:
        text = " ".join(answer("absolute", "drfs", "-f", "table").split())
        assert "26 more (2 fewer to 54 more) [c]" in text
        assert "[c] DRFS If it is TTDR, death competes: trust neither difference." in text
        assert "death competes: trust" not in answer("absolute", "os", "-f", "table")

    def test_competing_risks_are_marked_and_have_neither_interval_nor_ratio(self) -> None:
        text = answer("absolute", "-f", "markdown", "--study", "ebctcg-2022")
        assert "| AI + OFS | 931 | 32 more [a] |" in text
        assert "- **[a] Observed**: No interval: competing risks" in text

    def test_what_is_left_out_is_named_with_the_reason(self) -> None:
        text = answer("absolute", "-f", "text")
        assert "Local recurrence, all patients" in text
        assert ": no time point reported" in text

    def test_an_endpoint_with_nothing_to_say_ends_with_1(self) -> None:
        refused = ask("absolute", "recurrence")
        assert (refused.code, refused.out) == (1, "")
        assert "(any): no time point reported. See: altto results recurrence" in refused.err

    def test_numbers_needed_to_treat_of_a_comparison_that_is_not_randomised_are_refused(
        self,
    ) -> None:
        refused = ask("absolute", "os", "--nnt")
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.startswith(
            "altto: no number needed to treat for a non-randomised comparison: "
        )

    def test_numbers_needed_to_treat_of_a_randomised_comparison_are_given(self) -> None:
        text = answer("absolute", "os", "--nnt", *ANTI_HER2)
        assert "NNTB 83 (95% CI NNTB 39 to ∞ to NNTH 195) at 6 years" in text
        assert "NNT" not in answer("absolute", "os", *ANTI_HER2)

    def test_derived_figures_name_method_and_inputs(self) -> None:
        (row,) = rows("dfs", "--menopause", "post")
        assert row["crude"]["status"] == row["by_ratio"]["status"] == "derived"
        assert row["crude"]["method"] == "difference of two event-free rates"
        assert row["by_ratio"]["inputs"] == [
            "10-year DFS 75.0%, SERM (n 377)",
            "adjusted HR 0.65 (95% CI 0.50–0.85)",
        ]
        (line,) = csv.DictReader(
            StringIO(answer("absolute", "dfs", "--menopause", "post", "-f", "csv"))
        )
        assert line["crude_status"] == line["by_ratio_status"] == "derived"
        assert line["by_ratio_inputs"] == " | ".join(row["by_ratio"]["inputs"])
        assert (line["by_ratio_low"], line["by_ratio_high"], line["ci_level"]) == (
            "33",
            "116",
            "95",
        )
        assert (line["crude_no_shorter_than_low"], line["crude_no_shorter_than_high"]) == (
            "15",
            "115",
        )

    def test_what_is_not_given_has_no_number_in_any_cell(self) -> None:
        _, line = csv.DictReader(StringIO(answer("absolute", "os", "--study", "soft", "-f", "csv")))
        assert line["by_ratio_not_given"] == "no ratio reported"
        for cell in ("difference_per_1000", "low", "high", "status", "method", "inputs"):
            assert line[f"by_ratio_{cell}"] == ""

    def test_a_sentence_has_both_differences_and_how_they_came_about(self) -> None:
        assert answer("absolute", "dfs", "--menopause", "overall", "-f", "sentence") == (
            "All patients: 10-year DFS per 1,000: 801 with AI (any) (n 1,133, derived) and 765 "
            "with SERM (any) (n 1,518, derived); derived: observed 36 more (narrowest 95% CI 4 to "
            "68 more), if adjusted HR 0.65 (95% CI 0.52–0.82) held 75 more (38 to 105 more); rates "
            "imply 0.83; non-randomised, exploratory; event counts not reported; Lambertini et "
            "al., SABCS 2025, via commentary, not peer reviewed; 3 conflicts (altto appraise dfs); "
            "evidence 2026.10.\n"
        )

    @pytest.mark.parametrize("format", FORMATS)
    def test_every_format_answers_for_the_invented_study(self, format: str) -> None:
        text = answer("absolute", *AURORA, "-f", format)
        assert "\x1b" not in text
        assert "competing risks" in text


ENDPOINTS = [
    (each, endpoint.id)
    for each in load().studies
    for endpoint in each.endpoints
    if any(one.endpoint == endpoint.id and not one.subgroup for one in each.results)
]


@pytest.mark.parametrize(("of", "endpoint"), ENDPOINTS)
def test_a_look_up_leads_here_where_something_is_said_and_back(of: Study, endpoint: str) -> None:
    led = lookups.endpoint(of, endpoint, Asked(command="results")).onward
    here = [each for each in led if each.startswith("altto absolute ")]
    found = list(absolutes(of, query.results(of, Asked(command=""), words.endpoints(of, endpoint))))
    assert bool(here) is any(isinstance(each, Absolute) for each in found)
    assert all(ask(*each.split()[1:]).code == 0 for each in here)


def test_what_leads_on_asks_of_the_same_patients() -> None:
    foot = " ".join(answer("absolute", "dfs", "pre", "-f", "table").split())
    assert "· altto results dfs pre · altto appraise dfs pre ·" in foot
    assert "· altto results dfs · altto appraise dfs ·" in " ".join(
        answer("absolute", "dfs", "-f", "table").split()
    )


def test_the_title_says_that_all_patients_were_asked_for() -> None:
    page = answer("absolute", "dfs", "-m", "overall", "-f", "text")
    assert page.startswith(
        "Disease-free survival at 10 years, of 1,000 patients (derived), all patients, ALTTO\n"
    )


def test_a_header_promises_an_interval_only_where_one_is_given() -> None:
    header = next(
        line for line in answer("absolute", "--study", "astrra").splitlines() if "|" in line
    )
    assert "| Observed | If HR held (95% CI) |" in header
    assert "| Observed (narrowest 95% CI) |" in answer("absolute", "dfs")


def test_a_title_of_two_endpoints_names_them_by_their_labels() -> None:
    title = answer("absolute", "drfs").splitlines()[0]
    assert title.startswith("### DRFS and TTDR at 10 years, of 1,000 patients (derived)")


def test_patients_are_counted_in_whole_numbers_where_rates_have_one_decimal() -> None:
    text = answer("absolute", "dfs", "-f", "json")
    counts = re.findall(r'"event_free_per_1000": ([\d.]+)', text)
    assert counts[:4] == ["801", "765", "815", "750"]

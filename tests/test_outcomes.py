"""A study of means, rates in patient-years, event percentages and three groups reads rightly."""

import csv
from decimal import Decimal
from io import StringIO
from json import loads
from pathlib import Path

import pytest
from asking import FORMATS, answer, ask
from invented import arm, ratio, result, study
from running import on_terminal

from altto_cli import outcomes
from altto_cli.model import Arm, Conflict, Difference, Endpoint, Result, Said
from altto_cli.query import Asked
from altto_cli.render import render
from altto_cli.view.page import Page
from altto_cli.view.pages import forest, harms, lookups, summary
from altto_cli.words import TYPED

LYRA = ("--evidence", str(Path(__file__).parent / "measures"), "--study", "lyra")
DRFI = Endpoint(id="drfi", label="DRFI", name="Distant recurrence")


def said(*words: str, format: str = "text") -> str:
    """What is answered about the invented study."""
    return answer(*words, *LYRA, "-f", format)


def rows(*words: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(StringIO(said(*words, format="csv")))}


@pytest.mark.parametrize(
    ("endpoint", "header", "row"),
    [
        ("qol", "Mean at 12 months, points, higher is better 68.4", "−3.2 points (95% CI −5.1 to"),
        ("clots", "Per 1,000 patient-years 4.1", "1.58 (0.65–3.86)"),
        ("drfi", "5-year DRFI event 8.9%", "0.69 (0.49–0.97)"),
        ("diarrhoea", "Diarrhoea, time not reported 14.2%", "All three groups: P < .001"),
        ("worsening", "Median time, months 25.3", "1.22 (1.04–1.43)"),
    ],
)
def test_a_heading_says_what_the_figures_are(endpoint: str, header: str, row: str) -> None:
    page = said("results", endpoint)
    assert header in page
    assert row in page
    assert "Event-free" not in page


@pytest.mark.parametrize("command", ["summary", "compare", "forest"])
def test_figures_of_several_kinds_say_what_they_are_themselves(command: str) -> None:
    page = said(command)
    assert ("8.9% v 12.7% with the event, at 5 years" in page) == (command == "forest")
    assert ("5 y had 8.9 v 12.7" in page) == (command != "forest")
    assert "4.1 v 2.6 per 1,000 patient-years" in page
    assert "68.4 v 71.6 points, mean at 12 months, higher is better" in page
    assert "mean difference at 12 months −3.2 points (95% CI −5.1 to −1.3)" in page
    assert "P = .001" in page
    assert "3.8 v 2.6" in page
    assert "25.3 v 31.0 months, median time" in page
    assert "Event-free at" not in page


def test_three_groups_each_have_a_row() -> None:
    page = said("results", "diarrhoea")
    for group in ("Oldamine: n 612", "Vegarin: n 612", "Vegarin + lyrastat: n 618"):
        assert group in page
    assert "not significant" in said("os")


def test_the_own_harm_of_a_study_stands_first_and_is_not_called_silence() -> None:
    page = said("harms")
    assert "Harm: Reported: Quality of life, Clots and Diarrhoea: altto harms" in said("dfs")
    assert page.startswith("Harm, LYRA\nLYRA and others: randomised; event counts reported in")
    assert "Not recorded of LYRA" not in page
    assert page.index("LYRA · Quality of life: 68.4 v 71.6 points") < page.index("EBCTCG")
    assert "Vegarin + lyrastat 14.2% (n 618) v Vegarin 2.1% (n 612) v Oldamine 1.3%" in page
    assert "Had it, or rate 4.1 v 2.6 per 1,000 patient-years" in page


def test_the_interaction_and_the_word_of_the_source_stand_under_the_subgroups() -> None:
    page = said("subgroups")
    assert "Premenopausal against postmenopausal: interaction P = .62" in page
    assert "Similar before and after." in page
    assert "By region\ninteraction P = .47" in page
    assert "dfs-interaction" in said("subgroups", format="json")


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (
            "results drfi",
            "5-year DRFI: 8.9% had the event with vegarin + lyrastat (n 618) and 12.7% with",
        ),
        (
            "results qol",
            "Quality of life, mean at 12 months, higher is better: 68.4 points with vegarin + "
            "lyrastat (n 540) and 71.6 points with oldamine (n 533); adjusted mean difference at "
            "12 months −3.2 points",
        ),
        ("results qol", "Questionnaires came back from six in ten"),
        ("results clots", "Clots: 4.1 per 1,000 patient-years with vegarin + lyrastat (n 618) and"),
        ("results diarrhoea", "Diarrhoea recorded in 14.2% with vegarin + lyrastat (n 618), 2.1%"),
        ("os", 'called immature, no figures; called "not significant", ruling out neither'),
        ("absolute dfs", "1 conflict (altto appraise dfs --study lyra"),
        (
            "results worsening",
            "Worsening, median time: 25.3 months with vegarin + lyrastat (n 618)",
        ),
        ("absolute drfi", "5-year freedom from distant recurrence per 1,000: 911"),
        ("dfs", "DRFI 8.9 v 12.7% with the event"),
    ],
)
def test_a_sentence_keeps_the_direction_the_time_and_the_warning(
    command: str, sentence: str
) -> None:
    assert sentence in said(*command.split(), format="sentence")


def test_a_spreadsheet_has_every_figure() -> None:
    found = rows("compare")
    means, clots, first = found["qol-all"], found["clots-all"], found["dfs-all"]
    assert (means["treatment_mean"], means["reference_mean"]) == ("68.4", "71.6")
    assert (means["unit"], means["at_months"]) == ("points", "12")
    assert "Higher is better" in means["remarks"]
    assert (clots["treatment_event_rate"], clots["reference_event_rate"]) == ("4.1", "2.6")
    assert clots["per_patient_years"] == "1000"
    assert (first["p_threshold"], first["median_follow_up_months"]) == (".025", "59")
    times = found["worsening-all"]
    assert (times["treatment_median_months"], times["reference_median_months"]) == ("25.3", "31.0")
    assert "Event counts not reported" in times["remarks"]


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("68.4", "qol-all"),
        ("4.1", "clots-all"),
        ("-3.2", "qol-all"),
        ("−5.1", "qol-all"),
        (".62", "dfs-interaction"),
        ("0.62", "dfs-interaction"),
        ("1,842", "lyra"),
        ("1842", "lyra"),
        ("12 months", "qol-all"),
        ("59 months", "lyra"),
    ],
)
def test_a_figure_of_any_kind_is_found_as_printed(word: str, id: str) -> None:
    matches = loads(answer("find", word, *LYRA[:2], "-f", "json"))["matches"]
    assert id in [each["id"] for each in matches if each["study"] == "lyra"]


def test_what_cannot_be_said_per_1000_says_what_is_printed_instead() -> None:
    assert "means, not percentages of patients" in ask("absolute", "qol", *LYRA).err
    assert "events in patient-years, not percentages" in ask("absolute", "clots", *LYRA).err
    assert "several groups, not two" in ask("absolute", "diarrhoea", *LYRA).err
    assert "median times, not percentages" in ask("absolute", "worsening", *LYRA).err
    page = said("absolute", "dfs")
    assert "Vegarin + lyrastat v oldamine (Nobody, Invented Post 2001)" in page


def test_the_appraisal_says_what_is_printed() -> None:
    assert "3.8 v 2.6 per 1,000 patient-years" in said("appraise", "clots")
    assert "no figures" not in said("appraise", "clots")
    assert "one adjusted, one not" not in said("appraise", "dfs")
    assert "The two groups give −3.2" in said("appraise", "qol")
    assert "None can be held against another" not in said("appraise", "qol")


def test_rates_at_years_are_held_against_a_follow_up_in_months() -> None:
    assert "Median follow-up 59 months: about half were followed for less" in said("dfs")


def test_a_disputed_figure_beside_another_is_called_one() -> None:
    assert "0.66 (0.50–0.87) (in conflict)" in said("results", "drfi")


@pytest.mark.parametrize("command", ["dfs", "summary", "compare", "harms"])
def test_the_pages_of_many_measures_are_tables_at_100_columns(command: str) -> None:
    page = on_terminal(command, *LYRA, width=100, NO_COLOR="1").out.splitlines()
    assert any(set(line.strip()) == {"─"} for line in page)
    assert max(map(len, page)) <= 100


def test_what_a_p_is_read_with_stands_beneath_it_and_a_measure_above_its_rows() -> None:
    page = on_terminal("dfs", *LYRA, width=100, NO_COLOR="1").out
    assert "Invented Post 2001, HR (adjustment not reported)" in page
    row = page.index("0.66 (0.50–0.87)")
    assert page[row:].splitlines()[1].strip() == "P .003: log-rank, threshold .025"


def test_what_a_p_is_read_with_stands_nowhere_without_it() -> None:
    assert "log-rank" not in said("absolute", "dfs")


@pytest.mark.parametrize("status", ["pre", "post"])
def test_an_interaction_stands_with_both_groups_that_it_compares(status: str) -> None:
    page = said("dfs", "-m", status)
    assert "P .62 (interaction)" in page


def test_many_endpoints_with_figures_are_one_command() -> None:
    page = said("os")
    assert "Figures for DFS, DRFI and Worsening: altto summary --study lyra" in page
    assert page.count("altto results") == 0


def test_the_summary_says_what_the_study_was() -> None:
    assert "Lyrastat: first 3 months." in said("summary")


def test_other_studies_are_not_brought_to_a_question_that_is_not_theirs() -> None:
    page = answer("compare", "veg-lyr", "old", "--studies", *LYRA[:2], "-f", "text")
    assert "AI effect" not in page
    assert "LYRA, rate ratio" not in page
    page = answer("compare", "old", "veg-lyr", "--studies", *LYRA[:2], "-f", "text")
    assert "dfs-interaction" not in page


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_loses_a_mean(format: str) -> None:
    assert "68.4" in said("results", "qol", format=format)


def test_two_kinds_of_figures_are_never_under_one_name() -> None:
    with_event = result(
        "late",
        endpoint="os",
        treatment=arm("new", event_percent=10),
        reference=arm("old", event_percent=12),
    )
    here = study(result("early", rates="80.1 76.5"), with_event)
    page = lookups.everything(here, Asked(command="compare"))
    headers = [column.header for column in page.tables[0].columns]
    assert [each for each in headers if "vent" in each] == ["Event-free or had, %"]


def in_text(page: Page) -> list[str]:
    return render(page, "text").splitlines()


QOL = Endpoint(id="qol", label="QoL", name="Quality of life", unit="points", better="higher")
HARM = Endpoint(id="os", label="flushes", name="Hot flushes", harm=True)
DFS = Endpoint(id="dfs", label="DFS", name="Disease-free survival", harm=True)
FIRST = result("first", ratio("0.65 0.50 0.85"), "81.5 75.0")
#: A second row beside the first, and what each says of itself.
ROWS = {
    "another-measure": (
        {"effect": ratio("0.70 0.50 0.98", measure="odds ratio")},
        "All patients, HR: At 10 years 81.5% v 75.0%; Ratio (95% CI) 0.65 (0.50–0.85)",
        "All patients, odds ratio: Ratio (95% CI) 0.70 (0.50–0.98)",
    ),
    "another-kind-of-figure": (
        {
            "effect": ratio("0.70 0.50 0.98"),
            "treatment": arm("third", event_percent=Decimal("8.9"), at="5"),
            "reference": arm("old", event_percent=Decimal("12.7"), at="5"),
        },
        "All patients: Event-free, % 10 y 81.5 v 75.0; HR (95% CI) 0.65 (0.50–0.85)",
        "All patients: With the event, % 5 y had 8.9 v 12.7; HR (95% CI) 0.70 (0.50–0.98)",
    ),
    "another-comparison": (
        {"effect": ratio("0.70 0.50 0.98"), "treatment": arm("third", "77.0")},
        "All patients: Comparison New v old; At 10 years 81.5% v 75.0%; HR (95% CI) 0.65 "
        "(0.50–0.85)",
        "All patients: Comparison Third v old; At 10 years 77.0% v —; HR (95% CI) 0.70 (0.50–0.98)",
    ),
    "means-without-a-difference": (
        {
            "endpoint": "qol",
            "treatment": Arm(strategy="new", mean=Decimal("68.4"), at_months=Decimal(12)),
            "reference": Arm(strategy="old", mean=Decimal("71.6"), at_months=Decimal(12)),
        },
        "All patients: At 10 years 81.5% v 75.0%; HR (95% CI) 0.65 (0.50–0.85)",
        "Quality of life, all patients: New 68.4 v Old 71.6; difference not reported, points, mean "
        "at 12 months, higher is better",
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_row_says_of_itself_what_its_header_cannot_say_of_all(case: str) -> None:
    more, first, second = ROWS[case]
    here = study(
        FIRST,
        result("second", **{"endpoint": "os", **more}),
        endpoints=(*study().endpoints, QOL),
    )
    page = in_text(summary.page(here, {"command": "summary"}))
    assert [each for each in (first, second) if each not in page] == []


def test_a_spreadsheet_names_the_unit_of_means_that_nobody_subtracts() -> None:
    more, *_ = ROWS["means-without-a-difference"]
    page = lookups.everything(study(result(**more), endpoints=(QOL,)), Asked(command="compare"))
    assert page.entries[0].flat["unit"] == "points"


@pytest.mark.parametrize(
    ("months", "row"),
    [
        (12, "Mean difference at 12 months −1.0 points (CI not reported)"),
        (24, "Mean difference mean difference at 24 months −1.0 points (CI not reported)"),
    ],
)
def test_a_header_says_the_time_of_differences_where_all_have_it(months: int, row: str) -> None:
    rows = [
        result(
            id,
            endpoint="qol",
            population=population,
            difference=Difference(
                measure="mean difference",
                adjusted=False,
                estimate=Decimal(estimate),
                at_months=Decimal(at),
            ),
        )
        for id, population, estimate, at in (
            ("one", "all", "-3.2", 12),
            ("two", "young", "-1.0", months),
        )
    ]
    page = in_text(summary.page(study(*rows, endpoints=(QOL,)), {"command": "summary"}))
    assert f"Young: {row}" in page


def test_harms_of_two_measures_each_say_theirs() -> None:
    odds = result("second", ratio("1.70 1.20 2.41", measure="odds ratio"), endpoint="os")

    def ratios(*results: Result) -> list[str]:
        here = study(*results, endpoints=(DFS, HARM), short="Ours")
        page = in_text(harms.page(here, [here], {"command": "harms"}, TYPED))
        return [each.rpartition("; ")[2] for each in page if ": Study Ours; " in each]

    assert ratios(FIRST, odds) == [
        "Ratio (95% CI) HR 0.65 (0.50–0.85)",
        "Ratio (95% CI) odds ratio 1.70 (1.20–2.41)",
    ]
    assert ratios(odds) == ["Odds ratio (95% CI) 1.70 (1.20–2.41)"]


def test_the_figures_of_one_cell_carry_the_mark_of_either_group() -> None:
    more, *_ = ROWS["another-kind-of-figure"]
    said = Said(of=("results/first",), cell="reference", text="Odd.")
    odd = Conflict(
        id="odd", severity="check", text="Odd.", touches=("results/first",), says=(said,)
    )
    here = study(FIRST, result("second", **{"endpoint": "os", **more}), conflicts=(odd,))
    page = in_text(summary.page(here, {"command": "summary"}))
    assert "[a] 75.0%: Odd." in page
    assert any("10 y 81.5 v 75.0 [a];" in line for line in page)


def test_what_several_rows_of_a_forest_share_is_said_in_its_title() -> None:
    second = result("second", ratio("0.70 0.50 0.98"), endpoint="os")
    page = in_text(forest.page([study(FIRST, second)], None, Asked(command="forest"), None))
    assert page[0] == "Invented for the tests, rows share patients, nothing pooled"
    alone = in_text(forest.page([study(FIRST)], None, Asked(command="forest"), None))
    assert alone[0] == "Invented for the tests"


def test_an_abbreviation_never_reads_as_free_of_the_event() -> None:
    assert outcomes.name(arm("new", event_percent=9, at="5"), DRFI) == "5-year DRFI event"
    free = outcomes.name(arm("new", "91", "5"), DRFI)
    assert free == "5-year freedom from distant recurrence"


class TestCite:
    def test_what_was_read_itself_is_not_called_read_elsewhere(self) -> None:
        assert "were read in" not in ask("cite", *LYRA).err

    def test_a_reference_without_parts_is_named(self) -> None:
        assert "no parts of the reference of report" in ask("cite", "-s", "bibtex", *LYRA).err

    def test_the_study_is_asked_of_the_command_too(self) -> None:
        assert "LYRA Investigators" in answer("cite", "--for", "results qol", *LYRA)

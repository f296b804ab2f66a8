"""What is a warning on a page, what it says of the figures shown, and where its mark stands."""

from typing import Any

import pytest
from invented import arm, ratio

from altto_cli.cli.answer import library
from altto_cli.model import (
    Conflict,
    Endpoint,
    Group,
    Observed,
    Population,
    Remark,
    Result,
    Said,
    Source,
    Strategy,
    Study,
)
from altto_cli.query import Asked
from altto_cli.view import groups
from altto_cli.view.groups import Heading
from altto_cli.view.page import Hanging, Line, Page, Row
from altto_cli.view.pages import lookups
from altto_cli.view.warnings import Touching, lettered, warned

ALTTO = next(study for study in library(None).studies if study.default)


def result(id: str, treatment: str, effect: str | None = "0.50 0.30 0.80", **more: Any) -> Result:
    return Result(
        id=id,
        endpoint=more.pop("endpoint", "dfs"),
        population=more.pop("population", "all"),
        source="paper",
        locator="Table 2",
        treatment=arm(treatment, more.pop("rate", "90.0")),
        reference=arm("c", "80.0"),
        effect=ratio(effect) if effect else None,
        **more,
    )


def study(*results: Result, **more: Any) -> Study:
    return Study(
        id="s",
        title="A study",
        version="2001.1",
        design="a trial",
        randomised=True,
        exploratory=False,
        sources=(
            Source(
                id="paper",
                kind="paper",
                citation="A paper.",
                short="A paper",
                peer_reviewed=True,
                checked="2001-01-01",
                taken="All.",
            ),
        ),
        strategies=tuple(Strategy(id=id, label=id.upper()) for id in ("a", "b", "c")),
        endpoints=(
            Endpoint(id="dfs", label="DFS", name="Disease-free survival"),
            Endpoint(id="os", label="OS", name="Overall survival"),
        ),
        populations=(Population(id="all", label="All patients"),),
        groups=tuple(
            Group(strategy=id, population="all", label=id.upper(), n=100) for id in ("a", "b", "c")
        ),
        results=results,
        **more,
    )


def shown(of: Study, *results: Result) -> tuple[list[str], list[str]]:
    """The rows of the page and its warnings, each as it is read."""
    table = groups.table(of, results or of.results, Heading(False, False, False))
    [marked], warnings = lettered([table], warned(Touching(of, results or of.results)))
    rows = [
        " ".join(part.words for cell in line.cells for part in cell)
        if isinstance(line, Row)
        else line.words
        for line in marked.lines
    ]
    return rows, [f"{each.lead}: {each.text}" for each in warnings]


ONE = result("one", "a")
OTHER = result("other", "b", "0.70 0.50 0.98", rate="85.0")


def test_a_conflict_without_own_words_stands_at_the_ratio_with_its_text() -> None:
    conflict = Conflict(id="x", severity="conflict", text="It is not so.", touches=("results/one",))
    rows, warnings = shown(study(ONE, OTHER, conflicts=(conflict,)))
    assert rows[1] == "B 100 85.0% 0.70 (0.50–0.98)"
    assert rows[2] == "A 100 90.0% 0.50 (0.30–0.80) [a]"
    assert warnings == ["[a] 0.50: It is not so."]


def test_a_conflict_says_of_each_figure_what_it_says_of_it() -> None:
    says = (
        Said(of=("results/one",), cell="treatment", text="Too high."),
        Said(of=("groups/b/all",), text="Another name."),
    )
    touches = ("results/one", "groups/b/all")
    conflict = Conflict(id="x", severity="check", text="Long.", touches=touches, says=says)
    of = study(ONE, OTHER, conflicts=(conflict,))
    assert shown(of, ONE) == (
        ["C 100 80.0% reference", "A 100 90.0% [a] 0.50 (0.30–0.80)"],
        ["[a] 90.0%: Too high."],
    )
    assert shown(of, OTHER)[1] == ["[a] B: Another name."]


def test_what_is_touched_and_has_no_own_words_gets_the_whole_text() -> None:
    says = (Said(of=("results/one",), text="Of one."),)
    touches = ("results/one", "results/other")
    conflict = Conflict(id="x", severity="check", text="Of both.", touches=touches, says=says)
    assert shown(study(ONE, OTHER, conflicts=(conflict,)), OTHER)[1] == ["[a] 0.70: Of both."]


def test_what_is_said_of_two_figures_waits_until_both_are_shown() -> None:
    says = (Said(of=("results/one", "results/other"), cell="page", lead="Both", text="Not alike."),)
    touches = ("results/one", "results/other")
    conflict = Conflict(id="x", severity="check", text="-", touches=touches, says=says)
    of = study(ONE, OTHER, conflicts=(conflict,))
    assert shown(of)[1] == ["Both: Not alike."]
    assert shown(of, ONE)[1] == []


def test_warnings_of_the_same_cells_are_one_line_and_said_once() -> None:
    conflicts = tuple(
        Conflict(id=id, severity="check", text=text, touches=("results/one",))
        for id, text in (("x", "First."), ("y", "Second."), ("z", "First."))
    )
    assert shown(study(ONE, conflicts=conflicts))[1] == ["[a] 0.50: First. Second."]


def test_marks_are_letters_in_the_order_in_which_the_page_is_read() -> None:
    conflicts = (
        Conflict(id="x", severity="check", text="Last.", touches=("groups/a/all",)),
        Conflict(id="y", severity="check", text="First.", touches=("results/other",)),
    )
    rows, warnings = shown(study(ONE, OTHER, conflicts=conflicts))
    assert [rows[1], rows[2]] == [
        "B 100 85.0% 0.70 (0.50–0.98) [a]",
        "A [b] 100 90.0% 0.50 (0.30–0.80)",
    ]
    assert warnings == ["[a] 0.70: First.", "[b] A: Last."]


def test_a_note_and_a_remark_that_is_not_key_are_no_warnings() -> None:
    note = Conflict(id="x", severity="note", text="Good to know.", touches=("results/one",))
    remark = Remark(id="y", text="Also good.", touches=("results/one",))
    of = study(ONE, conflicts=(note,), remarks=(remark,))
    assert shown(of)[1] == []
    page = lookups.endpoint(of, "dfs", Asked(command="dfs"))
    assert page.notes == ("Note: Good to know.", "Also good.")


def test_a_key_remark_on_the_study_stands_on_the_page_without_a_mark() -> None:
    remark = Remark(id="choice", text="Chosen.", touches=("study",), key=True)
    assert shown(study(ONE, remarks=(remark,)))[1] == ["Study: Chosen."]


def test_a_warning_about_what_is_not_shown_is_not_on_the_page() -> None:
    conflict = Conflict(id="x", severity="conflict", text="-", touches=("results/other",))
    assert shown(study(ONE, OTHER, conflicts=(conflict,)), ONE)[1] == []


def test_the_source_s_word_is_said_with_what_it_is_not() -> None:
    one = result("one", "a", significance="significant")
    other = result("other", "b", "0.70 0.50 1.00", significance="not significant")
    assert shown(study(one, other))[1] == [
        "[a] 0.50: Called significant, 0.70 not; no test between."
    ]
    assert shown(study(other))[1] == [
        "[a] 0.70: Called not significant; the limit 1.00 may lie on either side of 1 before "
        "rounding."
    ]


def test_a_rate_beyond_the_median_follow_up_says_so() -> None:
    from decimal import Decimal

    of = study(ONE, median_follow_up_years=Decimal("9.9"))
    assert shown(of)[1] == [
        "10 years: Median follow-up 9.9 years: about half were followed for less (derived)."
    ]
    assert shown(study(ONE, median_follow_up_years=Decimal("10.0")))[1] == []


def lines(page: Page) -> list[str]:
    """The warnings of a page, as they are read."""
    return [f"{each.lead}: {each.text}" for each in page.warnings]


def test_the_check_on_crude_rates_says_of_each_page_its_own_figures() -> None:
    def rates(**asked: str) -> list[str]:
        page = lookups.endpoint(ALTTO, "dfs", Asked(command="dfs", **asked))
        return [line for line in lines(page) if "would give" in line]

    [before] = rates(menopause="premenopausal")
    assert before.startswith("[a] 0.87: The two rates alone would give 1.02 (narrowest 95% CI ")
    assert "narrowest 95% CI 0.75–1.37; derived)." in before
    assert rates(menopause="postmenopausal") == []
    [whole] = rates()
    assert "Alone they would give 0.83 for 0.65 (DFS, all), 1.02 for 0.87 (derived)." in whole


@pytest.mark.parametrize("command", ["dfs", "drfs", "os", "recurrence"])
def test_no_warning_stands_twice_on_a_page(command: str) -> None:
    page = lookups.endpoint(ALTTO, command, Asked(command=command))
    sentences = [part for each in page.warnings for part in each.text.split(". ")]
    assert len(sentences) == len(set(sentences))
    marks = [mark for part in page.parts() for mark in part.marks]
    assert list(dict.fromkeys(marks)) == [each.mark for each in page.warnings if each.mark]


def test_every_mark_has_its_line_and_every_line_its_mark() -> None:
    for command in ("dfs", "os", "drfs"):
        page = lookups.endpoint(ALTTO, command, Asked(command=command))
        marks = {mark for part in page.parts() for mark in part.marks}
        assert marks == {each.mark for each in page.warnings if each.mark}


def test_lines_and_headings_carry_marks_too() -> None:
    conflict = Conflict(id="x", severity="check", text="Odd.", touches=("populations/all",))
    of = study(ONE, conflicts=(conflict,))
    table = groups.table(of, of.results, Heading(False, True, False))
    [marked], warnings = lettered([table], warned(Touching(of, of.results)))
    assert isinstance(marked.lines[0], Line)
    assert marked.lines[0].words == "All patients [a]"
    assert warnings == (Hanging("All patients", "Odd.", "a"),)


def test_what_has_no_place_on_the_page_is_said_of_the_whole_page() -> None:
    text = "The groups are sums."
    said = Said(of=("results/one",), cell="population", lead="All", text=text)
    remark = Remark(id="sums", text=text, touches=("results/one",), key=True, says=(said,))
    one = study(result("one", "a"), remarks=(remark,))
    page = lookups.endpoint(one, "dfs", Asked(command="dfs"))
    assert Hanging("All", text) in page.warnings


def test_what_is_said_of_one_side_stays_with_its_group_when_sides_are_exchanged() -> None:
    said = Said(of=("results/one",), cell="treatment", text="Odd.")
    remark = Remark(id="odd", text="Odd.", touches=("results/one",), key=True, says=(said,))
    one = study(result("one", "a"), remarks=(remark,))
    page = lookups.comparison(one, "c", "a", Asked(command="compare"))
    assert Hanging("90.0%", "Odd.", "a") in page.warnings


def test_few_events_are_said_of_the_smaller_group() -> None:
    seen = Observed(
        rule="events-behind",
        severity="note",
        results=("one",),
        values={
            "events_at_least_each": 9,
            "events_at_most": {"a": 11, "c": 202},
            "few_events": True,
        },
    )
    one = study(result("one", "a"), observed=(seen,))
    page = lookups.endpoint(one, "dfs", Asked(command="dfs"))
    text = "Events in 100, derived: by 10 years at most 11 (rate), ever at least 9 (model SE)."
    brief = "by 10 years at most 11 events in the 100 (derived)"
    assert Hanging("0.50", text, "a", brief) in page.warnings
    late = one._replace(observed=(seen._replace(values={**seen.values, "later_events_needed": 1}),))
    too_few = "later events count, or its SE is another."
    page = lookups.endpoint(late, "dfs", Asked(command="dfs"))
    bound = "Events in 100, derived: by 10 years at most 11 (rate)"
    text_of_late = f"{bound}, too few for its interval: {too_few}"
    assert Hanging("0.50", text_of_late, "a", brief) in page.warnings
    many = one._replace(observed=(seen._replace(values={**seen.values, "few_events": False}),))
    assert text not in str(lookups.endpoint(many, "dfs", Asked(command="dfs")).warnings)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("p-from-interval", "Printed P does not follow from the interval"),
        ("wald-interval", "Not a Wald interval around its estimate"),
        ("word-against-interval", "The source's word and the interval differ"),
        ("noninferiority-p", "Printed P follows from neither side of the interval"),
        ("estimate-outside-interval", "Estimate outside its interval"),
        ("difference", "What stands beside the difference does not go with it"),
        ("information-bound", "Fewer events than the interval asks for"),
        ("sizes", "Numbers of patients or events do not add up"),
        ("mixture", "Rate outside the parts of its group"),
        ("same-ratio", "Same ratio and interval printed twice"),
        ("interaction", "Printed interaction does not follow from its two ratios"),
        ("additivity", "The parts do not make up the whole"),
        ("two-sources", "Another source prints other figures"),
    ],
)
def test_what_a_rule_finds_of_a_figure_is_said_beside_it(rule: str, said: str) -> None:
    seen = Observed(rule=rule, severity="check", results=("one",), values={})
    page = lookups.endpoint(
        study(result("one", "a"), observed=(seen,)), "dfs", Asked(command="dfs")
    )
    assert Hanging("0.50", f"{said}: altto appraise dfs --study s.", "a") in page.warnings


def test_counts_that_contradict_an_interval_are_one_warning() -> None:
    seen = [
        Observed(rule=rule, severity="conflict", results=("one",), values={"few_events": False})
        for rule in ("events-behind", "information-bound")
    ]
    one = study(result("one", "a"), observed=tuple(seen))
    page = lookups.endpoint(one, "dfs", Asked(command="dfs"))
    told = [each.text for each in page.warnings if "than the interval asks for" in each.text]
    assert told == [
        "Fewer events or patients than the interval asks for: altto appraise dfs --study s."
    ]

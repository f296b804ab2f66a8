"""What a tired person gets: short pages, the label first, the counterweight there."""

import re

import pytest
from asking import answer, as_text

#: How many lines a page may have on a terminal of 100 columns; the contract's.
LENGTHS = {
    "dfs --menopause pre": 28,
    "summary": 55,
    "os": 28,
    "dfs": 40,
    "forest": 45,
    "compare ai serm --studies": 100,
    "premenopausal": 40,
    "absolute dfs": 42,
    "appraise os": 32,
    "harms": 32,
    "find 0.44": 30,
}


def lines(command: str, format: str = "table") -> list[str]:
    return answer(*command.split(), "-f", format).splitlines()


@pytest.mark.parametrize("command", LENGTHS)
def test_a_page_is_as_short_as_the_contract_wants(command: str) -> None:
    page = lines(command)
    assert len(page) <= LENGTHS[command]
    assert max(map(len, page)) <= 100


def test_a_look_up_in_markdown_is_eighteen_short_lines() -> None:
    page = answer("dfs", "--menopause", "pre").removesuffix("\n").split("\n")
    assert len(page) <= 18
    assert max(map(len, page)) <= 400


BEFORE_MENOPAUSE = """\
Disease-free survival · premenopausal · ALTTO
Not randomised for endocrine therapy · exploratory · not peer reviewed · event counts not reported

  Group           n  10-year DFS  Adjusted HR (95% CI)
  ────────────────────────────────────────────────────
  SERM alone    903  77.6%        reference
  SERM + OFS    238  77.3%        0.87 (0.61–1.23) [a]
  OFS + AI [b]  118  90.0% [c]    0.44 (0.23–0.85) [d]
"""


def test_the_answer_before_menopause_begins_with_what_it_is_and_one_row_a_group() -> None:
    assert answer("dfs", "--menopause", "pre", "-f", "table").startswith(BEFORE_MENOPAUSE)


@pytest.mark.parametrize(
    "command", ["dfs", "drfs", "os", "recurrence", "premenopausal", "postmenopausal", "summary"]
)
@pytest.mark.parametrize("format", ["table", "markdown", "text"])
def test_the_label_stands_before_the_first_ratio(command: str, format: str) -> None:
    text = as_text(command, format)
    label = "Not randomised for endocrine therapy"
    for word in (label, "exploratory", "not peer reviewed", "event counts not reported"):
        assert word in text
    found = re.search(r"\d\.\d\d \(", text)
    assert not found or text.index(label) < found.start()


@pytest.mark.parametrize("format", ["table", "markdown", "text", "sentence"])
def test_no_benefit_stands_without_what_overall_survival_did(format: str) -> None:
    text = as_text("dfs --menopause pre", format)
    assert re.search(r"(overall survival|OS).*(called |\")not significant", text)


@pytest.mark.parametrize("format", ["table", "markdown", "text"])
def test_a_comparison_names_what_speaks_against_it_and_that_silence_is_not_safety(
    format: str,
) -> None:
    text = as_text("dfs --menopause pre", format)
    assert text.index("HOBOE") < text.index("HERA")
    assert "not reported. Silence is not safety" in text


def test_what_has_no_figures_stands_where_its_row_would_be() -> None:
    page = lines("os")
    assert "  Postmenopausal: not reported" in page
    [statement] = [line for line in page if "no figures" in line]
    assert statement == (
        "  Premenopausal: SERM alone, SERM + OFS, OFS + AI (AI ± OFS): no figures; called not "
        "significant [c]"
    )


def test_a_heading_is_true_of_every_row_under_it() -> None:
    page = lines("compare ai serm")
    header = next(line for line in page if "Group" in line)
    assert "Event-free at 10 years" in header
    assert [line for line in page if "with it, time not reported" in line]
    deaths = lines("results breast-cancer-mortality --study ebctcg-2015")
    assert any("10-year breast cancer mortality" in line for line in deaths)


def test_the_level_stands_in_the_header_where_it_is_one_and_in_the_cell_where_not() -> None:
    assert "Adjusted HR (95% CI)" in "\n".join(lines("dfs"))
    mixed = "\n".join(lines("recurrence --study ebctcg-2022"))
    assert "0.68 (99% CI 0.55–0.85)" in mixed
    assert "0.79 (95% CI 0.69–0.90)" in mixed


def test_a_column_stands_where_it_tells_something() -> None:
    assert "  P" not in next(line for line in lines("os") if "Group" in line)
    assert next(line for line in lines("dfs") if "Group" in line).endswith("  P")


@pytest.mark.parametrize("command", ["dfs", "os", "drfs", "recurrence"])
def test_a_sentence_has_at_most_75_words_and_ends_with_its_evidence(command: str) -> None:
    for sentence in lines(command, "sentence"):
        assert len(sentence.split()) <= 75
        assert re.search(r"evidence \d{4}\.\d+\.$", sentence)


def test_the_house_sentence_stands_word_for_word() -> None:
    assert lines("dfs --menopause pre -t ofs-ai", "sentence") == [
        "Premenopausal patients: 10-year DFS was 90.0% with OFS + AI (elsewhere AI ± OFS; n 118) "
        "and 77.6% with SERM alone (n 903); adjusted HR 0.44 (95% CI 0.23–0.85); TTDR and OS in "
        'the same groups: no figures, "not significant"; non-randomised, exploratory; event '
        "counts not reported; Lambertini et al., SABCS 2025, via commentary, not peer reviewed; "
        "its figures conflict in 3 places (altto appraise dfs); evidence 2026.2."
    ]


def test_everything_known_is_on_the_page_for_those_who_ask_for_all() -> None:
    key, whole = (as_text(f"dfs --notes {which}", "markdown") for which in ("key", "all"))
    assert "both rates, the ratio and its interval (Targeted Oncology)" in whole
    assert "both rates, the ratio and its interval (Targeted Oncology)" not in key
    assert re.search(r"\d+ notes: `--notes all`", key)
    assert "--notes all" not in whole


def test_a_page_of_many_studies_says_nothing_of_figures_that_it_does_not_show() -> None:
    said = answer("dfs", "pre", "--studies", "-f", "text")
    assert "0.43" not in said
    assert "1.02 (OS)" not in said
    whole = answer("compare", "ai", "serm", "--studies", "-f", "text")
    assert "0.43 does not fit its interval" in whole

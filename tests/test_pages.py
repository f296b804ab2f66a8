"""What a tired person gets: short pages, the label first, the counterweight there."""

import re
from collections.abc import Sequence

import pytest
from asking import answer, as_text, ask
from running import on_terminal

from altto_cli import load
from altto_cli.model import Study
from altto_cli.query import Asked
from altto_cli.view.pages import side_by_side

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


def test_words_without_rows_are_a_list_in_markdown_and_their_companions_are_set_apart() -> None:
    page = answer("os", "pre", "-f", "markdown")
    assert "\n- SERM alone, SERM + OFS, OFS + AI (AI ± OFS): no figures; called not " in page
    assert "| Group |" not in page
    assert "altto os -m overall. **Elsewhere**: " in page


def test_a_sentence_in_words_says_what_they_leave_open() -> None:
    said = answer("os", "pre", "-f", "sentence")
    assert ": no statistically significant difference among the three groups; " in said
    assert "no figures printed, ruling out neither gain nor loss; " in said
    assert "; reports conflict in 1 place (altto appraise os); " in said


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


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (
            "results rfs --study ncr-her2",
            "Endpoint not seen, ≤ 45 years (n 326 in all): AI v tamoxifen: no benefit from AI; "
            "no figures seen [a]",
        ),
        (
            "results hot-flushes --study soft-text-qol",
            "Exemestane + OFS v tamoxifen + OFS: more with tamoxifen + OFS",
        ),
    ],
)
def test_what_the_source_says_in_words_is_said_in_the_place_of_figures(
    command: str, line: str
) -> None:
    assert line in lines(command, "text")


def test_a_heading_is_true_of_every_row_under_it() -> None:
    page = lines("compare ai serm")
    header = next(line for line in page if "Group" in line)
    assert "  Rate  " in header
    assert [line for line in page if "80.1% event-free at 10 years" in line]
    assert [line for line in page if "with it, time not reported" in line]
    deaths = lines("results breast-cancer-mortality --study ebctcg-2015")
    assert any("10-year breast cancer mortality" in line for line in deaths)


def test_the_level_stands_in_the_header_where_it_is_one_and_in_the_cell_where_not() -> None:
    assert "Adjusted HR (95% CI)" in "\n".join(lines("dfs"))
    mixed = "\n".join(lines("recurrence --study ebctcg-2022"))
    assert "0.68 (99% CI 0.55–0.85)" in mixed
    assert "0.79 (95% CI 0.69–0.90)" in mixed
    # Where a header says one level, figures of another say theirs.
    computed = " ".join(lines("absolute --study ebctcg-2022"))
    assert "(99% CI)" in computed
    assert re.search(r"mortality\s+1\.04 \(95% CI 0\.86–1\.27\)", computed)


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
        "its figures conflict in 3 places (altto appraise dfs); evidence 2026.10."
    ]


def test_everything_known_is_on_the_page_for_those_who_ask_for_all() -> None:
    key, whole = (as_text(f"dfs --notes {which}", "markdown") for which in ("key", "all"))
    assert "both rates, the ratio and its interval (Targeted Oncology)" in whole
    assert "both rates, the ratio and its interval (Targeted Oncology)" not in key
    assert re.search(r"\d+ notes: `--notes all`", key)
    assert "--notes all" not in whole


@pytest.mark.parametrize(
    ("typed", "others", "question"),
    [
        ("os pre", "EBCTCG 2022 and NCR, AI v SERM, every endpoint", "compare ai serm -m pre"),
        ("dfs post", "EBCTCG 2015 and TRANS-AIOG, other endpoints", "compare ai serm -m post"),
    ],
)
def test_a_page_across_studies_names_those_that_its_question_leaves_out(
    typed: str, others: str, question: str
) -> None:
    """What speaks against a figure may be counted at another endpoint, or of one drug alone."""
    page = said(f"{typed} --studies")
    assert others in page
    assert f"altto {question} --studies" in page
    there = said(f"{question} --studies")
    for name in others.partition(",")[0].split(" and "):
        headings = (f"{name} ·", f"{name}, rate ratios ·")
        assert not any(heading in page for heading in headings)
        assert any(heading in there for heading in headings)


@pytest.mark.parametrize(("word", "status"), [("os", "premenopausal"), ("dfs", "postmenopausal")])
def test_the_default_study_asks_the_question_in_whatever_order_studies_are_read(
    word: str, status: str
) -> None:
    def asked(studies: Sequence[Study]) -> tuple[object, ...]:
        question = Asked(command=word, menopause=status)
        page = side_by_side.page(studies, None, None, question, word)
        (wider,) = (each.text for each in page.warnings if each.label == "See also")
        assert status in page.title
        return page.title, page.intro, wider.partition(": ")[2]

    studies = load().studies
    assert asked(studies) == asked(studies[::-1])


def test_a_page_of_many_studies_says_nothing_of_figures_that_it_does_not_show() -> None:
    said = answer("dfs", "pre", "--studies", "-f", "text")
    assert "0.43" not in said
    assert "1.02 (OS)" not in said
    whole = answer("compare", "ai", "serm", "--studies", "-f", "text")
    assert "0.43 does not fit its interval" in whole
    assert "about half were followed for less" not in whole


def said(command: str) -> str:
    """The answer in Markdown, as one line."""
    return as_text(command, "markdown")


@pytest.mark.parametrize(
    ("study", "words"),
    [
        (
            "hoboe",
            "Letrozole + zoledronic acid + OFS v tamoxifen + OFS: no ratio; interaction P = 0.007",
        ),
        ("hoboe", "79 events; no ratio; log-rank P = 0.103"),
        ("soft", "P = .03 for 0.82 (DFS, all patients)"),
        ("altto-amenorrhea", "(interaction P = .007)"),
        ("ebctcg-2022", "| 0.98 (99% CI 0.73–1.33) [a] | 0.89 |"),
    ],
)
def test_a_summary_holds_the_p_values_of_comparisons_without_a_ratio_too(
    study: str, words: str
) -> None:
    assert words in said(f"summary --study {study}")


def test_a_difference_stands_with_its_time() -> None:
    assert "difference event-free (adjustment not reported) at 5 years 5.1 percentage points" in (
        said("summary --study extenet-hr")
    )
    assert "BCFI: difference at 12 years 4.1 percentage points" in said("compare ai serm --studies")


def test_a_percentage_of_the_first_year_is_not_said_to_be_of_no_time() -> None:
    for command in ("summary", "results musculoskeletal", "results hot-flushes"):
        page = said(f"{command} --study text-harms")
        assert "ear 1" in page
        assert "time not reported" not in page
    [sentence] = lines("results hot-flushes --study text-harms", "sentence")
    assert "time point" not in sentence


def test_the_patients_of_one_side_do_not_stand_beside_an_interaction() -> None:
    [row] = [line for line in lines("compare ai serm --studies") if "1.61 (1.01–2.57)" in line]
    assert "1,092" not in row
    assert "1,092" not in next(
        each for each in lines("results drfi --study trans-aiog-her2", "sentence") if "1.61" in each
    )


def test_rates_read_in_a_news_report_are_said_to_be() -> None:
    [sentence, *_] = lines("results drfi --study soft-text", "sentence")
    assert "rates: Pagani et al., J Clin Oncol 2023, via ASCO Post, not peer reviewed" in sentence
    assert "SOFT+TEXT, SOFT" in said("compare ai serm --studies")
    assert "via ASCO Post" in " ".join(lines("results drfi --study soft-text")[-4:-1])


def test_a_question_that_the_first_study_answers_in_words_is_asked_of_the_others() -> None:
    page = said("os --studies -m pre")
    assert "0.43 (0.18–0.60)" in page
    assert "1.34 (0.98–1.84)" in page


def test_what_goes_against_the_ai_stands_with_what_speaks_for_it() -> None:
    everybody = said("compare ai serm --studies")
    before, after = (said(f"compare ai serm --studies -m {each}") for each in ("pre", "post"))
    for page in (everybody, before, after):
        assert "Three randomised comparisons: the AI effect differs by HER2 status" in page
    for page in (everybody, after):
        assert "1.13 (0.75–1.71)" in page
    for page in (everybody, before):
        assert "P = 0.007" in page
        assert "the effect differed by HER2 status" in page
        assert "1.34 (0.98–1.84)" in page
        assert "OS, premenopausal: no figures; called not significant among the three" in page
        assert "no ratio; P = 0.103" in page
        assert "Called significant." not in page
    assert "1.02 (OS, called not significant)" in everybody
    assert "guarantee-time bias cannot be judged" in everybody
    assert "90% on AI post-, 75% on SERM premenopausal" in everybody


def test_no_ai_is_compared_with_tamoxifen_where_the_source_compares_gnrh_with_none() -> None:
    assert "0.70 (0.43–1.16)" not in said("compare ai serm --studies")
    assert "GnRH analogue v no GnRH analogue" in said("summary --study shorther-endocrine")


@pytest.mark.parametrize(
    "study",
    [
        "altto-anti-her2",
        "ebctcg-2022",
        "ebctcg-ofs",
        "hera-ofs",
        "hoboe",
        "shorther-endocrine",
        "soft-text",
    ],
)
def test_studies_with_long_names_and_headers_have_a_table_too(study: str) -> None:
    page = on_terminal("summary", "--study", study, width=100, NO_COLOR="1").out.splitlines()
    assert any(set(line.strip()) == {"─"} for line in page)
    assert max(map(len, page)) <= 100


def test_harms_without_a_time_stand_under_one_heading() -> None:
    page = lines("summary --study hoboe")
    first = page.index("  Side effects of grade 3–4, all patients: no ratio, time not reported")
    assert page[first + 1 : first + 3] == [
        "   Letrozole + OFS 6.9% [h] v Tamoxifen + OFS 4.2%",
        "   Letrozole + zoledronic acid + OFS 9.1% [h] v Tamoxifen + OFS 4.2%",
    ]


def test_every_sentence_per_1000_has_at_most_75_words() -> None:
    told = [each for study in load().studies for each in per_thousand(study.id)]
    assert len(told) > 30
    assert [each for each in told if len(each.split()) > 75] == []
    assert [each for each in told if "rates imply 1.02" in each]


def per_thousand(study: str) -> list[str]:
    return ask("absolute", "--study", study, "-f", "sentence").out.splitlines()


def test_a_header_wraps_whole_and_stands_on_the_rule() -> None:
    page = on_terminal("dfs", "--study", "hoboe", width=100, NO_COLOR="1").out.splitlines()
    rule = next(number for number, line in enumerate(page) if "──" in line)
    above, below = page[rule - 2], page[rule - 1]
    assert above.strip() == "HR (95% CI), adjustment"
    assert below[above.index("HR") :].split("   ")[0] == "not reported"


def test_what_has_no_figures_is_still_told_what_speaks_beside_it() -> None:
    page = lines("os pre")
    assert [each for each in page if each.startswith("  Same groups   Figures for DFS: altto dfs")]
    assert [each for each in page if each.startswith("  Elsewhere")]
    assert [each for each in page if each.startswith("  Harm")]
    assert "0.44" not in "".join(page)


def test_the_same_groups_are_named_where_they_differ_and_a_second_report_is_called_one() -> None:
    text = as_text("dfs --study hera-ofs", "text")
    assert (
        "AI + OFS v tamoxifen + OFS: OS 0.43 (0.18–0.60) (does not fit its interval); "
        "another report: OS 91.3 (AI + OFS) v 79.7%, 0.48 (0.30–0.77)"
    ) in text
    assert (
        "OFS + AI or tamoxifen v tamoxifen alone: OS 84.7 (OFS + AI or tamoxifen) v 74.0%, 0.64"
        in text
    )


@pytest.mark.parametrize(
    ("asked", "companions"),
    [
        (
            "dfs --study hera-ofs",
            {
                "0.44 (": "OS 0.43 (95% CI 0.18–0.60) (does not fit its interval);",
                "0.54 (": "OS 91.3 v 79.7%, 0.48 (95% CI 0.30–0.77);",
            },
        ),
        (
            "os --study hera-ofs",
            {
                "0.43 (": "DFS 0.44 (95% CI 0.29–0.68);",
                "0.48 (": "DFS 78.7 v 65.2%, 0.54 (95% CI 0.38–0.75);",
            },
        ),
        (
            "dfs --study altto-anti-her2",
            {
                "0.84 (": "OS 93 v 91%, 0.86 (95% CI 0.70–1.06) "
                "in Moreno-Aspitia et al., Eur J Cancer 2021;",
            },
        ),
        (
            "os --study soft-text",
            {"1.34 (": "0.79 (95% CI 0.70–0.90) over all follow-up in Pagani et al."},
        ),
    ],
)
def test_a_companion_is_of_the_same_report_with_its_doubt_or_names_the_other(
    asked: str, companions: dict[str, str]
) -> None:
    said = as_text(asked, "sentence").splitlines()
    for ratio, companion in companions.items():
        (line,) = (each for each in said if f"ed) {ratio}" in each)
        assert companion in line


def test_the_study_that_answers_by_default_is_found_first() -> None:
    page = lines("find randomised")
    found = [each for each in page if " v " in each and " · " in each]
    assert found[0].startswith("ALTTO · DFS, all patients · AI (any) v SERM (any)")
    assert all(each.startswith("ALTTO · ") for each in found[:4])
    (listed,) = (each.split() for each in page if each.startswith("  study "))
    assert listed[1:3] == ["altto-endocrine,", "altto-amenorrhea,"]
    assert lines("find immortal")[0] == "immortal · 1 other record"


def test_what_is_open_of_another_figure_than_the_ratio_begins_with_it() -> None:
    page = " ".join(as_text("find 80.1", "table").split())
    assert "80.1%: below both its parts, 81.5% and 90.0%. All: n are sums." in page
    block = " ".join(as_text("find 0.44", "table").split())
    assert "Open By 10 years at most 11 events in the 118" in block
    assert "OFS + AI: not the AI alone." in block


def test_blocks_of_find_and_same_groups_do_not_mix_two_reports_either() -> None:
    block = as_text("find 0.54", "text").split("SOFT+TEXT")[0]
    assert "OS 91.3 (AI + OFS) v 79.7%, 0.48 (0.30–0.77)." in block
    assert "0.43" not in block
    page = as_text("os --study altto-anti-her2", "text")
    assert "another report: DFS 0.84 (97.5% CI 0.70–1.02) in Piccart-Gebhart et al." in page
    doubts = answer("dfs", "--study", "hera-ofs", "-f", "json")
    assert "OS 0.43 (95% CI 0.18–0.60) (does not fit its interval)" in doubts


def test_what_stands_elsewhere_before_menopause_names_its_comparison() -> None:
    for asked in ("dfs pre", "drfs pre", "premenopausal"):
        assert (
            "OFS + AI v SERM + OFS. RCTs: HOBOE, AI + zoledronic acid, less in HER2-positive"
            in as_text(asked, "text")
        )


def test_what_stands_elsewhere_is_of_the_question_in_either_direction() -> None:
    for asked in ("compare serm-ofs serm pre", "compare serm serm-ofs pre", "dfs -t serm-ofs"):
        page = as_text(asked, "text")
        assert "Tamoxifen with OFS or without, randomised, not HER2-specific, DFS: SOFT" in page
        assert "HOBOE" not in page
    of_ofs, of_ai = (
        as_text(f"compare {pair} --studies", "text") for pair in ("serm-ofs serm", "ofs-ai serm")
    )
    assert "the AI effect differs by HER2 status" not in of_ofs
    assert "the AI effect differs by HER2 status" in of_ai


def test_what_is_not_peer_reviewed_says_so_at_its_figure_where_others_are() -> None:
    page = "\n".join(lines("summary --study soft"))
    assert "0.69 (0.57–0.83) [a,b]" in page
    assert (
        "[a] P, 0.69      Of Francis et al., J Clin Oncol 2023, via ASCO Post: news report" in page
    )
    for alike in ("summary", "summary --study hera-ofs", "compare ai serm --studies"):
        assert ": news report, not peer reviewed." not in as_text(alike, "text")


def test_the_word_of_one_report_does_not_stand_beside_figures_of_another() -> None:
    of_2025, of_2019 = (
        next(line for line in lines("dfs --study hoboe", "sentence") if ratio in line)
        for ratio in (" 0.69 (", " 0.72 (")
    )
    assert 'OS in the same groups: no figures, "not significant";' in of_2025
    assert "OS in the same groups: no figures;" in of_2019
    assert "overall survival, P = 0.14 among the three." in as_text("dfs --study hoboe", "text")


def test_a_narrowed_answer_leads_on_to_the_same_treatment() -> None:
    assert "altto dfs -t ofs-ai --studies" in as_text("dfs -t ofs-ai", "text")
    assert "altto dfs pre -r serm --studies" in as_text("dfs pre -r tamoxifen", "text")


def test_figures_of_other_patients_are_led_to_where_these_have_none() -> None:
    assert "OS of all patients: altto os -m overall" in as_text("os pre", "text")


def test_a_note_on_a_figure_of_several_studies_begins_with_its_study() -> None:
    page = as_text("dfs pre --studies", "text")
    assert "HERA 0.44: One group of patients, two reports, 0.44 and 0.54: quote both." in page
    assert "ALTTO 0.44: Events in 118, derived: by 10 years at most 11 (rate)" in page
    of_both = "ALTTO in words, HOBOE P = 0.103: Not significant rules out"
    assert of_both in as_text("os --studies", "text")


def test_studies_side_by_side_stand_by_name_under_each_heading() -> None:
    page = as_text("compare ai serm --studies", "markdown")
    assert "11 studies by name, side by side" in page
    beside = page[page.index("HER2-positive beside negative") : page.index("Mostly HER2-negative")]
    named = re.findall(r"(BIG 1-98|HOBOE|SOFT\+TEXT|TRANS-AIOG) · ", beside)
    assert named == ["BIG 1-98", "HOBOE", "SOFT+TEXT", "TRANS-AIOG"]


def test_one_text_about_two_figures_is_one_warning_with_one_mark() -> None:
    page = lines("summary --study ncr-her2")
    assert len([line for line in page if "Age stands for menopausal status" in line]) == 1
    assert len([line for line in page if "[a]" in line]) == 4


def test_a_comparison_without_ratio_is_a_line_with_its_p() -> None:
    text = as_text("summary --study hoboe", "text")
    assert "134 events; 85.4 v 93.2 v 93.3% at 5 years; no ratio; P = 0.008" in text
    assert "no ratio; interaction P = 0.007" in text
    forest = as_text("forest --study hoboe", "text")
    assert re.search(
        r"HER2-positive against not HER2-positive, Letrozole [^,:]+: DFS: "
        r"no ratio; interaction P = 0.007",
        forest,
    )


def test_a_difference_beside_a_ratio_has_a_line_of_its_own() -> None:
    page = lines("summary --study extenet-hr")
    ratio = next(number for number, line in enumerate(page) if "0.58 (0.41–0.82)" in line)
    assert (
        page[ratio + 1].strip().startswith("difference event-free (adjustment not reported) at 5 y")
    )


def test_harm_says_what_all_groups_had_and_what_is_not_at_hand() -> None:
    text = as_text("harms", "text")
    assert (
        "Others: randomised; all with OFS; not HER2-specific; event counts reported in part."
        in text
    )
    for asked in ("harms", "harms --study hera-ofs"):
        not_at_hand = (
            "Not at hand either: harm of adding OFS, after menopause, or beside trastuzumab."
        )
        before_figures, _, _ = as_text(asked, "text").partition("EBCTCG")
        assert not_at_hand in before_figures


def test_a_difference_by_her2_status_of_an_endpoint_not_seen_stands_beside_each_endpoint() -> None:
    for asked in ("dfs --studies", "os --studies", "drfs --studies", "os --study soft-text"):
        assert "he effect differed by HER2 status; direction and size not seen" in said(asked)


def test_an_appraisal_says_which_of_equal_ratios_lies_far_from_its_rates() -> None:
    assert "0.65 (DRFS, all) is 22% below" in said("appraise")


def test_harm_of_other_patients_is_not_said_of_those_who_are_asked_for() -> None:
    after = said("compare ai serm --studies -m post")
    assert "Not at hand after menopause; of other patients reported by EBCTCG 2022" in after
    for asked in ("compare ai serm --studies", "compare ai serm --studies -m pre"):
        assert "Not at hand" not in said(asked)


def test_harm_in_words_names_its_study_before_the_harms() -> None:
    said = as_text("harms", "text")
    assert "SOFT+TEXT QoL · Joint pain, vaginal dryness, sexual difficulty: more with" in said
    assert "sexual difficulty, SOFT+TEXT" not in said


def test_a_reference_needs_no_header_where_a_table_becomes_text() -> None:
    assert "SERM alone: n 903; 10-year DFS 77.6%; reference" in lines("dfs pre", "text")


def test_what_is_printed_of_three_groups_together_stands_on_every_page() -> None:
    survival = said("results os --study hoboe")
    assert "all three groups: no significant difference among the three groups" in survival
    assert "log-rank P = 0.103; 79 events" in survival
    assert "all three groups: P = 0.14; 36 events" in survival
    assert "all three groups: P = 0.008; 134 events" in said("premenopausal --study hoboe")


def test_a_strategy_is_not_said_to_stand_against_itself() -> None:
    page = said("premenopausal --study hoboe")
    assert "Letrozole + OFS v Letrozole + OFS" not in page
    assert "altto compare ofs-ai serm-ofs" in said("premenopausal")


def test_a_summary_leads_on_to_commands_that_there_are() -> None:
    assert "altto overall" not in as_text("summary --study altto-anti-her2", "table")
    assert "altto pre --study hoboe" in as_text("summary --study hoboe", "table")


def test_harm_that_a_study_tells_in_words_is_not_called_unreported() -> None:
    page = as_text("harms --study soft-text", "text")
    assert page.startswith("Harm in other studies, no figures in SOFT+TEXT Others: randomised;")
    assert "SOFT+TEXT: with exemestane more joint pain, dryness and sexual difficulty" in page
    assert "HERA: not recorded. Silence is not safety." in as_text("harms --study hera-ofs", "text")


def test_the_title_of_harm_says_whose_it_is() -> None:
    assert lines("harms")[0] == "Harm in other studies · no figures in ALTTO"
    assert lines("harms --study hoboe")[0] == "Harm · HOBOE"


def test_what_the_reference_had_beside_the_question_is_named() -> None:
    asked = as_text("dfs pre --studies", "text")
    assert "HERA · AI + OFS v tamoxifen + OFS: reference with OFS too [" in asked
    assert "SOFT · Exemestane + OFS v tamoxifen [" in asked
    compared = as_text("compare ai serm --studies", "text")
    assert "AI v tamoxifen or tamoxifen→AI: reference not tamoxifen alone [d]" in compared


@pytest.mark.parametrize(
    "line",
    [
        "all-cause mortality: n 7,030 in all; Rate ratio (95% CI) 1.04 (0.86–1.27)",
        "recurrence, years 5–9: n 7,030 in all; Rate ratio 0.98 (99% 0.73–1.33)",
        "breast cancer mortality: With the event, % 10 y had 12.1 v 14.2; Rate ratio (95% CI)",
        "DFS, interaction, paper: no ratio; P = 0.007",
        "DFS, postmenopausal: n 1,015 v 377; Event-free, % 10 y 81.5 v 75.0; HR (95% CI) 0.65",
    ],
)
def test_a_figure_in_text_is_called_what_it_is_under_a_header_of_several_things(line: str) -> None:
    assert line in as_text("compare ai serm --studies", "text")


def test_groups_of_lines_in_text_are_set_apart() -> None:
    page = lines("compare ai serm", "text")
    headings = [i for i, line in enumerate(page) if line.startswith("Overall survival")]
    assert [page[i - 1] for i in headings] == [""]


def test_endpoints_of_which_the_same_is_said_are_found_in_one_phrase() -> None:
    found = as_text("find 0.44", "text")
    assert "TTDR and OS: no figures, called not significant." in found
    assert "OS 0.43 (0.18–0.60) (does not fit its interval)." in found


def test_a_page_without_a_foot_ends_with_its_text() -> None:
    assert lines("explain dfs")[-1] != ""


def test_a_missing_test_of_interaction_begins_with_both_figures() -> None:
    page = as_text("appraise dfs", "text")
    assert "0.65, 0.44: No test by menopausal status: they compare AI v SERM and" in page


def test_what_stands_beside_a_figure_is_not_told_again_of_a_fact() -> None:
    page = as_text("summary --study astrra", "table")
    assert page.count("1,298 assigned, in groups of 647 and 635") == 1
    assert "which make 1,282" in as_text("summary --study astrra --notes all", "table")


def test_what_is_not_to_be_repeated_is_named_by_who_said_it() -> None:
    page = lines("sources", "text")
    first = page.index("Not to be repeated")
    assert page[first + 1].startswith('Targeted Oncology: "proving superiority": an exploratory,')
    assert page[first + 2].startswith("HMP Global Learning Network: ")
    assert page[first + 3] == ""


def test_a_commentary_is_not_read_as_the_full_text_of_the_talk() -> None:
    (row,) = [line for line in lines("sources") if "via commentary  " in line]
    assert row.split("via commentary")[1].split()[:3] == ["no", "commentary", "Every"]


def test_one_sentence_over_several_factors_names_none_of_them_as_this_one() -> None:
    page = as_text("subgroups", "text")
    assert (
        "chemotherapy timing The source calls the DFS benefit of AI over SERM consistent;" in page
    )
    assert "this factor" not in page


def test_warnings_of_a_study_that_shows_few_of_its_figures_stand_beside_each() -> None:
    page = "\n".join(lines("dfs pre --studies"))
    assert "OFS + AI v SERM alone [a]" in page
    assert "10 y 90.0 v 77.6 [b]  0.44 (0.23–0.85) [c]" in page
    for line in ("[a] ALTTO ", "[b] ALTTO 90.0% ", "[c] ALTTO 0.44 "):
        assert page.count(f"\n  {line}") == 1


def test_a_header_has_the_level_in_brackets_and_what_is_not_reported_behind_it() -> None:
    assert "HR (95% CI), adjustment not reported" in "\n".join(lines("summary --study astrra"))


@pytest.mark.parametrize(
    ("asked", "is_inverted"), [("compare serm ai", True), ("compare ai serm", False)]
)
def test_a_header_says_that_every_ratio_under_it_is_inverted(asked: str, is_inverted: bool) -> None:
    page = "\n".join(lines(asked))
    assert ("Inverted adjusted HR (95% CI)" in page) is is_inverted
    assert "djusted HR (95% CI)" in page


def test_what_was_inverted_is_said_as_it_is_printed_in_every_study() -> None:
    page = said("compare serm ai --studies")
    assert "Printed the other way round: 0.69 (95% CI 0.57–0.83); inverted (derived)." in page

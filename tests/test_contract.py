"""The contract's names and ALTTO's figures, word for word: people build on them."""

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest
from asking import AURORA, answer, ask

#: The header of a spreadsheet of results.
HEADER = (
    "id,study,endpoint,population,treatment,reference,treatment_n,reference_n,"
    "treatment_event_free_percent,reference_event_free_percent,treatment_event_percent,"
    "reference_event_percent,at_years,measure,adjusted,estimate,ci_low,ci_high,ci_level,p,"
    "significance,status,randomised,exploratory,source,locator,remarks,population_label,menopause,"
    "versus_population,window,treatment_events,reference_events,events,p_kind,adjusted_for,"
    "median_follow_up_years,statement,conflicts,method,inputs,evidence_version,evidence_sha256,"
    "treatment_label,reference_label,p_test,read,"
    "treatment_mean,reference_mean,treatment_event_rate,reference_event_rate,per_patient_years,unit,"
    "at_months,p_threshold,margin,median_follow_up_months,"
    "treatment_median_years,reference_median_years,treatment_median_months,reference_median_months,"
    "treatment_ci_low,treatment_ci_high,treatment_ci_level,"
    "reference_ci_low,reference_ci_high,reference_ci_level"
)
#: The keys of an answer and of what is in it.
ANSWER = "schema tool study evidence query studies notes sources companions"
RESULT = (
    "id study endpoint population population_label menopause versus_population window "
    "median_follow_up_years design treatment reference groups events effect statement "
    "significance status derived_from source remarks conflicts"
)
DESIGN_OF_RESULT = "randomised exploratory adjusted_for analysis_set"
EFFECT = (
    "measure adjusted estimate ci_low ci_high ci_level estimate_text ci_low_text ci_high_text p "
    "p_kind p_test p_label p_threshold margin text status"
)
GROUP = "id label n n_status percent_text at_years events"
KEYS = {
    "results": RESULT,
    "facts": "id label value text source conflicts",
    "terms": "id label text sources",
    "sources": "id kind citation url peer_reviewed checked taken conflicts read",
    "studies": "id title randomised exploratory median_follow_up_years evidence",
    "findings": "result rule severity text values method",
    "rows": "",
    "matches": "kind id where text",
    "conditions": "id label severity text next",
}
SCHEMAS = {
    "summary": ("altto/summary/1", ["facts", "results"]),
    "dfs": ("altto/results/1", ["results"]),
    "drfs": ("altto/results/1", ["results"]),
    "ttdr": ("altto/results/1", ["results"]),
    "os": ("altto/results/1", ["results"]),
    "recurrence": ("altto/results/1", ["results"]),
    "premenopausal": ("altto/results/1", ["results"]),
    "postmenopausal": ("altto/results/1", ["results"]),
    "subgroups": ("altto/results/1", ["results"]),
    "compare": ("altto/results/1", ["results"]),
    "results os": ("altto/results/1", ["results"]),
    "forest": ("altto/results/1", ["results"]),
    "explain hr": ("altto/terms/1", ["terms"]),
    "sources": ("altto/sources/1", ["sources"]),
    "studies": ("altto/studies/1", ["studies"]),
    "find ofs": ("altto/find/1", ["matches"]),
    "appraise --all": ("altto/findings/1", ["findings"]),
    "absolute": ("altto/absolute/1", ["rows"]),
    "doctor": ("altto/doctor/1", ["conditions"]),
}


def as_json(*words: str) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(answer(*words, "-f", "json"))
    return whole


def by_id(*words: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in as_json(*words)["results"]}


@pytest.mark.parametrize("command", SCHEMAS)
def test_an_answer_in_json_has_the_contract_s_keys(command: str) -> None:
    whole = as_json(*command.split())
    schema, lists = SCHEMAS[command]
    assert whole["schema"] == schema
    assert list(whole["tool"]) == ["name", "version"]
    assert [key for key in [*ANSWER.split(), *lists] if key not in whole] == []
    for name in lists:
        assert whole[name] != []
        for row in whole[name]:
            assert [key for key in KEYS[name].split() if key not in row] == []


@pytest.mark.parametrize("command", ["compare", "subgroups", "summary"])
@pytest.mark.parametrize("study", [(), AURORA], ids=["altto", "aurora"])
def test_a_result_in_json_has_the_contract_s_keys(command: str, study: tuple[str, ...]) -> None:
    for row in as_json(command, *study)["results"]:
        assert [key for key in RESULT.split() if key not in row] == []
        assert list(row["design"]) == DESIGN_OF_RESULT.split()
        assert list(row["source"]) == ["id", "locator", "standing", "read"]
        assert {tuple(each) for each in row["conflicts"]} <= {("id", "severity", "text")}
        if row["effect"]:
            assert list(row["effect"]) == EFFECT.split()
        if row["window"]:
            assert list(row["window"]) == ["from_years", "to_years", "text"]
        if row["derived_from"]:
            assert list(row["derived_from"]) == ["method", "inputs"]
        arms = row["groups"] or [row["treatment"], row["reference"]]
        assert (row["groups"] is None) == (row["treatment"] is not None)
        for arm in arms:
            assert [key for key in GROUP.split() if key not in arm] == []
            assert ("event_free_percent" in arm) or ("event_percent" in arm)


def test_study_and_evidence_repeat_the_only_study_and_are_null_for_several() -> None:
    one = as_json("dfs")
    assert one["study"] == one["studies"][0]
    assert one["evidence"] == one["study"]["evidence"]
    assert sorted(one["evidence"]) == ["sha256", "version"]
    assert len(one["evidence"]["sha256"]) == 64
    several = as_json("studies")
    assert (several["study"], several["evidence"]) == (None, None)
    assert len(several["studies"]) > 10


@pytest.mark.parametrize("study", [(), AURORA], ids=["altto", "aurora"])
@pytest.mark.parametrize(("format", "sign"), [("csv", ","), ("tsv", "\t")])
def test_a_spreadsheet_of_results_has_the_contract_s_header(
    study: tuple[str, ...], format: str, sign: str
) -> None:
    for command in ("compare", "subgroups"):
        assert answer(command, *study, "-f", format).splitlines()[0] == HEADER.replace(",", sign)


@pytest.mark.parametrize(
    "command", [c for c, (schema, _) in SCHEMAS.items() if "results" not in schema]
)
def test_other_spreadsheets_begin_with_the_keys_of_json(command: str) -> None:
    header = answer(*command.split(), "-f", "csv").splitlines()[0].split(",")
    keys = KEYS[SCHEMAS[command][1][0]].split()
    assert header[: len(keys)] == keys


#: Endpoint, population, groups with size and rate, ratio and P, as the source prints them.
FIGURES = {
    "dfs-all-ai-vs-serm": ("1133 80.1", "1518 76.5", "0.65 (95% CI 0.52–0.82)", "<0.001"),
    "dfs-postmenopausal-ai-vs-serm": ("1015 81.5", "377 75.0", "0.65 (95% CI 0.50–0.85)", None),
    "dfs-premenopausal-ofs-ai-vs-serm": ("118 90.0", "903 77.6", "0.44 (95% CI 0.23–0.85)", None),
    "dfs-premenopausal-serm-ofs-vs-serm": ("238 77.3", "903 77.6", "0.87 (95% CI 0.61–1.23)", None),
    "drfs-all-ai-vs-serm": ("1133 85.7", "1518 83.1", "0.65 (95% CI 0.50–0.85)", None),
    "os-all-ai-vs-serm": ("1133 88.9", "1518 89.1", "0.73 (95% CI 0.53–1.00)", None),
    "recurrence-local-all-ai-vs-serm": ("None 0.9", "None 2.4", None, None),
    "recurrence-distant-all-ai-vs-serm": ("None 9.3", "None 12.1", None, None),
}


def test_altto_has_the_figures_that_the_source_prints() -> None:
    found = by_id("compare")
    told = {
        id: (*(f"{row[arm]['n']} {row[arm]['percent_text']}" for arm in ("treatment", "reference")),
             row["effect"] and row["effect"]["text"], row["effect"] and row["effect"]["p"])
        for id, row in found.items()
        if row["status"] == "reported"
    }  # fmt: skip
    assert told == FIGURES
    assert sorted(set(found) - set(FIGURES)) == ["os-premenopausal", "ttdr-premenopausal"]


def test_every_rate_stands_at_ten_years_but_those_of_recurrence() -> None:
    at = {row["endpoint"]: row["treatment"]["at_years"] for row in by_id("compare").values()
          if row["treatment"]}  # fmt: skip
    assert at == {
        "dfs": 10,
        "drfs": 10,
        "os": 10,
        "recurrence-local": None,
        "recurrence-distant": None,
    }


def test_recurrence_is_told_as_patients_with_it() -> None:
    for row in by_id("recurrence").values():
        for arm in (row["treatment"], row["reference"]):
            assert arm["event_percent"] == float(arm["percent_text"])
            assert arm["event_free_percent"] is None
            assert (arm["n"], arm["n_status"]) == (None, None)


def test_numbers_in_json_are_plain_and_texts_keep_the_printed_digits() -> None:
    effect = by_id("os")["os-all-ai-vs-serm"]["effect"]
    assert (effect["ci_high"], effect["ci_high_text"]) == (1.0, "1.00")
    assert effect == {
        "measure": "hazard ratio",
        "adjusted": True,
        "estimate": 0.73,
        "ci_low": 0.53,
        "ci_high": 1.0,
        "ci_level": 95,
        "estimate_text": "0.73",
        "ci_low_text": "0.53",
        "ci_high_text": "1.00",
        "p": None,
        "p_kind": None,
        "p_test": None,
        "p_label": None,
        "p_threshold": None,
        "margin": None,
        "text": "0.73 (95% CI 0.53–1.00)",
        "status": "reported",
    }


def test_significance_is_the_source_s_word_and_stands_where_it_said_it() -> None:
    said = {row["id"]: row["significance"] for row in as_json("compare")["results"]}
    assert {id: word for id, word in said.items() if word} == {
        "dfs-premenopausal-ofs-ai-vs-serm": "significant",
        "dfs-premenopausal-serm-ofs-vs-serm": "not significant",
        "os-all-ai-vs-serm": "not significant",
        "os-premenopausal": "not significant",
        "ttdr-premenopausal": "not significant",
    }


def test_a_p_without_a_ratio_says_what_it_tests_and_where_it_stands() -> None:
    alone = [row["p_value"] for row in as_json("compare", "--study", "hoboe")["results"]]
    assert {tuple(each) for each in alone if each} == {
        ("p", "p_kind", "p_test", "p_label", "source")
    }
    assert {"0.103", "0.007"} <= {each["p"] for each in alone if each}


def test_a_source_without_an_address_is_found_by_its_doi() -> None:
    [paper] = [
        each for each in as_json("sources", "--study", "soft")["sources"] if each["kind"] == "paper"
    ]
    assert paper["url"] == "https://doi.org/10.1200/JCO.22.01065"


def test_sizes_of_the_overall_groups_are_derived_and_the_others_reported() -> None:
    for id, row in by_id("dfs").items():
        status = "derived" if id == "dfs-all-ai-vs-serm" else "reported"
        assert {row["treatment"]["n_status"], row["reference"]["n_status"]} == {status}


@pytest.mark.parametrize(
    ("word", "menopause", "populations"),
    [
        ("pre", "premenopausal", {"premenopausal"}),
        ("PREmenopausal", "premenopausal", {"premenopausal"}),
        ("post", "postmenopausal", {"postmenopausal"}),
        ("Postmenopausal", "postmenopausal", {"postmenopausal"}),
        ("overall", "overall", {"all"}),
        ("ALL", "overall", {"all"}),
        (None, None, {"all", "premenopausal", "postmenopausal"}),
    ],
)
def test_menopausal_status_narrows_the_answer(
    word: str | None, menopause: str | None, populations: set[str]
) -> None:
    whole = as_json("dfs", *(("--menopause", word) if word else ()))
    assert whole["query"].get("menopause") == menopause
    assert {row["population"] for row in whole["results"]} == populations
    if menopause:
        assert {row["menopause"] for row in whole["results"]} == {menopause}


@pytest.mark.parametrize(
    ("word", "id"),
    [
        *((word, "ai") for word in ("ai", "AI", "letrozole", "Anastrozole", "exemestane")),
        *((word, "serm") for word in ("serm", "tamoxifen", "TAM", "Tamoxifen")),
        *((word, "serm-ofs") for word in ("serm-ofs", "tamoxifen + OFS", "OFS+tam", "tam and ofs")),
        *((word, "ofs-ai") for word in ("ofs-ai", "AI+OFS", "OFS + AI", "letrozole with ofs")),
    ],
)
def test_a_strategy_answers_to_the_words_people_use(word: str, id: str) -> None:
    found = as_json("compare", "--menopause", "pre" if "ofs" in id else "post")["results"]
    expected = [row["id"] for row in found if id in json.dumps(_ids(row))]
    option = "-r" if id == "serm" else "-t"
    menopause = "pre" if "ofs" in id else "post"
    asked = as_json("dfs", option, word, "--menopause", menopause)["results"]
    assert [row["id"] for row in asked] == [each for each in expected if each.startswith("dfs")]


def _ids(row: dict[str, Any]) -> list[str]:
    return [arm["id"] for arm in row["groups"] or [row["treatment"], row["reference"]]]


@pytest.mark.parametrize("format", ["table", "markdown", "text", "sentence"])
def test_dfs_before_menopause_shows_every_figure_and_its_warnings(format: str) -> None:
    text = " ".join(answer("dfs", "--menopause", "pre", "-f", format).split())
    for figure in ("90.0%", "77.3%", "77.6%", "0.23–0.85)", "0.61–1.23)", "118", "238", "903"):
        assert figure in text
    for said in ("event counts not reported", "AI ± OFS", "not peer reviewed", "exploratory"):
        assert said in text


def test_dfs_before_menopause_as_a_spreadsheet() -> None:
    lines = csv.DictReader(StringIO(answer("dfs", "--menopause", "pre", "-f", "csv")))
    first, second = (
        {key: line[key] for key in ("treatment_n", "reference_n", "estimate", "ci_low", "ci_high")}
        for line in lines
    )
    assert list(first.values()) == ["118", "903", "0.44", "0.23", "0.85"]
    assert list(second.values()) == ["238", "903", "0.87", "0.61", "1.23"]


def test_the_eleven_factors_have_no_figures_but_those_of_menopausal_status() -> None:
    found = as_json("subgroups")["results"]
    factors = [row for row in found if row["subgroup"]]
    assert len(factors) == 11
    assert {row["status"] for row in factors} == {"qualitative"}
    assert {row["effect"] for row in factors} == {None}
    assert [row["effect"]["text"] for row in found if row["effect"]] == [
        "0.65 (95% CI 0.50–0.85)",
        "0.44 (95% CI 0.23–0.85)",
        "0.87 (95% CI 0.61–1.23)",
    ]


def test_drfs_and_ttdr_answer_with_both() -> None:
    ids = ["drfs-all-ai-vs-serm", "ttdr-premenopausal"]
    for command in ("drfs", "ttdr"):
        assert sorted(by_id(command)) == ids


def test_a_pair_printed_the_other_way_round_is_derived_and_keeps_its_conflicts() -> None:
    printed, turned = by_id("compare", "ai", "serm"), by_id("compare", "serm", "ai")
    assert set(turned) == {f"{id}-inverted" for id in printed}
    for id, row in printed.items():
        other = turned[f"{id}-inverted"]
        assert other["conflicts"] == row["conflicts"]
        assert other["status"] == "derived"
        assert other["derived_from"]["method"] == "inversion"
        assert other["derived_from"]["inputs"][0] == id
        assert other["significance"] is None
        assert other["treatment"]["percent_text"] == row["reference"]["percent_text"]
        assert other["treatment"]["n"] == row["reference"]["n"]
    os = turned["os-all-ai-vs-serm-inverted"]
    assert os["effect"]["text"] == "1.37 (95% CI 1.00–1.89)"
    assert os["derived_from"]["inputs"] == ["os-all-ai-vs-serm", "0.73 (95% CI 0.53–1.00)"]


def test_what_is_read_with_a_figure_is_read_with_its_inverse() -> None:
    page = " ".join(answer("compare", "serm", "ai").split())
    assert "Alone they would give 1.21 for 1.54 (DFS, all), 0.98 for 1.37 (derived)." in page
    assert "1.37**: Called not significant; the limit 1.00 may lie on either side of 1" in page
    sentences = answer("compare", "serm", "ai", "-f", "sentence")
    assert '0.73 (95% CI 0.53–1.00), "not significant";' in sentences
    alone = " ".join(answer("compare", "serm", "serm-ofs", "pre").split())
    assert "The two rates alone would give 0.98 (narrowest 95% CI 0.73–1.33; derived)." in alone
    for pair in ("ai serm", "serm ai"):
        assert (
            "not contained here: DFS, premenopausal, OFS + AI v SERM"
            in ask("compare", *pair.split()).err
        )


@pytest.mark.parametrize("format", ["table", "markdown", "text", "sentence", "csv"])
def test_a_turned_ratio_is_called_derived_in_every_format(format: str) -> None:
    text = " ".join(answer("compare", "serm", "ai", "-f", format).split())
    page = "Printed the other way round; inverted here (derived)."
    said = {
        "sentence": "derived: inversion of os-all-ai-vs-serm; 0.73 (95% CI 0.53–1.00)",
        "csv": ",inversion,os-all-ai-vs-serm | 0.73 (95% CI 0.53–1.00),",
    }
    assert said.get(format, page) in text
    assert "1.37" in text


def test_compare_is_narrowed_by_menopausal_status() -> None:
    assert list(by_id("compare", "ai", "serm", "--menopause", "post")) == [
        "dfs-postmenopausal-ai-vs-serm"
    ]


def test_compare_names_the_results_of_wider_strategies_that_it_does_not_contain() -> None:
    assert ask("compare", "ai", "serm").err == (
        "altto: not contained here: DFS, premenopausal, OFS + AI v SERM alone. "
        "See: altto compare ofs-ai serm\n"
    )


def test_the_summary_says_what_is_not_reported_and_that_it_is_no_advice() -> None:
    text = answer("summary", "-f", "markdown")
    for figure in ("2,651", "9.9 years", "1,133 v 1,518", "0.65 (0.52–0.82)"):
        assert figure in text
    assert "A look-up of published figures, not advice for a patient." in text
    facts = as_json("summary")["facts"]
    values = " ".join(fact["value"] or "" for fact in facts)
    for figure in ("8,381", "946", "1,259", "1,392", "NCT00490139"):
        assert figure in values
    missing = [fact["label"] for fact in facts if fact["value"] is None]
    assert {"Event counts", "Toxicity", "Interaction tests", "Adherence"} <= set(missing)
    [listed] = [
        line for line in text.splitlines() if "**Not reported**" in line or "Not reported:" in line
    ]
    for label in missing:
        assert label.casefold() in listed.casefold()


@pytest.mark.parametrize("format", ["table", "markdown", "text", "sentence"])
def test_no_answer_gives_a_verdict_of_its_own(format: str) -> None:
    text = answer("compare", "-f", format).casefold()
    assert re.findall(r"\b(?:reduced|proves|superior|women)\b", text) == []


@pytest.mark.parametrize("format", ["table", "markdown", "text", "csv", "json"])
def test_median_times_have_no_column_and_stand_among_the_notes(format: str) -> None:
    notes = () if format in ("csv", "json") else ("--notes", "all")
    text = " ".join(answer("results", "first-admission", *AURORA, *notes, "-f", format).split())
    assert "Median time to the event: 2.4 v 1.9 years." in text


def found(*words: str) -> list[str]:
    return [f"{each['kind']} {each['id']}" for each in as_json("find", *words)["matches"]]


def test_what_is_found_holds_all_the_words() -> None:
    here = ("--study", "altto-endocrine")
    several = set(found("tamoxifen", "premenopausal", *here))
    assert several != set()
    assert several == set(found("tamoxifen", *here)) & set(found("premenopausal", *here))
    assert found("TAMOXIFEN") == found("tamoxifen")
    assert "result dfs-all-ai-vs-serm" in found("letrozole")


def test_a_word_is_found_where_a_word_begins() -> None:
    ids = found("os", "--study", "altto-endocrine")
    assert "result os-all-ai-vs-serm" in ids
    assert "result dfs-premenopausal-ofs-ai-vs-serm" not in ids
    assert found("recurr", "--study", "altto-endocrine") != []
    assert ask("find", "currence", "--study", "altto-endocrine").code == 1


def test_a_figure_is_found_as_it_is_printed() -> None:
    assert "result dfs-premenopausal-ofs-ai-vs-serm" in found("0.44")
    assert ask("find", "0.4").code == 1
    assert found("1,133", "--study", "altto-endocrine") != []
    assert ask("find", "133").code == 1


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("0,44", "0.44"),
        ("HR=0.44", "0.44"),
        ("77,6%", "77.6%"),
        ("n=118", "118"),
        ("n=1,133", "1133"),
        ("P<0.001", "<0.001"),
    ],
)
def test_a_figure_is_found_as_people_write_it(typed: str, printed: str) -> None:
    assert found(typed) == found(printed) != []

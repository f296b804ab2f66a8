"""Every command in every format: the same rows, the same figures, the same warnings."""

import csv
import json
import re
import shlex
from collections.abc import Iterable, Iterator
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from asking import AURORA, FORMATS, answer, commands, drawn
from test_contract import HEADER

from altto_cli import load
from altto_cli.model import Study

Row = dict[str, Any]
STUDIES = [study.id for study in load().studies if not study.default]

#: What each command is asked; one that is missing here fails a test.
QUESTIONS: dict[str, list[tuple[str, ...]]] = {
    "summary": [(), AURORA, ("--study", "altto-anti-her2")],
    "dfs": [(), ("--menopause", "pre"), ("-t", "serm-ofs"), ("--study", "hera-ofs")],
    "drfs": [()],
    "ttdr": [("--menopause", "pre")],
    "os": [(), ("--menopause", "overall")],
    "recurrence": [(), ("--study", "ebctcg-2015")],
    "premenopausal": [()],
    "postmenopausal": [()],
    "subgroups": [(), AURORA],
    "harms": [(), AURORA],
    "compare": [
        (),
        ("ai", "serm"),
        ("ai", "serm", "--studies"),
        ("serm", "ai"),
        ("t", "t-then-l", "--study", "altto-anti-her2"),
        ("placebo", "borealin", *AURORA),
        AURORA,
        *(("--study", study) for study in STUDIES),
    ],
    "results": [
        ("os",),
        ("death-or-admission", *AURORA),
        ("dfs", "--study", "altto-anti-her2"),
    ],
    "find": [("0.44",), ("tamoxifen", "os"), ("borealin", *AURORA)],
    "explain": [("hr",), ("E-value",)],
    "sources": [(), AURORA],
    "studies": [(), AURORA],
    "absolute": [(), ("dfs", "--menopause", "pre")],
    "appraise": [("--all",), ("dfs", "--all")],
    "forest": [("dfs",)],
}
CASES = [(command, *words) for command, all in QUESTIONS.items() for words in all]
#: The commands whose rows are results of studies.
NOT_OF_RESULTS = ("find", "explain", "sources", "studies", "absolute", "appraise")
OF_RESULTS = [case for case in CASES if case[0] not in NOT_OF_RESULTS]


def cases(all: list[tuple[str, ...]]) -> pytest.MarkDecorator:
    there = [case for case in all if case[0] in commands()]
    ids = [re.sub(r"--evidence \S+ --study ", "--study ", " ".join(case)) for case in there]
    return pytest.mark.parametrize("case", there, ids=ids)


@cache
def as_json(case: tuple[str, ...]) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(drawn(case, "json"))
    return whole


#: The list of each schema, in the contract's words.
LISTS = {
    "altto/results/1": ("results",),
    "altto/summary/1": ("facts", "results"),
    "altto/terms/1": ("terms",),
    "altto/sources/1": ("sources",),
    "altto/studies/1": ("studies",),
    "altto/findings/1": ("findings",),
    "altto/absolute/1": ("rows",),
    "altto/find/1": ("matches",),
}


def rows(case: tuple[str, ...]) -> list[Row]:
    """All rows, in the order of the people's formats, in which facts stand around the results."""
    whole = as_json(case)
    return [row for name in LISTS[whole["schema"]] for row in whole[name]]


def results(case: tuple[str, ...]) -> list[Row]:
    return list(as_json(case)["results"])


@cache
def delimited(case: tuple[str, ...], format: str) -> list[dict[str, str]]:
    sign = {"csv": ",", "tsv": "\t"}[format]
    return list(csv.DictReader(StringIO(drawn(case, format), newline=""), delimiter=sign))


def in_one_line(text: str) -> str:
    """The text without line breaks and indents: wrapping is no difference."""
    return " ".join(text.split())


@cache
def as_read(case: tuple[str, ...], format: str, notes: str = "key") -> str:
    """What a person reads in this format: the characters shown, wrapping undone."""
    text = drawn(case, format, notes)
    if format == "markdown":
        text = re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text)
    return in_one_line(text)


FOR_PEOPLE = ("table", "markdown", "text", "sentence")


def test_every_command_that_answers_is_asked_here() -> None:
    answering = {name for name in commands() if "or sentence" in in_one_line(answer(name, "-h"))}
    # What the doctor says is of this machine, not of the evidence.
    assert answering - {case[0] for case in CASES} == {"doctor"}


@cases([(command, *all[0]) for command, all in QUESTIONS.items()])
def test_a_page_is_the_same_in_every_format(case: tuple[str, ...]) -> None:
    for format in FORMATS:
        notes = "all" if format in ("table", "markdown") else "key"
        assert answer(*case, "-f", format, "--notes", notes) == drawn(case, format, notes), format


@cases(CASES)
def test_every_command_answers_in_every_format(case: tuple[str, ...]) -> None:
    for format in FORMATS:
        text = drawn(case, format)
        if format == "jsonl" and not rows(case):
            continue
        assert text.endswith("\n\n" if format == "markdown" else "\n"), format
        assert not text.endswith("\n\n\n"), format
        assert "\x1b" not in text, format
        assert "None" not in text, format


#: What else narrows a question, which the command under its answer must ask again.
NARROWED = (
    "dfs -t serm-ofs",
    "pre -t ofs-ai",
    "dfs --population premenopausal",
    "compare ai serm --population all",
    "compare ai serm -m post",
    "compare pre",
    "results recurrence --study ebctcg-2022 --population all",
    "absolute os --nnt --study soft-text",
    "forest -m pre",
    "forest dfs pre --studies",
    "dfs pre --studies",
    "recurrence --studies -t ai -r tamoxifen",
    "results recurrence --studies",
    "compare ai serm --studies -m pre",
    "appraise dfs -m pre --all",
)


@cases([*CASES, *(tuple(each.split()) for each in NARROWED)])
def test_the_command_under_an_answer_in_markdown_gives_that_answer(case: tuple[str, ...]) -> None:
    page = drawn(case, "markdown")
    told = re.search(r"(?:^|; )`altto ([^`]*)`", page.rstrip("\n").splitlines()[-1])
    assert told or case[0] in ("find", "explain")
    if told:
        assert drawn(tuple(shlex.split(told[1])), "markdown") == page


@pytest.mark.parametrize("case", [("dfs",), ("summary",), ("explain", "ofs"), ("compare", *AURORA)])
def test_a_pipe_gets_markdown_when_no_format_is_named(case: tuple[str, ...]) -> None:
    assert answer(*case) == drawn(case, "markdown")


@cases(CASES)
def test_json_lines_are_the_rows_of_json_each_with_its_study_and_evidence(
    case: tuple[str, ...],
) -> None:
    added = {"schema", "tool", "study", "evidence"}
    lines = [json.loads(line) for line in drawn(case, "jsonl").splitlines()]
    assert sorted(kept(line, added) for line in lines) == sorted(kept(r, added) for r in rows(case))
    by_id = studies(case)
    for line in lines:
        assert line["schema"] in LISTS
        assert line["tool"]["name"] == "altto"
        if line["study"] is None:
            assert line.get("kind") == "term" or line["schema"] == "altto/terms/1"
        else:
            study = by_id[line["study"]["id"]]
            assert line["evidence"] == {"version": study.version, "sha256": study.sha256}
    if case in OF_RESULTS:
        owners = [(line["id"], line["study"]["id"]) for line in lines if "endpoint" in line]
        assert owners == [(row["id"], row["study"]) for row in results(case)]


def kept(row: Row, left_out: set[str]) -> str:
    return json.dumps({key: value for key, value in row.items() if key not in left_out})


@cache
def studies(case: tuple[str, ...]) -> dict[str, Study]:
    """The studies that the question may be answered from, by their ids."""
    folders = [Path(word) for option, word in pairwise(case) if option == "--evidence"]
    return {study.id: study for study in load(*folders).studies}


@cases(CASES)
def test_a_spreadsheet_has_a_line_a_row_with_version_and_whole_hash(case: tuple[str, ...]) -> None:
    lines = delimited(case, "csv")
    assert delimited(case, "tsv") == lines
    assert len(lines) == len(rows(case))
    assert all(None not in line and None not in line.values() for line in lines)
    if all("id" in row for row in rows(case)):
        assert sorted(line["id"] for line in lines) == sorted(row["id"] for row in rows(case))
    if case[0] not in ("explain", "studies"):
        known = {(each.version, each.sha256) for each in studies(case).values()} | {("", "")}
        for line in lines:
            pair = (line["evidence_version"], line["evidence_sha256"])
            assert pair in known
            assert pair != ("", "") or line.get("kind") == "term"


@cases(OF_RESULTS)
def test_the_cells_of_a_spreadsheet_are_the_figures_of_json(case: tuple[str, ...]) -> None:
    if case[0] == "summary":
        pytest.skip("its spreadsheet has the columns of facts")
    lines = delimited(case, "csv")
    studies = {study["id"]: study for study in as_json(case)["studies"]}
    expected = [flat(row, studies[row["study"]]) for row in results(case)]
    for line, wanted in zip(lines, expected, strict=True):
        shown = {key: value.removeprefix("'") for key, value in line.items()}
        assert shown == {key: value.removeprefix("'") for key, value in wanted.items()}


def alone(row: Row, study: Row) -> list[str]:
    """What a line says itself that a page says once."""
    said = [f"Design: {study['design_label']}", f"Source: {row['source']['standing']}"]
    groups = row["groups"] or [row["treatment"] or {}]
    counted = row["events"] is not None or any(each.get("events") for each in groups)
    said += [] if counted else ["Event counts not reported"]
    if row["difference"] and row["effect"]:
        difference = row["difference"]
        measure = difference["measure"][:1].upper() + difference["measure"][1:]
        said.append(f"{measure}: {difference['text']}")
    return said


def flat(row: Row, study: Row) -> dict[str, str]:
    """The line of a spreadsheet that the contract wants for a result."""
    evidence = study["evidence"]
    effect, design = row["effect"] or row["difference"] or row["p_value"] or {}, row["design"]
    derived, window = row["derived_from"] or {}, row["window"] or {}
    cells = {
        **{key: row.get(key) for key in HEADER.split(",")},
        **{key: effect.get(key) for key in ("measure", "adjusted", "ci_level", "p", "p_kind")},
        **{key: effect.get(f"{key}_text") for key in ("estimate", "ci_low", "ci_high")},
        **{key: design[key] for key in ("randomised", "exploratory", "adjusted_for")},
        "remarks": [*row["remarks"], *alone(row, study)],
        "source": row["source"]["id"],
        "locator": row["source"]["locator"],
        "window": window.get("text"),
        "method": derived.get("method"),
        "inputs": derived.get("inputs"),
        "conflicts": [f"{each['severity']}: {each['text']}" for each in row["conflicts"]],
        "evidence_version": evidence["version"],
        "evidence_sha256": evidence["sha256"],
        "p_test": effect.get("p_test"),
        "read": row["source"]["read"],
        "p_threshold": effect.get("p_threshold"),
        "margin": effect.get("margin"),
        **measured(row),
        **sides(row),
    }
    return {key: cell(value) for key, value in cells.items()}


def measured(row: Row) -> dict[str, object]:
    """Means and rates with their unit, patient-years and months."""
    arms = row["groups"] or [arm for arm in (row["treatment"], row["reference"]) if arm]
    lone = row["difference"] if not row["effect"] else None
    timed = [*arms, *([lone] if lone else [])]
    cells: dict[str, object] = {
        key: list(dict.fromkeys(each[key] for each in some if each.get(key) is not None))
        for key, some in (("at_years", timed), ("at_months", timed), ("per_patient_years", arms))
    }
    for side in ("treatment", "reference"):
        for key in ("mean", "event_rate", "median_years", "median_months"):
            cells[f"{side}_{key}"] = (row[side] or {}).get(f"{key}_text")
    return {**cells, "unit": (row["difference"] or {}).get("unit")}


def sides(row: Row) -> dict[str, object]:
    if row["groups"]:
        each = row["groups"]
        sizes, rates = [arm["n"] for arm in each], [arm["percent_text"] for arm in each]
        return {
            "treatment": [arm["id"] for arm in each],
            "treatment_label": [arm["label"] for arm in each],
            "treatment_n": sizes if any(size is not None for size in sizes) else None,
            "treatment_event_free_percent": rates if any(rates) else None,
        }
    cells: dict[str, object] = {}
    for side in ("treatment", "reference"):
        arm = row[side]
        kind = "event_percent" if "event_percent" in arm else "event_free_percent"
        cells |= {side: arm["id"], f"{side}_n": arm["n"], f"{side}_events": arm["events"]}
        cells[f"{side}_label"] = arm["label"]
        cells[f"{side}_{kind}"] = arm["percent_text"]
    return cells


def cell(value: object) -> str:
    if isinstance(value, list):
        return " | ".join(cell(each) for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def figures(row: Row) -> Iterator[str]:
    """All that a person must be able to read of a result, in whatever format."""
    for arm in row["groups"] or (row["treatment"], row["reference"]):
        if arm["n"] is not None and not row["statement"]:
            yield f"{arm['n']:,}"
        if arm["percent_text"] is not None:
            yield arm["percent_text"]
        if arm["events"] is not None:
            yield f"{arm['events']:,}"
    for said in (row["effect"], row["difference"]):
        if said:
            yield said["estimate_text"].replace("-", "−")
        if said and said["ci_low_text"]:
            yield said["ci_low_text"].replace("-", "−")
            yield said["ci_high_text"].replace("-", "−")
    yield ((row["effect"] or {}).get("p") or "").removeprefix("<").strip()
    yield row["window"]["text"] if row["window"] else ""


def conflicts_of(row: Row) -> list[str]:
    return [f"{each['severity'].capitalize()}: {each['text']}" for each in row["conflicts"]]


def missing(wanted: Iterable[str], text: str) -> list[str]:
    """What cannot be read in the text, wrapping undone."""
    whole = in_one_line(text).casefold()
    unbroken = whole.replace(" ", "")
    return [
        each
        for each in wanted
        if in_one_line(each).casefold().rstrip(".")
        not in (unbroken if each.startswith("http") else whole)
    ]


@cases(OF_RESULTS)
def test_every_figure_of_json_can_be_read(case: tuple[str, ...]) -> None:
    for format in FOR_PEOPLE:
        text = as_read(case, format, _needed(case))
        for row in results(case):
            assert missing(figures(row), text) == [], format


def _needed(case: tuple[str, ...]) -> str:
    """Pages of many studies keep counts, P, locators and sources for those who ask for all."""
    return "all" if "--studies" in case or case[0] == "harms" else "key"


@cases(OF_RESULTS)
def test_everything_known_can_be_read_by_those_who_ask_for_all(case: tuple[str, ...]) -> None:
    known: list[str] = []
    for row in results(case):
        study = studies(case)[row["study"]]
        known += [*conflicts_of(row), *(each["what"] for each in row["corroborated_by"])]
        known += [each.text for each in study.remarks if each.text in row["remarks"]]
        details = [each.detail for each in study.conflicts if each.id in ids(row["conflicts"])]
        known += filter(None, details)
    for format in ("table", "markdown", "text"):
        assert missing(known, as_read(case, format, "all")) == [], format


def ids(conflicts: list[Row]) -> set[str]:
    return {each["id"] for each in conflicts}


@cases(OF_RESULTS)
def test_people_read_where_a_figure_stands_and_how_it_came_about(case: tuple[str, ...]) -> None:
    for format in FOR_PEOPLE:
        text = as_read(case, format, _needed(case))
        for row in results(case):
            study = studies(case)[row["study"]]
            source = study.source(row["source"]["id"])
            assert missing([study.version], text) == [], format
            assert study.sha256 not in text, format
            if case[0] != "compare" or "--studies" not in case:
                assert source.short in text, format
                reviewed = source.peer_reviewed or "not peer reviewed" in text or "in part" in text
                assert reviewed, format
                kind = "andomised" if row["design"]["randomised"] else r"[Nn]o[nt][ -]randomised"
                assert re.search(kind, text) or "andomised in part" in text, format


@cases(OF_RESULTS)
def test_an_event_count_is_shown_or_said_not_to_be_reported(case: tuple[str, ...]) -> None:
    if all(
        row["events"] is not None or (row["treatment"] or {}).get("events") is not None
        for row in results(case)
    ):
        return
    for format in FOR_PEOPLE:
        text = as_read(case, format).casefold()
        assert re.search("event counts (not reported|reported in part)", text), format


@cases(OF_RESULTS)
def test_a_sentence_stands_alone(case: tuple[str, ...]) -> None:
    lines = [line for line in drawn(case, "sentence").splitlines() if "; evidence " in line]
    assert len(lines) == len(results(case))
    for row, line in zip(results(case), lines, strict=True):
        study = studies(case)[row["study"]]
        source = study.source(row["source"]["id"])
        assert missing(figures(row), line) == []
        assert f"{source.short}, {'' if source.peer_reviewed else 'not '}peer reviewed" in line
        assert line.endswith(f"evidence {study.version}.")
        assert ("; randomised" if row["design"]["randomised"] else "; non-randomised") in line
        assert ("exploratory; " in line) == bool(row["design"]["exploratory"])
        assert len(line.split()) <= 75


@cases([case for case in CASES if case[0] == "summary"])
def test_the_facts_of_the_summary_are_the_same_in_all_formats(case: tuple[str, ...]) -> None:
    study = studies(case)[as_json(case)["study"]["id"]]
    by_label = {line["label"]: line for line in delimited(case, "csv")}
    for fact in as_json(case)["facts"]:
        assert by_label[fact["label"]]["text"].removeprefix("'") == fact["text"]
        assert by_label[fact["label"]]["value"].removeprefix("'") == (fact["value"] or "")
        source = study.source(fact["source"]["id"]).short if fact["source"] else ""
        for format in ("table", "markdown", "text"):
            said = [fact["label"], fact["value"] or "not reported", fact["text"], source]
            text = as_read(case, format, "all")
            assert missing([*said, *conflicts_of(fact)], text) == []


@cases([case for case in CASES if case[0] == "find"])
def test_what_is_found_is_named_in_all_formats(case: tuple[str, ...]) -> None:
    own = [each["id"] for each in rows(case) if each["kind"] != "result"]
    shown = [each["where"] for each in rows(case) if each["kind"] == "result"]
    for format in ("table", "markdown", "text"):
        text = as_read(case, format)
        assert missing(own, text) == [], format
        assert len(missing(shown, text)) < len(shown) or not shown, format


@cases([case for case in CASES if case[0] in ("explain", "sources", "studies")])
def test_what_is_explained_is_the_same_in_all_formats(case: tuple[str, ...]) -> None:
    keys = ("label", "text", "citation", "taken", "checked", "url", "title", "design_label")
    said = [row[key] for row in rows(case) for key in keys if row.get(key)]
    said += [error for row in rows(case) for error in row.get("errors", ())]
    for format in ("table", "markdown", "text"):
        assert missing(said, as_read(case, format, "all")) == [], format


@cases([case for case in CASES if case[0] == "sources"])
def test_the_page_of_sources_tells_every_conflict_in_full(case: tuple[str, ...]) -> None:
    study = studies(case)[as_json(case)["study"]["id"]]
    assert study.conflicts
    said = [text for each in study.conflicts for text in (each.text, each.detail or "")]
    for format in ("table", "markdown", "text"):
        assert missing(said, as_read(case, format, "all")) == [], format

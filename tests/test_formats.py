"""Every command in every format: the same rows, the same figures, the same warnings."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from asking import AURORA, FORMATS, answer, commands
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
    "compare": [
        (),
        ("ai", "serm"),
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


def asked(case: tuple[str, ...], format: str) -> str:
    return answer(*case, "-f", format)


@cache
def as_json(case: tuple[str, ...]) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(asked(case, "json"))
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
    return list(csv.DictReader(StringIO(asked(case, format), newline=""), delimiter=sign))


def in_one_line(text: str) -> str:
    """The text without line breaks and indents: wrapping is no difference."""
    return " ".join(text.split())


@cache
def as_read(case: tuple[str, ...], format: str) -> str:
    """What a person reads in this format: the characters shown, wrapping undone."""
    text = asked(case, format)
    if format == "markdown":
        text = re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text)
    return in_one_line(text)


FOR_PEOPLE = ("table", "markdown", "text", "sentence")


def test_every_command_that_answers_is_asked_here() -> None:
    answering = {name for name in commands() if "or sentence" in in_one_line(answer(name, "-h"))}
    assert answering - {case[0] for case in CASES} == set()


@pytest.mark.parametrize("format", FORMATS)
@cases(CASES)
def test_every_command_answers_in_every_format(case: tuple[str, ...], format: str) -> None:
    text = asked(case, format)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\x1b" not in text
    assert "None" not in text


@pytest.mark.parametrize("case", [("dfs",), ("summary",), ("explain", "ofs"), ("compare", *AURORA)])
def test_a_pipe_gets_markdown_when_no_format_is_named(case: tuple[str, ...]) -> None:
    assert answer(*case) == asked(case, "markdown")


@cases(CASES)
def test_json_lines_are_the_rows_of_json(case: tuple[str, ...]) -> None:
    added = {"schema", "tool", "study", "evidence"}
    lines = [json.loads(line) for line in asked(case, "jsonl").splitlines()]
    assert sorted(kept(line, added) for line in lines) == sorted(kept(r, added) for r in rows(case))
    for line in lines:
        assert line["schema"] in LISTS
        assert line["tool"]["name"] == "altto"


def kept(row: Row, left_out: set[str]) -> str:
    return json.dumps({key: value for key, value in row.items() if key not in left_out})


@cases(CASES)
def test_a_json_line_names_its_own_study_and_evidence(case: tuple[str, ...]) -> None:
    by_id = studies(case)
    for line in map(json.loads, asked(case, "jsonl").splitlines()):
        if line["study"] is None:
            assert line.get("kind") == "term" or line["schema"] == "altto/terms/1"
        else:
            study = by_id[line["study"]["id"]]
            assert line["evidence"] == {"version": study.version, "sha256": study.sha256}


@cases(OF_RESULTS)
def test_a_json_line_has_the_study_that_json_names_by_its_id(case: tuple[str, ...]) -> None:
    lines = [json.loads(line) for line in asked(case, "jsonl").splitlines()]
    owners = [(line["id"], line["study"]["id"]) for line in lines if "endpoint" in line]
    assert owners == [(row["id"], row["study"]) for row in results(case)]


@cache
def studies(case: tuple[str, ...]) -> dict[str, Study]:
    """The studies that the question may be answered from, by their ids."""
    folders = [Path(word) for option, word in pairwise(case) if option == "--evidence"]
    return {study.id: study for study in load(*folders).studies}


@cases(CASES)
def test_tsv_holds_the_cells_of_csv(case: tuple[str, ...]) -> None:
    assert delimited(case, "tsv") == delimited(case, "csv")


@cases(CASES)
def test_a_spreadsheet_has_a_line_a_row(case: tuple[str, ...]) -> None:
    lines = delimited(case, "csv")
    assert len(lines) == len(rows(case))
    assert all(None not in line and None not in line.values() for line in lines)
    if all("id" in row for row in rows(case)):
        assert sorted(line["id"] for line in lines) == sorted(row["id"] for row in rows(case))


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
    counted = row["events"] is not None or (row["treatment"] or {}).get("events")
    said = said if counted else [*said, "Event counts not reported"]
    if row["effect"] and row["difference"]:
        said.append(f"Difference of event-free rates: {row['difference']['text']}")
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
        **sides(row),
    }
    return {key: cell(value) for key, value in cells.items()}


def sides(row: Row) -> dict[str, object]:
    if row["groups"]:
        each = row["groups"]
        columns = {
            "treatment_n": "n",
            "treatment_event_free_percent": "percent_text",
            "at_years": "at_years",
        }
        values = {column: [arm[key] for arm in each] for column, key in columns.items()}
        told = {column: list for column, list in values.items() if any(x is not None for x in list)}
        return {"treatment": [arm["id"] for arm in each], **told}
    cells: dict[str, object] = {}
    for side in ("treatment", "reference"):
        arm = row[side]
        kind = "event_percent" if "event_percent" in arm else "event_free_percent"
        cells |= {side: arm["id"], f"{side}_n": arm["n"], f"{side}_events": arm["events"]}
        cells |= {f"{side}_{kind}": arm["percent_text"], "at_years": row["treatment"]["at_years"]}
    return cells


def cell(value: object) -> str:
    if isinstance(value, list):
        return " | ".join(cell(each) for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def figures(row: Row, *, drawn: bool = False) -> Iterator[str]:
    """All that a person must be able to read of a result, in whatever format.

    A plot has % and the confidence level in the headers of its columns.
    """
    for arm in row["groups"] or (row["treatment"], row["reference"]):
        if arm["n"] is not None:
            yield f"{arm['n']:,}"
        if arm["percent_text"] is not None:
            yield arm["percent_text"] if drawn else f"{arm['percent_text']}%"
        if arm["events"] is not None:
            yield f"{arm['events']:,}"
        yield arm["label"]
    if row["effect"]:
        effect = row["effect"]
        interval = f"({effect['ci_low_text']}–{effect['ci_high_text']})"
        yield f"{effect['estimate_text']} {interval}" if drawn else effect["text"]
        yield (row["effect"]["p"] or "").removeprefix("<").strip()
        yield row["effect"]["p_threshold"] or ""
        yield row["effect"]["measure"].replace("hazard ratio", "HR")
    yield row["statement"] or ""
    yield row["window"]["text"] if row["window"] else ""


def warnings(row: Row) -> list[str]:
    return [*conflicts_of(row), *row["remarks"]]


def conflicts_of(row: Row) -> list[str]:
    return [f"{each['severity'].capitalize()}: {each['text']}" for each in row["conflicts"]]


@cache
def plain(text: str) -> str:
    """The text without what wrapping, capitals and the sign of a P value add to it."""
    return re.sub(r"\b(?:p|2p) [<=] ?", "p ", in_one_line(text).casefold().replace("p <", "p < "))


def missing(wanted: Iterable[str], text: str) -> list[str]:
    """What cannot be read in the text; an address may be broken anywhere."""
    whole = plain(text)
    unbroken = whole.replace(" ", "")
    return [
        each
        for each in wanted
        if plain(each).rstrip(".") not in (unbroken if each.startswith("http") else whole)
    ]


@pytest.mark.parametrize("format", FOR_PEOPLE)
@cases(OF_RESULTS)
def test_every_figure_and_warning_of_json_can_be_read(case: tuple[str, ...], format: str) -> None:
    text = as_read(case, format)
    drawn = case[0] == "forest" and format in ("table", "markdown")
    for row in results(case):
        assert missing([*figures(row, drawn=drawn), *warnings(row)], text) == []


@cases(OF_RESULTS)
def test_a_sentence_stands_alone(case: tuple[str, ...]) -> None:
    lines = asked(case, "sentence").splitlines()
    sentences = {row["id"]: sentence_of(row, lines) for row in results(case)}
    for row in results(case):
        study, line = studies(case)[row["study"]], sentences[row["id"]]
        assert missing([*figures(row), *warnings(row)], line) == []
        source = study.source(row["source"]["id"])
        assert source.short in line
        assert ("; " if source.peer_reviewed else ", not ") + "peer reviewed" in line.replace(
            f"{source.short}, peer", "; peer"
        )
        assert row["source"]["locator"] in line
        assert f"evidence {study.version}" in line
        assert line.endswith(f"[{study.id} {study.sha256[:7]}]")
        assert ("; randomised" if row["design"]["randomised"] else "; non-randomised") in line
        assert ("exploratory; " in line) == bool(row["design"]["exploratory"])


def sentence_of(row: Row, lines: list[str]) -> str:
    """The line of a result: the one with its source, figures and groups."""
    wanted = [row["source"]["locator"], *figures(row), *warnings(row)]
    wanted += [row["difference"]["text"]] if row["difference"] else []
    wanted += [row["p_value"]["p"].strip("<")] if row["p_value"] else []
    found = [line for line in lines if not missing(wanted, line)]
    assert found, row["id"]
    return min(found, key=len)


@pytest.mark.parametrize("format", FOR_PEOPLE)
@cases(OF_RESULTS)
def test_people_read_design_source_place_and_evidence(case: tuple[str, ...], format: str) -> None:
    text = as_read(case, format)
    for row in results(case):
        study = studies(case)[row["study"]]
        source = study.source(row["source"]["id"])
        assert missing([source.short, row["source"]["locator"], study.version], text) == []
        assert study.sha256[:7] in text
        assert study.sha256 not in text
        assert ("not peer reviewed" in text) or source.peer_reviewed
        own = "randomised" if row["design"]["randomised"] else "non-randomised"
        own += ", exploratory" if row["design"]["exploratory"] else ""
        usual = (row["design"]["randomised"], row["design"]["exploratory"]) == (
            study.randomised,
            study.said_exploratory,
        )
        if format in ("table", "markdown") and usual:
            assert missing([study.design], text) == []
        else:
            assert own in text


@pytest.mark.parametrize("format", FOR_PEOPLE)
@cases(OF_RESULTS)
def test_an_event_count_is_shown_or_said_not_to_be_reported(
    case: tuple[str, ...], format: str
) -> None:
    text = as_read(case, format).casefold()
    for row in results(case):
        arms = row["groups"] or [row["treatment"], row["reference"]]
        if None not in (counts := [arm["events"] for arm in arms]):
            assert f"events {' v '.join(f'{each:,}' for each in counts)}" in text.replace(": ", " ")
        elif row["events"]:
            assert f"{row['events']:,} events" in text
        else:
            assert re.search("event counts not reported|events: not reported", text)


@pytest.mark.parametrize("format", ["csv", "tsv"])
@cases([case for case in CASES if case[0] not in ("explain", "studies")])
def test_every_line_of_a_spreadsheet_carries_version_and_whole_hash(
    case: tuple[str, ...], format: str
) -> None:
    known = {(each.version, each.sha256) for each in studies(case).values()} | {("", "")}
    for line in delimited(case, format):
        pair = (line["evidence_version"], line["evidence_sha256"])
        assert pair in known
        assert pair != ("", "") or line.get("kind") == "term"


@cases([case for case in CASES if case[0] == "summary"])
def test_the_facts_of_the_summary_are_the_same_in_all_formats(case: tuple[str, ...]) -> None:
    study = studies(case)[as_json(case)["study"]["id"]]
    by_label = {line["label"]: line for line in delimited(case, "csv")}
    for fact in as_json(case)["facts"]:
        assert by_label[fact["label"]]["text"].removeprefix("'") == fact["text"]
        assert by_label[fact["label"]]["value"].removeprefix("'") == (fact["value"] or "")
        source = study.source(fact["source"]["id"]).short if fact["source"] else ""
        locator = (fact["source"] or {}).get("locator") or ""
        for format in FOR_PEOPLE:
            said = [fact["label"], fact["value"] or "not reported", fact["text"], source, locator]
            assert missing([*said, *conflicts_of(fact)], as_read(case, format)) == []


@pytest.mark.parametrize("format", FOR_PEOPLE)
@cases([case for case in CASES if case[0] == "find"])
def test_what_is_found_is_the_same_in_all_formats(case: tuple[str, ...], format: str) -> None:
    wanted = [each["text"] for each in rows(case)]
    wanted += [each["where"] for each in rows(case)] if format != "sentence" else []
    assert missing(wanted, as_read(case, format)) == []


@pytest.mark.parametrize("format", FOR_PEOPLE)
@cases([case for case in CASES if case[0] in ("explain", "sources", "studies")])
def test_what_is_explained_is_the_same_in_all_formats(case: tuple[str, ...], format: str) -> None:
    for row in rows(case):
        keys = ("label", "text", "citation", "taken", "checked", "url", "title", "design_label")
        said = [row[key] for key in keys if row.get(key)]
        assert missing([*said, *row.get("errors", ())], as_read(case, format)) == []


@pytest.mark.parametrize("format", FOR_PEOPLE)
@cases([case for case in CASES if case[0] == "sources"])
def test_the_page_of_sources_tells_every_conflict_in_full(
    case: tuple[str, ...], format: str
) -> None:
    study = studies(case)[as_json(case)["study"]["id"]]
    assert study.conflicts
    for conflict in study.conflicts:
        assert missing([conflict.text, conflict.detail or ""], as_read(case, format)) == []

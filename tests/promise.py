"""The program's one promise, as it can be asked of any folder of evidence.

What `check` accepts comes out of every format digit for digit, and no command crashes on it; what
it does not accept it names. The figures are read from the files a second time, by PyYAML alone.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from asking import FORMATS, asked

from altto_cli.check import check, is_warning

#: What is asked beside every format of all results.
QUESTIONS = (
    ("summary",),
    ("sources",),
    ("studies",),
    ("appraise", "--all"),
    ("absolute",),
    ("absolute", "--nnt"),
    ("forest",),
    ("forest", "-f", "table"),
    ("subgroups",),
    ("harms",),
    ("find", "0"),
    ("compare", "--notes", "all"),
    ("dfs",),
    ("compare", "--menopause", "pre"),
)
#: YAML's Python reader is stricter than its C reader.
READER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
CODES = {0, 1, 2, 3}
#: Where a figure stands in a record, in CSV, and in JSON.
FIGURES = (
    ("effect", "estimate", "estimate", ("effect", "estimate_text")),
    ("effect", "ci_low", "ci_low", ("effect", "ci_low_text")),
    ("effect", "ci_high", "ci_high", ("effect", "ci_high_text")),
    ("effect", "p", "p", ("effect", "p")),
    (
        "treatment",
        "event_free_percent",
        "treatment_event_free_percent",
        ("treatment", "percent_text"),
    ),
    ("treatment", "event_percent", "treatment_event_percent", ("treatment", "percent_text")),
    (
        "reference",
        "event_free_percent",
        "reference_event_free_percent",
        ("reference", "percent_text"),
    ),
    ("reference", "event_percent", "reference_event_percent", ("reference", "percent_text")),
    ("treatment", "events", "treatment_events", ("treatment", "events")),
    ("reference", "events", "reference_events", ("reference", "events")),
)
#: What a page shows whole, in whatever form.
ON_EVERY_PAGE = ("estimate", "ci_low", "ci_high")


def said(words: Sequence[str]) -> tuple[str, int]:
    """What the program prints, and its exit code; a fault of the program is raised."""
    try:
        ran = asked(*words)
    except OSError:
        # The program says that something could not be read or written.
        return "", 3
    return ran.out, ran.code


def broken(folder: Path, questions: Sequence[Sequence[str]] = QUESTIONS) -> list[str]:
    """How the promise is broken by this folder of one study; nothing where it is kept."""
    faults = [each for each in check([str(folder)]).problems if not is_warning(each)]
    ids = [id for id in written(folder).get("id", ()) if isinstance(id, str)]
    asked = ["--evidence", str(folder), "--study", " ".join(ids[0].split()) if ids else "none"]
    if faults:
        answers = [said(["compare", *asked])]
        return [f"no code {code}" for _, code in answers if code not in CODES]
    return [*_crashes(asked, questions), *_changed(folder, asked)]


def _crashes(asked: Sequence[str], questions: Sequence[Sequence[str]]) -> Iterator[str]:
    for question in questions:
        out, code = said([*question, *asked])
        if code not in CODES or (code and out):
            yield f"{question}: code {code} with {len(out)} characters"


def _changed(folder: Path, asked: Sequence[str]) -> Iterator[str]:
    """Every figure that another format has otherwise than the file."""
    results = {" ".join(each["id"].split()): each for each in _results(folder)}
    answers = {format: said(["compare", *asked, "-f", format]) for format in FORMATS}
    codes = {code for _, code in answers.values()}
    if codes != {0}:
        if results or not codes <= {1, 2}:
            yield f"codes {codes}"
        return
    text = {format: out for format, (out, _) in answers.items()}
    lines = {each["id"]: each for each in csv.DictReader(StringIO(text["csv"]))}
    tabs = {each["id"]: each for each in csv.DictReader(StringIO(text["tsv"]), delimiter="\t")}
    objects = {each["id"]: each for each in json.loads(text["json"])["results"]}
    alone = {each["id"]: each for each in map(json.loads, text["jsonl"].splitlines())}
    if not (results.keys() == lines.keys() == tabs.keys() == objects.keys() == alone.keys()):
        yield f"results {sorted(results)} are {sorted(lines)}, {sorted(objects)}"
        return
    for id, result in results.items():
        for record, key, column, path in FIGURES:
            figure = _figure(result, record, key)
            if figure is None:
                continue
            found = {
                "csv": lines[id][column].removeprefix("'"),
                "tsv": tabs[id][column].removeprefix("'"),
                "json": str(objects[id][path[0]][path[1]]),
                "jsonl": str(alone[id][path[0]][path[1]]),
            }
            yield from (
                f"{id} {record}.{key} {figure} in {f}: {x}" for f, x in found.items() if x != figure
            )
            if key in ON_EVERY_PAGE:
                for format in ("table", "markdown", "text", "sentence"):
                    if not re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d]|\.\d)", text[format]):
                        yield f"{id} {record}.{key} {figure} is not in {format}"
            if key in ("estimate", "ci_low", "ci_high"):
                number = objects[id]["effect"][key]
                if Decimal(str(number)) != Decimal(figure):
                    yield f"{id} {key} {figure} is the number {number}"


def _figure(result: Any, record: str, key: str) -> str | None:
    value = result.get(record)
    figure = value.get(key) if isinstance(value, dict) else None
    return " ".join(figure.split()) if isinstance(figure, str) else None


def _results(folder: Path) -> list[Any]:
    lists = written(folder).get("results", [])
    # A statement over a factor is answered by `subgroups`.
    return [each for one in lists for each in one if "subgroup" not in each]


def written(folder: Path) -> dict[str, list[Any]]:
    """The values of each key, over all files, with every scalar as its text."""
    found: dict[str, list[Any]] = {}
    for path in sorted(folder.rglob("*.yaml")):
        try:
            whole = yaml.load(path.read_bytes(), Loader=READER)
        except Exception:  # what cannot be read is for check to name
            continue
        for key, value in whole.items() if isinstance(whole, dict) else ():
            found.setdefault(key, []).append(value)
    return found

"""An audit as text, in each of its formats."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from textwrap import fill
from typing import Any

from altto_cli import __version__
from altto_cli.audit.matching import Match
from altto_cli.audit.report import Row
from altto_cli.audit.verdicts import VERDICTS
from altto_cli.signs import one_line

#: The keys of a result, in the order of the columns of a spreadsheet.
_COLUMNS = (
    "file line column page paragraph text measure estimate ci_low ci_high ci_level p p_kind "
    "verdict findings recomputed matches"
)
KEYS = _COLUMNS.split()
_WIDTH = 100
#: The kinds of P that a result names.
_NAMED = ("superiority", "non-inferiority", "interaction")
#: In what order a person reads the verdicts; the others are only counted.
_SHOWN = ("inconsistent", "explainable", "not read")


def render(rows: Sequence[Row], files: Sequence[str], query: Mapping[str, Any], format: str) -> str:
    """The audit in this format, ending in a line feed."""
    return _RENDERERS[format](rows, files, query)


def record(row: Row) -> dict[str, Any]:
    """A row as JSON has it; figures are the printed strings with a plain point."""
    reading = row.reading
    p = reading.p if reading.p and not reading.unread else None
    return {
        "file": row.file,
        "line": row.spot.line,
        "column": row.spot.column,
        "page": row.spot.page,
        "paragraph": row.spot.paragraph,
        "text": row.text,
        "measure": reading.measure,
        "estimate": reading.estimate,
        "ci_low": reading.low,
        "ci_high": reading.high,
        "ci_level": None if reading.unread else reading.level,
        "p": p and p.text,
        "p_kind": p.kind if p and p.kind in _NAMED else None,
        "verdict": row.verdict,
        "findings": [{"rule": found.rule, "text": found.text} for found in row.findings],
        "recomputed": row.recomputed,
        "matches": [_match(match) for match in row.matches],
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "id": match.id,
        "study": match.study,
        "kind": match.kind,
        "difference": match.difference,
    }


def _json(rows: Sequence[Row], files: Sequence[str], query: Mapping[str, Any]) -> str:
    answer = {
        "schema": "altto/audit/1",
        "tool": {"name": "altto", "version": __version__},
        "study": None,
        "evidence": None,
        "query": query,
        "studies": [],
        "results": [record(row) for row in rows],
        "notes": [],
        "sources": [],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _jsonl(rows: Sequence[Row], files: Sequence[str], query: Mapping[str, Any]) -> str:
    head = {"schema": "altto/audit/1", "tool": {"name": "altto", "version": __version__}}
    return "".join(json.dumps({**head, **record(row)}, ensure_ascii=False) + "\n" for row in rows)


def _delimited(delimiter: str) -> Callable[[Sequence[Row], Sequence[str], Mapping[str, Any]], str]:
    def sheet(rows: Sequence[Row], files: Sequence[str], query: Mapping[str, Any]) -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerow(KEYS)
        writer.writerows(map(_cell, record(row).values()) for row in rows)
        return out.getvalue()

    return sheet


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return " | ".join(_item(each) for each in value)
    if isinstance(value, Mapping):
        return " | ".join(f"{key} {each}" for key, each in value.items())
    return "" if value is None else str(value)


def _item(item: Mapping[str, Any]) -> str:
    if "rule" in item:
        return f"{item['rule']}: {item['text']}"
    said = f"{item['kind']} {item['study']} {item['id']}"
    return f"{said} ({item['difference']})" if item["difference"] else said


def place(row: Row) -> str:
    """Where a row stands: file:line:column, or its page or paragraph."""
    name = "stdin" if row.file == "-" else one_line(row.file)
    spot = row.spot
    if spot.line is not None:
        return f"{name}:{spot.line}:{spot.column}"
    if spot.page is not None:
        return f"{name}, page {spot.page}"
    return f"{name}, paragraph {spot.paragraph}"


def figures(row: Row) -> str:
    """What was read, in the house form."""
    reading = row.reading
    if reading.unread:
        return reading.measure
    level = f"{reading.level}% CI " if reading.level else ""
    p = ""
    if reading.p:
        kind = f" for {reading.p.kind}" if reading.p.kind else ""
        sign = "" if reading.p.text[0] in "<>≤≥" else " = "
        p = f", P{kind}{sign or ' '}{reading.p.text}"
    return f"{reading.measure} {reading.estimate} ({level}{reading.low}–{reading.high}{p})"


def counts(rows: Sequence[Row]) -> str:
    """How many there are of each verdict, in one line."""
    said = [
        f"{sum(row.verdict == verdict for row in rows)} {verdict}" for verdict in VERDICTS[::-1]
    ]
    number = len(rows)
    return f"{number} {'ratio' if number == 1 else 'ratios'} with an interval: {', '.join(said)}"


def _remarks(row: Row) -> list[str]:
    said = [found.text for found in row.findings]
    for match in row.matches:
        record = f"{match.about} ({match.study}: {match.id})"
        if match.kind == "same":
            said.append(f"In the evidence: {record}.")
        else:
            said.append(f"Nearly {record}: {match.difference}.")
    return said


def _shown(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """What a person sees row by row, the gravest first, then what differs from the evidence."""
    first, *others = [(name, [row for row in rows if row.verdict == name]) for name in _SHOWN]
    rest = [row for row in rows if row.verdict not in _SHOWN]
    differs = ("differs", [row for row in rest if _is_remarkable(row)])
    return [(name, group) for name, group in (first, differs, *others) if group]


def _with_same(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """What is shown, and last what has the figures of a record and nothing else to be said of."""
    shown = _shown(rows)
    told = {id(row) for _, group in shown for row in group}
    same = [row for row in rows if row.matches and id(row) not in told]
    return [*shown, ("same", same)] if same else shown


def _is_remarkable(row: Row) -> bool:
    contradicts = any(found.rule == "contradiction" for found in row.findings)
    return contradicts or any(match.kind == "differs" for match in row.matches)


_HEADINGS = {
    "inconsistent": "Inconsistent: the figures cannot go together",
    "explainable": "Explainable: another test, or an interval that is rightly asymmetric",
    "not read": "Not read with certainty",
    "differs": "Hang together, but differ from the evidence or from one another",
    "same": "Figures as in the evidence; endpoint and patients are not compared",
}


def _matched(rows: Sequence[Row]) -> str:
    same = sum(any(match.kind == "same" for match in row.matches) for row in rows)
    near = sum(
        bool(row.matches) and all(match.kind == "differs" for match in row.matches) for row in rows
    )
    return f"In the evidence: {same}; nearly: {near}"


def _table(rows: Sequence[Row], files: Sequence[str], query: Mapping[str, Any]) -> str:
    lines = [counts(rows), _matched(rows)]
    for name, group in _with_same(rows):
        lines += ["", _HEADINGS[name]]
        for row in group:
            read = row.text if row.reading.unread else figures(row)
            line = f"  {place(row)}  {read}"
            lines += [line] if len(line) <= _WIDTH else [f"  {place(row)}", _filled(read, "    ")]
            lines += [_filled(said, "      ") for said in _remarks(row)]
    return "\n".join(line for entry in lines for line in _narrow(entry)) + "\n"


def _narrow(line: str) -> list[str]:
    return (
        line.split("\n") if len(line) <= _WIDTH or "\n" in line else _filled(line, "").split("\n")
    )


def _filled(text: str, indent: str) -> str:
    return fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent or "    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _text(rows: Sequence[Row], files: Sequence[str], query: Mapping[str, Any]) -> str:
    lines = [counts(rows), _matched(rows)]
    for _, group in _with_same(rows):
        for row in group:
            lines += ["", f"Place: {place(row)}", f"Text: {row.text}"]
            if not row.reading.unread:
                lines.append(f"Read: {figures(row)}")
            lines.append(f"Verdict: {row.verdict}")
            lines += [f"Remark: {said}" for said in _remarks(row)]
    return "\n".join(lines) + "\n"


def _markdown(rows: Sequence[Row], files: Sequence[str], query: Mapping[str, Any]) -> str:
    lines = ["### Audit", "", f"{counts(rows)}. {_matched(rows)}."]
    for name, group in _with_same(rows):
        lines += ["", f"**{_HEADINGS[name]}**", ""]
        for row in group:
            read = row.text if row.reading.unread else figures(row)
            said = " ".join(_remarks(row))
            lines.append(f"- {_escaped(place(row))}: {_escaped(read)}. {_escaped(said)}")
    return "\n".join(lines) + "\n\n"


def _escaped(text: str) -> str:
    for sign in "\\`*_<>[]|":
        text = text.replace(sign, f"\\{sign}")
    return text


_LEVELS = {"inconsistent": "error", "differs": "warning", "not read": "warning"}


def _github(rows: Sequence[Row], files: Sequence[str], query: Mapping[str, Any]) -> str:
    """Workflow commands: errors for what is inconsistent, warnings for what a person must see."""
    lines = []
    for name, group in _shown(rows):
        level = _LEVELS.get(name, "notice")
        for row in group:
            at = f"file={_property(row.file)}"
            if row.spot.line is not None:
                at += f",line={row.spot.line},col={row.spot.column}"
            read = row.text if row.reading.unread else figures(row)
            said = " ".join([f"{read}.", *_remarks(row)])
            lines.append(f"::{level} {at},title={name}::{_data(said)}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_RENDERERS: Mapping[str, Callable[[Sequence[Row], Sequence[str], Mapping[str, Any]], str]] = {
    "table": _table,
    "markdown": _markdown,
    "csv": _delimited(","),
    "tsv": _delimited("\t"),
    "json": _json,
    "jsonl": _jsonl,
    "text": _text,
    "github": _github,
}
FORMATS = tuple(_RENDERERS)

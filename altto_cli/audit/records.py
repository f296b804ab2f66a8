"""Ratios out of records: spreadsheets with a column, JSON with a key for each figure."""

import json
import re
from collections.abc import Iterator

from altto_cli.audit import vocabulary
from altto_cli.audit.columns import Column, Role, named
from altto_cli.audit.levels import level_of_cell
from altto_cli.audit.pvalues import p_of_cell
from altto_cli.audit.reading import Reading
from altto_cli.audit.tokens import tokens

#: A longer name of a column is a sentence.
_LONGEST_NAME = 60
_FIGURE = re.compile(r"\d*\.?\d+")
_MEASURES = {
    measure: measure
    for measure in (
        *vocabulary.ABBREVIATIONS.values(),
        *vocabulary.RATIOS_OF.values(),
    )
}
_CELL = r'"(?:[^"]|"")*"|[^{0}\n"]*'
_PAIR = re.compile(
    r'"(?P<key>[A-Za-z_0-9 %.()-]{1,40})"\s*:\s*'
    r'(?P<value>"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|null|true|false)'
)

#: A record on its way: what each role holds, and where its figures stand.
Cells = dict[str, tuple[str, int, int]]


def is_sheet(line: str) -> str | None:
    """The delimiter of a spreadsheet whose first line names an estimate and both limits."""
    for delimiter in (",", "\t", ";"):
        roles = {_role(cell.strip('" \n')) for cell in line.split(delimiter)}
        if {"ratio", "low", "high"} <= roles:
            return delimiter
    return None


def _role(cell: str) -> Role:
    """What a column is for by its name, which is short and holds no figure but a level."""
    if len(cell) > _LONGEST_NAME or not all(map(level_of_cell, _FIGURE.findall(cell))):
        return "other"
    return named(cell).role


def header(line: str, delimiter: str) -> list[Column]:
    """The columns of a spreadsheet."""
    return [named(cell.strip('" ')) for cell in line.rstrip("\n").split(delimiter)]


def rows(text: str, columns: list[Column], delimiter: str) -> Iterator[Reading]:
    """The readings of a spreadsheet's lines; quoted cells may hold delimiters and line breaks."""
    cell = re.compile(_CELL.format(re.escape(delimiter)))
    at, size = 0, len(text)
    record: Cells = {}
    place = 0
    while at < size:
        match = cell.match(text, at)
        if match is None:
            break
        if place < len(columns):
            _keep(record, columns[place], match[0].strip('"'), *match.span())
        at = match.end()
        if at < size and text[at] == delimiter:
            at, place = at + 1, place + 1
            continue
        if at < size and text[at] == '"':
            at += 1
            continue
        reading = _reading(record)
        if reading:
            yield reading
        record, place, at = {}, 0, at + 1
    if reading := _reading(record):
        yield reading


def pairs(text: str) -> Iterator[Reading]:
    """The readings of JSON whose objects have a key for each figure, at whatever depth."""
    record: Cells = {}
    last = 0
    for match in _PAIR.finditer(text):
        column = named(match["key"])
        if column.role in ("low", "high") and match["value"] == "null":
            # A ratio without limits; those of a further object are not its own.
            record = {}
        if column.role == "other" or match["value"] in ("null", "true", "false"):
            continue
        value = match["value"]
        if value[0] == '"':
            value = string(value)
        key = "ratio" if column.role == "ratio" else column.role
        begins = key == "measure" or (key == "ratio" and not match["key"].endswith("_text"))
        closed = column.role in ("low", "high") and _is_closed(record, text, last, match.start())
        if (begins and key in record) or closed:
            if reading := _reading(record):
                yield reading
            record = {}
        _keep(record, column, value, *match.span("value"))
        last = match.end()
    if reading := _reading(record):
        yield reading


def _is_closed(record: Cells, text: str, start: int, end: int) -> bool:
    """Whether a record is whole and its object ended, so that further limits are not its own."""
    return {"ratio", "low", "high"} <= set(record) and text.find("}", start, end) >= 0


def string(quoted: str) -> str:
    """What a string of JSON says; an escape that JSON does not have is read as it stands."""
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        return quoted[1:-1]


def _keep(record: Cells, column: Column, value: str, start: int, end: int) -> None:
    """Hold a figure; a measure in the header of an estimate is the measure of the record."""
    if column.role == "other" or not value:
        return
    record[column.role] = (value, start, end)
    if column.level:
        record.setdefault("level", (column.level, start, end))
    if column.measure and column.role == "ratio":
        record.setdefault("measure", (column.measure, start, end))


def _reading(record: Cells) -> Reading | None:
    if not {"ratio", "low", "high", "measure"} <= set(record):
        return None
    measure = _measure(record["measure"][0])
    three = [record[role][0].strip().replace(",", ".") for role in ("ratio", "low", "high")]
    if measure is None or not all(_FIGURE.fullmatch(figure) for figure in three):
        return None
    three = [f"0{figure}" if figure[0] == "." else figure for figure in three]
    level = level_of_cell(record["level"][0]) if "level" in record else None
    p_text = record["p"][0] if "p" in record else ""
    kind = record["p kind"][0] if "p kind" in record else None
    start = min(record[role][1] for role in ("ratio", "low", "high"))
    end = max(record[role][2] for role in ("ratio", "low", "high"))
    p = p_of_cell(tokens(p_text), kind) if p_text else None
    return Reading(start, end, measure, three[0], three[1], three[2], level, p)


def _measure(text: str) -> str | None:
    if text in _MEASURES:
        return text
    found = [token.value for token in tokens(text) if token.kind == "measure"]
    return found[0] if found else None

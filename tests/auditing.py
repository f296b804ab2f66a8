"""The ratios that the audit reads in a text, in the short form of `tests/audit/snippets.yaml`."""

import io
from pathlib import Path
from typing import Any

import yaml

from altto_cli.audit.inputs import plain
from altto_cli.audit.reader import Reader
from altto_cli.audit.reading import Reading

HERE = Path(__file__).parent / "audit"
SHORT = {
    "hazard ratio": "HR",
    "odds ratio": "OR",
    "risk ratio": "RR",
    "rate ratio": "RT",
    "ratio of hazard ratios": "RHR",
}


def readings(text: str) -> list[Reading]:
    """Every ratio with an interval in a text, read as a file of plain text is."""
    reader, file = Reader(), io.BufferedReader(io.BytesIO(text.encode()))
    return [one for passage in plain.passages(file, "-") for one in reader.read(passage)]


def short(reading: Reading) -> str:
    """HR 0.65 0.52 0.82 95 P<0.001, or HR not read."""
    measure = SHORT.get(reading.measure, reading.measure)
    if reading.unread:
        return f"{measure} not read"
    said = [measure, reading.estimate, reading.low, reading.high, reading.level or "-"]
    if reading.p:
        said.append(f"P{reading.p.text}")
        said += [reading.p.kind] if reading.p.kind else []
    return " ".join(map(str, said))


def snippets() -> list[tuple[str, str, list[str]]]:
    """House, text and expected readings of every snippet."""
    houses = _read("snippets.yaml")
    return [(house, one["text"], one["reads"]) for house, many in houses.items() for one in many]


def negatives() -> list[str]:
    """Texts in which nothing is to be read."""
    found: list[str] = _read("negatives.yaml")
    return found


def _read(name: str) -> Any:
    """What the file says, by the parser in C where there is one: four times as fast."""
    parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=parser)

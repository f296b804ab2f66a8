"""Writes a study of any size, in which every list grows with the number of results."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

HEAD = """\
id: grown
title: Grown for the tests
version: "2001.1"
design: invented
randomised: true
exploratory: true
strategies:
  - {id: ai, label: AI}
  - {id: serm, label: SERM}
endpoints:
"""
ENDPOINTS = ("dfs", "os", "relapse", "local", "distant", "second", "bone", "brain", "other", "pain")
LISTED = """\
sources:
{sources}populations:
{populations}groups:
{groups}facts:
{facts}remarks:
{remarks}conflicts:
{conflicts}results:
{results}"""
#: What is written once for each ten results, which have it in common.
FOR_TEN = {
    "sources": """\
  - {{id: paper-{n}, kind: paper, citation: Paper {n}, short: Paper {n}, peer_reviewed: true,
     checked: 2026-11-22, taken: Figures.}}
""",
    "populations": "  - {{id: population-{n}, label: Population {n} {label}, n: 100}}\n",
    "groups": """\
  - {{strategy: ai, population: population-{n}, label: AI, {ai}}}
  - {{strategy: serm, population: population-{n}, label: SERM, {serm}}}
""",
    "facts": "  - {{id: fact-{n}, section: beware, label: Fact {n}, value: told, text: Fact.}}\n",
    "remarks": """\
  - id: remark-{n}
    text: Remark {n}.
    touches: [results/dfs-{n}, populations/population-{n}]
    key: true
""",
    "conflicts": """\
  - id: conflict-{n}
    severity: check
    text: Conflict {n}.
    touches: [results/os-{n}]
    rules: [implied-ratio]
    says: [{{of: [results/os-{n}], text: Odd {n}.}}]
""",
}
RESULT = """\
  - id: {endpoint}-{n}
    endpoint: {endpoint}
    population: population-{n}
    source: paper-{n}
    locator: Table 1
    treatment: {{strategy: ai, event_free_percent: 90.0, at_years: 5}}
    reference: {{strategy: serm, event_free_percent: 85.0, at_years: 5}}
    effect:
      measure: hazard ratio
      adjusted: true
      estimate: 0.{hundredths}
      ci_low: 0.40
      ci_high: 0.98
      ci_level: 95
      p: "0.03"
    significance: significant
    remarks: [Remark on this result.]
"""


def write(folder: Path, results: int, words: int = 1) -> Path:
    """A study of so many results, each label of its populations of so many words."""
    folder.mkdir(parents=True)
    (folder / "study.yaml").write_text("".join(_lines(results // len(ENDPOINTS), words)), "utf-8")
    return folder


def _lines(tens: int, words: int) -> Iterator[str]:
    yield HEAD
    for name in ENDPOINTS:
        harm = ", harm: true" if name == "pain" else ""
        yield f"  - {{id: {name}, label: {name}, name: Endpoint {name}{harm}}}\n"
    written = {
        name: "".join(_ten(form, n, tens, words) for n in range(tens))
        for name, form in FOR_TEN.items()
    }
    results = (
        RESULT.format(n=n, endpoint=name, hundredths=50 + (n + at) % 40)
        for n in range(tens)
        for at, name in enumerate(ENDPOINTS)
    )
    yield LISTED.format(**written, results="".join(results))


def _ten(form: str, n: int, tens: int, words: int) -> str:
    """What ten results have in common; the first group is made of all the others."""
    sizes = {strategy: "n: 50" if n else _parts(strategy, tens) for strategy in ("ai", "serm")}
    return form.format(n=n, label=" ".join(["word"] * words), **sizes)


def _parts(strategy: str, tens: int) -> str:
    return f"parts: [{', '.join(f'{strategy}/population-{n}' for n in range(1, tens))}]"

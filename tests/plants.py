"""An invented study without a fault, and a fault of every rule to plant in it.

In what is planted a ¦ stands before the place at which the fault is reported, and is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

Files: TypeAlias = dict[str, str]
#: How the record of a difference that is planted begins.
_DIFFERENCE = """\
  - id: stroke-young-difference
    endpoint: stroke
    population: young
    source: paper
    locator: Table 7
"""
#: Where each fault is reported, and its rule.
Places: TypeAlias = list[tuple[str, str]]

SOUND: Files = {
    "study.yaml": """\
# Invented for the tests.
id: STUDY
title: STUDY, invented
version: "2001.1"
design: randomised trial, invented
randomised: true
exploratory: false
n: 1000

sources:
  - id: paper
    kind: paper
    citation: Paper of STUDY, invented.
    short: Paper, invented
    peer_reviewed: true
    checked: 2001-02-03
    taken: Every figure.
    url: https://example.org/STUDY
    doi: 10.5555/STUDY
  - id: abstract
    kind: abstract
    citation: Abstract of STUDY, invented.
    short: Abstract, invented
    peer_reviewed: false
    checked: 2001-02-04
    taken: The first report.
    superseded_by: paper
  - id: registry
    kind: registry
    citation: Registry of STUDY, invented.
    short: Registry, invented
    peer_reviewed: false
    checked: 2001-02-05
    taken: The start.
    nct: NCT00000000

strategies:
  - id: drug
    label: Drug
    also: [tablets]
  - id: placebo
    label: Placebo
    also: [sugar]
  - id: drug-diet
    label: Drug + diet
    includes: [drug]

endpoints:
  - id: death
    label: death
    name: Death from any cause
  - id: stroke
    label: stroke
    name: First stroke

populations:
  - id: all
    label: All patients
  - id: old
    label: 70 years or more
    n: 400
  - id: young
    label: Below 70 years
    n: 600

groups:
  - strategy: drug
    population: all
    label: Drug
    parts: [drug/old, drug/young]
  - strategy: placebo
    population: all
    label: Placebo
    parts: [placebo/old, placebo/young]
  - strategy: drug
    population: old
    label: Drug
    n: 200
    source: paper
    locator: Table 1
  - strategy: placebo
    population: old
    label: Placebo
    n: 199
    source: paper
    locator: Table 1
  - strategy: drug
    population: young
    label: Drug
    n: 301
    source: paper
    locator: Table 1
  - strategy: placebo
    population: young
    label: Placebo
    n: 298
    source: paper
    locator: Table 1
""",
    "death.yaml": """\
# Invented for the tests.
results:
  - id: death-all
    endpoint: death
    population: all
    source: paper
    locator: Table 2
    treatment:
      strategy: drug
      event_free_percent: 84.0
      at_years: 2
      events: 80
    reference:
      strategy: placebo
      event_free_percent: 80.9
      at_years: 2
      events: 95
    effect:
      measure: hazard ratio
      adjusted: true
      estimate: 0.82
      ci_low: 0.61
      ci_high: 1.10
      ci_level: 95
      p: "0.19"
      p_kind: superiority
      p_label: P
  - id: death-all-abstract
    endpoint: death
    population: all
    source: abstract
    locator: Results
    treatment:
      strategy: drug
      event_free_percent: 84
      at_years: 2
    reference:
      strategy: placebo
      event_free_percent: 81
      at_years: 2
  - id: death-old
    endpoint: death
    population: old
    source: paper
    locator: Figure 2
    treatment:
      strategy: drug
    reference:
      strategy: placebo
    effect:
      measure: hazard ratio
      adjusted: false
      estimate: 0.75
      ci_low: 0.50
      ci_high: 1.13
      ci_level: 97.5
    corroborated_by:
      - source: abstract
        what: the ratio
  - id: death-young
    endpoint: death
    population: young
    source: paper
    locator: Figure 3
    treatment:
      strategy: drug
    reference:
      strategy: placebo
    effect:
      measure: rate ratio
      adjusted: false
      estimate: 0.91
  - id: death-old-vs-young
    endpoint: death
    population: old
    source: paper
    locator: Figure 4
    versus_population: young
    treatment:
      strategy: drug
    reference:
      strategy: placebo
    effect:
      measure: ratio of hazard ratios
      adjusted: false
      estimate: 0.80
""",
    "others.yaml": """\
# Invented for the tests.
results:
  - id: stroke-all
    endpoint: stroke
    population: all
    source: paper
    locator: Table 3
    treatment:
      strategy: drug
      event_percent: 3.1
    reference:
      strategy: placebo
      event_percent: 4.4
  - id: stroke-all-first-year
    endpoint: stroke
    population: all
    source: paper
    locator: Table 4
    window:
      from_years: 0
      to_years: 1
      text: first year
    treatment:
      strategy: drug
    reference:
      strategy: placebo
    effect:
      measure: risk ratio
      adjusted: false
      estimate: 0.66
      ci_low: 0.40
      ci_high: 1.09
      ci_level: 99
  - id: stroke-old
    endpoint: stroke
    population: old
    source: paper
    locator: Table 5
    groups:
      - strategy: drug
      - strategy: placebo
      - strategy: drug-diet
    statement: No difference among the three.
  - id: stroke-by-sex
    endpoint: stroke
    population: all
    source: paper
    locator: Table 6
    subgroup: Sex
    figures: [stroke-all]
    treatment: {strategy: drug}
    reference: {strategy: placebo}
    statement: Called alike in both.

facts:
  - id: start
    section: design
    label: Start
    value: May 1998
    text: As the paper has it.
    source: paper
    locator: Methods
  - id: toxicity
    section: not reported
    label: Toxicity
    text: In no group.

remarks:
  - id: one-country
    text: All patients lived in one country.
    touches: [study]

conflicts:
  - id: start
    severity: check
    text: The trial began in May 1998 by the paper, in June 1998 by the registry.
    touches: [facts/start, sources/registry]
""",
    "refusals.yaml": """\
refusals:
  - word: middle-aged
    reason: the paper reports two groups of age
""",
}


class Plant(NamedTuple):
    """A fault: `new` instead of `old`, in the record `spot` of a file."""

    spot: str
    file: str
    old: str
    new: str


_LONG = "long " * 33

#: What the loader finds.
UNREAD = {
    "circle": Plant(
        "drug", "study.yaml", "also: [tablets]\n", "also: [tablets]\n    includes: ¦[drug]\n"
    ),
    "yaml-syntax": Plant("file", "others.yaml", "locator: Table 5", "locator: ¦'Table 5"),
    "empty-file": Plant("file", "refusals.yaml", SOUND["refusals.yaml"], "¦# Nothing.\n"),
    "alias": Plant("head", "study.yaml", "n: 1000", "n: ¦&size 1000"),
    "tag": Plant("death-young", "death.yaml", "estimate: 0.91", "estimate: ¦!!float 0.91"),
    "wrong-type": Plant("head", "study.yaml", "n: 1000", "n: ¦1,000"),
    "repeated-key": Plant(
        "death-old", "death.yaml", "ci_low: 0.50\n", "ci_low: 0.50\n      ¦ci_low: 0.05\n"
    ),
    "unknown-key": Plant("death-old", "death.yaml", "ci_low: 0.50", "¦ci_lower: 0.50"),
    "missing-key": Plant(
        "stroke-old",
        "others.yaml",
        "- id: stroke-old\n    endpoint: stroke\n    population: old\n    source: paper\n"
        "    locator: Table 5\n",
        "- ¦id: stroke-old\n    endpoint: stroke\n    population: old\n    source: paper\n",
    ),
    "repeated-id": Plant(
        "toxicity",
        "others.yaml",
        "- id: toxicity\n",
        "- id: ¦start\n",
    ),
    "empty-value": Plant("registry", "study.yaml", "taken: The start.", "taken:¦"),
    "unknown-word": Plant("abstract", "study.yaml", "kind: abstract", "kind: ¦abstracts"),
    "percent-range": Plant("death-all", "death.yaml", "percent: 84.0", "percent: ¦840"),
    "ratio-range": Plant("death-young", "death.yaml", "estimate: 0.91", "estimate: ¦0.00"),
    "level-range": Plant("death-old", "death.yaml", "ci_level: 97.5", "ci_level: ¦0.975"),
    "years-range": Plant(
        "stroke-all-first-year", "others.yaml", "from_years: 0", "from_years: ¦-1"
    ),
    "count-range": Plant("death-all", "death.yaml", "events: 95", "events: ¦-95"),
    "wrong-form": Plant("paper", "study.yaml", "2001-02-03", "¦3 February 2001"),
    "unknown-strategy": Plant("drug-diet", "study.yaml", "includes: [drug]", "includes: [¦drugs]"),
    "unknown-endpoint": Plant(
        "stroke-old",
        "others.yaml",
        "- id: stroke-old\n    endpoint: stroke",
        "- id: stroke-old\n    endpoint: ¦strokes",
    ),
    "unknown-population": Plant(
        "death-old-vs-young", "death.yaml", "versus_population: young", "versus_population: ¦youth"
    ),
    "unknown-source": Plant(
        "death-all-abstract", "death.yaml", "    source: abstract", "    source: ¦abstracts"
    ),
    "unknown-result": Plant(
        "stroke-by-sex", "others.yaml", "figures: [stroke-all]", "figures: [¦stroke-al]"
    ),
    "unknown-group": Plant("drug/all", "study.yaml", "parts: [drug/old,", "parts: [¦drug/aged,"),
    "unknown-record": Plant(
        "one-country", "others.yaml", "touches: [study]", "touches: [¦studies]"
    ),
    "repeated-result": Plant(
        "stroke-by-sex",
        "others.yaml",
        "\nfacts:\n",
        "  - ¦id: stroke-by-gender\n    endpoint: stroke\n    population: all\n    source: paper\n"
        "    locator: Table 6\n    subgroup: Sex\n    treatment: {strategy: drug}\n"
        "    reference: {strategy: placebo}\n    statement: Called alike.\n\nfacts:\n",
    ),
    "missing-group": Plant(
        "death-young",
        "death.yaml",
        "    reference:\n      strategy: placebo\n    effect:\n      measure: rate ratio",
        "    effect:\n      ¦measure: rate ratio",
    ),
    "too-long": Plant(
        "toxicity",
        "others.yaml",
        "label: Toxicity\n",
        f"label: ¦{'Toxicity ' * 1200}\n",
    ),
    "interval-order": Plant(
        "stroke-all-first-year", "others.yaml", "ci_low: 0.40", "ci_low: ¦4.40"
    ),
}
#: What can be read, record by record.
RECORD = {
    "calendar-day": Plant("paper", "study.yaml", "2001-02-03", "¦2001-02-30"),
    "checked-ahead": Plant("paper", "study.yaml", "2001-02-03", "¦2999-02-03"),
    "identifier-form": Plant(
        "paper", "study.yaml", "doi: 10.5555/", "doi: ¦https://doi.org/10.5555/"
    ),
    "peer-review": Plant(
        "registry",
        "study.yaml",
        "Registry, invented\n    peer_reviewed: false",
        "Registry, invented\n    peer_reviewed: ¦true",
    ),
    "missing-locator": Plant(
        "drug/old",
        "study.yaml",
        "    n: 200\n    source: paper\n    locator: Table 1\n",
        "    n: ¦200\n    source: paper\n",
    ),
    "fact-value": Plant(
        "toxicity",
        "others.yaml",
        "label: Toxicity\n",
        "label: Toxicity\n    value: ¦none\n",
    ),
    "long-text": Plant("one-country", "others.yaml", "text: All", f"text: ¦{_LONG}All"),
    "touches-nothing": Plant("one-country", "others.yaml", "touches: [study]", "touches: ¦[]"),
    "says-of-another": Plant(
        "one-country",
        "others.yaml",
        "    touches: [study]\n",
        "    touches: [results/stroke-old]\n    says:\n      - of: ¦[results/stroke-all]\n"
        "        text: All patients lived in one country.\n",
    ),
    "unknown-method": Plant(
        "conflict",
        "others.yaml",
        "sources/registry]\n",
        "sources/registry]\n    rules: ¦[mixtures]\n",
    ),
    "two-rates": Plant(
        "death-all",
        "death.yaml",
        "percent: 84.0\n",
        "percent: 84.0\n      event_percent: ¦16.0\n",
    ),
    "unlike-rates": Plant(
        "death-all-abstract",
        "death.yaml",
        "event_free_percent: 81\n      at_years: 2\n",
        "event_percent: ¦19\n      at_years: 2\n",
    ),
    "rate-time": Plant(
        "stroke-all-first-year",
        "others.yaml",
        "1\n      text: first year\n    treatment:\n      strategy: drug\n",
        "1\n      text: first year\n    treatment:\n      strategy: drug\n      at_years: ¦1\n",
    ),
    "two-times": Plant(
        "death-all",
        "death.yaml",
        "event_free_percent: 80.9\n      at_years: 2\n",
        "event_free_percent: 80.9\n      at_years: 2\n      at_months: ¦24\n",
    ),
    "patient-years": Plant(
        "stroke-all-first-year",
        "others.yaml",
        "      strategy: placebo\n    effect:\n      measure: risk ratio\n",
        "      strategy: placebo\n      event_rate: ¦2.3\n    effect:\n      measure: risk ratio\n",
    ),
    "says-nothing": Plant(
        "stroke-old",
        "others.yaml",
        "- id: stroke-old\n    endpoint: stroke\n    population: old\n    source: paper\n"
        "    locator: Table 5\n    groups:\n      - strategy: drug\n      - strategy: placebo\n"
        "      - strategy: drug-diet\n    statement: No difference among the three.\n",
        "- ¦id: stroke-old\n    endpoint: stroke\n    population: old\n    source: paper\n"
        "    locator: Table 5\n    groups:\n      - strategy: drug\n      - strategy: placebo\n"
        "      - strategy: drug-diet\n",
    ),
    "hidden-groups": Plant(
        "stroke-old",
        "others.yaml",
        "    groups:\n      - strategy: drug\n",
        "    treatment:\n      strategy: drug\n    reference:\n      strategy: placebo\n"
        "    groups:\n      ¦- strategy: drug\n",
    ),
    "same-strategy": Plant(
        "death-old",
        "death.yaml",
        "placebo\n    effect:\n      measure: hazard ratio\n      adjusted: false",
        "¦drug\n    effect:\n      measure: hazard ratio\n      adjusted: false",
    ),
    "half-interval": Plant(
        "death-old", "death.yaml", "      ci_low: 0.50\n      ci_high: 1.13", "      ci_high: ¦1.13"
    ),
    "interval-level": Plant(
        "stroke-all-first-year",
        "others.yaml",
        "ci_low: 0.40\n      ci_high: 1.09\n      ci_level: 99\n",
        "ci_low: ¦0.40\n      ci_high: 1.09\n",
    ),
    "lone-interval": Plant(
        "stroke-all-first-year",
        "others.yaml",
        "first year\n    treatment:\n      strategy: drug\n",
        "first year\n    treatment:\n      strategy: drug\n"
        "      ci_low: ¦0.40\n      ci_high: 1.09\n      ci_level: 99\n",
    ),
    "p-form": Plant("death-all", "death.yaml", 'p: "0.19"', "p: ¦P=0.19"),
    "p-alone": Plant(
        "death-young",
        "death.yaml",
        "estimate: 0.91\n",
        "estimate: 0.91\n      p_kind: ¦superiority\n",
    ),
    "ratio-of-ratios": Plant(
        "death-young", "death.yaml", "measure: rate ratio", "measure: ¦ratio of hazard ratios"
    ),
    "window-order": Plant("stroke-all-first-year", "others.yaml", "to_years: 1", "to_years: ¦0"),
    "own-corroboration": Plant("death-old", "death.yaml", "- source: abstract", "- source: ¦paper"),
}
#: What can be read, over the whole study.
WHOLE = {
    "version-form": Plant("head", "study.yaml", '"2001.1"', '¦"1.0"'),
    "shared-word": Plant("placebo", "study.yaml", "also: [sugar]", "also: ¦[Tablets]"),
    "unread-source": Plant(
        "abstract",
        "study.yaml",
        "checked: 2001-02-04\n",
        "checked: 2001-02-04\n    read: ¦not seen\n",
    ),
    "reviewed-report": Plant(
        "paper",
        "study.yaml",
        "taken: Every figure.\n    url",
        "read: ¦news report\n    taken: Every figure.\n    url",
    ),
    "larger-than-whole": Plant("drug/old", "study.yaml", "n: 400", "n: ¦1400"),
    "two-values": Plant(
        "stroke-by-sex",
        "others.yaml",
        "\nfacts:\n",
        "  - id: death-all-drug-vs-diet\n    endpoint: death\n    population: all\n"
        "    source: paper\n    locator: Table 6\n    treatment:\n      strategy: drug\n"
        "      event_free_percent: ¦48.0\n      at_years: 2\n    reference:\n"
        "      strategy: drug-diet\n\nfacts:\n",
    ),
    "difference-interval": Plant(
        "stroke-by-sex",
        "others.yaml",
        "\nfacts:\n",
        "  - id: stroke-old-difference\n"
        "    endpoint: stroke\n"
        "    population: old\n"
        "    source: paper\n"
        "    locator: Table 7\n"
        "    treatment: {strategy: drug}\n"
        "    reference: {strategy: placebo}\n"
        "    difference:\n"
        "      measure: risk difference\n"
        "      adjusted: true\n"
        "      estimate: ¦-3.2\n"
        "      ci_low: -51\n"
        "      ci_high: -1.3\n"
        "      ci_level: 95\n"
        "\nfacts:\n",
    ),
    "difference-of-groups": Plant(
        "stroke-by-sex",
        "others.yaml",
        "\nfacts:\n",
        f"{_DIFFERENCE}"
        "    treatment: {strategy: drug, event_percent: 3.1}\n"
        "    reference: {strategy: placebo, event_percent: 4.4}\n"
        "    difference:\n"
        "      measure: risk difference\n"
        "      adjusted: true\n"
        "      estimate: ¦1.3\n"
        "\nfacts:\n",
    ),
    "difference-p": Plant(
        "stroke-by-sex",
        "others.yaml",
        "\nfacts:\n",
        f"{_DIFFERENCE}"
        "    treatment: {strategy: drug}\n"
        "    reference: {strategy: placebo}\n"
        "    difference:\n"
        "      measure: risk difference\n"
        "      adjusted: true\n"
        "      estimate: -3.2\n"
        "      ci_low: -5.1\n"
        "      ci_high: -1.3\n"
        "      ci_level: 95\n"
        "      p: ¦0.01\n"
        "\nfacts:\n",
    ),
    "ratio-of-groups": Plant(
        "death-young",
        "death.yaml",
        "locator: Figure 3\n    treatment:\n      strategy: drug\n    reference:\n"
        "      strategy: placebo\n    effect:\n      measure: rate ratio\n      adjusted: false\n"
        "      estimate: 0.91\n",
        "locator: Figure 3\n    treatment:\n      strategy: drug\n      event_rate: 41\n"
        "      per_patient_years: 1000\n    reference:\n      strategy: placebo\n"
        "      event_rate: 4.5\n      per_patient_years: 1000\n    effect:\n"
        "      measure: rate ratio\n      adjusted: false\n      estimate: ¦0.91\n",
    ),
    "percent-of-events": Plant(
        "stroke-all",
        "others.yaml",
        "      event_percent: 3.1\n",
        "      event_percent: ¦3.1\n      events: 61\n",
    ),
    "unlike-patient-years": Plant(
        "stroke-all-first-year",
        "others.yaml",
        "      strategy: drug\n    reference:\n      strategy: placebo\n    effect:\n"
        "      measure: risk ratio\n",
        "      strategy: drug\n      event_rate: 2.3\n      per_patient_years: 100\n"
        "    reference:\n      strategy: placebo\n      event_rate: 31\n"
        "      per_patient_years: ¦1000\n    effect:\n      measure: risk ratio\n",
    ),
    "level-by-p": Plant(
        "death-all",
        "death.yaml",
        'ci_level: 95\n      p: "0.19"\n      p_kind: superiority\n      p_label: P\n',
        'ci_level: ¦95\n      p: "0.13"\n      p_kind: superiority\n      p_label: P\n'
        '      p_threshold: ".025"\n',
    ),
    "larger-together": Plant(
        "drug/old",
        "study.yaml",
        "label: 70 years or more\n"
        "    n: 400\n"
        "  - id: young\n"
        "    label: Below 70 years\n"
        "    n: 600\n"
        "\n"
        "groups:\n"
        "  - strategy: drug\n"
        "    population: all\n"
        "    label: Drug\n"
        "    parts: [drug/old, drug/young]\n"
        "  - strategy: placebo\n"
        "    population: all\n"
        "    label: Placebo\n"
        "    parts: [placebo/old, placebo/young]\n"
        "  - strategy: drug\n"
        "    population: old\n"
        "    label: Drug\n"
        "    n: 200\n",
        "label: 70 years or more\n"
        "    menopause: postmenopausal\n"
        "    n: 400\n"
        "  - id: young\n"
        "    label: Below 70 years\n"
        "    menopause: premenopausal\n"
        "    n: 600\n"
        "\n"
        "groups:\n"
        "  - strategy: drug\n"
        "    population: all\n"
        "    label: Drug\n"
        "    n: 450\n"
        "    source: paper\n"
        "    locator: Table 1\n"
        "  - strategy: placebo\n"
        "    population: all\n"
        "    label: Placebo\n"
        "    parts: [placebo/old, placebo/young]\n"
        "  - strategy: drug\n"
        "    population: old\n"
        "    label: Drug\n"
        "    n: ¦200\n",
    ),
    "long-time": Plant("head", "study.yaml", "n: 1000\n", "n: 1000\nmedian_follow_up_years: ¦61\n"),
    "replaced-by-earlier": Plant(
        "paper",
        "study.yaml",
        "    doi: 10.5555/STUDY\n  - id: abstract\n    kind: abstract\n"
        "    citation: Abstract of STUDY, invented.\n    short: Abstract, invented\n"
        "    peer_reviewed: false\n    checked: 2001-02-04\n    taken: The first report.\n"
        "    superseded_by: paper\n",
        "    doi: 10.5555/STUDY\n    median_follow_up_months: 24\n  - id: abstract\n"
        "    kind: abstract\n    citation: Abstract of STUDY, invented.\n"
        "    short: Abstract, invented\n    peer_reviewed: false\n    checked: 2001-02-04\n"
        "    taken: The first report.\n    superseded_by: ¦paper\n"
        "    median_follow_up_months: 31\n",
    ),
    "percent-without": Plant(
        "death-all",
        "death.yaml",
        "      event_free_percent: 84.0\n      at_years: 2\n      events: 80\n",
        "      event_free_percent: ¦16.0\n      at_years: 2\n      events: 80\n",
    ),
    "unlike-medians": Plant(
        "death-old",
        "death.yaml",
        "locator: Figure 2\n    treatment:\n      strategy: drug\n    reference:\n"
        "      strategy: placebo\n",
        "locator: Figure 2\n    treatment:\n      strategy: drug\n      median_years: 31.0\n"
        "    reference:\n      strategy: placebo\n      median_months: ¦25.3\n",
    ),
    "median-side": Plant(
        "death-young",
        "death.yaml",
        "locator: Figure 3\n    treatment:\n      strategy: drug\n    reference:\n"
        "      strategy: placebo\n    effect:\n      measure: rate ratio\n      adjusted: false\n"
        "      estimate: 0.91\n",
        "locator: Figure 3\n    treatment:\n      strategy: drug\n      median_months: 25.3\n"
        "    reference:\n      strategy: placebo\n      median_months: 31.0\n    effect:\n"
        "      measure: hazard ratio\n      adjusted: false\n      estimate: ¦0.91\n",
    ),
    "tenfold-p": Plant(
        "death-all",
        "death.yaml",
        'p: "0.19"\n      p_kind: superiority\n',
        'p: ¦"0.019"\n      p_kind: superiority\n      p_test: log-rank\n',
    ),
    "class-word": Plant("drug", "study.yaml", "also: [tablets]", "also: ¦[tablets, AI]"),
    "label-of-several": Plant(
        "drug-diet",
        "study.yaml",
        "label: Drug + diet\n    includes: [drug]\n",
        "label: ¦Drug + placebo\n",
    ),
    "id-of-another": Plant(
        "stroke-old", "others.yaml", "population: old\n", "population: ¦young\n"
    ),
    "quoted-elsewhere": Plant(
        "stroke-by-sex",
        "others.yaml",
        "touches: [facts/start, sources/registry]\n",
        "touches: [facts/start, sources/registry]\n  - id: deaths\n    severity: check\n"
        "    text: The text says 81 deaths, the table 80 and 95.\n"
        "    touches: ¦[results/stroke-all]\n",
    ),
    "unread-place": Plant(
        "pain",
        "others.yaml",
        "# Invented for the tests.\nresults:\n",
        "# Invented for the tests.\nsources:\n  - id: talk\n    kind: abstract\n"
        "    citation: Talk, invented.\n    short: Talk\n    peer_reviewed: false\n"
        "    checked: 2001-02-05\n    read: abstract\n    taken: Strokes.\nresults:\n"
        "  - id: stroke-young\n    endpoint: stroke\n    population: young\n    source: talk\n"
        "    locator: ¦Table 3\n    treatment: {strategy: drug, event_percent: 4.2}\n"
        "    reference: {strategy: placebo, event_percent: 4.3}\n",
    ),
    "harm-not-declared": Plant(
        "stroke", "study.yaml", "name: First stroke", "name: ¦First bleeding"
    ),
    "interaction-of-whom": Plant(
        "death-young",
        "death.yaml",
        "estimate: 0.91\n",
        'estimate: 0.91\n    p_value: {p: "0.03", p_kind: ¦interaction}\n',
    ),
    "competing-death": Plant(
        "stroke", "study.yaml", "name: First stroke", "name: ¦Time to a stroke"
    ),
    "names-nothing": Plant(
        "refusals",
        "refusals.yaml",
        "groups of age\n",
        "groups of age\n\noverlaps:\n  - study: ¦nowhere\n    text: The same patients.\n",
    ),
    "unlike-difference": Plant(
        "pain",
        "others.yaml",
        "# Invented for the tests.\nresults:\n",
        "# Invented for the tests.\nendpoints:\n  - id: pain\n    label: Pain\n    name: Pain\n"
        "    unit: points\nresults:\n  - id: pain-young\n    endpoint: pain\n"
        "    population: young\n    source: paper\n    locator: Figure 3\n"
        "    treatment: {strategy: drug, mean: 4.2}\n"
        "    reference: {strategy: placebo, mean: 4.3}\n    difference:\n"
        "      measure: ¦risk difference\n      adjusted: true\n      estimate: -0.1\n",
    ),
    "menopause-by-name": Plant(
        "drug/old", "study.yaml", "label: Below 70 years", "label: ¦Premenopausal, below 70 years"
    ),
    "missing-unit": Plant(
        "pain",
        "others.yaml",
        "# Invented for the tests.\nresults:\n",
        "# Invented for the tests.\nendpoints:\n  - id: ¦pain\n    label: Pain\n    name: Pain\n"
        "results:\n  - id: pain-young\n    endpoint: pain\n    population: young\n"
        "    source: paper\n    locator: Figure 3\n    treatment: {strategy: drug, mean: 4.2}\n"
        "    reference: {strategy: placebo, mean: 4.3}\n",
    ),
    "unused-source": Plant(
        "unused",
        "study.yaml",
        "\nstrategies:\n",
        "  - id: ¦letter\n    kind: paper\n    citation: Letter, invented.\n    short: Letter\n"
        "    peer_reviewed: true\n    checked: 2001-02-05\n    taken: Nothing.\n\nstrategies:\n",
    ),
    "key-order": Plant(
        "start",
        "others.yaml",
        "value: May 1998\n    text: As the paper has it.\n",
        "text: ¦As the paper has it.\n    value: May 1998\n",
    ),
}
#: What the appraisal finds once nothing is wrong.
APPRAISED = {
    "not-curated": Plant(
        "death-old",
        "death.yaml",
        "- id: death-old\n    endpoint: death\n    population: old\n    source: paper\n"
        "    locator: Figure 2\n    treatment:\n      strategy: drug\n    reference:\n"
        "      strategy: placebo\n    effect:\n      measure: hazard ratio\n"
        "      adjusted: false\n      estimate: 0.75\n",
        "- id: ¦death-old\n    endpoint: death\n    population: old\n    source: paper\n"
        "    locator: Figure 2\n    treatment:\n      strategy: drug\n    reference:\n"
        "      strategy: placebo\n    effect:\n      measure: hazard ratio\n"
        "      adjusted: false\n      estimate: 1.75\n",
    ),
}


def planted(files: Mapping[str, str], plants: Mapping[str, Plant]) -> tuple[Files, Places]:
    """The files with the faults in them, and where each is reported, as file:line:column."""
    marked = dict(files)
    for rule, plant in plants.items():
        assert marked[plant.file].count(plant.old) == 1, rule
        marked[plant.file] = marked[plant.file].replace(
            plant.old, plant.new.replace("¦", f"¦{rule}¦")
        )
    places: Places = []
    for name, text in marked.items():
        lines = text.split("\n")
        for number, line in enumerate(lines):
            while mark := re.search("¦(.+?)¦", line):
                places.append((f"{name}:{number + 1}:{mark.start() + 1}", mark[1]))
                line = line.replace(mark[0], "", 1)
            lines[number] = line
        marked[name] = "\n".join(lines)
    return marked, places


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """The files of a study in its folder, with the folder's name as its id."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text.replace("STUDY", folder.name), encoding="utf-8")
    return folder


#: Rules over folders and files, broken where a study stands and not by what is in it.
OF_FOLDERS = {
    "file-ending",
    "folder-name",
    "repeated-study",
    "second-default",
    "shipped-study",
    "unread-file",
    "unreadable-file",
}

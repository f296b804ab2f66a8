from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import get_args

import plants
import pytest
from running import altto

from altto_cli.check import check
from altto_cli.loader.reading import read_study
from altto_cli.model import MEASURES, DifferenceMeasure, Duration, RatioMeasure, Study

#: an invented comparison with what no ratio can hold
PAIN = """\
endpoints:
  - id: pain
    label: pain
    name: Pain score
    unit: points

results:
  - id: pain-all
    endpoint: pain
    population: all
    source: paper
    locator: Table 7
    treatment:
      strategy: drug
      mean: -5.2
    reference:
      strategy: placebo
      mean: -3.1
    difference:
      measure: mean difference
      adjusted: true
      estimate: -2.10
      ci_low: -3.4
      ci_high: -0.8
      ci_level: 95
      at_months: 6
      p: "0.002"
      p_kind: superiority
      p_label: P
  - id: pain-rates
    endpoint: pain
    population: old
    source: paper
    locator: Table 8
    treatment:
      strategy: drug
      event_rate: 2.3
      per_patient_years: 100
    reference:
      strategy: placebo
      event_rate: 3.10
      per_patient_years: 100
    median_follow_up_months: 25.3
  - id: pain-by-age
    endpoint: pain
    population: old
    source: paper
    locator: Table 9
    versus_population: young
    treatment:
      strategy: drug
    reference:
      strategy: placebo
    p_value:
      p: "0.007"
      p_kind: interaction
      p_label: P
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def study(*changes: tuple[str, str]) -> Study:
    plants.written(Path("invented"), {**plants.SOUND, "pain.yaml": changed(*changes)})
    found, problems = read_study(Path("invented"))
    assert problems == []
    assert found
    return found


def changed(*changes: tuple[str, str]) -> str:
    text = PAIN
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def faults(*changes: tuple[str, str]) -> list[str]:
    plants.written(Path("invented"), {**plants.SOUND, "pain.yaml": changed(*changes)})
    return [str(each).removeprefix("invented/") for each in check(["invented"]).problems]


def sentence(words: str) -> str:
    """The sentence of the invented study that has these words."""
    study()
    done = altto("results", "pain", "--study", "invented", "--evidence", ".", "-f", "sentence")
    assert done.code == 0, done.err
    [line] = [line for line in done.out.splitlines() if words in line]
    return line


def test_every_measure_has_a_scale_and_a_null() -> None:
    assert set(MEASURES) == {*get_args(RatioMeasure), *get_args(DifferenceMeasure)}
    for measure, measured in MEASURES.items():
        is_ratio = measure in get_args(RatioMeasure)
        assert (measured.scale, measured.null) == (
            ("ratio", Decimal(1)) if is_ratio else ("difference", Decimal(0))
        )


def test_a_difference_keeps_its_digits_and_sign() -> None:
    result = study().result("pain-all")
    assert result.difference
    assert str(result.difference.estimate) == "-2.10"
    assert result.difference.time == Duration(Decimal(6), "months")
    assert result.effect is None


def test_the_unit_is_that_of_the_measure_or_else_of_the_endpoint() -> None:
    found = study()
    assert found.unit(found.result("pain-all")) == "points"
    assert found.unit(found.result("pain-rates")) == "points"


def test_a_difference_is_said_with_unit_and_interval() -> None:
    said = sentence("mean difference")
    assert "−5.2 points with drug (n 501, derived) and −3.1 points with placebo" in said
    assert (
        "adjusted mean difference at 6 months −2.10 points (95% CI −3.4 to −0.8); P = 0.002" in said
    )
    assert "ratio not reported" not in said


def test_a_rate_is_said_per_patient_years() -> None:
    said = sentence("patient-years")
    assert "2.3 per 100 patient-years with drug" in said
    assert "3.10 per 100 patient-years with placebo" in said


def test_months_are_not_turned_into_years() -> None:
    found = study()
    result = found.result("pain-rates")
    assert found.followed(result) == Duration(Decimal("25.3"), "months")
    assert found.follow_up(result) is None


def test_the_sound_pain_has_no_fault() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("-2.10", "-2,10", "pain.yaml:22:17: wrong-type: estimate must be a figure as printed,"),
        ("ci_low: -3.4", "ci_low: 3.4", "pain.yaml:23:15: interval-order: ci_low 3.4 is above"),
        (
            "      ci_level: 95\n",
            "",
            "pain.yaml:23:15: interval-level: an interval of which",
        ),
        ('p: "0.002"', 'p: "NS"', "pain.yaml:27:10: p-form: p is 'NS'"),
        ("mean difference", "hazard ratio", "pain.yaml:20:16: unknown-word: measure cannot be"),
        ("at_months: 6", "at_months: -6", "pain.yaml:26:18: years-range: at_months is -6"),
        (
            "strategy: drug\n      event_rate: 2.3\n      per_patient_years: 100",
            "strategy: drug\n      event_rate: 2.3",
            "pain.yaml:37:19: patient-years: per how many patient-years?",
        ),
        ("p_kind: interaction", "p_kind: superiority", "pain.yaml:49:24: ratio-of-ratios: only a"),
        (
            "    unit: points\n",
            "",
            "pain.yaml:2:9: missing-unit: the means of pain (pain-all) have no unit",
        ),
    ],
)
def test_a_fault_in_a_difference_is_found(old: str, new: str, said: str) -> None:
    [found] = faults((old, new))
    assert found.startswith(said)

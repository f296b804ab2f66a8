"""Records: made whole or not at all, never changed, found by their ids."""

from __future__ import annotations

import pickle
from decimal import Decimal

import invented
import pytest

from altto_cli.model import Effect, Fact, Term


def test_a_record_with_a_key_that_it_has_not_fails_when_it_is_made() -> None:
    with pytest.raises(TypeError, match="Effect has no mesure"):
        Effect(mesure="hazard ratio", adjusted=True, estimate=Decimal("0.44"))  # type: ignore[call-arg]


def test_a_record_without_what_it_needs_fails_when_it_is_made() -> None:
    with pytest.raises(TypeError, match="Term needs label, text"):
        Term(id="dfs")  # type: ignore[call-arg]


def test_what_a_record_does_not_need_may_be_left_out() -> None:
    assert Fact(id="n", section="design", label="Patients", text="One.").value is None


def test_a_record_does_not_change() -> None:
    term = Term(id="dfs", label="DFS", text="Survival.")
    with pytest.raises(AttributeError):
        term.text = "Another."  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del term.text


def test_records_are_found_by_their_ids() -> None:
    study = invented.study(
        *(invented.result(f"result-{number}") for number in range(3)),
        groups=(invented.group("new/all", 5), invented.group("old/all", 6)),
    )
    assert study.result("result-1") is study.results[1]
    assert study.source("abstract") is study.sources[1]
    assert study.strategy("old") is study.strategies[1]
    assert study.endpoint("os") is study.endpoints[1]
    assert study.population("older") is study.populations[2]
    assert study.group("old", "all") is study.groups[1]
    assert study.group("old", "young") is None
    with pytest.raises(KeyError):
        study.result("result-3")


def test_a_record_is_found_without_looking_at_the_others() -> None:
    asked = 0

    class Counted(str):
        def __eq__(self, other: object) -> bool:
            nonlocal asked
            asked += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    study = invented.study(*(invented.result(Counted(f"result-{i}")) for i in range(1_000)))
    study.result("result-0")
    asked = 0
    for i in range(1_000):
        study.result(f"result-{i}")
    assert asked < 3_000


def test_what_was_looked_up_is_no_part_of_a_study() -> None:
    study = invented.study(invented.result("one"))
    fresh = pickle.dumps(study)
    study.result("one")
    assert pickle.dumps(study) == fresh
    assert study._replace(n=4).result("one") is study.results[0]
    assert pickle.loads(fresh) == study

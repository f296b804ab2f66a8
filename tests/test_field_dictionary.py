from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from altto_cli import model
from altto_cli.loader import nodes
from altto_cli.loader.build import Builder, keys
from altto_cli.loader.reading import read_study

DICTIONARY = (Path(__file__).parent.parent / "evidence" / "README.md").read_text(encoding="utf-8")
[TEMPLATE] = re.findall(r"^```yaml\n(.*?)^```", DICTIONARY, re.MULTILINE | re.DOTALL)
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##)", DICTIONARY, re.MULTILINE | re.DOTALL))
RECORDS: dict[str, Any] = {
    name.lower(): record
    for name, record in vars(model).items()
    if isinstance(record, type) and issubclass(record, model.Record)
    if record is not model.Record
}


def table(section: str) -> list[tuple[str, str]]:
    """Each key of a section's table, with whether it is needed."""
    return re.findall(r"^\| `(\w+)` \| (yes|no) \|", SECTIONS[section], re.MULTILINE)


def words(kind: Any) -> set[str]:
    """The words to which a value is limited."""
    if get_origin(kind) is Literal:
        return set(get_args(kind))
    return {word for each in get_args(kind) for word in words(each)}


def test_every_record_has_a_section() -> None:
    assert set(SECTIONS) == set(RECORDS)


@pytest.mark.parametrize("record", RECORDS)
def test_a_section_has_every_key_and_says_whether_it_is_needed(record: str) -> None:
    assert sorted(table(record)) == sorted(
        (key.name, "yes" if key.is_required else "no") for key in keys(RECORDS[record]).values()
    )


@pytest.mark.parametrize("record", RECORDS)
def test_a_section_has_every_word_that_a_value_may_be(record: str) -> None:
    for key in keys(RECORDS[record]).values():
        [row] = re.findall(rf"^\| `{key.name}` \|.*$", SECTIONS[record], re.MULTILINE)
        assert words(key.kind) <= set(re.findall(r"`([^`]+)`", row))


def test_links_lead_to_sections() -> None:
    assert set(re.findall(r"\]\(#(\w+)\)", DICTIONARY)) <= set(SECTIONS)


def test_the_study_shown_is_sound(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text(TEMPLATE, encoding="utf-8")
    study, problems = read_study(tmp_path)
    assert problems == []
    assert study
    effect = study.result("death-all-borealin-vs-placebo").effect
    assert effect
    assert effect.p == ".11"


def test_the_fault_shown_is_what_is_said() -> None:
    [said] = re.findall(r"^   (dfs\.yaml:42:17: .*)$", DICTIONARY, re.MULTILINE)
    root, _ = nodes.read(b"\n" * 41 + b"      estimate: 0.00\n", "dfs.yaml")
    assert root
    builder = Builder()
    builder.record(model.Effect, root)
    assert said in [str(problem) for problem in builder.problems]


def test_what_touches_may_hold_is_said() -> None:
    for said in ("`results/ID`", "`groups/STRATEGY/POPULATION`", "`facts/ID`", "`sources/ID`"):
        assert said in SECTIONS["remark"]
    assert "`study`" in SECTIONS["remark"]

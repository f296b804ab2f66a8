from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml
from asking import asked

from altto_cli.check import check
from altto_cli.check.schema import schema

#: what a person writes after each empty key, from the first line to the last; None deletes it
FILLED: list[str | None] = [
    "Borealin in heart failure",
    '"2026.1"',
    "randomised, double-blind trial",
    "true",
    "false",
    "1579",
    None,  # median_follow_up_years
    "paper",
    "Aurora Investigators. J Invented Res 2001;1(2):3-14.",
    "Aurora Investigators, J Invented Res 2001",
    "true",
    "2026-11-22",
    "full text",
    "Every figure.",
    "10.5555/aurora.2001",
    None,  # pmid
    "borealin",
    "Borealin",
    "placebo",
    "Placebo",
    "death",
    "death",
    "Death from any cause",
    "1579",
    "borealin",
    "Borealin",
    "790",
    "Table 1",
    "placebo",
    "Placebo",
    "789",
    "Table 1",
    "death-all-borealin-vs-placebo",
    "death",
    "Table 2",
    "borealin",
    "84.0",
    "2",
    "121",
    "placebo",
    "80.8",
    "2",
    "144",
    "hazard ratio",
    "true",
    "0.82",
    "0.62",
    "1.08",
    "97.5",
    '".11"',
    "superiority",
    None,  # p_test
    "P",
    None,  # significance
]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def empty(text: str) -> list[int]:
    """The lines that wait for a value, counted from 0."""

    def waiting(node: yaml.Node) -> Iterator[int]:
        if isinstance(node, yaml.ScalarNode):
            yield from [] if node.value else [node.start_mark.line]
        for each in node.value if isinstance(node, yaml.CollectionNode) else ():
            for part in each if isinstance(each, tuple) else (each,):
                yield from waiting(part)

    return [
        line for part in [yaml.compose(text, yaml.BaseLoader)] if part for line in waiting(part)
    ]


def filled(text: str) -> str:
    """The template as a person fills it in."""
    lines = text.splitlines(keepends=True)
    for number, value in zip(empty(text), FILLED, strict=True):
        lines[number] = lines[number].replace(":", f": {value}", 1) if value else ""
    return "".join(lines)


def test_a_study_is_begun() -> None:
    assert asked("new", "study", "own/aurora") == (
        "own/aurora/study.yaml is to be filled in; what to write stands in it.\n"
        "Then: altto check own/aurora\n",
        "",
        0,
    )
    assert sorted(str(path) for path in Path("own").rglob("*.*")) == [
        "own/aurora/schema.json",
        "own/aurora/study.yaml",
    ]


def test_check_names_each_empty_line_and_nothing_else() -> None:
    asked("new", "study", "aurora")
    waiting = empty(Path("aurora/study.yaml").read_text(encoding="utf-8"))
    problems = check(["aurora"]).problems
    assert {problem.rule for problem in problems} == {"empty-value"}
    assert [problem.place.line - 1 for problem in problems] == waiting
    assert len(waiting) == 54


def test_a_template_that_is_filled_in_is_sound_and_answers() -> None:
    asked("new", "study", "own/aurora")
    path = Path("own/aurora/study.yaml")
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert asked("check", "own") == ("1 study, no fault\n", "", 0)
    done = asked("results", "death", "--study", "aurora", "--evidence", "own", "-f", "sentence")
    assert done.code == 0
    assert (
        "84.0% with borealin (n 790) and 80.8% with placebo (n 789);"
        " adjusted HR 0.82 (97.5% CI 0.62–1.08); P = .11; "
    ) in done.out
    assert "aurora" in asked("studies", "--evidence", "own").out


def test_an_editor_marks_nothing_in_it() -> None:
    asked("new", "study", "aurora")
    text = Path("aurora/study.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema.json\n# $schema: schema.json\n")
    read = yaml.safe_load(filled(text).replace(": 2026-11-22", ': "2026-11-22"'))
    assert list(jsonschema.Draft7Validator(schema()).iter_errors(read)) == []


def with_all_examples(text: str) -> str:
    """The template with the # taken away from every record and key that is offered."""
    offered = re.compile(r"^( *)# ((  )*(- )?(\{|[a-z_]+:).*)")
    lines = [offered.sub(r"\1\2", line) for line in text.split("\n")]
    return "\n".join(line for line in lines if not line.startswith("#"))


def test_every_example_in_it_is_as_it_should_be() -> None:
    asked("new", "study", "aurora")
    path = Path("aurora/study.yaml")
    text = with_all_examples(filled(path.read_text(encoding="utf-8")))
    for example in (
        "harm: Bleeding",
        "    key: true",
        "  - id: nausea-",
        "    includes:",
        "better:",
    ):
        assert f"\n{example}" in text or f"\n    {example}" in text, example
    path.write_text(text, encoding="utf-8")
    problems = check(["aurora"]).problems
    undeclared = {"unknown-endpoint", "unknown-population", "unknown-strategy"}
    assert [str(each) for each in problems if each.rule not in undeclared] == []
    assert problems != ()


def test_what_is_asked_for_fits_a_screen() -> None:
    asked("new", "study", "aurora")
    text = Path("aurora/study.yaml").read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("there", ["study.yaml", "schema.json"])
def test_nothing_is_overwritten(there: str) -> None:
    Path("aurora").mkdir()
    Path("aurora", there).write_text("mine")
    assert asked("new", "study", "aurora") == (
        "",
        f"altto: aurora/{there} exists already, and nothing was written; name another folder,"
        " or see what it lacks: altto check aurora\n",
        3,
    )
    assert [(path.name, path.read_text()) for path in Path("aurora").iterdir()] == [(there, "mine")]


def test_a_folder_that_cannot_be_made_is_refused() -> None:
    Path("file").write_text("")
    done = asked("new", "study", "file/aurora")
    assert (done.out, done.code) == ("", 3)
    assert done.err == "altto: file/aurora could not be made: Not a directory\n"


def test_a_folder_is_named_like_an_id() -> None:
    assert asked("new", "study", "My Study") == (
        "",
        "altto: 'My Study' is no id; write small letters, digits and single hyphens:"
        " altto new study my-study\n",
        2,
    )
    assert not Path("My Study").exists()


def test_a_study_that_the_program_brings_is_not_begun_again() -> None:
    assert asked("new", "study", "soft") == (
        "",
        "altto: the program brings a study soft; name yours otherwise\n",
        2,
    )


def test_only_a_study_can_be_begun() -> None:
    assert asked("new", "paper", "aurora") == (
        "",
        "altto: no template 'paper'; known: study\n",
        2,
    )

"""The program knows no study: what it says of one comes from files that anybody may write."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from asking import AURORA, FORMATS, GOOD, answer, ask, drawn

from altto_cli import load
from altto_cli.medicine import RIGHT_IN_MEDICINE
from altto_cli.model import Result, Study

PACKAGE = Path(__file__).parent.parent / "altto_cli"
MODULES = sorted(PACKAGE.rglob("*.py"))
SHIPPED = load().studies
STUDY = load(GOOD, studies=["aurora"]).studies[0]
#: names that are words of everybody, or of the model
ORDINARY = {"her2-positive", "her2-negative", "all", "all patients", "recurrence", "registry"}
#: a number that is not part of a longer one
FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?!\d|\.\d)")
#: what commands are called, and what an error says to type
COMMAND_NAMES = {"words.py": ["dfs", "drfs", "os", "postmenopausal", "premenopausal", "ttdr"]}
EXAMPLES = {"check/template.py": ["placebo"]}
#: the list of words that mean something of their own, whatever studies there are
MEDICINE = " ".join(f"{word} {meaning}" for word, meaning in RIGHT_IN_MEDICINE.items())


def module(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


#: every module, and those of them that are not what a person types
EVERYWHERE = {module(path): path for path in MODULES}
BEHIND = {name: path for name, path in EVERYWHERE.items() if path.parent.name != "cli"}


@cache
def said(path: Path) -> str:
    """The texts and numbers of a module, a line each, but its remarks to a reader."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    remarks = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        if isinstance(node.body[0], ast.Expr)
    }
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return "\n".join(
        str(node.value)
        for node in constants
        if id(node) not in remarks and not isinstance(node.value, bytes)
    ).casefold()


def named(path: Path, names: set[str]) -> list[str]:
    """The names that stand in the module as words of their own."""
    text = said(path)
    words = {name.casefold() for name in names if len(name) > 1} - ORDINARY
    if module(path) == "medicine.py":
        words -= {word for word in words if word in MEDICINE.casefold()}
    return sorted(
        word
        for word in words
        if word in text and re.search(rf"(?<![\w-]){re.escape(word)}(?!\w|-|\.\w)", text)
    )


def strategies() -> set[str]:
    """The ids and words of all strategies."""
    return {
        word
        for study in SHIPPED
        for each in study.strategies
        for word in (each.id, each.label, *each.also)
    }


def records() -> set[str]:
    """The ids of all studies, results and sources, and their titles."""
    return {
        word
        for study in SHIPPED
        for word in (
            study.id,
            study.title,
            *(each.id for each in study.results),
            *(each.id for each in study.sources),
        )
    }


def outcomes() -> set[str]:
    """The ids and names of all endpoints and populations."""
    endpoints = {
        word
        for study in SHIPPED
        for each in study.endpoints
        for word in (each.id, each.label, each.name)
    }
    return endpoints | {
        word for study in SHIPPED for each in study.populations for word in (each.id, each.label)
    }


def figures(study: Study, result: Result) -> set[str]:
    """The figures of a result as printed, but those of one digit."""
    effect = result.effect
    found: list[object] = [effect.estimate, effect.ci_low, effect.ci_high] if effect else []
    for arm in result.arms:
        group = study.group(arm.strategy, result.population)
        found += [arm.event_free_percent, arm.event_percent, group and group.n, arm.events]
    return {str(figure) for figure in found if figure is not None and len(str(figure)) > 2}


def namers(modules: Mapping[str, Path], names: set[str]) -> dict[str, list[str]]:
    """The modules that name any of them, and which."""
    return {name: found for name, path in modules.items() if (found := named(path, names))}


def test_no_module_names_a_study_a_result_or_a_source() -> None:
    assert namers(EVERYWHERE, records()) == {}


def test_a_strategy_is_named_only_in_the_examples_of_the_command_line() -> None:
    found = namers(BEHIND, strategies())
    # Classes of drugs are words of medicine, and strategies of some studies are called so.
    assert {name: found[name] for name in found.keys() - {"medicine.py"}} == EXAMPLES


def test_an_endpoint_or_population_is_named_only_as_a_command_or_its_option() -> None:
    # What a status and a harm are called stands where names and harms are checked, and in examples.
    checking = {"check/consistency.py", "check/template.py", "medicine.py"}
    found = namers(BEHIND, outcomes())
    assert {name: found[name] for name in found.keys() - checking} == COMMAND_NAMES


def test_no_module_holds_two_figures_of_a_result() -> None:
    # One module holds the widths of every letter, one the figures of invented examples.
    modules = EVERYWHERE.keys() - {"render/forest/advance.py", "check/template.py"}
    numbers = {name: set(FIGURE.findall(said(EVERYWHERE[name]))) for name in modules}
    held = [
        (name, result.id, found)
        for study in SHIPPED
        for result in study.results
        for name in modules
        if len(found := figures(study, result) & numbers[name]) > 1
    ]
    assert held == []


def test_the_names_looked_for_are_there_to_be_found() -> None:
    assert {"altto-endocrine", "dfs-all-ai-vs-serm", "hmp"} <= records()
    assert {"serm-ofs", "letrozole", "Lapatinib"} <= strategies()
    assert {"drfs", "Disease-free survival", "Postmenopausal"} <= outcomes()
    dfs = load().study("altto-endocrine").result("dfs-postmenopausal-ai-vs-serm")
    assert figures(load().study("altto-endocrine"), dfs) == {
        "0.65", "0.50", "0.85", "81.5", "75.0", "1015", "377",
    }  # fmt: skip
    assert named(PACKAGE / "cli" / "lookup.py", outcomes()) != []


# A study of another disease.

COMMANDS = [
    ("summary",),
    *(("results", each.id) for each in STUDY.endpoints),
    ("results", "admission"),
    ("results", "death-or-admission", "--population", "low-ejection-fraction"),
    ("results", "death-or-admission", "-t", "bor", "-r", "dummy tablets"),
    ("compare",),
    ("compare", "borealin", "placebo"),
    ("compare", "placebo", "diuretic + borealin"),
    ("compare", "bor", "placebo", "--population", "home"),
    ("subgroups",),
    ("find", "0.82"),
    ("sources",),
    ("studies",),
    ("absolute",),
    ("absolute", "death-or-admission"),
    ("appraise",),
    ("forest", "death-or-admission"),
]
#: commands that are words of another disease, and what they say of this one
REFUSED = {
    ("dfs",): "no endpoint 'dfs' in aurora; known: admission, ",
    ("premenopausal",): "menopausal status is not recorded in aurora",
    ("results", "deth"): "no endpoint 'deth' in aurora; did you mean death?",
    ("results", "death", "--menopause", "pre"): "menopausal status is not recorded in aurora",
    ("compare", "borealin", "placebos"): "no strategy 'placebos' in aurora; did you mean placebo?",
    (
        "results",
        "death",
        "--population",
        "hom",
    ): "no population 'hom' in aurora; did you mean home?",
}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_study_of_another_disease_is_answered(words: tuple[str, ...]) -> None:
    out = {format: drawn((*words, *AURORA), format) for format in FORMATS}
    assert [format for format in FORMATS if not out[format].strip()] == []
    assert [format for format in FORMATS if "ALTTO" in out[format]] == []
    [study] = json.loads(out["json"])["studies"]
    assert study["id"] == "aurora"


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_another_disease_has_not_is_refused_in_its_own_words(words: tuple[str, ...]) -> None:
    ran = ask(*words, *AURORA)
    assert (ran.out, ran.code in (1, 2)) == ("", True)
    assert ran.err.startswith(f"altto: {REFUSED[words]}")


def test_measures_levels_and_times_of_any_kind_are_said() -> None:
    out = answer("compare", *AURORA, "--format", "sentence")
    for said in (
        "adjusted rate ratio 0.74 (99% CI 0.55–0.99)",
        "odds ratio 1.23 (CI not reported)",
        "risk ratio 1.04 (95% CI 0.91–1.19)",
        "adjusted ratio of HRs 0.70 (95% CI 0.41–1.20)",
        "adjusted HR 0.82 (97.5% CI 0.62–1.08)",
        "1.5-year",
    ):
        assert said in out

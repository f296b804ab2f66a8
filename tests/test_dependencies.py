"""The versions that may be installed are those with which the program was tried."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HERE = Path(__file__).parent.parent
PROJECT = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = {each.name: each for each in map(Requirement, PROJECT["dependencies"])}
README = (HERE / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("typer", "0.26.0"),  # ignores options of the environment
        ("typer", "0.26.1"),  # refuses one
        ("typer", "0.29.0"),  # loads pydantic at every start
        ("rich", "13.7.1"),  # cannot be had with that Typer
    ],
)
def test_a_version_that_does_not_do_is_not_installed(name: str, version: str) -> None:
    assert version not in NEEDED[name].specifier


def test_the_readme_names_the_lowest_versions_as_tried() -> None:
    _, _, after = README.partition("lowest versions that may be installed (")
    tried = dict(re.findall(r"(\w+) ([\d.]+)", after.partition(")")[0]))
    lowest = {
        name: next(each.version for each in needed.specifier if each.operator == ">=")
        for name, needed in NEEDED.items()
    }
    assert {name.lower(): version for name, version in tried.items()} == {
        "pyyaml": lowest["pyyaml"],
        "rich": f"{lowest['rich']}.0",
        "typer": lowest["typer"],
    }

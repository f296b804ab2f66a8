"""The shells complete everything that altto takes, and nothing that it does not."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from asking import GOOD, answer, ask, commands
from completing import SHELLS, completed
from running import environment

from altto_cli import load
from altto_cli.cli.answer import library
from altto_cli.cli.completion.known import KINDS, OF_COMMAND, known
from altto_cli.cli.inside import program
from altto_cli.words import ALIASES

README = Path(__file__).parent.parent / "README.md"
LIBRARY = cache(library)
STUDIES = [study.id for study in load().studies]
#: What a line is completed with.
LINES: dict[str, list[str]] = {
    "altto ": [*commands(), *ALIASES, "help"],
    "altto df": ["dfs"],
    "altto dfs ": ["pre", "post", "overall"],
    "altto dfs p": ["pre", "post"],
    "altto dfs --me": ["--menopause"],
    "altto dfs -m ": ["pre", "post", "overall"],
    "altto dfs --menopause=o": ["overall"],
    "altto DFS pre -t s": ["serm-ofs", "serm"],
    "altto dfs -t ": ["ai", "ofs-ai", "serm-ofs", "serm"],
    "altto dfs --study soft-text -t o": ["ofs-ai", "ofs"],
    "altto dfs --study=soft-text -t o": ["ofs-ai", "ofs"],
    "altto dfs --study SOFT-TEXT -t o": ["ofs-ai", "ofs"],
    "altto dfs --study my-own -t ": [],
    "altto --study soft-text results ": [
        *("dfs", "drfi", "os", "bcfi", "by-her2-status"),
        *("pre", "post", "overall"),
    ],
    "altto dfs --study ": STUDIES,
    "altto dfs --population ": ["all", "postmenopausal", "premenopausal"],
    "altto -m pre o": ["os"],
    "altto compare ai vs ": ["ofs-ai", "serm-ofs", "serm", "pre", "post", "overall"],
    "altto compare AI vs serm ": ["pre", "post", "overall"],
    "altto compare ai vs serm p": ["pre", "post"],
    "altto compare ai ": ["ofs-ai", "serm-ofs", "serm", "vs", "pre", "post", "overall"],
    "altto ttdr -f js": ["json", "jsonl"],
    "altto audit -f g": ["github"],
    "altto check -f ": ["text", "json"],
    "altto cite -s ": ["ama", "vancouver", "bibtex", "ris", "csl-json"],
    "altto os --style ": ["house", "ama", "jco", "nejm", "lancet"],
    "altto os --notes ": ["key", "all"],
    "altto os --color ": ["auto", "always", "never"],
    "altto export --to s": ["sqlite"],
    "altto explain e-": ["e-value"],
    "altto check --explain ratio-": ["ratio-of-groups", "ratio-of-ratios", "ratio-range"],
    "altto cite picc": ["piccart-2016"],
    "altto help sum": ["summary"],
    "altto completion ": list(SHELLS),
    "altto forest --title ": [],
    "altto find ": [],
    "altto nothing ": [],
    "altto audit fi": ["file.md"],
    "altto forest -o fi": ["file.md"],
    "altto new study fo": ["folder"],
    "altto dfs --evidence fo": ["folder"],
}


@cache
def script(shell: str) -> str:
    return answer("completion", shell)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "file.md").write_text("")
    (tmp_path / "folder").mkdir()
    return tmp_path


def offered(shell: str, lines: list[str], folder: Path, **env: str) -> list[set[str]]:
    (folder / "script").write_text(script(shell), encoding="utf-8")
    found = completed(shell, lines, folder, **env)
    # Shells differ in what they say of a folder and of a word behind a sign of equality.
    return [{word.rstrip("/").rpartition("=")[2] for word in each} for each in found]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_line_is_completed_with_what_fits_there(shell: str, folder: Path) -> None:
    found = dict(zip(LINES, offered(shell, list(LINES), folder), strict=True))
    assert found == {line: set(words) for line, words in LINES.items()}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_says_how_it_is_installed_as_the_readme_does(shell: str, folder: Path) -> None:
    head = re.findall(r"^#   (.*)", script(shell), re.MULTILINE)
    readme = README.read_text(encoding="utf-8")
    assert "\n".join(["", *head, ""]) in readme
    (folder / "bin").mkdir()
    (folder / "bin" / "altto").write_text('#!/bin/sh\necho "the script for $2"\n')
    (folder / "bin" / "altto").chmod(0o755)
    env = environment(HOME=str(folder), PATH=f"{folder}/bin:{os.environ['PATH']}")
    subprocess.run(["sh", "-ec", "\n".join(head)], env=env, check=True)
    written = [
        path for path in folder.rglob("*altto*") if path.is_file() and path.parent.name != "bin"
    ]
    assert [path.read_text() for path in written] == [f"the script for {shell}\n"]


@pytest.mark.parametrize("shell", SHELLS)
def test_no_program_is_started(shell: str, folder: Path) -> None:
    for name in ("altto", "python", "python3"):
        program = folder / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\ntouch '{folder}/started'\n")
        program.chmod(0o755)
    path = f"{folder}/bin:{os.environ['PATH']}"
    assert all(
        offered(shell, ["altto df", "altto dfs -t ", "altto dfs --study "], folder, PATH=path)
    )
    assert not (folder / "started").exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_options_of_every_command_are_those_of_its_help(shell: str, folder: Path) -> None:
    asked = [*commands(), *ALIASES]
    found = offered(shell, [f"altto {command} -" for command in asked], folder)
    assert len(asked) > 20
    assert dict(zip(asked, found, strict=True)) == {command: of_help(command) for command in asked}


def of_help(command: str) -> set[str]:
    options = answer("help", command).partition("Options:")[2]
    lines = re.findall(r"^  (-\S.*?)(?:  |$)", options, re.MULTILINE)
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(lines)))


@pytest.mark.parametrize("shell", SHELLS)
def test_studies_of_one_s_own_are_offered_beside_those_shipped(shell: str, folder: Path) -> None:
    for name in ("one", "$(touch acted)"):
        (folder / "mine" / name).mkdir(parents=True)
        (folder / "mine" / name / "study.yaml").write_text("")
    evidence = f"{GOOD}:mine:mine/one:absent"
    [found] = offered(shell, ["altto dfs --study "], folder, ALTTO_EVIDENCE=evidence)
    assert found == {*STUDIES, "aurora", "one"}


def test_every_parameter_of_the_program_has_its_kind_of_words() -> None:
    every = {
        (name, each.name)
        for name, command in program().commands.items()
        for each in command.params
        if each.param_type_name == "argument" or not each.is_flag
    }
    assert {name for _, name in every} == set(KINDS)
    assert set(OF_COMMAND) <= every


#: How the words of a kind are tried.
TRIED = {
    "colours": "dfs pre --color {}",
    "exports": "export -o /dev/null/absent --to {}",
    "formats": "os -f {}",
    "formats-of-audit": "audit tests/audit/manuscript.md -f {}",
    "formats-of-check": "check --explain alias -f {}",
    "formats-of-cite": "cite -f {}",
    "keys": "os -f sentence --cite {}",
    "notes": "os --notes {}",
    "shells": "completion {}",
    "statuses": "dfs {}",
    "styles": "os -f sentence --style {}",
    "styles-of-cite": "cite -s {}",
    "templates": "new {} /dev/null/absent",
    "versus": "compare ai {} serm",
}


@pytest.mark.parametrize("kind", TRIED)
def test_every_word_that_is_offered_is_known(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Read once, since the commands ask for it again and again.
    monkeypatch.setattr("altto_cli.cli.answer.library", LIBRARY)
    choices = {each.patterns: each.words for each in known((), load().studies)}
    words = choices[(f"{kind}:*",)]
    assert len(words) > 0
    refused = [word for word, _ in words if ask(*TRIED[kind].format(word).split()).code == 2]
    assert refused == []

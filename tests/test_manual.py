"""The manual pages say of every command what its help says, and read well on a terminal."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from asking import answer, commands
from running import environment

from altto_cli.cli.manual import pages
from altto_cli.words import ALIASES

PAGES = pages()


def shown(page: str, folder: Path) -> str:
    """The page as `man` shows it on 80 columns."""
    if not shutil.which("man") or not shutil.which("lexgrog"):
        pytest.skip("man-db is not installed")
    (folder / "page.1").write_text(page, encoding="utf-8")
    command = ["man", "--warnings", "-P", "cat", "-l", str(folder / "page.1")]
    env = environment(MANWIDTH="80", LC_ALL="C.UTF-8")
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=True)
    assert done.stderr == ""
    return re.sub(r".\x08", "", done.stdout)


def plain(page: str) -> str:
    return re.sub(r"\\f[BRI]", "", page).replace("\\-", "-").replace("\\&", "").replace("\\e", "\\")


def test_there_is_a_page_of_the_program_and_of_every_command() -> None:
    assert set(PAGES) == {"altto.1", *(f"altto-{name}.1" for name in commands())}


@pytest.mark.parametrize("name", commands())
def test_the_page_of_a_command_has_all_that_its_help_has(name: str) -> None:
    page = " ".join(plain(PAGES[f"altto-{name}.1"]).replace(".TP", "").split())
    usage, _, rest = answer("help", name).partition("\n\n")
    for part in re.split(r"\n+(?:Arguments:|Options:)?|  +(?:Example: )?", rest):
        assert " ".join(part.split()) in page
    assert usage.removeprefix(f"Usage: altto {name} ") in page
    assert [alias for alias, of in ALIASES.items() if of == name and alias not in page] == []


def test_the_page_of_the_program_names_every_command_and_example() -> None:
    page = plain(PAGES["altto.1"])
    assert [name for name in commands() if f"\naltto-{name}(1)\n" not in page] == []
    for example in re.findall(r"^  (altto .*?)  ", answer("-h"), re.MULTILINE):
        assert f"\n{example}\n" in page


def test_what_is_built_into_the_wheel_is_the_same_at_every_build() -> None:
    code = (
        "import sys; from altto_cli.cli import manual; from altto_cli.cli.completion import script;"
        "sys.stdout.write(script.script('bash') + ''.join(manual.pages().values()))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            env=environment(PYTHONHASHSEED=seed),
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1
    assert len(made.pop()) > 10_000


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_on_80_columns(name: str, tmp_path: Path) -> None:
    text = shown(PAGES[name], tmp_path)
    assert text.startswith(f"{name.removesuffix('.1').upper()}(1)")
    assert max(map(len, text.splitlines())) <= 80
    assert "not advice for a patient" in " ".join(text.split()) or name != "altto.1"

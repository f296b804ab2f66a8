"""Completes lines in the real shells, as TAB does."""

import os
import pty
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from running import environment

SHELLS = ("bash", "zsh", "fish")
_PATIENCE = 60

_BASH = """
set -u
source ./script
while IFS='' read -r line; do
    read -ra COMP_WORDS <<<"${line//=/ = }"
    [[ $line == *[=\\ ] ]] && COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    COMPREPLY=()
    _altto
    printf '%s\\n' "${COMPREPLY[@]}" .
done <lines >answers
"""
#: Completion has no other door in zsh than its line editor.
_ZSH = """
autoload -Uz compinit && compinit -D -u
source ./script
setopt nounset
compadd() {
    local -a found
    if (( ! $@[(I)-[a-zA-Z0-9]#(O|A|D)] )); then
        builtin compadd -A found "$@"
        hits+=($found)
    fi
    builtin compadd "$@"
}
complete_all() {
    for BUFFER in "${(@f)$(<lines)}"; do
        typeset -a hits=()
        CURSOR=$#BUFFER
        zle list_all
        print -rl -- $hits . >>answers
    done
    exit
}
zle -C list_all list-choices _main_complete
zle -N complete_all
bindkey '^X' complete_all
"""
_FISH = """
source ./script
while read -l line
    complete -C $line | string replace -r '\\t.*' ''
    echo .
end <lines >answers
"""


def completed(shell: str, lines: Iterable[str], folder: Path, **env: str) -> list[list[str]]:
    """What the shell offers at the end of each line, in `folder`, where the files are."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    (folder / "lines").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "run").write_text({"bash": _BASH, "zsh": _ZSH, "fish": _FISH}[shell])
    run = {"bash": _run, "zsh": _type, "fish": _run}[shell]
    run(shell, folder, environment(HOME=str(folder), **env))
    answers = (folder / "answers").read_text(encoding="utf-8").split(".\n")
    return [[word for word in answer.splitlines() if word] for answer in answers[:-1]]


def _run(shell: str, folder: Path, env: dict[str, str]) -> None:
    done = subprocess.run(
        [shell, "run"], cwd=folder, env=env, capture_output=True, text=True, timeout=_PATIENCE
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def _type(shell: str, folder: Path, env: dict[str, str]) -> None:
    """Let the shell read the file at its prompt, and press the key that completes all lines."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [shell, "-f", "-i"], stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=env
    )
    os.close(slave)
    os.write(master, b"source run\n\x18")
    try:
        while os.read(master, 65536):
            pass
    except OSError:
        # How the end of a terminal is told.
        pass
    os.close(master)
    assert process.wait(_PATIENCE) == 0

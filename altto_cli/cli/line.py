"""The words of a command line: put in order before they are read, and refused in one line."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from altto_cli import words
from altto_cli.errors import UnknownWordError
from altto_cli.loader.cache import OFF, VARIABLE

#: What stands alone, whatever follows.
_FLAGS = {
    "-h", "--help", "--version", "--studies", "--nnt", "--all", "--strict", "--force", "--block",
    "--check", "--diff", "--no-cache", "--",
}  # fmt: skip


def arranged(typed: Sequence[str]) -> list[str]:
    """The words with the command first and by its name: `--menopause pre DFS`, `help dfs`."""
    at = command_at(typed)
    if at is None or "--version" in typed[:at]:
        return list(typed)
    name, rest = words.command_name(typed[at]), [*typed[:at], *typed[at + 1 :]]
    if name == "help":
        return [*(words.command_name(word) for word in rest[:1] if word != name), "--help"]
    if name == "find":
        return [name, *map(_figure, rest)]
    if words.menopause(name) and rest and words.command_name(rest[0]) in words.ENDPOINTS:
        return [words.command_name(rest[0]), typed[at], *rest[1:]]
    return [name, *rest]


def switched(typed: Sequence[str]) -> list[str]:
    """The words without `--no-cache`, which switches the cache off wherever it stands."""
    end = [*typed, "--"].index("--")
    if "--no-cache" in typed[:end]:
        os.environ[VARIABLE] = OFF
    return [word for at, word in enumerate(typed) if at > end or word != "--no-cache"]


def _figure(word: str) -> str:
    """The word; a figure below 0 with a minus that no option begins with."""
    return word.replace("-", "−", 1) if word[:1] == "-" and word[1:2].isdigit() else word


def command_at(typed: Sequence[str]) -> int | None:
    """Where the first word stands that is neither an option nor the value of one."""
    is_value = False
    for at, word in enumerate(typed):
        if not word.startswith("-") and not is_value:
            return at
        stands_alone = word in _FLAGS or "=" in word or (word[1:2] != "-" and len(word) > 2)
        is_value = word.startswith("-") and not is_value and not stands_alone
    return None


@contextmanager
def in_one_line(typed: Sequence[str]) -> Iterator[None]:
    """Refuse with the whole command where one word of it is known to be wrong."""
    try:
        yield
    except UnknownWordError as error:
        command = instead(typed, error.word, error.near) if error.near else None
        if command is None:
            raise
        raise UnknownWordError(f"{error} {command}") from None


def instead(typed: Sequence[str], word: str, near: str) -> str | None:
    """The command as typed with `near` for `word`, or None where that word does not stand alone."""
    written = [_changed(each, word, near) for each in typed]
    return words.quoted(["altto", *written]) if written != list(typed) else None


def _changed(each: str, word: str, near: str) -> str:
    name, equals, value = each.partition("=")
    spoken = word.casefold()
    if each.casefold() == spoken:
        return near
    if equals and name.casefold() == spoken:
        return f"{near}={value}"
    return f"{name}={near}" if equals and value.casefold() == spoken else each

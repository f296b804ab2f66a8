"""What can go wrong, each said in one sentence with the next step."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import ClassVar

from altto_cli.signs import harmless


class AlttoError(Exception):
    """A question that cannot be answered; `exit_code` is what the program ends with.

    What it says may repeat words and names of files; no sign in them acts on a terminal. `onward`
    gives the end of it, which takes a search: only an error that is told is worth one.
    """

    exit_code: ClassVar[int]

    def __init__(self, *lines: str, onward: Callable[[], str] = str) -> None:
        super().__init__("\n".join(map(harmless, lines)))
        self._onward = cache(onward)

    def __str__(self) -> str:
        return super().__str__() + harmless(self._onward())


class NoSuchRecordError(AlttoError):
    """Every word is known, but the evidence holds no such record."""

    exit_code = 1


class UnknownWordError(AlttoError):
    """A word that neither the program nor the evidence knows."""

    exit_code = 2

    def __init__(
        self,
        message: str,
        *,
        word: str = "",
        near: str | None = None,
        onward: Callable[[], str] = str,
    ) -> None:
        #: The word itself, and the one that is probably meant.
        self.word, self.near = word, near
        super().__init__(message, onward=onward)


class NotInStudyError(UnknownWordError):
    """A word that the study that is asked does not know; another may."""


class EvidenceError(AlttoError):
    """Evidence that cannot be read; `problems` names every fault with its place."""

    exit_code = 3

    def __init__(self, problems: Sequence[object], folders: Sequence[str] = ()) -> None:
        from shlex import join

        self.problems = tuple(problems)
        count = "1 fault" if len(self.problems) == 1 else f"{len(self.problems)} faults"
        where = " and ".join(folders) or "the evidence"
        check = join(["altto", "check", *folders])
        first = f"{count} in {where}, nothing is shown until they are mended: {check}"
        super().__init__(first, *map(str, self.problems))


class UnreadableError(AlttoError):
    """A file that cannot be read."""

    exit_code = 3


class OutputError(AlttoError):
    """An answer that could not be written."""

    exit_code = 3

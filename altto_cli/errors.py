"""What can go wrong, each said in one sentence with the next step."""

from collections.abc import Iterable, Sequence
from typing import ClassVar


class AlttoError(Exception):
    """A question that cannot be answered; `exit_code` is what the program ends with."""

    exit_code: ClassVar[int]


class NoSuchRecordError(AlttoError):
    """Every word is known, but the evidence holds no such record."""

    exit_code = 1


class UnknownWordError(AlttoError):
    """A word that neither the program nor the evidence knows."""

    exit_code = 2


class EvidenceError(AlttoError):
    """Evidence that cannot be read; `problems` names every fault with its place."""

    exit_code = 3

    def __init__(self, problems: Sequence[object]) -> None:
        self.problems = tuple(problems)
        count = "1 fault" if len(self.problems) == 1 else f"{len(self.problems)} faults"
        faults = "\n".join(str(problem) for problem in self.problems)
        super().__init__(f"{faults}\n{count} in the evidence: mend the lines named, then ask again")


class OutputError(AlttoError):
    """An answer that could not be written."""

    exit_code = 3


def nearest(word: str, known: Iterable[str]) -> str:
    """What to say after a word that is not known: the name that is meant, or all there are."""
    from difflib import get_close_matches

    known = sorted(known)
    close = get_close_matches(word.casefold(), known, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}?"
    return f"known: {', '.join(known)}" if known else "none is declared"

"""What can go wrong, each said in one sentence with the next step."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from altto_cli.signs import harmless


class AlttoError(Exception):
    """A question that cannot be answered; `exit_code` is what the program ends with.

    What it says may repeat words and names of files; no sign in them acts on a terminal.
    """

    exit_code: ClassVar[int]

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(map(harmless, lines)))


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
        faults = map(str, self.problems)
        super().__init__(*faults, f"{count} in the evidence: mend the lines named, then ask again")


class OutputError(AlttoError):
    """An answer that could not be written."""

    exit_code = 3


#: Of so many names the nearest is looked for, and so many are listed.
_SEARCHED = 1_000
_LISTED = 40


def nearest(word: str, known: Iterable[str]) -> str:
    """What to say after a word that is not known: the name that is meant, or all there are."""
    from difflib import get_close_matches

    word, names = word[:80].casefold(), sorted(known)
    if len(names) > _SEARCHED:
        names = [name for name in names if name[:1] == word[:1]][:_SEARCHED]
    close = get_close_matches(word, names, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}?"
    if len(names) > _LISTED:
        return f"known: {', '.join(names[:_LISTED])}, and {len(names) - _LISTED} more"
    return f"known: {', '.join(names)}" if names else "none is declared"

"""A note with its blocks as altto answers them today; nothing else in it changes."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from altto_cli.errors import AlttoError, EvidenceError
from altto_cli.notes.blocks import Block, Misplaced, blocks, marks_of
from altto_cli.notes.marks import ORG, Answer, Marks, state

#: What a command answers, by its words and the format it has where none is named.
Asks: TypeAlias = Callable[[Sequence[str], str], Answer]

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Fault(NamedTuple):
    """Why a note is left as it is; `exit_code` is what the program ends with."""

    line: int
    message: str
    exit_code: int


class Stale(NamedTuple):
    """A block whose answer is another one today."""

    line: int
    command: str
    #: The evidence on which the old answer rests, and the new one.
    was: str
    now: str


class Refreshed(NamedTuple):
    """A note before and after; where there are faults, the two are the same."""

    path: Path
    before: bytes
    after: bytes
    #: How many blocks it has.
    blocks: int
    stale: tuple[Stale, ...]
    faults: tuple[Fault, ...]


def refreshed(path: Path, before: bytes, asks: Asks, *, force: bool = False) -> Refreshed:
    """The note with every block refreshed, or with the faults for which it is left as it is.

    `force` gives up what a person changed inside a block.
    """
    if before.startswith(_UTF_16):
        fault = Fault(1, "written in UTF-16; save it as UTF-8, so that its marks can be read", 3)
        return Refreshed(path, before, before, 0, (), (fault,))
    marks = marks_of(path.name)
    kept, at, count = [], 0, 0
    stale: list[Stale] = []
    faults: list[Fault] = []
    for found in blocks(before, marks):
        if isinstance(found, Misplaced):
            faults.append(Fault(found.line, found.message, 3))
            continue
        count += 1
        try:
            answer = _answer(found, marks, asks)
            written = _written(found, answer, marks)
        except EvidenceError:
            raise
        except AlttoError as error:
            faults.append(Fault(found.line, str(error), error.exit_code))
            continue
        if written == before[found.start : found.end]:
            continue
        if found.is_edited and not force and _inside(found, answer) != found.inside:
            faults.append(Fault(found.line, _edited(found), 1))
            continue
        stale.append(Stale(found.line, found.command, found.evidence, answer.evidence))
        kept += [before[at : found.start], written]
        at = found.end
    after = before if faults else b"".join([*kept, before[at:]])
    return Refreshed(path, before, after, count, tuple(stale), tuple(faults))


def _answer(block: Block, marks: Marks, asks: Asks) -> Answer:
    try:
        words = _words(block.command)
    except ValueError as error:
        raise _MarkError(f"{block.command}: {str(error).lower()}") from error
    if not words:
        raise _MarkError("no command stands in the mark; write one after altto:")
    return asks(words, "text" if marks is ORG else "markdown")


@lru_cache(maxsize=256)
def _words(command: str) -> tuple[str, ...]:
    from shlex import split

    return tuple(split(command))


def _written(block: Block, answer: Answer, marks: Marks) -> bytes:
    """The opening mark and the inside, as they are today."""
    inside = _inside(block, answer)
    if not _stays_inside(inside, block.newline, marks):
        raise _MarkError(
            f"{block.command}: its answer cannot stand in a block: it holds a mark or open code"
        )
    return block.head + state(answer).encode() + block.tail + block.newline + inside


def _inside(block: Block, answer: Answer) -> bytes:
    return answer.text.encode().replace(b"\n", block.newline)


@lru_cache(maxsize=256)
def _stays_inside(inside: bytes, newline: bytes, marks: Marks) -> bool:
    """Whether the answer is found again between its marks: it has none, and leaves no code open."""
    first, last = (f"{marks.before}x{marks.after}", marks.end)
    whole = b"".join([first.encode(), newline, inside, last.encode(), newline])
    found = list(blocks(whole, marks))
    return [each.inside for each in found if isinstance(each, Block)] == [inside] and len(
        found
    ) == 1


def _edited(block: Block) -> str:
    if block.checksum is None:
        return "there is text between the marks that altto did not write; --force replaces it"
    return (
        "the text between the marks was changed by hand; move it out of the block, "
        "or give it up: --force"
    )


class _MarkError(AlttoError):
    exit_code = 2


def remembered(asks: Asks) -> Asks:
    """The same, asking each question once."""
    known: dict[tuple[tuple[str, ...], str], Answer | AlttoError] = {}

    def ask(words: Sequence[str], format: str) -> Answer:
        question = (tuple(words), format)
        if question not in known:
            try:
                known[question] = asks(words, format)
            except EvidenceError:
                raise
            except AlttoError as error:
                known[question] = error
        found = known[question]
        if isinstance(found, AlttoError):
            raise found
        return found

    return ask

"""How the notes of a person are refreshed, and what is said of each."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from functools import partial
from pathlib import Path

from altto_cli.cli import streams
from altto_cli.errors import OutputError, UnknownWordError
from altto_cli.loader.files import Unreadable
from altto_cli.notes import files
from altto_cli.notes.blocks import Block, blocks
from altto_cli.notes.marks import HTML, Answer
from altto_cli.notes.refresh import Asks, Fault, Refreshed, refreshed, remembered
from altto_cli.signs import harmless

#: How wide a bar of progress is.
_BAR = 40


def refresh(
    paths: Sequence[Path], *, check: bool, diff: bool, force: bool, evidence: Sequence[Path]
) -> None:
    """Refresh the notes, or say what is stale in them; ends with the gravest fault."""
    asks = remembered(partial(_answer, evidence))
    looks_only = check or diff
    found = list(files.notes_in(paths))
    done = [_refresh(path, asks, write=not looks_only, force=force) for path in _watched(found)]
    faults = [(each.path, fault) for each in done for fault in each.faults]
    stale = sum(len(each.stale) for each in done)
    code = max([fault.exit_code for _, fault in faults] + [int(check and stale > 0)])
    lines = [line for each in done for line in (_diff(each) if diff else _said(each, looks_only))]
    if check or not code:
        streams.write("".join(f"{line}\n" for line in lines))
    else:
        _say(lines)
    _say(f"{path}:{line}: {message}" for path, (line, message, _) in faults)
    _say([_tally(done, stale, looks_only)])
    if code:
        sys.exit(code)


def _answer(evidence: Sequence[Path], words: Sequence[str], format: str) -> Answer:
    """What a look-up answers as the block that it prints; nothing else runs."""
    from altto_cli.cli.inside import answered, takes
    from altto_cli.cli.line import arranged

    name = arranged(words)[0]
    if takes(name, "block") is False:
        raise UnknownWordError(f"{name} is not a look-up; a block holds the answer of one")
    folders = [word for folder in evidence for word in ("--evidence", str(folder))]
    # Options of the block's own come later, and so count.
    own = ["--block", "--format", format, "--notes", "key", *folders]
    found = list(blocks(answered([*own, *words]).encode(), HTML))
    if len(found) != 1 or not isinstance(found[0], Block):
        raise UnknownWordError(f"{' '.join(words)}: no answer that can stand in a block")
    return Answer(found[0].inside.decode(), found[0].evidence)


def _refresh(path: Path, asks: Asks, *, write: bool, force: bool) -> Refreshed:
    """Refresh the note, and put it in its place where it changed; faults are in what it returns."""
    try:
        note = files.read(path)
    except (OSError, ValueError, Unreadable) as error:
        fault = Fault(1, f"cannot be read: {getattr(error, 'strerror', None) or error}", 3)
        return Refreshed(path, b"", b"", 0, (), (fault,))
    done = refreshed(path, note.data, asks, force=force)
    if write and done.after != done.before:
        try:
            files.replace(note, done.after)
        except OutputError as error:
            return done._replace(after=done.before, faults=(Fault(1, str(error), 3),))
    return done


def _said(done: Refreshed, looks_only: bool) -> Iterator[str]:
    for stale in done.stale:
        what = "stale" if looks_only or done.faults else "refreshed"
        now = "the same evidence" if stale.was == stale.now else f"now {stale.now}"
        evidence = ", ".join(filter(None, (stale.was, stale.now and now)))
        yield f"{done.path}:{stale.line}: {what}: {harmless(stale.command)} ({evidence})"


def _diff(done: Refreshed) -> Iterator[str]:
    """What changes, line by line; endings and signs that act on a terminal are not shown."""
    before, after = (
        data.decode("utf-8", "replace").splitlines() for data in (done.before, done.after)
    )
    name = str(done.path)
    changes = unified_diff(before, after, name, f"{name} (refreshed)", lineterm="", n=2)
    return (harmless(line, "\t") for line in changes)


def _tally(done: Sequence[Refreshed], stale: int, looks_only: bool) -> str:
    held = sum(each.blocks for each in done)
    faulty = sum(bool(each.faults) for each in done)
    left = f"; {_count(faulty, 'note')} with faults left as before" if faulty else ""
    what = "stale" if looks_only else "refreshed"
    if not looks_only:
        stale = sum(len(each.stale) for each in done if not each.faults)
    return f"altto: {_count(len(done), 'note')}, {_count(held, 'block')}, {stale:,} {what}{left}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _say(lines: Iterable[str]) -> None:
    streams.tell_as_it_is("".join(f"{harmless(line)}\n" for line in lines))


def _watched(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths, with a bar on a terminal's stderr that says how far it is."""
    if sys.stderr is None or not sys.stderr.isatty() or len(paths) < 2:
        yield from paths
        return
    drawn = ""
    for number, path in enumerate(paths):
        part = number * _BAR // len(paths)
        bar = f"{'#' * part}{'-' * (_BAR - part)} {number:,} of {len(paths):,} notes"
        if bar[:_BAR] != drawn[:_BAR] or not number % 100:
            sys.stderr.write(f"\r{bar}")
            sys.stderr.flush()
            drawn = bar
        yield path
    sys.stderr.write(f"\r{' ' * len(drawn)}\r")
    sys.stderr.flush()

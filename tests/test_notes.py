"""Blocks in notes are refreshed; every other byte of a file stays as it was."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from note_files import ANSWERS, BOM, Note, asks, inside, notes, state

from altto_cli.errors import OutputError, UnknownWordError
from altto_cli.notes import files
from altto_cli.notes.blocks import Block, blocks, marks_of
from altto_cli.notes.marks import HTML, ORG, Answer, block
from altto_cli.notes.refresh import Refreshed, refreshed, remembered

MD = Path("notes.md")
DFS = ANSWERS["dfs"]
NOT_CLOSED = "the block is not closed; end it with <!-- /altto -->"
SCRIPTS = ("Hand text, in English.", "Текст от руки.", "手写的文字。")


def done(before: bytes, path: Path = MD, *, force: bool = False) -> Refreshed:
    return refreshed(path, before, asks, force=force)


def faults(before: bytes, path: Path = MD) -> list[tuple[int, str, int]]:
    result = done(before, path)
    assert result.after == before
    return [(*fault,) for fault in result.faults]


def marked(command: str, text: str | None, *, by_hand: bytes = b"") -> bytes:
    """A block whose checksum is that of `text`, with something added by hand."""
    own = b"" if text is None else state(text)
    within = (text or "").encode() + by_hand
    return b"<!-- altto: " + command.encode() + own + b" -->\n" + within + b"<!-- /altto -->\n"


@given(notes())
def test_nothing_but_the_inside_of_blocks_changes(note: Note) -> None:
    result = done(note.before)
    assert result.faults == ()
    assert result.after == note.after
    assert done(note.after).stale == ()


@pytest.mark.parametrize("endings", [[b"\n"], [b"\r\n"], [b"\r"], [b"\n", b"\r\n", b"\r"]])
@pytest.mark.parametrize("start", [b"", BOM])
@pytest.mark.parametrize("end", [b"", b"\n"])
def test_a_note_with_ten_blocks_survives(endings: list[bytes], start: bytes, end: bytes) -> None:
    before = after = start
    for number in range(10):
        command, newline = sorted(ANSWERS)[number % 4], endings[number % len(endings)]
        hand = newline.join([*(text.encode() for text in SCRIPTS), b""])
        head = hand + b"<!-- altto: " + command.encode()
        close = b"<!-- /altto -->" + (newline if number < 9 else end)
        before += head + b" -->" + newline + close
        answer = ANSWERS[command]
        after += head + state(answer) + b" -->" + newline + inside(answer, newline) + close
    result = done(before)
    assert (result.after, len(result.stale)) == (after, 10)
    assert done(after).after == after


def test_an_org_file_has_marks_of_its_own() -> None:
    path = Path("notes.ORG")
    before = (
        b"* Heading\n#+BEGIN_SRC org\n# altto: dfs\n#+end_src\n"
        b"# altto: dfs\n# /altto\n<!-- altto: dfs -->\n"
    )
    said: list[str] = []

    def in_format(words: Sequence[str], format: str) -> Answer:
        said.append(format)
        return asks(words, format)

    result = refreshed(path, before, in_format)
    assert result.after == before.replace(
        b"\n# altto: dfs\n# /altto",
        b"\n# altto: dfs" + state(DFS) + b"\n" + DFS.encode() + b"# /altto",
    )
    assert said == ["text"]


def test_what_looks_like_a_mark_in_a_heading_is_none() -> None:
    assert done(b"# altto: dfs\n# /altto\n").after == b"# altto: dfs\n# /altto\n"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (
            b"a\n\n<!-- altto: dfs -->\n",
            (3, "the block is not closed; end it with <!-- /altto -->", 3),
        ),
        (
            b"<!-- altto: dfs -->\n<!-- altto: dfs -->\n<!-- /altto -->\n",
            (2, "a block inside the block of line 1", 3),
        ),
        (b"a\n<!-- /altto -->\n", (2, "a block ends here that begins nowhere", 3)),
        (
            b"- a\n  <!-- altto: dfs -->\n",
            (2, "a mark must begin its line; this one is indented", 3),
        ),
        (b"<!-- altto: dance -->\n<!-- /altto -->\n", (1, "no command 'dance'", 2)),
        (b"<!-- altto: find 'a -->\n<!-- /altto -->\n", (1, "find 'a: no closing quotation", 2)),
        (
            b"<!-- altto: -->\n<!-- /altto -->\n",
            (1, "no command stands in the mark; write one after altto:", 2),
        ),
        (
            b"<!-- altto: dfs -->\n```\n<!-- /altto -->\n",
            (1, NOT_CLOSED, 3),
        ),
        (
            marked("dfs", "old\n", by_hand=b"mine\n"),
            (
                1,
                "the text between the marks was changed by hand; move it out of the block, "
                "or give it up: --force",
                1,
            ),
        ),
        (
            marked("dfs", None, by_hand=b"mine\n"),
            (1, "there is text between the marks that altto did not write; --force replaces it", 1),
        ),
        (
            b"\xff\xfe<\x00",
            (1, "written in UTF-16; save it as UTF-8, so that its marks can be read", 3),
        ),
    ],
)
def test_a_note_with_a_fault_is_left_as_it_is(before: bytes, said: tuple[int, str, int]) -> None:
    assert said in faults(before)
    sound = marked("dfs", "old\n")
    if not before.startswith(b"\xff"):
        assert done(sound + before).after == sound + before


def test_force_gives_up_what_was_changed_by_hand_and_nothing_else() -> None:
    edited = marked("dfs", "old\n", by_hand=b"mine\n")
    assert done(edited, force=True).after == marked("dfs", DFS)
    assert done(edited + b"<!-- altto: dance -->\n<!-- /altto -->\n", force=True).faults


def test_an_answer_put_in_by_hand_is_taken_for_what_it_is() -> None:
    result = done(marked("dfs", None, by_hand=DFS.encode()))
    assert (result.faults, result.after) == ((), marked("dfs", DFS))


def test_endings_that_git_changed_are_no_edit() -> None:
    before = marked("dfs", "old\n").replace(b"\n", b"\r\n")
    assert done(before).after == marked("dfs", DFS).replace(b"\n", b"\r\n")


def test_another_command_in_the_mark_is_answered_anew() -> None:
    changed = marked("dfs", DFS).replace(b"altto: dfs", b"altto: os --menopause pre")
    assert done(changed).after == marked("os --menopause pre", ANSWERS["os --menopause pre"])


def test_new_evidence_makes_a_block_stale_and_is_named() -> None:
    before = marked("dfs", DFS).replace(b"2001.1 abc1234", b"2000.3 1234567")
    [stale] = done(before).stale
    assert (*stale,) == (1, "dfs", "aurora 2000.3 1234567", "aurora 2001.1 abc1234")


@pytest.mark.parametrize(
    "text", ["<!-- /altto -->\n", "<!-- altto: dfs -->\n", "```\nopen\n", "no end"]
)
def test_an_answer_cannot_break_out_of_its_block(text: str) -> None:
    result = refreshed(MD, marked("dfs", None), lambda words, format: Answer(text, "a 1 b"))
    assert [fault.exit_code for fault in result.faults] == [2]
    assert result.after == result.before


def test_an_answer_may_rest_on_no_evidence() -> None:
    once = refreshed(MD, marked("dfs", None), lambda words, format: Answer(DFS, "")).after
    assert once.startswith(b"<!-- altto: dfs" + state(DFS, "").rstrip() + b" -->\n")
    assert refreshed(MD, once, lambda words, format: Answer(DFS, "")).stale == ()


def test_the_name_of_evidence_cannot_end_a_mark() -> None:
    hostile = "--> <b>\n<!-- /altto -->"
    result = refreshed(MD, marked("dfs", None), lambda words, format: Answer(DFS, hostile))
    [found] = blocks(result.after, HTML)
    assert isinstance(found, Block)
    assert found.inside == DFS.encode()


@pytest.mark.parametrize("marks", [HTML, ORG])
@pytest.mark.parametrize("words", [["dfs"], ["find", "a b", "it's", "# 0123456789ab x"]])
def test_a_block_that_is_printed_is_up_to_date(marks: object, words: list[str]) -> None:
    kind = HTML if marks is HTML else ORG
    printed = block(words, Answer(DFS, "aurora 2001.1 abc1234"), kind).encode()
    asked: list[list[str]] = []

    def ask(words: Sequence[str], format: str) -> Answer:
        asked.append(list(words))
        return Answer(DFS, "aurora 2001.1 abc1234")

    path = Path("n.md" if kind is HTML else "n.org")
    assert marks_of(path.name) is kind
    result = refreshed(path, printed, ask)
    assert (result.stale, result.faults, asked) == ((), (), [words])


def test_a_command_that_would_end_the_mark_is_refused() -> None:
    for words in (["find", "-->"], ["find", "a\nb"]):
        with pytest.raises(UnknownWordError, match="cannot stand in the mark"):
            block(words, Answer(DFS, ""))


def test_a_question_that_many_blocks_ask_is_answered_once() -> None:
    asked: list[Sequence[str]] = []

    def counted(words: Sequence[str], format: str) -> Answer:
        asked.append(words)
        return asks(words, format)

    once = remembered(counted)
    whole = marked("dfs", None) * 3 + b"<!-- altto: dance -->\n<!-- /altto -->\n" * 2
    result = refreshed(MD, whole, once)
    assert (len(asked), len(result.faults)) == (2, 2)


def test_a_file_is_replaced_with_its_mode_through_its_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "note.md", tmp_path / "link.md"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(Path("real", "note.md"))
    before = real.stat()
    files.replace(files.read(link), b"new")
    assert (link.is_symlink(), os.readlink(link)) == (True, "real/note.md")
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert (real.stat().st_uid, real.stat().st_gid) == (before.st_uid, before.st_gid)
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["note.md"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the system has no extended attributes")
def test_extended_attributes_stay(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.author", b"me")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    files.replace(files.read(path), b"new")
    assert os.getxattr(path, "user.author") == b"me"


def test_a_file_that_was_saved_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old")
    read = files.read(path)
    path.write_bytes(b"saved by an editor")
    with pytest.raises(OutputError, match="changed meanwhile"):
        files.replace(read, b"new")
    assert path.read_bytes() == b"saved by an editor"
    assert list(tmp_path.iterdir()) == [path]


def test_a_second_name_is_not_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old")
    os.link(path, tmp_path / "other.md")
    with pytest.raises(OutputError, match="hard link"):
        files.replace(files.read(path), b"new")
    assert path.read_bytes() == b"old"


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"old")
    (tmp_path / f".note.md.{2**22 + 1}.part").write_bytes(b"half")
    alive = tmp_path / f".note.md.{os.getppid()}.part"
    alive.write_bytes(b"of another run")
    files.replace(files.read(path), b"new")
    assert sorted(tmp_path.iterdir()) == [alive, path]


def test_notes_are_found_in_folders_once_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    for name in ("b.md", "a.qmd", "c.png", "sub/d.org", ".obsidian/e.md", ".f.md", "g.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "sub" / "again.md").symlink_to(tmp_path / "b.md")
    (tmp_path / "round").symlink_to(tmp_path)
    found = files.notes_in([tmp_path, tmp_path / "c.png"])
    named = [path.relative_to(tmp_path).as_posix() for path in found]
    assert named == ["a.qmd", "b.md", "g.txt", "sub/d.org", "c.png"]

"""`altto notes` refreshes the answers in notes, and `--block` prints one to begin with."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
import yaml
from asking import GOOD, answer, ask
from running import Ran, altto

from altto_cli.cli.refreshing import _watched
from altto_cli.notes.files import ENDINGS

HOOKS = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"
EMPTY = "<!-- altto: {} -->\n<!-- /altto -->\n"


def notes(*words: str | Path) -> Ran:
    ask.cache_clear()
    return ask("notes", *map(str, words))


def block_of(command: str) -> str:
    """What stands between the marks of an answer that was just printed as a block."""
    first, *lines, last = answer(*command.split(), "--block").splitlines(keepends=True)
    assert re.fullmatch(rf"<!-- altto: {command} # [0-9a-f]{{12}}[^#]*-->\n", first)
    assert last == "<!-- /altto -->\n"
    return "".join(lines)


@pytest.mark.parametrize(
    "command",
    [
        "dfs --menopause pre", "summary", "premenopausal", "subgroups", "compare ai serm --studies",
        "results drfi --study soft-text", "find 0.44", "absolute dfs", "appraise os", "explain dfs",
        "sources", "studies", "os -f sentence", "dfs -f csv", "drfs -f json", "forest dfs",
        "dfs pre --notes all",
    ],
)  # fmt: skip
def test_a_block_that_is_printed_is_kept_true(command: str, tmp_path: Path) -> None:
    printed = answer(*command.split(), "--block")
    assert block_of(command) == answer(*command.split())
    path = tmp_path / "note.md"
    path.write_text(printed, encoding="utf-8")
    assert notes(path, "--check").out == ""
    path.write_text(EMPTY.format(command), encoding="utf-8")
    assert notes(path).code == 0
    assert path.read_text(encoding="utf-8") == printed


def test_notes_are_refreshed_and_said(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"# Mine\r\n<!-- altto: dfs pre -->\r\n<!-- /altto -->\r\nthe end")
    stale = notes(tmp_path, "--check")
    assert (stale.code, path.read_bytes()[:30]) == (1, b"# Mine\r\n<!-- altto: dfs pre --")
    assert re.fullmatch(rf"{path}:2: stale: dfs pre \(now altto-endocrine .*\)\n", stale.out)
    assert stale.err == "altto: 1 note, 1 block, 1 stale\n"
    shown = notes(tmp_path, "--diff")
    assert (shown.code, shown.out.startswith(f"--- {path}\n+++ {path} (refreshed)\n")) == (0, True)
    assert "+| " in shown.out
    done = notes(tmp_path)
    assert (done.code, done.err) == (0, "altto: 1 note, 1 block, 1 refreshed\n")
    assert done.out.startswith(f"{path}:2: refreshed: dfs pre (now ")
    content = path.read_bytes()
    assert content.startswith(b"# Mine\r\n<!-- altto: dfs pre # ")
    assert content.endswith(b"<!-- /altto -->\r\nthe end")
    assert b"\n" not in content.replace(b"\r\n", b"")
    before = path.stat()
    assert notes(tmp_path).out == ""
    assert path.stat() == before or path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


@pytest.mark.parametrize(
    ("command", "said", "code"),
    [
        ("check", "check is not a look-up; a block holds the answer of one", 2),
        ("new study x", "new is not a look-up; a block holds the answer of one", 2),
        ("export --to csv -o x", "export is not a look-up; a block holds the answer of one", 2),
        ("notes .", "notes is not a look-up; a block holds the answer of one", 2),
        ("forest dfs -o x.svg", "a block holds text, not a file; leave --output or --block out", 2),
        ("dfs; touch x", "dfs;", 2),
        ("$(touch x)", "$(touch", 2),
        ("dfs --help", "dfs --help: no answer that can stand in a block", 2),
        ("dfs --menopause peri", "the source reports pre- and postmenopausal patients only", 2),
        ("recurrence --menopause pre", "", 1),
    ],
)
def test_nothing_but_look_ups_run(
    command: str, said: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("note.md").write_text("\n" + EMPTY.format(command), encoding="utf-8")
    ran = notes("note.md")
    assert (ran.out, ran.code) == ("", code)
    assert ran.err.startswith("note.md:2: ")
    assert said in ran.err
    assert [path.name for path in Path().iterdir()] == ["note.md"]


def test_a_fault_in_one_note_leaves_that_one_alone(tmp_path: Path) -> None:
    good, bad, none = (tmp_path / name for name in ("a.md", "b.md", "none.md"))
    for path in (good, bad):
        path.write_text(EMPTY.format("dfs"), encoding="utf-8")
    bad.write_text(bad.read_text() + "<!-- altto: os -->\n", encoding="utf-8")
    before = bad.read_bytes()
    ran = notes(good, bad, none)
    assert (ran.code, ran.out, bad.read_bytes()) == (3, "", before)
    assert f"{bad}:3: the block is not closed; end it with <!-- /altto -->\n" in ran.err
    assert f"{none}:1: cannot be read: No such file or directory\n" in ran.err
    assert f"{good}:1: refreshed: dfs (now " in ran.err
    assert "3 notes, 2 blocks, 1 refreshed; 2 notes with faults left as before\n" in ran.err
    assert "10-year" in good.read_text(encoding="utf-8")


def test_what_changes_is_no_answer_beside_a_note_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(EMPTY.format("dfs pre"), encoding="utf-8")
    ran = notes(path, tmp_path / "nowhere.md", "--diff")
    assert (ran.out, ran.code) == ("", 3)
    assert "\n+### " in ran.err
    assert f"{tmp_path}/nowhere.md:1: cannot be read" in ran.err


def test_text_written_into_a_block_is_given_up_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(answer("dfs", "--block").replace("10-year", "ten-year"), encoding="utf-8")
    edited = path.read_bytes()
    for words in ((), ("--check",)):
        ran = notes(path, *words)
        assert (ran.code, path.read_bytes()) == (1, edited)
        assert "changed by hand" in ran.err
    forced = notes(path, "--force")
    assert forced.code == 0
    assert re.search(r"refreshed: dfs \(altto-endocrine .*, the same evidence\)\n", forced.out)
    assert path.read_text(encoding="utf-8") == answer("dfs", "--block")


def test_corrected_evidence_makes_a_block_stale(tmp_path: Path) -> None:
    evidence, path = tmp_path / "evidence", tmp_path / "note.md"
    shutil.copytree(GOOD, evidence)
    path.write_text(EMPTY.format("results death --study aurora"), encoding="utf-8")
    assert notes(path, "--evidence", evidence).code == 0
    study = evidence / "aurora" / "study.yaml"
    old = re.search(r'^version: "?([\d.]+)', study.read_text(encoding="utf-8"), re.MULTILINE)
    assert old
    study.write_text(study.read_text(encoding="utf-8").replace(old[1], "2027.5"), encoding="utf-8")
    ran = notes(path, "--evidence", evidence, "--check")
    assert ran.code == 1
    assert re.search(rf"\(aurora {old[1]} \w{{7}}, now aurora 2027\.5 \w{{7}}\)", ran.out)


def test_the_surroundings_do_not_change_a_block(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(EMPTY.format("dfs"), encoding="utf-8")
    quiet = altto("dfs", "--block")
    assert altto("dfs", "--block", ALTTO_FORMAT="csv", NO_COLOR="") == quiet
    assert (
        altto("dfs", "--block", "--color", "always").out.partition("\n")[2]
        == (quiet.out.partition("\n")[2])
    )
    assert altto("notes", str(path), ALTTO_FORMAT="csv", ALTTO_NOTES="all").code == 0
    assert path.read_text(encoding="utf-8") == quiet.out


def test_an_org_file_has_answers_as_text(tmp_path: Path) -> None:
    path = tmp_path / "note.org"
    path.write_text("* Mine\n# altto: dfs pre\n# /altto\n", encoding="utf-8")
    assert notes(path).code == 0
    inside = path.read_text(encoding="utf-8").splitlines(keepends=True)[2:-1]
    assert "".join(inside) == answer("dfs", "pre", "-f", "text")


def test_evidence_that_cannot_be_read_stops_it_once(tmp_path: Path) -> None:
    folder = tmp_path / "evidence" / "bad"
    folder.mkdir(parents=True)
    (folder / "study.yaml").write_text("id: bad\n", encoding="utf-8")
    path = tmp_path / "note.md"
    path.write_text(EMPTY.format("find 0.44") * 2, encoding="utf-8")
    ran = notes(path, "--evidence", tmp_path / "evidence")
    assert (ran.code, ran.out) == (3, "")
    assert path.read_text(encoding="utf-8") == EMPTY.format("find 0.44") * 2


def test_progress_is_drawn_on_a_terminal_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    paths = [Path(str(number)) for number in range(1_000)]
    assert list(_watched(paths)) == paths
    assert f"\r{'#' * 20}{'-' * 20} 500 of 1,000 notes" in terminal.getvalue()
    assert terminal.getvalue().endswith(" \r")
    monkeypatch.setattr("sys.stderr", io.StringIO())
    assert list(_watched(paths)) == paths


def test_the_hook_checks_the_files_that_are_notes() -> None:
    [hook] = [each for each in yaml.safe_load(HOOKS.read_text()) if each["id"] == "altto-notes"]
    assert hook["entry"] == "altto notes --check"
    assert all(re.search(hook["files"], f"notes/a{ending}") for ending in ENDINGS)
    assert not re.search(hook["files"], "evidence/dfs.yaml")

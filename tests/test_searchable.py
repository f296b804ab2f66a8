"""Words are looked for in what was compiled for it, which changes no answer."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from asking import GOOD, asked
from hypothesis import given
from hypothesis import strategies as some

from altto_cli.appraise import observed
from altto_cli.errors import EvidenceError
from altto_cli.loader import cache, searched
from altto_cli.loader.compiled import encoded
from altto_cli.loader.folders import shipped
from altto_cli.loader.reading import read_study
from altto_cli.model import Searchable, Searched, Study
from altto_cli.model.searchable import BREAK, SPACE
from altto_cli.view import search
from altto_cli.view.searchable import found, searchable, told

_SIGNS = ["0", ".44", "0.44", "1,518", "1518", "15", "<", "< ", "> ", ">", "-", "−", "%", "p", "n="]
_SIGNS += ["a", "e-", ",", ".", " ", "  ", "\xa0", "\x85", "\n", "ß", "00", "12,345,678", "(", "_"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "evidence" / "aurora"
    shutil.copytree(GOOD / "aurora", home)
    monkeypatch.setenv("ALTTO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return home


def at_hand(*evidence: Path) -> list[Searched]:
    return searched(*evidence, studies=["aurora"], complete=observed, searching=searchable)


def text_of(folder: Path) -> Searchable:
    """What is looked through, made from the files themselves."""
    study, problems = read_study(folder)
    assert study
    assert not problems
    return searchable(observed(study))


def holds(text: str, word: str) -> bool:
    """The rule in its plain form: a word begins one of the text's, a figure is one of them."""
    if not re.fullmatch(r"[<>]?-?(\d|\.\d)[\d.,]*%?", word):
        return bool(re.search(rf"(?<!\w){re.escape(word)}", text))
    parts = re.fullmatch(r"([<>]?-?)(0?|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)((?:\.\d+)?%?)", word)
    printed = re.escape(word)
    if parts:
        sign, whole, rest = parts.groups()
        size = f"{int(whole.replace(',', '')):,}".replace(",", ",?") if whole.strip("0") else whole
        size = "0?" if rest.startswith(".") and not whole.strip("0") else size
        printed = re.sub("([<>])", "\\1 ?", sign) + size + re.escape(rest)
    return bool(re.search(rf"(?<![\d.,]){printed}(?![\d]|[.,]\d)", text))


@given(some.lists(some.sampled_from(_SIGNS)), some.lists(some.sampled_from(_SIGNS), max_size=4))
def test_the_words_of_a_text_hold_what_it_holds(text: list[str], typed: list[str]) -> None:
    whole = search.plain("".join(text))
    for word in search.sought("".join(typed)):
        expected = holds(whole, word)
        assert search.holds(whole, [word]) == expected
        assert search.holds(SPACE.join(search.words(whole)), [word]) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("0.44", ".44", True),
        (".44", "0.44", True),
        ("1.44", "0.44", False),
        ("10.44", "0.44", False),
        ("0.441", "0.44", False),
        ("0.44.", "0.44", True),
        ("p < 0.001", "<0.001", True),
        ("p <\xa00.001", "<0.001", False),
        ("p <  0.001", "<0.001", False),
        ("1,518", "1518", True),
        ("1518", "1,518", True),
        ("11,518", "1518", False),
        ("1,5180", "1518", False),
        ("dfs", "df", True),
        ("ttdfs", "dfs", False),
        ("hr-positive", "positive", True),
    ],
)
def test_a_figure_is_the_whole_of_one_and_a_word_begins_one(
    text: str, word: str, expected: bool
) -> None:
    assert holds(text, word) == expected
    assert search.holds(SPACE.join(search.words(text)), [word]) == expected


def test_no_word_has_what_stands_between_words_and_records() -> None:
    assert list(search.words(f"one{SPACE}two{BREAK}three <{SPACE}4")) == [
        "one",
        "two",
        "three",
        "<",
        "4",
    ]


def test_a_result_has_words_of_its_own_and_words_that_stand_beside_it() -> None:
    text = text_of(GOOD / "aurora")
    result = "death-or-admission-all-borealin-vs-placebo"
    assert [(*each,) for each in found(text, ["0.76"])] == [
        ("result", result, "results death-or-admission", "0", False),
        ("result", f"{result}-aurora-abstract", "results death-or-admission", "0", True),
        ("conflict", "paper-and-abstract", "sources", "", False),
    ]
    # Each word is one of its own or stands beside it; of its own it has all, or it is another's.
    assert [each.is_own for each in found(text, ["0.76", "abstract"])] == [False, True, False]
    assert [each.is_own for each in found(text, ["0.82", "abstract"])] == [False, False, False]


def test_a_word_that_every_result_has_is_written_once_and_finds_them_all() -> None:
    study, _ = read_study(GOOD / "aurora")
    text = text_of(GOOD / "aurora")
    assert study
    for word in ("tablets", "dummy", "investigators,"):
        assert word in text.shared.split(SPACE)
        assert word not in text.own.replace(BREAK, SPACE).split(SPACE)
        own = [each.id for each in found(text, [word]) if each.is_own]
        assert own == [result.id for result in study.results]
    assert [each.id for each in found(text, ["<0.001", "tablets"])] == [
        "improvement-all-borealin-vs-placebo"
    ]


def test_every_record_is_found_by_what_is_told_of_it() -> None:
    for folder in (*shipped().iterdir(), GOOD / "aurora"):
        if (folder / "study.yaml").is_file():
            study, _ = read_study(folder)
            assert study
            text = searchable(observed(study))
            for record in text.records.split(BREAK):
                kind, id, *_ = record.split(SPACE)
                said = " ".join([id] if kind == "result" else [told(study, kind, id)])
                for word in said.split()[:40]:
                    hits = found(text, search.sought(word) or [word])
                    assert (kind, id) in [each[:2] for each in hits], (id, word)


@pytest.mark.parametrize("words", [("0.44",), ("a",), ("letrozole", "dfs"), ("aurora", "0.82")])
def test_an_answer_is_the_same_without_what_was_compiled(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    formats = ("table", "json")
    questions = [("find", *words, "-f", each, "--evidence", str(folder)) for each in formats]
    first, second = ([asked(*each) for each in questions] for _ in range(2))
    monkeypatch.setenv("ALTTO_CACHE", "off")
    assert first == second == [asked(*each) for each in questions]
    assert {each.code for each in first} == {0}


def test_a_search_makes_the_records_of_what_it_shows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("borealis", "corona"):
        other = folder.parent / name
        shutil.copytree(folder, other)
        study = other / "study.yaml"
        study.write_text(study.read_text().replace("id: aurora\n", f"id: {name}\n", 1))
    asked("find", "0.85", "--evidence", str(folder.parent))
    made: list[str] = []
    recalled = cache.recalled

    def noted(origin: Path, digest: str, kind: type) -> object:
        made.extend([origin.name] if kind is Study else [])
        return recalled(origin, digest, kind)

    monkeypatch.setattr(cache, "recalled", noted)
    assert asked("find", "nowhere-at-all", "--evidence", str(folder.parent)).code == 1
    assert made == []
    shown = asked("find", "corona", "tablets", "--evidence", str(folder.parent))
    assert "corona/first-admission" in shown.out
    assert made == ["corona"]
    listed = asked("find", "corona", "tablets", "-f", "csv", "--evidence", str(folder.parent))
    assert len(listed.out.splitlines()) > 10
    assert made == ["corona"] * 3, "once for the blocks, and once for the lines"


def test_another_figure_of_the_same_size_and_time_is_looked_for_anew(folder: Path) -> None:
    path = folder / "outcomes.yaml"
    before = at_hand(folder)
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(data.replace(b"0.82", b"0.28", 1))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    after = at_hand(folder)
    assert found(before[0].searchable, ["0.28"]) == []
    assert found(after[0].searchable, ["0.28"]) != []
    assert after[0].study().sha256 == after[0].searchable.study.sha256
    path.write_bytes(data)
    assert at_hand(folder)[0].searchable == before[0].searchable


def test_a_study_that_changes_while_words_are_looked_for_is_not_mixed(folder: Path) -> None:
    [aurora] = at_hand(folder)
    cache.kept(folder).unlink()
    with (folder / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("# corrected\n")
    with pytest.raises(EvidenceError, match="changed while it was read"):
        aurora.study()


def test_a_faulty_file_of_any_study_is_told_each_time(folder: Path) -> None:
    at_hand(folder)
    (folder / "more.yaml").write_text("results: [\n")
    for _ in range(2):
        with pytest.raises(EvidenceError, match="yaml-syntax"):
            at_hand(folder)


HOSTILE = (
    "{}",
    '"text"',
    '{"":"Searchable"}',
    '{"":"Searchable","study":1,"records":"","own":"","others":"","shared":""}',
    '{"":"Searchable","study":STUDY,"records":1,"own":"","others":"","shared":""}',
    '{"":"Searchable","study":STUDY,"records":"result","own":"0.99","others":"","shared":""}',
    '{"":"Searchable","study":STUDY,"records":"RECORD","own":"x\x85y","others":"","shared":""}',
    '{"":"Searchable","study":STUDY,"records":"RECORD","own":"x","others":"","shared":[]}',
    "[" * 100_000,
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_has_another_shape_is_not_used(folder: Path, text: str) -> None:
    expected = text_of(folder)
    own = cache.kept(folder, Searchable)
    own.parent.mkdir()
    text = text.replace("STUDY", encoded(expected.study))
    text = text.replace("RECORD", SPACE.join(["result", "id", "dfs", "0"]))
    digest = cache.digest_for_words(expected.study.sha256)
    cache.write(own, cache.sealed(str(folder), digest, text))
    assert at_hand(folder)[0].searchable == expected


@pytest.mark.parametrize("place", [0, 63, 64, 65, 300, -1])
def test_a_damaged_copy_is_not_used(folder: Path, place: int) -> None:
    expected = at_hand(folder)[0].searchable
    path = cache.kept(folder, Searchable)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert at_hand(folder)[0].searchable == expected
    assert path.read_bytes() != bytes(data), "it is kept anew"


@pytest.mark.parametrize("name", ["search.py", "remarks.py", "blocks.py"])
def test_another_program_looks_for_words_anew(
    folder: Path, tmp_path: Path, program: pytest.MonkeyPatch, name: str
) -> None:
    package = tmp_path / "altto_cli"
    shutil.copytree(cache._PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    program.setattr(cache, "_PACKAGE", package)
    digest = read_study(folder)[0].sha256
    at_hand(folder)
    assert cache.recalled(folder, cache.digest_for_words(digest), Searchable)
    source = package / ("model" if name == "remarks.py" else "view") / name
    source.write_bytes(b"# other words\n" + source.read_bytes())
    cache.program.cache_clear()
    assert cache.recalled(folder, cache.digest_for_words(digest), Searchable) is None


def test_the_digest_is_of_everything_that_makes_the_words() -> None:
    """What is imported for it, and all that this imports."""
    script = "import sys, altto_cli.view.searchable; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    ours = [name.split(".")[1:] for name in ran.stdout.split() if name.startswith("altto_cli.")]
    packages = {each.name for each in cache._PACKAGE.iterdir() if each.is_dir()}
    rooms = {"/".join(path[:-1]) or "." for path in ours if path[0] not in packages or path[1:]}
    assert {"view", "model", "."} <= rooms
    assert rooms <= {room for part in cache.ROOMS.values() for room in part}


def test_where_nothing_is_kept_words_are_found_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = at_hand(folder)[0].searchable
    (tmp_path / "file").write_text("a file where the folder should be", encoding="utf-8")
    for place in ("off", str(tmp_path / "file"), str(tmp_path / "file" / "below")):
        monkeypatch.setenv("ALTTO_CACHE", place)
        assert at_hand(folder)[0].searchable == expected

"""Compiled evidence serves while nothing has changed, and changes nothing but time."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from laid import lay

from altto_cli.loader import cache, load
from altto_cli.loader.compiled import encoded
from altto_cli.loader.reading import read_study
from altto_cli.model import Study

GOOD = Path(__file__).parent / "good" / "aurora"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "aurora"
    home.mkdir()
    for path in GOOD.glob("*.yaml"):
        (home / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("ALTTO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return home


def read(folder: Path) -> Study:
    study, problems = read_study(folder)
    assert study
    assert not problems
    return study


def kept(folder: Path) -> Study:
    study = read(folder)
    assert cache.keep(folder, study.sha256, study)
    return study


def asked(*evidence: Path) -> Study:
    """The study as a command reads it."""
    return load(*evidence, studies=["aurora"], complete=lambda study: study).studies[0]


def test_nothing_is_recalled_before_it_was_kept(folder: Path) -> None:
    assert cache.recalled(folder, read(folder).sha256, Study) is None


def test_what_was_kept_is_what_was_read(folder: Path) -> None:
    study = kept(folder)
    assert cache.recalled(folder, study.sha256, Study) == study


def test_every_shipped_study_comes_back_as_it_was(folder: Path) -> None:
    for study in load().studies:
        assert cache.keep(folder, study.sha256, study)
        found = cache.recalled(folder, study.sha256, Study)
        assert found == study
        assert repr(found) == repr(study), "1.00 == 1.0, and only one of them is as printed"


def test_a_value_that_would_not_come_back_is_not_encoded() -> None:
    for value in ([1], {1}, b"text", {"": "Study"}, object(), ("text", [1])):
        with pytest.raises(TypeError, match="no compiled form"):
            encoded(value)


def test_a_file_that_changed_is_read_anew(folder: Path) -> None:
    before = asked(folder)
    with (folder / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("# corrected\n")
    assert asked(folder).sha256 != before.sha256


def test_a_change_while_reading_is_seen(folder: Path) -> None:
    study = read(folder)
    (folder / "more.yaml").write_text("facts: []\n", encoding="utf-8")
    cache.keep(folder, study.sha256, study)
    assert asked(folder).sha256 != study.sha256


def test_another_figure_of_the_same_size_and_time_is_read_anew(folder: Path) -> None:
    path = folder / "outcomes.yaml"
    before = asked(folder)
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"0.82", b"0.28", 1))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert asked(folder) != before
    assert asked(folder) == read(folder)


def test_contents_that_come_back_are_those_of_before(folder: Path) -> None:
    path = folder / "outcomes.yaml"
    first = asked(folder)
    before = path.read_bytes()
    path.write_bytes(before.replace(b"0.82", b"0.28", 1))
    second = asked(folder)
    path.write_bytes(before)
    assert (asked(folder), second == first) == (first, False)


@pytest.mark.parametrize(
    ("name", "data"),
    [("appraise/rates.py", b"# other rules\n"), ("signs.py", b"# other\n")],
)
def test_another_program_reads_anew(
    folder: Path, tmp_path: Path, program: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    package = tmp_path / "altto_cli"
    shutil.copytree(cache._PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    program.setattr(cache, "_PACKAGE", package)
    study = kept(folder)
    assert cache.recalled(folder, study.sha256, Study)
    source = package / name
    before = source.stat()
    source.write_bytes((data + source.read_bytes())[: before.st_size])
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    cache.program.cache_clear()
    assert cache.recalled(folder, study.sha256, Study) is None


def test_what_is_computed_of_a_study_is_compiled_with_it(folder: Path) -> None:
    from altto_cli.appraise import observed

    found = [load(folder, studies=["aurora"], complete=observed).studies[0] for _ in range(2)]
    assert found[0].observed
    assert found[0] == found[1] == observed(read(folder))


def test_a_faulty_study_beside_the_one_that_is_asked_is_told_each_time(folder: Path) -> None:
    from altto_cli.errors import EvidenceError

    root = folder.parent / "evidence"
    root.mkdir()
    folder.rename(root / "aurora")
    assert asked(root)
    other = root / "other"
    shutil.copytree(root / "aurora", other)
    for _ in range(2):
        with pytest.raises(EvidenceError, match="aurora stands already"):
            asked(root)
    (other / "study.yaml").write_text("id: [\n")
    for _ in range(2):
        with pytest.raises(EvidenceError, match="yaml-syntax"):
            asked(root)


def test_only_what_changed_is_read_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from altto_cli.loader import reading

    root = folder.parent / "evidence"
    root.mkdir()
    for id in ("aurora", "borealis", "corona"):
        shutil.copytree(folder, root / id)
        study = root / id / "study.yaml"
        study.write_text(study.read_text().replace("id: aurora\n", f"id: {id}\n", 1))
    asked(root)
    seen: list[Path] = []

    def noted(path: Path) -> object:
        seen.append(path)
        return read_study(path)

    made: list[Path] = []

    def noted_too(origin: Path, *rest: Any) -> object:
        made.append(origin)
        return recalled(origin, *rest)

    recalled = cache.recalled
    monkeypatch.setattr(reading, "read_study", noted)
    monkeypatch.setattr(cache, "recalled", noted_too)
    asked(root)
    assert seen == []
    assert made == [root / "index", root / "aurora"]
    with (root / "borealis" / "study.yaml").open("a", encoding="utf-8") as file:
        file.write("# corrected\n")
    asked(root)
    assert seen == [root / "borealis"]


HOSTILE = (
    '{"":"__import__","name":"os"}',
    '{"":"Library.__init__"}',
    '{"":"Place","file":"","line":1,"column":1}',
    '{"":"Study","id":"aurora"}',
    '{"":"Study","sha256":1e999}',
    '{"":"float","hex":"nothing"}',
    "[" * 100_000,
    "NaN",
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_compiled_form_is_not_used(folder: Path, text: str) -> None:
    digest = read(folder).sha256
    path = cache.kept(folder)
    path.parent.mkdir()
    cache.write(path, cache.sealed(str(folder), digest, text))
    assert asked(folder) == read(folder)


@pytest.mark.parametrize(
    "text", ['{"x":1}', '{"x":["aurora"]}', '{"x":[1,2,3]}', "[]", '{"":"Study"}']
)
def test_what_is_no_index_is_not_used(folder: Path, text: str) -> None:
    digest = read(folder).sha256
    path = cache.kept(folder / "index")
    path.parent.mkdir()
    cache.write(path, cache.sealed(str(folder / "index"), "index", text.replace("x", digest)))
    assert asked(folder) == read(folder)


@pytest.mark.parametrize("place", [0, 3, 63, 64, 65, 100, -1])
def test_a_damaged_copy_is_not_used(folder: Path, place: int) -> None:
    study = kept(folder)
    path = cache.kept(folder)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert cache.recalled(folder, study.sha256, Study) is None


@pytest.mark.skipif(os.name == "nt", reason="it has no such permissions")
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_what_others_can_write_is_not_used(folder: Path, mode: int) -> None:
    study = kept(folder)
    cache.kept(folder).chmod(mode)
    assert cache.recalled(folder, study.sha256, Study) is None


def test_a_name_that_leads_elsewhere_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    path = cache.kept(folder)
    path.parent.mkdir()
    path.with_suffix(f".{os.getpid()}").symlink_to(other)
    study = read(folder)
    assert not cache.keep(folder, study.sha256, study)
    assert other.read_text() == "mine"


def test_a_pipe_in_the_place_of_a_copy_is_not_waited_for(folder: Path) -> None:
    path = cache.kept(folder)
    path.parent.mkdir()
    os.mkfifo(path)
    assert cache.recalled(folder, read(folder).sha256, Study) is None


def test_a_copy_of_another_folder_is_not_used(folder: Path, tmp_path: Path) -> None:
    study = kept(folder)
    other = tmp_path / "other"
    other.mkdir()
    cache.kept(folder).rename(cache.kept(other))
    assert cache.recalled(other, study.sha256, Study) is None


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    study = read(folder)
    assert not cache.keep(folder, study.sha256, study)
    assert asked(folder) == study


def test_nothing_is_kept_when_it_is_switched_off(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = read(folder)
    monkeypatch.setenv("ALTTO_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert not cache.keep(folder, study.sha256, study)
    assert asked(folder) == study
    monkeypatch.setenv("ALTTO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert not cache.keep(folder, study.sha256, study)
    assert asked(folder) == study
    assert [each.name for each in tmp_path.iterdir()] == ["aurora"]


def test_what_is_kept_stands_in_the_user_s_cache_and_not_beside_the_program(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ALTTO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    kept(folder)
    assert [each.parent for each in (tmp_path / "home").rglob("*.json")] == [
        tmp_path / "home" / "altto"
    ]


@pytest.mark.parametrize("words", [["--no-cache", "dfs", "pre"], ["dfs", "pre", "--no-cache"]])
def test_no_cache_reads_and_writes_none(folder: Path, tmp_path: Path, words: list[str]) -> None:
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "altto_cli"]
    without = subprocess.run([*command, *words], env=env, capture_output=True, check=True)
    assert not (tmp_path / "cache").exists()
    plain = subprocess.run([*command, "dfs", "pre"], env=env, capture_output=True, check=True)
    assert (tmp_path / "cache").exists()
    assert without.stdout == plain.stdout
    assert not without.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as a wheel lays it down, with what the build adds."""
    root = tmp_path_factory.mktemp("site")
    lay(root)
    return root


def ran(root: Path, *words: str) -> tuple[str, set[str]]:
    """What the installed program answers without a cache, and the modules that it imports."""
    script = (
        "import sys\nfrom altto_cli.__main__ import main\n"
        "try: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        env={**os.environ, "ALTTO_CACHE": "off", "PYTHONPATH": str(root)},
        cwd=root,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout, set(done.stderr.split())


@pytest.mark.parametrize("words", [("dfs", "pre"), ("find", "0.44"), ("explain", "ahr")])
def test_an_installed_program_answers_from_what_was_built(
    installed: Path, words: tuple[str, ...]
) -> None:
    there, imported = ran(installed, *words)
    here, usual = ran(cache._PACKAGE.parent, *words)
    assert there == here
    assert "yaml" in usual
    assert not {"yaml", "pickle"} & imported


#: Says what is opened of altto, but what Python imports.
OPENED = """
import sys
def said(event, args):
    path = str(args[0]) if event == "open" else ""
    if "altto_cli" in path and ".py" not in path and "__pycache__" not in path:
        print(path.replace("\\\\", "/").partition("altto_cli/")[2], file=sys.stderr)
sys.addaudithook(said)
from altto_cli.__main__ import main
main()
"""


def test_a_look_up_opens_its_study_and_imports_what_it_shows(installed: Path) -> None:
    """What it takes is counted, since milliseconds are those of the machine."""
    done = subprocess.run(
        [sys.executable, "-c", OPENED, "dfs", "pre"],
        env={**os.environ, "ALTTO_CACHE": "off", "PYTHONPATH": str(installed)},
        cwd=installed,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    opened = done.stderr.split()
    # The ids of the studies before it are looked up; of no other study anything is read.
    heads = [name for name in opened if name.endswith("/study.yaml")]
    own = sorted((installed / "altto_cli" / "_evidence" / "altto-endocrine").glob("*.yaml"))
    expected = {f"_evidence/altto-endocrine/{path.name}" for path in own}
    compiled = {"_compiled/program", "_compiled/altto-endocrine.json"}
    assert {*opened} - {*heads} == (expected | compiled) - {*heads}
    assert len(opened) <= len(own) + len(compiled) + 4
    _, imported = ran(installed, "dfs", "pre")
    ours = {name for name in imported if name.startswith("altto_cli.")}
    rooms = {name.split(".")[1] for name in ours}
    assert not rooms & {"appraise", "audit", "cite", "check", "export", "notes"}
    assert not {"rich", "yaml", "pickle", "sqlite3"} & imported
    assert len(ours) <= 72, sorted(ours)


def test_an_installed_program_tells_its_version_without_importing_more(installed: Path) -> None:
    there, imported = ran(installed, "--version")
    here, _ = ran(cache._PACKAGE.parent, "--version")
    assert there == here
    ours = {name for name in imported if name.startswith("altto_cli")}
    assert ours == {"altto_cli", "altto_cli.__main__", "altto_cli.version"}


@pytest.mark.parametrize("change", ["a figure", "another file", "a folder less"])
def test_the_version_of_evidence_that_was_changed_is_looked_at(
    installed: Path, tmp_path: Path, change: str
) -> None:
    root = tmp_path / "site"
    shutil.copytree(installed, root, symlinks=True)
    study = root / "altto_cli" / "_evidence" / "hoboe"
    before, _ = ran(root, "--version")
    if change == "a figure":
        path = next(study.glob("*.yaml"))
        path.write_bytes(path.read_bytes() + b"# seen\n")
    elif change == "another file":
        (study / "more").mkdir()
        (study / "more" / "more.yaml").write_text("results: []\n", encoding="utf-8")
    else:
        shutil.rmtree(study)
    after, _ = ran(root, "--version")
    lines = {line.split()[0]: line for line in after.splitlines()}
    told = {line.split()[0]: line for line in before.splitlines()}
    assert {id for id in told if lines.get(id) != told[id]} == {"hoboe"}


def test_evidence_that_was_changed_where_it_is_installed_is_read(installed: Path) -> None:
    before, _ = ran(installed, "dfs", "pre")
    path = installed / "altto_cli" / "_evidence" / "altto-endocrine" / "dfs.yaml"
    status, data = path.stat(), path.read_bytes()
    try:
        path.write_bytes(data.replace(b"0.44", b"0.45"))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        after, _ = ran(installed, "dfs", "pre")
    finally:
        path.write_bytes(data)
    assert "0.44 (" in before
    assert "0.45 (" in after
    assert "0.44 (" not in after

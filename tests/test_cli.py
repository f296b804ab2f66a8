"""Answers on stdout, all else on stderr, the contract's exit codes, and never a traceback."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from asking import AURORA, FORMATS, GOOD, answer, ask, asked, commands
from hypothesis import given
from hypothesis import strategies as st
from running import Ran, altto, at_keyboard, environment, on_terminal

from altto_cli import __version__, load
from altto_cli.cli import streams
from altto_cli.signs import harmless

HERE = Path(__file__).parent


def refused(ran: Ran, code: int) -> str:
    """What the refusal says; its stdout is empty and it ends with this code."""
    assert (ran.out, ran.code) == ("", code), ran.err
    assert "Traceback" not in ran.err
    assert "fault of altto" not in ran.err
    return ran.err


def test_the_program_alone_prints_a_short_help_with_six_examples() -> None:
    ran = altto()
    assert (ran.err, ran.code) == ("", 0)
    examples = re.findall(r"^  altto (.+?)(?:  |$)", ran.out, re.MULTILINE)
    assert len(examples) == 6
    for example in examples:
        assert ask(*example.split()).code == 0
    assert "not advice for a patient" in ran.out


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_everywhere(option: str) -> None:
    for words in ([option], *([command, option] for command in commands())):
        ran = ask(*words)
        assert (ran.err, ran.code) == ("", 0)
        assert ran.out.startswith(f"Usage: altto {words[0] if len(words) == 2 else '[OPTIONS]'}")
        assert "-h, --help" in ran.out


def test_the_version_names_the_program_and_the_evidence_of_each_study() -> None:
    expected = [f"altto {__version__}"]
    expected += [f"{each.id} {each.version} {each.sha256}" for each in load(GOOD).studies]
    ran = altto("--version", "--evidence", str(GOOD))
    assert (ran.err, ran.code) == ("", 0)
    assert sorted(ran.out.splitlines()) == sorted(expected)


def test_the_version_as_json_has_the_same_for_machines() -> None:
    ran = ask("--version", "-f", "json", "--evidence", str(GOOD))
    assert (ran.err, ran.code) == ("", 0)
    whole = json.loads(ran.out)
    assert whole["schema"] == "altto/version/1"
    assert whole["tool"] == {"name": "altto", "version": __version__}
    evidence = {each["id"]: each["evidence"] for each in whole["studies"]}
    lines = [f"{id} {of['version']} {of['sha256']}" for id, of in evidence.items()]
    said = ask("--version", "--evidence", str(GOOD)).out.splitlines()
    assert said == [f"altto {__version__}", *lines]
    assert ask("--version", "-f", "text").out == ask("--version").out


def test_the_module_runs_as_the_program() -> None:
    assert altto("dfs", "--menopause", "pre").out == ask("dfs", "--menopause", "pre").out


#: Words that are known, without such a record: exit code 1, and the way on.
UNANSWERED = {
    "recurrence --menopause pre": "altto recurrence",
    "dfs -t ai --menopause pre": "altto dfs pre -t ofs-ai",
    "dfs -t ofs-ai -r serm-ofs": "altto dfs",
    "compare serm ai --menopause pre": "altto compare ofs-ai serm pre",
    "find zebra": "altto summary",
    "results recurrence -m pre --study ebctcg-2015": "altto recurrence --study ebctcg-2015",
    "subgroups --study soft": "altto compare",
    "premenopausal -t ai": "altto premenopausal",
}


@pytest.mark.parametrize("words", UNANSWERED)
def test_known_words_without_a_record_end_with_1_and_the_way_on(words: str) -> None:
    said = refused(ask(*words.split()), 1)
    assert said.startswith("altto: ")
    assert UNANSWERED[words] in said


#: Words that are not known: exit code 2, and the nearest name.
UNKNOWN = {
    "dfs --menopause perimenopausal": "pre- and postmenopausal patients only",
    "dfs --menopause prre": "did you mean pre?",
    "dfs -t tamoxifeen": "did you mean tamoxifen?",
    "dfs -r serm-off": "did you mean serm-ofs?",
    "dfs --population nobody": "known: all, all patients, postmenopausal, premenopausal",
    "results disfree": "known: dfs, drfs, os, recurrence",
    "dfs --study altto-endocrin": "did you mean altto-endocrine?",
    "explain dsf": "did you mean dfs?",
    "dfs -f jsn": "did you mean json?",
    "dfs -f xml": "known: ",
    "--version -f xml": "known: json, text",
    "dfs --color sometimes": "known: always, auto, never",
    "compare ai letrozole": "the same strategy",
    "compare ai ai": "the same strategy",
    "compare ai": "AI against what? altto compare ai serm",
    "compare ai zebra": "no strategy 'zebra'",
    "find": "find needs WORDS. Example: altto find 0.44",
    "results": "results of which endpoint? dfs, drfs, ",
    "sumary": "no command sumary; did you mean summary? altto summary",
    "dfs --menopuase pre": "--menopause",
    "dfs extra": "extra",
    "dfs --evidence /absent": "/absent",
}


@pytest.mark.parametrize("words", UNKNOWN)
def test_unknown_words_end_with_2_and_a_name_that_is_known(words: str) -> None:
    said = refused(ask(*words.split()), 2)
    assert UNKNOWN[words] in said


@pytest.mark.parametrize("words", [("find", ""), ("find", " "), ("dfs", "-t", ""), ("explain", "")])
def test_an_empty_word_is_not_known(words: tuple[str, ...]) -> None:
    refused(ask(*words), 2)


@pytest.mark.parametrize(
    ("words", "code"), [("find zebra", 1), ("dfs --menopause peri", 2), ("dfs --nothing", 2)]
)
def test_the_program_itself_ends_with_the_code_and_an_empty_stdout(words: str, code: int) -> None:
    refused(altto(*words.split()), code)


def test_ai_before_menopause_is_answered_with_what_the_source_reports() -> None:
    assert refused(altto("dfs", "-t", "ai", "--menopause", "pre"), 1) == (
        "altto: no DFS result for AI without OFS before menopause; the source reports "
        "OFS + AI (118, elsewhere called AI ± OFS): altto dfs pre -t ofs-ai\n"
    )


def test_what_an_answer_does_not_contain_is_said_on_stderr() -> None:
    ran = altto("compare", "ai", "serm", "-f", "csv")
    assert ran.code == 0
    assert ran.err == (
        "altto: not contained here: DFS, premenopausal, OFS + AI v SERM alone. "
        "See: altto compare ofs-ai serm\n"
    )
    assert len(list(csv.DictReader(StringIO(ran.out)))) == 6


def test_the_environment_sets_the_format_and_the_option_wins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by_option = [ask("os", "-f", format).out for format in ("tsv", "text")]
    monkeypatch.setenv("ALTTO_FORMAT", "tsv")
    assert [asked("os").out, asked("os", "-f", "text").out] == by_option
    assert "no format 'yaml'" in refused(altto("os", ALTTO_FORMAT="yaml"), 2)


def test_evidence_of_one_s_own_stands_beside_what_is_shipped() -> None:
    by_option = ask("studies", "--evidence", str(GOOD), "-f", "csv").out
    by_environment = altto("studies", "-f", "csv", ALTTO_EVIDENCE=str(GOOD)).out
    ids = [line["id"] for line in csv.DictReader(StringIO(by_option))]
    assert "aurora" in ids
    assert "altto-endocrine" in ids
    assert by_option == by_environment


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder of evidence with two studies and three faults in two files."""
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        for path in (GOOD / "aurora").glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            (folder / path.name).write_text(text.replace("id: aurora\n", f"id: {name}\n"), "utf-8")
    _change(tmp_path / "first" / "ratios.yaml", "estimate: 0.74", "estimate: 0.00")
    _change(tmp_path / "first" / "ratios.yaml", "measure: risk ratio", "measure: risky ratio")
    _change(tmp_path / "second" / "study.yaml", "label: Placebo\n", "lable: Placebo\n")
    return tmp_path


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    "words", ["dfs", "summary", "find 0.44", "studies", "--version", "compare --study first"]
)
def test_every_fault_of_a_folder_that_is_read_is_named_with_its_place(
    broken: Path, words: str
) -> None:
    said = refused(ask(*words.split(), "--evidence", str(broken)), 3)
    assert re.search(r"first/ratios\.yaml:\d+:\d+: ratio-range: estimate is 0\.00", said)
    assert re.search(r"first/ratios\.yaml:\d+:\d+: unknown-word: .*did you mean risk ratio", said)
    assert re.search(r"second/study\.yaml:\d+:\d+: unknown-key: .*did you mean label", said)


def test_a_broken_folder_ends_the_program_with_3(broken: Path) -> None:
    assert "ratio-range" in refused(altto("os", "--evidence", str(broken)), 3)


def test_the_same_study_twice_is_a_fault_that_names_both_files(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        for path in (GOOD / "aurora").glob("*.yaml"):
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    said = refused(altto("studies", "--evidence", str(tmp_path)), 3)
    assert "repeated-study" in said
    assert str(tmp_path / "here") in said
    assert str(tmp_path / "there" / "study.yaml") in said


def test_a_study_that_is_shipped_is_not_replaced(tmp_path: Path) -> None:
    for path in (GOOD / "aurora").glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("id: aurora\n", "id: altto-endocrine\n")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    said = refused(altto("dfs", "--evidence", str(tmp_path)), 3)
    assert "repeated-study: altto-endocrine stands already in" in said


def piped(command: str, **env: str) -> Ran:
    """A command of the shell, with `altto` as its users type it."""
    script = f'set -o pipefail; altto() {{ "{sys.executable}" -m altto_cli "$@"; }}; {command}'
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env=environment(**env), check=False
    )
    return Ran(done.stdout, done.stderr, done.returncode)


def test_a_reader_who_has_read_enough_ends_the_program_silently() -> None:
    ran = piped("altto find a -f json | head -1")
    assert ran == ("{\n", "", 0)
    assert piped("altto sources | true") == ("", "", 0)


@pytest.mark.parametrize("words", ["dfs", "-h", "dfs -h", "--version", "schema", "check"])
def test_a_reader_who_is_gone_already_is_no_fault(words: str) -> None:
    assert piped(f"{{ sleep 0.2; altto {words}; }} | true") == ("", "", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("words", ["dfs", "-h", "--version", ""])
def test_an_answer_that_cannot_be_written_ends_with_3(words: str) -> None:
    ran = piped(f"altto {words} > /dev/full")
    assert (ran.out, ran.code) == ("", 3)
    assert ran.err == "altto: the answer could not be written: No space left on device\n"


def test_a_closed_stdout_is_an_answer_that_cannot_be_written() -> None:
    ran = piped("altto dfs >&-")
    assert (ran.out, ran.code) == ("", 3)
    assert ran.err.startswith("altto: the answer could not be written")


def test_a_closed_stderr_does_not_hinder_an_answer() -> None:
    ran = piped("altto compare ai serm -f csv 2>&-")
    assert (ran.err, ran.code) == ("", 0)
    assert ran.out == ask("compare", "ai", "serm", "-f", "csv").out


MACHINES = ("csv", "tsv", "json", "jsonl")


@pytest.mark.parametrize("format", [each for each in FORMATS if each not in MACHINES])
def test_an_ascii_output_gets_every_figure_in_ascii(format: str) -> None:
    ran = asked("dfs", "--menopause", "pre", "-f", format, encoding="ascii")
    assert (ran.err, ran.code) == ("", 0)
    assert ran.out.isascii()
    assert "?" not in ran.out
    for figure in ("90.0", "77.3", "77.6", "0.44", "0.23", "0.85", "0.87", "0.61", "1.23"):
        assert figure in ran.out


def test_the_program_writes_in_the_encoding_that_python_is_told() -> None:
    words = ("dfs", "--menopause", "pre", "-f", "table")
    assert altto(*words, PYTHONIOENCODING="ascii").out == asked(*words, encoding="ascii").out


@pytest.mark.parametrize("format", MACHINES)
def test_programs_read_utf_8_whatever_the_locale_is(format: str) -> None:
    words = ("dfs", "--menopause", "pre", *AURORA[:2], "-f", format)
    expected = ask(*words).out
    assert "–" in expected
    for encoding in ("ascii", "cp1252", "utf-16"):
        assert asked(*words, encoding=encoding).out == expected, encoding


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX"])
def test_the_locale_hinders_no_answer(locale: str) -> None:
    ran = altto("summary", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (ran.err, ran.code) == ("", 0)
    assert "2,651" in ran.out
    said = altto("dfs", "-t", "ai", "--menopause", "pre", LC_ALL=locale, PYTHONUTF8="0").err
    assert "118, elsewhere called AI" in said


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_a_terminal_shows_every_figure_whole(width: int) -> None:
    ran = on_terminal("dfs", "--menopause", "pre", width=width, NO_COLOR="1")
    assert (ran.err, ran.code) == ("", 0)
    for figure in ("90.0%", "77.3%", "77.6%", "0.44 (0.23–0.85)", "0.87 (0.61–1.23)", "(95% CI)"):
        assert any(figure in line for line in ran.out.splitlines())
    flowing = " ".join(ran.out.split())
    assert "OFS added, SERM replaced: not the AI alone" in flowing
    assert "not peer reviewed · event counts not reported" in flowing
    narrow = ran.out == ask("dfs", "--menopause", "pre", "-f", "text").out
    assert narrow or max(map(len, ran.out.splitlines())) <= width
    assert not narrow or width < 80


def test_a_narrow_terminal_gets_text() -> None:
    narrow = on_terminal("dfs", width=50, NO_COLOR="1").out
    assert narrow.split() == ask("dfs", "-f", "text").out.split()


def test_a_terminal_and_a_pipe_have_the_same_rows_and_warnings() -> None:
    drawn = " ".join(on_terminal("os", NO_COLOR="1").out.split())
    piped = ask("os").out
    for said in re.findall(r"^- \*\*\[[a-z]\] [^*]+\*\*: (.*)$", piped, re.MULTILINE):
        assert said in drawn
    for cell in re.findall(r"(?<=\| )[^|]*\d[^|]*(?= \|)", piped):
        assert cell in drawn


COLOUR = "\x1b["


@pytest.mark.parametrize(
    ("option", "env", "colored"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "0"}, False),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_on_a_terminal_is_what_the_reader_wants(
    monkeypatch: pytest.MonkeyPatch, option: str, env: dict[str, str], colored: bool
) -> None:
    for name, value in {"TERM": "xterm", **env}.items():
        monkeypatch.setenv(name, value)
    assert streams.wants_color(option, on_terminal=True) is colored


@pytest.mark.parametrize(
    ("words", "env", "colored"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        (("--color", "never"), {}, False),
        (("-f", "markdown"), {}, False),
        (("-f", "json"), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_a_terminal_gets_colour_in_a_table_alone(
    words: tuple[str, ...], env: dict[str, str], colored: bool
) -> None:
    assert (COLOUR in on_terminal("dfs", *words, width=100, **env).out) is colored


LOOKS = (("dfs",), ("dfs", "-f", "table"), ("-h",), ("dfs", "-h"), ("dfs", "--nothing"))


@pytest.mark.parametrize("env", [{}, {"FORCE_COLOR": "1"}, {"FORCE_COLOR": "0"}, {"TERM": "dumb"}])
def test_a_pipe_gets_no_escape_codes(monkeypatch: pytest.MonkeyPatch, env: dict[str, str]) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    for words in LOOKS:
        ran = asked(*words)
        assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize("words", [("dfs", "-f", "table"), ("dfs", "-h"), ("dfs", "--nothing")])
def test_no_colour_is_forced_upon_a_pipe(words: tuple[str, ...]) -> None:
    ran = altto(*words, FORCE_COLOR="1")
    assert "\x1b" not in ran.out + ran.err


def test_a_pipe_gets_colour_when_it_is_asked_for() -> None:
    colored = ask("dfs", "-f", "table", "--color", "always").out
    assert COLOUR in colored
    plain = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert [line.rstrip() for line in plain.splitlines()] == [
        line.rstrip() for line in ask("dfs", "-f", "table").out.splitlines()
    ]
    assert COLOUR not in ask("dfs", "--color", "always", "-f", "markdown").out


@pytest.mark.parametrize(
    ("columns", "term"), [("20", "dumb"), ("80", "xterm-256color"), ("500", "screen")]
)
def test_a_pipe_gets_the_same_bytes_whatever_terminal_there_is(
    monkeypatch: pytest.MonkeyPatch, columns: str, term: str
) -> None:
    env = {"COLUMNS": columns, "LINES": "10", "TERM": term}
    expected = {format: ask("summary", "-f", format).out for format in FORMATS}
    assert altto("summary", "-f", "table", **env).out == expected["table"]
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert {format: asked("summary", "-f", format).out for format in FORMATS} == expected


def test_nothing_is_cut_or_wrapped_in_a_pipe() -> None:
    for format in ("markdown", "sentence", "text", "csv"):
        text = ask("compare", *AURORA, "-f", format).out
        assert "…" not in text
    lines = ask("compare", *AURORA, "-f", "sentence").out.splitlines()
    assert len(lines) == len(json.loads(ask("compare", *AURORA, "-f", "json").out)["results"])


words = st.lists(
    st.sampled_from(
        [
            *(
                "dfs",
                "os",
                "compare",
                "find",
                "explain",
                "results",
                "summary",
                "absolute",
                "forest",
            ),
            *("-t", "-r", "-f", "--format", "--menopause", "--study", "--color", "--population"),
            *("ai", "serm", "ofs-ai", "pre", "overall", "json", "text", "0.44", "hr", "--help"),
            *("", " ", "-", "--", "é", "\x1b[31m", "[bold]", "%s", "{}", "\\", "*", "((", "-t="),
        ]
    )
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
    max_size=6,
)


@given(words)
def test_whatever_is_typed_is_answered_or_refused(typed: list[str]) -> None:
    if {"-o", "--output", "new", "check", "schema"} & set(typed):
        return
    ran = ask(*typed)
    assert ran.code in (0, 1, 2, 3)
    if ran.code:
        assert ran.out == ""
        assert ran.err != ""
    else:
        assert ran.out.endswith("\n")


def test_a_fault_of_the_program_itself_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import altto_cli.render\n"
        "def fails(*_, **__): raise RuntimeError('broken on purpose')\n"
        "altto_cli.render.render = fails\n",
        encoding="utf-8",
    )
    ran = altto("dfs", PYTHONPATH=os.pathsep.join([str(tmp_path), str(GOOD.parent.parent)]))
    assert (ran.out, ran.code) == ("", 3)
    assert "Traceback" not in ran.err
    assert "broken on purpose" in ran.err


ACTING = "a\x1b[31m\u202e\x9b2J\nevidence.yaml:1:1: \u061c\U000e0041b"


@pytest.mark.parametrize(
    "words",
    [
        (ACTING,),
        ("dfs", f"--{ACTING}"),
        ("dfs", "--study", ACTING),
        ("dfs", "--menopause", ACTING),
        ("dfs", "-t", ACTING),
        ("dfs", "-f", ACTING),
        ("dfs", "--evidence", ACTING),
        ("find", ACTING),
        ("find", "0.44", "-f", "json", ACTING),
        ("explain", ACTING),
        ("compare", ACTING, ACTING),
        ("check", ACTING),
        ("check", "--explain", ACTING),
        ("new", "study", ACTING),
        ("forest", "-o", ACTING),
        ("forest", "-o", f"nowhere/{ACTING}.svg"),
        ("forest", "--title", ACTING),
        ("forest", "--title", ACTING, "--color", "always", "-f", "table"),
        ("forest", "--title", ACTING, "-f", "json"),
    ],
)
def test_no_sign_in_what_is_typed_acts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = asked(*words)
    said = re.sub(r"\x1b\[[0-9;]*m", "", ran.out) if "--color" in words else ran.out
    for text in (said, ran.err):
        assert harmless(text, keep="\n\t") == text
        assert not any(line.startswith("evidence.yaml:1:1") for line in text.splitlines())
    assert ran.code in (0, 1, 2, 3)


def test_no_sign_acts_in_what_the_program_itself_refuses() -> None:
    ran = altto("dfs", "--study", ACTING)
    assert (ran.out, ran.code) == ("", 2)
    assert harmless(ran.err, keep="\n") == ran.err


def test_a_picture_s_name_may_be_as_long_as_a_name_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 125 + "x.svg")
    assert altto("forest", "-o", str(path)).code == 0
    assert path.read_bytes().startswith(b"<svg")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_what_is_replaced_keeps_its_permissions_and_a_link_stays_one(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.svg", tmp_path / "link.svg"
    kept.write_text("old")
    kept.chmod(0o600)
    link.symlink_to("kept.svg")
    assert altto("forest", "-o", str(link), "--force").code == 0
    assert link.is_symlink()
    assert kept.read_bytes().startswith(b"<svg")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_study_is_begun_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "schema.json").symlink_to("gone")
    folder = tmp_path.rename(tmp_path.with_name("own-study"))
    ran = altto("new", "study", str(folder))
    assert (ran.out, ran.code) == ("", 3)
    assert "exists already, and nothing was written" in ran.err
    assert [each.name for each in folder.iterdir()] == ["schema.json"]


@pytest.mark.parametrize(
    ("format", "form"), [("json", "{"), ("text", r"\d+ st"), ("csv", r"\d+ st")]
)
def test_check_takes_the_format_of_the_environment_where_it_has_it(format: str, form: str) -> None:
    ran = altto("check", ALTTO_FORMAT=format)
    assert ran.code == 0
    assert re.match(form, ran.out)


def test_in_an_archive_the_program_says_that_its_evidence_is_not_there(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "altto"), "zip", HERE.parent, "altto_cli")
    done = subprocess.run(
        [sys.executable, "-m", "altto_cli", "dfs"],
        env={**os.environ, "PYTHONPATH": archive},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("", 3)
    assert (
        "the evidence of the program is not here; install altto anew, and unpacked" in done.stderr
    )


@pytest.mark.parametrize(
    ("command", "answered"), [("audit", "0.44"), ("audit -", "0.44"), ("check -", "-:1:")]
)
def test_who_types_is_told_that_it_is_read_and_how_it_ends(command: str, answered: str) -> None:
    words = command.split()
    ran = at_keyboard("DFS: HR 0.44 (95% CI 0.23-0.85)", *words)
    how = "reading what is typed, until Ctrl-D on a line of its own"
    told = f"altto: {how}; a file: altto {words[0]} FILE\n"
    assert ran.err.startswith(told)
    assert answered in ran.out


def test_what_is_appended_to_notes_stands_apart_from_them(tmp_path: Path) -> None:
    """Some readers of Markdown take a heading right below a line of text for more of that line."""
    notes, answers = tmp_path / "notes.md", []
    for words in (["dfs", "pre"], ["os", "pre", "--block"], ["dfs", "pre", "-f", "csv"]):
        notes.write_text("Mine.\n", encoding="utf-8")
        with notes.open("ab") as file:
            command = [sys.executable, "-m", "altto_cli", *words]
            subprocess.run(command, stdout=file, env=environment(), check=True)
        answers.append(notes.read_text(encoding="utf-8").splitlines()[:3])
    heading = "### Disease-free survival, premenopausal: ALTTO"
    assert answers[0] == ["Mine.", "", heading]
    assert answers[1][:2] == ["Mine.", ""]
    assert answers[1][2].startswith("<!-- altto")
    assert answers[2][:2] == ["Mine.", answer("dfs", "pre", "-f", "csv").splitlines()[0]]
    with notes.open("wb") as file:
        command = [sys.executable, "-m", "altto_cli", "dfs", "pre"]
        subprocess.run(command, stdout=file, env=environment(), check=True)
    assert notes.read_text(encoding="utf-8").startswith(heading)

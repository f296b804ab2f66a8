"""`altto audit`: what it prints, what it matches, and how it ends."""

import csv
import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from asking import FORMATS, ask, asked, drawn
from running import environment
from test_audit_inputs import two_columns

from altto_cli import __version__, load
from altto_cli.audit.matching import Evidence
from altto_cli.audit.page import FORMATS as AUDIT_FORMATS
from altto_cli.audit.page import KEYS
from altto_cli.audit.page import figures as shown
from altto_cli.audit.report import Row, rows
from altto_cli.cli.run import run

#: The six ratios of ALTTO in sentences of our own.
ALTTO = """\
With an aromatase inhibitor DFS was longer: aHR 0.65 (95% CI: 0.52–0.82, P < 0.001). The same
held for distant recurrence-free survival, 0.65 (95% CI: 0.50–0.85); OS did not differ, with an
aHR of 0.73 (95% CI: 0.53–1.00).

Postmenopausal: aHR = 0.65 (95% CI: 0.50–0.85). Premenopausal: OFS + AI aHR = 0.44 (95% CI:
0.23–0.85), SERM + OFS aHR = 0.87 (95% CI: 0.61–1.23).
"""
WRONG = "OS: HR 0.45 (95% CI 0.52–0.82). DFS: aHR 0.44 (95% CI 0.32–0.85).\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ALTTO, encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.md"
    path.write_text(WRONG, encoding="utf-8")
    return path


def results(*words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ask("audit", *words, "-f", "json").out)["results"]
    return found


def piped(words: list[str], stdin: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "altto_cli", "audit", *words]
    return subprocess.run(
        command, input=stdin, capture_output=True, encoding="utf-8", env=environment(), check=False
    )


def test_every_ratio_is_read_consistent_and_matched_to_its_record(text: Path) -> None:
    found = results(str(text))
    assert [(one["estimate"], one["ci_low"], one["ci_high"]) for one in found] == [
        ("0.65", "0.52", "0.82"),
        ("0.65", "0.50", "0.85"),
        ("0.73", "0.53", "1.00"),
        ("0.65", "0.50", "0.85"),
        ("0.44", "0.23", "0.85"),
        ("0.87", "0.61", "1.23"),
    ]
    assert {one["ci_level"] for one in found} == {"95"}
    assert [one["p"] for one in found] == ["<0.001", None, None, None, None, None]
    assert {one["verdict"] for one in found} == {"consistent"}
    named = [{match["id"] for match in one["matches"]} for one in found]
    assert named[0] == {"dfs-all-ai-vs-serm"}
    assert named[1] == {"drfs-all-ai-vs-serm", "dfs-postmenopausal-ai-vs-serm"}
    first = [one["matches"][0]["id"] for one in found]
    assert (first[1], first[3]) == ("drfs-all-ai-vs-serm", "dfs-postmenopausal-ai-vs-serm")
    assert named[2] == {"os-all-ai-vs-serm"}
    assert named[4] == {"dfs-premenopausal-ofs-ai-vs-serm"}
    assert named[5] == {"dfs-premenopausal-serm-ofs-vs-serm"}


def test_a_result_has_the_keys_of_the_contract(text: Path) -> None:
    (answer,) = [json.loads(ask("audit", str(text), "-f", "json").out)]
    assert answer["schema"] == "altto/audit/1"
    first = answer["results"][0]
    assert list(first) == list(KEYS)
    assert (first["file"], first["line"], first["column"]) == (str(text), 1, 45)
    assert (first["page"], first["paragraph"]) == (None, None)
    assert first["text"] == "aHR 0.65 (95% CI: 0.52–0.82, P < 0.001)"


def test_sheets_have_the_keys_as_columns(text: Path) -> None:
    table = list(csv.DictReader(StringIO(ask("audit", str(text), "-f", "csv").out)))
    assert list(table[0]) == list(KEYS)
    assert [row["estimate"] for row in table[:2]] == ["0.65", "0.65"]
    assert table[0]["ci_low"] == "0.52"
    assert ask("audit", str(text), "-f", "tsv").out.startswith("file\tline\tcolumn")
    text.write_text("HR 1.13 (95% CI 1.01–1.87)")
    (row,) = csv.DictReader(StringIO(asked("audit", str(text), "-f", "csv").out))
    assert row["recomputed"] == "estimate 1.37 | ci_low 0.68 | ci_high 1.27"
    (line,) = asked("audit", str(text), "-f", "jsonl").out.splitlines()
    assert json.loads(line)["tool"] == {"name": "altto", "version": __version__}


def test_what_nearly_is_in_the_evidence_says_what_differs(wrong: Path) -> None:
    outside, swapped = results(str(wrong))
    assert outside["verdict"] == "inconsistent"
    (match,) = swapped["matches"]
    assert match == {
        "id": "dfs-premenopausal-ofs-ai-vs-serm",
        "study": "altto-endocrine",
        "kind": "differs",
        "difference": "the lower limit is 0.23 there, 0.32 here",
    }


@pytest.mark.parametrize(
    ("said", "difference"),
    [
        ("HR 0.44 (95% CI 0.85–0.23)", "its limits are swapped"),
        ("HR 0.44 (97.5% CI 0.23–0.85)", "the level is 95% there, 97.5% here"),
        ("OR 0.44 (95% CI 0.23–0.85)", "the measure is hazard ratio there, odds ratio here"),
        ("HR 2.27 (95% CI 1.18–4.35)", "the ratio is inverted, 0.44 (0.23–0.85) there"),
        ("HR 2.25 (95% CI 1.18–4.3)", "the ratio is inverted, 0.44 (0.23–0.85) there"),
        (
            "HR 0.73 (95% CI 0.50–0.85)",
            "the interval is 0.53–1.00 there, 0.50–0.85 is of drfs-all-ai-vs-serm",
        ),
        (
            "DFS at 10 years 90.0% v 76.5%, HR 0.44 (95% CI 0.23–0.85)",
            "the rates are 90.0% and 77.6% there, 76.5% here is of dfs-all-ai-vs-serm",
        ),
        ("HR 0.64 (95% CI 0.52–0.82)", "the estimate is 0.65 there, 0.64 here"),
        ("HR 0.65 (95% CI 0.52–0.82, P < 0.01)", "P is <0.001 there, <0.01 here"),
        ("HR 0.65 (95% CI 0.52–0.82, P > 0.001)", "P is <0.001 there, >0.001 here"),
        ("HR 0.65 (95% CI 0.52–0.82, P = 0.0004)", None),
        ("HR 0.65 (95% CI 0.52–0.82, P = NS)", None),
        ("| DFS | 76.5% |\n| DFS, OFS + AI | 90.0% | HR 0.44 (95% CI 0.23–0.85) |", None),
    ],
)
def test_each_difference_from_a_record_is_named(
    said: str, difference: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(said, encoding="utf-8")
    (row,) = rows(str(path), Evidence(load()))
    assert difference in {match.difference for match in row.matches}


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("0.71 (95% CI 0.61–0.97)", "The estimate is 0.77 in line 1, 0.71 here."),
        ("77 (95% CI 0.61–0.97)", "The estimate is 0.77 in line 1, 77 here."),
        ("0.77 (95% CI 0.16–0.97)", "The lower limit is 0.61 in line 1, 0.16 here."),
        ("0.77 (95% CI 0.61–0.79)", "The upper limit is 0.97 in line 1, 0.79 here."),
    ],
)
def test_two_results_of_one_text_that_contradict_each_other_are_found(
    other: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"HR 0.77 (95% CI 0.61–0.97)\n\n\nHR {other}\n")
    first, second = results(str(path))
    assert first["findings"] == []
    assert said in [found["text"] for found in second["findings"]]


def test_what_contradicts_on_another_page_is_named_by_the_page(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    path = tmp_path / "a.pdf"
    ratios = [f"HR {each} (95% CI 0.61-0.97)" for each in ("0.77", "0.71")]
    path.write_bytes(two_columns(*([each] for each in ratios)))
    _, second = results(str(path))
    said = [found["text"] for found in second["findings"]]
    assert "The estimate is 0.77 on page 1, 0.71 here." in said


def test_a_contradiction_is_shown_where_each_of_the_two_is_consistent(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "HR 0.61 (95% CI 0.43–0.87; P = .006)\n\nHR 0.61 (95% CI 0.43–0.87; P = .007)\n"
    )
    shown = [line for line in asked("audit", str(path)).out.splitlines() if line[:1] == "-"]
    assert len(shown) == 1
    assert shown[0].endswith("P is 0.006 in line 1, 0.007 here.")


@pytest.mark.parametrize("format", AUDIT_FORMATS)
def test_every_format_shows_what_is_inconsistent(format: str, wrong: Path, text: Path) -> None:
    ran = ask("audit", str(wrong), str(text), "-f", format)
    assert (ran.err, ran.code) == ("", 0)
    assert "0.45" in ran.out
    assert "inconsistent" in ran.out.lower()
    if format == "table":
        lines = [line.replace(str(wrong), "") for line in ran.out.splitlines()]
        assert all(len(line) <= 100 for line in lines)


def test_a_person_reads_what_is_wrong_first_and_the_rest_as_one_line(
    wrong: Path, text: Path
) -> None:
    lines = ask("audit", str(text), str(wrong), "-f", "table").out.splitlines()
    assert lines[0].startswith("8 ratios with an interval: 6 consistent, 0 rounding")
    assert lines[3] == "Inconsistent: the figures cannot go together"
    assert "hazard ratio 0.45 (95% CI 0.52–0.82)" in f"{lines[4]} {lines[5]}"
    same = lines.index("Figures as in the evidence; endpoint and patients are not compared")
    assert not any("a.txt" in line for line in lines[:same])
    assert any("a.txt" in line for line in lines[same:])
    assert "In the evidence: DFS, premenopausal, OFS + AI v SERM alone" in " ".join(
        " ".join(lines[same:]).split()
    )


def test_machines_get_what_a_p_tests_and_no_p_of_what_was_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "HR 0.44 (95% CI 0.23–0.85; P for interaction = 0.30). OS: HR 0.73 (95% CI 0.53–1.00; "
        "P = .05).\n\nHR 0.65 (95% CI 0.52–NE; P = .03)",
        encoding="utf-8",
    )
    read = [(one["p"], one["p_kind"], one["ci_level"]) for one in results(str(path))]
    assert read == [("0.30", "interaction", "95"), ("0.05", None, "95"), (None, None, None)]


def test_what_was_read_is_shown_with_the_sign_of_its_p(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "HR 1.30 (95% CI 0.98–1.72; P < 0.001). HR 0.48 (95% CI 0.33–0.69; P = 0.30).\n"
        "HR 0.48 (95% CI 0.33–0.69; P for interaction < 0.001). HR 0.48 (0.33–0.69).\n",
        encoding="utf-8",
    )
    assert [shown(row) for row in rows(str(path), Evidence(load()))] == [
        "hazard ratio 1.30 (95% CI 0.98–1.72, P <0.001)",
        "hazard ratio 0.48 (95% CI 0.33–0.69, P = 0.30)",
        "hazard ratio 0.48 (95% CI 0.33–0.69, P for interaction <0.001)",
        "hazard ratio 0.48 (95% CI 0.33–0.69)",
    ]


def test_a_rate_ratio_may_be_called_a_relative_risk(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Recurrence: RR 0.79 (95% CI 0.69–0.90)", encoding="utf-8")
    (match,) = [each for each in results(str(path))[0]["matches"] if each["study"] == "ebctcg-2022"]
    assert (match["kind"], match["difference"]) == ("same", None)


def test_an_audit_in_markdown_is_a_list_under_headings(wrong: Path) -> None:
    page = ask("audit", str(wrong), "-f", "markdown").out
    assert page.startswith("### Audit\n\n2 ratios with an interval: ")
    assert "\n\n**Inconsistent: the figures cannot go together**\n\n- " in page


def test_github_annotations_name_file_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "wrong: again, and again.md"
    path.write_text(WRONG, encoding="utf-8")
    (first, *_) = ask("audit", str(path), "-f", "github").out.splitlines()
    escaped = str(path).replace(",", "%2C").replace(":", "%3A")
    assert first.startswith(f"::error file={escaped},line=1,col=5,title=inconsistent::hazard ratio")
    assert "%25 CI" in first


@pytest.mark.parametrize(
    ("words", "code"),
    [(["{wrong}"], 0), (["{wrong}", "--strict"], 1), (["{text}", "--strict"], 0)],
)
def test_only_what_is_inconsistent_ends_a_strict_audit(
    words: list[str], code: int, wrong: Path, text: Path
) -> None:
    filled = [word.format(wrong=wrong, text=text) for word in words]
    ran = ask("audit", *filled)
    assert ran.code == code
    assert ran.out


def test_a_file_that_cannot_be_read_ends_with_3_and_says_so(tmp_path: Path) -> None:
    ran = ask("audit", str(tmp_path / "none.txt"))
    assert (ran.out, ran.code) == ("", 3)
    assert "none.txt cannot be read: No such file" in ran.err


def test_an_unknown_format_ends_with_2(text: Path) -> None:
    ran = ask("audit", str(text), "-f", "sentence")
    assert (ran.out, ran.code) == ("", 2)


def test_stdin_is_read_without_a_file_and_for_a_dash() -> None:
    for words in ([], ["-"]):
        ran = piped([*words, "-f", "csv"], ALTTO)
        assert (ran.stderr, ran.returncode) == ("", 0)
        assert ran.stdout.count("\n-,") == 6
    assert "\n  stdin:1:5  hazard ratio 0.45" in piped(["-f", "table"], WRONG).stdout


def test_who_waits_for_several_files_sees_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("HR 0.77 (95% CI 0.61-0.97)")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    run(["audit", str(tmp_path)])
    shown, *_, last = capsys.readouterr().err.split("\r\033[K")[1:]
    assert shown == "░" * 24 + " 0/2 a.txt"
    assert last == ""


def test_nothing_in_a_text_acts_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("HR 0.45\x1b[2J (95% CI 0.52–0.82)\n", encoding="utf-8")
    for format in AUDIT_FORMATS:
        assert "\x1b" not in ask("audit", str(path), "-f", format).out


def _is_own(row: Row) -> bool:
    """Whether a ratio that altto printed is one of the evidence, or the inverse of one."""
    differences = [match.difference or "" for match in row.matches]
    return any(not each or each.startswith("the ratio is inverted") for each in differences)


ASKED = [
    "summary", "dfs", "dfs --menopause pre", "drfs", "os", "premenopausal", "postmenopausal",
    "subgroups", "absolute dfs", "compare ai serm", "compare ai serm --studies", "forest",
    "results drfi --study soft-text", "results dfs --study hera-ofs",
    "compare --study hoboe", "compare --study trans-aiog-her2",
    "compare --study shorther-endocrine",
    "premenopausal --study soft-text", "compare serm ai", "compare serm ai --studies -m pre",
    "drfs pre --studies", "compare serm-ofs ofs-ai", "forest --study hoboe",
    "os --study altto-anti-her2", "summary --study altto-anti-her2",
    "absolute --study ebctcg-2022", "forest --study hera-ofs",
]  # fmt: skip


def test_what_an_appraisal_names_is_matched_with_the_rates_behind_it(tmp_path: Path) -> None:
    for study in ("altto-endocrine", "soft-text", "ebctcg-2022", "ebctcg-ofs", "big1-98-erbb2"):
        for format in ("sentence", "csv"):
            path = tmp_path / format
            path.write_text(drawn(("appraise", "--study", study), format), encoding="utf-8")
            found = rows(str(path), Evidence(load()))
            assert [row.text for row in found if not row.matches] == [], (study, format)
            # The level and the P of a result stand in other columns.
            own = _is_own if study == "altto-endocrine" else bool
            assert all(map(own, found))


def test_what_a_p_tests_may_stand_below_it(tmp_path: Path) -> None:
    kinds = []
    for below in (".044: non-inferiority, margin 1.11", ".044: log-rank", ".04: non-inferiority"):
        path = tmp_path / "a.txt"
        path.write_text(f"HR 0.93 (97.5% CI 0.76–1.13); P .044\nP {below}\n", encoding="utf-8")
        [row] = rows(str(path), Evidence(load()))
        assert row.reading.p
        kinds.append(row.reading.p.kind)
    assert kinds == ["non-inferiority", None, None]


def test_what_altto_derives_is_said_to_be_derived(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("HR 0.51 (95% CI 0.19–1.38)", encoding="utf-8")
    said = ask("audit", str(path), "-f", "markdown").out
    assert "OFS + AI v SERM + OFS, derived, not in the source" in said


def test_a_ratio_of_two_ratios_is_known_where_both_stand_before_it(tmp_path: Path) -> None:
    said = []
    for before in ("0.62 against 0.72: HR ", "0.61 against 0.72: HR ", "HR "):
        path = tmp_path / "a.txt"
        path.write_text(f"{before}0.86 (95% CI 0.50–1.49)", encoding="utf-8")
        [row] = rows(str(path), Evidence(load()))
        said.append([match.about for match in row.matches])
    both = "DFS, ERBB2-positive, Letrozole v tamoxifen, against DFS, ERBB2-negative, Letrozole"
    assert said == [[f"{both} v tamoxifen, derived, not in the source"], [], []]


@pytest.mark.parametrize("asked", ASKED)
def test_an_answer_of_altto_is_read_whole(asked: str, tmp_path: Path) -> None:
    words = tuple(asked.split())
    document = json.loads(drawn(words, "json"))
    answer = document["rows"] if words[0] == "absolute" else document["results"]
    effects = [one["effect"] for one in answer if one["effect"]]
    printed = [
        (tuple(effect[f"{name}_text"] for name in ("estimate", "ci_low", "ci_high")), effect["p"])
        for effect in effects
        if effect["ci_low"] is not None
    ]
    expected = {triplet for triplet, _ in printed}
    #: What HERA's abstract prints for OS does not hang together, nor does its inverse.
    odd = {("0.43", "0.18", "0.60"), ("2.33", "1.67", "5.56")}
    evidence = Evidence(load())
    for format in FORMATS:
        path = tmp_path / format
        path.write_text(drawn(words, format), encoding="utf-8")
        found = rows(str(path), evidence)
        triplets = {(row.reading.estimate, row.reading.low, row.reading.high): row for row in found}
        if words[0] != "absolute" or format == "json":
            assert expected <= triplets.keys(), format
        if "--studies" not in words:
            assert [row.text for row in found if not _is_own(row)] == [], format
        for row in found:
            triplet = (row.reading.estimate, row.reading.low, row.reading.high)
            if row.reading.p and triplet in expected:
                own = [p for one, p in printed if one == triplet and p]
                assert row.reading.p.text in [re.sub(r"^(\D?)\.", r"\g<1>0.", p) for p in own]
        for figures in (expected - odd) & triplets.keys():
            assert triplets[figures].verdict != "inconsistent", format
            assert triplets[figures].matches, format


@pytest.mark.parametrize("format", AUDIT_FORMATS)
def test_an_audit_is_what_it_was_in_every_format(
    format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(__file__).parent / "golden" / "audit"
    monkeypatch.chdir(folder)
    done = ask("audit", "text.txt", "-f", format)
    now = done.out.replace(f'"version": "{__version__}"', '"version": "*"')
    if os.environ.get("ALTTO_REWRITE"):
        Path(f"{format}.out").write_text(now, encoding="utf-8", newline="")
    assert (now, done.err, done.code) == (Path(f"{format}.out").read_bytes().decode("utf-8"), "", 0)

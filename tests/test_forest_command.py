"""`altto forest`: what it answers, what it writes, and what it refuses."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from asking import asked
from running import altto, environment, on_terminal

PICTURE = Path(__file__).parent / "golden" / "forest" / "altto.svg"
INVENTED = str(Path(__file__).parent / "good")


def described(document: str) -> str:
    """What a picture tells a reader who cannot see it."""
    root = ElementTree.fromstring(document)
    return "".join(root.findall("{http://www.w3.org/2000/svg}desc")[0].itertext())


def test_the_picture_of_the_readme_shows_what_the_program_draws(tmp_path: Path) -> None:
    assert asked("forest", "-o", str(tmp_path / "x.svg")) == ("", "", 0)
    drawn = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert described(drawn) == described(PICTURE.read_text(encoding="utf-8")), (
        "the evidence has changed: altto forest -o tests/golden/forest/altto.svg --force"
    )


def test_a_picture_is_the_same_from_run_to_run(tmp_path: Path) -> None:
    first, second = tmp_path / "1.svg", tmp_path / "2.SVG"
    assert asked("forest", "dfs", "-o", str(first)).code == 0
    assert altto("forest", "dfs", "-o", str(second), PYTHONHASHSEED="7").code == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    path.write_text("mine", encoding="utf-8")
    refused = asked("forest", "-o", str(path))
    assert (refused.out, refused.code) == ("", 3)
    assert (
        refused.err == f"altto: {path} exists already; --force replaces it, another name keeps it\n"
    )
    assert path.read_text(encoding="utf-8") == "mine"
    assert asked("forest", "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("<svg")
    assert os.listdir(tmp_path) == ["x.svg"]


@pytest.mark.parametrize("name", ["absent/x.svg", "file/x.svg"])
def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused = asked("forest", "-o", str(tmp_path / name))
    assert (refused.out, refused.code) == ("", 3)
    assert f"{tmp_path / name} could not be written: " in refused.err
    assert os.listdir(tmp_path) == ["file"]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "x.svg").mkdir()
    refused = asked("forest", "-o", str(tmp_path / "x.svg"), "--force")
    assert refused.code == 3
    assert "is a folder; name a file in it" in refused.err


@pytest.mark.parametrize("name", ["x.pdf", "x", "x.svg.gz"])
def test_an_ending_that_no_picture_has_is_refused(tmp_path: Path, name: str) -> None:
    refused = asked("forest", "-o", str(tmp_path / name))
    assert (refused.out, refused.code) == ("", 2)
    assert "name a .svg or a .png" in refused.err
    assert os.listdir(tmp_path) == []


def test_a_png_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    assert asked("forest", "-o", str(tmp_path / "x.png")) == ("", "", 0)
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_without_the_extra_a_png_is_refused_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "resvg_py.py").write_text("raise ImportError", encoding="utf-8")
    refused = altto("forest", "-o", str(tmp_path / "x.png"), PYTHONPATH=str(tmp_path))
    assert (refused.out, refused.code) == ("", 3)
    assert "pip install 'altto[png]'" in refused.err
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize(("width", "file"), [("59", None), ("401", None), ("479", "x.svg")])
def test_a_width_out_of_reach_is_refused(tmp_path: Path, width: str, file: str | None) -> None:
    output = ["-o", str(tmp_path / file)] if file else []
    refused = asked("forest", "--width", width, *output)
    assert (refused.out, refused.code) == ("", 2)
    assert f"no width {width}; it goes from" in refused.err


def test_the_whole_plot_has_room_for_all_but_the_follow_up_which_is_a_note(tmp_path: Path) -> None:
    def drawn(*words: str) -> str:
        assert asked("forest", *words, "--force", "-o", str(tmp_path / "x.svg")).code == 0
        return (tmp_path / "x.svg").read_text(encoding="utf-8")

    assert "10 years: about half were followed for less" in drawn("dfs", "pre")
    assert "10 years: about half" not in drawn()
    assert "10 years: Median follow-up 9.9 years" in asked("forest", "--notes", "all").out


def test_a_picture_takes_the_width_and_title_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    assert asked("forest", "--width", "900", "--title", "Ours <1>", "-o", str(path)).code == 0
    document = path.read_text(encoding="utf-8")
    assert '<svg xmlns="http://www.w3.org/2000/svg" width="900" ' in document
    assert "Ours &lt;1&gt; · rows share patients, nothing pooled · ALTTO</title>" in document


def test_in_a_pipe_the_rows_come_as_a_table_and_then_as_a_plot() -> None:
    said = asked("forest", "dfs", "--menopause", "pre")
    assert said.err == ""
    [row] = re.findall(r"^\| Premenopausal \| OFS \+ AI v SERM alone .*$", said.out, re.MULTILINE)
    assert re.sub(r" \[[a-z,]+\]", "", row).endswith(
        "| 0.44 (0.23–0.85) | 90.0% v 77.6% | 118 v 903 |"
    )
    [mark] = re.findall(r"90\.0% \[([a-z])\]", row)
    assert f"**[{mark}] 90.0%**: " in said.out
    drawing = said.out.partition("```text\n")[2].partition("```")[0]
    assert re.search(r"OFS \+ AI v SERM alone.*├─+■─+┤ +│ +0\.44 \(0\.23–0\.85\)", drawing)
    assert max(map(len, drawing.splitlines())) <= 100


@pytest.mark.parametrize("width", [60, 97, 140])
def test_on_a_terminal_it_is_drawn_as_wide_as_that(width: int) -> None:
    said = on_terminal("forest", width=width, NO_COLOR="1")
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= width
    assert "■" in said.out
    assert "0.44 (0.23–0.85)" in said.out


def test_a_terminal_too_narrow_for_a_drawing_gets_lines() -> None:
    said = on_terminal("forest", "dfs", width=44)
    assert "■" not in said.out
    assert "Adjusted HR (95% CI) 0.44 (0.23–0.85)" in " ".join(said.out.split())


def test_an_output_without_the_signs_is_drawn_in_ascii() -> None:
    said = asked("forest", "dfs", "-f", "table", encoding="ascii")
    assert said.out.isascii()
    assert re.search(r"\[-+#-+\] +\| +0\.44 \(0\.23-0\.85\)", said.out)


def test_machines_get_the_results_that_every_look_up_gives() -> None:
    plotted = json.loads(asked("forest", "dfs", "-f", "json").out)
    looked_up = json.loads(asked("dfs", "-f", "json").out)
    assert plotted["schema"] == "altto/results/1"
    assert sorted(plotted["results"], key=str) == sorted(looked_up["results"], key=str)
    assert plotted["query"]["command"] == "forest"


@pytest.mark.parametrize("format", ["csv", "tsv", "jsonl", "text", "sentence", "markdown", "table"])
def test_every_format_has_every_drawn_ratio(format: str) -> None:
    said = asked("forest", "-f", format).out
    for figure in ("0.52", "0.50", "0.23", "0.61", "0.53"):
        assert figure in said


def test_what_has_no_ratio_is_listed_in_words() -> None:
    said = asked("forest", "os", "-f", "table").out
    statement = (
        "Premenopausal: OS: no figures; called not significant, which rules out neither gain"
    )
    assert f"\n  {statement} nor loss\n" in said
    rates = "no ratio, time not reported: local recurrence 0.9% v 2.4%, distant recurrence 9.3% [f]"
    assert rates in " ".join(asked("forest", "-f", "table").out.split())


def test_where_nothing_can_be_drawn_the_look_up_is_named() -> None:
    refused = asked("forest", "os", "--menopause", "pre")
    assert (refused.out, refused.code) == ("", 1)
    assert refused.err.startswith("altto: no ratio to draw: OS, premenopausal, ")
    assert refused.err.endswith("See: altto results os pre\n")


def test_words_that_are_not_known_are_refused() -> None:
    assert asked("forest", "dsf").code == 2
    assert asked("forest", "--menopause", "perimenopausal").code == 2
    assert asked("forest", "--study", "nowhere").code == 2


def test_rows_of_one_study_are_said_to_share_patients() -> None:
    title = "Endocrine therapy in ALTTO (BIG 2-06), rows share patients, nothing pooled\n"
    assert asked("forest", "-f", "text").out.startswith(title)
    assert asked("forest", "os", "-f", "text").out.startswith("Overall survival, ALTTO\n")


def test_ten_lines_beneath_the_picture_say_what_must_be_read_with_it(tmp_path: Path) -> None:
    assert asked("forest", "-o", str(tmp_path / "x.svg")).code == 0
    document = (tmp_path / "x.svg").read_text(encoding="utf-8")
    _, _, beneath = document.rpartition('class="rule"')
    assert beneath.count("<text") <= 10
    marks = set(re.findall(r"\[([a-z](?:,[a-z])*)\]", document.partition('class="rule"')[2]))
    told = set(re.findall(r"[>·] ?\[([a-z])\] ", beneath))
    assert told == {mark for several in marks for mark in several.split(",")}
    assert "below both its parts, 81.5% and 90.0%" in beneath


def test_sides_are_named_after_the_strategies_where_every_row_has_the_same_two() -> None:
    same = asked("forest", "os", "-f", "table").out
    assert "lower hazard with AI ◄ │ ► SERM " in same
    different = asked("forest", "dfs", "-f", "table").out
    assert "lower hazard with first named ◄ │ ► the second " in different


STUDIES = ("--study", "trans-aiog-her2", "--study", "altto-endocrine", "--study", "ebctcg-2022")


def test_what_was_inverted_in_another_study_is_drawn_as_derived() -> None:
    said = asked("forest", "dfs", "--studies", "-f", "table").out
    drawn = {line.split("(")[0].split()[-1] for line in said.splitlines() if "─□─" in line}
    assert drawn == {"0.66", "0.61"}
    assert "  □ ○: derived\n" in said


def test_studies_stand_side_by_side_apart_by_her2_and_allocation() -> None:
    said = asked("forest", *STUDIES, "-f", "table").out
    headings = [line for line in said.splitlines() if re.match(r"\S.* · (not )?randomised", line)]
    assert [re.sub(r" *│$", "", each) for each in headings] == [
        "HER2-positive · not randomised for the question",
        "HER2-positive beside negative · randomised · indirect",
        "Mostly HER2-negative, or HER2 not recorded · randomised · indirect",
    ]
    assert re.search(r"│ +0\.65 \(0\.52–0\.82\)", said)
    assert "0.68 (99% 0.55–0.85)" in said
    assert "3 studies by name, side by side, nothing pooled" in said
    assert "versions: altto studies" in said


def test_a_ratio_of_ratios_is_not_drawn_on_the_axis_of_ratios() -> None:
    alone = asked("forest", "--study", "trans-aiog-her2", "-f", "table").out
    assert "ratio of HRs 1.61 (95% CI 1.01–2.57), on another axis" in " ".join(alone.split())
    beside = asked("forest", *STUDIES, "-f", "table").out
    assert re.search(r"│ +1\.61 \(1\.01–2\.57\)", beside)
    assert not re.search(r"■.* 1\.61 \(1\.01–2\.57\)", beside)


def test_a_study_without_an_answer_is_named_on_stderr() -> None:
    said = asked("forest", "dfs", "--study", "altto-endocrine", "--study", "trans-aiog-her2")
    assert said.code == 0
    assert said.err == "altto: without such a comparison: trans-aiog-her2\n"


def test_hostile_evidence_is_drawn_as_text(tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    said = asked("forest", "--study", "aurora", "--evidence", INVENTED, "-o", str(path))
    assert (said.out, said.code) == ("", 0)
    ElementTree.parse(path)
    assert "<b>" not in path.read_text(encoding="utf-8")


def test_nothing_heavy_is_loaded_for_an_svg(tmp_path: Path) -> None:
    program = (
        "import sys; sys.argv = ['altto', 'forest', '-o', 'x.svg']\n"
        "from altto_cli.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(PICTURE.parents[3])),
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "altto_cli" in loaded
    assert not loaded & {"rich", "resvg_py", "pydantic", "xml", "csv", "tempfile"}


def test_a_name_is_not_called_by_itself_under_a_picture(tmp_path: Path) -> None:
    picture = tmp_path / "forest.svg"
    assert asked("forest", "-o", str(picture)).code == 0
    assert "TTDR: called DRFS in another place;" in picture.read_text(encoding="utf-8")

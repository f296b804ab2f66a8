"""Every kind of file gives the same ratios, with their places in it."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from auditing import short

from altto_cli.audit.inputs import files, html, markup, passages, plain, xml
from altto_cli.audit.passages import Spot
from altto_cli.audit.reader import Reader
from altto_cli.errors import UnreadableError

PROSE = "DFS was longer (HR 0.77, 95% CI 0.61–0.97; P = .026)."
SECOND = "OS was not: hazard ratio 0.84 (95% CI 0.60 to 1.17)."
READ = ["HR 0.77 0.61 0.97 95 P0.026", "HR 0.84 0.60 1.17 95"]


def found(path: Path) -> list[tuple[str, Spot]]:
    reader = Reader()
    return [
        (short(one), passage.spot(one.start))
        for passage in passages(str(path))
        for one in reader.read(passage)
    ]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


Written = Callable[[str, str | bytes], Path]


@pytest.mark.parametrize(
    ("name", "content", "spots"),
    [
        ("a.txt", f"{PROSE}\n\n{SECOND}\n", [(1, 17), (3, 13)]),
        ("a.md", f"# A\r\n\r\n{PROSE}\r\n\r\n- {SECOND}\r\n", [(3, 17), (5, 15)]),
        (
            "a.tex",
            "DFS was longer (HR~0.77, 95\\% CI 0.61--0.97; $P = .026$). % HR 9 (95\\% CI 8-10)\n\n"
            "OS was not: \\textbf{hazard ratio} $0\\cdot84$ (95\\% CI $0.60$ to $1.17$).\n",
            [(1, 17), (3, 21)],
        ),
        (
            "b.tex",
            "DFS & 12\\% & HR $=$ 0{,}77 (95\\% CI 0.61\\textendash{}0.97), $P = .026$ \\\\[2pt]\n"
            "OS & 9\\,\\% & hazard ratio 0.84 (95\\% CI 0.60--1.17)\\\\",
            [(1, 14), (2, 14)],
        ),
        (
            "a.html",
            "<html><script>HR 9 (95% CI 8-10)</script><p>DFS was longer (HR 0.77, 95%&nbsp;CI "
            f"0.61&ndash;0.97; <i>P</i> = .026).</p>\n<p>{SECOND}</p></html>",
            [(1, 61), (2, 16)],
        ),
        (
            "a.xml",
            f'<?xml version="1.0"?>\n<article><abstract><p>{PROSE}</p>\n<p>{SECOND}</p>'
            "</abstract></article>",
            [(2, 39), (3, 16)],
        ),
        (
            "b.html",
            "<p>In all patients,\n  DFS was longer (HR 0.77, 95% CI 0.61–0.97; P = .026).</p>"
            "<p>OS\nwas not:\nhazard ratio 0.84 (95% CI 0.60 to 1.17).</p>",
            [(2, 19), (4, 1)],
        ),
    ],
)
def test_text_and_markup_are_read_with_line_and_column(
    name: str, content: str, spots: list[tuple[int, int]], written: Written
) -> None:
    read = found(written(name, content))
    assert [one for one, _ in read] == READ
    assert [(spot.line, spot.column) for _, spot in read] == spots


def test_a_word_document_is_read_with_its_paragraphs(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Results", 1)
    run = document.add_paragraph("DFS was longer (HR 0.77, 95% CI 0.61–0.97; ")
    run.add_run("P").italic = True
    run.add_run(" = .026).")
    table = document.add_table(2, 3)
    for cell, text in zip(table.rows[0].cells, ["", "HR (95% CI)", "P"], strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ["OS", "0.84 (0.60–1.17)", ".30"], strict=True):
        cell.text = text
    document.save(str(tmp_path / "a.docx"))
    assert found(tmp_path / "a.docx") == [
        (READ[0], Spot(paragraph=2)),
        ("HR 0.84 0.60 1.17 95 P0.30", Spot(paragraph=4)),
    ]


def test_a_word_document_is_known_whatever_it_is_called(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph(PROSE)
    document.save(str(tmp_path / "manuscript"))
    assert found(tmp_path / "manuscript") == [(READ[0], Spot(paragraph=1))]


@pytest.mark.parametrize(
    "content",
    [
        '[{"hr": 0.77, "ci_low": 0.61, "ci_high": 0.97}]',
        '\ufeff[{"hr": 0.77, "ci_low": 0.61, "ci_high": 0.97}]',
        "[HR 0.77 (0.61–0.97) was found]",
    ],
)
def test_records_are_known_by_their_quotes_whatever_their_file_is_called(
    content: str, written: Written
) -> None:
    assert [one for one, _ in found(written("saved", content))] == ["HR 0.77 0.61 0.97 -"]


@pytest.mark.parametrize("element", ["html", "article", "PubmedArticleSet"])
def test_markup_is_known_whatever_its_file_is_called(element: str, written: Written) -> None:
    rows = "<tr><th>HR (95% CI)</th></tr><tr><td>0.77 (0.61–0.97)</td></tr>"
    read = found(written("saved", f"<{element}><table>{rows}</table></{element}>"))
    assert [one for one, _ in read] == ["HR 0.77 0.61 0.97 95"]


def test_the_notes_of_a_word_document_are_read(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph(PROSE)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote><w:t>{SECOND}</w:t></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", note.encode())
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(tmp_path / "a.docx"))
    assert found(tmp_path / "a.docx") == list(
        zip(READ, [Spot(paragraph=1), Spot(paragraph=2)], strict=True)
    )


def test_two_columns_of_a_pdf_are_read_one_after_the_other(written: Written) -> None:
    pytest.importorskip("pypdfium2")
    left = [
        "DFS was longer (hazard ra-",
        "tio 0.77, 95% con-",
        "fidence interval 0.61 to",
        "0.97; P = .026).",
    ]
    right = ["OS was not: hazard ratio", "0.84 (95% CI 0.60 to", "1.17)."]
    # A PDF is known by its first bytes too.
    for name in ("a.pdf", "a"):
        read = found(written(name, two_columns(left, right)))
        assert read == [(one, Spot(page=1)) for one in READ]


def test_columns_written_line_by_line_across_a_page_are_put_in_order(written: Written) -> None:
    pytest.importorskip("pypdfium2")
    left = [
        "Disease-free survival was longer with the new drug: the hazard",
        "ratio was 0.77, with a 95% confidence interval from 0.61 to",
        "0.97 (P = .026), and it was so in every group of patients that",
        "was looked at, whatever their age or their menopausal status,",
        "as has been found before in trials of the same two drugs.",
    ]
    right = [
        "Overall survival was not longer with it: the hazard ratio was",
        "0.84, with a 95% confidence interval that was from 0.60 to",
        "1.17, and after ten years it was alike in both of the groups,",
        "as could be foretold by what others had said of it when the",
        "first results of the trial were shown to them at a meeting.",
    ]
    read = found(written("a.pdf", line_by_line(left, right)))
    assert read == [(one, Spot(page=1)) for one in READ]


def test_a_table_of_a_pdf_is_read_row_by_row(written: Written) -> None:
    pytest.importorskip("pypdfium2")
    names = ["Outcome", "Disease-free survival", "OS", "Distant recurrence", "Death"]
    figures = ["HR (95% CI)", "0.77 (0.61-0.97)", "0.84 (0.60-1.17)", "0.70 (0.50-0.98)", "n/a"]
    read = [one for one, _ in found(written("a.pdf", line_by_line(names, figures)))]
    assert read == ["HR 0.77 0.61 0.97 95", "HR 0.84 0.60 1.17 95", "HR 0.70 0.50 0.98 95"]


def two_columns(left: list[str], right: list[str]) -> bytes:
    """A PDF of one page, its columns one after the other."""
    return pdf([*_placed(left, 40), *_placed(right, 320)])


def line_by_line(left: list[str], right: list[str]) -> bytes:
    """A PDF of one page, each line written across both columns."""
    pairs = zip(_placed(left, 40), _placed(right, 310), strict=True)
    return pdf([piece for pair in pairs for piece in pair])


def _placed(lines: list[str], left: int) -> list[str]:
    return [
        f"BT /F1 9 Tf {left} {700 - 12 * n} Td ({_escaped(text)}) Tj ET"
        for n, text in enumerate(lines)
    ]


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, written by hand."""
    stream = "\n".join(lines)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj{content}endobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (
        f"{out}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    )


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def test_tables_of_markup_are_read_by_their_headers(written: Written) -> None:
    rows = "<tr><th>Outcome<th>OR<th>95% CI<th>P value</tr><tr><td>A<td>1.50<td>1.10 to 2.05<td>.01"
    assert [one for one, _ in found(written("a.html", f"<table>{rows}</tr></table>"))] == [
        "OR 1.50 1.10 2.05 95 P0.01"
    ]
    jats = (
        "<article><table><thead><tr><th>Outcome</th><th>HR (95% CI)</th><th><italic>P</italic></th>"
        "</tr></thead><tbody><tr><td>OS</td><td>0.84 (0.60–1.17)</td><td>5 × 10<sup>−4</sup></td>"
        "</tr></tbody></table></article>"
    )
    assert [one for one, _ in found(written("a.xml", jats))] == ["HR 0.84 0.60 1.17 95 P0.0005"]


def test_a_section_in_no_known_form_ends_as_in_browsers(written: Written) -> None:
    read = found(written("a.html", f"<p>{PROSE}</p><![É 0.82> <![if IE]><p>{PROSE}</p>"))
    assert len(read) == 2 * len(found(written("b.html", f"<p>{PROSE}</p>")))


def test_tables_of_markup_may_be_laid_out_over_lines(written: Written) -> None:
    cells = ["Sex", "<italic>odds</italic>\n  ratio", "95% CI", "P"]
    head = "".join(f"\n    <th>\n      {cell}\n    </th>" for cell in cells)
    group = "\n  <tr>\n    <td>Study A</td>\n    <td/>\n    <td/>\n    <td/>\n  </tr>"
    row = "".join(f"\n    <td><p>{cell}</p></td>" for cell in ["Male", "1.50", "1.10–2.05", ".01"])
    jats = (
        f"<article><table>\n  <tr>{head}\n  </tr>{group}\n  <tr>{row}\n  </tr>\n</table></article>"
    )
    (reading, spot), *others = found(written("a.xml", jats))
    assert (reading, spot.line, spot.column) == ("OR 1.50 1.10 2.05 95 P0.01", 25, 12)
    assert others == []


def test_cells_of_markup_may_span_columns_and_rows(written: Written) -> None:
    rows = (
        "<tr><th rowspan=2>Factor<th rowspan=2>Group<th rowspan=2>HR<th colspan=2>95% CI"
        "<th rowspan=2>P</tr><tr><th>Low<th>High</tr>"
        "<tr><td rowspan=2>Sex<td>Male<td>1.50<td>1.10<td>2.05<td>.01</tr>"
        "<tr><td>Other<td>0.80<td>0.60<td>1.07<td>.13</tr>"
        "<tr><td>Age<td>Old<td>1.20<td>1.04<td>1.38<td>.01</tr>"
    )
    assert [one for one, _ in found(written("a.html", f"<table>{rows}</table>"))] == [
        "HR 1.50 1.10 2.05 95 P0.01",
        "HR 0.80 0.60 1.07 95 P0.13",
        "HR 1.20 1.04 1.38 95 P0.01",
    ]


def test_a_sheet_may_have_semicolons_and_decimal_commas(written: Written) -> None:
    path = written("a.csv", "trial;HR;lower;upper\nA;0,65;0,52;0,82\n")
    assert [one for one, _ in found(path)] == ["HR 0.65 0.52 0.82 -"]


def test_limits_of_a_further_object_are_not_those_of_a_ratio_without(written: Written) -> None:
    effect = '"measure": "rate ratio", "estimate": 0.71, "ci_low": null, "ci_high": null'
    assert (
        found(written("a.json", f'{{"effect": {{{effect}}}, "rate": {{"low": 97, "high": 99}}}}'))
        == []
    )
    nested = '{"measure": "rate ratio", "estimate": 0.71, "ci": {"low": 0.62, "high": 0.81}}'
    assert [one for one, _ in found(written("a.json", nested))] == ["RT 0.71 0.62 0.81 -"]


def test_a_threshold_of_p_is_no_p(written: Written) -> None:
    sheet = "measure,estimate,ci_low,ci_high,p,p_threshold\nhazard ratio,0.96,0.80,1.15,.61,0.025\n"
    assert [one for one, _ in found(written("a.csv", sheet))] == ["HR 0.96 0.80 1.15 - P0.61"]


def test_records_of_json_are_read_once(written: Written) -> None:
    record = '{"measure": "hazard ratio", "estimate": 0.5, "ci_low": 0.3, "ci_high": 0.83, '
    record += '"ci_level": 95, "estimate_text": "0.50", "ci_low_text": "0.30", "p": "<0.001", '
    record += '"text": "0.50 (95% CI 0.30–0.83)"}'
    read = found(written("a.json", f'{{"results": [\n{record},\n{record}]}}'))
    assert [one for one, _ in read] == ["HR 0.50 0.30 0.83 95 P<0.001"] * 2
    assert [spot.line for _, spot in read] == [2, 3]


@pytest.mark.parametrize(
    ("command", "sign"),
    [("leq", "≤"), ("le", "≤"), ("geq", "≥"), ("ge", "≥"), ("textless", "<"), ("textgreater", ">")],
)
def test_a_sign_of_latex_stands_before_its_p(command: str, sign: str, written: Written) -> None:
    ((read, _),) = found(
        written("a.tex", f"HR 0.77 (95\\% CI 0.61\\textemdash 0.97; P $\\{command} 0.03$)")
    )
    assert read == f"HR 0.77 0.61 0.97 95 P{sign}0.03"


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.tex", "HR\\;0.77 (95\\%\\;CI\\;0.61--0.97; $P = .026$)", (1, 1)),
        ("a.html", "<p>HR 0.77<br/>(95% CI 0.61–0.97;<br>P = .026)</p>", (1, 4)),
        ("b.html", "<p>HR 0.77 (95% CI 0.61–0.97; P = 2.6 × 10<sup>-2</sup>)</p>", (1, 4)),
        ("a.json", '{"a": "HR 0.77 (95% CI 0.61–0.97; P = .026)"}', (1, 8)),
    ],
)
def test_what_stands_between_figures_parts_none(
    name: str, content: str, place: tuple[int, int], written: Written
) -> None:
    ((read, spot),) = found(written(name, content))
    assert (read, spot[:2]) == (READ[0], place)


def test_a_spread_in_latex_is_no_ratio(written: Written) -> None:
    ((read, _),) = found(written("a.tex", "HR $0.77 \\pm 0.09$ (95\\% CI 0.61--0.97)"))
    assert read == "HR 0.77 0.61 0.97 95"


@pytest.mark.parametrize(
    ("encoded", "content"),
    [
        ("utf-8-sig", "HR 0·77 (95% CI 0·61–0·97)"),
        ("utf-16", "HR 0·77 (95% CI 0·61–0·97)"),
        ("cp1252", "HR 0·77 (95% CI 0·61–0·97)"),
    ],
)
def test_other_encodings_are_read(encoded: str, content: str, written: Written) -> None:
    assert [one for one, _ in found(written("a.txt", content.encode(encoded)))] == [
        "HR 0.77 0.61 0.97 95"
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"HR 0.7\x00\x01", "a.txt is no text"),
        ("a.tex", b"HR 0.7\x00\x01", "a.tex is no text"),
        ("a.html", b"HR 0.7\x00\x01", "a.html is no text"),
        ("a.json", b"HR 0.7\x00\x01", "a.json is no text"),
        ("a.xml", "<p>HR 0.7", "not well-formed"),
        ("a.xml", '<!DOCTYPE p [<!ENTITY a "aaa">]><p>&a;</p>', "declares the entity 'a'"),
        ("a.docx", "PK no document", "no Word document"),
        ("a.pdf", "%PDF-1.4 none", "no PDF"),
    ],
)
def test_what_cannot_be_read_is_said(
    name: str, content: str | bytes, said: str, written: Written
) -> None:
    with pytest.raises(UnreadableError, match=said):
        found(written(name, content))


@pytest.mark.parametrize(("kind", "library"), [("docx", "docx"), ("pdf", "pypdfium2")])
def test_a_missing_extra_says_what_to_install(
    kind: str, library: str, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UnreadableError, match=rf"altto\[{kind}\]"):
        found(written(f"a.{kind}", "PK"))


def test_a_folder_gives_the_files_of_known_kinds_in_order(tmp_path: Path) -> None:
    for name in ["b.md", "a.txt", "c.png", ".hidden.txt", "sub/d.tex"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PROSE)
    read = [Path(name).relative_to(tmp_path).as_posix() for name in files([str(tmp_path)])]
    assert read == ["a.txt", "b.md", "sub/d.tex"]


def test_a_long_text_is_read_in_passages_with_true_lines(written: Written) -> None:
    filler = "The trial enrolled patients.\n" * 9 + "\n"
    path = written("long.txt", filler * 4_000 + PROSE)
    (read, spot), *rest = found(path)
    assert (read, spot, rest) == (READ[0], Spot(40_001, 17), [])
    assert len(list(passages(str(path)))) > 1


@pytest.mark.parametrize(
    "text",
    [
        "hr,lower,upper\n" + "0.77,0.61,0.97\n" * 60,
        "| | HR (95% CI) |\n|---|---|\n" + "| DFS | 0.77 (0.61-0.97) |\n" * 60,
        f"{PROSE}\n{SECOND}\n" * 20,
        "hazard ratio 0.77 (95% CI 0.61 to 0.97)\n\nof 0.84 (0.60 to 1.17)\n\n" * 20,
    ],
)
def test_where_a_text_is_cut_changes_nothing(
    text: str, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written("a.txt", text)
    whole = found(path)
    monkeypatch.setattr(plain, "SIZE", 120)
    assert len(list(passages(str(path)))) > 2
    assert found(path) == whole


@pytest.mark.parametrize(
    "text",
    [
        f"<html><p>{PROSE}</p>",
        f"<?xml version='1.0'?><article><p>{PROSE}</p></article>",
        f'\ufeff{{"text": "{PROSE}"}}',
        f"\ufeff<html><p>{PROSE}</p>",
        PROSE,
    ],
)
def test_stdin_is_told_by_its_first_bytes(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(text.encode()))
        isatty = staticmethod(lambda: False)

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert [one for one, _ in found(Path("-"))] == READ[:1]


@pytest.mark.parametrize("name", ["a.xml", "a.html"])
@pytest.mark.parametrize("filling", ["\n", "&amp;", "words "])
def test_a_paragraph_without_end_is_not_held_whole(
    written: Written, monkeypatch: pytest.MonkeyPatch, name: str, filling: str
) -> None:
    for each in (markup, xml):
        monkeypatch.setattr(each, "_SIZE", 1 << 12)
    monkeypatch.setattr(html, "SIZE", 1 << 12)
    path = written(name, f"<a><p>{filling * 10_000}</p><p>{PROSE}</p></a>")
    lengths = [len(passage.text) for passage in passages(str(path))]
    assert len(lengths) > 1
    assert max(lengths) < 22_000
    assert [reading for reading, _ in found(path)] == READ[:1]


def test_a_paragraph_of_little_pieces_is_given_in_several(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each entity is a piece of its own, and takes far more memory than its sign."""
    monkeypatch.setattr(markup, "_MOST_PIECES", 300)
    path = written("a.xml", f"<a><p>{'&amp;' * 700} {PROSE}</p></a>")
    lengths = [len(passage.text) for passage in passages(str(path))]
    assert len(lengths) == 3
    assert max(lengths) < 500
    assert [reading for reading, _ in found(path)] == READ[:1]


def test_a_text_typed_for_a_file_is_led_to_the_pipe() -> None:
    with pytest.raises(UnreadableError, match=r"through a pipe: echo … \| altto audit -"):
        list(passages("HR 0.44 (95% CI 0.23-0.85)"))
    with pytest.raises(UnreadableError, match=r"No such file or directory$"):
        list(passages("nowhere.md"))

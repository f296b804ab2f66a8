"""Each journal's typography is the table of the README, and never changes a digit."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from asking import answer, ask

from altto_cli import load
from altto_cli.audit.matching import Evidence
from altto_cli.audit.report import rows
from altto_cli.model import Difference, Effect, PValue
from altto_cli.styles import HOUSE, STYLES, Style
from altto_cli.view.sentences import sentence

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
TABLE = [
    [cell.strip(" `") for cell in line.strip("|").split("|")]
    for line in README.partition("### Sentence styles")[2].partition("\n## ")[0].splitlines()
    if line.startswith("|")
]
HEADER, _, *LINES = TABLE
LIBRARY = load()
RESULTS = [(study, result) for study in LIBRARY.studies for result in study.results]


def effect(estimate: str, low: str | None = None, high: str | None = None) -> Effect:
    limits = {"ci_low": low and Decimal(low), "ci_high": high and Decimal(high)}
    level = Decimal(95) if low else None
    return Effect(
        measure="hazard ratio", adjusted=estimate == "0.65", estimate=Decimal(estimate),
        ci_level=level, **limits,
    )  # fmt: skip


POINTS = Difference(
    measure="mean difference", adjusted=False, estimate=Decimal("-2.1"),
    ci_low=Decimal("-3.4"), ci_high=Decimal("-0.8"), ci_level=Decimal(95),
)  # fmt: skip
SAYS: dict[str, Callable[[Style], str]] = {
    "ratio": lambda style: style.measured(effect("0.65", "0.52", "0.82")),
    "its other form": lambda style: style.estimate(effect("0.73", "0.53", "1.00")),
    "without interval": lambda style: style.measured(effect("1.23")),
    "difference": lambda style: style.measured(POINTS, "points"),
    "P printed <0.001": lambda style: style.p_value(PValue(p="<0.001")),
    "P printed .048": lambda style: style.p_value(PValue(p=".048")),
    "two-sided P": lambda style: style.p_value(PValue(p="0.009", p_label="2p")),
    "percentage": lambda style: style.percent(Decimal("90.0")),
    "patients": lambda style: style.number(1133),
    "more patients": lambda style: style.number(31920),
}


def test_the_table_shows_every_style_and_figure() -> None:
    assert HEADER[1:] == list(STYLES)
    assert [name for name, *_ in LINES] == list(SAYS)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
@pytest.mark.parametrize("style", STYLES)
def test_a_figure_is_printed_as_the_table_shows(line: list[str], style: str) -> None:
    assert SAYS[line[0]](STYLES[style]) == line[HEADER.index(style)]


#: Conflicts and remarks: in full, or where to read them, by how many words there is room for.
_CONFLICTS = r"(?<=peer reviewed).*(?=; evidence)"


def digits(text: str) -> list[str]:
    """The digits of a sentence, whatever stands between them."""
    plain = re.sub(r"(?<=\d)[,\u2009](?=\d{3}\b)", "", text.replace("·", "."))
    return re.findall(r"\d+", re.sub(r"(?<!\d)0?(?=\.\d)", "", plain))


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
def test_no_style_changes_a_digit_a_label_or_a_companion(style: Style) -> None:
    for study, result in RESULTS:
        plain, styled = sentence(study, result), sentence(study, result, style=style)
        plain, styled = (re.sub(_CONFLICTS, "", text) for text in (plain, styled))
        assert digits(styled) == digits(plain)
        assert styled.endswith(f"evidence {study.version}.")
        house, other = (
            re.split(r"\)?(?:; | \(|$)", text)
            for text in (plain, styled.replace("hazard ratio", "HR"))
        )
        assert {part for part in house if not re.search(r"\d", part)} <= set(other)


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
def test_an_audit_reads_every_sentence_back(style: Style, tmp_path: Path) -> None:
    known, path = Evidence(LIBRARY), tmp_path / "sentence.txt"
    read = 0
    for study, result in RESULTS:
        printed = result.effect
        if not printed or printed.ci_low is None:
            continue
        path.write_text(sentence(study, result, style=style), encoding="utf-8")
        found = rows(str(path), known)
        own = [row for row in found if row.reading.estimate == str(printed.estimate)]
        assert own, (style.name, result.id)
        assert any(
            match.id == result.id and match.kind == "same" for row in own for match in row.matches
        ), (style.name, result.id)
        read += 1
    assert read > 30


def test_pandoc_is_given_the_keys_of_the_talk_and_of_what_was_read() -> None:
    study = LIBRARY.study("altto-endocrine")
    said = sentence(study, study.result("dfs-all-ai-vs-serm"), style=HOUSE, cited=True)
    assert said.endswith(
        "evidence 2026.10 [@altto-endocrine-sabcs-2025; @altto-endocrine-oncology-frontier]."
    )


def test_the_command_takes_a_style_and_keys_for_sentences_only() -> None:
    said = answer("dfs", "pre", "-f", "sentence", "--style", "Lancet", "--cite", "pandoc")
    assert "adjusted HR 0·44 (95% CI 0·23–0·85)" in said
    assert said.count("[@altto-endocrine-sabcs-2025; ") == 2
    assert answer("os", "-f", "sentence", "--style", "house") == answer("os", "-f", "sentence")
    for words in (("--style", "ama"), ("--cite", "pandoc", "-f", "csv")):
        refused = ask("dfs", *words)
        assert (refused.code, refused.out) == (2, "")
        assert "add -f sentence" in refused.err
    assert ask("dfs", "-f", "sentence", "--style", "apa").code == 2
    assert ask("dfs", "-f", "sentence", "--cite", "latex").code == 2

"""The audit reads what print writes, and leaves alone what is no ratio with an interval."""

import time

import pytest
from auditing import SHORT, negatives, readings, short, snippets
from hypothesis import given
from hypothesis import strategies as st

from altto_cli.audit import tables
from altto_cli.audit.headers import Header

SNIPPETS = snippets()
NEGATIVES = negatives()


def read(text: str) -> list[str]:
    return [short(reading) for reading in readings(text)]


@pytest.mark.parametrize("house", sorted({house for house, _, _ in SNIPPETS}))
def test_a_ratio_is_read_as_its_house_prints_it(house: str) -> None:
    expected = {text: reads for each, text, reads in SNIPPETS if each == house}
    assert {text: read(text) for text in expected} == expected


@pytest.mark.parametrize("p", ["P = .026", "P = 5 × 10⁻⁴", "P = 5 x 10^-4", "P<.001", "P=NS"])
def test_a_reading_ends_with_its_p(p: str) -> None:
    text = f"DFS: HR 0.65 (95% CI 0.52–0.82; {p}) and more."
    [reading] = readings(text)
    assert text[reading.start : reading.end] == text[5 : text.index(")")]


def test_nothing_is_read_where_no_ratio_has_an_interval() -> None:
    assert {text: found for text in NEGATIVES if (found := read(text))} == {}


def test_the_corpus_is_large() -> None:
    assert len(SNIPPETS) >= 200
    assert len(NEGATIVES) >= 100


NAMES = [
    ("hazard ratio [HR]", "HR"), ("HR", "HR"), ("adjusted HR", "HR"), ("aHR", "HR"),
    ("Hazard ratio for death", "HR"), ("odds ratio", "OR"), ("aOR", "OR"), ("OR", "OR"),
    ("relative risk", "RR"), ("risk ratio", "RR"), ("rate ratio", "RT"), ("IRR", "RT"),
]  # fmt: skip
IS = [" ", ", ", ": ", " = ", "=", " of ", " was ", " were "]
RANGES = ["-", "–", "—", "−", " - ", " to ", ", ", "; "]
LEVELS = ["95% CI", "95%CI", "97.5% CI", "95% confidence interval [CI]", "CI 95%", "95% CrI"]
BRACKETS = [("(", ")"), ("[", "]"), ("{", "}"), ("; ", ""), (", ", "")]
P = ["P < .001", "p=0.03", "P = 0·005", "p<0.0001", "P=.5"]
FIGURES = st.integers(2, 999).map(lambda n: f"{n / 100:.2f}")


@st.composite
def printed(draw: st.DrawFn) -> tuple[str, str]:
    """A ratio in a random style, and how it must read back."""
    low, estimate, high = sorted([draw(FIGURES), draw(FIGURES), draw(FIGURES)], key=float)
    name, measure = draw(st.sampled_from(NAMES))
    level, range_ = draw(st.sampled_from(LEVELS)), draw(st.sampled_from(RANGES))
    opening, closing = draw(st.sampled_from(BRACKETS))
    comma = draw(st.sampled_from([" ", ", ", ": ", " = "]))
    p = draw(st.sampled_from([None, *P]))
    style = draw(st.sampled_from([lambda s: s, lambda s: s.replace("0.", "."), _raised]))
    interval = f"{opening}{level}{comma}{style(low)}{range_}{style(high)}"
    text = f"{name}{draw(st.sampled_from(IS))}{style(estimate)} {interval}".replace(" ;", ";")
    text += f"; {p}{closing}" if p else closing
    expected = ""
    if p:
        plain = p.lstrip("Pp ").replace(" ", "").replace("·", ".").removeprefix("=")
        sign = "<" if plain[0] == "<" else ""
        expected = f" P{sign}{plain[len(sign) :].replace('0.', '.').replace('.', '0.')}"
    stated = "97.5" if "97.5" in level else "95"
    return text, f"{measure} {estimate} {low} {high} {stated}{expected}"


def _raised(figure: str) -> str:
    return figure.replace(".", "·")


@pytest.mark.parametrize(
    ("level", "read_as"),
    [("95", "95"), ("97.5%", "97.5"), ("95 %", "95"), ("0.95", "95"), (".9", "90")]
    + [(none, "-") for none in ("0", "1", "100", "200", "49.9", "NA", "")],
)
def test_a_level_is_a_percentage_or_a_share_and_nothing_else(level: str, read_as: str) -> None:
    sheet = f"hr,level,lower,upper\n0.65,{level},0.52,0.82\n"
    assert read(sheet) == [f"HR 0.65 0.52 0.82 {read_as}"]
    header = f"| HR ({level}% CI) |\n|---|\n| 0.65 (0.52-0.82) |\n"
    assert read(header)[0].split()[-1] in (read_as, "-")


@given(printed())
def test_what_is_printed_in_any_style_reads_back(case: tuple[str, str]) -> None:
    text, expected = case
    assert read(f"We found that {text}.") == [expected]


@given(st.text("HRORCI95%.0123456789()[],;-–to and<=Pp \n", max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    for reading in readings(text):
        assert 0 <= reading.start <= reading.end
        assert reading.measure in SHORT


@pytest.mark.parametrize(
    "unit",
    ["HR (", ")", "HR 1-2 ", "95% CI ", "1, ", "P = ", "HR 0.5 (", "HR 0.5 (95% CI 0.2-0.8) and ",
     "| HR | 0.5 (0.2-0.8) ", "HR (95% CI) | P\n", "9", "HR 0.5 (0.2-1.", "a-\n",
     "RR 1.9, 1.1-3.2%; "],
)  # fmt: skip
def test_time_is_linear_in_a_hostile_text(unit: str) -> None:
    def text(size: int) -> str:
        return f"HR 0.5 (0.2-{unit * (size // len(unit))}"

    seconds(text(2_000))
    small, large = seconds(text(3_000)), seconds(text(24_000))
    assert large < 40 * max(small, 0.0025)


@pytest.mark.parametrize(
    "unit", ["HR 0.77 (95% CI 0.61-0.97), P = 0.03; ", "OR 1.94, 1.15-3.26%; "]
)
def test_time_is_linear_in_the_ratios_of_a_paragraph(unit: str) -> None:
    small, large = seconds(unit * 400), seconds(unit * 3_200)
    assert large < 20 * small


def seconds(text: str) -> float:
    """How long the processor reads a text."""
    start = time.process_time()
    readings(text)
    return time.process_time() - start


def test_a_text_in_which_each_line_is_a_header_is_read_line_by_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    judged = 0

    def counted(line: str, header: Header) -> bool:
        nonlocal judged
        judged += 1
        return is_row(line, header)

    is_row = tables._is_row
    monkeypatch.setattr(tables, "_is_row", counted)
    headers = "HR | 95% CI | P\n" * 200
    assert read(headers) == []
    assert judged < 2 * 200
    assert read(f"{headers}0.65 | 0.52-0.82 | 0.03\n") == ["HR 0.65 0.52 0.82 95 P0.03"]

"""Pages made by hand for the plots: nothing in them stands in any evidence."""

from collections.abc import Sequence
from decimal import Decimal

from altto_cli.view.page import Column, Interval, Note, Page, Row, Section
from altto_cli.view.plot import Plot

COLUMNS = (
    Column("Patients"),
    Column("Comparison", "pair"),
    Column("n", "decimal"),
    Column("5-year event-free, %", "decimal"),
    Column("HR (95% CI)", "strong"),
    Column("P"),
)


def row(
    patients: str,
    pair: tuple[str, str],
    n: tuple[str, str],
    rates: tuple[str, str],
    ratio: tuple[str, str | None, str | None],
    *,
    p: str = "—",
    derived: bool = False,
) -> Row:
    """A drawn row; `ratio` is estimate and bounds as printed, None where not reported."""
    estimate, low, high = ratio
    said = f"{estimate} ({low}–{high})" if low else f"{estimate} (CI not reported)"
    said += ", derived" if derived else ""
    return Row(
        name=f"Death, {patients.lower()}, {' v '.join(pair)}",
        cells=((patients,), pair, n, rates, (said,), (p,)),
        fields=(("Ratio", said),),
        record={},
        flat={},
        sentence=f"{patients}: {said}.",
        interval=Interval(
            Decimal(estimate), Decimal(low) if low else None, Decimal(high) if high else None
        ),
        derived=derived,
    )


def statement(name: str, said: str) -> Row:
    """A row of words, which no axis holds."""
    return Row(
        name=name,
        cells=(("Winter",), ("Alder", "Birch"), ("—",), ("—",), ("—",), ("—",)),
        fields=(("Statement", said),),
        record={},
        flat={},
        sentence=said,
        statement=said,
    )


def page(*sections: Section, title: str = "Death", below: str = "", above: str = "") -> Page:
    """A page of these sections with a note on each of its first rows and a caption."""
    plot = Plot(
        columns=COLUMNS,
        sections=sections,
        collection="results",
        below=below or "fewer events with the first-named",
        above=above or "fewer events with the second-named",
    )
    names = [each.name for each in plot.drawn()]
    return Page(
        schema="results",
        title=title,
        aside="An invented trial",
        tables=(plot,),
        notes=(
            Note("The rates were read from a curve.", tuple(names[:1]), "conflict"),
            Note("Chosen after randomisation.", tuple(names[:2])),
        ),
        foot=(
            ("Design", "Randomised comparison · median follow-up 5.1 years"),
            ("Source", "Nobody et al., Invented Journal 2026, peer reviewed · Table 2"),
            ("Evidence", "aurora 2026.1 · 0123abc"),
        ),
        query={"command": "forest"},
    )


def usual() -> Page:
    """Two headings; a derived row, one without an interval, and one without figures."""
    first = Section(
        heading="Death from any cause",
        rows=(
            row(
                "All patients",
                ("Alder (any)", "Birch"),
                ("1,204", "987"),
                ("91.0", "88.4"),
                ("0.78", "0.61", "1.00"),
                p="<0.001",
            ),
            row("Winter", ("Alder", "Birch"), ("98", "97"), ("9.5", "8"), ("1.10", "0.7", "1.73")),
            row("Summer", ("Birch", "Alder"), ("—", "—"), ("—", "—"), ("1.28", None, None)),
        ),
    )
    second = Section(
        heading="Second winter",
        rows=(
            row(
                "All patients",
                ("Birch", "Alder (any)"),
                ("987", "1,204"),
                ("88.4", "91.0"),
                ("1.28", "1.00", "1.64"),
                derived=True,
            ),
        ),
    )
    words = Section(
        heading="Reported without figures",
        rows=(statement("Death, winter, Alder v Birch", "No difference; no figures printed."),),
    )
    return page(first, second, words)


def wide() -> Page:
    """Intervals of every width, from a whisker shorter than its box to two that leave the axis."""
    ratios: Sequence[tuple[str, str | None, str | None]] = (
        ("1.00", "0.05", "20.00"),
        ("0.31", "0.00", "11.2"),
        ("0.99", "0.98", "1.01"),
        ("2.50", "0.9", "6.9"),
        ("12.4", "7.1", "21.7"),
    )
    rows = tuple(
        row(f"Group {i}", ("Alder", "Birch"), ("10", "1,012"), ("50.0", "49.9"), ratio)
        for i, ratio in enumerate(ratios, 1)
    )
    return page(Section(heading="", rows=rows))


def long() -> Page:
    """Labels longer than any column, one of them without a space, and one that is hostile."""
    pairs = (
        (
            "Alder for five years followed by elder for as long as it was tolerated",
            "Birch and whatever the physician chose, with or without beech",
        ),
        ("Pneumonoultramicroscopicsilicovolcanoconiosis" * 2, "Birch"),
        (
            '<b>&"bold"</b> `ticks` ]]> \x1b[31m\x00 👩‍⚕️ 治療群 |*_',
            "</text><script>alert(1)</script>",
        ),
    )
    patients = (
        "Patients older than seventy with impaired kidneys, in the first winter",
        "All",
        "All",
    )
    rows = tuple(
        row(who, pair, ("118", "1,903"), ("90.0", "7.6"), ("0.44", "0.23", "0.85"), p="0.012")
        for who, pair in zip(patients, pairs, strict=True)
    )
    return page(
        Section(heading="Death · " + "indirect because of " * 8, rows=rows), title="Death " * 25
    )


def many() -> Page:
    """Forty rows under five headings."""
    sections = []
    for s in range(5):
        rows = []
        for i in range(8):
            estimate = Decimal(f"0.{40 + 7 * s + 3 * i}")
            bounds = (str(estimate * Decimal("0.7"))[:4], str(estimate * Decimal("1.4"))[:4])
            pair = (f"Alder {i}", "Birch")
            size = (f"{1000 + 37 * i:,}", str(900 + i))
            made = row(f"Trial {s}.{i}", pair, size, ("80.1", "77.0"), (str(estimate), *bounds))
            rows.append(made)
        sections.append(Section(heading=f"Outcome {s}", rows=tuple(rows)))
    return page(*sections)

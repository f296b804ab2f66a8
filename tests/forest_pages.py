"""Pages made by hand for the plots: nothing in them stands in any evidence."""

from collections.abc import Sequence
from decimal import Decimal

from altto_cli.view.page import Column, Hanging, Interval, Line, Page, Part, Row, Sides, Table

COLUMNS = (
    Column("Patients"),
    Column("Comparison"),
    Column("HR (95% CI)", strong=True),
    Column("At 5 years", "versus"),
    Column("n", "versus"),
    Column("P"),
)
SIDES = Sides("lower hazard with the first", "the second")


def row(
    ratio: str, name: str = "Winter, Alder v Birch", *, p: str = "", derived: bool = False
) -> Row:
    """A drawn row; `ratio` is "0.65 0.52 0.82", or "0.65" where no interval is reported."""
    estimate, *limits = ratio.split()
    low, high = limits or (None, None)
    said = f"{estimate} ({low}–{high})" if low else f"{estimate} (CI not reported)"
    patients, _, pair = name.partition(", ")
    cells = (
        (Part(patients),),
        (Part(pair),),
        (Part(said, marks=("a",)),),
        (Part("91.0%", marks=("b",)), Part("88.4%")),
        (Part("1,204"), Part("987")),
        (Part(p),),
    )
    drawn = Interval(
        Decimal(estimate), Decimal(low) if low else None, Decimal(high) if high else None
    )
    return Row(cells=cells, indent=1, interval=drawn, derived=derived)


def heading(text: str) -> Line:
    """The endpoint of the rows below it."""
    return Line(cell=(Part(text),), heading=True)


def words(text: str) -> Line:
    """What has no figures."""
    return Line(cell=(Part(text, marks=("c",)),))


def page(lines: Sequence[Row | Line], sides: Sides = SIDES, **more: object) -> Page:
    """A page of these lines with a warning for each mark."""
    return Page(
        schema="results",
        title=("Death", "An invented trial"),
        label=("Randomised", "peer reviewed", "144 events"),
        tables=(Table(columns=COLUMNS, lines=tuple(lines), sides=sides),),
        warnings=(
            Hanging("Choice", "Chosen after randomisation.", brief="chosen late"),
            Hanging("Time", "Few were followed for as long.", brief=""),
            Hanging("0.78", "The two rates alone would give 0.76 (derived).", "a"),
            Hanging("91.0%", "Read from a curve.", "b"),
            Hanging("In words", "Rules out neither gain nor loss.", "c"),
        ),
        companions=(Hanging("Harm", "Falls: altto harms", brief="falls"),),
        stands_in="Nobody et al., Invented Journal 2026: Table 2",
        evidence=("aurora 2026.1 0123abc",),
        query={"command": "forest"},
    )


USUAL = page(
    [
        heading("Death"),
        row("0.78 0.61 1.00", "All patients, Alder (any) v Birch", p="<0.001"),
        row("1.28", "Summer, Birch v Alder"),
        words("Winter: no figures; called not significant"),
        heading("Second winter"),
        row("1.28 1.00 1.64", "All patients, Birch v Alder (any)", derived=True),
        words("Spring, death: no figures"),
    ]
)
#: Intervals of every width, from one shorter than its box to some that leave the axis.
WIDE = page(
    [
        heading("Death"),
        *map(
            row,
            (
                "1.00 0.05 20.00",
                "0.31 0.00 11.2",
                "0.99 0.98 1.01",
                "2.50 0.9 6.9",
                "0.082 0.062 0.108",
                "82 62 108",
                "0.9 62 108",
            ),
        ),
    ]
)
#: Estimates near 1 whose intervals lie wholly, or with both ends, beyond the axis.
OFF = page(
    [
        heading("Death"),
        *map(row, ("0.9 62 108", "1.1 0.062 0.108", "1.00 0.001 900", "0.8 0.00 1.2")),
    ]
)
_HOSTILE = (
    '<b>&"x"</b> `````` ]]> \x1b[31m\x00\ufffe 👩 治療群 |*_ </text><script>alert(1)</script>'
)
LONG = page(
    [
        heading("Death · " + "indirect because of " * 8),
        row(
            "0.44 0.23 0.85",
            "Patients older than seventy with impaired kidneys, " + "or alder " * 9,
        ),
        row("0.44 0.23 0.85", "All, " + "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4),
        row("0.44 0.23 0.85", f"All, {_HOSTILE}"),
    ],
    Sides("a lower hazard with alder, elder and beech " * 3, "with birch"),
)
MANY = page(
    [
        line
        for outcome in range(5)
        for line in (
            heading(f"Outcome {outcome}"),
            *(row(f"0.{40 + 7 * i} 0.{20 + 7 * i} 1.{i}0", f"Trial {i}, A v B") for i in range(8)),
        )
    ]
)
PAGES = {"usual": USUAL, "wide": WIDE, "off": OFF, "long": LONG, "many": MANY}

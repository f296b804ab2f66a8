"""Every result of the library, as the contract has it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from altto_cli.export.tables import Value
from altto_cli.model import Library, Study
from altto_cli.view import notes, records

_INTEGERS = (
    "treatment_n",
    "reference_n",
    "treatment_events",
    "reference_events",
    "events",
    "per_patient_years",
)
_BOOLEANS = ("adjusted", "randomised", "exploratory")
_NUMBERS = (
    "treatment_event_free_percent",
    "reference_event_free_percent",
    "treatment_event_percent",
    "reference_event_percent",
    "at_years",
    "estimate",
    "ci_low",
    "ci_high",
    "ci_level",
    "median_follow_up_years",
    "treatment_mean",
    "reference_mean",
    "treatment_event_rate",
    "reference_event_rate",
    "at_months",
    "margin",
    "median_follow_up_months",
    *records.MORE_FIGURES,
)


class Entry(NamedTuple):
    """A result with its study, as a JSON object and as the cells of one line."""

    study: Study
    json: records.Json
    cells: dict[str, str]


def entries(studies: Iterable[Study]) -> Iterator[Entry]:
    """Every result with everything that is known of it."""
    for study in studies:
        for result in study.results:
            said = (notes.remarks(study, result), notes.conflicts(study, result))
            record = records.result(study, result, *said)
            yield Entry(study, record, records.flat_result(study, record))


def to_rows(library: Library) -> list[dict[str, Value]]:
    """The results as rows for pandas or polars: the columns of the CSV file, with types.

    A figure is a number, with the digits as printed under the same name with `_text`; what is not
    reported is None. Each row has its label: design, source, remarks, conflicts, version and hash.
    """
    return [_typed(entry.cells) for entry in entries(library.studies)]


def _typed(cells: dict[str, str]) -> dict[str, Value]:
    row: dict[str, Value] = {}
    for name, cell in cells.items():
        if name in _NUMBERS:
            row |= {name: _number(cell), f"{name}_text": cell or None}
        elif name in _INTEGERS:
            row[name] = int(cell) if cell.isdigit() else None
        elif name in _BOOLEANS:
            row[name] = {"true": True, "false": False}.get(cell)
        else:
            row[name] = cell or None
    return row


def _number(cell: str) -> float | None:
    """The figure; None where there is none, or where several groups stand in the cell."""
    try:
        return float(Decimal(cell))
    except InvalidOperation:
        return None

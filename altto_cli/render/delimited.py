"""CSV and TSV: one header line, then a line a row, made safe for spreadsheets."""

import csv as csv_module
from io import StringIO

from altto_cli.render.escaping import cell as safe
from altto_cli.view.page import Page


def csv(page: Page, *, notes: bool = True) -> str:
    """The rows with commas between the cells (RFC 4180 but for line feeds)."""
    return _delimited(page, ",")


def tsv(page: Page, *, notes: bool = True) -> str:
    """The rows with tabs between the cells."""
    return _delimited(page, "\t")


def _delimited(page: Page, delimiter: str) -> str:
    rows = [entry.flat for entry in page.entries]
    out = StringIO()
    writer = csv_module.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(rows[0] if rows else ())
    writer.writerows([safe(cell) for cell in row.values()] for row in rows)
    return out.getvalue()

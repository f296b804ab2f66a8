"""The last lines of a page: where its figures stand, and what to ask next."""

from altto_cli.view.page import Page


def onward(page: Page, *, notes: bool) -> list[str]:
    """Study and version, the ways on, and how many notes wait."""
    last = [*page.evidence, *page.onward]
    if page.notes and not notes:
        last.append(f"--notes all ({len(page.notes)})")
    return last

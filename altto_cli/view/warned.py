"""A warning before it is known where on the page it stands."""

from typing import NamedTuple


class Warned(NamedTuple):
    """Something that changes how the figures at some places are read."""

    cause: str
    #: For each mark its place, and the places that serve where the page does not show that one;
    #: empty for what is about the whole page.
    places: tuple[tuple[str, ...], ...]
    #: The figure or word that it is about.
    lead: str
    text: str
    #: Whether it is said without a mark where the page shows none of its places.
    anywhere: bool = False
    #: What a picture says instead; None for the text, empty for nothing.
    brief: str | None = None

"""A sheet on which a picture is drawn from top to bottom: text, lines, and how wide they are."""

from collections.abc import Iterator

from altto_cli.render.forest.advance import advance
from altto_cli.render.lines import wrapped
from altto_cli.signs import harmless

MARGIN = 28.0
TITLE, BODY, SMALL = 20.0, 14.0, 12.0
INK, FAINT, RULE, BAND, ACCENT = "#1a1a1a", "#4d4d4d", "#8c8c8c", "#f3f5f7", "#0b4f82"
#: From one line to the next, by size.
LEADING = 1.32
#: The room that is left for a font that runs wider than the table of advances: DejaVu Sans, the
#: widest usual substitute, takes a fifth more.
_SPARE = 1.2
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


class Sheet:
    """Elements in the order in which they are painted; `y` is how far down the sheet is full."""

    def __init__(self, width: float) -> None:
        self.width, self.y = width, MARGIN
        self.room = width - 2 * MARGIN
        self.out = list[str]()

    def down(self, size: float) -> None:
        """Make room for a line of this size."""
        self.y += size * LEADING

    def text(
        self,
        x: float,
        text: str,
        size: float = BODY,
        *,
        bold: bool = False,
        fill: str = INK,
        anchor: str = "",
    ) -> None:
        """A line of text above `y`."""
        style = f' font-size="{number(size)}"' if size != BODY else ""
        style += ' font-weight="bold"' if bold else ""
        style += f' fill="{fill}"' if fill != INK else ""
        style += f' text-anchor="{anchor}"' if anchor else ""
        baseline = self.y - size * (LEADING - 1)
        self.out.append(
            f'<text x="{number(x)}" y="{number(baseline)}"{style}>{escaped(text)}</text>'
        )

    def line(self, kind: str, *ends: float, stroke: str = INK, width: float = 1) -> str:
        """A line from x, y to x, y."""
        x1, y1, x2, y2 = map(number, ends)
        return (
            f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" '
            f'stroke="{stroke}" stroke-width="{number(width)}"/>'
        )

    def paragraph(self, text: str, size: float, *, bold: bool = False, fill: str = INK) -> None:
        """The text between the margins, under all that is there."""
        for line in broken(text, self.room, size, bold=bold) if text else ():
            self.down(size)
            self.text(MARGIN, line, size, bold=bold, fill=fill)


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """The room that a text is given at this size."""
    return advance(text, size, bold=bold) * _SPARE


def broken(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines that stay within the room; a word that is wider than it is cut."""
    words = (part for word in text.split() for part in _cut(word, room, size, bold))
    return wrapped(" ".join(words), room, lambda word: measure(word, size, bold=bold))


def _cut(word: str, room: float, size: float, bold: bool) -> Iterator[str]:
    start, used = 0, 0.0
    for i, sign in enumerate(word):
        used += (needed := measure(sign, size, bold=bold))
        if used > room and i > start:
            yield word[start:i]
            start, used = i, needed
    yield word[start:]


def number(value: float) -> str:
    """A coordinate, to a hundredth of a unit."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def escaped(text: str) -> str:
    """The text as XML has it, without signs that XML cannot hold or that would act."""
    return harmless(text).translate(_ESCAPES)

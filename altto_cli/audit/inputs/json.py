"""JSON and JSON lines: records of figures as they stand, and the sentences in its strings."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from altto_cli.audit.inputs.plain import SIZE, text_of
from altto_cli.audit.passages import Lines, Passage, chunks, joined
from altto_cli.audit.records import string

#: A value that is a string; a name is followed by a colon.
_STRING = re.compile(r'(?:^|[:,\[])\s*(?P<text>"(?:[^"\\\n]|\\.)*")(?!\s*:)')


def passages(file: BinaryIO, name: str) -> Iterator[Passage]:
    """The records of a file, then its sentences, piece by piece."""
    text = text_of(file, name)
    for piece, line in chunks(iter(lambda: text.read(SIZE), ""), SIZE):
        lines = Lines(piece, line)
        yield Passage(piece, lines.spot, "records")
        yield joined(
            (f"{string(match['text'])}\n\n", lines.spot(match.start("text") + 1))
            for match in _STRING.finditer(piece)
            # Without a space it is no sentence.
            if " " in match["text"]
        )

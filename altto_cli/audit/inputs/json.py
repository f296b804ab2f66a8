"""JSON and JSON lines: records of figures as they stand, and the sentences in its strings."""

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from altto_cli.audit.inputs.plain import SIZE, text_of
from altto_cli.audit.passages import Lines, Passage, chunks, joined

#: A string with a space in it, which may be a sentence.
_SENTENCE = re.compile(r'(?<!\\)"(?P<text>[^"\\\n]*[ ](?:[^"\\\n]|\\.)*)"(?!\s*:)')


def passages(file: BinaryIO, name: str) -> Iterator[Passage]:
    """The records of a file, then its sentences, piece by piece."""
    text = text_of(file, name)
    for piece, line in chunks(iter(lambda: text.read(SIZE), ""), SIZE):
        lines = Lines(piece, line)
        yield Passage(piece, lines.spot, "records")
        yield joined(
            (f"{json.loads(match[0], strict=False)}\n\n", lines.spot(match.start("text")))
            for match in _SENTENCE.finditer(piece)
        )

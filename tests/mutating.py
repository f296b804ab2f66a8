"""Slips of the keyboard, of an editor and of a disk in files of evidence that were sound."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from random import Random

#: What is put between or in the place of bytes.
ODD = [
    b"\0",
    b"\x1b[31m",
    b"\xff",
    b"\xc2\xa0",
    b"\xe2\x80\x8b",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"\r",
    b"\t",
    b"\n",
    b" ",
    b":",
    b"#",
    b"- ",
    b"'",
    b'"',
    b"[",
    b"]",
    b"{",
    b"}",
    b"&a ",
    b"*a ",
    b"!x ",
    b"|",
    b">",
    b"%",
    b"@",
    b"`",
    b"0",
    b"9",
    b".",
    b",",
    b"-",
    b"~",
    b"null",
    b"true",
    b"no",
    b"1e9",
    b"\xef\xbc\x91",
    b"99999999999999",
]


def copied(study: Path, folder: Path) -> None:
    """A copy of the study that stands beside it under another id."""
    shutil.copytree(study, folder)
    path = folder / "study.yaml"
    text = re.sub("^id: .*$", "id: own", path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    path.write_text(text.replace("default: true\n", ""), "utf-8")


def slipped(random: Random, folder: Path) -> str:
    """Change the study in one to three places; what was done."""
    return "; ".join(_slip(random, folder) for _ in range(random.choice([1, 1, 1, 2, 3])))


def _slip(random: Random, folder: Path) -> str:
    path = random.choice(sorted(folder.rglob("*.yaml")))
    data = path.read_bytes()
    kind = random.choice(
        [_byte, _odd, _odd, _line, _line, _word, _word, _value, _value, _value, _cut]
    )
    changed = kind(random, data)
    path.write_bytes(changed)
    at = next((i for i, (a, b) in enumerate(zip(data, changed, strict=False)) if a != b), 0)
    return f"{kind.__name__} {path.name} at {at}: {changed[max(0, at - 30) : at + 30]!r}"


def _byte(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data) or 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _odd(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(ODD) + data[at + random.choice([0, 0, 1]) :]


def _line(random: Random, data: bytes) -> bytes:
    """A line that is lost, doubled, exchanged with the next, or indented otherwise."""
    lines = data.splitlines(keepends=True)
    if len(lines) < 2:
        return data
    at = random.randrange(len(lines) - 1)
    match random.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines[at], lines[at + 1] = lines[at + 1], lines[at]
        case 3:
            lines[at] = b"  " + lines[at]
        case 4:
            lines.insert(at, lines.pop(random.randrange(len(lines))))
    return b"".join(lines)


def _word(random: Random, data: bytes) -> bytes:
    """A word in the place of another one of the file."""
    words = list(re.finditer(rb"[\w.-]+", data))
    if len(words) < 2:
        return data
    here, other = random.choice(words), random.choice(words)
    return data[: here.start()] + other[0] + data[here.end() :]


def _value(random: Random, data: bytes) -> bytes:
    """Another value behind a key, or none."""
    keys = list(re.finditer(rb"^([ -]*[a-z_]+:)[ ]*(.*)$", data, re.MULTILINE))
    if not keys:
        return data
    here, other = random.choice(keys), random.choice(keys)
    value = random.choice(
        [other[2], other[2], b"", random.choice(ODD), b"0.00", b"0." + b"9" * 12, b"1" * 12]
    )
    return data[: here.start(2)] + value + data[here.end(2) :]


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]

"""Looks for bytes that break a reader of bytes, led by the lines that they reach (needs atheris).

    python tests/fuzz/guided.py loader FOLDER -runs=1000000 -max_len=4096

What leads to new lines gathers in FOLDER, and what breaks a reader is written where it was run;
that file in the place of the folder asks it again. `audit` and `notes` are asked likewise.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

with atheris.instrument_imports(include=["altto_cli", "html.parser", "_markupbase"]):
    import auditing
    import note_files

    from altto_cli import load
    from altto_cli.audit.inputs import html, latex, plain, xml
    from altto_cli.audit.inputs import json as of_json
    from altto_cli.audit.matching import Evidence
    from altto_cli.audit.reader import Reader
    from altto_cli.audit.reading import Reading
    from altto_cli.audit.verdicts import judged
    from altto_cli.errors import UnreadableError
    from altto_cli.loader import nodes
    from altto_cli.loader.build import Builder
    from altto_cli.loader.files import as_lines
    from altto_cli.loader.references import faults
    from altto_cli.model import Study
    from altto_cli.notes.blocks import Block, blocks, marks_of
    from altto_cli.notes.refresh import refreshed

EVIDENCE = Evidence(load(HERE / "good"))
INPUTS = (plain, latex, html, xml, of_json)
NAMES = (Path("a.md"), Path("a.org"))
#: What bytes at random would seldom hit upon, by the target that reads it; between bars.
WORDS = {
    "loader": """
\n|\n  - |: |, |{}|[|]|"|'|#|>|&a |*a |!!x |~|null|true|0.44|1.00|-0|1e9|\x85|\ufeff|effect:|
estimate:|ci_low:|ci_high:|ci_level:|p:|n:|events:|parts:|results:|groups:|sources:|id:|conflicts:|remarks:|
treatment:|reference:|derived_from:|at_years:|event_free_percent:|statement:
""",
    "audit": """
HR |aHR |OR |RR |hazard ratio |95% CI |97.5%|0.44|0.23|0.85|.85|0·44|1,05|-|–|to |(|)|[|]|; |, |P=|
P<|.001|for interaction|NS|\n|\n\n|\t|&|\\\\|\\textbf{|{,}|$|%|&nbsp;|&#8211;|<td>|<tr>|<sup>|<p>|
<svg>|<!--|"hr": |"ci_low": |"p": "|hr,lower,upper\n|;|\u2009|\xad|<|
""",
    "notes": """
<!-- altto: dfs -->|<!-- /altto -->|# altto: dfs|# /altto|\n|\r|\r\n|```|~~~|- |1. |#+begin_src|
#+end_src|  |\t|> |\ufeff|\x0b|\x0c|\x1c|\x85|'|"| # |<!--|-->|forest dfs|os|/altto|`|old
""",
}


def loader(data: bytes) -> None:
    """A file of evidence is read, or its faults are named where they stand."""
    data = as_lines(data)
    root, problems = nodes.read(data, "study.yaml")
    if isinstance(root, nodes.Mapping) and (whole := nodes.merged([root], problems)):
        builder = Builder()
        study = builder.record(Study, whole)
        problems += builder.problems
        if study:
            problems += faults(study, builder.references)
    # The end of a file may be named, as the line after the last.
    last = len(re.findall("[\n\x85\u2028\u2029]", data.decode("utf-8", "replace"))) + 2
    assert all(1 <= each.place.line <= last and each.place.column > 0 for each in problems)
    assert root or problems


def audit(data: bytes) -> None:
    """A text in any form is read or refused, and no digit is read that does not stand there."""
    reader, form = Reader(), INPUTS[data[0] % len(INPUTS)] if data else plain
    file = io.BufferedReader(io.BytesIO(data[1:]))
    try:
        for passage in form.passages(file, "-"):
            for reading in reader.read(passage):
                assert 0 <= reading.start <= reading.end <= len(passage.text)
                passage.spot(reading.start)
                judged(reading)
                EVIDENCE.matches(reading, passage.text)
                written = _digits(passage.text)
                # A limit of 2.1e2 is read as 210.
                assert all(_digits(each).strip("0") in written for each in _figures(reading))
    except UnreadableError:
        return


def _figures(reading: Reading) -> Iterator[str]:
    yield from filter(None, (reading.estimate, reading.low, reading.high, reading.level))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def notes(data: bytes) -> None:
    """All that is no block stays as it was, and what was refreshed is up to date."""
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    before = data[1:]
    once = refreshed(name, before, note_files.asks, force=True)
    if once.faults:
        assert once.after == before
        return
    again = refreshed(name, once.after, note_files.asks)
    assert (again.after, again.stale, again.faults) == (once.after, (), ())
    assert _by_hand(name, once.after) == _by_hand(name, before)


def _by_hand(name: Path, data: bytes) -> list[bytes]:
    """What stands around the blocks, and the command of each."""
    found, at = [], 0
    for block in blocks(data, marks_of(name.name)):
        assert isinstance(block, Block)
        found += [data[at : block.start], block.head, block.tail]
        at = block.end
    return [*found, data[at:]]


def _seeds(target: str) -> Iterator[bytes]:
    if target == "loader":
        files = [*(HERE / "bad").glob("*.yaml"), *(HERE / "good").rglob("*.yaml")]
        yield from (path.read_bytes() for path in files)
    if target == "audit":
        for number, (_, text, _) in enumerate(auditing.snippets()):
            form = number % len(INPUTS)
            shaped = (text, text, f"<p>{text}</p>", f"<p>{text}</p>", json.dumps({"text": text}))
            yield bytes([form]) + shaped[form].encode()
    if target == "notes":
        for command, answer in note_files.ANSWERS.items():
            for number, (first, end) in enumerate(
                [(f"<!-- altto: {command}", "<!-- /altto -->"), (f"# altto: {command}", "# /altto")]
            ):
                close = "" if number else " -->"
                state = note_files.state(answer).decode()
                yield f"{number}Hand\n\n{first}{close}\n{end}\n".encode()
                yield f"{number}Hand\r\n{first}{state}{close}\n{answer}{end}".encode()


def _entries(words: str) -> str:
    """The words as entries of a dictionary of libFuzzer."""
    found = filter(None, words.strip("\n").replace("|\n", "|").split("|"))
    bytes_of = ("".join(rf"\x{byte:02x}" for byte in word.encode()) for word in found)
    return "".join(f'"{word}"\n' for word in bytes_of)


def main() -> None:
    name, corpus, *more = sys.argv[1:]
    targets: dict[str, Callable[[bytes], None]] = {"loader": loader, "audit": audit, "notes": notes}
    if not Path(corpus).is_file():
        Path(corpus).mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(_seeds(name)):
            (Path(corpus) / f"seed-{number}").write_bytes(seed)
    words = Path(f"{corpus}.words")
    words.write_text(_entries(WORDS[name]))
    atheris.Setup([sys.argv[0], corpus, f"-dict={words}", *more], targets[name])
    atheris.Fuzz()


main()

"""Prints how often the promise was broken by files with slips and by words at random.

    python tests/fuzz/run.py files 20000
    python tests/fuzz/run.py words 5000

A second number is the seed. Everything runs in this process, in a folder that is deleted after.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import mutating  # noqa: E402
import promise  # noqa: E402
import warm  # noqa: E402
from surroundings import WORDS as NEEDED  # noqa: E402

from altto_cli.check import check, is_warning  # noqa: E402
from altto_cli.cli.commands import commands  # noqa: E402

#: Commands that end with 1 when they have answered.
ANSWERED_WITH_1 = {"check", "appraise", "audit", "doctor", "notes"}
WORDS = """
ai serm serm-ofs ofs-ai tamoxifen AI+OFS vs v pre post peri perimenopausal overall dfs DFS os drfs
ttdr recurrence harms pfs 0.44 0.44–0.85 altto soft hera-ofs ebctcg-2022 fractures study note.md .
-- nowhere plot.svg library.json own-study ofs ahr bash json md csv tsv jsonl text sentence table
yaml key all always
"""
OPTIONS = """
-f --format -m --menopause -t --treatment -r --reference --population --study --studies --notes
--color --evidence --all --strict --nnt -o --output --force --title --width -h --help --version
--explain --check --diff --block -s --style --for --to --no-cache
"""
ODD = [
    "",
    " ",
    "\x1b[31m",
    "a\nb",
    "\u202e",
    "é" * 300,
    "=1+1",
    "%s{0}",
    "\udcff",
    "-1",
    "1e999",
    "'",
    '"',
    "🫀",
]


Once = Callable[[Random, int, Path], tuple[str, list[str]]]


def files(random: Random, number: int, place: Path) -> tuple[str, list[str]]:
    """A study with slips: whether it is accepted, and how it breaks the promise."""
    folder = place / "own"
    shutil.rmtree(folder, ignore_errors=True)
    shipped = sorted((HERE.parent / "evidence").glob("*/study.yaml"))
    study = HERE / "good" / "aurora" if number % 2 else random.choice(shipped).parent
    mutating.copied(study, folder)
    slip = mutating.slipped(random, folder)
    faults = [each for each in check([str(folder)]).problems if not is_warning(each)]
    questions = random.sample(promise.QUESTIONS, 2)
    return ("refused" if faults else "accepted"), [
        f"{slip}: {each}" for each in promise.broken(folder, questions)
    ]


def words(random: Random, number: int, place: Path) -> tuple[str, list[str]]:
    """Words at random: the exit code, and how the contract is broken."""
    names = [each.name for each in commands()]
    name = random.choice(names)
    # The stdin of Typer's runner is none that could be looked into.
    needed = ["note.md"] if name == "audit" else NEEDED.get(name, [])
    usual = [name, *needed]
    typed = usual if random.randrange(3) else [random.choice([*names, *WORDS.split(), *ODD])]
    for _ in range(random.randrange(5)):
        pool = random.choice([OPTIONS.split(), WORDS.split(), [*ODD, *WORDS.split()]])
        typed.insert(random.randint(1, len(typed)), random.choice(pool))
    (place / "note.md").write_text("# Note\n\n<!-- altto: dfs pre -->\n<!-- /altto -->\n")
    out, code = promise.said(typed)
    answered = code == 0 or (code == 1 and not ANSWERED_WITH_1.isdisjoint(typed))
    # What is stale is said also beside a note that cannot be read.
    answered = answered or {"notes", "--check"} <= set(typed)
    wrong = [] if code in promise.CODES else [f"code {code}"]
    wrong += [] if answered or not out else [f"{len(out)} characters on stdout with code {code}"]
    return str(code), [f"{typed}: {each}" for each in wrong]


def main() -> None:
    kind, count, seed = sys.argv[1], int(sys.argv[2]), int((*sys.argv, "0")[3])
    once: Callable[[Random, int, Path], tuple[str, list[str]]] = {"files": files, "words": words}[
        kind
    ]
    ended: Counter[str] = Counter()
    warm.read_once()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        os.environ["ALTTO_CACHE"] = "off"
        for number in range(seed, seed + count):
            try:
                how, wrong = once(Random(number), number, Path(place))
            except Exception:
                how, wrong = "crash", [traceback.format_exc(limit=-4)]
            ended[how] += 1
            for each in wrong:
                ended["broken"] += 1
                print(f"{number}: {each}", flush=True)
    print(f"{count} {kind} from {seed}: {dict(ended)}, broken {ended['broken']}")


main()

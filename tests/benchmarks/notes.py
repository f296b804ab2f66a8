"""Prints what refreshing notes withstands, and how long a check of many takes.

10,000 generated notes are refreshed and compared byte for byte; 1,000 writers are killed in the
middle of their work, and what is left is the old file or the new one; 1,000 notes are checked.
Run from the folder of the program: python tests/benchmarks/notes.py [generated|kills|check]
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from hypothesis import HealthCheck, Phase, given, settings
from note_files import Note, asks, notes

from altto_cli.notes import files
from altto_cli.notes.refresh import refreshed

GENERATED, KILLS, CHECKED = 10_000, 1_000, 1_000
_COMMANDS = (
    "dfs --menopause pre", "dfs --menopause post", "os", "drfs", "compare ai serm",
    "summary", "premenopausal", "explain dfs", "dfs -f sentence", "find 0.44",
)  # fmt: skip


def generated() -> None:
    seen = Counter[str]()

    @settings(
        max_examples=GENERATED,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(notes())
    def one(note: Note) -> None:
        result = refreshed(Path("note.md"), note.before, asks)
        assert result.faults == (), result
        assert result.after == note.after, result
        assert refreshed(Path("note.md"), note.after, asks).stale == ()
        seen["notes"] += 1
        seen["blocks refreshed"] += len(result.stale)
        seen["bytes"] += len(note.before)
        seen["with a BOM"] += note.before.startswith(b"\xef\xbb\xbf")
        seen["with a CR of its own"] += b"\r" in note.before.replace(b"\r\n", b"")
        seen["without a last end of line"] += note.before[-1:] not in (b"\n", b"\r")

    one()
    print("generated:", ", ".join(f"{count:,} {what}" for what, count in seen.items()))


def kills() -> None:
    """Kill a process that replaces a file again and again, at any moment of it."""
    old, new = (bytes([sign]) * 4_000_000 for sign in b"on")
    left = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "note.md")
        path.write_bytes(old)
        began = time.perf_counter()
        files.replace(files.read(path), new)
        took = time.perf_counter() - began
        while left["in the middle of writing"] < KILLS:
            path.write_bytes(old)
            child = os.fork()
            if child == 0:
                files.replace(files.read(path), new)
                os._exit(0)
            time.sleep(random.uniform(0, 1.2 * took))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            content = path.read_bytes()
            assert content in (old, new), (len(content), content[:9])
            part = any(each.name.endswith(".part") for each in Path(folder).iterdir())
            if os.WIFSIGNALED(status) and part:
                left["in the middle of writing"] += 1
                left["of these the old file whole" if content == old else "the new file whole"] += 1
            elif os.WIFSIGNALED(status):
                left["before or after it"] += 1
            else:
                left["too late"] += 1
        files.replace(files.read(path), new)
        assert [each.name for each in Path(folder).iterdir()] == ["note.md"]
    print("killed:", ", ".join(f"{count:,} {what}" for what, count in left.items()))


def _work() -> float:
    """The processor's seconds in programs that have ended; others at work do not lengthen it."""
    now = os.times()
    return now.children_user + now.children_system


def check() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number in range(CHECKED):
            blocks = [
                f"Text {number}.\n\n<!-- altto: {command} -->\n<!-- /altto -->\n\n"
                for command in _COMMANDS
            ]
            Path(folder, f"note-{number}.md").write_text("".join(blocks), encoding="utf-8")
        altto = [sys.executable, "-m", "altto_cli", "notes", folder]
        subprocess.run(altto, check=True, stdout=subprocess.DEVNULL)
        times, worked = [], _work()
        for _ in range(5):
            began = time.perf_counter()
            subprocess.run([*altto, "--check"], check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - began)
        work = _work() - worked
    held = f"{CHECKED:,} notes, {CHECKED * len(_COMMANDS):,} blocks"
    print(f"checked: {held} in {min(times):.2f}–{max(times):.2f} s, {work / 5:.2f} s of work")


def main() -> None:
    asked = sys.argv[1:] or ["generated", "kills", "check"]
    for name in asked:
        {"generated": generated, "kills": kills, "check": check}[name]()


main()

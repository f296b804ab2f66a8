"""No sign in what is read or typed acts where it is printed."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from altto_cli.errors import EvidenceError, UnknownWordError
from altto_cli.model import Place, Problem
from altto_cli.signs import harmless, one_line
from altto_cli.words import nearest

#: Signs of category Cf that are seen, and the joiners without which some scripts are not written.
SEEN = {*map(chr, range(0x600, 0x606)), *"\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"}
JOINERS = {"\u200c", "\u200d"}
#: Letters and marks that leave no trace.
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"


def test_every_sign_that_acts_is_replaced_and_no_other() -> None:
    replaced = {sign for sign in map(chr, range(sys.maxunicode + 1)) if harmless(sign) == "�"}
    kinds = {sign for sign in map(chr, range(sys.maxunicode + 1)) if _acts(sign)}
    assert kinds - replaced == set()
    more = {unicodedata.category(sign) for sign in replaced - kinds - set(BLANK) - {"�"}}
    assert more <= {"Cn", "Mn"}
    assert set(BLANK) < replaced


def _acts(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind in ("Cc", "Zl", "Zp", "Cs") or (kind == "Cf" and sign not in SEEN | JOINERS)


@pytest.mark.parametrize(
    "text", ["0.44 (95% CI 0.23–0.85)", "±", "日本語", "می‌خواهم", "👩‍⚕️", "ﬁ", " "]
)
def test_what_is_seen_stays(text: str) -> None:
    assert harmless(text) == text


def test_what_is_kept_on_purpose_stays() -> None:
    assert harmless("a\nb\tc\x1b", keep="\n\t") == "a\nb\tc�"


def test_a_line_is_one() -> None:
    assert one_line(" a\n\n b\u2028c\u00a0d\x00") == "a b c d�"


def test_a_message_is_one_line_whatever_was_typed() -> None:
    assert str(UnknownWordError("no study a\x1b[2J\nevidence.yaml:1:1: b\u202e")) == (
        "no study a�[2J�evidence.yaml:1:1: b�"
    )
    problem = Problem(Place("a\nb.yaml", 1, 1), "tag", "c\rd")
    assert str(EvidenceError([problem])).splitlines()[1] == "a�b.yaml:1:1: tag: c�d"


def test_the_nearest_of_many_names_is_found_in_little_time() -> None:
    many = [f"result-{number}" for number in range(200_000)] + ["death"]
    assert nearest("daeth", many) == "did you mean death?"
    assert nearest("x" * 1_000_000, ["y"]) == "known: y"
    assert nearest("zz", [f"name-{i:02}" for i in range(50)]).endswith("name-39, and 10 more")

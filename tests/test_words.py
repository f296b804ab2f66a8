"""What typed words mean, and how a hinted command is typed."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altto_cli import load, words
from altto_cli.errors import NotInStudyError, UnknownWordError
from altto_cli.words import Typed

ALTTO = load(studies=["altto-endocrine"]).studies[0]
HERA = load(studies=["hera-ofs"]).studies[0]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *((word, "premenopausal") for word in ("pre", "PRE", "premenopause", "Pre-menopausal")),
        *((word, "postmenopausal") for word in ("post", "Postmenopausal", "post menopause")),
        *((word, "overall") for word in ("overall", "ALL")),
        *((word, None) for word in ("peri", "prem", "press", "postal", "", "men")),
    ],
)
def test_menopausal_status_is_known_in_its_forms(word: str, status: str | None) -> None:
    assert words.menopause(word) == status


@pytest.mark.parametrize("word", ["peri", "PERI", "perimenopause", "peri-menopausal"])
def test_perimenopausal_is_refused_with_the_reason_of_the_study(word: str) -> None:
    with pytest.raises(UnknownWordError) as refusal:
        words.menopausal_status(ALTTO, word)
    assert (
        str(refusal.value)
        == "the source reports pre- and postmenopausal patients only. See: altto summary"
    )
    with pytest.raises(UnknownWordError) as refusal:
        words.menopausal_status(HERA, word)
    assert str(refusal.value) == "hera-ofs has premenopausal patients only, none perimenopausal"


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("ai plus ofs", "ofs-ai"),
        ("OFS AND AI", "ofs-ai"),
        ("ai with ofs", "ofs-ai"),
        ("AI±OFS", "ofs-ai"),
        ("AI +/- OFS", "ofs-ai"),
        ("tamoxifen_+_ofs", "serm-ofs"),
        ("Exemestane", "ai"),
    ],
)
def test_a_strategy_is_known_however_its_parts_are_joined(word: str, id: str) -> None:
    assert words.strategy(ALTTO, word).id == id


@pytest.mark.parametrize("word", ["AI or OFS", "AI without OFS", "ofs"])
def test_other_joints_mean_something_else(word: str) -> None:
    with pytest.raises(NotInStudyError):
        words.strategy(ALTTO, word)


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("dsf", ["dfs", "os"], "dfs"),
        ("pfs", ["dfs", "os"], None),
        ("IDFS", ["dfs"], None),
        ("ofs", ["os", "ofs-ai"], None),
        ("serd", ["serm"], None),
        ("dfs", ["drfs"], None),
        ("serm", ["serm-ofs"], None),
        ("pertuzumab", ["trastuzumab"], None),
        ("trastuzumabb", ["trastuzumab"], "trastuzumab"),
        ("trastuzumab + lapatnib", ["trastuzumab + lapatinib"], "trastuzumab + lapatinib"),
        ("toremifene + ofs", ["tamoxifen + ofs"], None),
        ("zebra", ["dfs"], None),
    ],
)
def test_a_word_with_a_meaning_of_its_own_is_no_slip(
    word: str, known: list[str], near: str | None
) -> None:
    assert words.near(word, known) == near


def test_what_is_said_of_an_unknown_word_never_takes_it_for_another() -> None:
    assert words.nearest("pfs", ["dfs", "os"]) == "PFS is not DFS; known: dfs, os"
    assert words.nearest("dsf", ["dfs", "os"]) == "did you mean dfs?"
    assert words.nearest("zebra", ["os", "dfs", "os"]) == "known: dfs, os"
    assert words.nearest("zebra", []) == "none is declared"


@pytest.mark.parametrize(
    ("typed", "strategies", "status"),
    [
        ("ai serm", ["ai", "serm"], []),
        ("ai VS serm pre", ["ai", "serm"], ["pre"]),
        ("ai + ofs versus serm", ["ai + ofs", "serm"], []),
        ("post ai v. tam", ["ai", "tam"], ["post"]),
        ("ai against", ["ai"], []),
        ("peri", [], ["peri"]),
        ("", [], []),
    ],
)
def test_two_strategies_stand_apart_or_with_vs_between_them(
    typed: str, strategies: list[str], status: list[str]
) -> None:
    assert words.compared(typed.split()) == (strategies, status)


IDS = ["altto-anti-her2", "altto-endocrine", "hera-ofs", "soft", "soft-text", "ebctcg-2022"]


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("SOFT", ["soft"]),
        ("soft-text", ["soft-text"]),
        ("Hera", ["hera-ofs"]),
        ("TEXT", ["soft-text"]),
        ("altto", ["altto-anti-her2", "altto-endocrine"]),
        ("ebc", ["ebctcg-2022"]),
        ("eb", []),
        ("zebra", []),
    ],
)
def test_a_study_is_named_by_its_id_or_a_part_of_it(word: str, ids: list[str]) -> None:
    assert words.studies_named(word, IDS) == ids


@pytest.mark.parametrize(
    ("typed", "study", "command"),
    [
        (Typed(), None, "altto dfs pre"),
        (Typed(), ALTTO, "altto dfs pre"),
        (Typed(), HERA, "altto dfs pre --study hera-ofs"),
        (Typed(study="HERA-OFS"), HERA, "altto dfs pre --study HERA-OFS"),
        (Typed(study="hera-ofs"), ALTTO, "altto dfs pre"),
        (Typed(study="altto-endocrine"), ALTTO, "altto dfs pre --study altto-endocrine"),
        (Typed(evidence=("my own",)), ALTTO, "altto dfs pre --evidence 'my own'"),
    ],
)
def test_a_hinted_command_keeps_study_and_evidence_as_typed(
    typed: Typed, study: words.Study | None, command: str
) -> None:
    assert typed.command("dfs", "pre", study=study) == command


@given(st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_a_shell_reads_a_hinted_command_as_its_words(typed: list[str]) -> None:
    assert shlex.split(Typed().command("find", *typed)) == ["altto", "find", *typed]

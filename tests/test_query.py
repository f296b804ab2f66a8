"""Words become ids, results are narrowed and turned round; what has no answer says the way on."""

from contextlib import suppress
from decimal import Decimal

import pytest
from asking import GOOD
from hypothesis import given
from hypothesis import strategies as st

from altto_cli import load, query, wording, words
from altto_cli.errors import AlttoError, NoSuchRecordError, UnknownWordError
from altto_cli.model import Effect, Result
from altto_cli.query import Asked, pairs

ALTTO = load(studies=["altto-endocrine"]).studies[0]
HER2 = load(studies=["altto-anti-her2"]).studies[0]
AURORA = load(GOOD, studies=["aurora"]).studies[0]


def ids(found: list[Result]) -> list[str]:
    return [each.id for each in found]


def narrowed(**asked: str) -> list[str]:
    return ids(query.results(ALTTO, Asked(command="dfs", **asked), words.endpoints(ALTTO, "dfs")))


def test_no_option_means_every_row_of_the_endpoint() -> None:
    assert narrowed() == [
        "dfs-all-ai-vs-serm",
        "dfs-postmenopausal-ai-vs-serm",
        "dfs-premenopausal-ofs-ai-vs-serm",
        "dfs-premenopausal-serm-ofs-vs-serm",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"menopause": "overall"}, ["dfs-all-ai-vs-serm"]),
        ({"menopause": "postmenopausal"}, ["dfs-postmenopausal-ai-vs-serm"]),
        ({"population": "Postmenopausal"}, ["dfs-postmenopausal-ai-vs-serm"]),
        ({"population": "all patients"}, ["dfs-all-ai-vs-serm"]),
        ({"treatment": "AI"}, ["dfs-all-ai-vs-serm", "dfs-postmenopausal-ai-vs-serm"]),
        ({"treatment": "ai + ofs"}, ["dfs-premenopausal-ofs-ai-vs-serm"]),
        ({"treatment": "serm-ofs", "reference": "tam"}, ["dfs-premenopausal-serm-ofs-vs-serm"]),
    ],
)
def test_results_are_narrowed(asked: dict[str, str], found: list[str]) -> None:
    assert narrowed(**asked) == found


def test_a_strategy_matches_records_of_its_own_id_only() -> None:
    assert "dfs-premenopausal-ofs-ai-vs-serm" not in narrowed(treatment="ai")
    assert "dfs-premenopausal-ofs-ai-vs-serm" in narrowed(treatment="ofs-ai")


def test_a_statement_about_three_groups_answers_for_each_of_them() -> None:
    for word in ("serm", "serm-ofs", "ofs-ai"):
        found = query.results(
            ALTTO, Asked(command="os", treatment=word), words.endpoints(ALTTO, "os")
        )
        assert "os-premenopausal" in ids(found)


def test_statements_over_factors_are_left_to_subgroups() -> None:
    found = query.results(ALTTO, Asked(command="compare"))
    assert [each.id for each in found if each.subgroup] == []
    assert len(found) == 10


def test_results_stand_in_the_order_of_endpoints_and_populations() -> None:
    assert ids(query.results(ALTTO, Asked(command="compare"))) == [
        "dfs-all-ai-vs-serm",
        "dfs-postmenopausal-ai-vs-serm",
        "dfs-premenopausal-ofs-ai-vs-serm",
        "dfs-premenopausal-serm-ofs-vs-serm",
        "drfs-all-ai-vs-serm",
        "ttdr-premenopausal",
        "os-all-ai-vs-serm",
        "os-premenopausal",
        "recurrence-local-all-ai-vs-serm",
        "recurrence-distant-all-ai-vs-serm",
    ]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("dfs", ["dfs"]),
        ("DFS", ["dfs"]),
        ("Disease-free survival", ["dfs"]),
        ("drfs", ["drfs", "ttdr"]),
        ("ttdr", ["drfs", "ttdr"]),
        ("recurrence", ["recurrence-local", "recurrence-distant"]),
        ("local recurrence", ["recurrence-local"]),
    ],
)
def test_an_endpoint_answers_to_its_names(word: str, found: list[str]) -> None:
    assert [each.id for each in words.endpoints(ALTTO, word)] == found


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("letrozole", "ai"),
        ("Aromatase Inhibitor", "ai"),
        ("tam", "serm"),
        ("SERM alone", "serm"),
        ("tamoxifen + ovarian suppression", "serm-ofs"),
        ("OFS with tamoxifen", "serm-ofs"),
        ("AI ± OFS", "ofs-ai"),
        ("ovarian function suppression and aromatase inhibitor", "ofs-ai"),
    ],
)
def test_a_strategy_answers_in_any_case_and_order(word: str, id: str) -> None:
    assert words.strategy(ALTTO, word).id == id


def test_one_strategy_after_another_is_not_the_other_way_round() -> None:
    assert words.strategy(HER2, "T→L").id == "t-then-l"
    with pytest.raises(UnknownWordError):
        words.strategy(HER2, "L→T")
    assert words.strategy(HER2, "T + L").id == words.strategy(HER2, "L+T").id == "l-t"


def refused(**asked: str) -> AlttoError:
    with pytest.raises(AlttoError) as refusal:
        narrowed(**asked)
    return refusal.value


@pytest.mark.parametrize("option", ["treatment", "reference"])
@pytest.mark.parametrize("word", ["tamoxifeen", "", "+", "chemotherapy"])
def test_an_unknown_strategy_is_refused_with_a_name_that_is_known(option: str, word: str) -> None:
    refusal = refused(**{option: word})
    assert isinstance(refusal, UnknownWordError)
    assert str(refusal).startswith(f"no strategy {word!r} in altto-endocrine; ")
    assert "tamoxifen" in str(refusal) or "known: ai, ofs-ai, serm-ofs, serm" in str(refusal)


def test_an_unknown_population_is_refused_with_those_that_are_known() -> None:
    assert str(refused(population="nobody")) == (
        "no population 'nobody' in altto-endocrine; "
        "known: all, all patients, postmenopausal, premenopausal"
    )
    assert isinstance(refused(population=""), UnknownWordError)


def test_a_word_that_the_study_cannot_answer_is_refused_with_its_reason() -> None:
    for word in ("Perimenopausal", "peri", "peri-menopause"):
        with pytest.raises(UnknownWordError) as refusal:
            words.menopausal_status(ALTTO, word)
        assert (
            str(refusal.value)
            == "the source reports pre- and postmenopausal patients only. See: altto summary"
        )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"menopause": "premenopausal", "treatment": "ai"},
            "no DFS result for AI without OFS before menopause; the source reports "
            "OFS + AI (118, elsewhere called AI ± OFS): "
            "altto dfs pre -t ofs-ai",
        ),
        (
            {"menopause": "premenopausal", "treatment": "serm"},
            "no DFS result for SERM without OFS before menopause; it stands on the other "
            "side: altto dfs pre -r serm",
        ),
        (
            {"treatment": "ofs-ai", "reference": "serm-ofs"},
            "no DFS result for OFS + AI v SERM + OFS in altto-endocrine. The source reports: "
            "AI (any) v SERM (any); AI v SERM; OFS + AI v SERM alone; SERM + OFS v SERM alone. "
            "See: altto dfs",
        ),
        (
            {"menopause": "postmenopausal", "population": "all"},
            "no DFS result in all patients. See: altto dfs",
        ),
    ],
)
def test_what_was_not_reported_is_answered_with_what_was(asked: dict[str, str], said: str) -> None:
    refusal = refused(**asked)
    assert isinstance(refusal, NoSuchRecordError)
    assert str(refusal) == said


def test_the_way_on_names_a_study_that_is_not_the_default() -> None:
    with pytest.raises(NoSuchRecordError, match=r"See: altto dfs --study altto-anti-her2$"):
        query.results(
            HER2,
            Asked(command="dfs", menopause="premenopausal"),
            words.endpoints(HER2, "dfs"),
        )


def compared(first: str, second: str, **asked: str) -> tuple[list[str], list[str]]:
    found, asides = pairs.compare(ALTTO, first, second, Asked(command="compare", **asked))
    return ids(found), asides


def test_two_strategies_are_compared_over_every_endpoint_and_population() -> None:
    assert compared("letrozole", "tamoxifen") == (
        [
            "dfs-all-ai-vs-serm",
            "dfs-postmenopausal-ai-vs-serm",
            "drfs-all-ai-vs-serm",
            "os-all-ai-vs-serm",
            "recurrence-local-all-ai-vs-serm",
            "recurrence-distant-all-ai-vs-serm",
        ],
        [
            "not contained here: DFS, premenopausal, OFS + AI v SERM alone. "
            "See: altto compare ofs-ai serm"
        ],
    )


def test_a_comparison_is_narrowed_like_any_other_answer() -> None:
    assert compared("ai", "serm", menopause="postmenopausal")[0] == [
        "dfs-postmenopausal-ai-vs-serm"
    ]
    assert compared("serm", "ai", population="postmenopausal")[0] == [
        "dfs-postmenopausal-ai-vs-serm-inverted"
    ]
    assert compared("ai", "serm", menopause="premenopausal")[0] == []


def test_a_strategy_cannot_be_compared_with_itself() -> None:
    with pytest.raises(UnknownWordError, match=r"^ai and letrozole are the same strategy, ai; "):
        compared("ai", "letrozole")


def test_a_pair_that_a_study_does_not_compare_is_told_its_comparisons() -> None:
    refusal = pairs.not_compared(ALTTO, "ofs-ai", "serm-ofs", Asked(command="compare"))
    assert str(refusal) == (
        "no comparison of OFS + AI and SERM + OFS in altto-endocrine. Its comparisons: "
        "altto compare ai serm; altto compare ofs-ai serm; altto compare serm-ofs serm"
    )


def ratio(estimate: str, low: str | None, high: str | None) -> Effect:
    return Effect(
        measure="hazard ratio",
        adjusted=True,
        estimate=Decimal(estimate),
        ci_low=None if low is None else Decimal(low),
        ci_high=None if high is None else Decimal(high),
        ci_level=Decimal(95),
    )


def turned(effect: Effect | None) -> Result:
    result = ALTTO.result("dfs-premenopausal-ofs-ai-vs-serm")._replace(effect=effect)
    return pairs.inverted(ALTTO, result)


@pytest.mark.parametrize(
    ("printed", "inverse"),
    [
        (("0.65", "0.52", "0.82"), ("1.54", "1.22", "1.92")),
        (("0.44", "0.23", "0.85"), ("2.27", "1.18", "4.35")),
        (("0.73", "0.53", "1.00"), ("1.37", "1.00", "1.89")),
        (("1.23", None, None), ("0.81", None, None)),
    ],
)
def test_a_ratio_is_turned_round_with_its_interval(
    printed: tuple[str, str, str], inverse: tuple[str, str, str]
) -> None:
    effect = turned(ratio(*printed)).effect
    assert effect
    found = (effect.estimate, effect.ci_low, effect.ci_high)
    assert tuple(each and str(each) for each in found) == inverse
    assert effect.ci_level == 95


def test_what_is_turned_round_names_its_origin_and_drops_the_source_s_word() -> None:
    result = turned(ratio("0.44", "0.23", "0.85"))
    assert result.id == "dfs-premenopausal-ofs-ai-vs-serm-inverted"
    assert [arm.strategy for arm in result.arms] == ["serm", "ofs-ai"]
    assert result.status == "derived"
    assert result.significance is None
    assert result.corroborated_by == ()
    assert result.derived_from
    assert result.derived_from.method == "inversion"
    assert result.derived_from.inputs == (
        "dfs-premenopausal-ofs-ai-vs-serm",
        "0.44 (95% CI 0.23–0.85)",
    )


def test_not_being_worse_says_nothing_of_the_other_direction() -> None:
    printed = ratio("0.93", "0.76", "1.13")._replace(
        margin=Decimal("1.11"),
        p=".044",
        p_kind="non-inferiority",
        p_label="P",
    )
    effect = turned(printed).effect
    assert effect
    assert wording.effect(effect) == "1.08 (95% CI 0.88–1.32)"
    assert (effect.margin, effect.p, effect.p_kind, effect.p_label) == (None,) * 4


def test_the_p_of_a_difference_is_the_same_from_both_sides() -> None:
    effect = turned(ratio("0.65", "0.52", "0.82")._replace(p="<0.001", p_label="P")).effect
    assert effect
    assert (effect.p, effect.p_label) == ("<0.001", "P")


def test_what_is_turned_round_says_how_it_was_printed() -> None:
    assert "Printed the other way round: OFS + AI v SERM alone 0.44 (95% CI 0.23–0.85)." in (
        turned(ratio("0.44", "0.23", "0.85")).remarks
    )


def test_rates_without_a_ratio_turn_round_without_one() -> None:
    assert turned(None).effect is None


@given(st.text(max_size=30))
def test_any_word_is_known_or_refused(word: str) -> None:
    for ask in (words.strategy, words.endpoints):
        with suppress(UnknownWordError):
            assert ask(AURORA, word)

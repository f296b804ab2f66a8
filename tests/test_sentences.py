"""One sentence a result: every figure of it, nothing filled in, short enough to paste."""

from decimal import Decimal

import pytest
from asking import GOOD

from altto_cli import load
from altto_cli.model import Arm, Fact, Result
from altto_cli.view.sentences import fact, sentence

AURORA = load(GOOD, studies=["aurora"]).studies[0]


def of(id: str, **more: object) -> Result:
    return AURORA.result(id)._replace(**more)


def arm(strategy: str, **more: object) -> Arm:
    return Arm(strategy=strategy, **more)


@pytest.mark.parametrize("result", AURORA.results, ids=lambda result: result.id)
def test_a_sentence_has_at_most_75_words(result: Result) -> None:
    assert len(sentence(AURORA, result).split()) <= 75


def test_a_long_sentence_says_in_fewer_words_that_its_figures_conflict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = AURORA.result("death-or-admission-all-borealin-vs-placebo")
    assert "its figures conflict in 1 place (altto appraise" in sentence(AURORA, result)
    monkeypatch.setattr("altto_cli.view.sentences._LONGEST", 20)
    said = sentence(AURORA, result)
    assert "; 1 conflict (altto appraise death-or-admission" in said
    assert "its figures conflict" not in said


@pytest.mark.parametrize(
    ("id", "figures"),
    [
        (
            "withdrawal-all-borealin-vs-placebo",
            "All patients: withdrawal recorded in 18.1% with borealin (any) (n 785) and "
            "17.4% with placebo (n not reported); time point not reported; ratio not reported; ",
        ),
        (
            "improvement-home-borealin-vs-placebo",
            "improvement with borealin (n not reported) v placebo (n not reported): rates not "
            "reported; odds ratio 1.23 (CI not reported); ",
        ),
        (
            "admissions-all-borealin-vs-placebo-first-year",
            "All patients, first year: admissions with borealin (any) (n 790, derived) v placebo "
            "(n 789, derived): rates not reported; adjusted rate ratio 0.74 (99% CI 0.55–0.99); "
            "2p = 0.009; ",
        ),
        (
            "death-or-admission-all-borealin-vs-placebo",
            "adjusted HR 0.82 (97.5% CI 0.62–1.08); P = .11; threshold .025; ",
        ),
        (
            "withdrawal-high-ejection-fraction-borealin-vs-placebo",
            "risk ratio 1.04 (95% CI 0.91–1.19); non-inferiority P = 0.004; non-inferiority "
            "margin 1.25; ",
        ),
        (
            "death-low-ejection-fraction",
            'no difference among the three groups; no figures printed; called "not significant", '
            "ruling out neither gain nor loss; "
            "randomised, exploratory",
        ),
    ],
)
def test_a_sentence_leaves_nothing_out_and_fills_nothing_in(id: str, figures: str) -> None:
    assert figures in sentence(AURORA, AURORA.result(id))


def test_a_rate_printed_for_one_group_only_is_kept() -> None:
    result = of(
        "death-or-admission-low-ejection-fraction-borealin-vs-placebo",
        treatment=arm("borealin"),
    )
    assert (
        "2-year freedom from death or admission was not reported with borealin (n 402) and 75.0% "
        "with placebo (n 398)"
    ) in sentence(AURORA, result)


def test_rates_of_three_groups_are_kept() -> None:
    rates = [Decimal("81.5"), Decimal("75.0"), None]
    names = ["borealin", "placebo", "borealin-diuretic"]
    result = of(
        "death-low-ejection-fraction",
        groups=tuple(
            arm(name, event_percent=rate, at_years=Decimal(2))
            for name, rate in zip(names, rates, strict=True)
        ),
        statement=None,
    )
    assert (
        "2-year death was 81.5% with borealin (n 402), 75.0% with placebo (n 398) and not reported "
        "with =1+1 | [diuretic] (elsewhere Borealin ± diuretic; n 120); ratio not reported"
    ) in sentence(AURORA, result)


def test_figures_beside_a_statement_are_kept() -> None:
    result = of("death-or-admission-all-borealin-vs-placebo", statement="No gain is seen.")
    said = sentence(AURORA, result)
    assert "no gain is seen; 2-year freedom from death or admission was 84.0%" in said
    assert "0.82 (97.5% CI 0.62–1.08)" in said


def test_a_fact_is_told_with_its_source_and_place() -> None:
    enrolled = next(each for each in AURORA.facts if each.id == "enrolled")
    assert fact(AURORA, enrolled) == (
        "Patients enrolled: 1,579. In both arms together. Stands in: Aurora Investigators, "
        "J Invented Res 2001, peer reviewed; Results."
    )
    absent = Fact(id="x", section="not reported", label="Toxicity", text="In no group.")
    assert fact(AURORA, absent) == "Toxicity: not reported. In no group."

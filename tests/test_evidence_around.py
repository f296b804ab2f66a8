"""The figures of the studies around ALTTO, typed from what is known of them and not from the files.

A line: result, rates of treatment and reference (= without, ! with the event) and their time,
ratio and its interval at its level, P. A dash stands for what is not printed.
"""

from __future__ import annotations

import re

import pytest

from altto_cli import load
from altto_cli.model import Arm, Result, Study

STUDIES = {study.id: study for study in load().studies}

FIGURES = """
hera-ofs
dfs-all-ofs-vs-serm                       =70.9 59.6 10  0.68 0.53 0.88 95  -
dfs-all-ofs-vs-serm-esmo-2024             =70.9 59.6 10  -                  <0.001
dfs-all-ofs-ai-vs-serm-ofs                -              0.44 0.29 0.68 95  <0.001
dfs-all-ofs-ai-vs-serm-ofs-onclive        =78.7 65.2 10  0.54 0.38 0.75 95  -
os-all-ofs-vs-serm                        =84.7 74.0 10  0.64 0.46 0.89 95  -
os-all-ofs-vs-serm-esmo-2024              =84.7 74.0 10  -                  <0.001
os-all-ofs-ai-vs-serm-ofs                 -              0.43 0.18 0.60 95  <0.001
os-all-ofs-ai-vs-serm-ofs-onclive         =91.3 79.7 10  0.48 0.30 0.77 95  -
shorther-endocrine
dfs-all-serm-or-serm-ai-vs-ai             =79.7 86.4 8   1.52 1.09 2.11 95  .013
dfs-all-serm-or-serm-ai-vs-ai-adjusted    -              1.64 1.07 2.52 95  .025
dfs-premenopausal-gnrh-vs-no-gnrh         -              0.70 0.43 1.16 95  .168
dfs-premenopausal-45-gnrh-vs-no-gnrh      =85.2 62.6 8   0.41 0.19 0.88 95  .019
trans-aiog-her2
drfi-her2-positive-ai-vs-serm             -              1.13 0.75 1.71 95  -
drfi-her2-negative-ai-vs-serm             -              0.70 0.56 0.87 95  -
drfi-her2-positive-against-her2-negative-ai-vs-serm  -   1.61 1.01 2.57 95  <0.05
big1-98-erbb2
dfs-her2-positive-ai-vs-serm              -              0.62 0.37 1.03 95  -
dfs-her2-negative-ai-vs-serm              -              0.72 0.59 0.87 95  -
soft
dfs-all-serm-ofs-vs-serm                  =76.1 71.9 12  0.82 0.69 0.98 95  .03
dfs-all-ofs-ai-vs-serm                    =79.0 71.9 12  0.69 0.57 0.83 95  -
os-all-serm-ofs-vs-serm                   =89.0 86.8 12  0.78 0.60 1.01 95  .06
os-all-ofs-ai-vs-serm                     =89.4 86.8 12  -                  -
soft-text
dfs-all-ofs-ai-vs-serm-ofs                =80.5 75.9 12  0.79 0.70 0.90 95  <.001
drfi-all-ofs-ai-vs-serm-ofs               =88.4 86.6 12  0.83 0.70 0.98 95  .03
os-all-ofs-ai-vs-serm-ofs                 =90.1 89.1 12  0.93 0.78 1.11 95  -
os-years-0-5-all-ofs-ai-vs-serm-ofs       -              1.34 0.98 1.84 95  -
os-years-5-10-all-ofs-ai-vs-serm-ofs      -              0.72 0.54 0.95 95  -
os-years-10-on-all-ofs-ai-vs-serm-ofs     -              0.88 0.61 1.28 95  -
os-her2-negative-ofs-ai-vs-serm-ofs       =90.8 88.8 12  0.85 0.70 1.04 95  -
bcfi-all-ofs-ai-vs-serm-ofs               -              -                  -
by-her2-status-ofs-ai-vs-serm-ofs         -              -                  -
ebctcg-2015
recurrence-years-0-1-all-ai-vs-serm       -              0.64 0.52 0.78 95  -
recurrence-years-2-4-all-ai-vs-serm       -              0.80 0.68 0.93 95  -
breast-cancer-mortality-all-ai-vs-serm    !12.1 14.2 10  0.85 0.75 0.96 95  0.009
ebctcg-2022
recurrence-all-ofs-ai-vs-serm-ofs         -              0.79 0.69 0.90 95  0.0005
recurrence-years-0-4-all-ofs-ai-vs-serm-ofs  !6.9 10.1 5  0.68 0.55 0.85 99  <0.0001
recurrence-years-5-9-all-ofs-ai-vs-serm-ofs  -           0.98 0.73 1.33 99  0.89
breast-cancer-mortality-all-ofs-ai-vs-serm-ofs   -       1.01 0.82 1.24 95  -
death-without-recurrence-all-ofs-ai-vs-serm-ofs  -       1.30 0.75 2.25 95  -
all-cause-mortality-all-ofs-ai-vs-serm-ofs       -       1.04 0.86 1.27 95  -
fractures-all-ofs-ai-vs-serm-ofs                 -       1.27 1.04 1.54 95  -
altto-amenorrhea
dfs-hormone-receptor-positive-amenorrhea-vs-no-amenorrhea  -  0.58 0.45 0.76 95  -
dfs-by-hormone-receptor-status            -              -                  .007
os-hormone-receptor-positive-amenorrhea-vs-no-amenorrhea   -  0.63 0.40 0.99 95  -
altto-anti-her2
dfs-all-l-t-vs-t                          =85 82 6       0.86 0.74 1.00 95  -
dfs-all-t-then-l-vs-t                     =84 82 6       0.93 0.81 1.08 95  -
dfs-all-l-vs-t                            -              1.34 1.15 1.56 95  -
dfs-all-l-t-vs-t-piccart-2016             -              0.84 0.70 1.02 97.5  .048
dfs-all-t-then-l-vs-t-piccart-2016        -              0.96 0.80 1.15 97.5  .61
dfs-all-t-then-l-vs-t-asco-2014           -              0.93 0.76 1.13 97.5  .044
dfs-all-l-t-vs-t-rates-asco-2014          =88 86 4       -                  -
dfs-all-t-then-l-vs-t-rates-asco-2014     =87 86 4       -                  -
dfs-all-l-t-vs-t-de-azambuja-2024         =79 77 10      -                  -
dfs-all-t-then-l-vs-t-de-azambuja-2024    =79 77 10      -                  -
os-all-l-t-vs-t                           =93 91 6       0.86 0.70 1.06 95  -
os-all-t-then-l-vs-t                      =92 91 6       0.88 0.71 1.08 95  -
os-all-l-t-vs-t-de-azambuja-2024          =89 87 10      -                  -
os-all-t-then-l-vs-t-de-azambuja-2024     =89 87 10      -                  -
dfs-hormone-receptor-negative-l-t-vs-t    =84 80 6       0.80 0.64 1.00 95  -
dfs-sequential-chemotherapy-l-t-vs-t      =83 79 6       0.83 0.69 1.00 95  -
dfs-hormone-receptor-positive-l-vs-t      -              1.23 - - -         -
dfs-hormone-receptor-negative-l-vs-t      -              1.45 - - -         -
hoboe
dfs-all-ofs-ai-vs-serm-ofs                -              0.69 0.49 0.97 95  0.030
dfs-all-ofs-ai-zoledronic-acid-vs-serm-ofs  -            0.58 0.41 0.82 95  0.002
dfs-by-her2-status-ofs-ai-zoledronic-acid-vs-serm-ofs  -  -                 0.007
dfs-by-her2-status-ofs-ai-zoledronic-acid-vs-serm-ofs-esmo-2018  -  -       0.002
dfs-all-ofs-ai-vs-serm-ofs-hoboe-2019     =93.2 85.4 5   0.72 0.48 1.07 95  0.06
dfs-all-ofs-ai-zoledronic-acid-vs-serm-ofs-hoboe-2019  =93.3 85.4 5  0.52 0.34 0.80 95  0.003
dfs-all-ofs-ai-zoledronic-acid-vs-ofs-ai  =93.3 93.2 5   0.70 0.44 1.12 95  0.22
dfs-all-three-groups-hoboe-2019           =85.4 93.2 93.3 5  -              0.008
os-all-three-groups                       -              -                  0.103
os-all-three-groups-hoboe-2019            -              -                  0.14
grade-3-4-all-ofs-ai-vs-serm-ofs          !6.9 4.2 -     -                  -
grade-3-4-all-ofs-ai-zoledronic-acid-vs-serm-ofs     !9.1 4.2 -   -         -
discontinued-all-ofs-ai-vs-serm-ofs       !7.3 7.3 -     -                  -
discontinued-all-ofs-ai-zoledronic-acid-vs-serm-ofs  !16.6 7.3 -  -         -
ncr-her2
rfs-age-46-to-55-ai-vs-serm               -              0.47 0.25 0.91 95  0.03
by-age-to-45-ai-vs-serm                   -              -                  -
os-age-46-to-55-ai-vs-serm                -              0.37 0.18 0.79 95  0.01
text-harms
musculoskeletal-all-ofs-ai-vs-serm-ofs    !34 19 -       -                  -
hot-flushes-all-ofs-ai-vs-serm-ofs        !42 45 -       -                  -
soft-text-qol
joint-pain-all-ofs-ai-vs-serm-ofs         -              -                  -
vaginal-dryness-all-ofs-ai-vs-serm-ofs    -              -                  -
sexual-difficulty-all-ofs-ai-vs-serm-ofs  -              -                  -
hot-flushes-all-ofs-ai-vs-serm-ofs        -              -                  -
quality-of-life-all-ofs-ai-vs-serm-ofs    -              -                  -
ofs-trastuzumab
idfs-all-ofs-vs-serm                      -              0.289 0.100 0.835 95  0.022
astrra
dfs-all-serm-ofs-vs-serm                  =85.4 80.2 8   0.67 0.51 0.87 95  -
os-all-serm-ofs-vs-serm                   =96.5 95.3 8   0.78 0.49 1.25 95  -
ebctcg-ofs
recurrence-all-ofs-vs-no-ofs              -              0.82 0.77 0.88 95  <0.0001
recurrence-premenopausal-ofs-vs-no-ofs    !28.9 41.0 15  0.70 0.63 0.78 95  0.0003
recurrence-uncertain-ofs-vs-no-ofs        -              0.91 0.83 0.99 95  0.03
recurrence-by-menopausal-status-ofs-vs-no-ofs  -         -                  0.0003
recurrence-premenopausal-ofs-vs-no-ofs-cancer-therapy-advisor  !29.5 39.3 15  0.71 - - -  -
recurrence-uncertain-ofs-vs-no-ofs-cancer-therapy-advisor      !43.1 44.4 15  0.91 - - -  .02
breast-cancer-mortality-premenopausal-ofs-vs-no-ofs  !20.9 28.9 15  0.69 0.60 0.80 95  <0.0001
breast-cancer-mortality-premenopausal-ofs-vs-no-ofs-cancer-therapy-advisor \
    !23.8 34.7 20  0.71 - - -  -
all-cause-mortality-premenopausal-ofs-vs-no-ofs  !26.0 33.1 15  0.73 0.64 0.82 95  <0.0001
extenet-hr
idfs-within-1-year-neratinib-vs-placebo   -              0.58 0.41 0.82 95  -
idfs-after-1-year-neratinib-vs-placebo    -              0.74 0.29 1.84 95  -
os-within-1-year-neratinib-vs-placebo     -              0.79 0.55 1.13 95  -
"""  # fmt: skip
#: study/result: events of treatment, reference, and of all groups together
EVENTS = {
    "altto-anti-her2/dfs-all-l-t-vs-t": (None, None, 705),
    "altto-anti-her2/dfs-all-l-vs-t": (366, 301, None),
    "altto-anti-her2/dfs-all-l-t-vs-t-piccart-2016": (None, None, 555),
    "hoboe/dfs-all-three-groups-hoboe-2019": (None, None, 134),
    "hoboe/os-all-three-groups": (None, None, 79),
    "hoboe/os-all-three-groups-hoboe-2019": (None, None, 36),
    "soft-text/dfs-all-ofs-ai-vs-serm-ofs": (None, None, 953),
    "soft-text/os-all-ofs-ai-vs-serm-ofs": (None, None, 473),
    "text-harms/hot-flushes-all-ofs-ai-vs-serm-ofs": (411, 437, None),
    "text-harms/musculoskeletal-all-ofs-ai-vs-serm-ofs": (331, 185, None),
    "trans-aiog-her2/drfi-her2-positive-ai-vs-serm": (None, None, 111),
}
#: study/result: difference in percentage points and its time in years
DIFFERENCES = {
    "extenet-hr/idfs-within-1-year-neratinib-vs-placebo": ("5.1", "5"),
    "extenet-hr/idfs-after-1-year-neratinib-vs-placebo": ("1.3", "5"),
    "extenet-hr/os-within-1-year-neratinib-vs-placebo": ("2.1", "8"),
    "soft-text/bcfi-all-ofs-ai-vs-serm-ofs": ("4.1", "12"),
}
#: study/result: the years of follow-up to which it is limited
WINDOWS = {
    "ebctcg-2015/recurrence-years-0-1-all-ai-vs-serm": ("0", "1"),
    "ebctcg-2015/recurrence-years-2-4-all-ai-vs-serm": ("2", "4"),
    "ebctcg-2022/recurrence-years-0-4-all-ofs-ai-vs-serm-ofs": ("0", "4"),
    "ebctcg-2022/recurrence-years-5-9-all-ofs-ai-vs-serm-ofs": ("5", "9"),
    "soft-text/os-years-0-5-all-ofs-ai-vs-serm-ofs": ("0", "5"),
    "soft-text/os-years-5-10-all-ofs-ai-vs-serm-ofs": ("5", "10"),
    "soft-text/os-years-10-on-all-ofs-ai-vs-serm-ofs": ("10", "None"),
    "text-harms/musculoskeletal-all-ofs-ai-vs-serm-ofs": ("0", "1"),
    "text-harms/hot-flushes-all-ofs-ai-vs-serm-ofs": ("0", "1"),
    "trans-aiog-her2/drfi-her2-positive-ai-vs-serm": ("0", "3"),
    "trans-aiog-her2/drfi-her2-negative-ai-vs-serm": ("0", "3"),
    "trans-aiog-her2/drfi-her2-positive-against-her2-negative-ai-vs-serm": ("0", "3"),
}
#: study: its patients, follow-up, and the sizes of its groups and populations
SIZES: dict[str, tuple[int | None, str | None, set[int]]] = {
    "altto-amenorrhea": (2862, None, {2862, 1679}),
    "altto-anti-her2": (8381, None, {8381, 2097, 2100, 2091, 2093}),
    "astrra": (1483, "106.4 months", {1483}),
    "big1-98-erbb2": (None, "51 months", {239}),
    "ebctcg-2015": (None, None, set()),
    "ebctcg-2022": (7030, "8.0 years", {7030}),
    "ebctcg-ofs": (14993, None, {14993, 7213, 7786}),
    "extenet-hr": (None, None, {1334, 670, 664, 297, 146, 151}),
    "hera-ofs": (965, "11 years", {965, 501, 464, 195, 269}),
    "hoboe": (1065, "9.2 years", {1065, 354, 356, 355}),
    "ncr-her2": (1155, None, {1155, 326, 304, 525}),
    "ofs-trastuzumab": (253, "98.50 months", {253}),
    "shorther-endocrine": (784, "8.7 years", {784}),
    "soft": (None, None, {1018, 1015, 1014}),
    "soft-text": (4690, "13 years", {4690, 2346, 2344}),
    "soft-text-qol": (4717, "5.7 years", {4717}),
    "text-harms": (None, None, {987, 980}),
    "trans-aiog-her2": (None, None, {1092}),
}
RANDOMISED = {
    "altto-amenorrhea": False, "altto-anti-her2": True, "astrra": True, "big1-98-erbb2": True,
    "ebctcg-2015": True, "ebctcg-2022": True, "ebctcg-ofs": True, "extenet-hr": True,
    "hera-ofs": False, "hoboe": True, "ncr-her2": False, "ofs-trastuzumab": False,
    "shorther-endocrine": False, "soft": True, "soft-text": True, "soft-text-qol": True,
    "text-harms": True, "trans-aiog-her2": True,
}  # fmt: skip
#: what of a result is said to come from a model with covariates
ADJUSTED = {
    "ncr-her2/os-age-46-to-55-ai-vs-serm",
    "ncr-her2/rfs-age-46-to-55-ai-vs-serm",
    "shorther-endocrine/dfs-all-serm-or-serm-ai-vs-ai-adjusted",
    "trans-aiog-her2/drfi-her2-positive-against-her2-negative-ai-vs-serm",
}


def typed() -> dict[str, dict[str, str]]:
    """study: result: the rest of its line with single spaces."""
    found: dict[str, dict[str, str]] = {}
    for line in filter(None, FIGURES.splitlines()):
        words = line.split()
        if len(words) == 1:
            lines = found.setdefault(words[0], {})
        else:
            lines[words[0]] = " ".join(words[1:])
    return found


def entered(result: Result) -> str:
    """The figures of a result as a line of the table."""
    arms = [arm for arm in result.arms if rate(arm)]
    rates = "-"
    if arms:
        sign = "=" if arms[0].event_free_percent is not None else "!"
        time = arms[0].at_years
        values = " ".join(rate(arm) for arm in arms)
        rates = f"{sign}{values} {'-' if time is None else time}"
    effect, ratio = result.effect, "-"
    if effect:
        ends = (effect.ci_low, effect.ci_high, effect.ci_level)
        ratio = " ".join(str(effect.estimate if i < 0 else ends[i] or "-") for i in range(-1, 3))
    p = (effect and effect.p) or (result.p_value and result.p_value.p) or "-"
    return f"{rates} {ratio} {p}"


def rate(arm: Arm) -> str:
    value = arm.event_percent if arm.event_free_percent is None else arm.event_free_percent
    return "" if value is None else str(value)


@pytest.mark.parametrize("id", [id for id in STUDIES if id != "altto-endocrine"])
def test_every_figure_is_as_typed_and_none_is_missing_or_extra(id: str) -> None:
    assert {result.id: entered(result) for result in STUDIES[id].results} == typed()[id]


def around() -> list[tuple[Study, Result]]:
    studies = [study for study in STUDIES.values() if study.id != "altto-endocrine"]
    return [(study, result) for study in studies for result in study.results]


def test_events_are_as_typed() -> None:
    found = {}
    for study, result in around():
        counts = tuple(arm.events if arm else None for arm in (result.treatment, result.reference))
        if any(value is not None for value in (*counts, result.events)):
            found[f"{study.id}/{result.id}"] = (*counts, result.events)
    assert found == EVENTS


def test_differences_are_as_typed() -> None:
    assert {
        f"{study.id}/{result.id}": (
            str(result.difference.estimate),
            str(result.difference.at_years),
        )
        for study, result in around()
        if result.difference
    } == DIFFERENCES


def test_windows_are_as_typed() -> None:
    assert {
        f"{study.id}/{result.id}": (str(result.window.from_years), str(result.window.to_years))
        for study, result in around()
        if result.window
    } == WINDOWS


def test_sizes_and_follow_up_are_as_typed() -> None:
    found: dict[str, tuple[int | None, str | None, set[int]]] = {}
    for study in STUDIES.values():
        if study.id != "altto-endocrine":
            follow_up = study.median_follow_up
            sizes = {each.n for each in (*study.groups, *study.populations) if each.n is not None}
            said = f"{follow_up.value} {follow_up.unit}" if follow_up else None
            found[study.id] = (study.n, said, sizes)
    assert found == SIZES


def test_what_was_randomised_and_adjusted_is_as_typed() -> None:
    others = {id: study for id, study in STUDIES.items() if id != "altto-endocrine"}
    assert {id: study.randomised for id, study in others.items()} == RANDOMISED
    adjusted = {
        f"{study.id}/{result.id}"
        for study, result in around()
        if result.effect and result.effect.adjusted is True
    }
    assert adjusted == ADJUSTED


def test_levels_other_than_95_are_those_of_three_reports() -> None:
    other = {
        f"{study.id}/{result.source}/{result.effect.ci_level}"
        for study, result in around()
        if result.effect and result.effect.ci_level and result.effect.ci_level != 95
    }
    assert other == {
        "altto-anti-her2/asco-2014/97.5",
        "altto-anti-her2/piccart-2016/97.5",
        "ebctcg-2022/ebctcg-2022/99",
    }


def test_every_source_says_what_of_it_was_read() -> None:
    for study in STUDIES.values():
        assert [source.id for source in study.sources if source.read is None] == [], study.id


def test_what_is_not_to_be_entered_is_not_entered() -> None:
    texts = [str(vars(each)) for study in STUDIES.values() for each in study.results]
    for figure in ("90.78", "95.54", "81.6"):
        assert not any(re.search(re.escape(figure), text) for text in texts)


def test_two_studies_that_share_patients_say_so_of_each_other_in_the_same_words() -> None:
    said = {
        (study.id, overlap.study): overlap.text
        for study in STUDIES.values()
        for overlap in study.overlaps
    }
    assert said == {(other, one): text for (one, other), text in said.items()}


def test_what_no_source_calls_planned_or_exploratory_is_not_reported() -> None:
    silent = {
        study_id: {each.id for each in STUDIES[study_id].results if each.exploratory is not None}
        for study_id in ("hoboe", "soft-text", "ebctcg-2015", "ebctcg-2022", "ebctcg-ofs")
    }
    for study_id, ids in silent.items():
        study = STUDIES[study_id]
        assert {study.result(id).exploratory for id in ids} == {"not reported"}
        assert ids == {
            each.id
            for each in study.results
            if each.window
            or each.versus_population
            or each.population in {"her2-negative", "premenopausal", "uncertain"}
        }


def test_the_words_on_her2_of_hoboe_are_those_of_2018() -> None:
    said = [each.text for each in STUDIES["hoboe"].remarks if "HER2-positive" in each.text]
    assert said
    assert all("2018" in text for text in said)

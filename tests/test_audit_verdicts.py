"""The verdict on a ratio is lenient as print demands, and says what would have fitted."""

import tracemalloc

import pytest
from auditing import readings

from altto_cli.audit.verdicts import Finding, Judgement, fitting, judged


def verdict(text: str) -> Judgement:
    (reading,) = readings(text)
    return judged(reading)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HR 0.65 (95% CI 0.52–0.82, P < 0.001)", "consistent"),
        ("HR 0.66 (95% CI 0.52–0.82)", "rounding"),
        ("HR 0.03 (95% CI 0.00–0.21)", "consistent"),
        # one-sided
        ("HR 0.76 (95% CI 0.59–0.98; P = 0.017)", "explainable"),
        # log-rank beside a Wald interval
        ("HR 0.75 (95% CI 0.57–0.98; log-rank P = 0.025)", "explainable"),
        # another test has more room beside a wide one
        ("HR 0.70 (95% CI 0.10–4.90; P = 0.30)", "explainable"),
        ("HR 0.70 (95% CI 0.10–4.90; P = 0.20)", "inconsistent"),
        # symmetric without logarithms
        ("RR 1.50 (95% CI 1.20–1.80)", "explainable"),
        # exact
        ("OR 8.0 (95% CI 1.8–40)", "explainable"),
        # what programs print for anything smaller
        ("OR 0.37 (95% CI 0.26–0.52; P = 0.0001)", "explainable"),
        ("HR 0.45 (95% CI 0.52–0.82)", "inconsistent"),
        ("HR 0.65 (95% CI 0.82–0.52)", "inconsistent"),
        ("HR 1.13 (95% CI 1.01–1.87)", "inconsistent"),
        ("HR 1.30 (95% CI 0.98–1.72; P = 0.003)", "inconsistent"),
        ("HR 0.48 (95% CI 0.33–0.69; P = 0.30)", "inconsistent"),
        ("HR 078 (95% CI 0.61–0.99)", "inconsistent"),
        ("HR 0.65 (95% CI 0.52–NE)", "not read"),
        # an interaction P is not the P of the ratio
        ("HR 0.48 (95% CI 0.33–0.69; P for interaction = 0.30)", "consistent"),
        # but that of a ratio of ratios
        (
            "Ratio of hazard ratios 1.61 (95% CI 1.01–2.57; P for interaction = 0.60)",
            "inconsistent",
        ),
        # a lower limit of 0 leaves nothing to compute
        ("HR 0.30 (95% CI 0.00–0.50)", "explainable"),
        # without a level nothing is said of P
        ("HR 0.48 (0.33–0.69; P = 0.30)", "consistent"),
    ],
)
def test_the_verdict(text: str, expected: str) -> None:
    assert verdict(text).verdict == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "HR 1.30 (95% CI 0.98–1.72; P = 0.003)",
            "The interval gives P 0.064–0.074, printed is 0.003. "
            "They are 1.1 standard errors apart, more than another test.",
        ),
        (
            "HR 0.75 (95% CI 0.57–0.98; log-rank P = 0.025)",
            "The interval gives P 0.032–0.039, printed is 0.025. "
            "Another test (log-rank, likelihood ratio, stratified) may.",
        ),
        (
            "OR 0.37 (95% CI 0.26–0.52; P = 0.0001)",
            "The interval gives P 4.2e-09–4.8e-08, printed is 0.0001. "
            "Programs print so whatever is smaller.",
        ),
        (
            "HR 0.76 (95% CI 0.59–0.98; P = 0.017)",
            "The interval gives P 0.031–0.038, printed is 0.017. A one-sided P would agree.",
        ),
        (
            "HR 0.52 (99% CI 0.30–0.90; P = 0.02)",
            "The interval gives P 0.0019–0.0024, printed is 0.02. "
            "They agree if the interval is one of 95%.",
        ),
        (
            "HR 1.2341 (95% CI 1.0121–1.5048; P = .9)",
            "The interval gives P 0.038, printed is 0.9. They are 1.9 standard errors apart, more "
            "than another test.",
        ),
        (
            "HR 1.13 (95% CI 1.01–1.87)",
            "The centre of the limits on the log scale is 1.369–1.380 over rounding, the estimate "
            "1.13: not a Wald interval around this estimate. It would fit if the upper limit were "
            "1.27 (1.87 printed), or the estimate were 1.37 (1.13 printed).",
        ),
        (
            "OR 8.0 (95% CI 1.8–40)",
            "The centre of the limits on the log scale is 8.31–8.66 over rounding, the estimate "
            "8.0: not a Wald interval around this estimate; an exact, bootstrap or "
            "profile-likelihood interval may rightly be so.",
        ),
        (
            "RR 1.50 (95% CI 1.20–1.80)",
            "The interval is symmetric without logarithms, as some methods have it.",
        ),
        (
            "HR 0.66 (95% CI 0.52–0.82)",
            "The centre of the limits on the log scale is 0.648–0.658 over rounding, the estimate "
            "0.66: consistent only through rounding.",
        ),
    ],
)
def test_a_finding_says_what_was_computed_and_what_was_printed(text: str, said: str) -> None:
    rule = "p-from-interval" if said.startswith("The interval gives P") else "wald-interval"
    assert verdict(text).findings == (Finding(rule, said, verdict(text).verdict),)


def test_a_limit_of_1_is_told_where_no_p_says_on_which_side_it_lies() -> None:
    said = "The limit 1.00 lies between 0.995 and 1.005, P between 0.046 and 0.054: on which side "
    limit = Finding("bound-of-one", f"{said}of 1 is open.", "consistent")
    assert verdict("HR 0.73 (95% CI 0.53–1.00)").findings == (limit,)
    assert verdict("HR 0.73 (95% CI 0.53–1.00; P = .05)").findings == ()


def test_the_figure_that_would_have_fitted_is_said() -> None:
    (found,) = verdict("HR 1.01 (95% CI 0.86–1.81)").findings
    assert "It would fit if the upper limit were 1.18 (1.81 printed), or" in found.text
    (found,) = verdict("HR 0.44 (95% CI 0.32–0.85)").findings
    assert "It would fit if the lower limit were 0.23 (0.32 printed), or" in found.text


def test_a_misprint_is_told_as_such() -> None:
    texts = [found.text for found in verdict("HR 078 (95% CI 0.61–0.99)").findings]
    assert texts[0] == "The estimate is printed as 078: a misprint, perhaps of 0.78."
    texts = [found.text for found in verdict("HR 08 (95% CI 0.6–0.9)").findings]
    assert texts[0] == "The estimate is printed as 08: a misprint, perhaps of 0.8."
    texts = [found.text for found in verdict("HR 812 (95% CI 0.611–0.991)").findings]
    assert texts[0] == "The estimate is printed as 812: perhaps 0.812 without its point."
    texts = [found.text for found in verdict("OR = 72; 99% CI 0.51 to 1.00").findings]
    assert texts[0] == "The estimate is printed as 72: perhaps 0.72 without its point."


def test_what_is_recomputed_names_figures_and_p() -> None:
    computed = verdict("HR 1.13 (95% CI 1.01–1.87, P = 0.04)").recomputed
    assert computed is not None
    assert (computed["estimate"], computed["ci_high"]) == ("1.37", "1.27")


def test_a_limit_without_end_takes_no_memory() -> None:
    tracemalloc.start()
    fitting("1.18", {"low": 0.94, "high": 10_000.0})
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000

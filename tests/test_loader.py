from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from altto_cli import load
from altto_cli.errors import EvidenceError, UnknownWordError
from altto_cli.loader import ids, meant, nodes
from altto_cli.loader.build import _figure
from altto_cli.loader.circles import _circles
from altto_cli.loader.folders import folders
from altto_cli.loader.reading import read_study
from altto_cli.model import Place, Record, Study

HERE = Path(__file__).parent
GOOD = HERE / "good" / "aurora"
BAD = HERE / "bad"

#: what is said of each file in tests/bad, read as the study.yaml of a folder
SAID = {
    "alias": [
        "31:17: alias: leave out &everybody; write the value out at each place",
        "37:17: alias: write out what *everybody stands for",
    ],
    "count-range": ["33:8: count-range: n is -402; it must be 0 or more"],
    "empty-file": ["1:1: empty-file: the file says nothing"],
    "empty-value": ["39:13: empty-value: locator has no value; fill it in"],
    "interval-order": ["50:15: interval-order: ci_low 1.62 is above ci_high 1.08; exchange them?"],
    "level-range": ["52:17: level-range: ci_level is 0.975; it must be from 50 to 99.99"],
    "missing-group": ["53:5: missing-group: a result of what to what? add treatment and reference"],
    "missing-key": ["35:5: missing-key: result needs locator"],
    "percent-range": [
        "42:27: percent-range: event_free_percent is 184.0; it must be from 0 to 100"
    ],
    "ratio-range": ["49:17: ratio-range: estimate is 0.00; it must be more than 0"],
    "repeated-id": [
        "20:9: repeated-id: strategies has borealin already at study.yaml:18:5;"
        " give each its own id"
    ],
    "repeated-key": ["51:7: repeated-key: ci_low stands already in line 50; keep one"],
    "repeated-result": [
        "53:5: repeated-result: the same comparison stands already as"
        " death-all-borealin-vs-placebo, from the same source"
    ],
    "tag": ["52:17: tag: leave out the tag tag:yaml.org,2002:float; everything is read as written"],
    "unknown-endpoint": [
        "36:15: unknown-endpoint: no endpoint deaths is declared; did you mean death?"
    ],
    "unknown-group": [
        "33:13: unknown-group: no group borealin/elderly is declared; did you mean borealin/all?"
    ],
    "unknown-key": ["50:7: unknown-key: effect has no ci_lower; did you mean ci_low?"],
    "unknown-population": [
        "37:17: unknown-population: no population everybody is declared; known: all"
    ],
    "unknown-record": [
        "56:15: unknown-record: no record results/death-all-borealin-v-placebo is declared;"
        " did you mean results/death-all-borealin-vs-placebo?"
    ],
    "unknown-result": [
        "59:15: unknown-result: no result death-all-borealin-v-placebo is declared;"
        " did you mean death-all-borealin-vs-placebo?"
    ],
    "unknown-source": [
        "38:13: unknown-source: no source aurora-papers is declared; did you mean aurora-paper?"
    ],
    "unknown-strategy": [
        "45:17: unknown-strategy: no strategy placebos is declared; did you mean placebo?"
    ],
    "unknown-word": [
        "47:16: unknown-word: measure cannot be 'hazards ratio'; did you mean hazard ratio?"
    ],
    "wrong-form": [
        "15:14: wrong-form: checked is '22 November 2026'; write a date as YYYY-MM-DD",
        "54:20: wrong-form: p_threshold is 'significant'; write a level below .5 as it is printed,"
        " such as .025",
    ],
    "wrong-type": [
        "33:8: wrong-type: n must be a whole number without separators, such as 1015 (write 1402), "
        "not '1,402'"
    ],
    "yaml-syntax": [
        "39:14: yaml-syntax: while scanning a quoted scalar found unexpected end of stream;"
        " is a quote or an indent missing?"
    ],
    "years-range": ["43:17: years-range: at_years is -2; it must be 0 or more"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder from which paths are shown."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def aurora(folder: Path) -> Path:
    """A copy of the good study, to be changed."""
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder: Path) -> list[str]:
    return [str(problem) for problem in read_study(folder)[1]]


def sound(folder: Path) -> Study:
    study, problems = read_study(folder)
    assert problems == []
    assert study is not None
    return study


def places(record: object) -> Iterator[tuple[str, Place]]:
    """Every key of every record below this one, with the place where it stands."""
    if isinstance(record, tuple):
        for each in record:
            yield from places(each)
    elif isinstance(record, Record):
        yield from (record.places or {}).items()
        for field in record.fields.values():
            if field.name != "places":
                yield from places(getattr(record, field.name))


@pytest.mark.parametrize("rule", SAID)
def test_a_bad_file_is_refused_at_its_place(folder: Path, rule: str) -> None:
    shutil.copy(BAD / f"{rule}.yaml", folder / "study.yaml")
    assert faults(folder) == [f"study.yaml:{said}" for said in SAID[rule]]


def test_every_bad_file_is_named_after_the_rule_it_breaks() -> None:
    assert {path.name for path in BAD.iterdir()} == {f"{rule}.yaml" for rule in SAID}
    assert {said.split(": ")[1] for rule in SAID for said in SAID[rule]} == set(SAID)


def test_a_good_study_of_another_disease_is_sound() -> None:
    study = sound(GOOD)
    assert [len(study.results), len(study.facts), len(study.conflicts)] == [16, 5, 4]
    assert {result.effect.measure for result in study.results if result.effect} == {
        "hazard ratio",
        "rate ratio",
        "odds ratio",
        "risk ratio",
        "ratio of hazard ratios",
    }


def test_all_faults_of_all_files_are_found_at_once(aurora: Path) -> None:
    change(aurora / "study.yaml", "median_follow_up_years: 2.6", "median_follow_up_years: long")
    change(aurora / "outcomes.yaml", "event_free_percent: 84.0", "event_free_percent: 840")
    change(aurora / "outcomes.yaml", "events: 121", "event: 121")
    change(aurora / "ratios.yaml", "source: aurora-paper", "source: aurora-papers")
    change(aurora / "remarks.yaml", "severity: check", "severity: grave")
    assert faults(aurora) == [
        "outcomes.yaml:10:27: percent-range: event_free_percent is 840; it must be from 0 to 100",
        "outcomes.yaml:12:7: unknown-key: arm has no event; did you mean events?",
        "ratios.yaml:6:13: unknown-source: no source aurora-papers is declared;"
        " did you mean aurora-paper?",
        "remarks.yaml:53:15: unknown-word: severity cannot be 'grave';"
        " known: check, conflict, note",
        "study.yaml:9:25: wrong-type: median_follow_up_years must be a figure as printed,"
        " such as 0.44, not 'long'",
    ]


def test_printed_digits_are_kept() -> None:
    study = sound(GOOD)
    result = study.result("death-or-admission-low-ejection-fraction-borealin-vs-placebo")
    assert result.effect
    assert result.treatment
    assert str(result.effect.ci_low) == "0.50"
    assert str(result.effect.ci_high) == "1.00"
    assert result.effect.ci_high == Decimal(1)
    assert str(result.treatment.at_years) == "2"
    first = study.result("death-or-admission-all-borealin-vs-placebo")
    assert first.treatment
    assert first.effect
    assert str(first.treatment.event_free_percent) == "84.0"
    assert first.effect.p == ".11"


def test_words_that_yaml_converts_stay_text(aurora: Path) -> None:
    change(aurora / "remarks.yaml", "value: May 1998", "value: no")
    change(aurora / "remarks.yaml", "value: 1,579", "value: 1:1")
    change(aurora / "remarks.yaml", "value: a choice for some", "value: 2025-12-10")
    facts = {fact.id: fact.value for fact in sound(aurora).facts}
    assert facts["start"] == "no"
    assert facts["enrolled"] == "1:1"
    assert facts["opinion"] == "2025-12-10"


@pytest.mark.parametrize(
    ("written", "truth"),
    [("yes", "true"), ("no", "false"), ("True", "true"), ("off", "false"), ("1", "true")],
)
def test_only_true_and_false_say_whether(aurora: Path, written: str, truth: str) -> None:
    change(aurora / "study.yaml", "randomised: true", f"randomised: {written}")
    assert faults(aurora) == [
        f"study.yaml:6:13: wrong-type: randomised must be true or false (write {truth}),"
        f" not '{written}'"
    ]


def test_what_may_be_not_reported_says_so(aurora: Path) -> None:
    change(aurora / "study.yaml", "exploratory: false", "exploratory: unknown")
    [said] = faults(aurora)
    assert said.endswith("exploratory must be true, false or not reported, not 'unknown'")
    change(aurora / "study.yaml", "exploratory: unknown", "exploratory: yes")
    [said] = faults(aurora)
    assert said.endswith("must be true, false or not reported (write true), not 'yes'")


def test_an_item_of_a_list_is_named_by_the_list(aurora: Path) -> None:
    change(aurora / "study.yaml", "also: [bor, borealin tablets]", "also: [[bor], tablets]")
    assert faults(aurora) == ["study.yaml:45:12: wrong-type: also must be text, not keys or a list"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("measure: hazard ratio", "measure: HR", "did you mean hazard ratio?"),
        ("measure: hazard ratio", "measure: mean difference", "it belongs in difference"),
        ("ci_low: 0.62", "ci: 0.62-1.08", "effect has no ci; write ci_low and ci_high"),
        ("estimate: 0.82", "estimate: 0·82", "(write 0.82), not '0·82'"),
        ("estimate: 0.82", "estimate: −0.82", "(write -0.82), not '−0.82'"),
        ("at_years: 2\n", "at_weeks: 104\n", "a time is in months or years; say weeks in remarks"),
        ("event_free_percent: 84.0", "percent: 84.0", "event_percent with it"),
        ("p_kind: superiority", "p_kind: heterogeneity", "did you mean interaction?"),
        ("at_years: 2\n", "at_years: 2 years\n", "(write 2), not '2 years'"),
        ("at_years: 2\n", "at_years: 2 months\n", "such as 0.44, not '2 months'"),
        ("at_years: 2\n", "at_months: 2 years\n", "such as 0.44, not '2 years'"),
    ],
)
def test_a_fault_says_what_is_meant(aurora: Path, old: str, new: str, said: str) -> None:
    path = aurora / "outcomes.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert said in "\n".join(faults(aurora))


@pytest.mark.parametrize(
    ("written", "unit"), [("61 months", "months"), ("5", "years"), ("5 years", "years")]
)
def test_a_follow_up_without_its_unit_names_the_key(aurora: Path, written: str, unit: str) -> None:
    change(
        aurora / "study.yaml",
        "median_follow_up_years: 2.6\nadj",
        f"median_follow_up: {written}\nadj",
    )
    [said] = faults(aurora)
    assert said.endswith(f"no median_follow_up; did you mean median_follow_up_{unit}?")


def test_a_list_of_one_is_written_in_brackets(aurora: Path) -> None:
    change(aurora / "study.yaml", "also: [bor, borealin tablets]", "also: bor")
    [said] = faults(aurora)
    assert said.endswith("also must be a list (write [bor]), not 'bor'")


def test_a_number_with_a_comma_between_braces_is_told(aurora: Path) -> None:
    arm = "treatment:\n      strategy: borealin\n      event_free_percent: 84.0\n"
    rest = "      at_years: 2\n      events: 121\n"
    braced = "treatment: {strategy: borealin, n: 1,121}\n"
    change(aurora / "outcomes.yaml", arm + rest, braced)
    [said] = faults(aurora)
    assert said.endswith("arm has no 121; is it the end of a number? write 1000, not 1,000")


def test_text_with_a_colon_stands_in_quotes(aurora: Path) -> None:
    change(aurora / "study.yaml", "label: All patients", "label: All: patients")
    [said] = faults(aurora)
    assert said.endswith("put the whole text in quotes")


def test_an_empty_line_that_is_needed_is_not_to_be_left_out(aurora: Path) -> None:
    change(aurora / "study.yaml", "title: Borealin in", "title: # Borealin in")
    [said] = faults(aurora)
    assert said.endswith("empty-value: title has no value; fill it in")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,579", " (write 1579)"),
        ("1 579", ""),
        ("1e3", ""),
        ("1.5", ""),
        ("٣", ""),
        ("9" * 13, ""),
    ],
)
def test_a_count_is_plain_digits(aurora: Path, written: str, meant: str) -> None:
    change(aurora / "study.yaml", "n: 1579", f"n: {written}")
    assert faults(aurora) == [
        "study.yaml:8:4: wrong-type: n must be a whole number without separators, such as 1015"
        f"{meant}, not '{written}'"
    ]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (".71", "0.71"),
        ("0,71", "0.71"),
        ("88.4%", "88.4"),
        ("1,579", ""),
        ("some", ""),
    ],
)
def test_a_figure_in_another_form_is_told_how_to_write_it(written: str, plain: str) -> None:
    assert meant.value("estimate", written, _figure) == plain


@pytest.mark.parametrize("written", ["", "~", "null", "''"])
def test_a_key_without_a_value_is_refused(aurora: Path, written: str) -> None:
    change(aurora / "study.yaml", "elsewhere: Borealin ± diuretic", f"elsewhere: {written}")
    [said] = faults(aurora)
    assert said.endswith(
        "empty-value: elsewhere has no value; fill it in, or leave the line out if it is not needed"
    )


def test_shorthand_is_refused_even_where_it_changes_nothing(aurora: Path) -> None:
    change(aurora / "study.yaml", "n: 1579", "n: &size 1579")
    change(aurora / "study.yaml", "title: Borealin", "title: !!str Borealin")
    assert faults(aurora) == [
        "study.yaml:3:8: tag: leave out the tag tag:yaml.org,2002:str;"
        " everything is read as written",
        "study.yaml:8:4: alias: leave out &size; write the value out at each place",
    ]


def test_lists_of_the_same_name_are_joined_over_files(aurora: Path) -> None:
    results = [result.id for result in sound(aurora).results]
    assert results[0] == "death-or-admission-all-borealin-vs-placebo"
    assert results[8] == "admissions-all-borealin-vs-placebo-first-year"
    assert len(results) == 16


def test_a_single_value_in_two_files_is_refused(aurora: Path) -> None:
    change(aurora / "remarks.yaml", "facts:", "n: 1580\nfacts:")
    assert faults(aurora) == [
        "remarks.yaml:2:1: repeated-key: n stands already at study.yaml:8:1; keep one"
    ]


def test_the_same_group_twice_is_refused(aurora: Path) -> None:
    again = "  - strategy: placebo\n    population: all\n    label: Placebo again\n\nrefusals:"
    change(aurora / "study.yaml", "\nrefusals:", again)
    assert faults(aurora) == [
        "study.yaml:135:5: repeated-id: groups has placebo/all already at study.yaml:98:5;"
        " give each its own id"
    ]


def test_an_id_that_cannot_be_read_is_one_fault(aurora: Path) -> None:
    change(aurora / "study.yaml", "id: aurora-paper", "id: Aurora_Paper")
    assert faults(aurora) == [
        "study.yaml:13:9: wrong-form: id is 'Aurora_Paper';"
        " write small letters, digits and single hyphens"
    ]


def test_a_misspelt_list_is_one_fault_and_what_is_missing(aurora: Path) -> None:
    change(aurora / "study.yaml", "\nsources:", "\nsource:")
    assert faults(aurora) == [
        "study.yaml:2:1: missing-key: study needs sources",
        "study.yaml:12:1: unknown-key: study has no source; did you mean sources?",
    ]


@pytest.mark.parametrize("file", ["study.yaml", "outcomes.yaml"])
def test_what_stands_in_a_file_that_cannot_be_read_is_not_missed(aurora: Path, file: str) -> None:
    change(aurora / file, "locator: Table ", "locator: 'Table ")
    change(aurora / "ratios.yaml", "ci_level: 99", "ci_level: 0.99")
    said = [each.split(": ")[:2] for each in faults(aurora)]
    assert [rule for _, rule in said] in (
        ["level-range", "yaml-syntax"],
        ["yaml-syntax", "level-range"],
    )


def test_a_key_of_several_words_is_refused(aurora: Path) -> None:
    change(aurora / "study.yaml", "refusals:", "? [a, b]\n: c\nrefusals:")
    change(aurora / "study.yaml", "  - id: placebo\n", "  - ? [a]\n    : b\n    id: placebo\n")
    assert faults(aurora) == [
        "study.yaml:47:7: wrong-type: a key must be one word",
        "study.yaml:138:3: wrong-type: a key must be one word",
    ]


def test_a_file_that_is_no_mapping_is_refused(aurora: Path) -> None:
    (aurora / "list.yaml").write_text("- 1\n", encoding="utf-8")
    assert faults(aurora) == [
        "list.yaml:1:1: wrong-type: a file of evidence holds keys with values"
    ]


@pytest.mark.parametrize(
    "data", [b"id: \xff\n", b"id: \x1b\n", b"id: " + b"[" * 3000 + b"]" * 3000, b"\tid: a"]
)
def test_bytes_that_are_no_yaml_are_a_fault_not_a_crash(folder: Path, data: bytes) -> None:
    (folder / "study.yaml").write_bytes(data)
    study, [problem] = read_study(folder)
    assert study is None
    assert problem.rule == "yaml-syntax"


def test_control_characters_do_not_act_in_a_message(aurora: Path) -> None:
    change(aurora / "remarks.yaml", "severity: check", 'severity: "\\e[31mgrave\\a"')
    change(aurora / "study.yaml", "    n: 800\n", '    "\\e[2J": 1\n    "\\e[2J": 2\n')
    change(aurora / "study.yaml", "n: 779", "n: !%1B%5B2J 779")
    said = "\n".join(faults(aurora))
    assert "severity cannot be '�[31mgrave�'" in said
    assert "'\\x1b[2J' stands already in line" in said
    assert "leave out the tag !�[2J" in said
    assert "\x1b" not in said


def test_what_is_printed_but_doubtful_is_accepted(aurora: Path) -> None:
    change(aurora / "outcomes.yaml", "estimate: 0.82", "estimate: 1.82")
    change(aurora / "study.yaml", "n: 402", "n: 4020")
    effect = sound(aurora).result("death-or-admission-all-borealin-vs-placebo").effect
    assert effect
    assert str(effect.estimate) == "1.82"


def test_a_lower_bound_printed_as_zero_is_accepted(aurora: Path) -> None:
    change(aurora / "outcomes.yaml", "ci_low: 0.62", "ci_low: 0.00")
    effect = sound(aurora).result("death-or-admission-all-borealin-vs-placebo").effect
    assert effect
    assert str(effect.ci_low) == "0.00"


def test_a_group_without_a_size_has_the_sum_of_its_parts() -> None:
    study = sound(GOOD)
    group = study.group("borealin", "all")
    assert group
    assert group.n is None
    assert study.size(group) == 790


def test_the_hash_is_over_sorted_files(folder: Path) -> None:
    shutil.copy(BAD / "missing-key.yaml", folder / "study.yaml")
    (folder / "a.yaml").write_bytes(b"facts: []\r\n")
    (folder / "notes.md").write_bytes(b"not evidence")
    change(
        folder / "study.yaml",
        "    source: aurora-paper\n",
        "    source: aurora-paper\n    locator: Table 2\n",
    )
    written = (folder / "study.yaml").read_bytes()
    expected = sha256(
        b"a.yaml\x0010\x00facts: []\n" + f"study.yaml\0{len(written)}\0".encode() + written
    )
    assert sound(folder).sha256 == expected.hexdigest()


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"])
def test_line_endings_change_neither_hash_nor_study(aurora: Path, ending: bytes) -> None:
    before = sound(aurora)
    for path in aurora.glob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", ending))
    after = sound(aurora)
    assert after == before
    assert after.sha256 == before.sha256
    assert list(places(after)) == list(places(before))


def test_a_changed_comma_changes_the_hash(aurora: Path) -> None:
    before = sound(aurora).sha256
    change(aurora / "remarks.yaml", "One opinion.", "One opinion,")
    assert sound(aurora).sha256 != before


def both_ways(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is read, and where, with YAML's C loader and with its Python loader."""
    answers: list[object] = []
    for reader in (yaml.CBaseLoader, yaml.BaseLoader):
        monkeypatch.setattr(nodes, "_LOADER", reader)
        study, problems = read_study(folder)
        answers.append((study, list(places(study)), [problem[:2] for problem in problems]))
    return answers


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="only YAML's Python loader is here")
@pytest.mark.parametrize("rule", SAID)
def test_both_yaml_loaders_see_a_fault_at_one_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    shutil.copy(BAD / f"{rule}.yaml", folder / "study.yaml")
    first, second = both_ways(folder, monkeypatch)
    assert first == second


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="only YAML's Python loader is here")
def test_both_yaml_loaders_read_one_study(aurora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = both_ways(aurora, monkeypatch)
    assert first == second


def test_own_evidence_stands_beside_what_is_shipped() -> None:
    assert {study.id for study in load(GOOD.parent).studies} >= {"altto-endocrine", "aurora"}
    assert [study.id for study in load(GOOD, studies=["aurora"]).studies] == ["aurora"]
    assert [study.id for study in load(GOOD, default_only=True).studies] == ["altto-endocrine"]


def test_the_same_study_in_two_folders_names_both(folder: Path) -> None:
    shutil.copytree(GOOD, folder / "one")
    shutil.copytree(GOOD, folder / "two")
    with pytest.raises(EvidenceError) as refused:
        load(folder)
    assert [str(problem) for problem in refused.value.problems] == [
        "two/study.yaml:1:1: repeated-study: aurora stands already in one/study.yaml; rename one"
    ]


def test_a_faulty_study_of_ones_own_is_named_whichever_is_asked_for(folder: Path) -> None:
    shutil.copytree(GOOD, folder / "own")
    change(folder / "own" / "ratios.yaml", "ci_level: 99", "ci_level: 9")
    with pytest.raises(EvidenceError, match=r"own/ratios\.yaml:22:17: level-range") as refused:
        load(folder, studies=["altto-endocrine"])
    assert refused.value.exit_code == 3


def test_a_study_that_is_nowhere_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownWordError, match=r"no study auroro; did you mean aurora\?"):
        load(GOOD, studies=["auroro"])


def test_a_folder_without_a_study_is_refused(folder: Path) -> None:
    with pytest.raises(UnknownWordError, match=r"no study\.yaml in it or in a folder below it"):
        load(folder)


def test_a_quote_that_its_line_does_not_close_is_found_where_it_opens(aurora: Path) -> None:
    change(aurora / "study.yaml", 'version: "2001.1"', 'version: "2001.1')
    [said] = faults(aurora)
    assert said.startswith("study.yaml:4:10: yaml-syntax: a quote opens here and is not closed;")


def test_a_key_that_belongs_a_level_deeper_is_told_its_home(aurora: Path) -> None:
    change(aurora / "ratios.yaml", "    effect:\n", '    p: "0.03"\n    effect:\n')
    assert faults(aurora)[0].endswith("unknown-key: result has no p; it belongs in effect")


TREATMENT = "    treatment: {strategy: borealin}\n"
REFERENCE = "    reference: {strategy: placebo}\n"
STATEMENT = f"""\
results:
  - id: bare
    endpoint: death
    population: all
    source: aurora-paper
    locator: Table 9
{TREATMENT}{REFERENCE}    statement: No difference.

"""

# Keys, ids and groups that are not what they seem.


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("estimate\u00a0", r"effect has no 'estimate\xa0'; did you mean estimate?"),
        ('"estimate "', "effect has no 'estimate '; did you mean estimate?"),
        ("\u0435stimate", r"effect has no '\u0435stimate'; did you mean estimate?"),
        ("esti\u00admate", r"effect has no 'esti\xadmate'; did you mean estimate?"),
    ],
)
def test_a_key_that_looks_like_another_does_not_replace_its_figure(
    aurora: Path, key: str, said: str
) -> None:
    change(aurora / "outcomes.yaml", "estimate: 0.82\n", f"estimate: 0.82\n      {key}: 0.28\n")
    [fault] = faults(aurora)
    assert fault.endswith(f"unknown-key: {said}")


def test_a_list_that_looks_like_another_does_not_replace_it(aurora: Path) -> None:
    (aurora / "more.yaml").write_text("results\u00a0: []\n", encoding="utf-8")
    assert faults(aurora) == [
        r"more.yaml:1:1: unknown-key: study has no 'results\xa0'; did you mean results?"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: aurora\n", "\ufeffid: altto-endocrine\n"),
        ("id: aurora\n", '"id": altto-endocrine\n'),
        ("id: aurora\n", "id : altto-endocrine\n"),
        ("id: aurora\n", "id:\n  altto-endocrine\n"),
        ("id: aurora\n", 'id: "altto-\\x65ndocrine"\n'),
        ("id: aurora\n", "id: >-\n  altto-endocrine\n"),
        ("id: aurora\n", '{id: altto-endocrine, title: "\nid: aurora\n", '),
        ("id: aurora\n", ""),
    ],
)
def test_a_folder_cannot_answer_as_a_study_that_is_shipped(
    folder: Path, old: str, new: str
) -> None:
    shutil.copytree(GOOD, folder / "own")
    text = (folder / "own" / "study.yaml").read_text(encoding="utf-8")
    start = text.index(old)
    (folder / "own" / "study.yaml").write_text(new + text[start + len(old) :], encoding="utf-8")
    if not new:
        (folder / "own" / "more.yaml").write_text("id: altto-endocrine\n")
    with pytest.raises(EvidenceError) as refused:
        load(folder, studies=["altto-endocrine"])
    if not new.startswith("{"):
        assert {each.rule for each in refused.value.problems} == {"repeated-study"}
        assert "altto-endocrine" in ids(folder / "own")[-1]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("id: one\ntitle: T\n", ("one", False)),
        ("# id: zero\n\nid: one # remark\ndefault: true\n", ("one", True)),
        ('version: "1"\nid: "one"\ndefault: false\n', ("one", False)),
        ("id: one\n  two\ndefault: true\n", ("one two", True)),
        ("id: one\n  two\n", ("one two", False)),
        ("id: one\ntitle: 'a\n\n  default: true'\n", ("one", False)),
        ('id: one\ntitle: "a\ndefault: true\n"\n', ("one", False)),
        ('id: one\n"default": true\n', ("one", True)),
        ("- id: one\n", ("folder", False)),
        ("id: [one\n", ("folder", False)),
    ],
)
def test_a_glance_says_what_the_whole_file_says(
    folder: Path, text: str, named: tuple[str, bool]
) -> None:
    (folder / "folder").mkdir()
    (folder / "folder" / "study.yaml").write_text(text, encoding="utf-8")
    [found] = folders(folder)
    assert (found.id, found.default) == named


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (TREATMENT + REFERENCE, "", "a result of what to what? add treatment and reference"),
        (TREATMENT + REFERENCE, "    groups: []\n", "a result of what to what? add treatment and"),
        (REFERENCE, "", "a result of what to what? add reference"),
        (TREATMENT, "", "a result of what to what? add treatment"),
    ],
)
def test_a_result_without_groups_is_a_fault(aurora: Path, old: str, new: str, said: str) -> None:
    change(aurora / "study.yaml", "refusals:", f"{STATEMENT}refusals:")
    assert faults(aurora) == []
    change(aurora / "study.yaml", old, new)
    [fault] = faults(aurora)
    assert fault.partition("missing-group: ")[2].startswith(said)


def test_a_ratio_without_a_reference_is_a_fault(aurora: Path) -> None:
    text = (aurora / "ratios.yaml").read_text(encoding="utf-8")
    start, end = text.index("    reference:"), text.index("    effect:")
    (aurora / "ratios.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    [fault] = faults(aurora)
    assert fault.endswith("missing-group: a ratio of what to what? add reference")


def test_a_side_that_cannot_be_read_is_not_missed(aurora: Path) -> None:
    change(aurora / "study.yaml", "refusals:", f"{STATEMENT}refusals:")
    change(aurora / "study.yaml", TREATMENT, "    treatment: borealin\n")
    [fault] = faults(aurora)
    assert "wrong-type: arm must be keys with values, not 'borealin'" in fault


# Bytes that are no text, and text that is too much.


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id: a\ntitle: \xff\n", "2:8: yaml-syntax: these bytes are not UTF-8"),
        (b"id: a\ntitle: \xed\xa0\x80\n", "2:8: yaml-syntax: these bytes are not UTF-8"),
        ("id: é\x00".encode(), "1:6: yaml-syntax: a control character; delete it"),
        (b"id: a\n\n  \x1b[2J", "3:3: yaml-syntax: a control character; delete it"),
        ("id: \x9b".encode(), "1:5: yaml-syntax: a control character; delete it"),
        ("id: a".encode("utf-16"), "1:1: yaml-syntax: the file is UTF-16; save it as UTF-8"),
        ("id: a".encode("utf-16-be"), "1:1: yaml-syntax: a control character"),
        (b"a: " + b"[" * 30 + b"]" * 30, "1:24: yaml-syntax: lists stand too deep in lists"),
        (b"a: " + b"[" * 100_000, "yaml-syntax: "),
        (b"- " * 100_000, "yaml-syntax: "),
        (b"{a: " * 100_000, "yaml-syntax: "),
        (b"a: [" + b"1," * 1_000_001 + b"]", "yaml-syntax: the file holds too many values"),
        (b'id: "\\UFFFFFFFF"', "1:"),
        (b'id: "\\uD800"', ""),
        (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "alias: "),
    ],
)
@pytest.mark.parametrize("reader", ["CBaseLoader", "BaseLoader"])
def test_what_is_no_text_is_a_fault_at_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, said: str, reader: str
) -> None:
    monkeypatch.setattr(nodes, "_LOADER", getattr(yaml, reader, yaml.BaseLoader))
    (folder / "study.yaml").write_bytes(data)
    assert said in "\n".join(faults(folder))
    assert "\x1b" not in "".join(faults(folder))


def test_a_byte_order_mark_and_windows_lines_are_read(aurora: Path) -> None:
    before = sound(aurora)
    path = aurora / "study.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert sound(aurora) == before._replace(sha256=sound(aurora).sha256)


def test_of_a_flood_of_faults_the_first_are_named(folder: Path) -> None:
    lines = "".join(f"key{number}: 1\n" for number in range(5_000))
    (folder / "study.yaml").write_text(lines)
    assert 900 < len(faults(folder)) < 1_100
    (folder / "study.yaml").write_text("results: [" + "x, " * 5_000 + "]")
    assert 900 < len(faults(folder)) < 1_100


def test_a_word_that_stands_in_a_fault_is_cut(aurora: Path) -> None:
    change(aurora / "remarks.yaml", "severity: check", f"severity: {'x' * 9_000}")
    change(aurora / "study.yaml", "n: 1579", f"{'y' * 9_000}: 1579")
    assert max(map(len, faults(aurora))) < 250


def test_a_text_that_is_too_long_is_told_how_long_it_may_be(aurora: Path) -> None:
    change(aurora / "remarks.yaml", "severity: check", f"severity: {'x' * 10_001}")
    said = "severity has 10,001 characters; it must be 10,000 or less"
    assert said in "\n".join(faults(aurora))


def test_what_is_computed_is_no_key_of_a_file(aurora: Path) -> None:
    change(aurora / "study.yaml", "n: 1579", f"n: 1579\nsha256: {'0' * 64}")
    assert "unknown-key: study has no sha256" in "\n".join(faults(aurora))


def test_a_chain_is_not_walked_from_each_of_its_links() -> None:
    """Long ones, into a circle and out of it, end; walked so, they would take minutes."""
    leading_in = {f"in-{n}": (f"in-{n + 1}",) for n in range(30_000)} | {"in-30000": ("one",)}
    circle = {"one": ("two",), "two": ("one", "out-0")}
    leading_out = {f"out-{n}": (f"out-{n + 1}",) for n in range(30_000)}
    assert list(_circles(leading_in | circle | leading_out)) == [["one", "two", "one"]]
    ring = {str(n): (str((n + 1) % 30_000),) for n in range(30_000)}
    assert [len(way) for way in _circles(ring)] == [30_001]

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import plants
import yaml
from running import altto

from altto_cli.check.schema import schema
from altto_cli.loader.folders import shipped

HERE = Path(__file__).parent
EVIDENCE = HERE.parent / "evidence"
MODELINES = "# yaml-language-server: $schema=../schema.json\n# $schema: ../schema.json\n"
#: the files of tests/bad that an editor marks; the rest takes a whole study to be known
CAUGHT = {
    "count-range",
    "empty-file",
    "empty-value",
    "level-range",
    "missing-key",
    "percent-range",
    "ratio-range",
    "unknown-key",
    "unknown-word",
    "wrong-form",
    "wrong-type",
    "years-range",
}


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, as editors read it: a date is text."""


VALIDATOR = jsonschema.Draft7Validator(schema())
AsEditorsRead.add_constructor("tag:yaml.org,2002:timestamp", AsEditorsRead.construct_yaml_str)


def marked(text: str) -> list[str]:
    """What an editor marks in a file with this text."""
    read = yaml.load(text, AsEditorsRead)
    return [error.message for error in VALIDATOR.iter_errors(read)]


def test_it_is_a_draft_7_schema() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    assert schema()["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_it_is_derived_from_the_model() -> None:
    effect = schema()["definitions"]["effect"]
    assert effect["required"] == ["measure", "adjusted", "estimate"]
    assert effect["additionalProperties"] is False
    assert effect["properties"]["estimate"] == {"type": "number", "exclusiveMinimum": 0}
    assert effect["properties"]["ci_level"] == {
        "type": "number",
        "minimum": 50,
        "maximum": 99.99,
    }
    assert effect["properties"]["p_label"] == {"enum": ["P", "2p"]}
    source = schema()["definitions"]["source"]["properties"]
    assert source["checked"] == {"type": ["string", "number"], "pattern": r"^(\d{4}-\d{2}-\d{2})$"}
    assert schema()["definitions"]["arm"]["properties"]["n"] == {
        "anyOf": [{"type": "integer", "minimum": 0}, {"enum": ["not reported"]}]
    }
    result = schema()["definitions"]["result"]["properties"]
    assert result["effect"] == {"$ref": "#/definitions/effect"}
    assert result["groups"] == {"type": "array", "items": {"$ref": "#/definitions/arm"}}


def test_what_is_computed_is_no_key() -> None:
    assert "sha256" not in schema()["properties"]
    assert "derived_from" not in schema()["definitions"]["result"]["properties"]


def test_a_file_may_lack_what_another_file_of_the_study_holds() -> None:
    assert "required" not in schema()
    assert marked("facts: []") == []


def test_the_bad_files_that_an_editor_marks_are_these() -> None:
    caught = set()
    for path in (HERE / "bad").glob("*.yaml"):
        try:
            if marked(path.read_text(encoding="utf-8")):
                caught.add(path.stem)
        except yaml.YAMLError:
            assert path.stem == "yaml-syntax"
    assert caught == CAUGHT


def test_an_editor_marks_nothing_in_a_good_file() -> None:
    files = [*(HERE / "good").rglob("*.yaml"), *EVIDENCE.glob("*/*.yaml")]
    texts = {str(path): path.read_text(encoding="utf-8") for path in files}
    texts |= {file: text.replace("STUDY", "invented") for file, text in plants.SOUND.items()}
    assert {file: said for file, text in texts.items() if (said := marked(text))} == {}
    assert len(texts) > 100


def test_a_text_may_look_like_a_number() -> None:
    assert marked("version: 2026.1\nid: 1\ntitle: 8") == []


def test_the_command_prints_the_schema_that_is_shipped() -> None:
    done = altto("schema")
    assert (done.err, done.code) == ("", 0)
    assert done.out == (shipped() / "schema.json").read_text(encoding="utf-8")
    printed: dict[str, Any] = json.loads(done.out)
    assert printed == schema()


def test_a_shipped_file_leads_editors_to_the_schema() -> None:
    files = list(EVIDENCE.glob("*/*.yaml"))
    assert [path for path in files if not path.read_text("utf-8").startswith(MODELINES)] == []
    assert {(path.parent / "../schema.json").resolve() for path in files} == {
        EVIDENCE / "schema.json"
    }

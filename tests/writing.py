"""Hypothesis writes studies: any figure, any words, any order of keys, any spacing, any files."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

#: A study as it is in a file: texts, lists, and keys with values.
Tree = Any
#: Names that YAML, Python, Markdown or a person could take for something else.
_WORDS = [
    "x",
    "no",
    "null?",
    "1.0",
    "0x1F",
    "2001-01-01",
    "yes",
    "~x",
    "İstanbul",
    "ﬁt",
    "日本",
    "é",
]
_TEXT = st.one_of(
    st.sampled_from(_WORDS),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
    st.text(
        st.sampled_from("=+-@|`*_[]<>#$~:'\"\\%{}&!?,. \u200d\u202e\u00ad\u061c\x1b\t"), max_size=8
    ),
).map(lambda text: f"a{text}")
_ID = st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3}){0,2}", fullmatch=True)


def digits(low: int, high: int, most: int = 4) -> st.SearchStrategy[str]:
    """A figure from `low` to below `high` with up to so many places, as it could be printed."""
    whole = st.integers(low, high - 1).map(str)
    return st.builds(
        lambda number, places: f"{number}.{places}" if places else number,
        whole,
        st.text("0123456789", max_size=most),
    )


@st.composite
def ratios(draw: DrawFn) -> dict[str, Tree]:
    estimate = draw(digits(0, 4).filter(lambda text: float(text) > 0) | st.just("0.000000000001"))
    effect: dict[str, Tree] = {
        "measure": draw(
            st.sampled_from(["hazard ratio", "rate ratio", "odds ratio", "risk ratio"])
        ),
        "adjusted": draw(st.sampled_from(["true", "false", "not reported"])),
        "estimate": estimate,
    }
    if draw(st.booleans()):
        ends = sorted([draw(digits(0, 200)), draw(digits(1, 300))], key=float)
        if float(ends[1]) > 0:
            effect |= {
                "ci_low": ends[0],
                "ci_high": ends[1],
                "ci_level": draw(st.sampled_from(["95", "97.5", "99"])),
            }
    if draw(st.booleans()):
        effect["p"] = draw(st.sampled_from(["0.03", "<0.001", ".048", ">.99", "1.0", "≤0.05"]))
        effect |= draw(some(p_kind=st.just("superiority"), p_label=st.sampled_from(["P", "2p"])))
    return effect


def some(**kinds: st.SearchStrategy[Tree]) -> st.SearchStrategy[dict[str, Tree]]:
    """Some of the keys."""
    return st.fixed_dictionaries({}, optional=kinds)


@st.composite
def arms(draw: DrawFn, strategy: str, shape: str) -> dict[str, Tree]:
    arm: dict[str, Tree] = {"strategy": strategy}
    if shape == "free":
        arm |= {"event_free_percent": draw(digits(0, 100)), "at_years": "10"}
    if shape == "with":
        arm |= {"event_percent": draw(digits(0, 100))}
    return arm | draw(
        some(n=st.integers(0, 10**12 - 1).map(str), events=st.integers(0, 99).map(str))
    )


@st.composite
def results(draw: DrawFn, ids: dict[str, list[str]], number: int) -> dict[str, Tree]:
    """A result with figures or a statement, of which each id is used once."""
    one, other = draw(st.permutations(ids["strategies"]))[:2]
    shape = draw(st.sampled_from(["free", "with", "bare", "groups"]))
    result: dict[str, Tree] = {
        "id": f"result-{number}",
        "endpoint": draw(st.sampled_from(ids["endpoints"])),
        "population": draw(st.sampled_from(ids["populations"])),
        "source": ids["sources"][0],
        "locator": draw(_TEXT),
    }
    if shape == "groups":
        result["groups"] = [draw(arms(each, "bare")) for each in ids["strategies"]]
        result["statement"] = draw(_TEXT)
        return result
    result["treatment"] = draw(arms(one, shape))
    result["reference"] = draw(arms(other, shape))
    if shape == "bare" or draw(st.booleans()):
        result["effect"] = draw(ratios())
    return result | draw(
        some(
            significance=st.sampled_from(["significant", "not significant"]),
            median_follow_up_years=digits(0, 30),
            randomised=st.sampled_from(["true", "false"]),
            adjusted_for=st.lists(_TEXT, max_size=2),
            remarks=st.lists(_TEXT, max_size=2),
            analysis_set=_TEXT,
            events=st.integers(0, 999).map(str),
        )
    )


@st.composite
def trees(draw: DrawFn) -> dict[str, Tree]:
    """The keys and values of a study."""
    ids = {
        kind: draw(st.lists(_ID, min_size=least, max_size=3, unique_by=_plain))
        for kind, least in (("sources", 1), ("strategies", 2), ("endpoints", 1), ("populations", 1))
    }
    count = draw(st.integers(0, 4))
    tree: dict[str, Tree] = {
        "id": "own",
        "title": draw(_TEXT),
        "version": "2026.1",
        "design": draw(_TEXT),
        "randomised": draw(st.sampled_from(["true", "false"])),
        "exploratory": draw(st.sampled_from(["true", "false"])),
        "sources": [
            {
                "id": id,
                "kind": "paper",
                "citation": draw(_TEXT),
                "short": draw(_TEXT),
                "checked": "2026-11-22",
                "peer_reviewed": "true",
                "taken": draw(_TEXT),
            }
            for id in ids["sources"]
        ],
        "strategies": [{"id": id, "label": draw(_TEXT)} for id in ids["strategies"]],
        "endpoints": [
            {"id": id, "label": draw(_TEXT), "name": draw(_TEXT)}
            | draw(some(harm=st.just("true"), competing_risks=st.just("true")))
            for id in ids["endpoints"]
        ],
        "populations": [
            {"id": id, "label": draw(_TEXT)}
            | draw(
                some(
                    n=st.integers(0, 9999).map(str),
                    menopause=st.sampled_from(["premenopausal", "overall"]),
                )
            )
            for id in ids["populations"]
        ],
        "results": [draw(results(ids, number)) for number in range(count)],
    }
    tree["groups"] = [
        {"strategy": strategy, "population": population, "label": draw(_TEXT)}
        | draw(some(n=st.integers(0, 9999).map(str)))
        for strategy in ids["strategies"]
        for population in ids["populations"]
        if draw(st.booleans())
    ]
    if draw(st.booleans()):
        tree["facts"] = [
            {
                "id": "fact",
                "section": "beware",
                "label": draw(_TEXT),
                "value": draw(_TEXT),
                "text": draw(_TEXT),
            }
        ]
    if count and draw(st.booleans()):
        touches = ["results/result-0"]
        tree["conflicts"] = [
            {"id": "told", "severity": "check", "text": draw(_TEXT), "touches": touches}
        ]
        tree["remarks"] = [{"id": "said", "text": draw(_TEXT), "touches": ["study"]}]
    return tree


def _plain(id: str) -> str:
    return re.sub("[^a-z0-9]", "", id)


class Files(NamedTuple):
    """A study as the bytes of its files."""

    files: dict[str, bytes]

    def __repr__(self) -> str:
        return "\n".join(f"--- {name}\n{data!r}" for name, data in self.files.items())


@st.composite
def studies(draw: DrawFn) -> Files:
    """A study written down: in any order, with any spacing, in one file or several."""
    tree = draw(trees())
    names = draw(st.lists(st.sampled_from(["a.yaml", "more/b.yaml", "é 🫀.yaml"]), unique=True))
    parts: dict[str, dict[str, Tree]] = {"study.yaml": {}} | {name: {} for name in names}
    for key in draw(st.permutations(list(tree))):
        value = tree[key]
        if isinstance(value, list) and len(value) > 1 and names and draw(st.booleans()):
            cut = draw(st.integers(1, len(value) - 1))
            parts[draw(st.sampled_from(list(parts)))][key] = value[:cut]
            rest = draw(st.sampled_from([name for name in parts if key not in parts[name]]))
            parts[rest][key] = value[cut:]
        else:
            parts[draw(st.sampled_from(list(parts)))][key] = value
    ending = draw(st.sampled_from(["\n", "\r\n", "\n\n", "\n# remark: [\n"]))
    mark = draw(st.sampled_from(["", "", "\ufeff", "# n: 1\n", "---\n"]))
    files = {
        name: (mark + _block(draw, part, 0)).replace("\n", ending).encode()
        for name, part in parts.items()
        if part
    }
    return Files(
        files if "study.yaml" in files else {**files, "study.yaml": b"# elsewhere\nfacts: []\n"}
    )


def _block(draw: DrawFn, tree: dict[str, Tree], depth: int) -> str:
    """Keys and values, one a line."""
    lines = []
    for key in draw(st.permutations(list(tree))):
        value = tree[key]
        after = draw(st.sampled_from(["", "", "  ", " # 0.1", "\t"]))
        colon = draw(st.sampled_from([": ", ": ", ":   ", " : "]))
        name = f'"{key}"' if draw(st.integers(0, 9)) == 0 else key
        indent = "  " * depth
        if isinstance(value, str):
            lines.append(f"{indent}{name}{colon}{_scalar(draw, value)}{after}\n")
        elif isinstance(value, dict):
            lines.append(f"{indent}{name}:\n{_block(draw, value, depth + 1)}")
        elif all(isinstance(each, dict) for each in value) and value:
            lines.append(
                f"{indent}{name}:\n{''.join(_item(draw, each, depth + 1) for each in value)}"
            )
        else:
            lines.append(f"{indent}{name}: [{', '.join(_quoted(each) for each in value)}]\n")
    return "".join(lines)


def _item(draw: DrawFn, tree: dict[str, Tree], depth: int) -> str:
    block = _block(draw, tree, depth + 1)
    return "  " * depth + "- " + block[2 * depth + 2 :]


def _scalar(draw: DrawFn, text: str) -> str:
    plain = re.fullmatch(r"[A-Za-z0-9][\w.-]*( [\w.-]+)*", text, re.ASCII)
    if plain and draw(st.integers(0, 3)):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    """In double quotes, every sign that is not plain by its number."""
    return '"' + "".join(_sign(each) for each in text) + '"'


def _sign(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    if sign.isprintable():
        return sign
    return f"\\U{ord(sign):08x}"


#: What texts are made of: statements, marks of blocks, markup, bytes that act or are no text.
_BITS = [
    *(
        each.encode()
        for each in (
            "HR 0.77 (95% CI 0.61–0.97; P = .026)",
            "hazard ratio\u202e 0.84\u00ad (95% CI 0.60 to 1.17)\x1b[2J",
            "HR 0,65 [0,52; 0,82]",
            '{"hr": 0.5, "ci_low": 0.3, "ci_high": 0.83, "text": "HR 0.5 (0.3-0.8) \\ud800"}',
            "HR;lower;upper\n0,65;0,52;0,82\n",
            "| Trial | HR (95% CI) |\n|---|---|\n| A | 0.65 (0.52-0.82) |\n",
            "<table><tr><th>HR</th><td>0.65 (0.52-0.82)</td></tr></table>",
            "<script>", "</div>", "<!--", "-->", "&#27;", "&bogus;", "]]>", "<![CDATA[",
            "<!DOCTYPE a [<!ENTITY b 'c'>]>", "\\textbf{", "}", "```\n", "$$", "\u2028", "\ufeff",
            "<!-- altto: dfs pre -->\n", "<!-- /altto -->\n", "# altto: dfs\n", "<!-- altto: -->\n",
            "<!-- altto: dfs\x1b[31m -->\n", "<!-- altto: rm -rf . -->\n<!-- /altto -->\n",
            "0." + "9" * 400, "1e999", "(" * 300, '"' * 9, "\n", "\r\n", "\r", "\t", " ", "=1+1",
        )
    ),
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\x96", b"%PDF-1.7\n", b"PK\x03\x04",
]  # fmt: skip


def texts() -> st.SearchStrategy[bytes]:
    """What a text to be audited, or a note, could hold at the worst."""
    bit = st.sampled_from(_BITS) | st.binary(max_size=8) | st.text(max_size=8).map(_encoded)
    return st.lists(bit, max_size=12).map(b"".join)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

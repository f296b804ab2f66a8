"""Which P belongs to which ratio."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from altto_cli.audit import vocabulary
from altto_cli.audit.grammar import Found, Statement
from altto_cli.audit.pvalues import PFound, p_at
from altto_cli.audit.ranges import skip
from altto_cli.audit.reading import PValue, Reading
from altto_cli.audit.tokens import Token

#: What stands between an interval and its own P, or a P and its own ratio.
_CLOSE_KINDS = "close open comma semicolon colon line glue join percent cell raised"
_CLOSE = frozenset(_CLOSE_KINDS.split())
#: How many tokens may stand between them at all.
_NEAR = 16
#: The same, signs and other statistics counted.
_FAR = 400


def with_p(statement: Statement) -> list[Reading]:
    """The readings of a statement, each with its P."""
    tokens, found = statement.tokens, statement.found
    owned: dict[int, PFound] = {}
    values: dict[int, PValue] = {}
    for p in _ps(tokens):
        _give(statement, p, values, owned)
    return [
        _completed(one, values.get(place), owned.get(place), tokens)
        for place, one in enumerate(found)
    ]


def _ps(tokens: list[Token]) -> Iterator[PFound]:
    behind = 0
    for at in [at for at, token in enumerate(tokens) if token.kind == "p"]:
        found = p_at(tokens, at) if at >= behind else None
        if found:
            behind = found.end
            yield found


def _give(
    statement: Statement, p: PFound, values: dict[int, PValue], owned: dict[int, PFound]
) -> None:
    """Give a P to the ratio that it stands in, behind, or right before."""
    before = _last_before(statement.found, p.start)
    inside = _around(statement.found, p.start)
    if inside is not None:
        _share_inside(statement, inside, p, values, owned)
        return
    tight, loose = _reaches(statement, before, p.start)
    led = before in owned and owned[before].start < statement.found[before].estimate
    following = None if tight and not led else _right_before(statement, p, before)
    if tight and led and following is None:
        # The P before it only seemed to be its own.
        del owned[before], values[before]
    if following is not None:
        _set(following, p, p.values[-1], values, owned)
    elif tight or loose:
        _share(statement, before, p, values, owned)


def _share_inside(
    statement: Statement, first: int, p: PFound, values: dict[int, PValue], owned: dict[int, PFound]
) -> None:
    """A list of P values inside goes to as many ratios whose estimates stand before it."""
    here = statement.found[first : first + len(p.values)]
    led = [first + place for place, one in enumerate(here) if one.estimate < p.start]
    own = p.values if len(led) == len(p.values) else p.values[-1:]
    for place, value in zip(led, own, strict=False):
        _set(place, p, value, values, owned)


def _share(
    statement: Statement, last: int, p: PFound, values: dict[int, PValue], owned: dict[int, PFound]
) -> None:
    """A list of P values goes to as many ratios, "for both" to all that have none."""
    count = len(p.values)
    if count > 1:
        places = range(last - count + 1, last + 1)
        if places.start >= 0 and not any(place in values for place in places):
            for place, value in zip(places, p.values, strict=True):
                _set(place, p, value, values, owned)
            return
    _set(last, p, p.values[0], values, owned)
    if p.for_all:
        place = last - 1
        while place >= 0 and place not in values and _same_sentence(statement, place, last):
            _set(place, p, p.values[0], values, owned)
            place -= 1


def _set(
    place: int, p: PFound, value: PValue, values: dict[int, PValue], owned: dict[int, PFound]
) -> None:
    """Keep the first P of the ratio itself; one for interaction only while there is no other."""
    known = values.get(place)
    if value.kind is not None and value.kind not in vocabulary.NAMED_KINDS:
        return
    if known is None or (known.kind in ("interaction",) and value.kind is None):
        values[place] = value
        owned[place] = p


def _last_before(found: list[Found], start: int) -> int:
    return bisect_left(found, start, key=_high) - 1


def _around(found: list[Found], start: int) -> int | None:
    place = bisect_right(found, start, key=_high)
    return place if place < len(found) and found[place].estimate < start else None


def _high(one: Found) -> int:
    """Ratios stand in the order of their upper limits."""
    return one.high


def _reaches(statement: Statement, before: int, start: int) -> tuple[bool, bool]:
    """Whether a P stands right behind the interval before it; whether words stand between."""
    if before < 0 or start - statement.found[before].high > _FAR:
        return False, False
    tokens, high = statement.tokens, statement.found[before].high
    between = _said_between(tokens, high, start)
    if all(token.kind in _CLOSE for token in between):
        return True, True
    if _in_same_bracket(tokens, high, start) and not _parted(statement, high, start):
        return True, True
    if len(between) > _NEAR or _parted(statement, high, start):
        return False, False
    said = [token for token in between if token.kind not in _CLOSE]
    if said and said[0].value in ("did", "was", "were"):
        said = [token for token in said if token.kind != "turn"]
    blocked = any(
        token.kind in ("stop", "turn", "measure", "figure", "other", "p")
        or token.value in vocabulary.P_KINDS
        for token in said
    )
    return False, not blocked


def _said_between(tokens: list[Token], high: int, start: int) -> list[Token]:
    """What stands before a P but the level, the name of its test, and statistics with figures."""
    behind = skip(tokens, high + 1, ("comma", "semicolon", "open", "close"))
    named = [token.kind for token in tokens[behind : behind + 3]] == [
        "figure",
        "percent",
        "interval",
    ]
    high = min(behind + 2, start - 1) if named else high
    while start > high + 1 and _names_test(tokens, start - 1):
        start -= 1
    said: list[Token] = []
    for token in tokens[high + 1 : start]:
        name = _statistic(said) if token.kind == "figure" else None
        if name is None:
            said.append(token)
        else:
            del said[name:]
    return said


def _names_test(tokens: list[Token], at: int) -> bool:
    """Whether a token is of what a P is by: "stratified log-rank P", "2-sided P"."""
    token = tokens[at]
    sided = token.value in ("1", "2") and tokens[at + 1].kind == "dash"
    return token.value in vocabulary.TESTS or token.kind == "dash" or sided


def _statistic(said: list[Token]) -> int | None:
    """Where the name of a statistic stands whose figure follows: "Wald =", "χ² ="."""
    if not said or said[-1].kind != "compare":
        return None
    near = range(max(len(said) - 7, 0), len(said))
    return next((at for at in near if said[at].value in vocabulary.STATISTICS), None)


def _parted(statement: Statement, high: int, start: int) -> bool:
    """Whether another quantity's interval stands between."""
    place = bisect_right(statement.foreign, high)
    return place < len(statement.foreign) and statement.foreign[place] < start


def _in_same_bracket(tokens: list[Token], high: int, start: int) -> bool:
    """Whether only a count or a statistic stands between an interval and a P in one bracket.

    "(HR, 2.05; 95% CI, 1.21-3.48; 45 vs 22 events; P = .01)", "chi-square = 4, p = 0.05)".
    """
    if tokens[start - 1].kind not in ("comma", "semicolon") or start - high > 2 * _NEAR:
        return False
    parting = ("open", "close", "stop", "measure", "interval", "p")
    between = tokens[high + 1 : start]
    if any(token.kind in parting or token.value in vocabulary.SPREAD for token in between):
        return False
    depth = 0
    for token in reversed(tokens[max(high - 4 * _NEAR, 0) : high]):
        depth += (token.kind == "open") - (token.kind == "close")
        if depth > 0:
            return True
    return False


def _right_before(statement: Statement, p: PFound, before: int) -> int | None:
    """The ratio that follows a P with nothing but signs between: "(P = .01; HR 0.65 [0.5–0.8])"."""
    place = before + 1
    if place >= len(statement.found):
        return None
    one = statement.found[place]
    start = one.estimate if one.shared else statement.first_name(one.measure)
    between = statement.tokens[p.end : start]
    if start < p.end or len(between) > 4:
        return None
    allowed = ("comma", "semicolon", "open", "line", "glue", "colon", "join")
    return place if all(token.kind in allowed for token in between) else None


def _same_sentence(statement: Statement, one: int, other: int) -> bool:
    start, end = statement.found[one].high, statement.found[other].high
    return not any(token.kind == "stop" for token in statement.tokens[start:end])


def _completed(one: Found, value: PValue | None, p: PFound | None, tokens: list[Token]) -> Reading:
    if value is None or p is None:
        return one.reading
    reading = one.reading._replace(p=value)
    end = tokens[p.end - 1].end
    near = tokens[one.high].end < end < tokens[one.high].end + 160
    return reading._replace(end=end) if near else reading

"""Whether a figure in a text is one of the evidence, and if it nearly is, what differs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from functools import cached_property, partial
from typing import Literal, NamedTuple

from altto_cli import wording
from altto_cli.audit.rates import Rates
from altto_cli.audit.reading import PValue, Reading
from altto_cli.model import Effect, Library, Result, Study

Triplet = tuple[Decimal, Decimal, Decimal]


_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–", "-") | dict.fromkeys(":,;()", " "))


class Match(NamedTuple):
    """A record of the evidence that has the same figures, or nearly; then what differs."""

    id: str
    study: str
    kind: Literal["same", "differs"]
    #: What the record is about: DFS, premenopausal, OFS + AI v SERM alone.
    about: str
    difference: str | None = None


#: For what is inverted: programs print a limit of 1e-99 where an interval has no end.
_WIDE = Context(prec=200)


class _Known(NamedTuple):
    study: Study
    result: Result
    effect: Effect
    figures: Triplet


class Evidence:
    """The ratios with intervals of a library, found by their figures."""

    def __init__(self, library: Library) -> None:
        self._studies = library.studies
        self._rates = Rates(library)
        self._by_all: dict[Triplet, list[_Known]] = defaultdict(list)
        self._inverted: dict[Triplet, list[_Known]] = defaultdict(list)
        self._by_two: dict[tuple[int, Decimal, Decimal], list[_Known]] = defaultdict(list)
        self._by_estimate: dict[Decimal, list[_Known]] = defaultdict(list)
        for known in _known(library):
            self._by_all[known.figures].append(known)
            self._inverted[_inverted(known.figures)].append(known)
            self._by_estimate[known.effect.estimate].append(known)
            for place, pair in enumerate(_pairs(known.figures)):
                self._by_two[place, *pair].append(known)

    def matches(self, reading: Reading, before: str = "", after: str = "") -> list[Match]:
        """The records with these figures; only where there is none, those nearly so.

        Of several, those come first whose endpoint and population stand in the text before. Rates
        may stand on either side.
        """
        if not (reading.estimate and reading.low and reading.high):
            return []
        figures = Decimal(reading.estimate), Decimal(reading.low), Decimal(reading.high)
        nearest = _nearest(self._by_all.get(figures, []), before)
        same = [self._equal(reading, known, before, after) for known in nearest]
        return same or list(self._near(figures)) or list(self._derived_here(figures, before))

    def _derived_here(self, figures: Triplet, before: str) -> Iterator[Match]:
        """What altto derives from two of its ratios; of two populations where both stand before."""
        for known in self._contrasts.get(figures, []):
            yield _match(known, "same")
        for one, other in self._interactions.get(figures, []):
            if all(f"{known.effect.estimate}" in before for known in (one, other)):
                yield _of_two(one, other)

    @cached_property
    def _contrasts(self) -> dict[Triplet, list[_Known]]:
        """Through a shared reference, with an interval for each covariance."""
        from altto_cli.appraise.contrast import every_contrast

        found: dict[Triplet, list[_Known]] = defaultdict(list)
        for study in self._studies:
            for contrast in every_contrast(study):
                for known in map(partial(_known_result, study), contrast.results):
                    if known:
                        found[known.figures].append(known)
        return found

    @cached_property
    def _interactions(self) -> dict[Triplet, list[tuple[_Known, _Known]]]:
        from altto_cli.appraise.interactions import interaction

        found: dict[Triplet, list[tuple[_Known, _Known]]] = defaultdict(list)
        for study in self._studies:
            for values in (one.values for one in interaction(study) if "ratio" in one.values):
                two = (study.result(str(values[each])) for each in ("first", "second"))
                one, other = (_known_result(study, each) for each in two)
                shown = (f"{values[each]:.2f}" for each in ("ratio", "ci_low", "ci_high"))
                ratio, low, high = map(Decimal, shown)
                if one and other:
                    found[ratio, low, high].append((one, other))
        return found

    def _near(self, figures: Triplet) -> Iterator[Match]:
        estimate, low, high = figures
        for known in self._by_all.get((estimate, high, low), []):
            yield _differs(known, "its limits are swapped")
        for known in self._other_way_round(figures):
            yield _differs(known, f"the ratio is inverted, {_text(known)} there")
        yield from self._crossed(estimate, low, high)
        names = ("the estimate", "the lower limit", "the upper limit")
        for place, pair in enumerate(_pairs(figures)):
            for known in self._by_two.get((place, *pair), []):
                here, there = figures[place], known.figures[place]
                if is_slip(here, there):
                    yield _differs(known, f"{names[place]} is {there} there, {here} here")

    def _other_way_round(self, figures: Triplet) -> Iterator[_Known]:
        """The records whose groups are exchanged here, whichever of the two was rounded first."""
        seen = list(self._inverted.get(figures, []))
        if not all(figures):
            return
        for places in ("0.01", "0.001"):
            seen += self._by_all.get(_inverted(figures, Decimal(places)), [])
        yield from {(known.study.id, known.result.id): known for known in seen}.values()

    def _crossed(self, estimate: Decimal, low: Decimal, high: Decimal) -> Iterator[Match]:
        """The records of this estimate where another record of the study has the interval."""
        for known in self._by_estimate.get(estimate, []):
            others = [
                other
                for other in self._by_two.get((0, low, high), [])
                if other.study is known.study
            ]
            if others:
                here = known.result.population
                owner = next((one for one in others if one.result.population == here), others[0])
                _, there_low, there_high = known.figures
                said = f"the interval is {there_low}–{there_high} there"
                yield _differs(known, f"{said}, {low}–{high} is of {owner.result.id}")

    def _equal(self, reading: Reading, known: _Known, before: str, after: str) -> Match:
        """The same three figures; level, measure, P or the rates beside them may still differ."""
        different = list(_differences(reading, known.effect))
        rates = self._rates.of_others(known.study, known.result, before, after)
        if rates:
            different.append(rates)
        if different:
            return _differs(known, "; ".join(different))
        return _match(known, "same")


def _known(library: Library) -> Iterator[_Known]:
    for study in library.studies:
        yield from filter(None, map(partial(_known_result, study), study.results))


def _known_result(study: Study, result: Result) -> _Known | None:
    effect = result.effect
    if not effect or effect.ci_low is None or effect.ci_high is None:
        return None
    return _Known(study, result, effect, (effect.estimate, effect.ci_low, effect.ci_high))


def _of_two(one: _Known, other: _Known) -> Match:
    """A ratio of two ratios, which no source prints."""
    names = [wording.name(each.study, each.result) for each in (one, other)]
    about = f"{names[0]}, against {wording.lower_first(names[1])}, derived, not in the source"
    return Match(one.result.id, one.study.id, "same", about)


def _nearest(known: list[_Known], before: str) -> list[_Known]:
    """The records in order, those first whose endpoint and population a text names."""
    if len(known) < 2:
        return known
    text = before.translate(_HYPHENS).casefold()
    return sorted(known, key=lambda one: -_named(one, text))


def _named(known: _Known, text: str) -> int:
    """How many of a record's endpoint and population a text names."""
    study, result = known.study, known.result
    endpoint = study.endpoint(result.endpoint)
    said = [endpoint.name.casefold() in text or endpoint.label.casefold() in text.split()]
    said.append(study.population(result.population).label.casefold() in text)
    return sum(said)


def _pairs(figures: Triplet) -> Iterable[tuple[Decimal, Decimal]]:
    """What is left of three figures without each in turn."""
    estimate, low, high = figures
    return (low, high), (estimate, high), (estimate, low)


def _differences(reading: Reading, effect: Effect) -> Iterator[str]:
    if reading.level and effect.ci_level and Decimal(reading.level) != effect.ci_level:
        yield f"the level is {effect.ci_level:f}% there, {reading.level}% here"
    if not reading.shared and not _same_measure(reading.measure, effect.measure):
        yield f"the measure is {effect.measure} there, {reading.measure} here"
    if reading.p and effect.p and _p_differs(reading.p, effect.p, effect.p_kind):
        yield f"P is {effect.p} there, {reading.p.text} here"


def _same_measure(here: str, there: str) -> bool:
    """RR stands for a rate ratio and for a risk ratio."""
    loose = {"rate ratio", "risk ratio"}
    return here == there or {here, there} <= loose or there == "ratio of hazard ratios"


def _p_differs(here: PValue, there: str, kind: str | None) -> bool:
    """Whether two P of the same kind are given in the same way, with different figures."""
    signs = "<>≤≥"
    if here.text == "NS" or here.kind not in (None, kind):
        return False
    if (here.text[0] in signs) != (there[0] in signs):
        return False
    if here.text[0] in signs and here.text[0] != there[0]:
        return True
    return Decimal(here.text.strip(signs)) != Decimal(there.strip(signs))


def _differs(known: _Known, what: str) -> Match:
    return _match(known, "differs", what)


def _match(known: _Known, kind: Literal["same", "differs"], what: str | None = None) -> Match:
    about = wording.name(known.study, known.result)
    about += ", derived, not in the source" if known.result.derived_from else ""
    return Match(known.result.id, known.study.id, kind, about, what)


def _inverted(figures: Triplet, places: Decimal | None = None) -> Triplet:
    """1/estimate (1/high to 1/low), with these places or those of the print."""
    if not all(figures):
        return figures
    estimate, low, high = figures
    one = Decimal(1)
    return (
        (one / estimate).quantize(places or _places(estimate), context=_WIDE),
        (one / high).quantize(places or _places(high), context=_WIDE),
        (one / low).quantize(places or _places(low), context=_WIDE),
    )


def _places(figure: Decimal) -> Decimal:
    exponent = figure.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def is_slip(here: object, there: object) -> bool:
    """Whether one figure is the other with one digit changed, two swapped, or a lost point."""
    one, other = str(here), str(there)
    if len(one) == len(other):
        apart = [place for place in range(len(one)) if one[place] != other[place]]
        swapped = len(apart) == 2 and sorted(one) == sorted(other)
        return len(apart) == 1 or swapped
    return one.replace(".", "").lstrip("0") == other.replace(".", "").lstrip("0")


def _text(known: _Known) -> str:
    estimate, low, high = known.figures
    return f"{estimate} ({low}–{high})"

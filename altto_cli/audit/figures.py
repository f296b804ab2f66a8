"""What a printed figure is: its points, commas and powers of ten."""

from decimal import Decimal

#: A figure with more digits is none: `Decimal` takes time that grows faster than its length.
LONGEST = 12
#: What stands between two limits as a dash, in whatever script, or where a dash was lost.
DASHES = "-‐‑‒–—―−⁃﹣－~∼˜～〜÷\ufffd\ufffe"
POINTS = "·∙•‧⋅"
_PLAIN_POINTS = str.maketrans(dict.fromkeys(POINTS, "."))
FIGURE = (
    rf"\d+(?:[.{POINTS}]\d+)+(?:[eE][-−–+]?\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])"
    r"|\d+(?:,\d+)+(?![.\d])"
    r"|\d+(?:[eE][-−–+]?\d+)?"
    rf"|(?:(?<![\w.])|(?<=CI)|(?<=\bP)|(?<=\bp))[.{POINTS}]\d+(?:[eE][-−–+]?\d+)?"
)


def figure(text: str) -> tuple[str, str]:
    """Kind and value, with a plain point and a leading zero; `unclear` where it is not one."""
    if len(text) > LONGEST:
        return "unclear", text[:LONGEST]
    mantissa, _, exponent = text.translate(_PLAIN_POINTS).lower().partition("e")
    kind = "figure"
    if "," in mantissa:
        first, *rest = mantissa.split(",")
        if first[0] != "0" and all(len(group.partition(".")[0]) == 3 for group in rest):
            mantissa = "".join([first, *rest])
        elif len(rest) == 1 and "." not in rest[0]:
            kind, mantissa = "comma figure", f"{first}.{rest[0]}"
        else:
            return "unclear", text
    if mantissa.count(".") > 1:
        return "unclear", text
    if mantissa[0] == ".":
        mantissa = f"0{mantissa}"
    if exponent:
        power = int(exponent.replace("−", "-").replace("–", "-"))
        # The product of two greater ones is none that can be computed with.
        return (kind, scaled(mantissa, power)) if abs(power) < 100 else ("unclear", text)
    return kind, mantissa


def scaled(mantissa: str, power: int) -> str:
    """A figure times a power of ten, written out: 5 and −4 give 0.0005."""
    return f"{Decimal(mantissa).scaleb(power):f}"

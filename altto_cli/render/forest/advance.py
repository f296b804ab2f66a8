"""How wide text is: in columns of a terminal, and in a picture by a stated table of advances."""

import unicodedata

#: Advances in thousandths of the font size, as in Arial, Helvetica and Liberation Sans, which
#: agree in them.
_ADVANCES = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft·\u2008",
    333: "()-`r“”¹²³",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyzç",
    549: "±≤≥",
    556: "#$0123456789?L_abdeghnopqu–äöüéñ\u2007⁰⁴⁵⁶⁷⁸⁹",
    584: "+<=>~×−",
    611: "FTZßø",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…←→",
    1015: "@",
}
_OTHER = 778
_WIDE = 1000
#: The share by which bold letters are wider, at the most in a word.
_BOLD = 1.12
#: The room that is left in a column for a font that runs wider than the table, and in a line
#: that has no gap behind it; DejaVu Sans, the widest usual substitute, takes a fifth more.
SPARE = 1.1
SPARE_IN_LINES = 1.2


class _BySign(dict[str, int]):
    """Thousandths by sign, with a guess for those that the table has not got."""

    def __missing__(self, sign: str) -> int:
        if unicodedata.combining(sign):
            return 0
        return _WIDE if unicodedata.east_asian_width(sign) in "WF" else _OTHER


_BY_SIGN = _BySign({sign: width for width, signs in _ADVANCES.items() for sign in signs})


def advance(text: str, size: float, *, bold: bool = False) -> float:
    """The width of `text` at font size `size`, in the same unit, by the table."""
    return sum(map(_BY_SIGN.__getitem__, text)) * size / 1000 * (_BOLD if bold else 1)


def columns(text: str) -> int:
    """The width of `text` in a terminal: 2 for wide characters, 0 for combining ones."""
    return len(text) if text.isascii() else sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def shown(text: str) -> str:
    """The text with a space for each control character, and without what turns its direction."""
    if text.isprintable():
        return text
    return "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cf":
        return ""
    return "\ufffd" if category in ("Cs", "Cn") else sign

"""How wide text is in a picture, by a stated table of advances."""

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

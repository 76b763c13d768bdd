"""Number and symbol of a registered document, and the key that tells it from others (Nghị định 30/2020/NĐ-CP, Phụ lục III)."""

import re
from dataclasses import dataclass

from minhchung.text.normal import clean, fold, squeeze
from minhchung.text.symbols import parse_symbol

TYPE_NAMES: dict[str, str] = {
    "CV": "Công văn",
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "VBHN": "Văn bản hợp nhất",
    "PL": "Pháp lệnh",
    "L": "Luật",
    "KL": "Kết luận",
}
"""Type code → name. Official letters carry no code on paper; they are kept under "CV"."""

_SERIES = {fold(name): code for code, name in TYPE_NAMES.items()}
_NUMBER = re.compile(r"^\d{1,6}[A-Za-zĐđ]?(?=[/-]|$)")
_PLAIN = re.compile(r"(?:số:? ?)?(?P<num>\d{1,6})(?P<suffix>[a-zđ]{0,3})? ?(?:/ ?(?P<symbol>\S[^\n]{0,58}))?", re.IGNORECASE)


@dataclass(frozen=True)
class Numbered:
    """A code taken apart. `symbol` is what stands behind the number ("TB-UBND", "2020/NĐ-CP"; "-NQ/TW" for the Party's form);
    `series` the type code, "CV" for official letters, "" when unknown; `org` the issuer's letters; `year` the year in the code.
    """

    number: int | None
    suffix: str
    symbol: str
    series: str
    org: str = ""
    year: int | None = None

    @property
    def code(self) -> str:
        """As it is written: "05/KH-UBND", "52-NQ/TW"; the symbol alone while the number is blank."""
        if self.number is None:
            return self.symbol.removeprefix("-")
        joint = "" if self.symbol.startswith("-") or not self.symbol else "/"
        return f"{self.number:02d}{self.suffix}{joint}{self.symbol}"


def numbered(code: str) -> Numbered:
    """Takes "468/TB-UBND" apart. What does not follow the grammar is kept as written, never refused (real input breaks rules)."""
    said = squeeze(clean(code)).removesuffix(".")
    symbol = parse_symbol(said)
    if symbol is None and said and not said[0].isdigit() and "/" not in said:
        # A draft's symbol alone, "TB-UBND": the number comes later.
        symbol = parse_symbol(f"Số: /{said}")
    if symbol is not None:
        head = _NUMBER.sub("", symbol.written).removeprefix("/")
        return Numbered(symbol.num, symbol.suffix, head[:60], symbol.type, symbol.org, symbol.year)
    plain = _PLAIN.fullmatch(said)
    if plain:
        return Numbered(int(plain["num"]), (plain["suffix"] or "").lower(), (plain["symbol"] or "")[:60], "")
    return Numbered(None, "", said[:60], "")


def series_of_type(words: str) -> str:
    """The type code of a type's name ("Thông báo" → "TB"); "" when the name is not one of the lawful ones."""
    return _SERIES.get(fold(words), "")


def own_issuer(parts: Numbered, commune: str) -> str:
    """Who issued an outgoing document that names nobody: the People's Committee of the commune, its People's Council where the symbol
    says so; "" for the Party's form, which is neither's."""
    if parts.symbol.startswith("-"):
        return ""
    office = "Hội đồng nhân dân" if parts.org.upper().startswith("HĐND") else "Ủy ban nhân dân"
    return f"{office} {commune[:1].lower()}{commune[1:]}"


def key_of(*, series: str, number: int | None, suffix: str) -> str:
    """The beginning of a match key: series and number without leading zeros, "TB|468"; "" without a number."""
    return "" if number is None else f"{series}|{number}{suffix.lower()}"

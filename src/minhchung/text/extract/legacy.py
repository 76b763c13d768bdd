"""Letters typed in the fonts that came before Unicode (TCVN 6909:2001): TCVN3 (".VnTime", ABC) and VNI ("VNI-Times").

Such a file holds Latin-1 characters that only its fonts draw as Vietnamese: "thùc hiÖn", "thöïc hieän". Read as they are they would
give a text in which nothing is found, without a word of warning; so they are turned into Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import partial


class Scheme(StrEnum):
    """How letters with marks were coded before Unicode; the value is what people call it."""

    TCVN3 = "TCVN3 (phông .VnTime, ABC)"
    VNI = "VNI (phông VNI-Times)"


SMALL = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđ"
CODES = "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©ª«¬\u00ad®"
# TCVN3 has capitals for seven letters only; capitals with a tone are drawn by fonts of their own, from the small letters' codes.
TCVN3 = str.maketrans(CODES + "¡¢£¤¥¦§\u03bc", SMALL + "ĂÂÊÔƠƯĐà")

GRAVE, ACUTE, TILDE, HOOK, DOT, HAT, BREVE = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "\u0302", "\u0306"
TONES = {"ù": ACUTE, "ø": GRAVE, "û": HOOK, "õ": TILDE, "ï": DOT}
HATS = {"â": HAT, "á": HAT + ACUTE, "à": HAT + GRAVE, "å": HAT + HOOK, "ã": HAT + TILDE, "ä": HAT + DOT}
BREVES = {"ê": BREVE, "é": BREVE + ACUTE, "è": BREVE + GRAVE, "ú": BREVE + HOOK, "ü": BREVE + TILDE, "ë": BREVE + DOT}
VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
VNI_LETTER = re.compile(r"[aeouyôö][ùøûõï]|[aeo][âáàåãä]|a[êéèúüë]|[ñôöíìæóòî]", re.IGNORECASE)

# Letters that no Latin-1 character can stand for: a line with one of them is Unicode already.
UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
CODED = re.compile("[\u00a1-\u00ff\u03bc]")
TOKEN = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f]+")
# Frequent words of official letters, all with marks.
FREQUENT = frozenset(
    TOKEN.findall(
        "và của các được nhân dân ngày tháng năm thực hiện đơn vị phường xã ủy uỷ việc với về báo cáo kết quả số quyết định thông phòng"
        " hành chính thủ tục đồng văn bản yêu cầu chủ tịch tổ chức công tác nhiệm vụ trước thành phố tỉnh nội kế hoạch triển là có"
    )
)
SAMPLE = 20_000
ENOUGH = 4  # frequent words that cannot all be there by chance
CAPITALS = 1  # one capital may begin a word ("Sè"), two say that the line is set in capitals ("MËT")


def scheme_of(text: str) -> Scheme | None:
    """Which of the two schemes the lines of a text that are not Unicode are coded in, or None. Foreign words do not make a scheme."""
    lines = [line for line in text[:SAMPLE].split("\n") if CODED.search(line) and not UNICODE_ONLY.search(line)]
    if not lines:
        return None
    coded = "\n".join(lines)
    found = {scheme: _frequent(_decoded(coded, scheme)) for scheme in Scheme}
    best = max(found, key=lambda scheme: found[scheme])
    return best if found[best] >= ENOUGH and found[best] > 3 * _frequent(coded) else None


def _frequent(text: str) -> int:
    return sum(token in FREQUENT for token in TOKEN.findall(text.lower()))


def _decoded(text: str, scheme: Scheme) -> str:
    return text.translate(TCVN3) if scheme is Scheme.TCVN3 else VNI_LETTER.sub(_vni_letter, text)


def _vni_letter(found: re.Match[str]) -> str:
    base, mark = found[0][0], found[0][1:].lower()
    letter = VNI_ALONE.get(base.lower(), base.lower())
    marks = TONES.get(mark) or HATS.get(mark) or BREVES.get(mark) or ""
    whole = unicodedata.normalize("NFC", letter + marks)
    return whole.upper() if base.isupper() else whole


def in_capitals(text: str) -> str:
    """What a ".Vn…H" font draws: TCVN3 codes, every letter as a capital."""
    return text.translate(TCVN3).upper()


def in_unicode(texts: Sequence[str]) -> tuple[list[str], Scheme | None]:
    """The parts of one document with old letters turned into Unicode, and the scheme they were coded in (None: nothing to turn).

    Lines that hold a Unicode letter of Vietnamese stay as they are: documents are pasted together from old and new ones. In such a
    mixed document, lines without any letter that is foreign to Vietnamese stay as well.
    """
    whole = "\n".join(texts)
    scheme = scheme_of(whole)
    if scheme is None:
        return list(texts), None
    mixed = UNICODE_ONLY.search(whole) is not None
    turn = partial(_line, scheme=scheme, mixed=mixed)
    return ["\n".join(map(turn, text.split("\n"))) for text in texts], scheme


FOREIGN = re.compile("[¡-¿\u03bcÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿ]|[aeouy][âêôõãáàéèùúóò]", re.IGNORECASE)


def _line(line: str, scheme: Scheme, mixed: bool) -> str:
    if not CODED.search(line) or UNICODE_ONLY.search(line) or (mixed and not FOREIGN.search(line)):
        return line
    told = _decoded(line, scheme)
    letters = [char for char in line if char.isascii() and char.isalpha()]
    # In a line of capitals TCVN3 has small codes for the capitals it lacks.
    capitals = scheme is Scheme.TCVN3 and len(letters) > CAPITALS and all(map(str.isupper, letters))
    return told.upper() if capitals else told


def warning(scheme: Scheme) -> str:
    """What whoever checks the result is told."""
    return f"Tệp dùng bảng mã cũ {scheme}: đã đổi sang Unicode, hãy xem lại dấu và chữ hoa, nhất là ở tên riêng."

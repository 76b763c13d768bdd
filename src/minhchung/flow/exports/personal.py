"""What could be about a person: looked for in the text columns that are kept, and hidden in what is shown of a rejected row.

Design rule 6.11: personal data of applicants never enters. Headings about persons are not read at all; this is the net under them.
"""

import re

import pyarrow as pa
import pyarrow.compute as pc

from minhchung.text.normal import clean, squeeze

# Patterns in the syntax of RE2 (Arrow) and of Python alike. Runs of 9 or 12 digits are identity numbers (CMND, CCCD), 10 and 11 phones.
_EDGE, _END = r"(?:^|[^0-9])", r"(?:[^0-9]|$)"
_LONG = rf"{_EDGE}(?:[0-9]{{9}}|[0-9]{{12}}){_END}"
_GROUPED_IDENTITY = rf"{_EDGE}[0-9]{{3}}[ .-][0-9]{{3}}[ .-][0-9]{{3}}(?:[ .-][0-9]{{3}})?{_END}"
_PHONE = rf"{_EDGE}(?:0|\+?84)[0-9]{{9,10}}{_END}"
_GROUPED_PHONE = rf"{_EDGE}(?:0|\+?84[ .-]?)[0-9]{{2,3}}[ .-][0-9]{{3,4}}[ .-][0-9]{{3,4}}{_END}"
_MAIL = r"[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+\.[0-9A-Za-z.-]+"
PERSONAL = "|".join((_LONG, _GROUPED_IDENTITY, _PHONE, _GROUPED_PHONE, _MAIL))
_PERSONAL = re.compile(PERSONAL)
_SURNAME_WORDS = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh trương mai đào cao "
    "lâm phùng tô hà chu lưu thái tạ vương quách kiều la châu tăng triệu lương thân giang kim tống từ văn nghiêm ninh"
)
_SURNAMES = frozenset(_SURNAME_WORDS.split())
_HIDDEN = re.compile(r"\((?:chữ|số|chữ và số|dấu), \d+ ký tự\)")
_DAY_LIKE = re.compile(r"[\d/:. TZ+-]{1,32}")
_NUMBER_RUN = re.compile(r"\d{7,}")


def is_personal(text: str) -> bool:
    """Whether a text holds a phone number, an identity number or an e-mail address."""
    return _PERSONAL.search(clean(text)) is not None


def looks_like_name(text: str) -> bool:
    """Whether a text could be a person's name: two to six words without digits, a Vietnamese family name first."""
    words = squeeze(clean(text)).split(" ")
    return 2 <= len(words) <= 6 and words[0].lower() in _SURNAMES and all(word[:1].isupper() and word.isalpha() for word in words)


def personal_mask(values: pa.Array) -> pa.Array:
    """Where the texts of a string array hold a phone number, an identity number or an e-mail address. Nulls stay null."""
    return pc.match_substring_regex(values, PERSONAL)


def shown(value: str) -> str:
    """A rejected value as it may be shown: days and short numbers as they stand, all else only as what it is made of."""
    text = squeeze(clean(value))
    if not text:
        return ""
    if _DAY_LIKE.fullmatch(text) and not _NUMBER_RUN.search(text) and not is_personal(text):
        return text
    kinds = [said for said, there in (("chữ", any(c.isalpha() for c in text)), ("số", any(c.isdigit() for c in text))) if there]
    return f"({' và '.join(kinds) or 'dấu'}, {len(text)} ký tự)"


def shown_word(word: str) -> str:
    """An unknown status, channel or heading as it may be shown and counted: a short word of office, never a name or a number."""
    text = squeeze(clean(word))
    if len(text) > 60 or is_personal(text) or looks_like_name(text) or sum(c.isdigit() for c in text) > 3:
        return shown(text) if not _DAY_LIKE.fullmatch(text) else f"(số, {len(text)} ký tự)"
    return text


def is_hidden(said: str) -> bool:
    """Whether `shown` or `shown_word` said only what a text is made of: the text itself is known to nobody then."""
    return _HIDDEN.fullmatch(said) is not None


def shown_sheet(name: str, place: int) -> str:
    """The name of a sheet as it may be shown, "Tháng 11-2026"; by its place in the workbook when it could be about a person."""
    text = squeeze(clean(name))
    return f"thứ {place}" if is_personal(text) or looks_like_name(text) else text

"""Columns of words, numbers and yes or no: each different text is read once, through the dictionary of the column."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from minhchung.flow.exports.personal import personal_mask, shown_word
from minhchung.flow.exports.vocabulary import word_key
from minhchung.text.normal import fold

LIMIT: Final = re.compile(r"(?:khong qua |toi da |trong )?([0-9]{1,4}|[a-z]+)(?:[.,]0+)?(?: \([^)]*\))? ?([a-z][a-z ]*)?")
SAME_DAY: Final = frozenset({"trong ngay", "ngay trong ngay", "trong ngay lam viec", "giai quyet ngay", "lam ngay"})
_SPELLED: Final = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+")
_WHOLE: Final = re.compile(r"([0-9]{1,9})(?:[.,]0{1,2})?")
_LARGEST: Final = 2**31 - 1
_BLANKS: Final = frozenset({"", "-", "--", "null", "n/a", "(trong)"})


@dataclass(slots=True)
class Counts:
    """What the file says that no profile knows, and what was dropped as personal: by kind, by word or column."""

    unknown: dict[str, Counter[str]] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, word: str, times: int) -> None:
        """Count an unknown word, hidden when it could be about a person."""
        self.unknown.setdefault(kind, Counter())[shown_word(word)] += times


def read_words(texts: pa.Array, words: Mapping[str, str | bool], kind: str, counts: Counts) -> pa.Array:
    """Words → their values ("statuses" → Status …), null where blank or unknown; unknown words are counted under `kind`.

    Texts come back as a dictionary array (Status, Channel …), flags as booleans.
    """

    def value(text: str) -> tuple[str | bool | None, bool]:
        key = word_key(text)
        return words.get(key), key in words or key in _BLANKS

    return _mapped(texts, value, pa.bool_() if kind == "flags" else pa.string(), lambda word, times: counts.add(kind, word, times))


def read_numbers(texts: pa.Array, kind: str, counts: Counts) -> pa.Array:
    """Whole numbers, "1.234" and "1,234" as one thousand and more; null where blank; what is no number is counted under `kind`."""

    def value(text: str) -> tuple[int | None, bool]:
        number = whole_number(text)
        return number, number is not None or word_key(text) in _BLANKS

    return _mapped(texts, value, pa.int32(), lambda word, times: counts.add(kind, word, times))


def read_limits(amounts: pa.Array, units: pa.Array | None, words: Mapping[str, str | bool], counts: Counts) -> tuple[pa.Array, pa.Array]:
    """Time limits ("10 ngày làm việc", "8 giờ", "trong ngày" = 0 wd) as amount and unit. A number without unit keeps the amount alone."""
    limits: dict[str, tuple[int | None, str | None]] = {}

    def amount(text: str) -> tuple[int | None, bool]:
        limits[text] = found = read_limit(text, words)
        return found[0], found[0] is not None or word_key(text) in _BLANKS

    numbers = _mapped(amounts, amount, pa.int32(), lambda word, times: counts.add("limits", word, times))
    said = _mapped(amounts, lambda text: (limits[text][1], True), pa.string(), lambda word, times: None)
    if units is None:
        return numbers, said
    beside = read_words(units, words, "limit_units", counts)
    return numbers, pc.coalesce(said.dictionary_decode(), beside.dictionary_decode())


def read_limit(text: str, words: Mapping[str, str | bool]) -> tuple[int | None, str | None]:
    """One time limit; (None, None) when it cannot be understood, (amount, None) when its unit is not said."""
    said = word_key(fold(text))
    if said in SAME_DAY:
        return 0, "wd"
    found = LIMIT.fullmatch(said)
    if found is None:
        return None, None
    number = int(found[1]) if found[1].isdigit() else _SPELLED.get(found[1])
    if number is None or number == 0:
        return None, None
    if not found[2]:
        return number, None
    unit = words.get(found[2].strip())
    return (number, str(unit)) if unit is not None else (None, None)


def whole_number(text: str) -> int | None:
    """A whole number as officials write it, or None."""
    said = fold(text)
    if _GROUPED.fullmatch(said):
        value = int(re.sub(r"[., ]", "", said))
    elif found := _WHOLE.fullmatch(said):
        value = int(found[1])
    else:
        return None
    return value if value <= _LARGEST else None


def _mapped(
    texts: pa.Array, value: Callable[[str], tuple[str | bool | int | None, bool]], kind: pa.DataType, unknown: Callable[[str, int], None]
) -> pa.Array:
    """Each different text through `value` (its value, whether it was understood), spread back over the rows."""
    coded = texts.dictionary_encode()
    read = [value(text) for text in coded.dictionary.to_pylist()]
    lost = [code for code, (_, understood) in enumerate(read) if not understood]
    if lost:
        times = np.bincount(np.asarray(coded.indices.drop_null()), minlength=len(read))
        for code in (code for code in lost if times[code]):
            unknown(coded.dictionary[code].as_py(), int(times[code]))
    values = pa.array([held for held, _ in read], type=kind)
    return pa.DictionaryArray.from_arrays(coded.indices, values) if pa.types.is_string(kind) else values.take(coded.indices)


def read_texts(texts: pa.Array, column: str, counts: Counts, *, scanned: bool = True) -> pa.Array:
    """Texts in NFC with single blanks, null where blank; one that holds a phone, identity number or e-mail is dropped and counted.

    They come back as a dictionary array, in which two entries may be the same text or null.
    """
    coded = texts.dictionary_encode()
    held = tidy(coded.dictionary)
    if scanned:
        found = personal_mask(held)
        if pc.any(found).as_py():
            mask: NDArray[np.bool_] = np.asarray(pc.fill_null(found, False))
            times = np.bincount(np.asarray(coded.indices.drop_null()), minlength=len(held))
            counts.dropped[column] += int(times[mask].sum())
            held = pc.if_else(pc.fill_null(found, False), pa.scalar(None, held.type), held)
    return pa.DictionaryArray.from_arrays(coded.indices, held)


def tidy(texts: pa.Array) -> pa.Array:
    """Each text in NFC, white space squeezed, blank as null."""
    plain = pc.utf8_normalize(texts, "NFC")
    plain = pc.utf8_trim_whitespace(pc.replace_substring_regex(plain, r"[\s\x{00a0}\x{200b}\x{feff}]+", " "))
    return pc.if_else(pc.equal(pc.binary_length(plain), 0), pa.scalar(None, plain.type), plain)

"""Dossier codes: one way to write them, and what may stand for one.

`<agency>-<YYMMDD>-<number of the day, 4 digits or more>`, with or without the old prefix 000.00.00 (TT 03/2025/TT-VPCP, Điều 13;
TT 04/2025). Old systems number otherwise. A value that does not fit is still taken, since the column is called "Mã hồ sơ", unless it
could be a person's: no digit at all, only as many digits as an identity card or a phone has, an e-mail, or longer than 60 letters.
"""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from minhchung.flow.exports.personal import PERSONAL

_AGENCY: Final = r"(?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.)?[A-Z][0-9]{2}(?:\.[0-9]{2,3}){0,2}"
FORM: Final = rf"{_AGENCY}-[0-9]{{6}}-[0-9]{{4,}}"
"""The form of the law, wherever it stands, in the syntax of RE2, Python and JavaScript alike. All who look for a code take it from here."""
CODE: Final = f"^{FORM}$"
_DATED: Final = rf"^{_AGENCY}-(?P<day>[0-9]{{6}})-[0-9]{{4,}}$"
# Centralised services of ministries: MX1X2.Y1Y2Y3.Z1Z2-YYMMDD-AAXXXX is covered by CODE; agencies of three levels by the third group.
_DASHES: Final = r"\s*[\x{2010}-\x{2015}\x{2212}\x{2043}\x{fe58}\x{fe63}\x{ff0d}\x{00ad}-]\s*"
_BLANKS: Final = r"[\s\x{00a0}\x{200b}\x{feff}]+"
_OTHER: Final = r"^[^@]*[0-9][^@]*$"
LONGEST: Final = 60


def tidy_codes(texts: pa.Array, *, any_name: bool = False) -> tuple[pa.Array, NDArray[np.bool_]]:
    """Codes with one kind of dash, no blank around it, capital letters, blank as null; and where one is blank or not of the law's form.

    `any_name`: only trimmed (cases of an event log).
    """
    if any_name:
        codes = _no_blank(pc.utf8_trim_whitespace(texts))
        return codes, _unusual(codes)
    # Nearly every code is of the form of the law as it stands: all else runs only over those that are not.
    odd = _unusual(texts)
    if not odd.any():
        return texts, odd
    mask = pa.array(odd)
    plain = pc.replace_substring_regex(pc.utf8_normalize(pc.utf8_upper(texts.filter(mask)), "NFKC"), _DASHES, "-")
    plain = _no_blank(pc.utf8_trim_whitespace(pc.replace_substring_regex(plain, _BLANKS, " ")))
    odd[np.flatnonzero(odd)] = _unusual(plain)
    return pc.replace_with_mask(texts, mask, plain), odd


def tidy_code(text: str) -> str:
    """A code somebody typed as an import writes it; "" for blanks."""
    return tidy_codes(pa.array([text]))[0][0].as_py() or ""


def days_written_in(codes: pa.Array | pa.ChunkedArray) -> NDArray[np.datetime64]:
    """The day (datetime64[D]) that each code of the law's form carries, NaT for another code and for a day that does not exist."""
    numbers = pc.dictionary_encode(pc.struct_field(pc.extract_regex(codes, _DATED), "day"))
    numbers = numbers.combine_chunks() if isinstance(numbers, pa.ChunkedArray) else numbers
    days = np.array([*(_day(written) for written in numbers.dictionary.to_pylist()), np.datetime64("NaT")], "datetime64[D]")
    found: NDArray[np.datetime64] = days[np.asarray(pc.fill_null(numbers.indices, len(days) - 1))]
    return found


def _day(written: str | None) -> np.datetime64:
    try:
        return np.datetime64(f"20{written[:2]}-{written[2:4]}-{written[4:]}" if written else "NaT", "D")
    except ValueError:
        return np.datetime64("NaT", "D")


def all_lawful(codes: pa.Array | pa.ChunkedArray) -> bool:
    """Whether every code is of the law's form: where one is not, the system numbers otherwise."""
    return bool(pc.all(pc.match_substring_regex(codes, CODE)).as_py() is not False)


def _no_blank(plain: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(pc.binary_length(plain), 0), pa.scalar(None, plain.type), plain)


def _unusual(codes: pa.Array) -> NDArray[np.bool_]:
    return ~np.asarray(pc.fill_null(pc.match_substring_regex(codes, CODE), False))


def refused_codes(codes: pa.Array, odd: NDArray[np.bool_], *, any_name: bool = False) -> NDArray[np.bool_]:
    """Where one of the `odd` codes cannot be a code. `any_name`: names of cases in an event log need no digit."""
    refused = np.zeros(len(codes), dtype=np.bool_)
    rows = np.flatnonzero(odd & np.asarray(pc.is_valid(codes)))
    if len(rows):
        some = codes.take(pa.array(rows))
        bad = np.asarray(pc.match_substring_regex(some, PERSONAL)) | np.asarray(pc.greater(pc.utf8_length(some), LONGEST))
        if not any_name:
            bad |= ~np.asarray(pc.match_substring_regex(some, _OTHER))
        refused[rows] = bad
    return refused

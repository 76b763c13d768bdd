"""Moments of a whole column: text → seconds, by digit arithmetic on the forms that exports use, value by value for the rest.

Wall-clock time of Viet Nam without zone, whole seconds. The forms are those of the exports seen: see `moment_forms` for the rare ones.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from minhchung.flow.exports.moment_forms import FIRST_YEAR, LAST_YEAR, parse_moment

_DAY: Final = 86_400
_SERIAL_ZERO: Final = -25_569  # 30/12/1899, the day 0 of spreadsheets, in days since 1970
_BAD: Final = np.iinfo(np.int64).min
Bytes = NDArray[np.uint8]
Seconds = NDArray[np.int64]
Reader = Callable[[str], int | Literal[False] | None]


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of fixed width: where year, month, day, hour, minute and second stand, which signs stand where, and where a zone begins."""

    year: int
    month: int
    day: int
    clock: tuple[int, ...]
    signs: tuple[tuple[int, bytes], ...]
    zone: int = 0


_DMY: Final = ((2, b"/-."), (5, b"/-."))
_YMD: Final = ((4, b"-/"), (7, b"-/"))
_HM: Final = ((10, b" T"), (13, b":h"))
_HMS: Final = ((10, b" T"), (13, b":"), (16, b":"))
_ISO: Final = _Form(0, 5, 8, (11, 14, 17), (*_YMD, *_HMS))
_FORMS: Final[dict[int, tuple[_Form, ...]]] = {
    8: (_Form(0, 4, 6, (), ()),),
    10: (_Form(6, 3, 0, (), _DMY), _Form(0, 5, 8, (), _YMD)),
    14: (_Form(0, 4, 6, (8, 10, 12), ()),),
    16: (_Form(6, 3, 0, (11, 14), (*_DMY, *_HM)), _Form(0, 5, 8, (11, 14), (*_YMD, *_HM))),
    19: (_Form(6, 3, 0, (11, 14, 17), (*_DMY, *_HMS)), _ISO),
    20: (replace(_ISO, signs=(*_ISO.signs, (19, b"Z")), zone=19),),
    23: (replace(_ISO, signs=(*_ISO.signs, (19, b"."))),),
    24: (replace(_ISO, signs=(*_ISO.signs, (19, b"."), (23, b"Z")), zone=23),),
    25: (replace(_ISO, signs=(*_ISO.signs, (19, b"+-"), (22, b":")), zone=19),),
    29: (replace(_ISO, signs=(*_ISO.signs, (19, b"."), (23, b"+-"), (26, b":")), zone=23),),
}
_VIETNAM: Final = 7 * 3600
# Days before each month of the years that are read, since 1970-01-01, and the lengths of those months.
_MONTHS: Final = (
    np.arange(f"{FIRST_YEAR:04d}-01", f"{LAST_YEAR + 1:04d}-02", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)
)
_LENGTHS: Final = np.diff(_MONTHS)


@dataclass(frozen=True, slots=True)
class Moments:
    """`values`: timestamp("s"), null where empty or bad; `bad`: where something stood that is no moment; `precision` of what was read."""

    values: pa.Array
    bad: NDArray[np.bool_]
    precision: str


def parse_moments(texts: pa.Array, *, day_first: bool = True, keep_offset: bool = False) -> Moments:
    """Read a string array as moments. Blank texts and what systems write for "none" (01/01/1900, year 1) are empty, not bad."""
    size = len(texts)
    seconds = np.full(size, _BAD, dtype=np.int64)
    offsets, data = _buffers(texts)
    lengths = np.diff(offsets)
    if texts.null_count:
        lengths[np.asarray(pc.is_null(texts))] = 0
    left = lengths > 0
    for length, forms in _FORMS.items():
        rows = np.flatnonzero(left & (lengths == length))
        if len(rows):
            letters = _letters(data, offsets[rows], length)
            for form in forms if day_first else _month_first(forms):
                found = _seconds(letters, form, keep_offset)
                good = found != _BAD
                seconds[rows[good]] = found[good]
    left &= seconds == _BAD
    bad = np.zeros(size, dtype=np.bool_)
    _read_serials(texts, left, seconds)
    reader = partial(parse_moment, day_first=day_first, keep_offset=keep_offset)
    _read_singly(texts, left & (seconds == _BAD), reader, seconds, bad)
    known = seconds != _BAD
    return Moments(pa.array(seconds, mask=~known).cast(pa.timestamp("s")), bad, _precision(seconds[known]))


def _buffers(texts: pa.Array) -> tuple[NDArray[np.int64], Bytes]:
    """The offsets (counted from the first byte used) and the bytes of a string array."""
    wide = pa.types.is_large_string(texts.type)
    _, ends, held = texts.buffers()
    if ends is None or held is None:
        return np.zeros(len(texts) + 1, dtype=np.int64), np.zeros(0, dtype=np.uint8)
    offsets = np.frombuffer(ends, dtype=np.int64 if wide else np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    return offsets, np.frombuffer(held, dtype=np.uint8)


def _month_first(forms: tuple[_Form, ...]) -> tuple[_Form, ...]:
    return tuple(replace(form, month=form.day, day=form.month) if form.year == 6 else form for form in forms)


def _letters(data: Bytes, starts: NDArray[np.int64], length: int) -> Bytes:
    """The letters of texts of one length, a row for each place in the text."""
    if starts[-1] - starts[0] == length * (len(starts) - 1):
        letters = data[starts[0] : starts[0] + length * len(starts)].reshape(-1, length)
    else:
        letters = data[starts[:, None] + np.arange(length)]
    return np.ascontiguousarray(letters.T)


def _seconds(letters: Bytes, form: _Form, keep_offset: bool) -> Seconds:
    """Seconds since 1970 of texts given as rows of letters by place; _BAD where the form does not fit or the day does not exist."""
    good = np.ones(letters.shape[1], dtype=np.bool_)
    for place, signs in form.signs:
        here = letters[place]
        good &= np.logical_or.reduce([here == sign for sign in signs])
    if not good.any():
        return np.full(letters.shape[1], _BAD, dtype=np.int64)
    year = _pair(letters, form.year, good) * 100 + _pair(letters, form.year + 2, good)
    month, day = _pair(letters, form.month, good), _pair(letters, form.day, good)
    clock = [_pair(letters, place, good) for place in form.clock]
    for value, limit in zip(clock, (24, 60, 60), strict=False):
        good &= value < limit
    good &= (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12)
    index = np.where(good, (year - FIRST_YEAR) * 12 + month - 1, 0)
    good &= (day >= 1) & (day <= _LENGTHS[index])
    seconds = (_MONTHS[index] + day - 1) * _DAY
    for value, unit in zip(clock, (3600, 60, 1), strict=False):
        seconds += value.astype(np.int64) * unit
    if form.zone:
        seconds += _shift(letters, form.zone, good, keep_offset)
    return np.where(good, seconds, _BAD)


def _shift(letters: Bytes, place: int, good: NDArray[np.bool_], keep_offset: bool) -> Seconds:
    """What turns the wall clock of the zone written at a place ("Z", "+02:00") into that of Viet Nam."""
    if len(letters) == place + 1:
        return np.full(letters.shape[1], _VIETNAM, dtype=np.int64)
    hours, minutes = _pair(letters, place + 1, good), _pair(letters, place + 4, good)
    good &= (hours < 24) & (minutes < 60)
    if keep_offset:
        return np.zeros(letters.shape[1], dtype=np.int64)
    offset = (hours * 3600 + minutes * 60).astype(np.int64)
    return _VIETNAM - np.where(letters[place] == ord("-"), -offset, offset)


def _pair(letters: Bytes, place: int, good: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The number of two digits at a place; where they are no digits, `good` is unset."""
    tens, ones = letters[place] - np.uint8(48), letters[place + 1] - np.uint8(48)
    good &= (tens < 10) & (ones < 10)
    number: NDArray[np.int32] = tens.astype(np.int32) * 10 + ones
    return number


def _read_serials(texts: pa.Array, left: NDArray[np.bool_], out: Seconds) -> None:
    """Days since 30/12/1899 with a fraction, as spreadsheets store moments: 46000.322916667."""
    rows = np.flatnonzero(left)
    if not len(rows):
        return
    some = texts.take(pa.array(rows))
    serial = np.asarray(pc.fill_null(pc.match_substring_regex(some, r"^\s*[1-9][0-9]{4}(?:\.[0-9]{1,12})?\s*$"), False))
    if serial.any():
        days = np.asarray(pc.cast(pc.utf8_trim_whitespace(some.filter(pa.array(serial))), pa.float64()))
        seconds = np.round((days + _SERIAL_ZERO) * _DAY).astype(np.int64)
        out[rows[serial]] = np.where((seconds >= _MONTHS[0] * _DAY) & (seconds < _MONTHS[-1] * _DAY), seconds, _BAD)


def _read_singly(texts: pa.Array, left: NDArray[np.bool_], reader: Reader, out: Seconds, bad: NDArray[np.bool_]) -> None:
    """The rare forms, each different text once."""
    rows = np.flatnonzero(left)
    if not len(rows):
        return
    coded = texts.take(pa.array(rows)).dictionary_encode()
    read = [reader(text) for text in coded.dictionary.to_pylist()]
    values = np.array([_BAD if not isinstance(value, int) else value for value in read], dtype=np.int64)
    wrong = np.array([value is False for value in read], dtype=np.bool_)
    codes = np.asarray(coded.indices)
    out[rows], bad[rows] = values[codes], wrong[codes]


def _precision(seconds: Seconds) -> str:
    """The finest part of a moment that is ever used: a column of midnights gives only days, whatever it is written like."""
    if np.any(seconds % 60):
        return "second"
    return "minute" if np.any(seconds % _DAY) else "day"


PRECISIONS: Final = ("day", "minute", "second")

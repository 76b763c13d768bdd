"""The text floor of the engines: normal form, search key, numbers, dates, document symbols.

Plain values in, plain values out. Every ``find_*`` takes NFC text (``nfc`` it first) and gives character offsets
into exactly that text.
"""

from minhchung.text.dates import DateMention, find_dates
from minhchung.text.flat import Flat, flatten
from minhchung.text.normal import clean, fold, lower, nfc, normal, squeeze
from minhchung.text.numbers import plain_number, read_number, roman
from minhchung.text.symbols import MatchKey, Symbol, find_symbols, match_key, parse_symbol

__all__ = [
    "DateMention",
    "Flat",
    "MatchKey",
    "Symbol",
    "clean",
    "find_dates",
    "find_symbols",
    "flatten",
    "fold",
    "lower",
    "match_key",
    "nfc",
    "normal",
    "parse_symbol",
    "plain_number",
    "read_number",
    "roman",
    "squeeze",
]

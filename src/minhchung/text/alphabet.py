"""The order of the Vietnamese alphabet: A Ă Â B C D Đ E Ê …, and among equal letters the six tones."""

from __future__ import annotations

import unicodedata

from minhchung.text.normal import squeeze

LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=100)}
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Huyền, hỏi, ngã, sắc, nặng, as dictionaries have them; a vowel without a mark comes before."""

Word = tuple[tuple[int, ...], tuple[int, ...]]


def alphabetical(text: str) -> tuple[Word, ...]:
    """A key by which lists sort as a Vietnamese reader expects: word by word, first by letters, then by tones; capitals count as small."""
    return tuple(_word(word) for word in squeeze(text).casefold().split())


def _word(word: str) -> Word:
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFD", word):
        if char in TONES and letters:
            tones[-1] = TONES[char]
        elif unicodedata.combining(char) and letters:
            whole = unicodedata.normalize("NFC", _letter(letters[-1]) + char)
            letters[-1] = LETTERS.get(whole, letters[-1])
        else:
            letters.append(LETTERS.get(char, ord(char) if ord(char) < 100 else 1000 + ord(char)))
            tones.append(0)
    return tuple(letters), tuple(tones)


def _letter(place: int) -> str:
    return next((letter for letter, at in LETTERS.items() if at == place), "")

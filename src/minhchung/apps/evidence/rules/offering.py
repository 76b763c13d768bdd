"""Which requirements a piece of evidence may prove: an offer with its score and why, for a person to take. Nothing is linked here. Pure."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from minhchung.apps.evidence.rules.faults import Asked, Piece, faults_of
from minhchung.text.normal import fold

K = TypeVar("K", bound=Hashable)
LEAST = 0.5
"""Below this nothing is offered: the type alone, or a few words alone, say too little."""
_TYPE, _WORDS, _YEAR = 0.35, 0.45, 0.2
_COMMON = frozenset(
    fold(
        "và của các có theo về cho đến từ trên tại đã được một những năm phường xã UBND ủy ban nhân dân số công tác thực hiện kèm nội dung"
        " tài liệu văn minh chứng kết quả"
    ).split()
)
"""Words that stand in every second title and so tell nothing."""
_WORD = re.compile(r"[a-z0-9]+")


_REFUSED = frozenset({"rejected", "secret", "address", "draft", "other_type", "other_year", "late", "not_photo"})


@dataclass(frozen=True)
class Offered:
    """A piece and the words by which it is known besides its own: those of the work it was shown for."""

    piece: Piece
    words: str = ""


@dataclass(frozen=True)
class Offer(Generic[K]):
    """`score` is 0..1; `why` says in Vietnamese what agrees."""

    piece: Piece
    requirement: K
    score: float
    why: str


def offers(offered: Sequence[Offered], asked: Mapping[K, tuple[Asked, str]], *, year: int, at_most: int = 5) -> dict[K, list[Offer[K]]]:
    """For each requirement, given with the title of its leaf, the pieces that may prove it, best first, at most so many.

    A piece of another year or type, a draft or an address is offered nowhere: what would be refused is not proposed.
    """
    heard = [(each.piece, _words(f"{each.words} {each.piece.title} {each.piece.list_title}")) for each in offered]
    found: dict[K, list[Offer[K]]] = {}
    for key, (what, leaf) in asked.items():
        wanted = _words(what.text)
        around = _words(leaf) - wanted
        scored = [(_score(what, piece, words & wanted, words & around, len(wanted)), piece, words) for piece, words in heard]
        likely = sorted((each for each in scored if each[0] >= LEAST), key=lambda each: (-each[0], each[1].key))
        good = (each for each in likely if not _refused(what, each[1], year))
        found[key] = [Offer(piece, key, score, _why(what, leaf, piece, words)) for score, piece, words in islice(good, at_most)]
    return found


def _refused(what: Asked, piece: Piece, year: int) -> bool:
    return any(fault.code in _REFUSED for fault in faults_of(what, piece, year=year))


def _score(what: Asked, piece: Piece, same: set[str], near: set[str], wanted: int) -> float:
    """How much agrees: the type, the words of the requirement and, for half, those of its leaf; a known date (of the year, or the piece
    is refused)."""
    if not same and not near:
        return 0.0
    share = (len(same) + 0.5 * min(len(near), 4)) / max(wanted, 1)
    typed = bool(what.document and piece.type.value)
    return round(_WORDS * min(share, 1) + _TYPE * typed + _YEAR * (piece.dated.value is not None), 3)


def _why(what: Asked, leaf: str, piece: Piece, words: set[str]) -> str:
    said = _as_written(what.text, words) or _as_written(leaf, words)
    typed = [f"cùng loại {piece.type.value}"] if what.document and piece.type.value else []
    dated = [f"năm {piece.dated.value.year}"] if piece.dated.value else []
    return "; ".join([*typed, f"cùng nói “{said}”", *dated])


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold(text)) if word not in _COMMON and len(word) > 1}


def _as_written(text: str, words: set[str]) -> str:
    """Those of the words, as the text writes them and in its order."""
    return " ".join([word for word in text.split() if _words(word) & words][:8])

"""Which ranking group of a set a commune falls in: a city ranks its phường apart from its xã and đặc khu. Pure."""

import re
from collections.abc import Sequence

from minhchung.text.normal import fold

KINDS = {"phuong": "phường", "xa": "xã", "dac khu": "đặc khu"}


def kind_of(commune: str) -> str:
    """What kind of commune a name is of: "Phường Vân Khê" is "phuong"; "" where the name does not say."""
    return next((kind for kind in KINDS if fold(commune).startswith(f"{kind} ")), "")


def group_of(commune: str, groups: Sequence[str]) -> str:
    """The first group that names the kind of the commune; "" where none does."""
    kind = kind_of(commune)
    return next((group for group in groups if kind and _names(group, kind)), "")


def not_for(commune: str, groups: Sequence[str]) -> str:
    """Why a set may not be meant for a commune, in a sentence; "" where it is, or where its groups name no kind of commune."""
    kind = kind_of(commune)
    told = any(_names(group, each) for group in groups for each in KINDS)
    if not kind or not told or group_of(commune, groups):
        return ""
    return f"Bộ này ghi cho nhóm {'; '.join(groups)}; {commune} là {KINDS[kind]}. Chỉ chọn khi văn bản ban hành áp dụng cho nơi này."


def _names(group: str, kind: str) -> bool:
    return re.search(rf"\b{kind}\b", fold(group)) is not None

"""A profile with the general one behind it, folded for look-up."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from minhchung.flow.exports.model import ExportError
from minhchung.flow.exports.profiles import Profile, general_profile, packaged_profiles
from minhchung.text.normal import fold

JOIN = " > "
# "Mã hồ sơ (*)", "Ngày nhận (3)", "Mức độ:" are the same headings without these.
_ORNAMENT = re.compile(r"\s*\((?:\d{1,2}|\*+|[a-z])\)|[\s:*.]+$|^\W+(?=\w)")


def heading_key(heading: str) -> str:
    """The key under which a heading is matched: folded, without ornament, one blank around ">"."""
    return JOIN.join(part_key(part) for part in heading.split(">"))


@lru_cache(maxsize=4096)
def part_key(part: str) -> str:
    """The key of one cell of a header. Kept while a file is opened: `forget()` clears it."""
    return _plain(fold(part))


def _plain(part: str) -> str:
    while (bare := _ORNAMENT.sub("", part).strip()) != part:
        part = bare
    return part


@lru_cache(maxsize=4096)
def word_key(word: str) -> str:
    """The key of a status, channel or other choice word. Kept while a file is read: `forget()` clears it."""
    return fold(word).strip(" .:;-")


def forget() -> None:
    """Forgets the cells and words that were seen in a file: they may be a person's."""
    part_key.cache_clear()
    word_key.cache_clear()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`headings`: key → (column, rank), the lower rank preferred; `own`: lake column → keys, of the profile alone.

    `unread`: whole headings that the profile says not to read, whatever the general one makes of them.
    `words`: "statuses", "channels", … → key → value. `known`: keys that are recognised and not read; `personal` are among them.
    """

    profile: Profile
    headings: Mapping[str, tuple[str, int]]
    steps: Mapping[str, tuple[str, int]]
    own: Mapping[str, frozenset[str]]
    own_known: frozenset[str]
    known: frozenset[str]
    personal: frozenset[str]
    unread: frozenset[str]
    words: Mapping[str, Mapping[str, str | bool]] = field(repr=False)


WORD_TABLES = ("statuses", "channels", "levels", "payments", "flags", "limit_units")


def vocabulary(profile: Profile) -> Vocabulary:
    """The look-up tables of a profile. A word or heading of its own wins over the general one."""
    general = general_profile()
    layers = (profile,) if profile is general or profile.kind != "list" else (profile, general)
    headings: dict[str, tuple[str, int]] = {}
    for depth, layer in enumerate(layers):
        for column, said in layer.columns.items():
            for rank, heading in enumerate(said):
                headings.setdefault(heading_key(heading), (column, depth * 100 + rank))
    personal = frozenset(heading_key(said) for layer in (profile, general) for said in layer.headings.personal)
    ignored = frozenset(heading_key(said) for layer in (profile, general) for said in layer.headings.ignored)
    _refuse_personal(profile, personal)
    return Vocabulary(
        profile,
        headings,
        {heading_key(said): (column, rank) for column, all_said in profile.steps.items() for rank, said in enumerate(all_said)},
        {column: frozenset(map(heading_key, said)) for column, said in profile.columns.items()},
        frozenset(map(heading_key, (*profile.headings.ignored, *profile.headings.personal))),
        personal | ignored,
        personal,
        frozenset(map(heading_key, profile.headings.ignored)),
        {table: _folded(table, profile) for table in WORD_TABLES},
    )


def any_list(own_profiles: Sequence[Profile] = ()) -> Vocabulary:
    """The headings of every list together, packaged and a user's own: to find a header before its profile is known."""
    words = vocabulary(general_profile())
    headings = dict(words.headings)
    known = set(words.known)
    for profile in (*packaged_profiles().values(), *own_profiles):
        if profile.kind == "list":
            own = vocabulary(profile)
            headings = {**own.headings, **headings}
            known |= own.own_known
    return replace(words, headings=headings, known=frozenset(known - headings.keys() | words.personal), unread=frozenset())


def _refuse_personal(profile: Profile, personal: frozenset[str]) -> None:
    for part in (profile.columns, profile.steps, profile.supplements):
        for column, said in part.items():
            for heading in said:
                if heading_key(heading) in personal:
                    raise ExportError(
                        f"Mẫu “{profile.name}” lấy cột “{heading}” làm {column}: đó là dữ liệu cá nhân của người nộp, không đưa vào kho. "
                        "Bỏ tiêu đề này khỏi mẫu."
                    )


def _folded(table: str, profile: Profile) -> dict[str, str | bool]:
    merged: dict[str, str | bool] = {}
    for layer in (general_profile(), profile):
        merged |= {word_key(word): value for word, value in getattr(layer, table).items()}
    return merged

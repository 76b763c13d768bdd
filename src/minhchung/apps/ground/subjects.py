"""The register of subject kinds: how to see, name and address anything (DESIGN 5, Subjects)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from minhchung.apps.ground.refs import Ref


@dataclass(frozen=True)
class SubjectKind:
    """One kind of thing.

    `visible(person, keys)` returns the keys the person may read; `titles(keys)` a title for each key that exists;
    `address(key)` the page's path.
    """

    kind: str
    label: str
    visible: Callable[[Any, Iterable[str]], set[str]]
    titles: Callable[[Iterable[str]], Mapping[str, str]]
    address: Callable[[str], str]


@dataclass(frozen=True)
class Described:
    """A subject as a screen shows it."""

    ref: Ref
    label: str
    title: str
    url: str


@dataclass(frozen=True)
class LinkColumns:
    """A table that links to subjects by (kind, key), an empty kind to none; `doctor` looks there for dangling links."""

    model: Any
    kind_field: str
    key_field: str


KINDS: dict[str, SubjectKind] = {}
LINKS: list[LinkColumns] = []


def register(kind: SubjectKind) -> None:
    """Registers a kind once; a second registration of the same name is a programming error."""
    if kind.kind in KINDS:
        raise ValueError(f"subject kind {kind.kind!r} is registered twice")
    KINDS[kind.kind] = kind


def register_link(model: Any, *, kind_field: str, key_field: str) -> None:
    """Tells `doctor` that rows of `model` point at subjects."""
    LINKS.append(LinkColumns(model, kind_field, key_field))


def describe(person: Any, refs: Iterable[Ref]) -> dict[Ref, Described]:
    """Title and address of each subject that exists and that `person` may read; the others are absent."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for ref in refs:
        wanted[ref.kind].add(ref.key)
    found: dict[Ref, Described] = {}
    for name, keys in wanted.items():
        kind = KINDS.get(name)
        if kind is None:
            continue
        seen = kind.visible(person, keys)
        for key, title in kind.titles(seen).items():
            found[Ref(name, key)] = Described(Ref(name, key), kind.label, title, kind.address(key))
    return found


def is_visible(person: Any, ref: Ref) -> bool:
    """Whether `person` may read the subject."""
    kind = KINDS.get(ref.kind)
    return kind is not None and ref.key in kind.visible(person, [ref.key])


def dangling() -> list[tuple[str, Ref]]:
    """Links whose subject no longer exists, as (table, subject)."""
    broken: list[tuple[str, Ref]] = []
    for link in LINKS:
        pairs = link.model.objects.exclude(**{link.kind_field: ""}).order_by().values_list(link.kind_field, link.key_field).distinct()
        by_kind: dict[str, set[str]] = defaultdict(set)
        for kind_name, key in pairs:
            by_kind[kind_name].add(str(key))
        for kind_name, keys in by_kind.items():
            kind = KINDS.get(kind_name)
            known = set(kind.titles(keys)) if kind else set()
            broken += [(link.model._meta.label, Ref(kind_name, key)) for key in sorted(keys - known)]
    return broken

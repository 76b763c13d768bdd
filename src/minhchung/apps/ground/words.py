"""The words of the history: each field an act writes and each coded value it holds, in Vietnamese.

Events keep columns and codes, so that they can be compared and verified; people read words. An app names what its acts write
in its words.py. The words belong to an act, or to all acts of an app where nothing else is said of the act: the same column
("state") means one thing when work is accepted and another when one product of it is. A test writes no event whose field or
coded value has no word (tests/event_words.py).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.text import Truncator

from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.ground.subjects import Described, describe
from minhchung.text.written import written_day

Titles = Callable[[Iterable[str]], Mapping[str, str]]

EMPTY = "trống"
UNNAMED = "mục khác"
"""A field no app names any more: an act that is gone."""
CLOSED = "nội dung hạn chế"
MANY = 8
"""So many things of a list are told one by one, the others counted."""
LONG = 300
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")


@dataclass(frozen=True)
class FieldWords:
    """How one field is told. Without any of the ways to read its value it is plain text, a day, a moment, yes or no.

    `values`: the words of a code. `kind`: the value is the key of a subject, shown by title and link. `titles`: it is the key of
    a row that is no subject, or a subject's title where the page is gone. `show`: the app's own words for it.
    """

    label: str
    place: int
    values: Mapping[str, str] | None = None
    kind: str = ""
    titles: Titles | None = None
    show: Callable[[Any], str] | None = None
    always: bool = False

    @property
    def keyed(self) -> bool:
        """Whether the value is the key of something."""
        return bool(self.kind or self.titles)


@dataclass(frozen=True)
class Said:
    """A value as a person reads it; `url` leads to the subject it names."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Change:
    """One field before and after; an empty tuple is nothing."""

    label: str
    before: tuple[Said, ...]
    after: tuple[Said, ...]

    @property
    def taken_away(self) -> bool:
        """Whether there was something and now is nothing."""
        return bool(self.before) and not self.after


FIELDS: dict[tuple[str, str], FieldWords] = {}
HIDDEN: set[tuple[str, str]] = set()
"""Keys for the readers of events and for `verify`; people read the subject or the note instead."""


def name_fields(
    scope: str,
    fields: Mapping[str, str],
    *,
    values: Mapping[str, Mapping[str, str]] | None = None,
    subjects: Mapping[str, str] | None = None,
    rows: Mapping[str, Titles] | None = None,
    shown: Mapping[str, Callable[[Any], str]] | None = None,
    always: Collection[str] = (),
    hidden: Collection[str] = (),
) -> None:
    """Names the fields written by one act ("assignments.confirm") or by every act of an app ("assignments"); they are told in this order.

    `values` gives the words of codes by field, `subjects` the kind of subject whose key a field holds, `rows` the titles of rows
    by key, `shown` the words of anything else, `always` the fields told though they are the same before and after (keys always are).
    A field named twice in a scope, or read in a way but not named, is a programming error.
    """
    ways = {name for way in (values, subjects, rows, shown, always) for name in way or {}}
    if strange := [name for name in fields if (scope, name) in FIELDS] + sorted(ways - set(fields)):
        raise ValueError(f"fields of {scope!r} named twice or not at all: {strange}")
    for name, label in fields.items():
        FIELDS[scope, name] = FieldWords(
            label,
            len(FIELDS),
            values=(values or {}).get(name),
            kind=(subjects or {}).get(name, ""),
            titles=(rows or {}).get(name),
            show=(shown or {}).get(name),
            always=name in always or name in {**(subjects or {}), **(rows or {})},
        )
    HIDDEN.update((scope, name) for name in hidden)


def field_of(act: str, name: str) -> FieldWords | None:
    """The words of a field of an act: the act's own, else its app's; None when nobody named it."""
    return FIELDS.get((act, name)) or FIELDS.get((act.partition(".")[0], name))


def is_hidden(act: str, name: str) -> bool:
    """Whether people are not shown the field. What an act names itself is shown even where its app hides it."""
    return (act, name) in HIDDEN or ((act.partition(".")[0], name) in HIDDEN and (act, name) not in FIELDS)


def wordless(act: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[str]:
    """What of an event a person could not read: fields without a word, codes outside the words of their field."""
    found = []
    for values in (before or {}, after or {}):
        for name, value in values.items():
            field = field_of(act, name)
            if field is None and not is_hidden(act, name):
                found.append(name)
            elif field is not None and field.values is not None:
                found += [f"{name}={item}" for item in _items(value) if str(item) not in field.values]
    return list(dict.fromkeys(found))


def told(person: Any, events: Sequence[HistoryEvent]) -> dict[int, list[Change]]:
    """What each event changed, by the event's key, in words `person` may read; a few queries for all of them together.

    The caller has made sure that the person may read the events' subjects; what else an event names is asked here.
    """
    names = _Names.of(person, events)
    return {event.pk: _changes(event, names) for event in events}


@dataclass(frozen=True)
class _Names:
    """The titles of everything the events name by key."""

    seen: Mapping[Ref, Described]
    titles: Mapping[tuple[Titles, str], str]

    @classmethod
    def of(cls, person: Any, events: Iterable[HistoryEvent]) -> "_Names":
        refs: set[Ref] = set()
        rows: dict[Titles, set[str]] = defaultdict(set)
        for event in events:
            for name, value in _pairs(event):
                field = field_of(event.act, name)
                keys = {str(item) for item in _items(value)}
                if field and field.kind:
                    refs |= {Ref(field.kind, key) for key in keys}
                if field and field.titles:
                    rows[field.titles] |= keys
        found = {(titles, key): text for titles, keys in rows.items() for key, text in titles(keys).items()}
        return cls(describe(person, refs), found)

    def said(self, field: FieldWords, value: Any) -> Said:
        """One thing named by key. What the person may not open shows a title only where the app says it may."""
        if subject := self.seen.get(Ref(field.kind, str(value))):
            return Said(Truncator(subject.title).chars(LONG), subject.url)
        title = self.titles.get((field.titles, str(value)), "") if field.titles else ""
        return Said(Truncator(title).chars(LONG) or CLOSED)


def _changes(event: HistoryEvent, names: _Names) -> list[Change]:
    old, new = event.before or {}, event.after or {}
    recorded = [(name, field_of(event.act, name) or FieldWords(UNNAMED, len(FIELDS))) for name in {**old, **new}]
    told = []
    for name, field in sorted(recorded, key=lambda pair: pair[1].place):
        before, after = _said(field, old.get(name), names), _said(field, new.get(name), names)
        if is_hidden(event.act, name) or not (before or after) or (before == after and not field.always):
            continue
        told.append(Change(field.label, before if before != after else (), after))
    return told


def _pairs(event: HistoryEvent) -> Iterator[tuple[str, Any]]:
    for values in (event.before or {}, event.after or {}):
        yield from values.items()


def _items(value: Any) -> list[Any]:
    return [item for item in (value if isinstance(value, list) else [value]) if item is not None and item != ""]


def _said(field: FieldWords, value: Any, names: _Names) -> tuple[Said, ...]:
    items = _items(value)
    said = tuple(names.said(field, item) if field.keyed else Said(_text(field, item)) for item in items[:MANY])
    return (*said, Said(f"và {len(items) - MANY} mục khác")) if len(items) > MANY else said


def _text(field: FieldWords, value: Any) -> str:
    if field.show is not None:
        return field.show(value)
    if field.values is not None:
        return field.values.get(str(value), str(value))
    return plain(value)


def plain(value: Any) -> str:
    """có, không, 20/11/2026, 09:14 20/11/2026 (Vietnam's time); any other value as it is, a very long one cut with “…”."""
    if isinstance(value, bool):
        return "có" if value else "không"
    text = str(value)
    if _DAY.fullmatch(text):
        return written_day(date.fromisoformat(text))
    if _MOMENT.fullmatch(text):
        moment = datetime.fromisoformat(text)
        local = moment.astimezone(ZONE) if moment.tzinfo else moment
        return f"{local:%H:%M} {written_day(local)}"
    return Truncator(text).chars(LONG)


def digest(value: Any) -> str:
    """The beginning of a file's SHA-256, enough to tell it from others by eye."""
    return f"{str(value)[:12]}…"

"""Units, people, bodies, handovers and communes as subjects."""

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Model
from django.urls import reverse

from minhchung.apps.ground.acts import label_of
from minhchung.apps.ground.history import event_ref
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.organisations.models import Body, Commune, Handover, Person, Unit
from minhchung.apps.organisations.queries import visible_keys
from minhchung.apps.organisations.rights import reads_history


def _register(kind: str, label: str, model: type[Model], address: Callable[[str], str]) -> None:
    def visible(person: Person, keys: Iterable[str]) -> set[str]:
        return visible_keys(person, model, set(keys))

    def titles(keys: Iterable[str]) -> Mapping[str, str]:
        wanted = list(keys) if model is Commune else keys_of(keys)
        rows = model._default_manager.filter(pk__in=wanted)
        if model is Handover:
            rows = rows.select_related("from_unit", "to_unit", "from_person", "to_person")
        return {str(row.pk): str(row) for row in rows}

    register(SubjectKind(kind, label, visible, titles, address))


def _page(name: str) -> Callable[[str], str]:
    return lambda key: reverse(f"organisations:{name}", args=[key])


_register("unit", "Đơn vị", Unit, _page("unit"))
_register("person", "Người dùng", Person, _page("person"))
_register("body", "Ban, tổ, đoàn", Body, _page("body"))
_register("handover", "Bàn giao", Handover, _page("handover"))


def _events_seen(person: Person, keys: Iterable[str]) -> set[str]:
    mine = person.commune
    return {key for key in keys if mine and key.startswith(f"{mine.pk}/")} if mine and reads_history(person, mine) else set()


def _events(keys: Iterable[str]) -> dict[str, HistoryEvent]:
    """The events by key, which is commune and number: "98001/12"."""
    pairs = [key.split("/") for key in keys if key.count("/") == 1 and key.rpartition("/")[2].isdecimal()]
    wanted: dict[str, list[int]] = {}
    for commune, position in pairs:
        wanted.setdefault(commune, []).append(int(position))
    rows = [row for commune, places in wanted.items() for row in HistoryEvent.objects.filter(commune=commune, position__in=places)]
    return {event_ref(row).key: row for row in rows}


def _event_page(key: str) -> str:
    found = _events([key]).get(key)
    return reverse("organisations:event", args=[found.pk]) if found else reverse("organisations:history")


def _event_titles(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: f"sự kiện số {row.position}: {label_of(row.act)}" for key, row in _events(keys).items()}


register(SubjectKind("event", "Sự kiện trong lịch sử", _events_seen, _event_titles, _event_page))
_register("commune", "Phường, xã", Commune, lambda _: reverse("organisations:settings"))

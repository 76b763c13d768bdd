"""Units, people, bodies, handovers and communes as subjects."""

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Model
from django.urls import reverse

from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.organisations.models import Body, Commune, Handover, Person, Unit
from minhchung.apps.organisations.queries import visible_keys


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
_register("commune", "Phường, xã", Commune, lambda _: reverse("organisations:settings"))

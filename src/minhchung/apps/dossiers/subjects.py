"""Dossiers, imports and system faults as subjects."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from minhchung.apps.dossiers.beside import dossiers_of
from minhchung.apps.dossiers.keys import code_of
from minhchung.apps.dossiers.models import DossierImport, SystemFault
from minhchung.apps.dossiers.rights import logs_faults, reads_detail
from minhchung.apps.evidence.claimable import Claimable
from minhchung.apps.evidence.claimable import register as register_claimable
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.organisations.models import Person
from minhchung.apps.procedures import beside


def _dossiers_seen(person: Person, keys: Iterable[str]) -> set[str]:
    commune = person.commune
    if commune is None or not reads_detail(person, commune):
        return set()
    return {key for key in keys if code_of(key, commune.pk) is not None}


def _dossier_titles(keys: Iterable[str]) -> Mapping[str, str]:
    """A dossier exists in the lake, not in a table: its title is its code, whatever generation is in use."""
    return {key: f"Hồ sơ {key.split('/', 2)[2]}" for key in keys if key.count("/") >= 2}


def _of_the_commune(model: type[DossierImport] | type[SystemFault]) -> SubjectKind:
    kind, label = ("dossier_import", "Lần nhập hồ sơ") if model is DossierImport else ("system_fault", "Lỗi hệ thống")

    def visible(person: Person, keys: Iterable[str]) -> set[str]:
        rows = model._default_manager.filter(pk__in=keys_of(keys), commune_id=person.commune_id)
        return {str(pk) for pk in rows.values_list("pk", flat=True)} if person.commune_id else set()

    def titles(keys: Iterable[str]) -> Mapping[str, str]:
        return {str(row.pk): str(row) for row in model._default_manager.filter(pk__in=keys_of(keys))}

    def page(key: str) -> str:
        return reverse("dossiers:bring") if model is DossierImport else reverse("dossiers:fault", args=[key])

    return SubjectKind(kind, label, visible, titles, page)


def _dossier_page(key: str) -> str:
    return reverse("dossiers:dossier", args=[key.split("/", 2)[2]])


def _proves(person: Person, key: str) -> bool:
    """Whoever logs faults shows what the screen said: a picture of it is pasted on the page of the fault."""
    fault = SystemFault.objects.filter(pk__in=keys_of([key]), withdrawn_at=None).first()
    return fault is not None and bool(logs_faults(person, fault))


register(SubjectKind("dossier", "Hồ sơ TTHC", _dossiers_seen, _dossier_titles, _dossier_page))
register(_of_the_commune(DossierImport))
register(_of_the_commune(SystemFault))
register_claimable("system_fault", Claimable(_proves))
beside.register(dossiers_of)

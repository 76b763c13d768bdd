"""Controlled documents, their versions and declarations as subjects; a version proves a leaf, a declaration holds a proof of posting."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from minhchung.apps.documents import cited
from minhchung.apps.evidence import claimable
from minhchung.apps.files import links
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.procedures import beside
from minhchung.apps.quality.beside import documents_of
from minhchung.apps.quality.citing import live
from minhchung.apps.quality.models import ControlledDocument, Declaration, Version
from minhchung.apps.quality.queries import declarations_for, documents_for, versions_for

TITLE = 160


def _visible_documents(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in documents_for(person, archived=True).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _visible_versions(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in versions_for(person).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _visible_declarations(person: Any, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in declarations_for(person).filter(pk__in=keys_of(keys)).values_list("pk", flat=True)}


def _document_titles(keys: Iterable[str]) -> Mapping[str, str]:
    return {str(each.pk): Truncator(str(each)).chars(TITLE) for each in ControlledDocument.objects.filter(pk__in=keys_of(keys))}


def _version_titles(keys: Iterable[str]) -> Mapping[str, str]:
    rows = Version.objects.filter(pk__in=keys_of(keys)).select_related("document").defer("said")
    return {str(each.pk): Truncator(f"{each.document.code} ({each.number}): {each.title}").chars(TITLE) for each in rows}


def _declaration_titles(keys: Iterable[str]) -> Mapping[str, str]:
    return {str(each.pk): f"{each}, {each.standard}" for each in Declaration.objects.filter(pk__in=keys_of(keys))}


def _address(name: str) -> Callable[[str], str]:
    return lambda key: reverse(f"quality:{name}", args=[key])


register(SubjectKind("controlled_document", "Tài liệu ISO", _visible_documents, _document_titles, _address("document")))
register(SubjectKind("controlled_version", "Bản tài liệu ISO", _visible_versions, _version_titles, _address("version")))
register(SubjectKind("declaration", "Bản công bố ISO", _visible_declarations, _declaration_titles, _address("declaration")))

cited.register("controlled_version", live)


def _keeps_version(person: Any, key: str) -> bool:
    found = versions_for(person).filter(pk__in=keys_of([key])).select_related("document").first()
    return found is not None and person.has_perm("quality.hand_out", found)


def _keeps_declaration(person: Any, key: str) -> bool:
    found = declarations_for(person).filter(pk__in=keys_of([key])).first()
    return found is not None and person.has_perm("quality.post_declaration", found)


# Nothing is owed: what proves that a version is applied, or that a declaration is posted, is gathered by who keeps the system.
claimable.register("controlled_version", claimable.Claimable(may_claim=_keeps_version, owing=lambda keys: ()))
claimable.register("declaration", claimable.Claimable(may_claim=_keeps_declaration, owing=lambda keys: ()))


def _version_files(person: Any, ids: Collection[int]) -> set[int]:
    return {pk for pk in versions_for(person).filter(file__in=ids).values_list("file", flat=True) if pk is not None}


def _papers(person: Any, ids: Collection[int]) -> set[int]:
    return {pk for pk in versions_for(person).filter(papers__in=ids).values_list("papers", flat=True) if pk is not None} & set(ids)


def _proofs(person: Any, ids: Collection[int]) -> set[int]:
    return {pk for pk in declarations_for(person).filter(proof__in=ids).values_list("proof", flat=True) if pk is not None}


links.register(links.FileLink("controlled_versions", "bản tài liệu ISO", Q(controlled_versions__isnull=False), _version_files))
links.register(links.FileLink("papers_of_versions", "bản tài liệu ISO đã duyệt", Q(papers_of_versions__isnull=False), _papers))
links.register(links.FileLink("posted_declarations", "bản công bố ISO", Q(posted_declarations__isnull=False), _proofs))
beside.register(documents_of)

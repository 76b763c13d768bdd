"""What a person may read, and single things by key (404 for another commune's); the catalogue as a declaration lists it."""

from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from minhchung.apps.assignments.queries.scope import commune_of
from minhchung.apps.organisations.models import Person
from minhchung.apps.procedures.queries import standing
from minhchung.apps.quality.models import ControlledDocument, Copy, Declaration, Version


def documents_for(person: Person, *, archived: bool = False) -> QuerySet[ControlledDocument]:
    """The controlled documents of the person's commune, by code."""
    found = ControlledDocument.objects.filter(commune=commune_of(person))
    return found if archived else found.filter(archived_at=None)


def versions_for(person: Person) -> QuerySet[Version]:
    """Every version of them."""
    return Version.objects.filter(document__commune=commune_of(person))


def declarations_for(person: Person) -> QuerySet[Declaration]:
    """The declarations of the person's commune, newest first."""
    return Declaration.objects.filter(commune=commune_of(person))


def document_for(person: Person, pk: int) -> ControlledDocument:
    """One document. Raises Http404."""
    return get_object_or_404(documents_for(person, archived=True).select_related("commune", "owner", "added_by"), pk=pk)


def version_for(person: Person, pk: int) -> Version:
    """One version. Raises Http404."""
    wanted = ("document__commune__province", "document__owner", "drafted_by", "reviewed_by", "approved_by", "file")
    return get_object_or_404(versions_for(person).select_related(*wanted), pk=pk)


def copy_for(person: Person, pk: int) -> Copy:
    """One copy that was handed out. Raises Http404."""
    rows = Copy.objects.filter(version__in=versions_for(person)).select_related("version__document__commune", "unit")
    return get_object_or_404(rows, pk=pk)


def declaration_for(person: Person, pk: int) -> Declaration:
    """One declaration. Raises Http404."""
    return get_object_or_404(declarations_for(person).select_related("commune__province", "document", "body", "proof", "sent_by"), pk=pk)


def listed_today(commune: str, day: date) -> list[dict[str, str]]:
    """The procedures in force on a day that the ward itself carries out, as a declaration lists them (vertical sectors declare theirs)."""
    known = [each for each in standing(commune, day) if each.standing.in_force and not each.procedure.vertical_sector]
    return [{"code": each.procedure.code, "name": each.standing.content.name or each.procedure.name} for each in known]

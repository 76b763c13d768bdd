"""Files as subjects."""

from collections.abc import Iterable, Mapping

from django.urls import reverse

from minhchung.apps.files import queries
from minhchung.apps.files.models import StoredFile
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register
from minhchung.apps.organisations.models import Person


def _visible(person: Person, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in queries.visible_ids(person, keys_of(keys))}


def _titles(keys: Iterable[str]) -> Mapping[str, str]:
    rows = StoredFile.objects.filter(pk__in=keys_of(keys)).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


register(SubjectKind("file", "Tệp", _visible, _titles, lambda key: reverse("files:serve", args=[key])))

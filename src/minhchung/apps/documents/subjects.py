"""Documents as subjects, and the tables here that point at subjects."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q
from django.urls import reverse

from minhchung.apps.documents import cited, queries
from minhchung.apps.documents.models import Citation, Document
from minhchung.apps.documents.validity import live_documents
from minhchung.apps.files import links
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.subjects import SubjectKind, register, register_link
from minhchung.apps.organisations.models import Person


def _visible(person: Person, keys: Iterable[str]) -> set[str]:
    return {str(pk) for pk in queries.readable(person).filter(pk__in=keys_of(keys)).order_by().values_list("pk", flat=True)}


def _titles(keys: Iterable[str]) -> Mapping[str, str]:
    rows = Document.objects.filter(pk__in=keys_of(keys)).defer("text")
    return {str(row.pk): row.title for row in rows}


def _visible_files(person: Person, ids: Collection[int]) -> set[int]:
    rows = queries.readable(person).filter(file__in=ids).order_by().values_list("file_id", flat=True)
    return {pk for pk in rows if pk is not None}


def _visible_imports(person: Person, ids: Collection[int]) -> set[int]:
    return set(queries.imports(person).filter(file__in=ids).order_by().values_list("file_id", flat=True))


register(SubjectKind("document", "Văn bản", _visible, _titles, lambda key: reverse("documents:detail", args=[key])))
cited.register("document", live_documents)
register_link(Citation, kind_field="kind", key_field="key")
links.register(links.FileLink("documents", "văn bản", Q(documents__isnull=False), _visible_files))
links.register(links.FileLink("register_imports", "lần nhập sổ văn bản", Q(register_imports__isnull=False), _visible_imports))

"""A person says which document is the one that must exist, or that none is needed."""

from datetime import datetime
from typing import Any

from minhchung.apps.documents import rights
from minhchung.apps.documents.models import Document, ExpectedDocument
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune, Person


@act("documents.settle_expected", "Xác định văn bản cần có", on="commune", allowed=rights.settles_expected)
def settle_expected(
    *,
    commune: Commune,
    year: int,
    expected: Ref,
    title: str,
    document: Document | None = None,
    reason: str = "",
    actor: Person | None,
    at: datetime,
) -> ExpectedDocument:
    """Ties the document that `expected` asks for in the year, or says with a reason that none is needed. `title`: how it is called."""
    if (document is None) == (not reason.strip()):
        raise Refused("Chọn một văn bản trong sổ, hoặc ghi lý do vì sao không cần: một trong hai.")
    if document is not None and (document.commune_id != commune.pk or document.archived_at is not None):
        raise Refused("Văn bản này không có trong sổ của phường. Chọn văn bản khác.")
    Commune.objects.select_for_update().get(pk=commune.pk)
    named: dict[str, Any] = {"commune": commune, "year": year, "kind": expected.kind, "key": expected.key}
    before = ExpectedDocument.objects.filter(**named).first()
    told = {"document": before.document_id, "reason": before.reason} if before else None
    values = {"document": document, "reason": reason.strip()[:300], "by": actor, "at": at}
    made, _ = ExpectedDocument.objects.update_or_create(**named, defaults=values)
    after = {"year": year, "expected": title[:200], "document": made.document_id, "reason": made.reason}
    record(commune=commune.pk, subject=expected, before=told, after=after)
    return made


@act("documents.unsettle_expected", "Bỏ xác định văn bản cần có", on="commune", allowed=rights.settles_expected)
def unsettle_expected(*, commune: Commune, year: int, expected: Ref, title: str, actor: Person | None, at: datetime) -> None:
    """Takes back what was said: the register is looked through again."""
    found = ExpectedDocument.objects.select_for_update().filter(commune=commune, year=year, kind=expected.kind, key=expected.key).first()
    if found is None:
        raise Refused("Chưa ai xác định văn bản này. Tải lại trang.")
    before = {"year": year, "expected": title[:200], "document": found.document_id, "reason": found.reason}
    found.delete()
    record(commune=commune.pk, subject=expected, before=before, after={"document": None, "reason": None})

"""A person says which document a reference means."""

from datetime import datetime

from minhchung.apps.documents import rights
from minhchung.apps.documents.models import Citation, Document
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Person


@act("documents.settle_citation", "Xác định văn bản được viện dẫn", on="citation", allowed=rights.settles_citations)
def settle_citation(*, citation: Citation, document: Document | None, actor: Person | None, at: datetime) -> Citation:
    """Settles a reference by hand: this registered document, or none of those registered. Reading again does not change it."""
    row = Citation.objects.select_for_update().get(pk=citation.pk)
    if document is not None and document.commune_id != row.commune_id:
        raise Refused("Không tìm thấy văn bản này trong sổ của phường; chọn một văn bản đã vào sổ.")
    before = {"document": row.document_id, "by_hand": row.by_hand}
    row.document, row.by_hand = document, True
    row.save(update_fields=["document", "by_hand"])
    after = {"raw": row.raw, "document": row.document_id, "by_hand": True}
    record(commune=row.commune_id, subject=Ref(row.kind, row.key), before=before, after=after)
    citation.refresh_from_db()
    return citation

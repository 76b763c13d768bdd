"""Relations between two documents of a commune."""

from datetime import date, datetime

from minhchung.apps.documents import rights
from minhchung.apps.documents.changing import locked
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.documents.writing import ref
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person


@act("documents.relate", "Ghi quan hệ giữa hai văn bản", on="document", allowed=rights.handles)
def relate(
    *,
    document: Document,
    target: Document,
    kind: Relation.Kind,
    scope: str = "",
    on: date | None = None,
    actor: Person | None,
    at: datetime,
) -> Relation:
    """Says that `document` urges, answers, replaces … `target` (in `scope`: "Điều 5", from the day `on`).

    Raises Refused for a document related to itself, to another commune's, or twice in the same way.
    """
    row = locked(document)
    if target.commune_id != row.commune_id:
        raise Refused("Không tìm thấy văn bản thứ hai trong sổ của phường; chọn một văn bản đã vào sổ.")
    if target.pk == row.pk:
        raise Refused(f"{row.title} không thể có quan hệ với chính nó; chọn một văn bản khác.")
    relation, new = Relation.objects.get_or_create(source=row, target=target, kind=kind, scope=scope.strip()[:200], defaults={"on": on})
    if not new:
        raise Refused(f"Đã ghi: {row.code or row.title} {relation.get_kind_display()} {target.code or target.title}; không ghi lần hai.")
    record(commune=row.commune_id, subject=ref(row), after=_said(relation))
    return relation


@act("documents.unrelate", "Bỏ quan hệ giữa hai văn bản", on="relation", allowed=rights.handles_the_source)
def unrelate(*, relation: Relation, actor: Person | None, at: datetime) -> None:
    """Takes a relation back. Raises Refused when it is gone already."""
    source, said = relation.source, _said(relation)
    if not Relation.objects.filter(pk=relation.pk).delete()[0]:
        raise Refused("Quan hệ này đã được bỏ trước đó; tải lại trang.")
    record(commune=source.commune_id, subject=ref(source), before=said)


def _said(relation: Relation) -> dict[str, object]:
    return {"relation": relation.kind, "target": relation.target_id, "scope": relation.scope, "on": relation.on}

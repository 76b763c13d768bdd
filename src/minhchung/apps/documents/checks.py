"""What is found wrong with documents."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from minhchung.apps.documents.models import Document
from minhchung.apps.documents.queries import ANSWERED, duplicate_groups
from minhchung.apps.documents.rules import waited
from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.problems import Problem, check
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.working_time import calendar_of


@check("DOC001")
def waits_too_long(scope: Scope, now: datetime) -> Iterable[Problem]:
    """An issued outgoing document has waited past its due day, or longer than the ward allows where none was said."""
    commune = Commune.objects.get(pk=scope.commune)
    allowed = commune.answer_wait_working_days
    rows = _open(scope).filter(direction=Document.Direction.OUTGOING, state=Document.State.ISSUED, needs_answer=True).filter(~Q(ANSWERED))
    for document in rows:
        time = waited(document.issued_on, document.answer_due_on, localdate(now), calendar_of(commune))
        too_long = document.answer_due_on is None and (time.days or 0) > allowed
        if not time.late and not too_long:
            continue
        past = f"quá hạn {time.late} ngày làm việc" if time.late else f"đã {time.days} ngày làm việc, không ghi hạn"
        yield Problem(
            "DOC001",
            Ref("document", str(document.pk)),
            f"{document.title} chờ trả lời {past}.",
            "Ra văn bản đôn đốc, hoặc ghi văn bản trả lời vào quan hệ của văn bản này.",
            _units(document),
        )


@check("DOC002")
def one_number_twice(scope: Scope, now: datetime) -> Iterable[Problem]:
    """Two registered documents carry one number of one issuer and year."""
    rows = _open(scope)
    known = {document.pk: document for document in rows}
    for group in duplicate_groups(rows):
        for pk in group[1:]:
            document, first = known[pk], known[group[0]]
            yield Problem(
                "DOC002",
                Ref("document", str(pk)),
                f"{document.title} trùng số với “{first.title}” đã vào sổ.",
                "Nếu là một văn bản vào sổ hai lần thì đưa một bản ra khỏi sổ; nếu là hai văn bản thì sửa số hoặc cơ quan ban hành.",
                _units(document),
                "Nghị định 30/2020/NĐ-CP, Phụ lục VI",
            )


def _open(scope: Scope) -> QuerySet[Document]:
    rows = Document.objects.filter(commune=scope.commune, archived_at=None).defer("text")
    return rows.filter(unit=scope.unit) if scope.unit is not None else rows


def _units(document: Document) -> tuple[int, ...]:
    return (document.unit_id,) if document.unit_id else ()

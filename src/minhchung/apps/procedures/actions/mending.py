"""A person settles what is uncertain, or says a part otherwise: a line of their own, on top of what the sources say."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from pydantic import ValidationError

from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.organisations.models import Person
from minhchung.apps.procedures.models import Line, Procedure
from minhchung.apps.procedures.queries.standing import standing
from minhchung.apps.procedures.rights import mends
from minhchung.apps.procedures.rules import Content, Standing
from minhchung.apps.procedures.rules.by_hand import NotWholeError, Rows, parts_of
from minhchung.apps.procedures.rules.telling import LABELS, LISTS, lines_of
from minhchung.apps.procedures.writing import by_hand

WHOLE_PART = -1


@act("procedures.mend", "Sửa nội dung thủ tục", on="procedure", allowed=mends)
def mend(
    *,
    procedure: Procedure,
    field: str,
    place: int = WHOLE_PART,
    told: int | None,
    said: str | Rows,
    note: str,
    actor: Person | None,
    at: datetime,
) -> Line:
    """One part as the person writes it: words, or rows of cells (rules/by_hand.py). Of a part with rows (`LISTS`) `place` is the row
    replaced by the rows written, or the whole.

    `told`: the line that said the part when the person looked at it; refused when another says it by now.
    """
    if field not in LABELS or field == "unsplit":
        raise Refused("Không có phần này. Tải lại trang.")
    if not note.strip():
        raise Refused("Căn cứ của việc sửa còn trống. Ghi văn bản hoặc lý do.")
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    stands = _standing_of(procedure, at)
    if stands.told_by.get(field) != told:
        raise Refused(f"“{LABELS[field]}” vừa được nguồn khác cập nhật. Tải lại trang, xem nội dung mới rồi sửa.")
    content = _content(field, _value(stands.content, field, place, said))
    before = lines_of(stands.content, field)
    line = by_hand(procedure, content, title=f"{LABELS[field]}: {note.strip()}", actor=actor, at=at)
    record(
        commune=procedure.commune_id,
        subject=procedure.ref,
        before={field: before},
        after={field: lines_of(content, field)},
        note=note.strip(),
    )
    return line


def _standing_of(procedure: Procedure, at: datetime) -> Standing:
    """What the procedure is today. Raises Refused where no source speaks of it yet."""
    found = standing(procedure.commune_id, localdate(at), only=[procedure.pk])
    if not found:
        raise Refused("Hôm nay chưa có nguồn nào nói về thủ tục này. Xem lại ngày hiệu lực của nguồn.")
    return found[0].standing


def _value(now: Content, field: str, place: int, said: str | Rows) -> Any:
    if isinstance(said, str):
        if field in LISTS or not said.strip():
            raise Refused(f"“{LABELS[field]}” còn trống. Ghi nội dung.")
        return said.strip()
    try:
        rows = parts_of(field, said)
    except NotWholeError as error:
        raise Refused(str(error)) from error
    if place == WHOLE_PART:
        return rows
    present = [each.model_dump(mode="json") for each in getattr(now, field) or ()]
    if not 0 <= place < len(present):
        raise Refused("Dòng cần sửa không còn. Tải lại trang.")
    return [*present[:place], *rows, *present[place + 1 :]]


def _content(field: str, value: Any) -> Content:
    try:
        return Content.of({field: value})
    except ValidationError as error:
        raise Refused(f"“{LABELS[field]}” chưa đúng: {error.errors()[0]['msg']}") from error

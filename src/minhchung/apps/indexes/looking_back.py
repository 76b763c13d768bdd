"""A past day of the index: one leaf as it was known then, and what of such a day cannot be known any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from minhchung.apps.ground import history
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.adopting import index_ref
from minhchung.apps.indexes.facts import end_of, readings
from minhchung.apps.indexes.leaf import SOURCES, Asked, asked_by
from minhchung.apps.indexes.models import Criterion, Index, Ruling
from minhchung.apps.indexes.standing import IndexStanding, LeafRow, standing_of
from minhchung.scoring.packs import Pack
from minhchung.scoring.shapes import SHAPES
from minhchung.text.written import written_day

FILES_AS_TODAY = "Nội dung tệp lấy theo lần đọc hiện nay, kể cả ngày ấy tệp còn đang được đọc; tên đơn vị lấy theo tên gọi hiện nay."
NAMED = 6


@dataclass(frozen=True)
class LeafThen:
    """A leaf at the end of a past day. `events` are those until then, newest first; `today` is the leaf as it is known now."""

    row: LeafRow
    today: LeafRow
    pack: Pack
    rule: str
    shape: str
    source: str
    asked: Sequence[Asked]
    ruling: Ruling | None
    events: Sequence[HistoryEvent]
    caveats: Sequence[str]


def leaf_then(criterion: Criterion, *, day: date, today: date, shown_events: int) -> LeafThen:
    """One leaf at the end of a past day. Raises TypeError for a criterion made by hand, LookupError where the set has no such leaf."""
    if criterion.index is None:
        raise TypeError(f"{criterion} is no leaf of an index")
    at = end_of(day)
    then, now = standing_of(criterion.index, day=day), standing_of(criterion.index, day=today)
    row = then.leaves[criterion.code]
    leaf = row.forecast.leaf
    rulings = [each for each in criterion.rulings.filter(at__lte=at).select_related("by") if each.ended_at is None or each.ended_at > at]
    return LeafThen(
        row,
        now.leaves[criterion.code],
        then.pack,
        leaf.scored_by.in_words(leaf.max),
        SHAPES[leaf.scored_by.shape],  # type: ignore[attr-defined]
        SOURCES[leaf.source or "evidence"],
        asked_by(leaf, then.pack, readings(criterion.index, at)),
        rulings[-1] if rulings else None,
        list(history.of(Ref("criterion", str(criterion.pk))).filter(at__lte=at)[:shown_events]),
        caveats(then, day=day),
    )


def caveats(then: IndexStanding, *, day: date) -> list[str]:
    """Sentences on what of the standing of a past day is told as of today, since nothing that is kept says how it was."""
    return [*_of_the_set(then.index, day), *_of_blanked(then), FILES_AS_TODAY]


def _of_the_set(index: Index, day: date) -> Iterable[str]:
    adopted = timezone.localdate(index.adopted_at)
    if day < adopted:
        yield f"Phường chọn bộ tiêu chí ngày {written_day(adopted)}, sau ngày này; điểm tính theo bộ ấy."
    since = history.after({index_ref(index)}, end_of(day)).get(index_ref(index), ())
    if replaced := [event for event in since if event.act == "indexes.replace_pack"]:
        last = timezone.localdate(replaced[-1].at)
        yield f"Bộ tiêu chí đang dùng thay bộ cũ ngày {written_day(last)}; điểm ngày này chấm lại theo bộ đang dùng."
    if any(event.act == "indexes.set_unit" for event in since):
        yield "Đơn vị của bộ tiêu chí được gán lại sau ngày này; đơn vị phụ trách lấy theo lần gán hiện nay."


def _of_blanked(then: IndexStanding) -> Iterable[str]:
    codes = [code for code, row in then.leaves.items() if any(item.unsure for item in row.requirements)]
    if codes:
        more = f" và {len(codes) - NAMED} tiêu chí nữa" if len(codes) > NAMED else ""
        yield (
            f"Lịch sử minh chứng của tiêu chí {', '.join(codes[:NAMED])}{more} có sự kiện đã xóa trắng nội dung, "
            "nên không rõ lúc ấy ra sao; chỗ này lấy theo hôm nay."
        )

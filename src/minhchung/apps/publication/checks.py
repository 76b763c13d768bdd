"""What a review finds wrong in publication: copies that differ, what was announced and not posted, stale channels, missing notices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from minhchung.apps.ground.problems import Check, Look, Problem, Remedy, Severity, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.working_time import calendar_of
from minhchung.apps.publication.models import Channel, Posting
from minhchung.apps.publication.queries.copies import ISO
from minhchung.apps.publication.queries.differences import Difference, differences, said
from minhchung.apps.publication.queries.freshness import Fresh, freshness
from minhchung.apps.publication.queries.limits import FRESH, LOOK, MEND, POST
from minhchung.apps.publication.queries.notices import NoticeCell, cells
from minhchung.apps.publication.queries.requests import announced, decided_on
from minhchung.text.written import written_day

SEED = "Nghị định 63/2010/NĐ-CP, chương III; kết luận kiểm tra CCHC về thống nhất nội dung niêm yết giữa các nơi"
TOLD = 3


def _commune(look: Look) -> Commune:
    found: Commune = look.once("publication.commune", lambda: Commune.objects.get(pk=look.scope.commune))
    return found


def _all(look: Look) -> list[Difference]:
    return look.once("publication.differences", lambda: differences(_commune(look), look.today))


def _of(look: Look, unit: int | None) -> bool:
    return look.scope.unit in (None, unit)


def _channels(look: Look) -> list[Difference]:
    return [each for each in _all(look) if each.column.channel is not None and _of(look, each.unit.pk if each.unit else None)]


def _iso(look: Look) -> list[Difference]:
    return [each for each in _all(look) if each.column.key == ISO and _of(look, each.unit.pk if each.unit else None)]


def _tell(row: Difference, look: Look) -> Problem:
    told = "; ".join(said(field, cell) for field, cell in row.cells[:TOLD])
    more = f"; và {len(row.cells) - TOLD} mục nữa" if len(row.cells) > TOLD else ""
    words = f"{row.code} {row.name[:160]} ở {row.column.title}: {told[:600]}{more}. Phải sửa chậm nhất {written_day(row.due)}."
    units = (row.unit.pk,) if row.unit else ()
    kind, key, part = row.address
    return Problem(Ref(kind, key), words, units=units, part=part)


def _compared(subject: Ref, part: str) -> str:
    """A procedure beside its copies; a channel that shows what the catalogue does not know has a page of its own."""
    return reverse("publication:procedure", args=[subject.key]) if subject.kind == "procedure" else ""


def _posted_again(subject: Ref, part: str) -> Remedy | None:
    if subject.kind != "procedure":
        return None
    address = reverse("publication:ask_to_mend", args=[subject.key])
    return Remedy("Yêu cầu đăng lại ở kênh này", address, {"kenh": part}, "publication.ask_to_mend")


@dataclass(frozen=True)
class Owed:
    """Something announced that a channel does not show yet. `posting` None: nobody has asked for it."""

    channel: Channel
    title: str
    decided_on: date
    posting: Posting | None
    key: str


def _owed(look: Look) -> list[Owed]:
    found: list[Owed] = look.once("publication.owed", lambda: list(_gathered(look)))
    return [each for each in found if _of(look, each.posting.unit_id if each.posting else each.channel.unit_id)]


def _gathered(look: Look) -> Iterator[Owed]:
    rows = Posting.objects.filter(commune=look.scope.commune, posted_on=None, dropped_at=None).select_related("channel")
    for posting in rows.order_by("pk"):
        yield Owed(posting.channel, posting.title, posting.decided_on, posting, f"yc-{posting.pk}")
    for each in announced(_commune(look), look.today):
        for channel in each.lacking:
            yield Owed(channel, each.source.title, decided_on(each.source), None, f"qd-{each.source.pk}-{channel.pk}")


def _overdue(row: Owed, look: Look) -> bool:
    return calendar_of(_commune(look)).add_working_days(row.decided_on, look.given["days"]) < look.today


def _tell_owed(row: Owed, look: Look) -> Problem:
    asked = "đã yêu cầu mà chưa đăng" if row.posting else "chưa ai yêu cầu đăng"
    due = calendar_of(_commune(look)).add_working_days(row.decided_on, look.given["days"])
    words = f"“{row.title[:200]}” {asked} ở {row.channel.title}, hạn {written_day(due)}."
    unit = row.posting.unit_id if row.posting else row.channel.unit_id
    subject = row.posting.ref if row.posting else row.channel.ref
    return Problem(subject, words, units=(unit,) if unit else (), part="" if row.posting else row.key)


def _freshness(look: Look) -> list[Fresh]:
    found: list[Fresh] = look.once("publication.freshness", lambda: freshness(look.scope.commune, look.today))
    return [each for each in found if _of(look, each.channel.unit_id)]


def _tell_stale(row: Fresh, look: Look) -> Problem:
    last = f"lần gần nhất ngày {written_day(row.on)}" if row.on else "chưa có lần nào"
    words = f"{row.channel.title}: không có bản chụp hay nội dung mới trong {look.given['days']} ngày, {last}."
    return Problem(row.channel.ref, words, units=(row.channel.unit_id,) if row.channel.unit_id else ())


def _notices(look: Look) -> list[NoticeCell]:
    found: list[NoticeCell] = look.once("publication.notices", lambda: cells(look.scope.commune, look.today))
    return [each for each in found if _of(look, each.channel.unit_id)]


def _notice_wrong(row: NoticeCell, look: Look) -> bool:
    old = row.check is not None and row.check.on < look.today - timedelta(days=look.given["days"])
    return not row.fine or old


def _tell_notice(row: NoticeCell, look: Look) -> Problem:
    state = row.words.lower() if not row.fine else f"đã quá {look.given['days']} ngày chưa xem lại"
    units = (row.channel.unit_id,) if row.channel.unit_id else ()
    return Problem(row.channel.ref, f"{row.notice.title} ở {row.channel.title}: {state}.", units=units, part=row.notice.key)


register(
    Check(
        "CK-01",
        "Nội dung niêm yết khác danh mục thủ tục",
        Severity.ERROR,
        "thủ tục ở từng kênh, so với danh mục cùng ngày; chỉ những điều so được chắc chắn",
        _channels,
        _tell,
        "Sửa ở kênh đó rồi ghi bản chụp mới: đúng thì tồn tại tự đóng. Nếu danh mục sai thì sửa danh mục.",
        parameters={MEND.name: MEND.parameter},
        citation=SEED,
        place=_compared,
        remedy=_posted_again,
    ),
    Check(
        "CK-02",
        "Đã công bố mà chưa đăng, niêm yết đúng hạn",
        Severity.ERROR,
        "yêu cầu đăng còn mở, và quyết định công bố chưa được yêu cầu đăng ở kênh nào đó",
        _owed,
        _tell_owed,
        "Đăng, niêm yết rồi ghi ngày, nơi đăng và ảnh hoặc trang đã lưu; chưa có yêu cầu thì lập ở Yêu cầu đăng.",
        parameters={POST.name: POST.parameter},
        holds={"đã quá số ngày làm việc từ ngày quyết định": _overdue},
        citation=SEED,
    ),
    Check(
        "CK-03",
        "Quy trình ISO khác danh mục thủ tục",
        Severity.ERROR,
        "thủ tục có quy trình ISO riêng đang hiệu lực; chỉ những điều so được chắc chắn",
        _iso,
        _tell,
        "Soạn bản sửa đổi của quy trình theo danh mục hôm nay; nếu danh mục sai thì sửa danh mục.",
        citation="TCVN ISO 9001:2015, điều khoản 7.5.3; kết luận kiểm tra CCHC về quy trình ISO chưa cập nhật",
        place=_compared,
    ),
    Check(
        "CK-04",
        "Kênh niêm yết lâu không cập nhật",
        Severity.WARNING,
        "kênh đang dùng",
        _freshness,
        _tell_stale,
        "Xem lại kênh, cập nhật nội dung rồi ghi bản chụp mới.",
        parameters={FRESH.name: FRESH.parameter},
        holds={
            "không có bản chụp, lần đăng hay lần kiểm tra nào trong số ngày": lambda row, look: (
                row.on is None or row.on < look.today - timedelta(days=look.given["days"])
            )
        },
    ),
    Check(
        "CK-05",
        "Thiếu mục công khai ngoài thủ tục",
        Severity.WARNING,
        "mục công khai ở từng kênh phải có",
        _notices,
        _tell_notice,
        "Công khai đủ các trường của mục đó rồi ghi kiểm tra kèm ảnh.",
        parameters={LOOK.name: LOOK.parameter},
        holds={"chưa có, thiếu trường, hoặc lâu chưa xem lại": _notice_wrong},
        citation="Kết luận kiểm tra CCHC: công khai địa chỉ phản ánh, đường dây nóng, phí, công chức trực",
    ),
)

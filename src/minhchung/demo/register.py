"""What else stands in the demo's register: outgoing documents from the city's system, letters that wait, a slip of entry.

All fictional. Most is in order; each rule about documents finds one or two that are not.
"""

import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.core.files.base import ContentFile
from xlsxwriter import Workbook

from minhchung.apps.documents import actions
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.documents.rules.register_rows import guess
from minhchung.apps.files.actions import store
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.demo.papers import MADE

OUTGOING = Path(__file__).parent / "outgoing.txt"
"""The sheet of the city's system, cells parted by bars, headings first. One notice lacks the agency's signature; of three letters that
ask for an answer one was answered."""
DEPARTMENT = "Sở Nội vụ thành phố Hải Khê"
LAND_OFFICE = "Chi nhánh Văn phòng đăng ký đất đai số 4"


def keep_register(commune: Commune, people: Mapping[str, Person]) -> None:
    """The year's outgoing documents are brought in, incoming letters are answered or not, drafts wait for their signature."""
    _bring_in(commune, people["an"])
    _answered(commune, people["an"])
    _unanswered(commune, people["an"])
    _twice(commune, people)
    _drafts(commune, people)


def _bring_in(commune: Commune, clerk: Person) -> None:
    lines = [line.split(" | ") for line in OUTGOING.read_text("utf-8").splitlines()]
    out = io.BytesIO()
    with Workbook(out) as book:
        book.set_properties({"created": MADE.replace(tzinfo=None)})
        sheet = book.add_worksheet("Văn bản đi")
        for row, cells in enumerate(lines):
            sheet.write_row(row, 0, cells)
    at = _at("2026-11-06 10:20")
    upload = receive(ContentFile(out.getvalue(), name="Sổ văn bản đi 2026.xlsx"))
    stored = store(commune=commune, received=upload, actor=clerk, at=at)
    columns = {place: name for place, name in enumerate(guess(lines[0])) if name}
    actions.import_register(commune=commune, stored=stored, direction=Document.Direction.OUTGOING, columns=columns, actor=clerk, at=at)


def _answered(commune: Commune, clerk: Person) -> None:
    """The letter of the department was answered by us, our letter on fees by the department."""
    asks = _letter(commune, clerk, "2417/SNV-CCHC", date(2026, 10, 8), "Báo cáo bố trí công chức chuyên trách", due=date(2026, 10, 20))
    _relate(_ours(commune, "1967/UBND-NC"), asks, clerk, "2026-10-19 08:20")
    reply = _letter(commune, clerk, "2530/SNV-CCHC", date(2026, 9, 18), "Hướng dẫn thu phí trực tuyến đối với thủ tục liên thông")
    _relate(reply, _ours(commune, "1688/UBND-PVHCC"), clerk, "2026-09-21 09:10")
    land = _letter(commune, clerk, "511/CNVPĐK", date(2026, 4, 15), "Cung cấp số liệu nợ tiền sử dụng đất", issuer=LAND_OFFICE)
    _relate(land, _ours(commune, "702/UBND-KT"), clerk, "2026-04-16 10:00")


def _unanswered(commune: Commune, clerk: Person) -> None:
    """A letter from above whose day has gone by."""
    _letter(
        commune, clerk, "2688/SNV-CCHC", date(2026, 11, 2), "Báo cáo tiến độ khắc phục tồn tại về hồ sơ quá hạn", due=date(2026, 11, 13)
    )


def _twice(commune: Commune, people: Mapping[str, Person]) -> None:
    """Two clerks entered the same letter, a day apart."""
    _letter(commune, people["an"], "2701/SNV-CCHC", date(2026, 11, 5), "Tập huấn phần mềm một cửa điện tử phiên bản mới")
    _letter(commune, people["lan"], "2701/SNV-CCHC", date(2026, 11, 5), "Tập huấn sử dụng phần mềm một cửa bản mới", at="2026-11-10 14:05")


def _drafts(commune: Commune, people: Mapping[str, Person]) -> None:
    """One draft lies since October, one was written this week."""
    unit = Unit.objects.get(commune=commune, short="KT")
    waiting = Fields(type="Quyết định", subject="Phê duyệt dự toán sửa chữa nhà văn hóa khu phố 2", unit=unit)
    actions.draft(commune=commune, fields=waiting, actor=people["huy"], at=_at("2026-10-26 15:30"))
    fresh = Fields(type="Công văn", subject="Đôn đốc nộp tiền sử dụng đất đợt 2", unit=unit)
    actions.draft(commune=commune, fields=fresh, actor=people["huy"], at=_at("2026-11-17 10:15"))


def _letter(
    commune: Commune,
    clerk: Person,
    code: str,
    on: date,
    subject: str,
    *,
    issuer: str = DEPARTMENT,
    due: date | None = None,
    at: str = "",
) -> Document:
    """An incoming letter, typed by hand the day it was written."""
    moment = _at(at or f"{on} 14:30")
    unit = Unit.objects.get(commune=commune, short="VP")
    fields = Fields(code=code, type="Công văn", issued_on=on, issuer=issuer, subject=subject, arrived_on=moment.date(), unit=unit,
                    answer_due_on=due, needs_answer=due is not None)  # fmt: skip
    return actions.register_incoming(commune=commune, fields=fields, actor=clerk, at=moment)


def _ours(commune: Commune, code: str) -> Document:
    number, symbol = code.split("/")
    return Document.objects.get(commune=commune, direction=Document.Direction.OUTGOING, number=int(number), symbol=symbol)


def _relate(answer: Document, asked: Document, clerk: Person, at: str) -> None:
    actions.relate(document=answer, target=asked, kind=Relation.Kind.ANSWERS, actor=clerk, at=_at(at))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)

"""The quality system of the sample ward: eight documents of several kinds and stages, and the declaration of June that no longer fits."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from docx import Document as Written

from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Body, Commune, Person, Unit
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality import actions
from minhchung.apps.quality.models import ControlledDocument, DocumentReview, Version
from minhchung.apps.quality.rules.content import Content, FormRow, Record, Step
from minhchung.demo.papers import MADE

BIRTH, MARRIAGE, SINGLE, AGAIN = "1.001193", "1.000894", "1.004873", "1.004746"
SCOPE = "Hoạt động giải quyết thủ tục hành chính thuộc thẩm quyền của Ủy ban nhân dân phường Vân Khê, theo danh mục kèm theo."
MANUAL = """Ủy ban nhân dân phường Vân Khê áp dụng TCVN ISO 9001:2015 cho hoạt động giải quyết thủ tục hành chính.
Phạm vi: các thủ tục trong Bản công bố. Điều khoản 8.3 không áp dụng vì phường không tự thiết kế dịch vụ.
Các quá trình: tiếp nhận, thẩm định, phê duyệt, trả kết quả; kiểm soát tài liệu; đánh giá nội bộ; xem xét của lãnh đạo."""
POLICY = """Công khai, minh bạch, đúng pháp luật, đúng hẹn.
Lấy sự hài lòng của người dân, doanh nghiệp làm thước đo.
Thường xuyên rà soát, cải tiến để mọi thủ tục nhanh hơn, ít giấy tờ hơn."""
SYSTEM = Content(
    purpose="Thống nhất cách soạn thảo, phê duyệt, phân phối, rà soát và hủy bỏ tài liệu của Hệ thống quản lý chất lượng.",
    scope="Áp dụng cho mọi đơn vị thuộc Ủy ban nhân dân phường.",
    references="TCVN ISO 9001:2015, điều khoản 7.5\nNghị định số 30/2020/NĐ-CP ngày 05/3/2020 về công tác văn thư",
    terms="Tài liệu nội bộ: do phường ban hành\nTài liệu bên ngoài: do cơ quan khác ban hành, phường phải theo",
    steps=(
        Step(name="Soạn thảo, điền phiếu sửa đổi", who="Đơn vị phụ trách", time="05 ngày làm việc", result="Bản thảo"),
        Step(name="Soát xét", who="Trưởng đơn vị, Phó Chủ tịch", time="02 ngày làm việc", result="Bản đã soát xét"),
        Step(name="Phê duyệt", who="Chủ tịch UBND phường", time="01 ngày làm việc", result="Bản có hiệu lực"),
        Step(name="Phân phối, thu hồi bản cũ", who="Thường trực ISO", time="01 ngày làm việc", result="Sổ phân phối"),
    ),
    forms=(FormRow(code="BM-01", name="Danh mục tài liệu nội bộ"), FormRow(code="BM-02", name="Phiếu yêu cầu sửa đổi tài liệu")),
    records=(Record(name="Phiếu sửa đổi, sổ phân phối", place="Phòng Văn hóa - Xã hội", retention="05 năm"),),
)
RECEIVING = Content(
    purpose="Thống nhất việc tiếp công dân thường xuyên và tiếp công dân định kỳ của Chủ tịch Ủy ban nhân dân phường.",
    scope="Áp dụng cho công chức được phân công tiếp công dân và các đơn vị có liên quan.",
    references="Luật Tiếp công dân số 42/2013/QH13",
    steps=(
        Step(name="Đón tiếp, ghi sổ tiếp công dân", who="Công chức tiếp công dân", time="Trong buổi tiếp", result="Sổ tiếp công dân"),
        Step(name="Phân loại, báo cáo Chủ tịch", who="Công chức tiếp công dân", time="01 ngày làm việc", result="Phiếu đề xuất"),
        Step(name="Trả lời hoặc chuyển đơn vị giải quyết", who="Chủ tịch UBND phường", time="10 ngày làm việc", result="Văn bản trả lời"),
    ),
    forms=(FormRow(code="BM-01", name="Sổ tiếp công dân"),),
    records=(Record(name="Sổ tiếp công dân, văn bản trả lời", place="Văn phòng HĐND và UBND", retention="05 năm"),),
)
DRAFTING = (
    "QUY TRÌNH SOẠN THẢO VĂN BẢN", "Mã hiệu: QT.ISO.07", "1. Mục đích", "Quy định trình tự soạn thảo, ký ban hành văn bản của phường.",
    "2. Phạm vi", "Mọi đơn vị khi soạn văn bản hành chính.", "3. Tài liệu viện dẫn", "Nghị định số 30/2020/NĐ-CP",
    "5. Nội dung", "Người soạn chịu trách nhiệm về nội dung, thể thức; Văn phòng kiểm tra thể thức trước khi trình ký.",
    "7. Hồ sơ cần lưu", "Bản gốc và hồ sơ trình ký",
)  # fmt: skip


def keep_quality_system(commune: Commune, people: Mapping[str, Person]) -> None:
    """From April to November 2026, told as acts."""
    units = {unit.short: unit for unit in Unit.objects.filter(commune=commune)}
    _by_the_short_path(commune, units, people)
    _papers_of_the_system(commune, units, people)
    _procedures_documents(commune, units, people)
    _declare(commune, units, people)
    _from_word(commune, units, people)


def _by_the_short_path(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """In April, short of people, a draft goes straight to the chairman; since May every document is reviewed by a second person."""
    usual: dict[str, Any] = {"review_months": 12, "read_days": 15, "standing_unit": units["VH-XH"], "patterns": {}}
    why = "Tạm thời, đến khi kiện toàn Ban Chỉ đạo ISO"
    actions.set_up(commune=commune, **usual, short_path=True, source=why, actor=people["chutich"], at=_at("2026-04-13 08:00"))
    made = actions.add_document(
        commune=commune, kind="internal", title="Tiếp công dân", owner=units["VP"], actor=people["nguyen"], at=_at("2026-04-13 09:00")
    )
    draft = actions.draft_version(document=made, actor=people["an"], at=_at("2026-04-14 09:00"))
    _write(draft, RECEIVING, people["an"], _at("2026-04-14 09:30"))
    actions.submit(version=draft, actor=people["an"], at=_at("2026-04-15 08:00"))
    actions.approve(version=draft, effective_on=date(2026, 4, 20), actor=people["chutich"], at=_at("2026-04-16 14:00"))
    actions.bring_into_force(version=draft, actor=None, at=_at("2026-04-20 07:00"))
    actions.acknowledge(version=draft, actor=people["an"], at=_at("2026-04-21 08:00"))
    actions.set_up(commune=commune, **usual, short_path=False, actor=people["chutich"], at=_at("2026-05-04 07:30"))


def _papers_of_the_system(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    every = [units[short] for short in ("VP", "KT", "PVHCC", "DVSNC")]
    for number, (kind, title, content, months) in enumerate((
        ("manual", "Sổ tay chất lượng", Content(body=MANUAL), None),
        ("policy", "Chính sách chất lượng", Content(body=POLICY), None),
        ("system", "Kiểm soát thông tin dạng văn bản", SYSTEM, 6),
    )):  # fmt: skip
        made = actions.add_document(
            commune=commune, kind=kind, title=title, owner=units["VH-XH"], layout="both", review_months=months,
            readers=every if kind == "policy" else (), actor=people["nguyen"], at=_at(f"2026-05-04 {8 + number:02d}:00"),
        )  # fmt: skip
        draft = actions.draft_version(document=made, actor=people["duong"], at=_at(f"2026-05-05 {8 + number:02d}:00"))
        _write(draft, content, people["duong"], _at(f"2026-05-05 {8 + number:02d}:20"))
        done = _through(draft, people, "duong", date(2026, 5, 12))
        for minute, name in enumerate(("duong", "an", "huy", "ha", "chi", "lan", "tuan")[: 1 if kind != "policy" else 7]):
            actions.acknowledge(version=done, actor=people[name], at=_at(f"2026-05-{13 + number} 09:{minute:02d}"))


def _procedures_documents(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """Birth: revised in September, the old copy still out. Single status: brought up to date in November, waits for the chairman.
    Marrying again: abolished in October, its procedure still in force. Marriage: a first draft under review."""
    birth = _generated(commune, units["VP"], BIRTH, people, "2026-05-18 09:00")
    first = _through(birth, people, "an", date(2026, 5, 25))
    given: dict[str, Any] = {"units": [units["PVHCC"], units["VP"]], "handed_on": date(2026, 5, 25)}
    actions.hand_out(version=first, **given, actor=people["nguyen"], at=_at("2026-05-25 15:00"))
    why: dict[str, Any] = {
        "reason": "Rút ngắn thời gian thẩm định",
        "change": "Bước thẩm định còn nửa buổi",
        "impact": "Cán bộ Một cửa hẹn trả sớm hơn",
        "impacted": list(ControlledDocument.objects.filter(commune=commune, code="QT-HT-01")),
    }
    draft = actions.draft_version(document=first.document, **why, actor=people["an"], at=_at("2026-09-07 09:00"))
    shorter = draft.content.model_copy(
        update={"terms": "TTHC: Thủ tục hành chính\nUBND: Ủy ban nhân dân\nMột cửa: Bộ phận tiếp nhận hồ sơ"}
    )
    _write(draft, shorter, people["an"], _at("2026-09-07 09:30"))
    second = _through(draft, people, "an", date(2026, 9, 14))
    actions.acknowledge(version=second, actor=people["an"], at=_at("2026-09-15 08:00"))
    copy = first.copies.order_by("number")[1]
    actions.take_back(copy=copy, returned_on=date(2026, 9, 15), actor=people["nguyen"], at=_at("2026-09-15 10:00"))
    kept: dict[str, Any] = {
        "on": date(2026, 10, 20),
        "result": DocumentReview.Result.KEEP,
        "note": "Đã đối chiếu căn cứ pháp lý, danh mục và quy trình điện tử.",
    }
    actions.record_review(document=first.document, **kept, actor=people["an"], at=_at("2026-10-20 15:00"))
    single = _through(_generated(commune, units["VP"], SINGLE, people, "2026-05-19 09:00"), people, "an", date(2026, 5, 26))
    actions.acknowledge(version=single, actor=people["an"], at=_at("2026-05-27 08:00"))
    _through(_generated(commune, units["VP"], AGAIN, people, "2026-05-20 09:00"), people, "an", date(2026, 5, 27))
    newer = actions.refresh(
        document=single.document, reason="Quyết định công bố số 4128/QĐ-UBND", actor=people["an"], at=_at("2026-11-10 09:00")
    )
    _through(newer, people, "an", None)
    actions.submit(
        version=_generated(commune, units["VP"], MARRIAGE, people, "2026-11-12 09:00"), actor=people["an"], at=_at("2026-11-12 10:00")
    )


def _declare(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """Signed, posted and sent in June; the catalogue has moved on since."""
    at = _at("2026-06-01 08:00")
    body: Body = organisations.add_body(
        commune=commune,
        name="Ban Chỉ đạo ISO phường",
        standing_unit=units["VH-XH"],
        valid_from=date(2026, 6, 1),
        actor=people["chutich"],
        at=at,
    )
    for name, place in (("chutich", "Trưởng ban"), ("phochutich", "Phó Trưởng ban"), ("duong", "Thư ký")):
        organisations.add_member(body=body, person=people[name], place=place, actor=people["chutich"], at=at)
    made = actions.declare(commune=commune, standard="TCVN ISO 9001:2015", scope=SCOPE, body=body, actor=people["nguyen"], at=at)
    decision = _decision(commune, people)
    actions.sign_declaration(
        declaration=made, document=decision, signed_on=date(2026, 6, 5), actor=people["nguyen"], at=_at("2026-06-05 15:00")
    )
    where: dict[str, Any] = {"posted_on": date(2026, 6, 8), "posted_at": "Bảng niêm yết tại trụ sở và Cổng thông tin điện tử phường"}
    actions.post_declaration(declaration=made, **where, actor=people["nguyen"], at=_at("2026-06-08 10:00"))
    actions.send_declaration(declaration=made, sent_on=date(2026, 6, 9), actor=people["nguyen"], at=_at("2026-06-09 10:00"))


def _decision(commune: Commune, people: Mapping[str, Person]) -> Document:
    code, day, at = "121/QĐ-UBND", date(2026, 6, 5), _at("2026-06-05 14:00")
    subject = "Công bố Hệ thống quản lý chất lượng phù hợp Tiêu chuẩn quốc gia TCVN ISO 9001:2015"
    fields = Fields(code=code, type="Quyết định", issued_on=day, issuer="Ủy ban nhân dân phường Vân Khê", subject=subject)
    made = documents.approve(
        document=documents.draft(commune=commune, fields=fields, actor=people["nguyen"], at=at), actor=people["chutich"], at=at
    )
    both: dict[str, Any] = {"personal_signature": True, "agency_signature": True}
    return documents.issue(document=made, code=code, issued_on=day, **both, actor=people["nguyen"], at=at)


def _from_word(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """An old procedure in Word, read into a draft of which two sections were not found."""
    made: ControlledDocument = actions.add_document(
        commune=commune, kind="internal", title="Soạn thảo văn bản", owner=units["VP"], actor=people["nguyen"], at=_at("2026-11-16 10:00")
    )
    written = Written()
    for line in DRAFTING:
        written.add_paragraph(line)
    written.core_properties.created = written.core_properties.modified = MADE
    out = io.BytesIO()
    written.save(out)
    upload = receive(ContentFile(out.getvalue(), name="QT.ISO.07 soan thao van ban.docx"))
    actions.take_word(document=made, upload=upload, actor=people["an"], at=_at("2026-11-16 10:20"))


def _generated(commune: Commune, owner: Unit, code: str, people: Mapping[str, Person], at: str) -> Version:
    procedure = Procedure.objects.get(commune=commune, code=code)
    return actions.generate(commune=commune, procedures=[procedure], owner=owner, actor=people["nguyen"], at=_at(at))


def _write(version: Version, content: Content, who: Person, at: datetime) -> None:
    actions.write(version=version, content=content, title=version.title, seen=version.fingerprint(), actor=who, at=at)


def _through(version: Version, people: Mapping[str, Person], who: str, on: date | None) -> Version:
    """Submitted, reviewed by the deputy, approved by the chairman for its day; without a day it waits for him."""
    day = on or date(2026, 11, 11)
    at = datetime(day.year, day.month, day.day, 8, 0, tzinfo=ZONE)
    actions.submit(version=version, actor=people[who], at=at)
    actions.endorse(version=version, actor=people["phochutich"], at=at.replace(hour=10))
    if on is not None:
        actions.approve(version=version, effective_on=on, actor=people["chutich"], at=at.replace(hour=14))
    return Version.objects.select_related("document__commune").get(pk=version.pk)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)

"""The registers, clauses and management reviews of the sample ward: one review held in July, one being prepared for December."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.evidence.showing import Piece
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.management import actions
from minhchung.apps.management.models import Entry, ManagementReview
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.demo import papers

Values = dict[str, str]
Rows = tuple[tuple[str, Values], ...]
REGISTERS: dict[str, Rows] = {
    "boi-canh": (
        (
            "VP",
            {
                "issue": "Ba phường cũ hợp nhất từ 01/7/2025, quy trình và thói quen làm việc khác nhau",
                "side": "inside",
                "effect": "Cùng một thủ tục mà cách kiểm tra hồ sơ khác nhau",
                "response": "Thống nhất quy trình ISO, tập huấn chung",
            },
        ),
        (
            "VH-XH",
            {
                "issue": "Cấp huyện kết thúc hoạt động, phường nhận thêm thủ tục",
                "side": "outside",
                "effect": "Khối lượng hồ sơ tăng, căn cứ pháp lý thay đổi nhiều",
                "response": "Cập nhật danh mục ngay khi có quyết định công bố",
            },
        ),
        (
            "XD-NN-MT",
            {
                "issue": "Mưa lớn, ngập đường vào Trung tâm phục vụ hành chính công",
                "side": "climate",
                "effect": "Người dân không đến nộp, nhận được; máy chủ đặt tầng 1",
                "response": "Nộp trực tuyến, trả qua bưu chính, chuyển tủ mạng lên tầng 2",
            },
        ),
    ),
    "ben-quan-tam": (
        (
            "PVHCC",
            {
                "party": "Người dân, doanh nghiệp",
                "need": "Đúng hẹn, ít đi lại, rõ giấy tờ phải nộp",
                "met": "Niêm yết, hẹn trả, nộp trực tuyến",
                "climate": "no",
                "watch": "Khảo sát hài lòng, phản ánh kiến nghị",
            },
        ),
        (
            "VP",
            {
                "party": "Ủy ban nhân dân thành phố, các sở",
                "need": "Báo cáo đúng kỳ, chỉ số cải cách hành chính đạt",
                "met": "Kế hoạch năm, báo cáo tháng",
                "climate": "yes",
                "watch": "Bộ chỉ số, kết luận kiểm tra",
            },
        ),
        (
            "VP",
            {
                "party": "Đảng ủy, HĐND, Mặt trận phường",
                "need": "Được báo cáo, giám sát việc giải quyết thủ tục",
                "met": "Báo cáo 6 tháng, đối thoại",
                "watch": "Kết luận giám sát",
            },
        ),
    ),
    "qua-trinh": (
        (
            "PVHCC",
            {
                "process": "Tiếp nhận và trả kết quả",
                "owner": "chi",
                "input": "Hồ sơ của người dân",
                "output": "Giấy tiếp nhận, kết quả trả đúng hẹn",
                "measure": "Tỷ lệ giải quyết đúng hạn",
                "documents": "QT-01",
            },
        ),
        (
            "VP",
            {
                "process": "Thẩm định, phê duyệt",
                "owner": "an",
                "input": "Hồ sơ đủ thành phần",
                "output": "Kết quả có chữ ký, con dấu",
                "measure": "Thời gian thẩm định",
                "documents": "QT-01, QT-02",
            },
        ),
        (
            "VH-XH",
            {
                "process": "Kiểm soát tài liệu",
                "owner": "duong",
                "input": "Quyết định công bố, văn bản mới",
                "output": "Tài liệu ISO có hiệu lực",
                "measure": "Số tài liệu quá hạn rà soát",
                "documents": "QT-HT-01",
            },
        ),
    ),
    "rui-ro": (
        (
            "PVHCC",
            {
                "what": "Hồ sơ đất đai quá hạn do chờ phối hợp của chi nhánh đăng ký",
                "kind": "risk",
                "cause": "Chưa có quy chế phối hợp",
                "likelihood": "4",
                "severity": "4",
                "action": "Ký quy chế phối hợp, nhắc trước hạn 3 ngày",
            },
        ),
        (
            "VH-XH",
            {
                "what": "Căn cứ pháp lý thay đổi mà quy trình chưa sửa",
                "kind": "risk",
                "cause": "Không có người theo dõi văn bản mới",
                "likelihood": "4",
                "severity": "3",
                "action": "Phân công theo dõi văn bản, rà soát mỗi tháng",
            },
        ),
        (
            "VP",
            {
                "what": "Mất điện, mất mạng tại Trung tâm",
                "kind": "risk",
                "cause": "Lưới điện cũ, một đường mạng",
                "likelihood": "3",
                "severity": "4",
                "action": "Lắp bộ lưu điện, thêm đường mạng dự phòng",
                "left_likelihood": "2",
                "left_severity": "3",
                "result": "Đã lắp bộ lưu điện tháng 8, hai lần mất điện không gián đoạn",
            },
        ),
        (
            "KT",
            {
                "what": "Người dân dùng VNeID ngày càng nhiều, bớt được bản sao giấy tờ",
                "kind": "chance",
                "likelihood": "3",
                "severity": "3",
                "action": "Đề xuất bỏ thành phần hồ sơ đã có dữ liệu",
            },
        ),
        (
            "VP",
            {
                "what": "Công chức chuyên môn nghỉ, chuyển công tác không kịp bàn giao",
                "kind": "risk",
                "likelihood": "2",
                "severity": "3",
                "action": "Mỗi thủ tục có hai người biết làm",
            },
        ),
    ),
    "thay-doi": (
        (
            "VP",
            {
                "change": "Chuyển Bộ phận Một cửa vào Trung tâm phục vụ hành chính công",
                "purpose": "Một nơi nhận, trả mọi hồ sơ",
                "consequence": "Đổi nơi tiếp nhận ghi ở mọi quy trình",
                "responsible": "chi",
                "from_on": "2026-07-01",
            },
        ),
    ),
    "thiet-bi": (
        (
            "PVHCC",
            {
                "item": "Máy quét tài liệu",
                "place": "Quầy 2",
                "count": "2",
                "state": "worn",
                "maintained_on": "2026-03-10",
                "needs": "Thay trục kéo giấy",
            },
        ),
        ("PVHCC", {"item": "Màn hình gọi số", "place": "Sảnh", "count": "1", "state": "good", "maintained_on": "2026-09-05"}),
        ("VP", {"item": "Bộ lưu điện", "place": "Phòng máy chủ", "count": "1", "state": "good", "maintained_on": "2026-08-12"}),
    ),
    "tri-thuc": (
        (
            "VP",
            {
                "knowledge": "Cách xử lý khai sinh có yếu tố nước ngoài",
                "from": "Ba hồ sơ khó năm 2026",
                "kept": "Sổ tay nghiệp vụ hộ tịch, chị An hướng dẫn",
            },
        ),
    ),
    "nang-luc": (
        (
            "VP",
            {
                "post": "Công chức tư pháp - hộ tịch",
                "conditions": "Đại học luật; bồi dưỡng nghiệp vụ hộ tịch",
                "person": "an",
                "met": "yes",
                "proof": "Bằng cử nhân luật; chứng chỉ bồi dưỡng hộ tịch năm 2024",
            },
        ),
        (
            "PVHCC",
            {
                "post": "Cán bộ tiếp nhận Một cửa",
                "conditions": "Tập huấn Một cửa; kỹ năng giao tiếp; dùng được hệ thống hồ sơ",
                "person": "chi",
                "met": "part",
                "proof": "Giấy chứng nhận tập huấn Một cửa",
                "gap": "Chưa học kỹ năng giao tiếp",
            },
        ),
        (
            "XD-NN-MT",
            {
                "post": "Công chức địa chính - xây dựng",
                "conditions": "Đại học quản lý đất đai hoặc xây dựng",
                "person": "son",
                "met": "no",
                "gap": "Đang học văn bằng hai, xong năm 2027",
            },
        ),
        (
            "VH-XH",
            {
                "post": "Thư ký ISO, đánh giá viên nội bộ",
                "conditions": "Khóa đánh giá viên nội bộ TCVN ISO 9001:2015",
                "person": "duong",
                "met": "yes",
                "proof": "Chứng nhận ngày 20/4/2026",
            },
        ),
    ),
    "dao-tao": (
        (
            "VH-XH",
            {
                "course": "Đánh giá viên nội bộ TCVN ISO 9001:2015",
                "held_on": "2026-04-20",
                "people": "Dương, An",
                "number": "2",
                "by": "Chi cục Tiêu chuẩn Đo lường Chất lượng",
                "effect": "good",
                "note": "Đã tự đánh giá được cuộc tháng 9",
            },
        ),
        (
            "PVHCC",
            {
                "course": "Kỹ năng giao tiếp với người dân",
                "held_on": "2026-12-10",
                "people": "Cán bộ Một cửa",
                "number": "5",
                "effect": "planned",
            },
        ),
    ),
    "trao-doi": (
        (
            "VP",
            {
                "what": "Danh mục thủ tục mới, bãi bỏ",
                "when": "Trong 3 ngày từ khi có quyết định",
                "whom": "Trung tâm, các phòng, người dân",
                "how": "Niêm yết, cổng thông tin, họp giao ban",
                "speaker": "Văn phòng",
            },
        ),
        ("PVHCC", {"what": "Hồ sơ sắp đến hạn, quá hạn", "when": "Hằng ngày", "whom": "Công chức thụ lý", "how": "Nhắn Zalo theo đơn vị"}),
    ),
    "nha-cung-cap": (
        (
            "PVHCC",
            {
                "supplier": "Bưu cục Vân Khê",
                "service": "Nhận, trả hồ sơ qua bưu chính công ích",
                "criteria": "Đúng giờ; không mất giấy tờ",
                "contract": "Thỏa thuận ngày 15/01/2026",
                "valid_to": "2026-12-31",
                "judged": "good",
                "judged_on": "2026-10-05",
            },
        ),
        (
            "VP",
            {
                "supplier": "Công ty Phần mềm Hải Khê",
                "service": "Bảo trì cổng thông tin điện tử",
                "criteria": "Sửa lỗi trong ngày",
                "judged": "poor",
                "judged_on": "2026-10-06",
                "remark": "Hai lần lỗi đăng tin quá 3 ngày mới sửa",
            },
        ),
    ),
    "hai-long": (
        (
            "PVHCC",
            {
                "source": "Phiếu khảo sát quý III tại Trung tâm",
                "from_on": "2026-07-01",
                "to_on": "2026-09-30",
                "answers": "214",
                "share": "92.5",
                "said": "Chờ lâu đầu tuần; chưa rõ phí chứng thực",
                "next": "Thêm quầy thứ Hai; niêm yết phí ở quầy",
            },
        ),
        (
            "VP",
            {
                "source": "Đối thoại với doanh nghiệp tháng 10",
                "to_on": "2026-10-14",
                "answers": "17",
                "said": "Thủ tục đăng ký hộ kinh doanh nhanh hơn trước",
            },
        ),
    ),
}
PEOPLE_COLUMNS = ("owner", "person", "responsible")
OVERDUE = "boi-canh"
"""The register whose lines were entered in spring and are to be looked at again in autumn; one of them was."""


def keep_registers(commune: Commune, people: Mapping[str, Person]) -> None:
    """From March to November 2026, told as acts."""
    units = {unit.short: unit for unit in Unit.objects.filter(commune=commune)}
    made = {OVERDUE: _entries(commune, units, people, OVERDUE)}
    reason = "Phường giải quyết thủ tục theo quy định, không tự thiết kế dịch vụ."
    actions.exclude_clause(commune=commune, number="8.3", reason=reason, actor=people["nguyen"], at=_at("2026-04-06 09:00"))
    _held(commune, units, people)
    _own_register(commune, units, people)
    made |= {name: _entries(commune, units, people, name) for name in REGISTERS if name != OVERDUE}
    _look_again(made, people)
    _work_on(made, units, people)
    _prepared(commune, people)


def _entries(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person], name: str) -> list[Entry]:
    """The lines of a register, in their order."""
    return [_entry(commune, units[row[0]], people, name, (place, row[1])) for place, row in enumerate(REGISTERS[name])]


def _entry(commune: Commune, unit: Unit, people: Mapping[str, Person], name: str, row: tuple[int, Values]) -> Entry:
    place, said = row
    values = {key: str(people[value].pk) if key in PEOPLE_COLUMNS else value for key, value in said.items()}
    day: dict[str, Any] = {"review_on": date(2026, 10, 15)} if name == OVERDUE else {}
    at = _at(f"2026-03-1{place} 09:{place:02d}") if name == OVERDUE else _at(f"2026-10-1{place} 14:{place:02d}")
    return actions.add_entry(commune=commune, register=name, values=values, unit=unit, **day, actor=people["nguyen"], at=at)


def _look_again(made: Mapping[str, list[Entry]], people: Mapping[str, Person]) -> None:
    """One context issue was looked at in time; the two others wait."""
    note = "Quy trình đã thống nhất ở hộ tịch, chứng thực; đất đai còn khác nhau."
    seen: dict[str, Any] = {"on": date(2026, 10, 12), "note": note}
    actions.review_entry(entry=made["boi-canh"][0], **seen, actor=people["nguyen"], at=_at("2026-10-12 15:00"))


def _work_on(made: Mapping[str, list[Entry]], units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """The risk of outdated bases and the gap in communication are worked on; late land dossiers and the broken scanner are not."""
    for entry, unit, title, product, day in (
        (made["rui-ro"][1], "VH-XH", "Phân công theo dõi văn bản mới và rà soát căn cứ quy trình", "Bảng phân công", "2026-12-11"),
        (made["nang-luc"][1], "PVHCC", "Cử cán bộ Một cửa học kỹ năng giao tiếp", "Giấy chứng nhận", "2026-12-18"),
    ):
        draft = _draft(units[unit], title, product, day)
        actions.give_entry_work(entry=entry, draft=draft, actor=people["nguyen"], at=_at("2026-11-09 10:00"))


def _own_register(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> None:
    """A register of the ward's own: keys and seals handed on."""
    actions.add_register(
        commune=commune, title="Bàn giao con dấu, chữ ký số", purpose="Ai giữ, giao cho ai, ngày nào.", clauses=["5.3"], review_months=6,
        columns="Con dấu, thiết bị ký *\nNgười giữ | người\nNhận ngày | ngày\nTình trạng | chọn | Đang dùng; Đã trả",
        actor=people["nguyen"], at=_at("2026-09-01 09:00"),
    )  # fmt: skip
    values = {"x-con-dau-thiet-bi-ky": "Con dấu Ủy ban nhân dân", "x-nguoi-giu": str(people["lan"].pk), "x-nhan-ngay": "2026-07-01",
              "x-tinh-trang": "dang-dung"}  # fmt: skip
    actions.add_entry(
        commune=commune, register="ban-giao-con-dau-chu-ky-so", values=values, unit=units["VP"], actor=people["nguyen"],
        at=_at("2026-09-01 09:20"),
    )  # fmt: skip


def _held(commune: Commune, units: Mapping[str, Unit], people: Mapping[str, Person]) -> ManagementReview:
    """The review of July: one decision is done, one is still worked on, one was only noted."""
    made = _review(
        commune, people, "Xem xét của lãnh đạo về Hệ thống quản lý chất lượng, kỳ I năm 2026", date(2026, 7, 24), "2026-07-15 09:00"
    )
    note = "Việc hợp nhất là thay đổi lớn nhất, phải thống nhất quy trình trong quý III."
    actions.note_input(review=made, code="b", note=note, actor=people["duong"], at=_at("2026-07-24 09:30"))
    present = list(made.attendees.exclude(person=people["son"]))
    actions.hold_review(review=made, held_on=date(2026, 7, 24), present=present, actor=people["duong"], at=_at("2026-07-24 11:00"))
    said = (
        ("change", "Thống nhất quy trình giải quyết hộ tịch của ba phường cũ, ban hành trong tháng 8.", "VP", "2026-08-28"),
        ("resource", "Lắp bộ lưu điện cho Trung tâm phục vụ hành chính công.", "VP", "2026-12-25"),
        ("note", "Chính sách chất lượng còn phù hợp, chưa cần sửa.", "", ""),
    )
    for minute, (kind, text, unit, day) in enumerate(said):
        decision = actions.decide(review=made, kind=kind, text=text, actor=people["duong"], at=_at(f"2026-07-24 11:1{minute}"))
        if unit:
            draft = _draft(units[unit], text.rstrip("."), "Báo cáo kết quả", day)
            work = actions.give_decision(decision=decision, draft=draft, actor=people["nguyen"], at=_at(f"2026-07-24 14:0{minute}"))
            if minute == 0:
                _done(work, people, "2026-08-26")
    return made


def _prepared(commune: Commune, people: Mapping[str, Person]) -> None:
    """The one of December, its inputs filled from the data."""
    title = "Xem xét của lãnh đạo về Hệ thống quản lý chất lượng năm 2026"
    made = _review(commune, people, title, date(2026, 12, 4), "2026-11-16 09:00")
    note = "Phản ánh về phí chứng thực lặp lại hai quý, đưa vào kết luận."
    actions.note_input(review=made, code="c1", note=note, actor=people["duong"], at=_at("2026-11-17 10:00"))


def _review(commune: Commune, people: Mapping[str, Person], title: str, day: date, at: str) -> ManagementReview:
    given: dict[str, Any] = {"planned_on": day, "place": "Phòng họp tầng 2", "chair": people["chutich"], "secretary": people["duong"]}
    made = actions.plan_review(commune=commune, title=title, **given, actor=people["nguyen"], at=_at(at))
    asked = [people[name] for name in ("chutich", "phochutich", "nguyen", "duong", "an", "chi", "ha", "son")]
    return actions.invite(review=made, people=asked, actor=people["nguyen"], at=_at(at))


def _draft(unit: Unit, title: str, product: str, day: str) -> Draft:
    lead = (DraftUnit(unit.name, unit.pk, 1.0, "name"),)
    return Draft(title=title, lead=lead, deadline_kind="date", deadline_on=day, product=product)


def _done(work: Assignment, people: Mapping[str, Person], day: str) -> None:
    """Handed in with its paper, reported and accepted."""
    occurrence, title = Occurrence.objects.get(duty__assignment=work), "Quy trình hộ tịch thống nhất"
    text = f"{title}\nVân Khê, ngày {day[8:]} tháng {int(day[5:7])} năm {day[:4]}\nViệc {work.number}"
    brought = assignments.Brought(pieces=[Piece(upload=receive(ContentFile(papers.docx_of(text), name=f"{title}.docx")))])
    assignments.hand_in(occurrence=occurrence, title=title, brought=brought, actor=people["an"], at=_at(f"{day} 15:00"))
    assignments.submit(occurrence=occurrence, actor=people["an"], at=_at(f"{day} 15:05"))
    assignments.accept(occurrence=occurrence, actor=people["phochutich"], at=_at(f"{day} 16:05"))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)

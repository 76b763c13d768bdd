"""The sample ward's index: the packaged sample set, what its units declared in the year, and the evidence they brought. All fictional."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from django.core.files.base import ContentFile

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.documents.models import Document
from minhchung.apps.dossiers.actions import keep_official
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.showing import Typed
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.indexes import actions as indexes
from minhchung.apps.indexes.models import Criterion, Index, RequiredEvidence
from minhchung.apps.indexes.packs import SAMPLE
from minhchung.apps.organisations.models import Commune, Person
from minhchung.demo.papers import docx_of
from minhchung.demo.published import SOURCE, portal, published
from minhchung.demo.rounds import tell_rounds
from minhchung.scoring.facts import Scalar
from minhchung.scoring.loading import packaged

LINKED = (
    ("3.3.2", "Văn bản xin lỗi", "412-TB-DKT", "xin lỗi"),
    ("1.3.2", "Báo cáo khắc phục", "412-TB-DKT", "báo cáo Đoàn kiểm tra"),
    ("7.3.2", "Danh mục quy trình", "1816-UBND-VHXH", "danh mục quy trình"),
)
"""Leaf, how its requirement begins, the directive, the words of the work that proves it."""

DECLARED: tuple[tuple[str, str, str, Mapping[str, Scalar]], ...] = (
    ("2026-01-14 09:10", "1.1.1", "nguyen", {"ngay_ban_hanh_ke_hoach": date(2026, 1, 12)}),
    ("2026-03-31 16:00", "1.2.1", "nguyen",
     {"bao_cao_cham": Decimal(0), "bao_cao_thieu": Decimal(0), "bao_cao_thieu_noi_dung": Decimal(0)}),
    ("2026-04-15 10:00", "4.1.2", "nguyen", {"bien_che_trong_chi_tieu": True}),
    ("2026-05-29 15:00", "7.3.1", "nguyen", {"iso_ban_chi_dao": True, "iso_tap_huan": True, "iso_cong_bo": False}),
    ("2026-06-12 09:30", "1.4.1", "nguyen", {"co_ke_hoach_tuyen_truyen": True, "hinh_thuc_tuyen_truyen": Decimal(2)}),
    ("2026-07-10 08:20", "1.2.1", "nguyen", {"bao_cao_cham": Decimal(1)}),
    ("2026-08-20 14:00", "1.3.1", "nguyen", {"don_vi_duoc_kiem_tra": Decimal(3), "don_vi_truc_thuoc": Decimal(6)}),
    ("2026-09-15 09:00", "5.2.2", "nguyen", {"luot_tap_huan": Decimal(41), "luot_trieu_tap": Decimal(48)}),
    ("2026-10-05 10:15", "5.3.1", "nguyen",
     {"kl_phe_binh": Decimal(1), "kl_khien_trach": Decimal(0), "kl_canh_cao": Decimal(0), "kl_cach_chuc": Decimal(0)}),
    ("2026-10-20 15:30", "7.1.2", "nguyen", {"hscv_da_lap": Decimal(198), "hscv_trong_danh_muc": Decimal(325)}),
    ("2026-10-26 11:00", "2.3.1", "nguyen", {"ke_hoach_ra_soat": True, "danh_muc_ra_soat": True, "bao_cao_ra_soat": False}),
    ("2026-11-02 09:45", "1.3.2", "nguyen", {"ton_tai_khac_phuc_dung_han": Decimal(9), "ton_tai_phai_khac_phuc": Decimal(13)}),
    ("2026-11-05 14:20", "7.3.2", "nguyen", {"iso_qt_cap_nhat": Decimal(95), "iso_qt_ap_dung": Decimal(179)}),
    ("2026-11-06 08:50", "4.1.1", "nguyen", {"quy_che_ubnd": True, "quy_che_phong": False, "bang_phan_cong": True}),
    ("2026-11-06 09:20", "6.2.1", "nguyen", {"quy_che_chi_tieu": True, "quy_che_tai_san": True}),
    ("2026-11-09 10:00", "3.1.1", "nguyen", {"phuong_an_da_gui": Decimal(14), "phuong_an_phai_gui": Decimal(18)}),
    ("2026-11-10 15:00", "6.1.2", "nguyen", {"von_giai_ngan": Decimal("18450"), "ke_hoach_von": Decimal("24600")}),
    ("2026-11-12 09:00", "3.2.1", "nguyen", {"tt_quy_che": True, "tt_thiet_bi": True, "tt_cong_khai": True, "tt_nhan_su": True}),
)  # fmt: skip
"""When, which leaf, by whom, what."""

PROVEN = (
    ("1.1.1", 0, "15-KH-UBND.docx",
     "Số: 15/KH-UBND\nVân Khê, ngày 12 tháng 01 năm 2026\nKẾ HOẠCH\nCải cách hành chính năm 2026", True),
    ("1.1.1", 1, "Phụ lục nhiệm vụ kèm KH 15.docx",
     "Phụ lục kèm theo Kế hoạch số 15/KH-UBND ngày 12 tháng 01 năm 2026", True),
    ("1.4.1", 0, "22-KH-UBND tuyên truyền.docx",
     "Số: 22/KH-UBND\nVân Khê, ngày 20 tháng 01 năm 2026\nKẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2026", True),
    ("4.1.2", 0, "Giao biên chế 2026.docx",
     "Số: 31/QĐ-UBND\nVân Khê, ngày 28 tháng 01 năm 2026\nQUYẾT ĐỊNH\nVề việc giao biên chế năm 2026", True),
    ("4.1.2", 1, "Báo cáo biên chế 2025.docx",
     "Số: 412/BC-UBND\nVân Khê, ngày 15 tháng 12 năm 2025\nBÁO CÁO\nTình hình sử dụng biên chế", True),
    ("6.2.1", 0, "Quy chế chi tiêu nội bộ.docx",
     "Số: 19/QĐ-UBND\nVân Khê, ngày 15 tháng 01 năm 2026\nQUYẾT ĐỊNH\nBan hành Quy chế chi tiêu nội bộ", True),
    ("6.2.1", 1, "Quy chế tài sản công.docx",
     "Số: 20/QĐ-UBND\nVân Khê, ngày 15 tháng 01 năm 2026\nQUYẾT ĐỊNH\nBan hành Quy chế quản lý, sử dụng tài sản công", True),
    ("7.3.1", 0, "Kiện toàn Ban chỉ đạo ISO.docx",
     "Số: 77/QĐ-UBND\nVân Khê, ngày 03 tháng 4 năm 2026\nQUYẾT ĐỊNH\nKiện toàn Ban chỉ đạo ISO", True),
    ("5.2.2", 0, "Danh sách cử đi tập huấn.docx",
     "Vân Khê, ngày 10 tháng 9 năm 2026\nDANH SÁCH\nCử công chức dự tập huấn", False),
)  # fmt: skip
"""Leaf, which of its requirements, the file, its text, whether it was checked and found good."""


QUARTERLY = (
    ("3.3.1", "Thống kê giải quyết hồ sơ"),
    ("3.3.4", "Hồ sơ nộp trực tuyến"),
    ("3.3.5", "Thanh toán trực tuyến"),
    ("3.4.1", "Số hóa thành phần hồ sơ"),
    ("3.4.2", "Cấp kết quả điện tử"),
    ("3.4.3", "Tái sử dụng dữ liệu số hóa"),
)
"""Leaf, the report of each quarter that proves it."""
QUARTERS = (("I", date(2026, 4, 6)), ("II", date(2026, 7, 6)), ("III", date(2026, 10, 5)))
TYPED = (
    ("2.3.1", "27/KH-UBND", "Rà soát, hệ thống hóa văn bản năm 2026", Typed(number="27/KH-UBND", dated=date(2026, 1, 22))),
    ("5.3.2", "46/KH-UBND", "Kiểm tra công vụ năm 2026", Typed(number="64/KH-UBND", dated=date(2026, 1, 22))),
)
"""Leaf, code and subject of a plan, what was typed of it: of the second the number was turned round."""
CHANGED = Path(__file__).parent / "signed" / "danh-muc-ho-so-2026.pdf"
"""The certificate was made for this sample; a few bytes of the file were altered after it was signed."""
LISTS = (
    ("3.3.1", 1, "Danh sách hồ sơ quá hạn và nguyên nhân", ("Quách Ngọc Sơn", "Bành Thu Hà", "Trịnh Mai Chi")),
    ("3.3.3", 0, "Hồ sơ trả lại, dừng xử lý, bổ sung", ("Trung tâm Phục vụ hành chính công",)),
)
"""Leaf, which requirement, the title of a list, its lines."""

READ = ("2026-06-30 17:00", "2026-09-30 17:00", "2026-11-20 07:40")
"""When the figures of the software were read."""


def score_the_ward(commune: Commune, people: Mapping[str, Person], documents: Mapping[str, Document]) -> None:
    """The ward takes the sample set for its year and scores itself by it."""
    standing = people["nguyen"]
    pack = indexes.add_pack(commune=commune, pack=packaged(SAMPLE), source="", actor=standing, at=moment("2026-01-13 14:00"))
    index = indexes.adopt(
        commune=commune, pack=pack, target=Decimal(88), target_rank=20, group="phường", actor=standing, at=moment("2026-01-13 14:10")
    )
    for at, code, who, values in DECLARED:
        indexes.declare(criterion=_leaf(index, code), values=values, note="", actor=people[who], at=moment(at))
    for code, place, name, text, checked in PROVEN:
        _prove(_asked(index, code)[place], name, text, people, checked=checked)
    for code, title in QUARTERLY:
        for quarter, day in QUARTERS:
            text = f"Trung tâm Phục vụ hành chính công\nVân Khê, {_in_words(day)}\nBÁO CÁO\n{title} quý {quarter} năm 2026"
            _prove(_asked(index, code)[0], f"{title} quý {quarter}-2026.docx", text, people, checked=True, on=day)
    for code, place, title, lines in LISTS:
        listed = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
        text = f"Trung tâm Phục vụ hành chính công\nVân Khê, {_in_words(date(2026, 11, 6))}\n{title.upper()}\n{listed}"
        _prove(_asked(index, code)[place], f"{title}.docx", text, people, checked=True)
    _slips_of_evidence(index, people)
    linked_at = moment("2026-11-06 09:00")
    for code, begins, document, words in LINKED:
        asked = next(item for item in _asked(index, code) if item.text.startswith(begins))
        work = Assignment.objects.get(document=documents[document], wording__icontains=words)
        indexes.link_assignment(criterion=asked.criterion, requirement=asked, assignment=work, actor=standing, at=linked_at)
    for at in READ:
        indexes.read_figures(index=index, actor=None, at=moment(at))
    sunday = date(2026, 2, 1)
    while sunday < date(2026, 11, 20):
        indexes.keep_week(index=index, day=sunday, actor=None, at=moment("2026-11-20 07:45"))
        sunday += timedelta(days=7)
    indexes.take_published(
        commune=commune, year=2025, group="", scores=published(), source=SOURCE, actor=standing, at=moment("2026-01-13 15:00")
    )
    keep_official(commune=commune, published=portal(commune.name), actor=standing, at=moment("2026-11-05 08:30"))
    tell_rounds(index, people)


def _slips_of_evidence(index: Index, people: Mapping[str, Person]) -> None:
    """What was typed of two plans, one of them wrongly, and a decision whose signature no longer fits the file."""
    for code, number, subject, typed in TYPED:
        text = f"ỦY BAN NHÂN DÂN PHƯỜNG VÂN KHÊ\nSố: {number}\nVân Khê, ngày 22 tháng 01 năm 2026\nKẾ HOẠCH\n{subject}"
        upload = receive(ContentFile(docx_of(text), name=f"{subject}.docx"))
        evidence.claim(
            place=_place(_asked(index, code)[0]), upload=upload, typed=typed, actor=people["nguyen"], at=moment("2026-11-10 14:00")
        )
    upload = receive(ContentFile(CHANGED.read_bytes(), name="52-QĐ-UBND Danh mục hồ sơ 2026.pdf"))
    evidence.claim(place=_place(_asked(index, "7.1.2")[0]), upload=upload, actor=people["nguyen"], at=moment("2026-11-10 14:10"))


def moment(text: str) -> datetime:
    """ "2026-11-09 16:48" in Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _in_words(day: date) -> str:
    return f"ngày {day:%d} tháng {day:%m} năm {day.year}"


def _leaf(index: Index, code: str) -> Criterion:
    return Criterion.objects.select_related("index__pack").get(index=index, code=code)


def _asked(index: Index, code: str) -> list[RequiredEvidence]:
    return list(RequiredEvidence.objects.filter(criterion__index=index, criterion__code=code).select_related("criterion"))


def _place(asked: RequiredEvidence) -> Place:
    return Place(asked.criterion.commune_id, "requirement", str(asked.pk))


def _prove(
    asked: RequiredEvidence, name: str, text: str, people: Mapping[str, Person], *, checked: bool, on: date = date(2026, 11, 9)
) -> None:
    at = moment(f"{on} 10:05")
    claim = evidence.claim(place=_place(asked), upload=receive(ContentFile(docx_of(text), name=name)), actor=people["nguyen"], at=at)
    if checked:
        evidence.verify(claim=claim, good=True, actor=people["kiemtra"], at=at + timedelta(hours=1))

"""The demo's yearly plan, brought in as the table of an annex through the act itself, and three objectives with their months."""

import io
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.core.files.base import ContentFile
from docx import Document as Docx

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.documents.models import Document
from minhchung.apps.files.actions import store
from minhchung.apps.files.receiving import receive
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.plans import actions
from minhchung.apps.plans.importing import listing_of
from minhchung.apps.plans.models import Objective, Plan, PlanItem
from minhchung.apps.plans.rules.columns import guess
from minhchung.demo.papers import MADE

HEAD = ("STT", "Nội dung nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Tiêu chí")
ANNEX = Path(__file__).parent / "annex.txt"
"""The rows of the annex, cells parted by bars: number, task, product, lead, cooperating, time, criterion; a row of two is a heading."""
LINKS = (
    ("1", "21-KH-UBND", "Tổng hợp kết quả cải cách hành chính"),
    ("2", "21-KH-UBND", "lập danh mục việc cần đôn đốc"),
    ("7", "21-KH-UBND", "hệ thống hóa văn bản"),
    ("9", "21-KH-UBND", "Niêm yết công khai"),
    ("6", "21-KH-UBND", "Hội nghị đối thoại"),
    ("22", "21-KH-UBND", "100% văn bản đi"),
    ("12", "21-KH-UBND", "80% hồ sơ"),
    ("13", "412-TB-DKT", "xin lỗi"),
    ("4", "412-TB-DKT", "báo cáo Đoàn kiểm tra"),
    ("14", "412-TB-DKT", "hồ sơ đất đai tồn đọng"),
    ("23", "412-TB-DKT", "hồ sơ công việc"),
)
"""Item, directive and words of the work that carries it out; items 11, 26 and 27 are joined by the numbers directive 1816 names."""
OBJECTIVES = (
    ("Thu ngân sách trên địa bàn", "tỷ đồng", "more", "cumulative", "KT", "120", "19", "Báo cáo của Kho bạc Nhà nước khu vực"),
    ("Giải ngân vốn đầu tư công", "%", "more", "cumulative", "KT", "95", "20", "Báo cáo của Kho bạc Nhà nước khu vực"),
    ("Vị trí xếp hạng theo Quyết định 766", "vị trí", "less", "last", "PVHCC", "20", "", "Cổng Dịch vụ công quốc gia"),
)
VALUES: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (
        ("8", "7.6", "Kỳ nghỉ Tết trong tháng, một số doanh nghiệp chậm kê khai"),
        ("17", "17.4", ""),
        ("28", "29.1", ""),
        ("38", "38.2", ""),
        ("49", "50.5", ""),
        ("60", "61.3", ""),
        ("70", "69.2", "Tiền sử dụng đất thu chậm so với kế hoạch"),
        ("81", "80.1", "Tiền sử dụng đất thu chậm so với kế hoạch"),
        ("91", "92.4", ""),
        ("101", "98.7", "Còn 03 dự án chưa nộp tiền sử dụng đất đợt 2"),
    ),
    (
        ("3", "2.1", "Chưa hoàn thành thủ tục phân bổ vốn"),
        ("8", "8.4", ""),
        ("16", "15.2", "Vướng mặt bằng tuyến ngõ 12 khu phố 3"),
        ("25", "25.9", ""),
        ("35", "36", ""),
        ("45", "46.8", ""),
        ("55", "55.3", ""),
        ("65", "63", "Điều chỉnh thiết kế trường mầm non"),
        ("74", "72.5", "Điều chỉnh thiết kế trường mầm non"),
        ("82", "79.6", "Nhà thầu chậm hoàn thiện hồ sơ thanh toán"),
    ),
    (
        ("30", "41", "Hồ sơ quá hạn nhiều ở lĩnh vực đất đai"),
        ("30", "38", "Hồ sơ quá hạn nhiều ở lĩnh vực đất đai"),
        ("28", "33", "Tỷ lệ tái sử dụng dữ liệu số hóa còn thấp"),
        ("28", "27", ""),
        ("26", "25", ""),
        ("26", "24", ""),
        ("24", "24", ""),
        ("22", "23", "Hệ thống lỗi thanh toán trực tuyến hai tuần"),
        ("22", "21", ""),
        ("20", "22", "05 hồ sơ đất đai quá hạn trong tháng"),
    ),
)
"""By objective the months from January on: planned, actual, cause when below."""


def annex() -> bytes:
    """The plan's annex as a DOCX table with merged headings."""
    document = Docx()
    document.add_paragraph("DANH MỤC NHIỆM VỤ")
    document.add_paragraph("(Kèm theo Kế hoạch số 21/KH-UBND ngày 14/01/2026 của Ủy ban nhân dân phường Vân Khê)")
    table = document.add_table(rows=0, cols=len(HEAD))
    table.style = "Table Grid"
    for row in (HEAD, *(line.split(" | ") for line in ANNEX.read_text("utf-8").splitlines())):
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=False):
            cell.text = words
    document.core_properties.created = document.core_properties.modified = MADE
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bring_in_plan(commune: Commune, standing: Person, document: Document) -> Plan:
    """The plan of the year, read from its annex and put in force."""
    at = datetime(2026, 1, 15, 14, 0, tzinfo=ZONE)
    stored = store(commune=commune, received=receive(ContentFile(annex(), name="Phụ lục Kế hoạch 21.docx")), actor=standing, at=at)
    columns = guess(listing_of(stored).headings)
    title = "Kế hoạch cải cách hành chính nhà nước năm 2026"
    plan = actions.import_plan(
        commune=commune,
        stored=stored,
        columns=columns,
        units={},
        kind=Plan.Kind.REFORM,
        year=2026,
        title=title,
        document=document,
        actor=standing,
        at=at,
    )
    return actions.put_in_force(plan=plan, actor=standing, at=at)


def follow(plan: Plan, standing: Person, documents: dict[str, Document]) -> None:
    """Joins the work of the directives to the items it carries out, and enters the objectives of the year up to October."""
    at = datetime(2026, 11, 6, 15, 0, tzinfo=ZONE)
    items = {item.number: item for item in PlanItem.objects.filter(plan=plan).select_related("plan")}
    for number, name, words in LINKS:
        assignment = Assignment.objects.get(document=documents[name], wording__icontains=words)
        actions.link_item(item=items[number], assignment=assignment, actor=standing, at=at)
    for told, months in zip(OBJECTIVES, VALUES, strict=True):
        _measure(_objective(plan, told, items, standing), months, standing)


def _objective(plan: Plan, told: tuple[str, ...], items: dict[str, PlanItem], standing: Person) -> Objective:
    title, measure, better, adding, unit, target, item, source = told
    return actions.add_objective(
        commune=plan.commune,
        year=plan.year,
        title=title,
        measure=measure,
        better=better,
        adding=adding,
        unit=Unit.objects.get(commune=plan.commune, short=unit),
        target=Decimal(target),
        item=items.get(item),
        source=source,
        actor=standing,
        at=datetime(2026, 1, 20, 9, 0, tzinfo=ZONE),
    )


def _measure(objective: Objective, months: tuple[tuple[str, str, str], ...], who: Person) -> None:
    for month, (planned, actual, cause) in enumerate(months, 1):
        at = datetime(2026, month + 1, 5, 10, 0, tzinfo=ZONE)
        have, need = Decimal(actual), Decimal(planned)
        actions.enter_value(objective=objective, month=month, planned=need, actual=have, cause=cause, actor=who, at=at)

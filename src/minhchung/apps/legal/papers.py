"""The lists of a review as one wide table, for print, XLSX and DOCX. The lawful form of the letter round them comes with the letters."""

from collections.abc import Sequence

from minhchung.apps.legal.models import Campaign
from minhchung.apps.legal.queries.standing import LISTS, Row
from minhchung.letters.tables import Column, Line, TablePaper
from minhchung.text.written import written_day

COLUMNS = (
    Column("TT", 5),
    Column("Tên loại", 12),
    Column("Số, ký hiệu; ngày ban hành", 24),
    Column("Trích yếu", 44),
    Column("Hiệu lực", 20),
    Column("Nội dung, lý do", 40),
    Column("Đơn vị rà soát", 18),
)
HANDLED = (*COLUMNS[:4], Column("Đề xuất xử lý", 20), Column("Nội dung, lý do", 40), Column("Đơn vị rà soát; kết quả", 24))


def paper_of(campaign: Campaign, name: str, rows: Sequence[Row], *, unknown: int) -> TablePaper:
    """One of LISTS. What nobody has confirmed is counted under the table, not left out silently."""
    ward = campaign.commune.name
    lines = [Line(_cells(number, row, name)) for number, row in enumerate(rows, 1)]
    notes = [f"Hiệu lực tính đến ngày {written_day(campaign.cutoff_on)}, theo sự kiện hiệu lực đã được hai người xác nhận."]
    if unknown and name != "can-xu-ly":
        notes.append(f"{unknown} văn bản chưa rõ hiệu lực, chưa xếp vào danh mục nào.")
    return TablePaper(
        "Danh mục",
        LISTS[name].upper(),
        f"{campaign.title}, ngày chốt {written_day(campaign.cutoff_on)}",
        f"ỦY BAN NHÂN DÂN\n{ward.upper()}",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        HANDLED if name == "can-xu-ly" else COLUMNS,
        lines,
        tuple(notes),
        ("NGƯỜI LẬP", "TM. ỦY BAN NHÂN DÂN"),
    )


def _cells(number: int, row: Row, name: str) -> tuple[str, ...]:
    document, item = row.item.document, row.item
    dated = f", ngày {written_day(document.issued_on)}" if document.issued_on else ""
    origin = f" ({row.origin})" if row.origin else ""
    unit = item.unit.name if item.unit else ""
    head = (str(number), document.type, f"{document.shown_code}{dated}{origin}", document.subject)
    if name == "can-xu-ly":
        result = f"{item.decision.shown_code}" if item.decision else item.get_state_display()
        return (*head, row.proposal, item.reason, "; ".join(part for part in (unit, result) if part))
    return (*head, row.validity.state.label, row.validity.reason, unit)

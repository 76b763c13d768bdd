"""The demo's own documents of the year, so that some of what must exist does: in time, late, only last year's; one tied, one not needed."""

from datetime import date, datetime, time

from minhchung.apps.documents import actions
from minhchung.apps.documents.expecting import rows_of
from minhchung.apps.documents.fields import Fields
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.organisations.models import Commune, Person

PAPERS = (
    ("15/KH-UBND", "Kế hoạch", date(2026, 1, 22), "Tuyên truyền cải cách hành chính năm 2026"),
    ("31/KH-UBND", "Kế hoạch", date(2026, 2, 12), "Kiểm tra công tác cải cách hành chính năm 2026"),
    ("58/QĐ-UBND", "Quyết định", date(2026, 1, 28), "Về việc ban hành Quy chế chi tiêu nội bộ năm 2026"),
    ("77/QĐ-UBND", "Quyết định", date(2026, 5, 14), "Ban hành Quy chế làm việc của Ủy ban nhân dân phường"),
    ("19/KH-UBND", "Kế hoạch", date(2025, 9, 10), "Theo dõi tình hình thi hành pháp luật năm 2025"),
    ("96/BC-UBND", "Báo cáo", date(2026, 3, 20), "Cải cách hành chính, kiểm soát thủ tục hành chính quý I năm 2026"),
    ("188/BC-UBND", "Báo cáo", date(2026, 6, 19), "Cải cách hành chính, kiểm soát thủ tục hành chính quý II năm 2026"),
)
NOT_NEEDED = ("Báo cáo sử dụng biên chế", "Thành phố báo cáo chung, phường không lập riêng")


def issue_papers(commune: Commune, people: dict[str, Person]) -> None:
    """Each document from draft to issued on its day; then what the standing officer said of one that is not needed."""
    officer, leader = people["nguyen"], people["chutich"]
    for code, kind, day, subject in PAPERS:
        at = datetime.combine(day, time(15, 0), tzinfo=ZONE)
        issuer = f"Ủy ban nhân dân {commune.name[:1].lower()}{commune.name[1:]}"
        fields = Fields(code=code, type=kind, issued_on=day, issuer=issuer, subject=subject)
        made = actions.draft(commune=commune, fields=fields, actor=officer, at=at)
        made = actions.approve(document=made, actor=leader, at=at)
        actions.issue(document=made, code=code, issued_on=day, personal_signature=True, agency_signature=True, actor=officer, at=at)
    title, reason = NOT_NEEDED
    at = datetime(2026, 11, 12, 10, 0, tzinfo=ZONE)
    for row in rows_of(commune, at.year, today=at.date()):
        if row.expected.title == title:
            actions.settle_expected(
                commune=commune, year=at.year, expected=row.expected.ref, title=title, reason=reason, actor=officer, at=at
            )

"""One of each thing of the catalogue, made through the acts, for the walks over all pages."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from minhchung.apps.documents import actions as documents
from minhchung.apps.files.actions import store
from minhchung.apps.files.receiving import receive
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.apps.procedures import actions as procedures
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.procedures.rules.workflows import Step

LISTED = (
    "Mã số\tTên thủ tục\tLĩnh vực\tCấp thực hiện\tThời hạn giải quyết\tPhí, lệ phí\tCăn cứ pháp lý\n"
    "1.000894\tĐăng ký kết hôn\tHộ tịch\tCấp xã\t3\tMiễn phí\tLuật Hộ tịch 60/2014/QH13\n"
    "1.001193\tĐăng ký khai sinh\tHộ tịch\tCấp tỉnh\t1 ngày làm việc\t8.000 đồng\tLuật Hộ tịch 60/2014/QH13\n"
)
NEWER = LISTED.replace("1 ngày làm việc", "2 ngày làm việc") + "1.000656\tĐăng ký khai tử\tHộ tịch\tCấp xã\t1\tMiễn phí\t\n\tKhông mã\tA\n"
TABLE = "| STT | Mã TTHC | Tên thủ tục | Lĩnh vực |\n| 1 | 1.001193 | Đăng ký khai sinh | Hộ tịch |\n| 2 | | Không mã | Hộ tịch |"


def examples(ward: Commune, units: dict[str, Unit], *, at: datetime) -> dict[str, Any]:
    """A file waiting to be taken over, one taken over, a decision of the register, a proposal and an initiative."""
    listed = store(commune=ward, received=receive(ContentFile(LISTED.encode(), name="danh-muc.txt")), actor=None, at=at)
    newer = store(commune=ward, received=receive(ContentFile(NEWER.encode(), name="danh-muc-moi.txt")), actor=None, at=at)
    source = procedures.take_over(commune=ward, stored=listed, on=date(2026, 11, 2), actor=None, at=at)
    found = Procedure.objects.get(commune=ward, code="1.000894")
    given = {"unit": units["VH-XH"], "at_centre": True, "group": "Kết hôn"}
    procedures.arrange_many(commune=ward, procedures=[found.pk], given=given, actor=None, at=at)
    steps = [Step("Tiếp nhận", units["PVHCC"].pk, "Một cửa", Decimal(4)), Step("Ký", None, "Lãnh đạo", None)]
    procedures.set_workflow(procedure=found, on=date(2026, 11, 2), steps=steps, actor=None, at=at)
    said = {"before": "3 ngày", "after": "2 ngày", "reason": "Bỏ bước trung gian"}
    idea = procedures.propose(procedure=found, unit=units["VH-XH"], kind="time", **said, actor=None, at=at)
    initiative = procedures.register_initiative(commune=ward, unit=units["VH-XH"], year=2026, title="Không hẹn ngày", actor=None, at=at)
    text = f"Số: 88/QĐ-UBND\nQUYẾT ĐỊNH\nCông bố danh mục\nA. Danh mục thủ tục hành chính bị bãi bỏ\n{TABLE}"
    return {
        "procedure": Procedure.objects.get(pk=found.pk),
        "source": source,
        "listed": newer,
        "simplification": idea,
        "initiative": initiative,
        "publication_decision": documents.register_incoming(commune=ward, text=text, actor=None, at=at),
    }

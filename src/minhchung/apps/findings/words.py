"""What the acts on findings write, in words."""

from typing import Any

from minhchung.apps.findings.causes import cause_title
from minhchung.apps.findings.models import Finding, Waiver
from minhchung.apps.ground.words import name_fields


def _cause(value: Any) -> str:
    return cause_title(str(value)) if value else "chưa nêu"


name_fields(
    "findings",
    {
        "source": "nguồn",
        "code": "mã quy tắc",
        "kind": "loại",
        "message": "nội dung",
        "units": "đơn vị",
        "state": "trạng thái",
        "cause": "nguyên nhân",
        "side": "chủ quan, khách quan",
        "cause_note": "diễn giải",
        "plan": "kế hoạch khắc phục",
        "closing_test": "cách kiểm tra đã khắc phục",
        "assignment": "việc khắc phục",
        "effective": "có hiệu lực",
        "evaluation": "căn cứ đánh giá",
        "waiver": "tạm chấp nhận",
        "until": "đến ngày",
        "reason": "lý do",
        "findings": "số tồn tại chuyển",
    },
    values={
        "source": dict(Finding.Source.choices),
        "kind": dict(Finding.Kind.choices),
        "state": dict(Finding.State.choices),
        "side": {"": "chưa nêu", **dict(Finding.Side.choices)},
        "waiver": dict(Waiver.State.choices),
    },
    subjects={"units": "unit", "assignment": "assignment"},
    shown={"cause": _cause},
)
name_fields("findings.pass_on", {"passed": "tồn tại đã chuyển"}, subjects={"passed": "finding"})

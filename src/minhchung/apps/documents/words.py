"""What the acts on documents write, in words."""

from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.apps.ground.words import digest, name_fields

name_fields(
    "documents",
    {
        "direction": "loại sổ",
        "state": "trạng thái",
        "type": "loại văn bản",
        "number": "số",
        "suffix": "phần thêm của số",
        "symbol": "ký hiệu",
        "issued_on": "ngày văn bản",
        "issuer": "cơ quan ban hành",
        "signer": "người ký",
        "subject": "trích yếu",
        "arrival_number": "số đến",
        "arrived_on": "ngày đến",
        "unit_id": "đơn vị xử lý",
        "needs_answer": "cần trả lời",
        "answer_due_on": "hạn trả lời",
        "personal_signature": "chữ ký cá nhân",
        "agency_signature": "chữ ký cơ quan",
        "restricted": "nội bộ",
        "city_status": "tình trạng trên QLVB",
        "file": "tệp",
        "sha256": "mã băm của tệp",
        "relation": "quan hệ",
        "target": "với văn bản",
        "scope": "phạm vi",
        "on": "từ ngày",
        "raw": "viện dẫn",
        "document": "văn bản được viện dẫn",
        "by_hand": "xác định bằng tay",
        "archived_at": "đưa ra khỏi sổ lúc",
        "added": "số văn bản thêm",
        "changed": "số văn bản đổi",
        "same": "số văn bản giữ nguyên",
        "rejected": "số dòng có vấn đề",
        "documents": "số văn bản chuyển",
        "event": "sự kiện hiệu lực",
        "by_document": "do văn bản",
        "words": "nguồn ghi",
        "url": "địa chỉ nguồn",
        "fetched_on": "ngày xem nguồn",
        "verified": "đã xác minh",
        "laws": "số văn bản pháp luật thêm",
        "events": "số sự kiện hiệu lực thêm",
    },
    values={
        "direction": dict(Document.Direction.choices),
        "state": dict(Document.State.choices),
        "relation": dict(Relation.Kind.choices),
        "event": {kind.value: kind.label for kind in EventKind},
    },
    subjects={"unit_id": "unit", "target": "document", "document": "document", "by_document": "document"},
    shown={"sha256": digest},
)
name_fields("documents.pass_on", {"passed": "văn bản đã chuyển"}, subjects={"passed": "document"})
for _act in ("settle_expected", "unsettle_expected"):
    name_fields(
        f"documents.{_act}",
        {"year": "năm", "expected": "văn bản cần có", "document": "văn bản", "reason": "lý do không cần"},
        subjects={"document": "document"},
    )

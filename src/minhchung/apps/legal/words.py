"""What the acts on reviews write, in words."""

from minhchung.apps.documents.rules import TYPE_NAMES
from minhchung.apps.ground.words import name_fields
from minhchung.apps.legal.models import BasisReview, Campaign, SelfCheck
from minhchung.apps.legal.rules import STATES, Proposal
from minhchung.apps.legal.self_checklist import ANSWERS

name_fields(
    "legal",
    {
        "title": "tên đợt",
        "ground": "lý do rà soát",
        "plan": "kế hoạch",
        "since": "ban hành từ ngày",
        "until": "đến ngày",
        "cutoff_on": "ngày chốt",
        "due_on": "hạn",
        "types": "loại văn bản",
        "only_normative": "chỉ văn bản quy phạm pháp luật",
        "items": "số văn bản",
        "document": "văn bản",
        "documents": "văn bản",
        "unit": "đơn vị rà soát",
        "state": "trạng thái",
        "proposal": "đề xuất",
        "scope": "phạm vi",
        "reason": "lý do",
        "decision": "văn bản xử lý",
        "basis": "căn cứ thay đổi",
        "result": "kết quả",
        "what": "nội dung",
        "answers": "câu trả lời",
        "note": "ghi chú",
    },
    values={
        "ground": dict(Campaign.Ground.choices),
        "types": {code: TYPE_NAMES[code] for code in TYPE_NAMES},
        "state": {state.value: label for state, label in STATES.items()},
        "proposal": {each.value: each.label for each in Proposal},
        "result": {**dict(BasisReview.Result.choices), **dict(SelfCheck.Result.choices)},
    },
    subjects={
        "plan": "document",
        "document": "document",
        "documents": "document",
        "decision": "document",
        "basis": "document",
        "unit": "unit",
    },
    shown={"answers": lambda value: ANSWERS.get(str(value), str(value))},
)

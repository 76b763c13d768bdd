"""What the acts on the catalogue write, in words."""

from minhchung.apps.ground.words import name_fields
from minhchung.apps.procedures.models import AfterSupplement, Initiative, Proposal
from minhchung.apps.procedures.rules import LineKind
from minhchung.apps.procedures.rules.telling import LABELS

name_fields(
    "procedures",
    {
        **{field: label.lower() for field, label in LABELS.items()},
        **{kind.value: kind.label for kind in LineKind},
        "file": "tệp",
        "on": "từ ngày",
        "new": "thủ tục mới",
        "changed": "thủ tục thay đổi",
        "unread": "dòng không vào được",
        "document": "văn bản",
        "lines": "số dòng",
        "undone": "đã hoàn tác",
        "unit": "đơn vị",
        "at_centre": "nhận tại Trung tâm",
        "vertical_sector": "ngành dọc",
        "group": "nhóm liên thông",
        "after_supplement": "sau khi bổ sung",
        "cutoff": "giờ chốt nhận",
        "procedures": "các thủ tục",
        "steps": "các bước",
        "procedure": "thủ tục",
        "kind": "loại",
        "state": "bước",
        "year": "năm",
        "title": "tên",
        "norm": "định mức",
        "number": "số",
        "source": "văn bản quy định",
        "key": "mã giấy tờ",
        "name": "tên",
        "words": "từ nhận ra",
        "held_in": "dữ liệu có ở",
        "since": "từ ngày",
        "until": "đến ngày",
    },
    values={
        "state": {state.value: str(state.label) for states in (Proposal.State, Initiative.State) for state in states},
        "kind": {kind.value: str(kind.label) for kind in Proposal.Kind},
        "after_supplement": {each.value: str(each.label) for each in AfterSupplement},
    },
    subjects={"unit": "unit", "document": "document"},
)

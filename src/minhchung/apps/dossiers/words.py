"""What the acts on dossiers write, in words."""

from minhchung.apps.ground.words import name_fields

name_fields(
    "dossiers",
    {
        "as_of": "số liệu lúc",
        "rows_read": "số dòng đã đọc",
        "rows_accepted": "số dòng nhận",
        "rows_rejected": "số dòng bị loại",
        "dossiers": "hồ sơ",
        "cause": "nguyên nhân",
        "causes": "nguyên nhân trước đó",
        "side": "chủ quan hay khách quan",
        "proposal": "đề xuất",
        "note": "ghi rõ",
        "proof": "văn bản chứng minh",
        "apology_number": "số văn bản xin lỗi",
        "apology_on": "ngày văn bản xin lỗi",
        "apology_due_on": "ngày hẹn trả mới",
        "began_at": "bắt đầu lúc",
        "ended_at": "kết thúc lúc",
        "what": "lỗi gì",
        "answer": "trả lời của đơn vị vận hành",
        "official_scores": "điểm 766 đã công bố",
        "source": "nguồn",
        "export_profile": "mẫu xuất",
        "columns": "cột",
        "words": "chữ riêng",
        "taker": "người nhận",
        "taken_at": "nhận lúc",
        "handovers": "số lượt giao nhận",
        "signings": "giờ ký kết quả",
    },
    always={"dossiers"},
)

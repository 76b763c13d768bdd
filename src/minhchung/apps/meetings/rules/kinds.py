"""The kinds of meetings and what usually stands on the agenda of each, for the first one of its kind."""

from collections.abc import Mapping

WEEKLY, REFORM, INSPECTION, OTHER = "weekly", "reform", "inspection", "other"
KINDS: Mapping[str, str] = {
    WEEKLY: "Giao ban tuần",
    REFORM: "Họp cải cách hành chính",
    INSPECTION: "Họp kiểm tra",
    OTHER: "Cuộc họp khác",
}
TITLES: Mapping[str, str] = {
    WEEKLY: "Giao ban công tác cải cách hành chính tuần",
    REFORM: "Họp rà soát công tác cải cách hành chính",
    INSPECTION: "Họp thông qua kết quả kiểm tra",
    OTHER: "",
}
"""The usual title; a week's own number is added to that of the weekly briefing."""
AGENDAS: Mapping[str, tuple[str, ...]] = {
    WEEKLY: ("Kết quả thực hiện kết luận lần trước", "Việc quá hạn và điểm chỉ số các đơn vị đang giữ", "Nhiệm vụ trọng tâm tuần tới"),
    REFORM: ("Kết quả thực hiện kế hoạch cải cách hành chính", "Kết quả thực hiện bộ chỉ số", "Khó khăn, vướng mắc và kiến nghị"),
    INSPECTION: ("Kết quả kiểm tra, ưu điểm và tồn tại", "Ý kiến giải trình của đơn vị", "Yêu cầu khắc phục và thời hạn"),
    OTHER: (),
}

"""Why a dossier stands in its lists, in one Vietnamese sentence with its numbers."""

import numpy as np

from minhchung.flow import saying
from minhchung.flow.calls.needs import Need
from minhchung.flow.calls.standing import Standing
from minhchung.flow.columns import Status


def reason_of(stand: Standing, row: int, need: Need, lists: list[str], supplement_days: int) -> str:
    """The sentence of one row. After `supplement_days` working days of waiting it reminds of the term for supplements."""
    status = stand.dossiers.text("status")[row]
    if status == Status.TERMINATED:
        return "đã dừng xử lý, chưa trả thông báo cho người nộp"
    if status == Status.PAYMENT:
        return "chờ người nộp thực hiện nghĩa vụ tài chính; thời gian chờ không tính vào hạn"
    if status == Status.SUPPLEMENT:
        return _supplement_reason(stand, row, lists, supplement_days)
    if "undated" in lists:
        return "nguồn không có ngày hẹn trả"
    if "overdue" in lists:
        minutes, late_days = -float(stand.remaining[row]), float(stand.late_days[row])
        if np.isnan(minutes):
            return f"quá hạn từ {saying.moment(stand.due[row], day_only=True)}; ngày nằm ngoài lịch làm việc nên không đếm được"
        if late_days < 1 and minutes < 1:
            return f"đã quá giờ hẹn {saying.moment(stand.due[row])}, chưa trễ phút làm việc nào; {need.reason}"
        late = f"trễ {saying.days(late_days)}" if late_days >= 1 else f"trễ {saying.span(minutes)} làm việc"
        return f"{late}; {need.reason}"
    return need.reason


def _supplement_reason(stand: Standing, row: int, lists: list[str], supplement_days: int) -> str:
    requests, asked = stand.requests[row], stand.asked[row]
    number = "" if np.isnan(requests) else f" lần {int(requests)}"
    if np.isnat(asked):
        said = f"yêu cầu bổ sung{number}, nguồn không có ngày yêu cầu"
    else:
        said = f"yêu cầu bổ sung{number} từ {saying.moment(asked, day_only=True)}"
        waiting = float(stand.waiting_days[row])
        if not np.isnan(waiting):
            said += f", đã chờ {saying.days(waiting)}"
            if waiting > supplement_days:
                said += f" (quá {supplement_days} ngày: xem lại việc dừng giải quyết)"
    if "overdue_766" in lists:
        said += f"; bổ sung lần {int(requests)} chưa xong: QĐ 766 tính là quá hạn dù chưa đến ngày hẹn"
    if "overdue" in lists:
        said += "; đã quá hạn khi yêu cầu bổ sung"
    return said

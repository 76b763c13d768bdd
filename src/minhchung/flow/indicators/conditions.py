"""The words that indicators are written in: each condition is one boolean column expression with a title and the columns it needs.

A need is a tuple of columns of which one is enough. `END` stands for the moments that the on-time definition in use takes as the end.
"""

from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir

from minhchung.flow.columns import Channel, Level, Payment, Status
from minhchung.flow.indicators.definitions import DefinitionError, OnTime
from minhchung.flow.indicators.frame import Frame, among, known

END = "@end"
Build = Callable[[Frame], ir.BooleanValue]
RECEIVED = (("received_at",),)
ENDED = (*RECEIVED, (END,))
TIMED = (*ENDED, ("due_at", "limit_amount"))
STATE = (*ENDED, ("status",))


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. `timed`: it depends on the on-time definition. `partial`: it is NULL where it cannot be known."""

    name: str
    title: str
    build: Build
    needs: tuple[tuple[str, ...], ...] = ()
    timed: bool = False
    partial: bool = False

    def lacking(self, columns: frozenset[str], rule: OnTime) -> tuple[str, ...]:
        """The first column of every need that none of the lake's columns meets."""
        needs = [rule.ends if need == (END,) else need for need in self.needs]
        return tuple(need[0] for need in needs if not columns & set(need))


def _flag(column: str) -> Build:
    return lambda frame: known(frame.table[column])


def _status(*states: Status) -> Build:
    return lambda frame: among(frame.table.status, states)


def _choice(column: str, *values: str) -> Build:
    return lambda frame: among(frame.table[column], values)


def _paperless(frame: Frame) -> ir.BooleanValue:
    """An electronic result wherever the procedure gives a paper one; an empty `paper_result` counts as paper."""
    return known(frame.table.result_file) | known(~frame.table.paper_result)


def _digitised_fully(frame: Frame) -> ir.BooleanValue:
    """Components digitised, and the electronic result there once the dossier has ended with a paper result."""
    due = frame.ended & ~frame.given_back
    return known(frame.table.digitised) & (~due | _paperless(frame))


def _refused_in_window(frame: Frame) -> ir.BooleanValue:
    return among(frame.table.status, (Status.REFUSED,)) & frame.in_window(frame.table.refused_at)


def _supplemented(frame: Frame) -> ir.BooleanValue:
    return known(frame.table.asks > 0)


def _late_or_soon(frame: Frame) -> ir.BooleanValue:
    return (frame.handled & known(frame.late)) | frame.soon


def _without_reception(frame: Frame) -> ir.BooleanValue:
    """Neither registered nor refused, yet without a day of reception: it belongs to no window."""
    return ~among(frame.table.status, (Status.REGISTERED, Status.REFUSED)) & frame.table.received_at.isnull()


CONDITIONS: dict[str, Condition] = {
    item.name: item
    for item in (
        Condition("every", "mọi hồ sơ trong kho", lambda frame: frame.table.code.notnull() | frame.table.code.isnull()),
        Condition("received", "tiếp nhận trong kỳ", lambda frame: frame.received, RECEIVED),
        Condition("carried", "từ kỳ trước chuyển sang", lambda frame: frame.carried, ENDED),
        Condition("handled", "tiếp nhận trong kỳ và từ kỳ trước chuyển sang", lambda frame: frame.handled, ENDED),
        Condition("resolved", "đã giải quyết trong kỳ", lambda frame: frame.resolved, ENDED),
        Condition("early", "trước hạn", lambda f: f.resolved & f.early & known(~f.late), TIMED, timed=True),
        Condition("on-time", "đúng hạn", lambda f: f.resolved & ~f.early & ~f.late, TIMED, timed=True, partial=True),
        Condition("not-late", "trước hạn hoặc đúng hạn", lambda f: f.resolved & ~f.late, TIMED, timed=True, partial=True),
        Condition("overdue", "quá hạn", lambda f: f.resolved & f.late, TIMED, timed=True, partial=True),
        Condition("open", "đang giải quyết", lambda frame: frame.open, ENDED),
        Condition("within", "đang giải quyết, trong hạn", lambda f: f.open & ~f.late, TIMED, timed=True, partial=True),
        Condition("open-overdue", "đang giải quyết, quá hạn", lambda f: f.open & f.late, TIMED, timed=True, partial=True),
        Condition("in-time", "xong đúng hạn hoặc còn trong hạn", lambda f: f.handled & ~f.late, TIMED, timed=True, partial=True),
        Condition("soon", "sắp đến hạn", lambda frame: frame.soon, TIMED, timed=True),
        Condition("late-or-soon", "quá hạn hoặc sắp quá hạn", _late_or_soon, TIMED, timed=True),
        Condition("awaiting", "đang chờ bổ sung", lambda f: f.handled & f.awaiting, STATE),
        Condition("paying", "chờ nghĩa vụ tài chính", lambda f: f.open & among(f.table.status, (Status.PAYMENT,)), STATE),
        Condition("stopped", "dừng xử lý", lambda f: (f.open | f.resolved) & among(f.table.status, (Status.TERMINATED,)), STATE),
        Condition("withdrawn", "công dân rút", lambda f: f.resolved & among(f.table.status, (Status.WITHDRAWN,)), STATE),
        Condition("given-back", "dừng hoặc rút trong kỳ", lambda f: f.resolved & f.given_back, STATE),
        Condition("refused", "không tiếp nhận trong kỳ", _refused_in_window, (("status",), ("refused_at",))),
        Condition(
            "received-or-refused", "tiếp nhận hoặc từ chối", lambda f: f.received | _refused_in_window(f), (*RECEIVED, ("refused_at",))
        ),
        Condition("supplemented", "có yêu cầu bổ sung", _supplemented, (("supplement_count", "supplement_asked_at"),)),
        Condition("online", "nộp trực tuyến", _choice("channel", Channel.ONLINE), (("channel",),)),
        Condition("not-online", "trực tiếp hoặc bưu chính", _choice("channel", Channel.DIRECT, Channel.POSTAL), (("channel",),)),
        Condition("paperless", "có kết quả điện tử khi kết quả là giấy tờ", _paperless, (("result_file",),)),
        Condition("paper-result", "thủ tục cho kết quả giấy tờ", lambda f: ~known(~f.table.paper_result)),
        Condition("result-file", "có tệp kết quả điện tử", _flag("result_file"), (("result_file",),)),
        Condition("digitised", "thành phần đã số hóa", _flag("digitised"), (("digitised",),)),
        Condition("digitised-fully", "số hóa thành phần và kết quả", _digitised_fully, (("digitised",), ("result_file",))),
        Condition("reused", "tái sử dụng thành phần", _flag("reused"), (("reused",),)),
        Condition("personal-store", "lấy từ kho dữ liệu cá nhân", _flag("personal_store"), (("personal_store",),)),
        Condition(
            "identified",
            "xác thực VNeID hoặc dùng dữ liệu dân cư",
            lambda f: known(f.table.verified_account) | known(f.table.population_data),
            (("verified_account", "population_data"),),
        ),
        Condition("fee", "có nghĩa vụ tài chính", _flag("has_fee"), (("has_fee",),)),
        Condition("paid-online", "thanh toán trực tuyến", _choice("paid_online", Payment.PORTAL, Payment.GATEWAY), (("paid_online",),)),
        Condition("synced", "đã đồng bộ lên Cổng quốc gia", _flag("synced"), (("synced",),)),
        Condition("outside-territory", "phi địa giới", _flag("outside_territory"), (("outside_territory",),)),
        Condition("vertical-sector", "thủ tục ngành dọc", _flag("vertical_sector"), (("vertical_sector",),)),
        Condition("interlinked", "thủ tục liên thông", _flag("interlinked"), (("interlinked",),)),
        Condition("full-service", "thủ tục toàn trình", _choice("level", Level.FULL), (("level",),)),
        Condition("online-service", "thủ tục toàn trình hoặc một phần", _choice("level", Level.FULL, Level.PARTIAL), (("level",),)),
        Condition("apology-sent", "đã có văn bản xin lỗi", _flag("apology_sent"), (("apology_sent",),)),
        Condition("apology-missing", "chưa có văn bản xin lỗi", lambda f: ~known(f.table.apology_sent), (("apology_sent",),)),
        Condition("no-reception", "không có ngày tiếp nhận", _without_reception),
        Condition("no-channel", "không rõ kênh nộp", lambda f: f.received & ~f.table.channel.notnull(), (*RECEIVED, ("channel",))),
        Condition("no-due", "không có ngày hẹn trả", lambda f: f.handled & f.table.due_at.isnull(), (*ENDED, ("due_at",))),
        Condition("undated", "đã xong mà không có thời điểm kết thúc", lambda f: f.received & f.undated, STATE),
    )
}


def condition(name: str) -> Condition:
    """The condition of this name. Raises DefinitionError naming it."""
    try:
        return CONDITIONS[name]
    except KeyError:
        raise DefinitionError(f"Không có điều kiện “{name}”: chọn trong {', '.join(CONDITIONS)}.") from None


def all_of(frame: Frame, names: tuple[str, ...]) -> ir.BooleanValue:
    """Every one of the conditions."""
    found = condition(names[0]).build(frame)
    for name in names[1:]:
        found &= condition(name).build(frame)
    return found

"""What a page of figures was asked: period, division, on-time definition. An address that makes no sense is answered by the usual one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from minhchung.apps.dossiers.periods import Period, period_of
from minhchung.flow.indicators import OnTime, definition_file, on_time

DIVISIONS = {"unit": "Đơn vị", "field": "Lĩnh vực", "procedure": "Thủ tục", "officer": "Công chức", "channel": "Kênh nộp"}
CHANNELS = {"direct": "Trực tiếp", "online": "Trực tuyến", "postal": "Bưu chính"}
NOT_SAID = "Không ghi"


@dataclass(frozen=True)
class Asked:
    """`by` is one of DIVISIONS or "". `rule` is the on-time definition; `rules` are those to choose from, the recommended one first.

    `group` is the part of the division asked about (None: dossiers that do not say), meaningful when `grouped`.
    """

    period: Period
    by: str
    rule: OnTime
    rules: tuple[OnTime, ...]
    grouped: bool = False
    group: str | None = None

    @property
    def where(self) -> dict[str, Any]:
        """The part as the engine takes it."""
        return {self.by: self.group} if self.by and self.grouped else {}

    @property
    def part(self) -> str:
        """The part in words, "" when the whole ward is meant."""
        return shown(self.by, self.group) if self.where else ""


def asked_of(parameters: Mapping[str, str], today: date, *, kind: str = "reporting", by: str = "", only: bool = False) -> Asked:
    """Parameters of an address: `ky` the period, `chia` the division, `cach` the on-time definition, `nhom` one part of the division.

    `only`: no other kind of period than `kind`.
    """
    period = period_of(parameters.get("ky", ""), today, kind=kind, only=only)
    rules = tuple(item for item in definition_file("on-time").on_time if item.valid_on(period.window.last))
    wanted = {item.name: item for item in rules}
    rule = wanted.get(parameters.get("cach", "")) or on_time(None, period.window.last)
    division = parameters.get("chia", by)
    chosen = division if division in DIVISIONS else by
    return Asked(period, chosen, rule, rules, "nhom" in parameters, parameters.get("nhom") or None)


def shown(by: str, value: Any) -> str:
    """One part of a division as the screen calls it."""
    if value is None:
        return NOT_SAID
    return CHANNELS.get(str(value), str(value)) if by == "channel" else str(value)

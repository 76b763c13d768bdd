"""Nobody checks the own unit. Asked per unit: somebody of one unit may well check the others (TCVN ISO 9001:2015, 9.2.2 c)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Checker:
    """A member of the team as the rule sees it: `units` are those where the person works on the days of the inspection."""

    key: int
    name: str
    units: frozenset[int] = frozenset()


def checkers_of(team: Collection[Checker], named: Collection[int]) -> list[Checker]:
    """Who checks a unit: the members named for it, the whole team while nobody is."""
    return [each for each in team if not named or each.key in named]


def conflicts(team: Collection[Checker], units: Mapping[int, Collection[int]]) -> dict[int, list[Checker]]:
    """Unit → its checkers who belong to it; units without any are left out. `units`: unit → the members named for it."""
    found = {unit: [each for each in checkers_of(team, named) if unit in each.units] for unit, named in units.items()}
    return {unit: own for unit, own in found.items() if own}


def may_check(person: int, unit: int, team: Mapping[int, Checker], named: Collection[int]) -> str:
    """Why a person may not fill the checklist of a unit or judge its remedy; "" when he may. `team`: person → the member."""
    member = team.get(person)
    if member is None:
        return "Chỉ thành viên đoàn ghi kết quả kiểm tra. Thêm người này vào đoàn, hoặc đề nghị thành viên ghi."
    if unit in member.units:
        return "Thành viên không tự kiểm tra đơn vị mình. Đề nghị thành viên khác."
    if named and member.key not in named:
        return "Thành viên này không được phân công kiểm tra đơn vị. Sửa phân công ở mục Đoàn và đơn vị."
    return ""

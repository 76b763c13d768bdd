"""Roles, and what a person holds on a day. Plain values: the predicates of every app's rights.py judge on them."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Role(TextChoices):
    """Who one may be here (docs/rights.md says what each may do)."""

    ADMIN = "admin", "Quản trị"
    LEADER = "leader", "Lãnh đạo UBND"
    STANDING = "standing", "Thường trực CCHC"
    UNIT_HEAD = "unit_head", "Trưởng đơn vị"
    OFFICER = "officer", "Công chức, viên chức"
    CLERK = "clerk", "Cán bộ Một cửa"
    INSPECTOR = "inspector", "Kiểm tra"
    APPRAISER = "appraiser", "Thẩm định thành phố"
    READER = "reader", "Chỉ xem"


OF_A_UNIT = frozenset({Role.UNIT_HEAD, Role.OFFICER, Role.CLERK})
"""Roles held in one unit."""


@dataclass(frozen=True)
class Mandate:
    """`commune` is None for the city appraiser, who reads the scores of a province's communes."""

    commune: str | None
    province: str | None
    roles: frozenset[Role]
    units: frozenset[int]
    headed: frozenset[int]

    def has(self, *roles: Role) -> bool:
        """Whether one of the roles is held."""
        return not self.roles.isdisjoint(roles)

    @property
    def works_here(self) -> bool:
        """Whether the person belongs to a commune and holds any role in it."""
        return self.commune is not None and bool(self.roles - {Role.APPRAISER})

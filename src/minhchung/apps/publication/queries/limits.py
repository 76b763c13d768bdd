"""The working days a ward gives itself. They are parameters of the checks, so that list, review and settings speak of the same number."""

from typing import NamedTuple

from minhchung.apps.ground.problems import Parameter
from minhchung.apps.reviews.models import CheckSetting


class Limit(NamedTuple):
    """A parameter of a check."""

    check: str
    name: str
    parameter: Parameter


POST = Limit(
    "CK-02",
    "days",
    Parameter(
        "Số ngày làm việc được đăng",
        5,
        1,
        "Quyết định 766/QĐ-TTg, chỉ số 1.2: 5 ngày làm việc của cấp tỉnh; phường tự đặt cho kênh của mình",
    ),
)
MEND = Limit("CK-01", "days", Parameter("Số ngày làm việc để sửa", 5, 1))
FRESH = Limit("CK-04", "days", Parameter("Số ngày không cập nhật", 30, 1))
LOOK = Limit("CK-05", "days", Parameter("Số ngày phải xem lại", 30, 1))


def limit_of(commune: str, limit: Limit) -> int:
    """The number of the ward: its own, else the usual one."""
    setting = CheckSetting.objects.filter(commune=commune, code=limit.check).first()
    return int(setting.given.get(limit.name, limit.parameter.usual)) if setting else limit.parameter.usual

"""A form nobody could send is not shown: pages that lead to an act ask for its right first."""

from django.core.exceptions import PermissionDenied

from minhchung.apps.ground.acts import label_of
from minhchung.apps.organisations.requests import PersonRequest


def ask(request: PersonRequest, act: str, thing: object) -> None:
    """Raises PermissionDenied (403) unless the person may do the act on the thing."""
    if not request.user.has_perm(act, thing):
        raise PermissionDenied(f"Tài khoản chưa có quyền “{label_of(act)}” ở đây. Liên hệ đơn vị xử lý văn bản hoặc thường trực CCHC.")

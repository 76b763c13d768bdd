"""A subject's address: kind and key. Anything that can be evidenced, cited, filed, found wrong or assigned has one."""

from typing import NamedTuple


class Ref(NamedTuple):
    """`kind` is registered in an app's subjects.py; `key` is the primary key as text (for lake rows the natural key)."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

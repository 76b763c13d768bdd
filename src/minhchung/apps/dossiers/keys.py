"""How a dossier is named: the key of the subject kind "dossier" is commune, source and code; in an address it is its code alone."""

SOURCE = "mc"
"""The one dossier system of a commune; a second source gets a name of its own when a ward has one."""


def dossier_key(commune: str, code: str, source: str = SOURCE) -> str:
    """ "98001/mc/H99.12-261109-0018"."""
    return f"{commune}/{source}/{code}"


def code_of(key: str, commune: str) -> str | None:
    """The code of a key of this commune; None for another commune's or no key at all."""
    parts = key.split("/", 2)
    return parts[2] if len(parts) == 3 and parts[0] == commune else None


class CodeConverter:
    """`<dossier_code:code>` in an address: holds a digit (no fixed page of the app does), no slash, no space at its ends."""

    regex = r"(?=[^/]*[0-9])[^/\s](?:[^/]{0,58}[^/\s])?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value

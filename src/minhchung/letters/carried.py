"""The assignments a composed letter carries inside its DOCX (format: minhchung.text.embedded, docs/letters.md)."""

from minhchung.text.embedded import Embedded, EmbeddedAssignment, read_embedded, unmatched
from minhchung.text.extract import extract


def embedded(data: bytes, name: str = "văn bản") -> Embedded | None:
    """What a DOCX carries; None when it carries nothing. Raises ExtractError when the file is broken."""
    return read_embedded(data, name)


def strayed(data: bytes, name: str = "văn bản") -> tuple[EmbeddedAssignment, ...]:
    """The carried assignments whose words the text of the same file no longer holds: somebody has edited one and not the other."""
    carried = read_embedded(data, name)
    return () if carried is None else unmatched(carried, extract(data, name=name).text)

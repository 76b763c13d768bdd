"""What a DOCX says of itself."""

from datetime import datetime

from docx.document import Document

LONGEST = 255
"""Characters a property takes; names of procedures, meetings and campaigns can be longer."""


def describe(document: Document, *, title: str, author: str, at: datetime) -> None:
    """Title, author and moment of the file; what is too long for a property is cut there only."""
    said = document.core_properties
    said.created = said.modified = at.replace(tzinfo=None)
    said.title, said.author = title[:LONGEST], author[:LONGEST]

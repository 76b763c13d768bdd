"""File → text against the peers, in one run: `python benchmarks/extract.py`.

A peer that is not installed is left out and named. Every reader must find every paragraph, or its time means nothing.
"""

import importlib.util
import io

import docx
import pypdfium2
from timing import medians, table

from documents import as_docx, as_pdf, paragraphs
from minhchung.text.extract import extract

ROUNDS = 15


def with_python_docx(data: bytes) -> str:
    parts = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if hasattr(block, "rows"):
            parts += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            parts.append(block.text)
    return "\n".join(parts)


def with_docx2txt(data: bytes) -> str:
    import docx2txt

    return str(docx2txt.process(io.BytesIO(data)))


def with_pypdfium2(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    parts = []
    for page in document:
        textpage = page.get_textpage()
        parts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return "\n".join(parts)


def with_pdfminer(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(data)))


def found(text: str) -> str:
    """How many of the document's paragraphs a reader brought, white space aside."""
    squeezed = " ".join(text.split())
    wanted = paragraphs()
    return f"{sum(' '.join(line.split()) in squeezed for line in wanted)}/{len(wanted)} paragraphs"


def main() -> None:
    word, pdf = as_docx(), as_pdf()
    readers = {"minhchung": lambda: extract(word).text, "python-docx (order + tables)": lambda: with_python_docx(word)}
    if importlib.util.find_spec("docx2txt"):
        readers["docx2txt"] = lambda: with_docx2txt(word)
    else:
        print("docx2txt is not installed (dependency group `bench`): left out")
    notes = {name: found(read()) for name, read in readers.items()}
    table(f"DOCX, {len(word) / 1024:.0f} kB, 13 pages, 3 tables", medians(readers, ROUNDS), "python-docx (order + tables)", notes)
    readers = {"minhchung": lambda: extract(pdf).text, "pypdfium2, bare text": lambda: with_pypdfium2(pdf)}
    if importlib.util.find_spec("pdfminer"):
        readers["pdfminer.six"] = lambda: with_pdfminer(pdf)
    notes = {name: found(read()) for name, read in readers.items()}
    notes["minhchung"] += f", {extract(pdf).text.count(chr(10) + '| ')} table rows"
    table(f"PDF, {len(pdf) / 1024:.0f} kB, 13 pages, 3 tables", medians(readers, ROUNDS), "pypdfium2, bare text", notes)


if __name__ == "__main__":
    main()

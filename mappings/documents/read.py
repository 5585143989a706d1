"""Bytes of a document into blocks: decode, choose the reader, refuse what holds no text."""

from __future__ import annotations

import codecs
import re
from typing import Final

from mappings.documents.blocks import Document
from mappings.documents.markdown import read_markdown
from mappings.documents.plaintext import read_plain_text

LARGEST: Final = 20_000_000
MARKDOWN: Final = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]+\S|\|?[ \t]*:?-+:?[ \t]*\|[-:| \t]*$|<table\b|```)"
    r"|^\S[^\n]*\n(?:=+|-{3,})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
MAGIC: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
SAVE_AS: Final = "Save the document as Markdown (.md) or plain text (.txt), and import that file."


class Unreadable(ValueError):
    """No plan can be read from this document. `line` is where reading ended, when that means something."""

    def __init__(self, message: str, remedy: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.line = line


def read_document(data: bytes, name: str) -> Document:
    """Read the blocks of a document. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable(
            f"{name} is too large: {len(data) / 1_000_000:,.0f} million bytes, "
            f"and a plan document may hold {LARGEST // 1_000_000} million.",
            "Import the part of the document that holds the work plan.",
        )
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"{name} is {what}, not text.", SAVE_AS)
    text, encoding = decode(data, name)
    source = tuple(re.split(r"\r\n|\r|\n", text))
    if not any(line.strip() for line in source):
        raise Unreadable(
            f"{name} is empty: there is no text in it.", "Choose the file that holds the work plan."
        )
    text = "\n".join(source)
    # The content decides, not the name: Markdown is saved as .txt, and plain text as .md.
    blocks = read_markdown(text, source) if MARKDOWN.search(text) else read_plain_text(source)
    return Document(name, blocks, source, encoding)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text, and the encoding that gave it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    elif b"\0" in data:
        raise binary(data, name)
    else:
        candidates = ["utf-8", "cp1252"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(CONTROL.findall(text)) > 2 + len(text) // 200:
            raise binary(data, name)
        return text, encoding
    raise binary(data, name)


def binary(data: bytes, name: str) -> Unreadable:
    strange = next((at for at, byte in enumerate(data) if byte < 9 or 14 <= byte < 32), 0)
    return Unreadable(f"{name} is not a text file.", SAVE_AS, line=data[:strange].count(b"\n") + 1)

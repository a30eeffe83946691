"""A plain document as PDF without any other library: headings, paragraphs, links; its text can be selected, searched and read aloud.

Source: ISO 32000-1, 9.6.2.2 (the standard fonts that every reader has), 12.5.6.5 (links). Characters that these fonts lack lose their
accent, or stand as a question mark.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_WIDTH, _HEIGHT, _MARGIN = 595.0, 842.0, 56.0
#: Widths of Helvetica from the space to the tilde, in thousandths of the size.
_NARROW = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 "
    "1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 "
    "333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS = tuple(int(each) for each in _NARROW.split())
_OTHER = 600
#: Bold is a little wider.
_BOLD = 1.08


class Style(NamedTuple):
    """``size`` and the room above a line in points."""

    size: float
    above: float
    bold: bool = False


TITLE = Style(16, 0, bold=True)
HEADING = Style(12, 16, bold=True)
TEXT = Style(10, 4)
SMALL = Style(8.5, 3)


class Line(NamedTuple):
    """One paragraph; ``link`` is where it leads, "" for nowhere."""

    text: str
    style: Style = TEXT
    link: str = ""


class _Drawn(NamedTuple):
    words: str
    style: Style
    y: float
    link: str


def plain_pdf(title: str, lines: Iterable[Line]) -> bytes:
    """A4 pages with numbers; ``title`` is the document's own name."""
    pages = list(_pages(lines)) or [[]]
    objects: list[bytes] = []

    def add(content: str | bytes) -> int:
        objects.append(content.encode("latin-1") if isinstance(content, str) else content)
        return len(objects)

    catalogue, tree = add(""), add("")
    fonts = [
        add(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>") for name in ("Helvetica", "Helvetica-Bold")
    ]
    made: list[int] = []
    for number, page in enumerate(pages, start=1):
        foot = _Drawn(f"{title}, page {number} of {len(pages)}", SMALL, _MARGIN / 2, "")
        stream = "\n".join(_shown(drawn) for drawn in (*page, foot)).encode("latin-1")
        content = add(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        links = [add(_link(drawn)) for drawn in page if drawn.link]
        annotations = f" /Annots [{' '.join(f'{link} 0 R' for link in links)}]" if links else ""
        resources = f"<< /Font << /F1 {fonts[0]} 0 R /F2 {fonts[1]} 0 R >> >>"
        box = f"[0 0 {_WIDTH:g} {_HEIGHT:g}]"
        made.append(
            add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox {box} /Resources {resources} /Contents {content} 0 R{annotations} >>")
        )
    objects[catalogue - 1] = f"<< /Type /Catalog /Pages {tree} 0 R /Lang (en-GB) /ViewerPreferences << /DisplayDocTitle true >> >>".encode()
    objects[tree - 1] = f"<< /Type /Pages /Kids [{' '.join(f'{page} 0 R' for page in made)}] /Count {len(made)} >>".encode()
    name = add(f"<< /Title <{_encoded(title).hex()}> /Producer (Redline) >>")
    return _file(objects, catalogue, name)


def _file(objects: Sequence[bytes], root: int, name: int) -> bytes:
    written = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        written += b"%010d 00000 n \n" % place
    written += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, name, start)
    return bytes(written)


def _pages(lines: Iterable[Line]) -> Iterator[list[_Drawn]]:
    page: list[_Drawn] = []
    y = _HEIGHT - _MARGIN
    for line in lines:
        for number, words in enumerate(_wrapped(line)):
            step = line.style.size * 1.3 + (line.style.above if number == 0 and page else 0)
            # A heading does not stand alone at a page's foot
            room = _MARGIN + (40 if line.style is HEADING else 0)
            if y - step < room and page:
                yield page
                page, y, step = [], _HEIGHT - _MARGIN, line.style.size * 1.3
            y -= step
            page.append(_Drawn(words, line.style, y, line.link))
    if page:
        yield page


def _wrapped(line: Line) -> Iterator[str]:
    most = _WIDTH - 2 * _MARGIN
    for paragraph in line.text.splitlines() or [""]:
        words, now = paragraph.split(" "), ""
        for word in words:
            for piece in _pieces(word, line.style, most):
                longer = f"{now} {piece}" if now else piece
                if now and _width(longer, line.style) > most:
                    yield now
                    now = piece
                else:
                    now = longer
        yield now


def _pieces(word: str, style: Style, most: float) -> Iterator[str]:
    """A word that is wider than the page, such as an address, in pieces that are not."""
    piece = ""
    for character in word:
        if piece and _width(piece + character, style) > most:
            yield piece
            piece = ""
        piece += character
    yield piece


def _width(text: str, style: Style) -> float:
    total = sum(_WIDTHS[ord(each) - 32] if 32 <= ord(each) <= 126 else _OTHER for each in text)
    return total / 1000 * style.size * (_BOLD if style.bold else 1.0)


def _shown(drawn: _Drawn) -> str:
    font = "F2" if drawn.style.bold else "F1"
    colour = "0 0 0.7 rg " if drawn.link else "0 g "
    return f"BT {colour}/{font} {drawn.style.size:g} Tf {_MARGIN:g} {drawn.y:.2f} Td <{_encoded(drawn.words).hex()}> Tj ET"


def _link(drawn: _Drawn) -> str:
    right = _MARGIN + _width(drawn.words, drawn.style)
    box = f"[{_MARGIN:g} {drawn.y - 2:.2f} {right:.2f} {drawn.y + drawn.style.size:.2f}]"
    address = drawn.link.encode("ascii", "ignore").hex()
    return f"<< /Type /Annot /Subtype /Link /Rect {box} /Border [0 0 0] /A << /S /URI /URI <{address}> >> >>"


def _encoded(text: str) -> bytes:
    """In the fonts' own encoding."""
    written = bytearray()
    for character in text:
        if ord(character) < 32:
            continue
        for form in (character, *unicodedata.normalize("NFKD", character)[:1], "?"):
            try:
                written += form.encode("cp1252")
                break
            except UnicodeEncodeError:
                continue
    return bytes(written)

"""One page of a PDF around a stream of drawing operators, small and the same every time."""

from __future__ import annotations

#: Points of A4.
A4 = (595, 842)


def pdf_page(drawing: str, size: tuple[int, int] = A4) -> bytes:
    """A document of one page, with Helvetica as /F1; ``size`` in points, 72 to the inch."""
    stream = drawing.encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>" % size,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    document, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(document))
        document += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(document))
    return document + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table) + end


def escaped(text: str) -> str:
    """Text as it stands between the brackets of a string."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")

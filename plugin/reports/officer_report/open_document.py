"""The report for a word processor: an OpenDocument text (ISO/IEC 26300) with real headings, the same bytes for the same report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from ..plain_text import without_controls
from .content import Facts, MapKind, MapPart, OfficerReport, Paragraph, Part, Table

#: Code points that are no characters, and no XML.
_NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}
_MIME = "application/vnd.oasis.opendocument.text"
_NAMES = " ".join(
    f'xmlns:{short}="{long}"'
    for short, long in (
        ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
        ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
        ("draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
        ("fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
        ("svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
        ("xlink", "http://www.w3.org/1999/xlink"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"),
    )
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: Millimetres between the margins of A4.
_WIDTH = 170.0
#: The first moment that a zip can name: what is written twice is alike.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_FACT_WIDTHS = (0.28, 0.72)


@dataclass(frozen=True)
class MapPicture:
    """A map as PNG; ``says`` is its scale, north and base map in words; ``height_mm`` goes with the whole width."""

    png: bytes
    height_mm: float
    says: str


def open_document(report: OfficerReport, maps: Mapping[MapKind, MapPicture]) -> bytes:
    """The file. A map that is not among ``maps`` is left out with its title."""
    writer = _Writer(maps)
    files = {
        "content.xml": writer.content(report),
        "styles.xml": _styles(report),
        "meta.xml": f'{_HEAD}<office:document-meta {_NAMES} office:version="1.2"><office:meta><dc:title>{_escaped(report.title)}</dc:title>'
        "</office:meta></office:document-meta>",
    }
    pictures = {_picture_name(kind): picture.png for kind, picture in maps.items() if kind in writer.used}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "mimetype", _MIME.encode(), zipfile.ZIP_STORED)
        for name, text in files.items():
            _add(archive, name, text.encode("utf-8", "replace"))
        for name, data in pictures.items():
            _add(archive, name, data, zipfile.ZIP_STORED)
        _add(archive, "META-INF/manifest.xml", _manifest([*files, *pictures]).encode())
    return written.getvalue()


class _Writer:
    """Puts a report together; the styles of tables are numbered as they come."""

    def __init__(self, maps: Mapping[MapKind, MapPicture]) -> None:
        self._maps = maps
        self._columns: list[str] = []
        self.used: set[MapKind] = set()

    def content(self, report: OfficerReport) -> str:
        body = "".join(self._body(report))
        styles = f"<office:automatic-styles>{''.join(self._columns)}{_CELL}</office:automatic-styles>"
        text = f"<office:body><office:text>{body}</office:text></office:body>"
        return f'{_HEAD}<office:document-content {_NAMES} office:version="1.2">{styles}{text}</office:document-content>'

    def _body(self, report: OfficerReport) -> Iterator[str]:
        if report.sample:
            yield _paragraph(report.sample, "Sample")
        yield _paragraph(" · ".join(part for part in (report.authority, "Officer's report") if part), "Small")
        yield f'<text:h text:style-name="Title" text:outline-level="1">{_escaped(report.reference)}</text:h>'
        yield _paragraph(report.address, "Strong")
        for section in report.sections:
            yield f'<text:h text:style-name="Heading" text:outline-level="2">{_escaped(section.heading)}</text:h>'
            for number, part in enumerate(section.parts):
                before = section.parts[number - 1] if number else None
                yield self._part(part, below_title=isinstance(before, Paragraph) and before.strong)
        if report.attributions:
            yield '<text:h text:style-name="Heading" text:outline-level="2">Attribution and licences</text:h>'
            yield from (_paragraph(line, "Small") for line in report.attributions)

    def _part(self, part: Part, *, below_title: bool) -> str:
        if isinstance(part, Paragraph):
            small = "Under" if below_title else "Small"
            return _paragraph(part.text, "Strong" if part.strong else small if part.small else "Text")
        if isinstance(part, Facts):
            return self._table((), _FACT_WIDTHS, part.rows)
        if isinstance(part, Table):
            return self._table(part.titles, part.widths, part.rows)
        return self._map(part)

    def _table(self, titles: tuple[str, ...], widths: tuple[float, ...], rows: tuple[tuple[str, ...], ...]) -> str:
        columns = "".join(f'<table:table-column table:style-name="{self._column(width)}"/>' for width in widths)
        head = f"<table:table-header-rows>{_row(titles, 'Head')}</table:table-header-rows>" if any(titles) else ""
        return f"<table:table>{columns}{head}{''.join(_row(row, 'Cell') for row in rows)}</table:table>" + _paragraph("", "Small")

    def _column(self, share: float) -> str:
        name = f"Column{len(self._columns) + 1}"
        self._columns.append(
            f'<style:style style:name="{name}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{share * _WIDTH:.1f}mm"/></style:style>'
        )
        return name

    def _map(self, part: MapPart) -> str:
        picture = self._maps.get(part.kind)
        if picture is None:
            return ""
        self.used.add(part.kind)
        frame = (
            f'<draw:frame draw:name="{_escaped(part.title)}" text:anchor-type="as-char" svg:width="{_WIDTH}mm" '
            f'svg:height="{picture.height_mm:.1f}mm"><draw:image xlink:href="{_picture_name(part.kind)}" xlink:type="simple" '
            f'xlink:show="embed" xlink:actuate="onLoad"/><svg:desc>{_escaped(part.title)}. {_escaped(picture.says)}</svg:desc></draw:frame>'
        )
        return f'{_paragraph(part.title, "Strong")}<text:p text:style-name="Text">{frame}</text:p>{_paragraph(picture.says, "Small")}'


_CELL = (
    '<style:style style:name="Bordered" style:family="table-cell"><style:table-cell-properties fo:padding="1mm" '
    'fo:border-bottom="0.2pt solid #b8bdc2"/></style:style>'
    '<style:style style:name="Whole" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>'
)


def _row(cells: tuple[str, ...], style: str) -> str:
    written = "".join(
        f'<table:table-cell table:style-name="Bordered" office:value-type="string">'
        f"{''.join(_paragraph(line, style) for line in cell.splitlines() or [''])}</table:table-cell>"
        for cell in cells
    )
    return f'<table:table-row table:style-name="Whole">{written}</table:table-row>'


def _paragraph(text: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{_escaped(text)}</text:p>'


def _escaped(text: str) -> str:
    """Without the characters that XML can't hold, and without those that turn a sentence round."""
    return escape(without_controls(text).translate(_NO_CHARACTERS))


def _picture_name(kind: MapKind) -> str:
    return f"Pictures/{kind.value}.png"


def _add(archive: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = how
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _manifest(names: list[str]) -> str:
    kinds = {".xml": "text/xml", ".png": "image/png"}
    entries = "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kinds[name[-4:]]}"/>' for name in names)
    whole = f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{_MIME}"/>'
    return f'{_HEAD}<manifest:manifest {_NAMES} manifest:version="1.2">{whole}{entries}</manifest:manifest>'


def _styles(report: OfficerReport) -> str:
    """Named styles, so that whoever edits the report changes them in one place; A4, and what the foot of every page says."""
    page = (
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" '
        'fo:margin-top="18mm" fo:margin-bottom="14mm" fo:margin-left="20mm" fo:margin-right="20mm"/><style:footer-style>'
        '<style:header-footer-properties fo:margin-top="5mm" fo:min-height="9mm"/></style:footer-style></style:page-layout>'
    )
    foot = f'<text:p text:style-name="Small">{_escaped(report.foot)} · Page <text:page-number/></text:p>'
    master = f'<style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>{foot}</style:footer></style:master-page>'
    named = "".join(_style(*style) for style in _NAMED)
    return (
        f'{_HEAD}<office:document-styles {_NAMES} office:version="1.2"><office:styles>{named}</office:styles>'
        f"<office:automatic-styles>{page}</office:automatic-styles><office:master-styles>{master}</office:master-styles>"
        "</office:document-styles>"
    )


#: Name, size in points, further properties of the letters, and of the paragraph.
_NAMED = (
    ("Text", 10, "", 'fo:margin-bottom="2mm"'),
    ("Strong", 10, 'fo:font-weight="bold"', 'fo:margin-bottom="1mm" fo:keep-with-next="always"'),
    ("Head", 9, 'fo:font-weight="bold"', 'fo:keep-with-next="always"'),
    ("Under", 8, 'fo:color="#4a5157"', 'fo:margin-bottom="1mm" fo:keep-with-next="always"'),
    ("Cell", 9, "", ""),
    ("Small", 8, 'fo:color="#4a5157"', 'fo:margin-bottom="1mm"'),
    ("Sample", 10, 'fo:font-weight="bold" fo:color="#ffffff"', 'fo:background-color="#8a4b00" fo:padding="1mm" fo:text-align="center"'),
    ("Title", 18, 'fo:font-weight="bold"', 'fo:margin-bottom="2mm"'),
    ("Heading", 13, 'fo:font-weight="bold"', 'fo:margin-top="6mm" fo:margin-bottom="2mm" fo:keep-with-next="always"'),
)


def _style(name: str, points: int, letters: str, paragraph: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
        f'<style:text-properties fo:font-family="Liberation Sans, Arial, sans-serif" fo:font-size="{points}pt" {letters}/></style:style>'
    )

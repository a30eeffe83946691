"""The screening sheet as it leaves the printer: what its text says, what its pages show, what runs on to the next page."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from qgis.core import (
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPolygon,
    QgsLayoutItemScaleBar,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage

from plugin.constraints.base_map import BaseMap
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.domain.application import Address, Application
from plugin.domain.boundary import SourceCrs
from plugin.domain.check import Check, Severity
from plugin.domain.errors import RedlineError
from plugin.domain.finding import DatasetState, Relation
from plugin.domain.reading import SiteReading
from plugin.gui.layouts.flow import Flow
from plugin.gui.layouts.legend import legend_entries
from plugin.gui.layouts.map_scale import scale_bar_segment, standard_scale
from plugin.gui.layouts.paper import BOTTOM, INNER, MARGIN, Paper, unevaluated
from plugin.gui.layouts.pdf_settings import pdf_settings
from plugin.gui.layouts.screening_sheet import ScreeningSheet
from plugin.gui.layouts.sheet_layers import SheetLayers
from plugin.gui.layouts.sheet_printer import SheetPrinter
from plugin.gui.layouts.sheet_tables import FACT_WIDTHS, fact_rows, shared_position, snapshot_rows
from plugin.gui.layouts.text_style import BODY, SMALL, TITLE, TextStyle
from plugin.reports.sheet import Sheet
from plugin.reports.sheet_rows import SheetFact, SheetSnapshot
from tests.qgis.conftest import boundary, finding, reading, result, screening
from tests.qgis.small_store import GRID, SmallStore

OPEN_GOVERNMENT = BaseMap(attribution="Contains OS data © Crown copyright", licence_line="Open Government Licence v3.0")
PROFILE = Profile(authority_name="Example Borough", base_map=OPEN_GOVERNMENT)

SNAPSHOT = SheetSnapshot("tree", "Tree", "tree-1", "tree.csv", "22 November 2026", 3, "0" * 64, "Helmert, without a grid", "", "")


@pytest.fixture
def store(qgis_app: object, tmp_path: Path) -> SmallStore:
    return SmallStore(tmp_path)


@pytest.fixture
def printer(store: SmallStore) -> Iterator[SheetPrinter]:
    with SheetPrinter(store, Catalogue.load(), PROFILE) as opened:
        yield opened


@pytest.fixture
def layers(store: SmallStore) -> Iterator[SheetLayers]:
    opened = SheetLayers(store, Catalogue.load(), BaseMap())
    yield opened
    opened.close()


@pytest.fixture
def text_of(printer: SheetPrinter, tmp_path: Path) -> Callable[..., str]:
    """The text of a printed sheet, on one line."""

    def printed(*arguments: object) -> str:
        path = printer.print(*arguments, tmp_path / "sheet.pdf")
        return " ".join(text(path).split())

    return printed


def text(path: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    return told.stdout.decode("utf-8")


def pages(path: Path, folder: Path) -> list[bytes]:
    folder.mkdir()
    subprocess.run(["pdftoppm", "-r", "60", str(path), str(folder / "page")], check=True, timeout=60)
    return [page.read_bytes() for page in sorted(folder.iterdir())]


def from_wgs84() -> SiteReading:
    return replace(reading(), boundary=boundary(crs=SourceCrs.WGS84, accuracy=GRID))


def test_a_folder_that_is_not_there_is_refused_in_a_sentence(printer: SheetPrinter, tmp_path: Path):
    with pytest.raises(RedlineError, match="could not be written"):
        printer.print(reading(), screening(), tmp_path / "nowhere" / "sheet.pdf")


def test_an_application_without_a_red_line_gets_a_sheet_that_says_so(text_of: Callable[..., str]):
    empty = reading(wkt=None, checks=(Check("no-boundary", Severity.ERROR, "The file holds no red line."),))

    said = text_of(empty, screening(findings=()))

    assert "No map: the application has no red line that can be used" in said
    assert "The file holds no red line." in said


def test_a_line_that_can_be_repaired_is_offered_on_the_sheet_and_not_used(text_of: Callable[..., str]):
    said = text_of(
        reading(wkt=None, offer="POLYGON ((530000 180000, 530050 180000, 530050 180040, 530000 180000))"), screening(findings=())
    )

    assert "No map" in said
    assert "for an officer to confirm: The line crosses itself; it can be repaired." in said


def test_a_sheet_of_a_repaired_line_says_so_and_one_of_a_case_names_its_version(printer: SheetPrinter, tmp_path: Path):
    repaired = reading(wkt=None, offer="POLYGON ((530000 180000, 530050 180000, 530050 180040, 530000 180000))").confirmed()

    of_file = text(printer.print(repaired, screening(), tmp_path / "file.pdf"))
    of_case = text(printer.print(repaired, screening(), tmp_path / "case.pdf", version="3, agreed, as determined"))

    assert "red line as submitted, repaired" in of_file
    assert "red line 3, agreed, as determined" in of_case
    assert "as submitted" not in of_case


def test_a_sheet_on_which_nothing_was_checked_never_says_that_nothing_was_found(text_of: Callable[..., str]):
    unchecked = (result("green-belt", "Green belt", DatasetState.NOT_CHECKED, "no coverage here"),)

    said = text_of(reading(), screening(findings=(), datasets=unchecked))

    assert "Nothing could be checked, so nothing can be said of any constraint." in said
    assert "None was found" not in said


def test_the_sheet_says_the_state_of_every_dataset(text_of: Callable[..., str]):
    said = text_of(reading(), screening())

    for state, name in (
        ("overlaps", "Conservation area"),
        ("touches", "Tree preservation zone"),
        ("not checked", "Green belt"),
        ("clear", "Ancient woodland"),
    ):
        assert f"{state} {name}" in said
    assert "not in the store" in said


def test_the_sheet_says_transform_accuracy_scale_north_and_attribution(text_of: Callable[..., str]):
    said = text_of(from_wgs84(), screening())

    assert "Ordnance Survey OSTN15" in said
    assert "accurate to about 0.1 m" in said
    assert "Scale 1:1,250 on A4. North is grid north (British National Grid, EPSG:27700)." in said
    assert "Contains OS data © Crown copyright" in said
    assert "© the keepers of conservation-area. Open Government Licence v3.0." in said
    assert "as submitted" in said
    assert "Page 1 of" in said


def test_the_sheet_says_the_data_their_snapshots_and_dates(text_of: Callable[..., str]):
    said = text_of(reading(), screening())

    assert "conservation-area.geojson" in said
    assert "conservation-area-snapshot" in said
    assert "20 November 2026" in said


def test_text_from_outside_is_printed_to_the_letter(text_of: Callable[..., str]):
    hostile = Application(reference="24/[% 1+1 %]", address=Address(text="<b>1</b> High Street &amp; [%@project_path%]"))

    said = text_of(replace(reading(), application=hostile), screening())

    assert "24/[% 1+1 %]" in said
    assert "<b>1</b> High Street &amp; [%@project_path%]" in said


def test_arabic_letters_are_joined_on_a_sheet_and_latin_ones_are_not(text_of: Callable[..., str]):
    arabic = Application(reference="24/1", address=Address(text="1 Office Street, Affluent Fields, محمد"))

    said = text_of(replace(reading(), application=arabic), screening())

    assert re.search("([\ufe70-\ufefc] ?){4}", said)
    assert "1 Office Street, Affluent Fields," in said


@pytest.mark.parametrize("style", [SMALL, BODY, TITLE])
def test_no_line_is_wider_on_paper_than_the_room_that_it_was_measured_for(style: TextStyle, layers: SheetLayers, tmp_path: Path):
    words = "Somebody else owns land that is added. You have to give notice to every owner, officers and tenants alike; "
    lines = style.wrap(words * 4, INNER)
    paper = Paper(layers.project, "widths")
    paper.text(0, MARGIN, 30, INNER, lines, style)

    QgsLayoutExporter(paper.layout).exportToPdf(str(tmp_path / "widths.pdf"), pdf_settings())
    told = subprocess.run(["pdftotext", "-bbox", str(tmp_path / "widths.pdf"), "-"], check=True, capture_output=True, text=True, timeout=60)

    ends = [float(end) * 25.4 / 72 for end in re.findall(r'xMax="([0-9.]+)"', told.stdout)]
    assert len(ends) == len(words.split()) * 4
    assert MARGIN + INNER - 12 < max(ends) < MARGIN + INNER + 1


def test_every_one_of_three_hundred_findings_is_printed_over_many_pages(text_of: Callable[..., str]):
    many = tuple(finding(f"Area{number:03d}", number=44000000 + number) for number in range(300))

    said = text_of(reading(), screening(findings=many))

    assert [number for number in range(300) if f"Area{number:03d}" not in said] == []
    assert [number for number in range(300) if f"REF-{44000000 + number}" not in said] == []


def test_a_check_longer_than_a_page_runs_on_and_loses_no_word(text_of: Callable[..., str]):
    words = [f"word{number:04d}" for number in range(2500)]
    long = Check("long", Severity.WARNING, " ".join(words))

    said = text_of(reading(checks=(long,)), screening())

    assert [word for word in words if word not in said] == []


def test_nothing_is_written_below_the_foot_of_a_page(store: SmallStore, layers: SheetLayers):
    many = screening(findings=tuple(finding(f"Area{number}", number=44000000 + number) for number in range(120)))
    sheet = Sheet.build(reading(), many, store.snapshots(), Catalogue.load(), PROFILE)

    paper = ScreeningSheet(sheet, reading(), layers, BaseMap()).build()

    labels = [item for item in paper.layout.items() if isinstance(item, QgsLayoutItemLabel)]
    foot = BOTTOM + 4.0
    body = [label for label in labels if label.pagePos().y() < foot]
    assert paper.pages > 3
    assert max(label.pagePos().y() + label.rect().height() for label in body) <= BOTTOM + 2.0
    assert len(labels) - len(body) == 2 * paper.pages


def test_the_map_of_a_sheet_bears_a_north_arrow_and_a_scale_bar_of_its_own_scale(store: SmallStore, layers: SheetLayers):
    sheet = Sheet.build(reading(), screening(), store.snapshots(), Catalogue.load(), PROFILE)

    paper = ScreeningSheet(sheet, reading(), layers, BaseMap()).build()

    items = paper.layout.items()
    (shown,) = (item for item in items if isinstance(item, QgsLayoutItemMap))
    (bar,) = (item for item in items if isinstance(item, QgsLayoutItemScaleBar))
    assert shown.scale() == pytest.approx(1250)
    assert shown.mapRotation() == 0
    assert bar.linkedMap() is shown
    assert (bar.unitLabel(), bar.unitsPerSegment(), bar.numberOfSegments()) == ("m", 20, 2)
    arrow = [item for item in items if isinstance(item, QgsLayoutItemPolygon)]
    letters = [item for item in items if isinstance(item, QgsLayoutItemLabel) and item.text() == "N"]
    assert (len(arrow), len(letters)) == (2, 1)
    frame = shown.sceneBoundingRect()
    assert all(frame.contains(item.sceneBoundingRect()) for item in (bar, *arrow, *letters))


def test_a_sample_says_so_on_every_page_and_nothing_else_does(store: SmallStore, printer: SheetPrinter, tmp_path: Path):
    with SheetPrinter(store, Catalogue.load(), replace(PROFILE, sample=True)) as sampler:
        sample = sampler.print(reading(), screening(), tmp_path / "sample.pdf")
    real = printer.print(reading(), screening(), tmp_path / "real.pdf")

    by_page = text(sample).split("\f")[:-1]
    assert len(by_page) > 1
    assert all("SAMPLE" in page for page in by_page)
    assert "SAMPLE" not in text(real)


def test_case_49_the_same_inputs_give_the_same_text_and_the_same_pages(store: SmallStore, printer: SheetPrinter, tmp_path: Path):
    first = printer.print(from_wgs84(), screening(), tmp_path / "first.pdf")
    printer.print(
        reading("26-00002-HAPP", "POLYGON ((530100 180000, 530130 180000, 530130 180020, 530100 180000))"),
        screening(),
        tmp_path / "other.pdf",
    )
    again = printer.print(from_wgs84(), screening(), tmp_path / "again.pdf")
    with SheetPrinter(store, Catalogue.load(), PROFILE) as another:
        anew = another.print(from_wgs84(), screening(), tmp_path / "anew.pdf")

    assert text(first) == text(again) == text(anew)
    shown = pages(first, tmp_path / "a")
    assert shown == pages(again, tmp_path / "b") == pages(anew, tmp_path / "c")
    assert len(shown) > 1


def test_the_officers_project_does_not_show_on_the_sheet(store: SmallStore, printer: SheetPrinter, tmp_path: Path):
    before = printer.print(reading(), screening(), tmp_path / "before.pdf")
    QgsProject.instance().addMapLayer(QgsVectorLayer(f"{store.path}|layername=local_authority_district", "theirs", "ogr"))
    try:
        after = printer.print(reading(), screening(), tmp_path / "after.pdf")
    finally:
        QgsProject.instance().clear()

    assert pages(before, tmp_path / "a") == pages(after, tmp_path / "b")


def test_where_the_base_map_is_the_officers_project_the_sheet_has_none_and_says_so(store: SmallStore, tmp_path: Path):
    with SheetPrinter(store, Catalogue.load(), Profile(base_map=BaseMap("project"))) as printer:
        said = text(printer.print(reading(), screening(), tmp_path / "sheet.pdf"))

    assert "Base map: none." in " ".join(said.split())


def test_the_map_shows_the_site_in_red(printer: SheetPrinter, tmp_path: Path):
    path = printer.print(reading(), screening(), tmp_path / "sheet.pdf")
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-f", "1", "-l", "1", str(path), str(tmp_path / "map")], check=True, timeout=60)

    (picture,) = tmp_path.glob("map*.png")
    image = QImage(str(picture))
    colours = [image.pixelColor(x, y) for x in range(0, image.width(), 2) for y in range(200, 700)]
    assert sum(colour.red() > 190 and colour.green() < 60 and colour.blue() < 70 for colour in colours) > 100


def test_the_legend_names_what_is_on_this_map_only(layers: SheetLayers):
    entries = legend_entries(layers.constraints, QgsRectangle(529900, 179900, 530150, 180150), site="Site")

    assert [entry.name for entry in entries] == ["Site", "Conservation area", "Listed building (points)"]


@pytest.mark.parametrize(
    ("side", "scale"),
    [(10, 500), (20, 500), (40, 1250), (80, 2500), (100, 2500), (190, 2500), (350, 5000), (1000, 25_000), (10**7, 5_000_000)],
)
def test_the_scale_is_the_largest_standard_one_with_the_streets_around_the_site(side: float, scale: int):
    assert standard_scale(side, side, 186, 112) == scale


@pytest.mark.parametrize(("scale", "metres"), [(500, 10), (1250, 20), (2500, 50), (10_000, 200), (1_000_000, 20_000)])
def test_a_scale_bar_counts_in_ones_twos_and_fives(scale: int, metres: float):
    assert scale_bar_segment(scale) == metres


def test_no_line_of_a_paragraph_holds_one_word_alone(qgis_app: object):
    ten = "one two three four five six seven eight nine ten"
    lines = BODY.wrap(f"{ten} eleven", BODY.width_mm(ten) + 1)
    even = BODY.wrap_evenly(" ".join(lines), BODY.width_mm(lines[0]) + 1)

    assert (len(lines), lines[1]) == (2, "eleven")
    assert len(even) == 2
    assert len(even[1].split()) > 1
    assert " ".join(even) == " ".join(lines)


def test_what_all_the_data_share_is_said_once_above_the_table():
    rows = [replace(SNAPSHOT, dataset="a"), replace(SNAPSHOT, dataset="b"), replace(SNAPSHOT, dataset="c", accuracy="by hand")]

    assert shared_position(rows) == SNAPSHOT.accuracy
    assert shared_position(rows[:1]) == ""
    cells = [row.cells[-1].paragraphs for row in snapshot_rows(rows, SNAPSHOT.accuracy)]
    assert [[text for text, _ in cell] for cell in cells] == [["as above"], ["as above"], ["by hand"]]


def test_facts_that_fit_a_page_are_not_broken_over_two(store: SmallStore, layers: SheetLayers):
    paper = Paper(layers.project, "facts")
    flow = Flow(paper, 0, 200.0, 21.0)
    rows = fact_rows([SheetFact(f"label {number}", "value") for number in range(20)])

    flow.side_by_side("A title", FACT_WIDTHS, rows, rows[:3])

    assert paper.pages == 2
    on_first = [item for item in paper.layout.items() if isinstance(item, QgsLayoutItemLabel) and item.page() == 0]
    assert on_first == []


def test_a_word_wider_than_its_column_is_broken_and_whole_again_when_joined(qgis_app: object):
    word = "0123456789abcdef" * 12

    lines = BODY.wrap(f"sha {word} end", 40)

    assert "".join(lines).replace(" ", "") == f"sha{word}end"
    assert all(BODY.width_mm(line) <= 40 for line in lines)


def test_marks_of_an_expression_are_the_only_text_that_is_written_otherwise():
    assert unevaluated("50 % [of it] {x}") == "50 % [of it] {x}"


def test_a_near_finding_and_its_remark_are_printed_as_a_sentence(text_of: Callable[..., str]):
    near = finding("Mill Lane", Relation.NEAR, remarks=("Grade II* listed.",), overlap=None)

    said = text_of(reading(), screening(findings=(near,)))

    assert "The site is 17.0 m from the Mill Lane conservation area" in said
    assert "Grade II* listed." in said


def test_a_site_of_several_parts_is_printed_whole(store: SmallStore):
    parts = shapely.MultiPolygon([shapely.box(530000, 180000, 530020, 180020), shapely.box(530300, 180000, 530320, 180020)])
    west, _, east, _ = shapely.bounds(parts)

    assert (east - west) <= 186 * standard_scale(east - west, 20, 186, 112) / 1000

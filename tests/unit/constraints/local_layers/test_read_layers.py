"""Local layers are read by their mapping, guarded as what is fetched is, and stand in the store with their own coverage and date."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.local_layers.layer_fields import suggested
from plugin.constraints.local_layers.layer_source import QgisSource
from plugin.constraints.local_layers.local_layer import LocalLayer
from plugin.constraints.local_layers.opened_layer import open_file_layer
from plugin.constraints.local_layers.read_layers import LayersReader
from plugin.constraints.records.record_source import RecordSource
from plugin.constraints.refresh.build_beside import StoreBefore
from plugin.constraints.refresh.refreshed import Outcome
from plugin.constraints.store.generations import current_generation, has_store
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.dataset import Coverage
from plugin.domain.errors import RedlineError

from ..store.making import TickingClock, build, collection, entities, feature, square
from .declaring import areas, layer, only, read, used

COLUMNS = {"reference": "CA-NO", "name": "TITLE"}


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "does not exist"),
        ("", "is empty"),
        ('{"error": "server"}', "which is no map data"),
        ('{"type": "FeatureCollection", "features": []}', "has no records"),
        (json.dumps({"type": "FeatureCollection", "features": [feature(None, name="A")]}), "has a shape"),
    ],
)
def test_a_source_that_cannot_be_used_keeps_what_is_there(tmp_path: Path, clock: TickingClock, content: str | None, sentence: str) -> None:
    source = areas(tmp_path / "areas.geojson")
    used(tmp_path / "store", layer(source), clock=clock)
    before = current_generation(tmp_path / "store")
    if content is None:
        source.unlink()
    else:
        source.write_text(content, encoding="utf-8")

    found = read(tmp_path / "store", layer(source), clock=clock)

    assert only(found).outcome in (Outcome.FAILED, Outcome.REFUSED)
    assert sentence in only(found).sentence
    assert "“Character areas”" in only(found).sentence
    assert (found.generation, current_generation(tmp_path / "store")) == ("", before)


def test_a_layer_that_lost_records_is_refused_with_the_figures_until_someone_says_so(tmp_path: Path, clock: TickingClock) -> None:
    source = areas(tmp_path / "areas.geojson", 20)
    used(tmp_path / "store", layer(source), clock=clock)
    areas(source, 17)

    refused = read(tmp_path / "store", layer(source), clock=clock)
    allowed = read(tmp_path / "store", layer(source), clock=clock, fewer=["character-areas"])

    assert only(refused).outcome is Outcome.REFUSED
    assert "has 20 records in the store and 17 where it comes from" in only(refused).sentence
    assert (only(allowed).outcome, only(allowed).count) == (Outcome.NEW, 17)


def test_a_layer_most_of_whose_records_ended_or_lost_their_shapes_is_refused_with_the_figures(tmp_path: Path, clock: TickingClock) -> None:
    source = areas(tmp_path / "areas.geojson", 20)
    used(tmp_path / "store", layer(source), clock=clock)

    areas(source, 20, end_date="2020-01-01")
    ended = only(read(tmp_path / "store", layer(source), clock=clock))
    collection(source, *(feature(square(530000 + 200 * at, 180000) if at < 10 else None, CA_NO=f"C{at}") for at in range(20)))
    shapeless = only(read(tmp_path / "store", layer(source), clock=clock))

    assert (ended.outcome, shapeless.outcome) == (Outcome.REFUSED, Outcome.REFUSED)
    assert "has 20 records in the store and 0 where it comes from. Those that have ended are not counted (20)." in ended.sentence
    assert "has 20 records with a shape in the store and 10 where it comes from" in shapeless.sentence


def test_a_mapping_to_a_column_that_is_not_there_is_said_and_nothing_is_built(tmp_path: Path) -> None:
    found = read(tmp_path / "store", layer(areas(tmp_path / "areas.geojson"), columns={"reference": "CA_NUMBER"}))

    assert "The mapping takes reference from a column “CA_NUMBER”, which is not there: CA-NO, TITLE" in only(found).sentence
    assert not has_store(tmp_path / "store")


def test_what_breaks_while_it_is_read_leaves_nothing_half_written(tmp_path: Path, clock: TickingClock) -> None:
    source = areas(tmp_path / "areas.geojson")
    used(tmp_path / "store", layer(source), clock=clock)
    source.write_text(source.read_text(encoding="utf-8")[:-60], encoding="utf-8")

    found = read(tmp_path / "store", layer(source), clock=clock)

    assert only(found).outcome is Outcome.FAILED
    assert [path.name for path in (tmp_path / "store" / "fetched" / "local" / "character-areas").iterdir()] == ["1.json"]


def test_a_file_with_several_layers_wants_one_named(tmp_path: Path) -> None:
    fiona = pytest.importorskip("fiona")
    path = tmp_path / "survey.gpkg"
    schema = {"geometry": "Polygon", "properties": {"no": "str"}}
    for name, east in (("one", 530000), ("two", 531000)):
        with fiona.open(path, "w", driver="GPKG", layer=name, schema=schema, crs="EPSG:27700") as out:
            out.write({"geometry": shapely.box(east, 180000, east + 10, 180010).__geo_interface__, "properties": {"no": name}})

    several = read(tmp_path / "store", layer(path))
    absent = read(tmp_path / "store", layer(path, layer="three"))
    used(tmp_path / "store", layer(path, layer="two", columns={"reference": "no"}))

    assert "has several layers" in only(several).sentence
    assert "has no layer “three”, but one, two" in only(absent).sentence
    with LocalStore(tmp_path / "store") as store:
        assert [each.reference for each in entities(store)] == ["two"]
        assert store.snapshots()["character-areas"].source.startswith("survey.gpkg, layer two (")


def test_what_only_qgis_reads_is_said_on_the_command_line(tmp_path: Path) -> None:
    found = read(tmp_path / "store", LocalLayer("Trees", QgisSource("postgres", "service='council'", "tpo")))

    assert only(found).outcome is Outcome.FAILED
    assert "tpo (postgres) is a layer that only QGIS reads" in only(found).sentence


def test_the_mapping_says_which_column_is_which_field(tmp_path: Path) -> None:
    source = collection(
        tmp_path / "areas.geojson",
        feature(square(530000, 180000), NO=7, TITLE="The Mint", reference="old 7", SINCE="12/05/2020", name="x", WARD="North"),
    )

    used(tmp_path / "store", layer(source, columns={"reference": "NO", "name": "TITLE", "start-date": "SINCE"}))

    with LocalStore(tmp_path / "store") as store:
        (found,) = entities(store)
        assert (found.reference, found.name, found.start_date) == ("7", "The Mint", date(2020, 5, 12))
        told = store.attributes(found)
    assert told["own reference"] == "old 7"
    assert told["own name"] == "x"
    assert told["WARD"] == "North"
    assert "NO" not in told


def test_a_column_that_is_called_as_its_kind_is_the_name_without_a_mapping(tmp_path: Path) -> None:
    source = collection(tmp_path / "own.geojson", feature(square(530000, 180000), Conservation_area="Mint", Conservation_area_number=7))

    used(tmp_path / "store", layer(source, "Council's survey", dataset="conservation-area"))

    with LocalStore(tmp_path / "store") as store:
        assert list(store.snapshots()) == ["conservation-area--councils-survey"]
        (found,) = entities(store)
    assert (found.name, found.reference) == ("Mint", "7")
    assert suggested(["Conservation_area", "TPO_NUMBER", "ref", "reference"], "conservation-area").columns == {"name": "Conservation_area"}


def test_a_field_that_takes_no_column_leaves_the_column_of_its_name_alone(tmp_path: Path) -> None:
    source = collection(tmp_path / "areas.geojson", feature(square(530000, 180000), entity="not a number", name="A"))

    used(tmp_path / "store", layer(source, columns={"entity": ""}))

    with LocalStore(tmp_path / "store") as store:
        (found,) = entities(store)
        assert (found.number, found.name) == (1, "A")
        assert [each.what for each in store.issues("character-areas")] == ["coordinates"]
        assert store.issues("character-areas")[0].message.startswith("areas.geojson (")


@pytest.mark.parametrize(("coverage", "stands"), [("full", Coverage.FULL), ("", Coverage.UNKNOWN), ("authority", Coverage.PARTIAL)])
def test_coverage_is_what_was_declared_and_unknown_where_nobody_said(tmp_path: Path, coverage: str, stands: Coverage) -> None:
    clock = TickingClock()
    district = collection(
        tmp_path / "local-authority-district.geojson", feature(square(529000, 179000, 5000), reference="E1", name="Saltmere")
    )
    build(tmp_path / "store", district, clock=clock)

    used(tmp_path / "store", layer(areas(tmp_path / "areas.geojson"), coverage=coverage), clock=clock)

    with LocalStore(tmp_path / "store") as store:
        assert store.snapshots()["character-areas"].coverage is stands
        assert (store.coverage_area("character-areas") is not None) is (stands is Coverage.PARTIAL)
        assert store.authority_name() == "Saltmere"


def test_coverage_by_a_file_is_its_area_and_a_new_area_is_read(tmp_path: Path) -> None:
    clock, area = TickingClock(), collection(tmp_path / "area.geojson", feature(square(529000, 179000, 3000)))
    declared = layer(areas(tmp_path / "areas.geojson"), coverage=str(area))
    used(tmp_path / "store", declared, clock=clock)
    same = only(used(tmp_path / "store", declared, clock=clock))
    collection(area, feature(square(529000, 179000, 4000)))
    wider = only(used(tmp_path / "store", declared, clock=clock))
    area.unlink()
    lost = only(used(tmp_path / "store", declared, clock=clock))

    assert (same.outcome, wider.outcome, lost.outcome) == (Outcome.SAME, Outcome.NEW, Outcome.FAILED)
    with LocalStore(tmp_path / "store") as store:
        assert store.coverage_area("character-areas").area == 16_000_000


def test_the_declared_day_is_that_of_the_data_else_the_newest_entry_else_the_file_s(tmp_path: Path) -> None:
    clock = TickingClock()
    plain, dated = areas(tmp_path / "plain.geojson"), areas(tmp_path / "dated.geojson", ENTERED="2026-01-31")
    used(
        tmp_path / "store",
        layer(plain, "Declared", data_date=date(2026, 2, 1), licence="OGL", attribution="Saltmere Council"),
        layer(dated, "Entered", columns={"entry-date": "ENTERED"}),
        layer(plain, "Plain"),
        clock=clock,
    )

    with LocalStore(tmp_path / "store") as store:
        told = store.snapshots()
    assert told["declared"].data_date == "2026-02-01"
    assert (told["declared"].licence, told["declared"].attribution) == ("OGL", "Saltmere Council")
    assert told["entered"].data_date == "2026-01-31"
    assert told["plain"].data_date == RecordSource(plain).modified[:10]


def test_a_layer_of_a_national_kind_stands_beside_the_national_data(tmp_path: Path) -> None:
    clock = TickingClock()
    national = collection(tmp_path / "conservation-area.geojson", feature(square(530000, 180000), entity=44, name="Mint"))
    build(tmp_path / "store", national, clock=clock, coverage="full")

    used(tmp_path / "store", layer(areas(tmp_path / "own.geojson"), "Survey", dataset="conservation-area"), clock=clock)

    with LocalStore(tmp_path / "store") as store:
        told = store.snapshots()
    assert (told["conservation-area"].count, told["conservation-area--survey"].count) == (1, 3)
    assert told["conservation-area"].coverage is Coverage.FULL
    assert told["conservation-area--survey"].coverage is Coverage.UNKNOWN
    assert told["conservation-area"].local is None
    assert told["conservation-area--survey"].local.name == "Survey"


def test_what_did_not_change_is_not_built_and_what_is_declared_anew_is(tmp_path: Path) -> None:
    clock, source = TickingClock(), areas(tmp_path / "areas.geojson")
    used(tmp_path / "store", layer(source, columns=COLUMNS), clock=clock)

    same = used(tmp_path / "store", layer(source, columns=COLUMNS), clock=clock)
    anew = used(tmp_path / "store", layer(source, columns=COLUMNS, consequence="Ask."), clock=clock)

    assert (only(same).outcome, same.generation) == (Outcome.SAME, "")
    assert only(anew).outcome is Outcome.NEW
    with LocalStore(tmp_path / "store") as store:
        assert store.snapshots()["character-areas"].local.consequence == "Ask."


def test_a_layer_that_is_taken_away_leaves_the_others_and_a_way_back(tmp_path: Path) -> None:
    clock, source = TickingClock(), areas(tmp_path / "areas.geojson")
    used(tmp_path / "store", layer(source, "One"), layer(source, "Other"), clock=clock)

    found = used(tmp_path / "store", clock=clock, without=["one"])

    with LocalStore(tmp_path / "store") as store, LocalStore(tmp_path / "store", found.before) as before:
        assert (list(store.snapshots()), list(before.snapshots())) == (["other"], ["one", "other"])
        assert store.snapshots()["other"].local.name == "Other"
        assert {each.dataset for each in entities(store)} == {"other"}


def test_a_folder_is_one_layer_whatever_its_files_say_of_their_coordinates(tmp_path: Path) -> None:
    folder = tmp_path / "trees"
    folder.mkdir()
    (folder / "north.csv").write_text("TREE,easting,northing\nT1,530010,180010\n", encoding="utf-8")
    collection(folder / "south.geojson", feature("POINT (-0.1 51.5)", TREE="T2"))

    used(tmp_path / "store", layer(folder, "Council trees", columns={"reference": "TREE"}))

    with LocalStore(tmp_path / "store") as store:
        assert sorted(each.reference for each in entities(store)) == ["T1", "T2"]
        assert store.snapshots()["council-trees"].count == 2


def test_whoever_listens_can_stop_it_and_nothing_is_taken_for_a_fault_of_the_source(tmp_path: Path) -> None:
    class Stop(RedlineError):
        pass

    def told(_slug: str, _done: int, _of: int) -> None:
        raise Stop("Stopped.")

    reader = LayersReader(tmp_path / "store", [layer(areas(tmp_path / "areas.geojson"))], open_file_layer, Transformer(), told=told)

    with pytest.raises(Stop):
        reader.read(StoreBefore("", date(2026, 11, 23), {}, {}))
    assert not list((tmp_path / "store").rglob("*.part"))


def test_heights_and_curves_become_flat_outlines(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text(
        'NO,wkt\n1,"POLYGON Z ((530000 180000 5, 530010 180000 5, 530010 180010 5, 530000 180000 5))"\n', encoding="utf-8"
    )

    used(tmp_path / "store", layer(tmp_path / "areas.csv", columns={"reference": "NO"}))

    with LocalStore(tmp_path / "store") as store:
        (found,) = entities(store)
        assert not store.geometry(found).has_z

"""`redline store add-layer`, `layers`, `remove-layer`, and a refresh that reads the local layers again."""

from __future__ import annotations

from pathlib import Path

from plugin.constraints.store.generations import current_generation, has_store
from plugin.constraints.store.local_store import LocalStore
from tests.platform_stand_in import Platform, StandIn, district, record

from ..constraints.local_layers.declaring import areas, layer, used
from ..constraints.platform.asking import GROUND
from ..constraints.platform.asking import square as in_degrees
from ..constraints.store.making import collection, feature, square
from .streams import Run

AREAS = "conservation-area"


def add(store: Path, source: Path, *options: object) -> Run:
    return Run("store", "add-layer", store, source, *options)


def test_a_layer_that_cannot_be_read_or_declared_is_not_declared(tmp_path: Path) -> None:
    source = areas(tmp_path / "areas.geojson")
    absent = add(tmp_path / "store", tmp_path / "nowhere.gpkg", "--name", "Areas")
    national = add(tmp_path / "store", source, "--name", "Conservation area")
    unmapped = tmp_path / "mapping.json"
    unmapped.write_text('{"columns": {"reference": "NUMBER"}}', encoding="utf-8")
    mapped = add(tmp_path / "store", source, "--name", "Areas", "--mapping", unmapped)

    assert (absent.code, national.code, mapped.code) == (3, 2, 3)
    assert "nowhere.gpkg does not exist" in absent.out
    assert "Give it another name, and say that its records are of the dataset conservation-area" in national.error
    assert "a column “NUMBER”, which is not there: CA-NO, TITLE" in mapped.out
    assert not has_store(tmp_path / "store")
    assert Run("store", "layers", tmp_path / "store").out.startswith("The store in")


def test_declarations_that_cannot_be_read_end_with_2(tmp_path: Path) -> None:
    used(tmp_path / "store", layer(areas(tmp_path / "areas.geojson")))
    (tmp_path / "store" / "layers.json").write_text("{", encoding="utf-8")

    told = Run("store", "layers", tmp_path / "store")

    assert told.code == 2
    assert "layers.json is not valid JSON" in told.error


def test_a_refresh_with_nobody_named_and_no_local_layer_ends_with_2(tmp_path: Path) -> None:
    told = Run("store", "refresh", tmp_path)

    assert told.code == 2
    assert "Say whose data is wanted, with --authority" in told.error


def test_a_layer_is_added_listed_and_taken_away_again(tmp_path: Path) -> None:
    source, store = areas(tmp_path / "areas.geojson"), tmp_path / "store"
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"columns": {"reference": "CA-NO", "name": "TITLE"}}', encoding="utf-8")
    options = ("--mapping", mapping, "--coverage", "full", "--date", "2026-09-30", "--licence", "OGL", "--attribution", "Saltmere")

    added = add(store, source, "--name", "Survey of 2026", "--dataset", AREAS, *options)
    listed = Run("store", "layers", store)
    (form,) = Run("store", "layers", store, "--json").json["layers"]
    removed = Run("store", "remove-layer", store, "Survey of 2026")

    assert (added.code, listed.code, removed.code) == (0, 0, 0)
    assert all(words in listed.out for words in ("Survey of 2026", "30 September 2026", "everywhere"))
    assert form["slug"] == "conservation-area--survey-of-2026"
    assert (form["count"], form["data_date"], form["licence"], form["coverage_in_use"]) == (3, "2026-09-30", "OGL", "full")
    assert form["mapping"]["columns"] == {"reference": "CA-NO", "name": "TITLE"}
    assert "The way back" in removed.out
    assert Run("store", "layers", store, "--json").json["layers"] == []
    assert not list((store / "fetched" / "local").iterdir())
    with LocalStore(store) as now:
        assert dict(now.snapshots()) == {}


def test_the_same_name_for_another_kind_takes_the_old_one_s_place(tmp_path: Path) -> None:
    source, store = areas(tmp_path / "areas.geojson"), tmp_path / "store"
    add(store, source, "--name", "Survey")

    again = add(store, source, "--name", "Survey", "--dataset", AREAS)

    assert again.code == 0
    with LocalStore(store) as now:
        assert list(now.snapshots()) == ["conservation-area--survey"]


def test_for_review_a_layer_waits(tmp_path: Path) -> None:
    told = add(tmp_path / "store", areas(tmp_path / "areas.geojson"), "--name", "Areas", "--review", "--json")

    assert told.code == 0
    assert not has_store(tmp_path / "store")
    assert Run("store", "layers", tmp_path / "store", "--json").json["layers"] == []
    accepted = Run("store", "accept", tmp_path / "store", told.json["generation"])
    assert accepted.code == 0
    assert [each["in_use"] for each in Run("store", "layers", tmp_path / "store", "--json").json["layers"]] == [True]


def test_a_layer_that_was_taken_away_comes_back_with_the_generation_before(tmp_path: Path) -> None:
    store = tmp_path / "store"
    add(store, areas(tmp_path / "areas.geojson"), "--name", "Areas")
    assert Run("store", "remove-layer", store, "Areas").code == 0

    assert Run("store", "put-back", store).code == 0

    assert [each["name"] for each in Run("store", "layers", store, "--json").json["layers"]] == ["Areas"]
    assert Run("store", "refresh", store).code == 0


def test_a_refresh_reads_local_layers_again_and_refuses_a_shrunken_one(tmp_path: Path) -> None:
    source, store = areas(tmp_path / "areas.geojson", 20), tmp_path / "store"
    add(store, source, "--name", "Survey")
    areas(source, 21)
    grown = Run("store", "refresh", store, "--json")
    areas(source, 4)
    before = current_generation(store)
    shrunken = Run("store", "refresh", store)
    kept = current_generation(store)
    allowed = Run("store", "refresh", store, "--allow-fewer", "Survey")

    assert (grown.code, shrunken.code, allowed.code) == (0, 3, 0)
    assert [(each["dataset"], each["outcome"], each["count"]) for each in grown.json["datasets"]] == [("survey", "fetched", 21)]
    assert "“Survey” has 21 records in the store and 4 where it comes from" in shrunken.out
    assert (before, "17 gone" in allowed.out) == (kept, True)


def test_without_an_authority_only_the_councils_own_layers_may_shrink(tmp_path: Path) -> None:
    source, store = areas(tmp_path / "areas.geojson", 20), tmp_path / "store"
    add(store, source, "--name", "Survey")
    areas(source, 4)

    refused = Run("store", "refresh", store, "--allow-fewer", "Surwey")

    assert refused.code == 2
    assert "This refresh has no dataset “Surwey” to let shrink. It has survey." in refused.error


def test_a_layer_that_shrank_is_declared_anew_with_the_option_that_is_told(tmp_path: Path) -> None:
    source, store = areas(tmp_path / "areas.geojson", 20), tmp_path / "store"
    add(store, source, "--name", "Survey")
    areas(source, 4)

    refused = add(store, source, "--name", "Survey")
    (told,) = (line.split("the same command with ")[1].split() for line in refused.out.splitlines() if "the same command with" in line)

    assert (refused.code, told) == (3, ["--allow-fewer"])
    assert add(store, source, "--name", "Survey", *told).code == 0
    assert "the same command with --allow-fewer survey" in shrunken_again(store, source).out


def shrunken_again(store: Path, source: Path) -> Run:
    """A refresh, which takes the dataset's slug."""
    areas(source, 1)
    return Run("store", "refresh", store)


def test_a_refresh_from_the_platform_reads_them_with_it_in_one_generation(tmp_path: Path) -> None:
    there = Platform([district(GROUND), *(record(number, AREAS, in_degrees(number * 5, 0)) for number in range(1, 4))])
    source, store = areas(tmp_path / "areas.geojson"), tmp_path / "store"
    add(store, source, "--name", "Survey", "--dataset", AREAS)
    areas(source, 4)
    with StandIn(there) as stand_in:
        options = ("--authority", "southwark", "--address", stand_in.address, "--json")
        told = Run("store", "refresh", store, "--dataset", AREAS, "--dataset", "Survey", *options)

    assert told.code == 0
    with LocalStore(store) as now:
        counts = {slug: each.count for slug, each in now.snapshots().items()}
    assert counts == {"local-authority-district": 1, AREAS: 3, f"{AREAS}--survey": 4}


def test_a_site_is_told_both_layers_each_with_its_own_coverage_and_date(tmp_path: Path) -> None:
    """The national and the council's own conservation areas: neither hides the other."""
    store, site = tmp_path / "store", tmp_path / "site.geojson"
    national = collection(
        tmp_path / "conservation-area.geojson", feature(square(530000, 180000), entity=44, name="Mint", entry_date="2025-01-31")
    )
    assert Run("store", "build", store, national, "--coverage", "full").code == 0
    own = collection(tmp_path / "own.geojson", feature(square(530020, 180020), NO="S1", TITLE="Mint extension"))
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"columns": {"reference": "NO", "name": "TITLE"}}', encoding="utf-8")
    consequence = "Consult the conservation officer before the character appraisal is adopted."
    options = ("--dataset", AREAS, "--mapping", mapping, "--date", "2026-09-30", "--consequence", consequence)
    assert add(store, own, "--name", "Conservation areas in preparation", *options).code == 0
    collection(site, feature(square(530030, 180030, 20)))
    elsewhere = collection(tmp_path / "elsewhere.geojson", feature(square(533000, 180030, 20)))

    (found,) = Run("screen", store, site, "--json").json["sites"]
    (clear,) = Run("screen", store, elsewhere, "--json").json["sites"]
    words = Run("screen", store, site).out

    states = {each["dataset"]: each for each in found["datasets"]}
    assert {slug for slug, each in states.items() if each["state"] == "overlaps"} == {AREAS, f"{AREAS}--conservation-areas-in-preparation"}
    assert states[f"{AREAS}--conservation-areas-in-preparation"]["name"] == "Conservation areas in preparation"
    assert (states[AREAS]["coverage"], states[f"{AREAS}--conservation-areas-in-preparation"]["coverage"]) == ("full", "unknown")
    remarks = {finding["name"]: finding["remarks"] for finding in found["findings"]}
    assert consequence in remarks["Mint extension"]
    assert consequence not in remarks["Mint"]
    assert "Article 2(3) land" in " ".join(remarks["Mint extension"])
    assert "Conservation areas in preparation" in words
    states = {each["dataset"]: each["state"] for each in clear["datasets"]}
    assert states == {AREAS: "clear", f"{AREAS}--conservation-areas-in-preparation": "not checked"}


def test_an_enquiry_names_the_layer_its_evidence_and_what_follows(tmp_path: Path) -> None:
    store, own = tmp_path / "store", collection(tmp_path / "own.geojson", feature(square(530000, 180000), name="Mill Lane"))
    options = ("--date", "2026-09-30", "--consequence", "Ask the conservation officer.", "--dataset", AREAS)
    assert add(store, own, "--name", "Areas in preparation", *options).code == 0

    told = Run("enquire", store, "530050 180050").out

    assert "Areas in preparation" in told
    assert "Mill Lane" in told
    assert "Ask the conservation officer." in told
    assert "30 September 2026" in told


def test_what_is_declared_and_not_read_yet_is_listed_as_not_in_use(tmp_path: Path) -> None:
    used(tmp_path / "store", layer(areas(tmp_path / "areas.geojson")), declared=[layer(tmp_path / "own.geojson", "Survey")])

    assert "not in use" in Run("store", "layers", tmp_path / "store").out
    assert Run("store", "refresh", tmp_path / "store").code == 3

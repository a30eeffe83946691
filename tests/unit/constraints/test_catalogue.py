"""What the catalogue promises to everything that names, colours or groups a constraint."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from plugin.constraints.catalogue import Catalogue
from plugin.domain.accuracy import Accuracy
from plugin.domain.dataset import Coverage, LocalWords, Snapshot
from plugin.domain.errors import RedlineError, UnreadableFile
from plugin.resources_path import resources_path
from tests.shared import shared_path


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def catalogue_file(folder: Path, **changes: object) -> Path:
    dataset = {
        "slug": "tree",
        "name": "Tree",
        "category": "Trees",
        "colour": "#3B453D",
        "colour_source": "platform",
        "attribution": "council",
        "licence": "ogl3",
        "coverage": "partial",
    }
    dataset.update(changes)
    content = {
        "licences": {"ogl3": "Open Government Licence v3.0"},
        "attributions": {"council": "The council"},
        "categories": ["Trees"],
        "datasets": [{key: value for key, value in dataset.items() if value is not None}],
    }
    path = folder / "catalogue.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_missing_catalogue_is_named():
    with pytest.raises(UnreadableFile, match=r"nowhere\.json could not be opened"):
        Catalogue.load(Path("nowhere.json"))


def test_broken_json_is_refused_with_its_line(tmp_path):
    path = tmp_path / "catalogue.json"
    path.write_text('{"datasets": [\n,]}', encoding="utf-8")

    with pytest.raises(UnreadableFile, match="line 2"):
        Catalogue.load(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "must be written like #1A2B3C"),
        ({"category": "Tress"}, "Did you mean 'Trees'"),
        ({"coverage": "everything"}, "must be one of full, partial, none, unknown"),
        ({"slug": "Tree Point"}, "lower case words joined by hyphens"),
        ({"name": None}, "name is missing; add it"),
        ({"licence": "ogl2"}, "Did you mean 'ogl3'"),
        ({"attribution": "nobody"}, "must be one of council"),
        ({"geometry": "circle"}, "must be of polygon, point, line"),
        ({"administrative": "yes"}, "must be true or false"),
        ({"attributes": "tree-species"}, "must be a list of texts"),
        ({"atributes": []}, "Did you mean 'attributes'"),
    ],
)
def test_a_faulty_dataset_is_refused_with_a_sentence(tmp_path, change, message):
    with pytest.raises(RedlineError, match=message):
        Catalogue.load(catalogue_file(tmp_path, **change))


def test_a_dataset_that_stands_twice_is_refused(tmp_path):
    path = catalogue_file(tmp_path)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["datasets"] *= 2
    path.write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(RedlineError, match="tree stands in the catalogue twice"):
        Catalogue.load(path)


def test_an_unknown_slug_becomes_a_local_layer_named_after_it(catalogue):
    dataset = catalogue.dataset("protected-shop_front")

    assert (dataset.name, dataset.category, dataset.administrative) == ("Protected shop front", "Local layers", False)
    assert dataset.coverage is Coverage.UNKNOWN


def test_local_layers_are_the_last_heading(catalogue):
    assert catalogue.categories[0] == "Heritage and conservation"
    assert catalogue.categories[-1] == "Local layers"


def test_every_dataset_has_a_name_a_heading_a_colour_and_its_attribution(catalogue):
    for dataset in catalogue.datasets:
        assert dataset.name, dataset.slug
        assert dataset.category in catalogue.categories, dataset.slug
        assert dataset.attribution, dataset.slug
        assert dataset.licence, dataset.slug
        assert dataset.colour_source in ("platform", "redline"), dataset.slug


def test_an_authority_is_never_a_constraint(catalogue):
    administrative = {dataset.slug for dataset in catalogue.administrative}

    assert {"local-authority-district", "local-planning-authority", "ward", "parish"} <= administrative
    assert not administrative & {dataset.slug for dataset in catalogue.constraints}
    assert len(catalogue.administrative) + len(catalogue.constraints) == len(catalogue.datasets)


def test_case_30_the_buffer_of_a_world_heritage_site_is_not_article_2_3_land(catalogue):
    assert {dataset.slug for dataset in catalogue.datasets if dataset.article_2_3} == {
        "conservation-area",
        "area-of-outstanding-natural-beauty",
        "national-park",
        "world-heritage-site",
    }


def test_case_22_the_point_and_the_outline_of_a_listed_building_are_one_family(catalogue):
    assert {dataset.slug for dataset in catalogue.datasets if dataset.constraint == "listed"} == {
        "listed-building",
        "listed-building-outline",
    }


@pytest.mark.parametrize(
    ("key", "slugs"),
    [
        ("tpo", {"tree", "tree-preservation-zone"}),
        ("listed", {"listed-building", "listed-building-outline"}),
        ("listed.gradeTwoStar", {"listed-building", "listed-building-outline"}),
        ("flood.zoneThree", {"flood-risk-zone"}),
        ("flood.zoneThree.b", {"flood-risk-zone"}),
        ("flood.storageArea", {"flood-storage-area"}),
        ("articleFour", {"article-4-direction-area"}),
        ("articleFour.caz", {"central-activities-zone"}),
        ("designated.conservationarea", {"conservation-area"}),
        ("designated.WHS.bufferZone", {"world-heritage-site-buffer-zone"}),
        ("designated.nationalPark.broads", {"national-park"}),
        ("brownfieldSite", {"brownfield-land", "brownfield-site"}),
        ("road.classified", set()),
        ("", set()),
    ],
)
def test_a_planx_key_finds_the_datasets_that_answer_for_it(catalogue, key, slugs):
    assert {dataset.slug for dataset in catalogue.by_planx_key(key)} == slugs


def test_the_key_of_a_group_stands_for_its_members(catalogue):
    assert "conservation-area" in {dataset.slug for dataset in catalogue.by_planx_key("designated")}
    assert {dataset.slug for dataset in catalogue.by_planx_key("nature")} >= {"ramsar", "ancient-woodland"}


def test_the_catalogue_holds_every_geography_of_the_platform_in_the_platform_s_colours(catalogue):
    register = shared_path("reference/planning-data/dataset.csv")
    table = shared_path("reference/planning-data/dataset-table.md")
    slugs = {line.split("|")[1].strip() for line in table.read_text(encoding="utf-8").splitlines() if line.startswith("|")}
    with register.open(encoding="utf-8", newline="") as file:
        paint = {row["dataset"]: json.loads(row["paint-options"] or "{}").get("colour", "").upper() for row in csv.DictReader(file)}

    assert {dataset.slug for dataset in catalogue.datasets} == slugs
    for dataset in catalogue.datasets:
        assert (dataset.colour_source == "platform") == bool(paint[dataset.slug]), dataset.slug
        assert paint[dataset.slug] in ("", dataset.colour), dataset.slug


def test_the_catalogue_file_is_where_the_plugin_looks():
    assert resources_path("catalogue", "datasets.json").is_file()


def test_a_local_layer_of_a_national_kind_is_what_that_kind_is_by_law_and_stands_behind_it(catalogue: Catalogue) -> None:
    slug = "conservation-area--survey"
    accuracy = Accuracy("none", 0.0, "")
    snapshot = Snapshot("x", slug, "own.gpkg", "2026-11-01T09:00:00Z", 1, 0, 0, Coverage.UNKNOWN, accuracy, "", "OGL", "Saltmere")
    told = replace(snapshot, local=LocalWords("Survey of 2026", "Ask.", "#112233"))

    known = catalogue.with_local({slug: told})

    by_itself, named = catalogue.dataset(slug), known.dataset(slug)
    assert (by_itself.name, by_itself.article_2_3, by_itself.licence) == ("Conservation area, survey", True, "")
    assert (named.name, named.consequence, named.colour, named.attribution) == ("Survey of 2026", "Ask.", "#112233", "Saltmere")
    assert named.category == catalogue.dataset("conservation-area").category
    slugs = [each.slug for each in known.datasets]
    assert slugs.index(slug) == slugs.index("conservation-area") + 1
    assert known.categories == catalogue.categories
    assert catalogue.with_local({}) is catalogue


def test_a_layer_that_calls_itself_of_an_administrative_kind_is_a_layer_by_itself(catalogue: Catalogue) -> None:
    assert not catalogue.dataset("local-authority-district--ours").administrative

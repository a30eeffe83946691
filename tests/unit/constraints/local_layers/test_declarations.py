"""The declarations of local layers: kept in the store, read strictly, and never with a secret in them."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from plugin.constraints.catalogue import Catalogue
from plugin.constraints.local_layers.declarations import load_layers, named_layer, with_layer
from plugin.constraints.local_layers.layer_source import FileSource, QgisSource, refuse_secrets
from plugin.constraints.local_layers.local_layer import LocalLayer, checked
from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.domain.errors import RedlineError

from .declaring import areas, layer, used


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one layer that nobody has declared."""
    folder = tmp_path_factory.mktemp("small")
    used(folder / "store", layer(areas(folder / "areas.geojson")))
    return folder / "store"


@pytest.fixture
def store(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "store"))


def written(store: Path, *layers: object) -> Path:
    (store / "layers.json").write_text(json.dumps({"layers": layers}), encoding="utf-8")
    return store


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"source": {"file": "a.gpkg"}}, "name is missing"),
        (
            {"name": "A", "source": {"file": "a.gpkg"}, "colur": "#112233"},
            "'colur' is not a name that Redline knows. Did you mean 'colour'?",
        ),
        ({"name": "A", "source": {}}, "must have either file, or provider and address"),
        ({"name": "A", "source": {"file": "a", "provider": "ogr", "address": "a"}}, "must have either file, or provider and address"),
        ({"name": "A", "source": {"file": "a"}, "date": "30/09/2026"}, "must be a day like 2026-11-22"),
        ({"name": "A", "source": {"file": "a"}, "colour": "red"}, "must be written like #1A2B3C"),
        ({"name": "A", "source": {"file": "a"}, "dataset": "consrvation-area"}, "there is no dataset “consrvation-area” that constrains"),
        ({"name": "A", "source": {"file": "a"}, "dataset": "ward"}, "there is no dataset “ward” that constrains"),
        ({"name": "Tree", "source": {"file": "a"}}, "“Tree” is what a national dataset is called"),
        ({"name": "!", "source": {"file": "a"}}, "needs a name that officers can read"),
        ({"name": "A", "source": {"file": "a"}, "mapping": {"columns": {"refrence": "NO"}}}, "Did you mean 'reference'?"),
        ({"name": "A", "source": {"provider": "WFS", "address": "url='https://a.example' password='x'"}}, "holds a password or a key"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_said_with_its_place(store: Path, told: object, sentence: str) -> None:
    with pytest.raises(RedlineError) as refused:
        load_layers(written(store, told))

    assert sentence in str(refused.value)


def test_two_layers_of_one_name_are_refused(store: Path) -> None:
    with pytest.raises(RedlineError) as refused:
        load_layers(written(store, {"name": "A b", "source": {"file": "a"}}, {"name": "a-B", "source": {"file": "b"}}))

    assert "“a-B” and “A b”" in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "dbname='gis' host=db user='reader' password='swordfish' table=\"planning\".\"tpo\" (geom)",
        "https://gis.example/wfs?service=WFS&api_key=8e1f2a",
        "url='https://reader:swordfish@gis.example/wfs' typename='tpo'",
        "postgresql://reader:swordfish@db/gis",
    ],
)
def test_an_address_with_a_password_or_a_key_is_never_kept(address: str) -> None:
    with pytest.raises(RedlineError) as refused:
        refuse_secrets(address, "Trees")

    assert "swordfish" not in str(refused.value)
    assert "Authentication" in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "dbname='gis' host=db port=5432 authcfg=k29xw1a table=\"planning\".\"tpo\" (geom) key='id'",
        "service='council' sslmode=require key='gid' estimatedmetadata=true srid=27700 table=\"a\".\"b\" (g)",
        "https://gis.example/arcgis/rest/services/Trees/FeatureServer/0",
        "pagingEnabled='true' typename='tpo:monkey=1' url='https://gis.example/wfs' version='auto'",
        "/data/keys/token.gpkg|layername=tpo",
    ],
)
def test_an_address_without_one_is_kept(address: str) -> None:
    refuse_secrets(address, "Trees")


def test_what_was_declared_is_read_again_as_it_was(store: Path, tmp_path: Path) -> None:
    declared = (
        LocalLayer(
            "Survey of 2026",
            FileSource(tmp_path / "survey.gpkg", "areas"),
            "conservation-area",
            ColumnMapping({"reference": "NO", "quality": ""}, {"quality": {"A": "authoritative"}}, {"notes": "by the survey"}),
            "full",
            date(2026, 9, 30),
            "Open Government Licence v3.0",
            "Saltmere Council",
            "Ask the conservation officer.",
            "#123ABC",
        ),
        LocalLayer("Trees", QgisSource("postgres", "service='council' table=\"tpo\"", "tpo"), coverage=str(tmp_path / "area.json")),
    )

    used(store, declared=declared)

    assert load_layers(store) == declared
    assert load_layers(tmp_path / "elsewhere") == ()


def test_a_layer_of_a_national_kind_has_a_place_beside_it() -> None:
    beside = layer(Path("a"), "Survey of 2026", dataset="conservation-area")

    assert checked(beside, Catalogue.load()).slug == "conservation-area--survey-of-2026"
    assert layer(Path("a"), "Character areas").slug == "character-areas"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bäume", "baume"),
        ("Zwei Größen", "zwei-grossen"),
        ("Café\u2019s STRAẞE", "cafes-strasse"),
        ("Ørsted, Ægir, Œuvre", "orsted-aegir-oeuvre"),
        ("Ba\u0308ume", "baume"),
        ("ﬁfth Łódź", "fifth-lodz"),
    ],
)
def test_letters_with_marks_stay_in_a_slug_without_them(name: str, slug: str) -> None:
    assert layer(Path("a"), name).slug == slug


def test_the_same_name_declares_anew_and_another_stands_behind() -> None:
    one, other = layer(Path("a"), "One"), layer(Path("b"), "Other")
    anew = layer(Path("c"), "One")
    renamed = layer(Path("a"), "Another")

    assert with_layer([one, other], anew) == (anew, other)
    assert with_layer([one], other) == (one, other)
    assert with_layer([one, other], renamed, instead_of="One") == (renamed, other)
    with pytest.raises(RedlineError):
        with_layer([one, other], other, instead_of="One")


def test_a_layer_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(RedlineError) as refused:
        named_layer([layer(Path("a"), "One")], "Two")

    assert str(refused.value) == "The store has no local layer “Two”. It has “One”."
    assert named_layer([layer(Path("a"), "One more")], "one-more").name == "One more"

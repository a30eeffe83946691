"""Finding the place that somebody names: addresses, applications, names of records; one, a choice, or a sentence why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
import shapely

from plugin.boundary.place.place_words import PlaceWords
from plugin.boundary.transformer import Transformer
from plugin.casefile.place_search import PlaceRegisters
from plugin.domain.application import Address
from plugin.domain.finding import Entity
from plugin.domain.place import FoundPlace, PlaceRefused

from .examples import SOURCE, no_site, pulled, site

TRANSFORMER = Transformer()
BOOK = {
    "100001": "1 High Street, Example Town, SE1 2AA",
    "100002": "2 High Street, Example Town, SE1 2AA",
    "100003": "Flat 1, 2 High Street, Example Town, SE1 2AA",
    "100004": "The Old Rectory, Church Lane",
}


def addresses(words: PlaceWords) -> Iterable[FoundPlace]:
    return [FoundPlace("council's addresses", text, 530_000 + int(uprn) % 10, 180_000, f"UPRN {uprn}") for uprn, text in BOOK.items()]


class Names:
    """A store of three records."""

    def __init__(self) -> None:
        self.shapes = {1: shapely.box(0, 0, 20, 20), 2: shapely.box(0, 0, 900, 900), 3: shapely.Polygon()}
        self.asked: list[str] = []

    def named(self, word: str, most: int) -> list[Entity]:
        self.asked.append(word)
        names = {1: "Church of St Mary", 2: "Church Lane", 3: "Church of no place"}
        slugs = {1: "listed-building-outline", 2: "conservation-area", 3: "tree"}
        return [Entity(key, slugs[key], key, "", name, str(key)) for key, name in names.items() if word in name.lower()]

    def geometry(self, entity: Entity) -> shapely.Geometry:
        return self.shapes[entity.key]


def registers(**there: object) -> PlaceRegisters:
    return PlaceRegisters(TRANSFORMER, **there)  # type: ignore[arg-type]  # each test says what is there


def refused(text: str, **there: object) -> str:
    with pytest.raises(PlaceRefused) as told:
        registers(**there).search(text)
    return str(told.value)


def test_without_any_register_the_sentence_says_what_was_not_searched_and_what_always_works():
    said = refused("12 High Street")

    assert "Nothing called “12 High Street” was found." in said
    assert "There is no layer of addresses to search" in said
    assert "easting and northing" in said


def test_what_is_found_nowhere_names_the_registers_that_were_searched():
    said = refused("99 Nowhere Street", addresses=addresses, store=Names())

    assert "in the council's addresses or the names in the constraint data" in said
    assert "no layer of addresses" not in said


def test_a_uprn_that_no_address_has_is_said_to_be_none_and_six_figures_may_be_half_a_coordinate():
    assert "No address has the UPRN 100023336956" in refused("100023336956", addresses=addresses)
    assert "type the northing too" in refused("530000", addresses=addresses)


@pytest.mark.parametrize("text", ["x", "-", "☃", "1"])
def test_too_little_is_no_place(text):
    assert refused(text, addresses=addresses, store=Names())


def test_coordinates_are_looked_up_nowhere():
    names = Names()

    assert registers(store=names).search("530000 180000").place is not None
    assert names.asked == []


def test_a_grid_reference_that_is_wrong_is_refused_and_not_looked_up():
    assert "3 figures for the easting" in refused("TQ 300 80", addresses=addresses)


def test_one_address_is_the_place():
    found = registers(addresses=addresses).search("1 high st")

    assert found.place is not None
    assert (found.place.words, found.place.how) == (BOOK["100001"], "Found in the council's addresses (UPRN 100001).")
    assert found.others == ()


def test_a_uprn_is_the_place_however_many_zeros_stand_before_it():
    found = registers(addresses=addresses).search("0100003")

    assert found.place is not None
    assert found.place.words == BOOK["100003"]


def test_several_addresses_are_a_choice_the_likeliest_first():
    found = registers(addresses=addresses).search("2 high")

    assert found.place is None
    assert [each.words for each in found.others] == [BOOK["100002"], BOOK["100003"]]
    assert found.said == "2 places fit these words: choose one, or type more."


def test_an_address_that_is_called_just_so_is_the_place_and_the_flats_of_the_house_are_offered_beside_it():
    found = registers(addresses=addresses).search("2 High St")

    assert found.place is not None
    assert found.place.words == BOOK["100002"]
    assert [each.words for each in found.others] == [BOOK["100003"]]


def test_a_record_whose_number_belongs_to_another_word_is_not_offered_beside_an_address():
    names = Names()
    names.named = lambda word, most: [Entity(1, "brownfield-land", 1, "", "9 High Street 1", "1")]

    assert registers(addresses=addresses, store=names).search("1 High Street").others == ()


def test_an_address_that_a_layer_holds_twice_is_one():
    found = registers(addresses=lambda words: [*addresses(words), *addresses(words)]).search("1 high street")

    assert found.place is not None


def test_more_than_can_be_chosen_from_are_counted():
    found = registers(addresses=lambda _: [FoundPlace("a", f"{n} High Street", 0, 0) for n in range(100)]).search("high street")

    assert (len(found.others), found.more) == (30, 70)
    assert found.others[0].words == "0 High Street"


def test_a_record_of_the_constraint_data_is_found_by_its_name_as_land_where_it_is_small_enough():
    found = registers(store=Names()).search("church")

    assert [(each.words, each.plot is not None, each.detail) for each in found.others] == [
        ("Church Lane", False, "conservation area"),
        ("Church of St Mary", True, "listed building outline"),
    ]
    church = registers(store=Names()).search("St Marys Church").place
    assert church is not None
    assert church.how == "The listed building outline of this name."


def test_an_application_is_its_red_line_and_leaves_an_address_certain(case_file):
    here = Address(text="1 High Street, Example Town")
    case_file.take_in([pulled(1, address=here), pulled(2, site=no_site(), address=here)], source=SOURCE)
    with case_file.reader() as cases:
        by_reference = registers(cases=cases).search("26/00001/HAPP")
        by_full_reference = registers(cases=cases).search("SWK-26-00001-HAPP")
        by_address = registers(cases=cases, addresses=addresses).search("1 High Street")

    assert by_reference.place is not None
    assert by_full_reference.place == by_reference.place
    assert by_reference.place.plot.equals(site().boundary.geometry)
    assert by_reference.place.how == "The red line in force of this application."
    assert by_address.place is not None
    assert by_address.place.plot is None
    assert [each.words for each in by_address.others] == ["26-00001-HAPP, 1 High Street, Example Town"]


def test_what_an_application_is_for_is_no_place(case_file):
    case_file.take_in([pulled(1)], source=SOURCE)
    with case_file.reader() as cases:
        assert "Nothing called" in refused("extension", cases=cases)


def test_a_red_line_that_was_withdrawn_by_the_applicant_is_still_found(case_file):
    case_file.take_in([replace(pulled(1), status="withdrawn")], source=SOURCE)
    with case_file.reader() as cases:
        assert registers(cases=cases).search("26-00001-HAPP").place is not None

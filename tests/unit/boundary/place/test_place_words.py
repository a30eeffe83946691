"""What people type for an address, laid beside how registers write it."""

from __future__ import annotations

import pytest

from plugin.boundary.place.place_words import PlaceWords


@pytest.mark.parametrize(
    ("typed", "register"),
    [
        ("12 High Street", "12 HIGH ST, EXAMPLE TOWN, SE1 2AA"),
        ("12 high st", "12, High Street, Example Town"),
        ("high street 12", "12 High Street"),
        ("st mary's", "Church of Saint Mary, Example Town"),
        ("St Marys Road", "4 St. Mary\u2019s Rd"),
        ("se1 2aa", "12 High Street, SE1 2AA"),
        ("SE12AA", "12 High Street, SE1 2AA"),
        ("SE1 2AA", "12 High Street, SE12AA"),
        ("se1", "12 High Street, SE1 2AA"),
        ("12 hig", "12 High Street"),
        ("Café Road", "1 Cafe Rd"),
        ("flat 2 12 high street", "Flat 2, 12 High Street"),
        ("12a high street", "12A High Street"),
        ("rose and crown", "Rose & Crown"),
        ("12 12 high street", "Flat 12, 12 High Street"),
    ],
)
def test_what_people_say_fits_what_registers_write(typed, register):
    assert PlaceWords.of(typed).rank(register) is not None


@pytest.mark.parametrize(
    ("typed", "register"),
    [
        ("12 High Street", "112 High Street"),
        ("1 High Street", "12 High Street"),
        ("12 High Street", "12A High Street"),
        ("12 High Street", "12 Low Street"),
        ("12 12 High Street", "12 High Street"),
        ("se2", "12 High Street, SE21 2AA"),
        ("st", "Station Yard"),
    ],
)
def test_what_is_another_place_does_not(typed, register):
    assert PlaceWords.of(typed).rank(register) is None


def test_the_best_come_first_and_numbers_in_the_order_in_which_people_count():
    flats = ["Flat 1, 12 High Street, Town", "Flat 10, 12 High Street", "Flat 2, 12 High Street"]
    register = [*flats, "12 High Street, Town", "12 High Street", "Flat 12, 1 High Street"]

    assert PlaceWords.of("12 High Street").best((each, each) for each in register) == [
        "12 High Street",
        "12 High Street, Town",
        "Flat 2, 12 High Street",
        "Flat 10, 12 High Street",
        "Flat 1, 12 High Street, Town",
    ]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("12 High Street", "high"),
        ("se1 2aa", "2aa"),
        ("SE12AA", "2aa"),
        ("St Mary's", "mary"),
        ("12 Road Street", ""),
        ("Königsweg", ""),
    ],
)
def test_registers_are_narrowed_down_by_a_word_that_none_of_them_shortens(typed, word):
    assert PlaceWords.of(typed).filter == word


def test_figures_alone_are_a_uprn_without_the_zeros_before_it():
    assert PlaceWords.of(" 0000100023336956 ").number == ""
    assert PlaceWords.of("000100023336").number == "100023336"
    assert PlaceWords.of("12 High Street").number == ""

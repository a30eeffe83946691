"""The standard texts: those of Redline can be used as they are, an authority's own take their place, and a broken table says where."""

from __future__ import annotations

import pytest

from plugin.domain.casework.informative import Informative
from plugin.domain.errors import RedlineError
from plugin.rules.standard_texts import (
    CONDITIONS,
    parted,
    policy_areas,
    standard_conditions,
    standard_heads_of_terms,
    standard_informatives,
    table_path,
)


def own(folder, name, text, **how):
    (folder / f"{name}.csv").write_text(text, **{"encoding": "utf-8", **how})
    return folder


def test_no_standard_text_lacks_anything():
    every = (*standard_conditions(), *standard_informatives(), *standard_heads_of_terms())

    assert [each.lacking for each in every if each.lacking] == []


def test_the_three_conditions_that_back_offices_begin_with_are_there():
    titles = [each.title for each in standard_conditions()]

    assert titles[:3] == ["Time limit", "Approved plans", "Matching materials"]
    assert any(each.pre_commencement for each in standard_conditions())


def test_an_area_of_policy_has_its_guidance():
    heritage = next(each for each in policy_areas() if each.name == "Heritage")

    assert heritage.guidance[0] == "National Planning Policy Framework"


def test_an_authoritys_own_table_takes_the_place_and_the_others_stand(tmp_path):
    own(tmp_path, "standard_informatives", "title,text\nOurs,Ask us.\n,\n", encoding="utf-8-sig")

    assert standard_informatives(tmp_path) == (Informative("Ours", "Ask us."),)
    assert standard_conditions(tmp_path) == standard_conditions()
    assert table_path(CONDITIONS, tmp_path) == table_path(CONDITIONS, None)


@pytest.mark.parametrize(
    ("text", "how", "says"),
    [
        ("title\nOurs\n", {}, "has no column text"),
        ("title,text\n,Ask us.\n", {}, "Line 2 of .* has no title"),
        ("title,text\nMaïs,é\n", {"encoding": "cp1252"}, "save it as CSV in UTF-8"),
    ],
)
def test_a_table_that_cant_be_used_says_where_and_what_to_do(tmp_path, text, how, says):
    with pytest.raises(RedlineError, match=says):
        standard_informatives(own(tmp_path, "standard_informatives", text, **how))


def test_several_in_one_cell_stand_apart():
    assert parted("P14; P15 ;\nP16") == ("P14", "P15", "P16")

"""How an authority's profile is read, and how its slips are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.domain.dataset import Coverage
from plugin.domain.errors import RedlineError, UnreadableFile
from plugin.domain.instruction import Instruction
from plugin.domain.settings import ScreeningSettings
from plugin.resources_path import resources_path


def written(folder: Path, content: object) -> Path:
    path = folder / "profile.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"autority": {}}, "profile.json: 'autority' is not a name that Redline knows. Did you mean 'authority'"),
        ({"settings": {"tolerence": 1}}, "profile.json, settings: 'tolerence' .* Did you mean 'tolerance'"),
        ({"settings": {"tolerance": -1}}, "must lie between 0 and 25 m"),
        ({"settings": {"tolerance": 26}}, "tolerance is 26 m, but must lie between 0 and 25 m"),
        ({"settings": {"near": "50"}}, 'near must be a number, not "50"'),
        ({"settings": {"near": True}}, "near must be a number"),
        ('{"settings": {"near": NaN}}', "near is nan m, but must lie"),
        ({"datasets": {"tree": "ful"}}, "tree is 'ful', but must be one of full, partial, none, unknown. Did you mean 'full'"),
        ({"datasets": ["tree"]}, "datasets must be an object in curly brackets"),
        ({"base_map": {"kind": "wms"}}, "kind is 'wms', but must be one of project, xyz, wmts, file. Did you mean 'wmts'"),
        ({"base_map": {"kind": "xyz"}}, "a base map of kind xyz needs a source"),
        ({"base_map": {"kind": "xyz", "source": "https://tiles.example/{z}/{x}"}}, "must contain {z}, {x} and {y}"),
        ({"base_map": {"kind": "file", "source": "town.gpkg"}}, "town.gpkg is not there"),
        ({"sample": "yes"}, "sample must be true or false"),
        ({"grid_folders": "proj"}, "grid_folders must be a list of texts"),
        ({"instructions": [{"body": "railway"}]}, "profile.json, instructions 1: reason is missing"),
        ({"instructions": [{"body": "railway-manager", "reason": "x"}]}, "Did you mean 'railway-infrastructure-manager'"),
        ({"instructions": [{"body": "natural-england", "application_type": "pp", "reason": " "}]}, "reason is empty"),
    ],
)
def test_a_slip_in_a_profile_is_told_in_a_sentence(tmp_path, content, message):
    with pytest.raises(RedlineError, match=message):
        Profile.load(written(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[]", "must hold one JSON object"),
        ("{", "is not valid JSON: .* line 1"),
        ('{"sample": true, "sample": false}', "has 'sample' twice"),
    ],
)
def test_a_file_that_is_no_profile_is_refused(tmp_path, content, message):
    with pytest.raises(UnreadableFile, match=message):
        Profile.load(written(tmp_path, content))


def test_a_profile_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnreadableFile, match=r"absent\.json could not be opened"):
        Profile.load(tmp_path / "absent.json")


def test_without_a_profile_nothing_is_expected_and_the_project_s_map_lies_underneath():
    profile = Profile.default()

    assert (profile.authority_name, dict(profile.datasets), profile.base_map.kind, profile.sample) == ("", {}, "project", False)
    assert profile.settings == ScreeningSettings()


def test_what_a_profile_leaves_out_is_as_without_one(tmp_path):
    assert Profile.load(written(tmp_path, {})) == Profile.default()


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = tmp_path / "profile.json"
    path.write_bytes(b"\xef\xbb\xbf{}")

    assert Profile.load(path) == Profile.default()


def test_a_profile_says_what_the_authority_is_expected_to_have(tmp_path):
    profile = Profile.load(written(tmp_path, {"datasets": {"tree": "partial", "green-belt": "none", "ramsar": None, "shop-front": "full"}}))

    assert profile.datasets == {"tree": Coverage.PARTIAL, "green-belt": Coverage.NONE, "ramsar": None, "shop-front": Coverage.FULL}


def test_distances_are_metres(tmp_path):
    assert Profile.load(written(tmp_path, {"settings": {"tolerance": 2.5}})).settings == ScreeningSettings(tolerance=2.5, near=50.0)


def test_paths_are_relative_to_the_profile(tmp_path):
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "town.gpkg").touch()
    profile = Profile.load(written(tmp_path, {"base_map": {"kind": "file", "source": "maps/town.gpkg"}, "grid_folders": ["proj"]}))

    assert Path(profile.base_map.source) == (tmp_path / "maps" / "town.gpkg").resolve()
    assert profile.grid_folders == (tmp_path.resolve() / "proj",)


def test_the_southwark_example_names_only_datasets_of_the_catalogue():
    profile = Profile.load(resources_path("catalogue", "profiles", "southwark.json"))
    known = {dataset.slug for dataset in Catalogue.load().datasets}

    assert (profile.authority_reference, profile.organisation, profile.base_map.kind) == ("E09000028", "SWK", "project")
    assert set(profile.datasets) <= known


def test_what_a_body_has_told_the_authority_is_on_file(tmp_path):
    told = {"body": "railway-infrastructure-manager", "application_type": "pp.full.householder", "reason": "letter of 2 May 2024"}
    profile = Profile.load(written(tmp_path, {"instructions": [told]}))

    assert profile.instructions == (Instruction("railway-infrastructure-manager", "pp.full.householder", "letter of 2 May 2024"),)

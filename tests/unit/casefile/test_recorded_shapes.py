"""Every red line that BOPS was seen to store goes into the case file and comes back as intake read it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from plugin.boundary.documents import read_document
from plugin.boundary.transformer import Transformer
from tests.shared import shared_path
from tests.unit.casefile.examples import SOURCE, pulled


def test_every_recorded_red_line_comes_back_as_it_was_read(case_file):
    shapes = json.loads(shared_path("vectors/bops/recorded/red-line-shapes.json").read_text(encoding="utf-8"))
    transformer = Transformer()
    readings = {}
    for name, exchange in shapes.items():
        entry = {"reference": "26-00001-HAPP", "status": "not_started", "boundary_geojson": exchange["site"], "site": {}}
        (readings[name],) = read_document("show", json.dumps(entry).encode(), transformer, on=date(2026, 11, 22))
    cases = [pulled(number, site=reading) for number, reading in enumerate(readings.values(), start=1)]

    report = case_file.take_in(cases, SOURCE)

    assert len(report.new) == len(shapes) > 20
    for uuid, (name, reading) in zip(report.uuids, readings.items()):
        back = case_file.case(uuid).boundary.reading
        assert replace(back, application=None) == replace(reading, application=None), name
        assert case_file.row(uuid).red_line_errors == sum(check.severity.value == "error" for check in reading.checks), name
    assert case_file.take_in(cases, SOURCE).unchanged == len(shapes)

"""Files that are spoilt at random, the same way in every run: a reader gives a result or one sentence."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.hostile.corpus import answers, feature
from tests.faults.hostile.readers import read
from tests.faults.ledger import Ledger
from tests.unit.backoffice_server.submissions import submission

_TIMES = 60
_GUIDED_TIMES = 1000
_CHECKOUT = Path(__file__).resolve().parents[3]
_POLYGON = "POLYGON ((533500 173900, 533530 173900, 533530 173940, 533500 173900))"
_WORDS = (b"null", b"NaN", b"1e999", b'"', b"{", b"}", b"[", b"]", b",", b"\x00", b"\xff", b"-", b"9" * 400, b"\\ud83d", b"Polygon", b"=1")


def _zipped(content: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("a.geojson"), content)
    return made.getvalue()


_DOCUMENTS = [json.dumps(feature(name="x")).encode(), json.dumps(submission()).encode()]
_PROFILE = {"authority": {"name": "x", "reference": "E09000028"}, "settings": {"tolerance_m": 1.0}, "grid_folders": ["."]}
_ANSWERS = [content for name, content in answers() if name in {"page of script", "case of nothing", "counts of a list"}]
_REFUSAL = b'{"error": {"code": 422, "detail": "No.", "fields": [{"name": "data.reason", "detail": "Why."}]}}'
#: By reader and ending, what is spoilt.
_SEEDS: dict[tuple[str, str], list[bytes]] = {
    ("boundaries", "json"): _DOCUMENTS,
    ("boundaries", "csv"): [f'reference,wkt\n1,"{_POLYGON}"\n'.encode()],
    ("boundaries", "zip"): [_zipped(_DOCUMENTS[0])],
    ("constraint_records", "geojson"): _DOCUMENTS[:1],
    ("constraint_records", "csv"): [f'reference,geometry\n1,"{_POLYGON}"\n'.encode()],
    ("profile", "json"): [json.dumps(_PROFILE).encode()],
    ("column_mapping", "json"): [b'{"reference": "APP_NO", "geometry": "WKT"}'],
    ("pages", "json"): _ANSWERS,
    ("opened_case", "json"): _ANSWERS,
    ("officer_answers", "json"): [
        b'{"error": {"code": 422, "detail": "No.", "fields": [{"name": "data.reason", "detail": "Why."}]}}',
        *_ANSWERS,
    ],
}


@st.composite
def spoilt(draw: st.DrawFn, seeds: Iterable[bytes]) -> bytes:
    """One of the seeds, cut, changed, doubled or with something in it that does not belong there."""
    data = draw(st.sampled_from(list(seeds)))
    for _ in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        put = draw(st.one_of(st.sampled_from(_WORDS), st.binary(max_size=8)))
        how = draw(st.sampled_from(("cut", "put", "instead", "double")))
        if how == "cut":
            data = data[:place] if draw(st.booleans()) else data[:place] + data[place + length :]
        elif how == "double":
            data = data[:place] + data[max(0, place - length) :]
        else:
            data = data[:place] + put + data[place + (length if how == "instead" else 0) :]
    return data


@pytest.mark.parametrize(("reader", "ending"), _SEEDS)
def test_a_file_that_is_spoilt_at_random_gives_a_result_or_a_sentence(reader: str, ending: str, tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / f"spoilt.{ending}"

    @settings(max_examples=_TIMES, suppress_health_check=list(HealthCheck))
    @given(spoilt(_SEEDS[reader, ending]))
    def spoil(data: bytes) -> None:
        path.write_bytes(data)
        ledger.note("spoilt at random", "read" if read(reader, path) == "read" else "one sentence")

    spoil()


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has no wheel for this Python or this processor")
@pytest.mark.parametrize(("reader", "ending"), [("boundaries", "json"), ("pages", "json")])
def test_input_that_is_made_to_reach_every_line_breaks_no_reader(reader: str, ending: str, tmp_path: Path, ledger: Ledger) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number, seed in enumerate(_SEEDS[reader, ending]):
        (seeds / str(number)).write_bytes(seed)
    limits = [f"-runs={_GUIDED_TIMES}", "-seed=1", "-max_len=16384", f"-artifact_prefix={tmp_path}/"]
    command = [sys.executable, "-m", "tests.faults.hostile.guided", reader, ending, *limits, str(seeds)]
    ran = subprocess.run(command, cwd=_CHECKOUT, capture_output=True, text=True, check=False, timeout=240)
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    ledger.note("led through every line", "a result or one sentence", times=_GUIDED_TIMES)

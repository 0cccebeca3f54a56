"""The XML of the census: which elements are rows of which table, and their keys.

Element names are matched without a namespace, in any order. Reviews are read whether
all dates stand in one `Reviews` element or each in its own; a `Reviews` element without
a date is a row with the date blank.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from clearsight.files.elements import Element
from clearsight.returns.cin.shape import TABLES

# For each table, the table that its rows are nested in, in an order in which a parent
# stands before its children; and the key that numbers its rows inside their parent.
PARENTS = {
    "ChildIdentifiers": "Child",
    "ChildCharacteristics": "Child",
    "Disabilities": "ChildCharacteristics",
    "CINdetails": "Child",
    "Assessments": "CINdetails",
    "AssessmentFactorsList": "Assessments",
    "CINplanDates": "CINdetails",
    "Section47": "CINdetails",
    "ChildProtectionPlans": "CINdetails",
    "Reviews": "ChildProtectionPlans",
    "PreProceedings": "CINdetails",
}
NUMBERED = {
    "CINdetails": "CINdetailsID",
    "Assessments": "AssessmentID",
    "ChildProtectionPlans": "CPPID",
}
ONE_FOR_EACH_CHILD = ("ChildIdentifiers", "ChildCharacteristics")
_FACTORS = "AssessmentFactors"


def _leaves(table: str) -> dict[str, str]:
    return {name: name for name in TABLES[table].fields}


def _rows(table: str, **more: object) -> Element:
    return Element(table=table, leaves=_leaves(table), **more)  # type: ignore[arg-type]


_ASSESSMENT = Element(
    table="Assessments",
    leaves={n: n for n in TABLES["Assessments"].fields if n != _FACTORS},
    children={
        "FactorsIdentifiedAtAssessment": Element(
            children={
                _FACTORS: Element(
                    table="AssessmentFactorsList", text="AssessmentFactor"
                )
            }
        )
    },
)
_PLAN = _rows(
    "ChildProtectionPlans",
    children={
        "Reviews": Element(
            children={"CPPreviewDate": Element(table="Reviews", text="CPPreviewDate")},
            blank_row="Reviews",
        )
    },
)
_EPISODE = _rows(
    "CINdetails",
    children={
        "Assessments": _ASSESSMENT,
        "CINPlanDates": _rows("CINplanDates"),
        "Section47": _rows("Section47"),
        "ChildProtectionPlans": _PLAN,
        "PreProceedingsandFGDM": _rows("PreProceedings"),
    },
)
_CHARACTERISTICS = _rows(
    "ChildCharacteristics",
    is_single=True,
    children={
        "Disabilities": Element(
            children={"Disability": Element(table="Disabilities", text="Disability")}
        )
    },
)
_CHILD = Element(
    table="Child",
    is_record=True,
    children={
        "ChildIdentifiers": _rows("ChildIdentifiers", is_single=True),
        "ChildCharacteristics": _CHARACTERISTICS,
        "CINdetails": _EPISODE,
    },
)
_GROUP = Element(leaves=_leaves("Header"))

# The outermost element is looked through, whatever it is called.
LAYOUT = Element(
    is_open=True,
    ignored=frozenset({"Content"}),
    children={
        "Header": _rows(
            "Header",
            is_single=True,
            children={"CollectionDetails": _GROUP, "Source": _GROUP},
            ignored=frozenset({"Content"}),
        ),
        "Children": Element(children={"Child": _CHILD}),
        "Child": _CHILD,
    },
)


def keyed(frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return the tables with `No`, `row`, their keys and their text columns.

    `frames` are those of `Collected.frames`. `ChildNo` is on all but Header.
    ChildIdentifiers and ChildCharacteristics have a row for each child; where the
    element is missing, `row` is the line of the child.
    """
    children = frames["Child"].select(
        "No", "row", (pl.col("No") + 1).cast(pl.Int64).alias("ChildNo")
    )
    keys = {"Child": children.select("ChildNo")}
    tables = {"Header": _header(frames["Header"])}
    for name, parent in PARENTS.items():
        frame = frames[name]
        own = keys[parent][frame.get_column("parent")]
        if name in NUMBERED:
            number = pl.int_range(1, pl.len() + 1).over("parent").alias(NUMBERED[name])
            own = own.hstack(frame.select(number))
        keys[name] = own
        tables[name] = pl.concat([frame.drop("parent"), own], how="horizontal")
    for name in ONE_FOR_EACH_CHILD:
        tables[name] = _for_each_child(children, tables[name])
    tables["Assessments"] = _with_factors(
        tables["Assessments"], tables["AssessmentFactorsList"]
    )
    ids = tables["ChildIdentifiers"].select(
        "ChildNo", pl.col("LAchildID").str.strip_chars().replace("", None)
    )
    return {
        name: frame
        if name in ("Header", "ChildIdentifiers")
        else frame.join(ids, on="ChildNo", how="left", maintain_order="left")
        for name, frame in tables.items()
    }


def _header(frame: pl.DataFrame) -> pl.DataFrame:
    if frame.height:
        return frame.drop("parent")
    return pl.DataFrame({"No": [0], "row": [1]}).cast({"No": pl.UInt32})


def _for_each_child(children: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    joined = children.join(
        frame.drop("No"), on="ChildNo", how="left", maintain_order="left", suffix="_own"
    )
    return joined.with_columns(pl.coalesce("row_own", "row").alias("row")).drop(
        "row_own"
    )


def _with_factors(assessments: pl.DataFrame, factors: pl.DataFrame) -> pl.DataFrame:
    key = ["ChildNo", "CINdetailsID", "AssessmentID"]
    code = pl.col("AssessmentFactor").str.strip_chars()
    listed = (
        factors.filter(code != "")
        .group_by(key, maintain_order=True)
        .agg(code.str.join(" ").alias(_FACTORS))
    )
    return assessments.join(listed, on=key, how="left", maintain_order="left")

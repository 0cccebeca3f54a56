"""From what councils write in a coded cell to the code it stands for.

Three things are kept of each cell: the text as it came, the code, and how the code was
found. In this order:

    code     the code itself stands in the cell (`q) 6: Police`, `N1.04`, `WBRI`)
    label    the cell is the code's label (`Health visitor`)
    alias    a pattern of ours matches the words (`aliases.toml`)
    group    only Ofsted's coarse group can be told (`Asian`): no code, the group's name
    letter   nothing but a letter, in the few sets where letters can be trusted
    blank    the cell says that nothing is recorded (`nan`, `-`, `Not recorded`)
    ""       not recognised

The prefix letter (`q)`) is otherwise never used: letters differ by list, by year and by
council.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import polars as pl

from clearsight.errors import DefinitionError
from clearsight.returns.annexa import places

GROUP_MARK = "="
PLACES = "la_place"

_MEANING = ("raw", "code", "how", "group")

# A cell that is a tick or a cross alone, also as the letters that Wingdings draws so.
_TICK, _CROSS = "^[✓✔√☑ÜÞ]$", "^[✗✘☒Û]$"
_NOT_MAPPED = r"^CODE '(.+)' IS NOT MAPPED$"
_PREFIX = r"^\s*[A-Z]{1,2}1?[.)]\s+|^\s*[A-Z]{1,2}1?\)"
_BLANK = (
    r"^(nan|n a|na|nil|null|none|pd na|blank|no data|not (yet )?recorded|unknown|"
    r"not populated|not known|z ?not ?recorded( z)?|data not captured( in| on)?.*|"
    r"multivalue|x{2,})$"
)


@dataclass(frozen=True)
class CodeSet:
    """One code set: what codes it has, and the patterns that find them.

    `labels` maps plain text to a code; `groups` a code to Ofsted's group; `rules` are
    pairs of a pattern and a code, or `=` and a group's name, tried in order.
    """

    name: str
    title: str
    titles: dict[str, str]
    groups: dict[str, str]
    labels: dict[str, str]
    finders: tuple[str, ...]
    letters: dict[str, str]
    drop: tuple[str, ...]
    rewrite: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]


@cache
def code_sets() -> dict[str, CodeSet]:
    """Return every code set by name, read from `codes.toml` and `aliases.toml`."""
    codes, aliases = _load("codes.toml"), _load("aliases.toml")
    if strange := sorted(set(aliases) - set(codes)):
        raise DefinitionError(
            f"aliases.toml names {strange[0]!r}, which is no code set."
        )
    sets = {
        name: _code_set(name, raw, aliases.get(name, {})) for name, raw in codes.items()
    }
    return {**sets, PLACES: _with_places(sets[PLACES])}


def _with_places(one: CodeSet) -> CodeSet:
    """Let a council stand as its own code, in one spelling."""
    names = set(places.names().values())
    return replace(
        one,
        titles={**one.titles, **{name: name for name in names}},
        labels={**one.labels, **places.names()},
        rewrite=places.rewrites(),
        rules=places.rules(),
    )


def _load(name: str) -> dict[str, Any]:
    path = resources.files(__package__).joinpath(name)
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _code_set(name: str, raw: dict[str, Any], more: dict[str, Any]) -> CodeSet:
    titles = {code: label for code, label, _ in raw["codes"]}
    rules = tuple((p, t) for p, t in more.get("rules", ()))
    for _, target in rules:
        if not target.startswith(GROUP_MARK) and target not in titles:
            raise DefinitionError(
                f"aliases.toml gives {target!r}, no code of {name!r}."
            )
    labels: dict[str, str] = {}
    for code, label in titles.items():
        labels.setdefault(_plain_text(label), code)
    return CodeSet(
        name=name,
        title=raw["title"],
        titles=titles,
        groups={code: group for code, _, group in raw["codes"]},
        labels=labels,
        finders=_finders(raw),
        letters=raw.get("letters", {}),
        drop=tuple(more.get("drop", ())),
        rewrite=tuple((p, t) for p, t in more.get("rewrite", ())),
        rules=rules,
    )


def _finders(raw: dict[str, Any]) -> tuple[str, ...]:
    """Return the patterns that find a code in text in capitals; group 1 is the code."""
    found = []
    if token := raw.get("token"):
        found.append(rf"(?:^|[^A-Z0-9]){token}(?:[^A-Z0-9]|$)")
    if start := raw.get("start"):
        found.append(rf"^[^A-Z0-9]*{start}(?:$|[^A-Z0-9.)])")
    if end := raw.get("end"):
        found.append(rf"(?:^|\s)[\[(]({end})[\])]\s*$")
    return tuple(found)


def _plain_text(text: str) -> str:
    """Return text as labels are compared: lower case, words only, one space between."""
    lowered = re.sub("[\u2019\u2018'`]", "", text.lower())
    return re.sub(r"[^a-z0-9]+", " ", re.sub("[&+]", " and ", lowered)).strip()


def resolve(series: pl.Series, code_set: str) -> pl.DataFrame:
    """Return `raw`, `code`, `how` and `group` (all String) for each cell, in order.

    The patterns run once over the distinct values, whatever the number of rows; columns
    of one set can be taken together with `meanings`. A null cell has null `code`,
    `group` and `how`. `group` is Ofsted's group, where it has any.
    """
    cells = series.cast(pl.String).alias("raw")
    return cells.to_frame().join(
        meanings(cells.unique(), code_set), on="raw", how="left", maintain_order="left"
    )


def meanings(texts: pl.Series, code_set: str) -> pl.DataFrame:
    """Return `raw`, `code`, `how` and `group` (all String) once for each of the texts.

    The texts are all different; null among them is left out. Their order is not kept.
    """
    one = code_sets()[code_set]
    known = pl.DataFrame({"raw": texts.drop_nulls()})
    if known.is_empty():
        return pl.DataFrame(schema=dict.fromkeys(_MEANING, pl.String))
    known = (
        known.lazy()
        .with_columns(_capitals(one))
        .with_columns(_plain(one))
        .with_columns(
            _by_code=_by_code(one),
            _by_label=pl.col("_plain").replace_strict(
                one.labels, default=None, return_dtype=pl.String
            ),
        )
        .with_columns(_is_left=pl.coalesce("_by_code", "_by_label").is_null())
        .collect()
    )
    is_left = known["_is_left"]
    if not is_left.any():
        return known.select("raw", *_told(one))
    told, left = known.filter(~is_left), known.filter(is_left)
    return (
        pl.concat([told.lazy(), _by_words(left.lazy(), one)], how="diagonal")
        .select("raw", *_outcome(one))
        .collect()
    )


def _by_words(known: pl.LazyFrame, one: CodeSet) -> pl.LazyFrame:
    """Try what costs most, the patterns, on what nothing else told."""
    return known.with_columns(
        _by_rule=_by_rule(one),
        _by_letter=_by_letter(one),
        _is_blank=pl.col("_plain").str.contains(_BLANK)
        | ~pl.col("_capitals").str.contains("[A-Z0-9]"),
    )


def _told(one: CodeSet) -> list[pl.Expr]:
    """Say what was told where words need not be asked."""
    has_code = pl.col("_by_code").is_not_null()
    code = pl.coalesce("_by_code", "_by_label")
    how = pl.when(has_code).then(pl.lit("code")).otherwise(pl.lit("label"))
    return [code.alias("code"), how.alias("how"), _group(one, code).alias("group")]


def _group(one: CodeSet, code: pl.Expr) -> pl.Expr:
    groups = {code: group for code, group in one.groups.items() if group}
    return code.replace_strict(groups, default=None, return_dtype=pl.String)


def _outcome(one: CodeSet) -> list[pl.Expr]:
    """Say which way came first, and what it gave."""
    is_group = pl.col("_by_rule").str.starts_with(GROUP_MARK).fill_null(value=False)
    by_alias = pl.when(~is_group).then(pl.col("_by_rule"))
    code = pl.coalesce(
        "_by_code",
        "_by_label",
        by_alias,
        pl.when(pl.col("_by_rule").is_null()).then(pl.col("_by_letter")),
    )
    how = (
        pl.when(pl.col("_by_code").is_not_null()).then(pl.lit("code"))
        .when(pl.col("_by_label").is_not_null()).then(pl.lit("label"))
        .when(is_group).then(pl.lit("group"))
        .when(pl.col("_by_rule").is_not_null()).then(pl.lit("alias"))
        .when(pl.col("_by_letter").is_not_null()).then(pl.lit("letter"))
        .when(pl.col("_is_blank")).then(pl.lit("blank"))
        .otherwise(pl.lit(""))
    )  # fmt: skip
    group = pl.coalesce(
        _group(one, code),
        pl.when(code.is_null() & is_group).then(pl.col("_by_rule").str.slice(1)),
    )
    return [code.alias("code"), how.alias("how"), group.alias("group")]


def _capitals(one: CodeSet) -> pl.Expr:
    text = (
        pl.col("raw").str.to_uppercase().str.replace_all("[\u2019\u2018`]", "'")
        .str.strip_chars().str.replace(_NOT_MAPPED, "$1")
        .str.replace(_TICK, "YES").str.replace(_CROSS, "NO")
    )  # fmt: skip
    for pattern in one.drop:
        text = text.str.replace_all(f"(?i){pattern}", " ")
    return text.alias("_capitals")


def _plain(one: CodeSet) -> pl.Expr:
    text = (
        pl.col("_capitals").str.replace(_PREFIX, "").str.to_lowercase()
        .str.replace_all("'", "").str.replace_all("[&+]", " and ")
        .str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    )  # fmt: skip
    for pattern, instead in one.rewrite:
        text = text.str.replace_all(pattern, instead)
    return text.str.strip_chars().alias("_plain")


def _by_code(one: CodeSet) -> pl.Expr:
    text = pl.col("_capitals")
    unlettered = text.str.replace(_PREFIX, "")
    found = [f.str.extract(p, 1) for p in one.finders for f in (text, unlettered)]
    return pl.coalesce(*found) if found else pl.lit(None, dtype=pl.String)


def _by_rule(one: CodeSet) -> pl.Expr:
    found = [
        pl.when(pl.col("_plain").str.contains(pattern)).then(pl.lit(target))
        for pattern, target in one.rules
    ]
    return pl.coalesce(*found) if found else pl.lit(None, dtype=pl.String)


def _by_letter(one: CodeSet) -> pl.Expr:
    if not one.letters:
        return pl.lit(None, dtype=pl.String)
    letter = pl.col("_capitals").str.extract(r"^([A-Z])(?:\)|$)", 1).str.to_lowercase()
    return letter.replace_strict(one.letters, default=None, return_dtype=pl.String)

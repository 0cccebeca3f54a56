"""Write all that is held on one child: each table as CSV, and a page to read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from clearsight.errors import SettingsError
from clearsight.shape import SUBMITTED

if TYPE_CHECKING:
    from clearsight.store.child import HeldOn

FOLDER_MODE, FILE_MODE = 0o700, 0o600
CLASSIFICATION = "OFFICIAL-SENSITIVE"
PAGE = "held-on-this-child.html"
TITLES = {
    "ssda903": "SSDA903 (children looked after)",
    "cin": "Children in need census",
    "annexa": "Ofsted Annex A",
    "oversight": "Oversight extract",
    "staff": "Staff and assignment extract",
    "ssd": "Standard Safeguarding Dataset",
    "cscapi": "Department's daily data API",
    "sen2": "SEN2 (education, health and care plans)",
}
# A spreadsheet takes a cell that begins so for a formula, unless it is a number.
FORMULA = r"^([=@+\-\t\r])"
NUMBER = r"^[+\-]?\d+(\.\d+)?$"
ORIGIN = ("shown_on", "first_shown_on", "last_shown_on", "extract", "row")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'"
TEMPLATE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<title>{{ marking }}: all that is held on one child</title>
<style>
body { font: 1rem/1.5 sans-serif; margin: 2rem; }
div { overflow-x: auto; }
table { border-collapse: collapse; margin: 0 0 2rem; }
caption { text-align: left; font-weight: bold; }
th, td { border: 1px solid #767676; padding: .2rem .5rem; text-align: left; }
</style>
</head>
<body>
<main>
<p><strong>{{ marking }}</strong></p>
<h1>All that is held on one child</h1>
<p>{{ held.council }}, the child whose identifier there is {{ held.child }}.
{{ held.rows }} rows, from {{ held.extracts | length }} extracts that are kept. Each
value is shown as it was submitted. First and last are the days of the first and the
last extract that show the row just so.</p>
<h2>Extracts</h2>
<ul>
{% for name, day, sha256 in held.extracts -%}
<li>{{ name }}, known on {{ day.strftime("%d/%m/%Y") }} ({{ sha256[:12] }})</li>
{% endfor -%}
</ul>
{% if held.unsearched -%}
<p>Not searched, because no council is named for them: {{ held.unsearched }}
extracts.</p>
{% endif -%}
<h2>Given before</h2>
{% if held.earlier -%}
<ul>
{% for one in held.earlier -%}
<li>{{ one.at.strftime("%d/%m/%Y") }}: to {{ one.to }}, by {{ one.by }}, because:
{{ one.because }} ({{ one.rows }} rows)</li>
{% endfor -%}
</ul>
{% else -%}
<p>To nobody, as far as this store knows.</p>
{% endif -%}
{% for title, headings, rows in tables -%}
<h2>{{ title }}</h2>
<div tabindex="0" role="region" aria-label="{{ title }}">
<table>
<caption>{{ title }}</caption>
<thead><tr>{% for h in headings %}<th scope="col">{{ h }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in rows -%}
<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor -%}
</tbody>
</table>
</div>
{% endfor -%}
</main>
</body>
</html>
"""


def write_child(held: HeldOn, out: Path, before_shown: Callable[[], None]) -> list[str]:
    """Write the files into a new folder, and return their names.

    `before_shown` is called once all is written and before any of it can be seen; if it
    raises, nothing is left. Raises `SettingsError` where the folder is there already or
    cannot be written to.
    """
    if out.exists():
        raise SettingsError(
            "The folder is there already; what is held on a child goes into a new one.",
            where=str(out),
            do="Name a new folder with --out.",
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        hidden = Path(tempfile.mkdtemp(dir=out.parent, prefix=".part-"))
    except OSError as problem:
        raise _unwritable(out, problem) from None
    try:
        names = _written(held, hidden)
        before_shown()
        hidden.rename(out)
    except OSError as problem:
        raise _unwritable(out, problem) from None
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
    return names


def _written(held: HeldOn, folder: Path) -> list[str]:
    contents = {
        f"{kind}-{table}.csv": _csv(frame)
        for (kind, table), frame in held.tables.items()
    }
    contents[PAGE] = page(held)
    for name, content in contents.items():
        path = folder / name
        path.touch(mode=FILE_MODE)
        path.write_text(content, encoding="utf-8", newline="")
    return sorted(contents)


def _csv(frame: pl.DataFrame) -> str:
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(
        pl.when(pl.col(c).str.contains(FORMULA) & ~pl.col(c).str.contains(NUMBER))
        .then(pl.concat_str(pl.lit("'"), pl.col(c)))
        .otherwise(pl.col(c))
        .alias(c)
        for c in texts
    ).write_csv(date_format="%d/%m/%Y")


def page(held: HeldOn) -> str:
    """Return the page: every row, each cell as submitted, without blank columns."""
    from jinja2 import Environment  # noqa: PLC0415, only where a page is wanted

    tables = [
        (f"{TITLES[kind]}: {table}", *_shown(frame))
        for (kind, table), frame in held.tables.items()
    ]
    return (
        Environment(autoescape=True)
        .from_string(TEMPLATE)
        .render(
            held=held,
            tables=tables,
            marking=CLASSIFICATION,
            policy=POLICY,
        )
    )


def _shown(frame: pl.DataFrame) -> tuple[list[str], list[tuple[str, ...]]]:
    said = [
        c
        for c in frame.columns
        if c.endswith(SUBMITTED) and frame.get_column(c).null_count() < frame.height
    ]
    texts = frame.select(
        pl.col(*ORIGIN[:3]).dt.to_string("%d/%m/%Y"),
        pl.col("extract"),
        pl.col("row").cast(pl.String),
        *said,
    ).fill_null("")
    headings = ["Extract of", "First", "Last", "File", "Row"]
    return [*headings, *(c.removesuffix(SUBMITTED) for c in said)], texts.rows()


def _unwritable(path: Path, problem: OSError) -> SettingsError:
    return SettingsError(
        f"It could not be written: {problem.strerror or type(problem).__name__}.",
        where=str(path),
        do="Choose a folder that you may write to with --out.",
    )

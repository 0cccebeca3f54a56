"""Every page of the site as text: one template each, complete, printable, no script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clearsight import __version__
from clearsight.accountability.things import Claim, Organisation, Statement
from clearsight.charts import posts as posts_chart
from clearsight.charts import promises as promises_chart
from clearsight.public import (
    page_accounts,
    page_councils,
    page_plan,
    page_posts,
    page_promises,
    page_scrutiny,
    page_sources,
)
from clearsight.public.site import Site, day_words

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
# The look of the house: the pages of the report have it too.
SHARED = HERE.parent / "report" / "style.css"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
MENU = (
    ("index.html", "This record"),
    ("posts.html", "Posts"),
    ("promises.html", "Promises"),
    ("scrutiny.html", "Inspections and orders"),
    ("plan.html", "Plan"),
    ("accounts.html", "Accounts side by side"),
    ("said.html", "Who said what"),
    ("claims.html", "Claims and replies"),
    ("sources.html", "Sources"),
    ("corrections.html", "Corrections"),
    ("councils.html", "Every council"),
    ("data.html", "Open data"),
)


def style() -> str:
    """Return the style sheet: that of the house, and what the site adds."""
    return SHARED.read_text("utf-8") + (HERE / "style.css").read_text("utf-8")


def pages(site: Site, data: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each page's name and text. `data`: the files of open data, with words."""
    made = _environment(site)

    def page(name: str, template: str, **given: Any) -> tuple[str, str]:
        return name, made.get_template(template).render(here=name, **given)

    posts = page_posts.posts(site)
    promises = page_promises.promises(site)
    plan = page_plan.plan_page(site)
    differing = page_accounts.differing(site)
    impossible = page_accounts.impossible(site)
    yield page(
        "index.html", "index.html", posts=posts, promises=promises, plan=plan,
        differing=differing, impossible=impossible,
        statements=len(site.record.things(Statement)),
        claims=len(site.record.things(Claim)),
    )  # fmt: skip
    yield page("posts.html", "posts.html", posts=posts,
               svg=_ours(posts_chart.picture([p.lane for p in posts], site.as_at)),
               key=_marks(posts_chart.key()),
               several=page_posts.holders_of_several(site))  # fmt: skip
    for post in posts:
        yield page(post.href, "post.html", post=post, key=_marks(posts_chart.key()))
    yield page("promises.html", "promises.html", promises=promises,
               svg=_ours(promises_chart.picture([p.drawn for p in promises],
                                                site.as_at)),
               key=_marks(promises_chart.key()))  # fmt: skip
    told = {p.id for p in promises}
    for promise in promises:
        yield page(promise.href, "promise.html", promise=promise,
                   key=_marks(promises_chart.key()))  # fmt: skip
    yield from _moved(site, told, page)
    yield page("scrutiny.html", "scrutiny.html",
               inspections=page_scrutiny.inspections(site),
               others=page_scrutiny.other_findings(site),
               instruments=page_scrutiny.instruments(site),
               events=page_scrutiny.events(site),
               both=page_scrutiny.commissioners(site),
               councils=page_councils.councils(site))  # fmt: skip
    yield page("plan.html", "plan.html", plan=plan,
               voices=page_sources.voices(site))  # fmt: skip
    yield page("accounts.html", "accounts.html", differing=differing,
               impossible=impossible, pairs=page_accounts.pairs(site),
               alone=page_accounts.alone(site))  # fmt: skip
    yield page("said.html", "said.html", speakers=page_accounts.speakers(site))
    yield page("claims.html", "claims.html", claims=tuple(site.claims.values()))
    sources = page_sources.sources(site)
    yield page("sources.html", "sources.html", sources=sources)
    for source in sources:
        yield page(source.href, "source.html", page=source)
    yield page("corrections.html", "corrections.html",
               corrections=page_sources.corrections(site))  # fmt: skip
    yield page("councils.html", "councils.html", every=page_councils.everyone(site))
    yield page("data.html", "data.html", files=data)


def _moved(site: Site, told: set[str], page: Any) -> Iterator[tuple[str, str]]:
    """Yield a page for each promise that is told as part of another, or not yet made.

    Whatever leads to it then still leads somewhere.
    """
    for name, href in site.places.items():
        if href.startswith("promise-") and name not in told:
            yield page(href, "elsewhere.html", title=site.name(name))


def title(site: Site) -> str:
    """Return whose record it is: the councils of it, or blank."""
    named = [o.name for o in site.record.things(Organisation) if o.kind == "council"]
    return " and ".join(named[:3])


def _environment(site: Site) -> Environment:
    # Imported here, since the command line starts without it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.filters.update({"day": day_words, "ours": _ours})
    made.globals.update(
        {
            "site": site, "menu": MENU, "policy": POLICY, "whose": title(site),
            "version": __version__,
        }
    )  # fmt: skip
    return made


def _marks(key: list[tuple[str, str]]) -> list[tuple[str, Any]]:
    return [(words, _ours(svg)) for words, svg in key]


def _ours(text: str) -> Any:
    """Mark text as markup: our own pictures, whose words were escaped when drawn."""
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(text)  # noqa: S704

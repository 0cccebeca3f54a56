"""HTML: the article without what stands around it. Nothing is run or fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as parsed_html

from clearsight.documents.assemble import assemble, tidy
from clearsight.documents.comments import without_comments
from clearsight.documents.document import Document, Part
from clearsight.errors import InputError
from clearsight.files.encoding import as_utf8

_NEVER = frozenset({
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form",
    "button", "select", "dialog", "iframe", "object", "svg", "canvas", "video",
    "audio", "figure", "figcaption", "picture", "input", "textarea", "label",
    "map", "head", "menu",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4",
    "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre",
    "table", "thead", "tbody", "tr", "body", "html", "address", "hgroup", "br",
    "hr", "details", "summary", "center",
})  # fmt: skip
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|share|sharing|social|related|recommend\w*|"
    r"newsletter|subscri\w+|promo\w*|"
    r"advert\w*|ads?|banner|breadcrumbs?|sidebar|menu|navbar|navigation|popup|modal|"
    r"most-?read|trending|tags?|"
    r"read-?more|more-?on|sign-?up|paywall|skip|toolbar|taboola|outbrain|widget|"
    r"pagination|byline-?links|"
    r"author-?bio|sponsored|masthead|site-?(?:header|footer)|global-?(?:header|footer)|"
    r"feedback|print-?hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?(?:list|section|area|thread|container|block)|"
    r"disqus(?:_thread)?|viafoura|coral|hyvor|"
    r"respond|replies|have-?your-?say|user-?comments|discussion)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINK_LINE = re.compile(
    r"^(?:read (?:more|next|also)|related|more (?:from|on)|click here|sign up|"
    r"subscribe|share (?:this|on)|follow us|advertisement|"
    r"see also|most read|recommended|get the latest|support us)\b.{0,160}$",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished",
    "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "pubdate", "publishdate", "publication_date", "parsely-pub-date",
    "sailthru.date", "govuk:first-published-at",
)  # fmt: skip
_PUBLISHER = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "publisher",
)


def read_html(content: bytes, name: str) -> Document:
    """Return the article of a page, with its title, publisher and day as it states."""
    utf8, _ = as_utf8(content)
    parser = parsed_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True,
        huge_tree=False,
    )  # fmt: skip
    try:
        page = parsed_html.document_fromstring(utf8, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise InputError(
            "The page could not be read.",
            where=name,
            do="Save the page again, or give its text alone.",
        ) from None
    meta = _meta(page)
    linked = _json_ld(page)
    heading = _first(page.iter("h1"))
    title = meta.get("og:title") or heading or _first(page.iter("title"))
    article = _article(page)
    parts = list(_parts(article))
    if heading and not any(tidy(t) == heading for t, _ in parts):
        parts.insert(0, (heading, "heading"))
    outside = 0 if article is page else _comments_outside(page, article)
    return assemble(
        without_comments(parts),
        "html",
        title=title,
        publisher=_one_of(meta, _PUBLISHER) or linked.get("publisher", ""),
        published=_day(_one_of(meta, _PUBLISHED) or linked.get("published", ""))
        or _day(_time(article) or _time(page)),
        comments=outside,
    )


def _meta(page: etree._Element) -> dict[str, str]:
    """Return what the page states of itself, by its name in small letters."""
    found: dict[str, str] = {}
    for tag in page.iter("meta"):
        named = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        found.setdefault(named.lower(), tidy(tag.get("content") or ""))
    return found


def _one_of(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[n] for n in names if meta.get(n)), "")


def _json_ld(page: etree._Element) -> dict[str, str]:
    """Return publisher and day as structured data beside the article state them."""
    for tag in page.iter("script"):
        if tag.get("type") != "application/ld+json":
            continue
        try:
            read = json.loads(tag.text or "")
        except (ValueError, RecursionError):
            continue
        for item in read if isinstance(read, list) else [read]:
            graph = item.get("@graph", [item]) if isinstance(item, dict) else []
            for thing in graph if isinstance(graph, list) else []:
                if isinstance(thing, dict) and "datePublished" in thing:
                    by = thing.get("publisher")
                    named = by.get("name", "") if isinstance(by, dict) else ""
                    return {
                        "published": str(thing["datePublished"]),
                        "publisher": str(named),
                    }
    return {}


def _time(root: etree._Element) -> str:
    return next(
        (t.get("datetime") or "" for t in root.iter("time") if t.get("datetime")), ""
    )


def _day(text: str) -> str:
    found = _DAY.search(text)
    return found[1] if found else ""


def _first(elements: Iterator[etree._Element]) -> str:
    texts = (tidy(_string(e)) for e in elements)
    return next((t for t in texts if t), "")


def _string(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _article(page: etree._Element) -> etree._Element:
    """Return the element that holds the article: the one with most of its words."""
    for choice in (
        "//*[@itemprop='articleBody']", "//article", "//main", "//*[@role='main']",
    ):  # fmt: skip
        found = [e for e in page.xpath(choice) if not _is_comments(e)]
        best = max(found, key=_words_in, default=None)
        if best is not None and _words_in(best) >= 0.3 * _words_in(page) > 0:
            return best
    return page


def _words_in(element: etree._Element) -> int:
    return sum(len(_string(p)) for p in element.iter("p", "li", "blockquote"))


def _marks(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_comments(element: etree._Element) -> bool:
    return element.tag not in ("html", "body", "main") and bool(
        _COMMENTS.search(_marks(element))
    )


def _is_noise(element: etree._Element) -> bool:
    """Say whether the element stands around the article and is no part of it."""
    if element.tag in ("html", "body", "main", "article"):
        return False
    if element.tag in _NEVER or element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    if "display:none" in style or element.get("aria-hidden") == "true":
        return True
    if element.get("role") in (
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "dialog",
    ):
        return True
    holds = (
        element.find(".//article") is not None or element.find(".//main") is not None
    )
    return bool(_NOISE.search(_marks(element))) and not holds


def _comments_outside(page: etree._Element, article: etree._Element) -> int:
    """Count the paragraphs of comments that stand outside the article."""
    inside = set(article.iter())
    return sum(
        sum(1 for p in e.iter("p", "li") if tidy(_string(p)))
        for e in page.iter("div", "section", "ol", "ul", "aside")
        if e not in inside and _is_comments(e) and not _is_comments_below(e)
    )


def _is_comments_below(element: etree._Element) -> bool:
    return any(_is_comments(e) for e in element.iterancestors())


def _parts(root: etree._Element) -> Iterator[tuple[str, Part]]:
    """Give the paragraphs of the article in order, each with what it is."""
    pieces: list[str] = []
    parts: list[Part] = ["body"]
    comments = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            dropped = element is not root and (
                not tag or (_is_noise(element) and not _is_comments(element))
            )
            if dropped:
                walk.skip_subtree()
                continue
            comments += _is_comments(element) and element is not root
            if tag in _BLOCKS:
                yield from _flush(pieces, "comment" if comments else parts[-1])
                parts.append(_part(tag, parts[-1]))
            if tag in ("td", "th") and element.getprevious() is not None:
                pieces.append(" | ")
            pieces.append("“" if tag == "q" else "")
            pieces.append(element.text or "")
        else:
            if _is_noise(element) and not _is_comments(element) and element is not root:
                pieces.append(element.tail or "")
                continue
            pieces.append("”" if tag == "q" else "")
            if tag in _BLOCKS:
                yield from _flush(pieces, "comment" if comments else parts[-1])
                parts.pop()
            comments -= _is_comments(element) and element is not root
            if element is not root:
                pieces.append(element.tail or "")
    yield from _flush(pieces, parts[-1])


def _part(tag: str, outer: Part) -> Part:
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "heading"
    if tag in ("li", "dd", "dt"):
        return "list"
    return "table" if tag == "tr" else outer


def _flush(pieces: list[str], part: Part) -> Iterator[tuple[str, Part]]:
    text = (
        tidy("".join(pieces)).rstrip("| ") if part == "table" else tidy("".join(pieces))
    )
    pieces.clear()
    if text and not _LINK_LINE.match(text):
        yield text, part

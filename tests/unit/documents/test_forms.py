"""HTML, PDF and DOCX, made here; and junk, which only ever is an InputError."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from clearsight.documents.document import Document
from clearsight.documents.read import read_document
from clearsight.errors import InputError

PAGE = """<!doctype html><html><head><title>Gone | Gazette</title>
<meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="2025-03-04T10:00:00Z">
<script>document.write("run")</script></head>
<body class="has-cookie-banner"><div id="cookie-banner"><p>We use cookies</p></div>
<nav><ul><li>Home</li></ul></nav><main><article><h1>Director gone</h1>
<p>The director has <b>gone</b>.<br>She left today.</p>
<div class="share-tools"><p>Share this</p></div>
<p>Ann said: <q>I am sorry.</q></p>
<table><tr><th>Help</th><td>Inadequate</td></tr></table>
<ul><li>one</li></ul><div class="related"><p>Other story</p></div></article>
<section id="comments"><h2>Comments</h2><p>Shame!</p><p>I agree</p></section></main>
<footer><p>Copyright</p></footer></body></html>"""


def made_pdf(pages: list[list[str]], leading: int = 14, gap: int = 26) -> bytes:
    """Write a PDF by hand: lines of text at their places; "" is a gap."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for lines in pages:
        y, drawn = 780, []
        for line in lines:
            if line:
                drawn.append(f"BT /F1 11 Tf 60 {y} Td ({line}) Tj ET")
            y -= leading if line else gap - leading
        stream = "\n".join(drawn)
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            f"<< /Font << /F1 3 0 R >> >> /Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{p:010d} 00000 n \n" for p in places)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
            f"startxref\n{len(out)}\n%%EOF"
        ).encode()
    )


PRINTED = made_pdf(
    [
        ["Wexbury Council", "", "The director told the board that the number of",
         "children waiting for an assessment had fallen by a", "third.", "",
         "A second paragraph is short.", "", "Page 1 of 2"],
        ["Wexbury Council", "", "The last page has a line that is long enough and",
         "goes on to another.", "", "Page 2 of 2"],
    ]
)  # fmt: skip

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def made_docx(body: str, *, prolog: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
    return packed.getvalue()


def word(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def told(document: Document) -> list[tuple[str, str]]:
    return [(p.text, p.part) for p in document.paragraphs]


def test_html_gives_the_article_and_nothing_around_it():
    document = read_document(PAGE.encode(), "saved.txt")
    assert told(document) == [
        ("Director gone", "heading"),
        ("The director has gone.", "body"),
        ("She left today.", "body"),
        ("Ann said: “I am sorry.”", "body"),
        ("Help | Inadequate", "table"),
        ("one", "list"),
    ]
    assert document.publisher == "The Gazette"
    assert (document.published, document.form) == ("2025-03-04", "html")
    assert document.title == "Director gone"
    assert document.comments == 2


def test_html_takes_no_entity_and_no_document_type_for_text():
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        "<html><body><p>Before &x; after and more words.</p></body></html>"
    )
    document = read_document(page.encode(), "x")
    assert "after and more words." in document.text
    assert "ENTITY" not in document.text


def test_pdf_lines_become_paragraphs_without_what_each_page_repeats():
    document = read_document(PRINTED, "minutes")
    assert told(document) == [
        ("Wexbury Council", "body"),
        (("The director told the board that the number of children waiting for an "
         "assessment had fallen by a third."), "body"),
        ("A second paragraph is short.", "body"),
        ("The last page has a line that is long enough and goes on to another.",
         "body"),
    ]  # fmt: skip
    assert document.form == "pdf"


def test_a_locked_pdf_says_what_to_do():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PRINTED)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="password"):
        read_document(out.getvalue(), "locked.pdf")


def test_a_pdf_of_pictures_says_what_to_do():
    with pytest.raises(InputError, match="OCR"):
        read_document(made_pdf([[]]), "scan.pdf")


def test_docx_gives_headings_lists_tables_and_tracked_changes():
    body = (
        word("Minutes", "Heading1")
        + word("A point", "ListBullet")
        + "<w:tbl><w:tr>"
        + f"<w:tc>{word('Ann Lee')}</w:tc><w:tc>{word('Chair')}</w:tc>"
        + "</w:tr></w:tbl>"
        + "<w:p><w:r><w:t>It was </w:t></w:r>"
        + "<w:ins><w:r><w:t>late</w:t></w:r></w:ins>"
        + "<w:del><w:r><w:delText>soon</w:delText></w:r></w:del></w:p>"
    )
    document = read_document(made_docx(body), "x")
    assert told(document) == [
        ("Minutes", "heading"),
        ("A point", "list"),
        ("Ann Lee | Chair", "table"),
        ("It was late", "body"),
    ]


def test_a_docx_that_would_unpack_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("clearsight.documents.docx.MOST_UNPACKED", 10_000)
    with pytest.raises(InputError, match="unpack"):
        read_document(made_docx(word("a" * 20_000)), "bomb.docx")


def test_a_docx_with_a_document_type_is_refused():
    prolog = '<!DOCTYPE w [<!ENTITY a "aaaa">]>'
    with pytest.raises(InputError, match="document type"):
        read_document(made_docx(word("&a;"), prolog=prolog), "x.docx")


@pytest.mark.parametrize(
    "content",
    [
        b"", b" \n", b"PK\x03\x04junk", b"%PDF-1.4 junk", b"{\\rtf1 words}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", b"<html></html>", b"\x89PNG\r\n",
        made_docx("<w:p>")[:200],
    ],
)  # fmt: skip
def test_what_is_no_document_says_so_in_three_parts(content):
    with pytest.raises(InputError) as raised:
        read_document(content, "thing.bin")
    assert raised.value.what
    assert raised.value.where == "thing.bin"
    assert raised.value.do


SEEDS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html><p>", PRINTED, PAGE.encode()]


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from([*SEEDS, made_docx(word("Some words"))]),
    st.binary(max_size=40),
    st.integers(0, 2_000),
)
def test_junk_is_a_document_or_an_input_error(seed, junk, at):
    content = seed[:at] + junk + seed[at + len(junk) :]
    try:
        document = read_document(content, "junk")
    except InputError:
        return
    assert document.paragraphs
    assert all(document.text[p.start : p.end] == p.text for p in document.paragraphs)

"""The desk keeps what was read, and what is no part of it is not kept at all."""

from __future__ import annotations

from clearsight.accountability.desk import Desk
from clearsight.documents.read import read_document
from logged import NOON, log_with

PAGE = """<html><body><article><h1>Director leaves</h1>
<p>Exampleshire Council's director of children's services, Jo Bloggs, has resigned.</p>
<h2>What next</h2>
<ul><li>Action: publish the plan by 30 April 2026</li></ul>
<p>"We will publish our plan by 30 April 2026," said chief executive Chris Carter.</p>
</article>
<section class="comments" id="comments"><h2>Comments</h2>
<p>My neighbour Edna Quill says they never answer the telephone to anybody.</p>
<p>I have written to them four times about it.</p></section></body></html>"""


def test_comments_are_not_kept_and_the_rest_is_as_it_was_read() -> None:
    desk = Desk(log_with())
    content = PAGE.encode()
    source, is_new = desk.add_source(
        content, "page.html", by="A. Clerk", at=NOON, published="2026-04-02"
    )
    assert is_new
    assert source.comments_left_out
    assert source.kept != source.sha256
    assert b"Quill" not in desk.log.keeper.original(source.kept)
    assert desk.document(source) == read_document(content, "page.html")
    assert desk.add_source(content, "again.html", by="B", at=NOON) == (source, False)


def test_comments_are_kept_where_somebody_asks_for_them() -> None:
    desk = Desk(log_with())
    content = PAGE.encode()
    source, _ = desk.add_source(
        content, "page.html", by="A. Clerk", at=NOON, keep_comments=True
    )
    assert desk.log.keeper.original(source.kept) == content
    assert source.comments_left_out == 0
    assert "Quill" not in desk.document(source).text

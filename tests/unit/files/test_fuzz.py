"""Any bytes, any cell: no traceback, no row lost without being counted."""

from __future__ import annotations

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clearsight.files.archive import Found, load
from clearsight.files.open import open_source
from clearsight.files.source import Source
from clearsight.returns import known_headings
from clearsight.returns.folder import read_source

FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
HEADINGS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")

junk = st.text(
    alphabet=st.sampled_from('ab01/-:.,;"\n\r\t \0\x1a\ufeffé£=<>&ZZ'), max_size=12
)
starts = st.sampled_from(
    [
        b"",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"<",
        b"<?xml",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"CHILD,DOB,REVIEW\n",
        b"<EXPSSDA903><CHILD>",
        b"<Message><Header>",
        b"<Message><CSWWWorker><FTE>",
        b"<Message><Collection>SEN2</Collection><Person><Requests>",
        b'[{"la_child_id": "1"}, {"la_child_id": ',
        b"supv_person_id,supv_supervision_date\n",
        b"asgn_person_id,asgn_worker_id,asgn_role\n",
        b"cont_contact_id,cont_person_id,cont_contact_date\n",
        b"requeststableid,persontableid,receiveddate\n",
    ]
)


def accounts_add_up(name: str, content: bytes) -> None:
    source = Source(name, content)
    opened = open_source(source, known_headings())
    for grid in opened.grids:
        assert grid.rows_in == grid.frame.height + grid.rows_aside
    assert opened.form != "unusable" or opened.problems
    file = read_source(source)
    for part in file.parts:
        assert part.rows_in == part.rows_kept + part.rows_aside
    assert file.taken_for or (file.aside and file.why)


@FEW
@given(start=starts, rest=st.binary(max_size=400))
def test_any_bytes_are_opened_or_refused(start, rest):
    accounts_add_up("any.csv", start + rest)


@FEW
@given(rows=st.lists(st.lists(junk, min_size=0, max_size=6), max_size=12))
def test_any_cells_are_counted(rows):
    text = "\n".join([",".join(HEADINGS), *(",".join(r) for r in rows)])
    accounts_add_up("reviews.csv", text.encode())


@FEW
@given(
    rows=st.lists(
        st.tuples(
            st.text(alphabet="12 ", max_size=2), junk.filter(lambda t: "\0" not in t)
        ),
        max_size=12,
    )
)
def test_properly_quoted_cells_all_come_through(rows):
    """What the csv module would write is read back row for row."""
    import csv

    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADINGS)
    for n, (code, cell) in enumerate(rows):
        writer.writerow([f"c{n}", code, cell.replace("\n", " ").replace("\r", " "), ""])
    file = read_source(Source("r.csv", held.getvalue().encode()))
    (part,) = file.parts
    assert part.frame["CHILD"].to_list() == [f"c{n}" for n in range(len(rows))]
    assert part.rows_aside == 0


@FEW
@given(
    name=st.text(max_size=12), content=st.binary(max_size=60), cut=st.integers(0, 300)
)
def test_any_zip_gives_sources_or_reasons(tmp_path_factory, name, content, cut):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("x" + name, content)
    data = held.getvalue()
    path = tmp_path_factory.mktemp("z") / "z.zip"
    path.write_bytes(data[: max(4, len(data) - cut)] if cut % 2 else data)
    for found in load(Found(path, "z.zip", "")):
        assert isinstance(found, Source) or found.why

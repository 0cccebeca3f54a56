"""Who answers for what: posts, promises, findings and conflicting accounts.

    things/     what the record is made of, each an immutable statement by a source
    log.py      the record itself: entries that are only ever added, chained by hashes
    record.py   the record as it stands, or stood, after any entry
    proposing/  what a document seems to say, for a person to accept, change or refuse

Nothing here reads a file or knows a database: where lines and originals are kept is
behind `log.Keeper`. The shapes follow open standards: Popolo for people, organisations
and posts, BODS for statements about things, EDTF for dates, the W3C Web Annotation
text-quote selector for anchors.
"""

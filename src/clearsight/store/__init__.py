"""The memory: every extract kept, when each was known, and what became of it.

What was loaded is Parquet that is never changed, under the hash of its bytes. A ledger
that is only added to says what there is: a reader sees what the ledger names and
nothing else. See docs/decisions/0015-the-store-keeps-what-was-read.md.
"""

"""The public site and its open data: static, without script, from what may be public.

closed.py    the one door: what may be published, and nothing else passes
shingles.py  finds words that are withheld wherever they turn up, without holding them
site.py      the record seen by the pages: names, places of pages, evidence
page_*.py    what each page shows
data_*.py    the same as CSV, Popolo, PROV, schema.org and Atom
files.py     every file of the site, by name
changes.py   what is new, changed or gone since the last release
release.py   put the whole in place, or nothing, and enter it in the log
"""

"""The department's daily data API: its payload read, written, and sent as changes.

Nothing here sends anything. `read` takes a payload for one more source of the record;
`write` makes one from tables; `of_record` makes those tables from the record; `delta`
says what has changed since the last one.
"""

"""From canonical rows to each child's journey: spells, and one list of events.

Narwhals throughout, so that Polars and DuckDB can check one another. Nothing here drops
a child: things are joined left, and what cannot be linked or dated stays and says so.
"""

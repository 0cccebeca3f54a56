"""A review of what was handed over, and the pages that show it."""

"""The children in need census: XML in, typed tables and the canonical record out."""

"""The oversight extract: what managers did, which no national return holds."""

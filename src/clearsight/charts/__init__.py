"""Pictures: frames in, SVG out, each with a title, a description and a table."""

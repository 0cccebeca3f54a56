"""Documents in: text, HTML, PDF and DOCX become one plain text with its paragraphs."""

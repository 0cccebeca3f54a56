"""What a document seems to say: rules over its text, each shown with its words."""

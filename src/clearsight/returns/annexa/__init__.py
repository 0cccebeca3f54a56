"""Ofsted's Annex A: the lists of children that a council gives at an inspection."""

"""The staff and assignment extract: who works here, and who answers for which child."""

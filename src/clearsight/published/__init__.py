"""Open, published facts about councils; nothing about any child."""

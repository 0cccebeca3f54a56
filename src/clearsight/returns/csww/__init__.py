"""The children's social work workforce census: XML, once a year, at 30 September."""

"""Clearsight: a line of sight from one child's record to those who answer for it."""

__version__ = "0.1.0"

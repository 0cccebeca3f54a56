"""The return on children looked after and care leavers, SSDA903; see README.md."""

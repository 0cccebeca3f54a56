"""The rolls: everything that might be counted, one file for each part of the service.

`state` has the questions that several of them ask, such as what was open on a day.
"""

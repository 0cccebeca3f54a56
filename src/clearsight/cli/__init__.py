"""The command line: one file for each command, nothing heavy imported until it runs."""

"""The chapters of signals, one for each subject; `oversight.raising` raises all."""

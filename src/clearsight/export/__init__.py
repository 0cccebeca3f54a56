"""Writing what a review found, marked, whole and readable by its owner alone."""

"""Training: what is built beforehand for the search, and how its weights are fitted."""

"""For whoever builds the search: made beforehand, fitted, and measured beside baselines."""

"""For whoever runs it: whether it is well, figures, and what was asked in vain."""

"""Days, working days, and the notices that move them."""

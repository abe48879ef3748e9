"""The life of an event: known if it comes twice, in the lane of its person, one step, one write, then its effects."""

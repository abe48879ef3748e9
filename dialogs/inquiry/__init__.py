"""Questions about the text, and what can be looked up in it."""

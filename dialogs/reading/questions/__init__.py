"""How a question about the text is put: what it asks to be affirmed, and the figures in it."""

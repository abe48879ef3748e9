"""How applicants put things: what they call a figure, and how they say that something is so."""

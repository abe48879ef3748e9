"""How clauses are judged: what a clause asks, what comes of its conditions, and the whole."""

"""Several questions answered at once: those of a list, and figures of one clause."""

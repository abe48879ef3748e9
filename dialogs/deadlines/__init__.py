"""The days that are kept for a person: told of, entered, shown, reminded of, handed out as a calendar."""

"""Days in what is typed: the forms in which one is named, in an answer and in a sentence."""

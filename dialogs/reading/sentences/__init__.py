"""Sentences that answer yes or no: the words that they are made of, and what they say."""

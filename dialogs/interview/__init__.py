"""The interview: its questions, how they follow each other, the review, and the verdict."""

"""Several units kept apart in one conversation: each with its own answers, verdict and deadlines."""

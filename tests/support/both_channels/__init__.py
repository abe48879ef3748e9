"""The assistant in this process on both channels, and what each shows."""

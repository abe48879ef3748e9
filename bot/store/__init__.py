"""The store: texts by key, in SQLite, and what is built of them."""

"""Search: from a question as people type it to the clause that settles it."""

from knowledge.search.corpus import Reply
from knowledge.search.index import Index, Outcome, Status

__all__ = ["Index", "Outcome", "Reply", "Status"]

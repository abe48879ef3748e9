"""What could not be delivered, for the operator: whose it is, since when, how often it was tried, and why.

A row for each person whose effects wait, and one for each effect that was given up. Neither holds any contents.
"""

from datetime import datetime

from pydantic import BaseModel


class DeliveryFailure(BaseModel):
    """since: when it first went wrong; kind: of the effect; reason: as the channel said it."""

    person: str
    since: datetime
    tries: int
    kind: str
    reason: str

"""Flow control: who may send how much (wire.md §4)."""

from .limits import SMALLEST_CHARGE


def charge(byte_count: int) -> int:
    """What a DATA frame costs."""
    return max(byte_count, SMALLEST_CHARGE)


class ReceiveCredit:
    """What we granted: available + queued + returning is always the window."""

    def __init__(self, window: int):
        self.window = window
        self.available = window
        self.queued = 0
        self.returning = 0

    def arrived(self, cost: int) -> bool:
        """False when the peer had no credit for it."""
        if cost > self.available:
            return False
        self.available -= cost
        self.queued += cost
        return True

    def released(self, cost: int) -> int:
        """What to announce now: half a window at once, or all before a sender starves."""
        self.queued -= cost
        self.returning += cost
        assert self.available + self.queued + self.returning == self.window
        if self.returning < self.window / 2 and self.available >= SMALLEST_CHARGE:
            return 0
        grant, self.returning = self.returning, 0
        self.available += grant
        return grant


class Inbound:
    """Puts the messages of one stream together and keeps their credit."""

    def __init__(self, window: int, message_bytes: int):
        self.credit = ReceiveCredit(window)
        self.message_bytes = message_bytes
        self.partial = bytearray()
        self.is_inside_message = False
        # Whether the message that has begun said so.
        self.is_compressed = False
        self.held = 0
        self.unread = 0

    def began(self, part: bytes):
        """The first part of a message, in its REQUEST: it cost no credit."""
        self.partial += part
        self.is_inside_message = True

    def arrived(self, part: bytes, cost: int, has_more: bool) -> tuple[bytes | None, int, int]:
        """The message if it is whole now, its charge, and what is released at once."""
        self.partial += part
        self.held += cost
        self.is_inside_message = has_more
        if has_more:
            return None, 0, self._release_held()
        message, cost = bytes(self.partial), self.held
        self.partial, self.held = bytearray(), 0
        self.unread += cost
        return message, cost, 0

    def consumed(self, cost: int) -> int:
        """The application took a message; returns what is released."""
        self.unread -= cost
        return cost + self._release_held()

    def _release_held(self) -> int:
        if self.unread:
            return 0
        held, self.held = self.held, 0
        return held

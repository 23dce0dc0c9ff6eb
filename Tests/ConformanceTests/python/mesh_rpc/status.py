"""How a call ends, and what an error says (wire.md §2, RESPONSE)."""

from dataclasses import dataclass, field
from enum import IntEnum

from .limits import Limits


class Status(IntEnum):
    OK = 0
    CANCELLED = 1
    UNKNOWN = 2
    INVALID_ARGUMENT = 3
    DEADLINE_EXCEEDED = 4
    NOT_FOUND = 5
    ALREADY_EXISTS = 6
    PERMISSION_DENIED = 7
    RESOURCE_EXHAUSTED = 8
    FAILED_PRECONDITION = 9
    ABORTED = 10
    OUT_OF_RANGE = 11
    UNIMPLEMENTED = 12
    INTERNAL = 13
    UNAVAILABLE = 14
    DATA_LOSS = 15
    UNAUTHENTICATED = 16

    @classmethod
    def _missing_(cls, value):
        """A number that this version does not know."""
        return cls.UNKNOWN


@dataclass(frozen=True)
class Detail:
    """kind: 0 reason, 1 field, 2 limit, 3 retry after (µs), 4 resource."""

    kind: int
    name: str | None = None
    text: str | None = None
    number: int | None = None

    def record(self) -> dict:
        fields = {0: self.kind, 1: self.name, 2: self.text, 3: self.number}
        return {key: value for key, value in fields.items() if value is not None}

    @classmethod
    def read(cls, record: dict) -> "Detail":
        return cls(record[0], record.get(1), record.get(2), record.get(3))


@dataclass
class RPCError(Exception):
    """A call that did not end with OK."""

    status: Status
    message: str
    details: list[Detail] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    origin: str | None = None
    # True when the request certainly reached no handler: it may be sent again elsewhere.
    never_processed: bool = False

    def __str__(self) -> str:
        return f"{self.status.name}: {self.message}"

    def trailer(self, limits: Limits) -> dict:
        """The trailer of the RESPONSE that tells it, within the limits."""
        cut = self.message.encode()[: limits.status_message_bytes].decode(errors="ignore")
        trailer: dict = {0: cut}
        if self.details:
            trailer[1] = [detail.record() for detail in self.details[: limits.status_details]]
        if self.origin:
            trailer[2] = self.origin
        if self.metadata:
            trailer[3] = self.metadata
        return trailer

    @classmethod
    def from_trailer(cls, status: Status, trailer: dict, peer: str) -> "RPCError":
        details = [Detail.read(record) for record in trailer.get(1, []) if record[0] <= 4]
        return cls(status, trailer.get(0, status.name), details, trailer.get(3, {}),
                   trailer.get(2, peer))


def limit_met(name: str, value: int, problem: str) -> RPCError:
    return RPCError(Status.RESOURCE_EXHAUSTED, f"{problem}: the limit {name} is {value}",
                    [Detail(2, name, number=value)])


def deadline_exceeded(method: str) -> RPCError:
    return RPCError(Status.DEADLINE_EXCEEDED, f"{method} did not finish before its deadline")


class ConnectionEnd(Exception):
    """The peer broke the protocol: the connection ends with this status and reason."""

    def __init__(self, reason: str, status: Status = Status.INVALID_ARGUMENT):
        super().__init__(reason)
        self.status = status
        self.reason = reason

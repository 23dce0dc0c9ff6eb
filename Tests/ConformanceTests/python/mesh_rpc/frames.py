"""Frames: what goes over the connection, byte by byte (wire.md §2)."""

import struct
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

import cbor2

from .limits import CREDIT_MAX, SMALLEST_CHARGE, Limits
from .status import ConnectionEnd, Status


class Type(IntEnum):
    HELLO = 1
    REQUEST = 2
    RESPONSE = 3
    DATA = 4
    CREDIT = 5
    CANCEL = 6
    PING = 7
    GOAWAY = 8


class Flag(IntFlag):
    NONE = 0
    END = 1
    MORE = 2
    COMPRESSED = 4
    ACK = 8


KNOWN_FLAGS = {Type.REQUEST: Flag.END | Flag.MORE | Flag.COMPRESSED,
               Type.RESPONSE: Flag.COMPRESSED,
               Type.DATA: Flag.END | Flag.MORE | Flag.COMPRESSED, Type.PING: Flag.ACK}
HEAD = struct.Struct(">IBBI")
REQUEST_HEAD = struct.Struct(">HQH")
RESPONSE_HEAD = struct.Struct(">BIIH")
GOAWAY_HEAD = struct.Struct(">IB")
# What `length` counts beside the body: type, flags and stream.
FIXED_BYTES = 6


@dataclass
class Frame:
    type: Type
    body: bytes = b""
    stream: int = 0
    flags: Flag = Flag.NONE

    def encoded(self) -> bytes:
        head = HEAD.pack(FIXED_BYTES + len(self.body), self.type, self.flags, self.stream)
        return head + self.body


class FrameReader:
    """Cuts the bytes of a connection into frames, however they arrive."""

    def __init__(self, limits: Limits):
        self.frame_bytes = limits.frame_bytes
        # COMPRESSED is unknown to a side that has not offered to read it.
        self.unknown_flags = Flag.NONE if limits.reads_compressed else Flag.COMPRESSED
        self.buffer = bytearray()

    @property
    def is_inside_frame(self) -> bool:
        return bool(self.buffer)

    def feed(self, data: bytes):
        """The whole frames that are there once `data` has come."""
        self.buffer += data
        while frame := self._next():
            yield frame

    def _next(self) -> Frame | None:
        if len(self.buffer) < 4:
            return None
        length = int.from_bytes(self.buffer[:4])
        if length < FIXED_BYTES:
            raise ConnectionEnd(f"a frame of length {length} has no room for its head")
        if length > FIXED_BYTES + self.frame_bytes:
            raise ConnectionEnd(f"a frame of length {length} is over frame_bytes of "
                                f"{self.frame_bytes}", Status.RESOURCE_EXHAUSTED)
        if len(self.buffer) < 4 + length:
            return None
        _, kind, flags, stream = HEAD.unpack_from(self.buffer)
        if kind not in list(Type):
            raise ConnectionEnd(f"frame type {kind} is unknown")
        known = KNOWN_FLAGS.get(Type(kind), Flag.NONE) & ~self.unknown_flags
        if flags & ~known:
            raise ConnectionEnd(f"flags {flags} on {Type(kind).name} are unknown")
        body = bytes(self.buffer[HEAD.size : 4 + length])
        del self.buffer[: 4 + length]
        return Frame(Type(kind), body, stream, Flag(flags))


def encode_cbor(value) -> bytes:
    return cbor2.dumps(value, canonical=True)


def decode_cbor(data: bytes):
    """Reads one item and refuses what is not deterministic, by writing it again."""
    value = cbor2.loads(data)
    if encode_cbor(value) != data:
        raise ValueError("not deterministic CBOR, or bytes after its end")
    return value


@dataclass
class MethodRecord:
    name: str
    kind: int
    is_idempotent: bool


@dataclass
class Hello:
    service: str
    limits: Limits
    methods: list[MethodRecord] | None = None
    digest: bytes | None = None
    compressions: list[str] = field(default_factory=list)
    dictionaries: list[int] = field(default_factory=list)

    def frame(self) -> Frame:
        limits = self.limits
        serves = self.methods is not None
        body = {0: 1, 1: self.service,
                2: {0: limits.frame_bytes, 1: limits.stream_credit, 2: limits.connection_credit,
                    3: limits.concurrent_calls if serves else 0, 4: limits.message_bytes},
                5: int(limits.shortest_ping_seconds * 1000)}
        if self.methods is not None:
            body[3] = [{0: method.name, 1: method.kind, 2: method.is_idempotent}
                       for method in self.methods]
        if self.digest is not None:
            body[4] = self.digest
        if self.compressions:
            body[6] = self.compressions
        if self.dictionaries:
            body[7] = self.dictionaries
        return Frame(Type.HELLO, encode_cbor(body))

    @classmethod
    def read(cls, body: bytes) -> "Hello":
        try:
            record = decode_cbor(body)
            if record[0] != 1:
                raise ConnectionEnd(f"protocol version {record[0]} is unknown",
                                    Status.FAILED_PRECONDITION)
            told = [record[2][key] for key in range(5)]
            methods = record.get(3)
            if methods is not None:
                methods = [MethodRecord(entry[0], entry[1], entry[2]) for entry in methods]
            hello = cls(record[1], Limits(*told), methods, record.get(4), record.get(6, []),
                        record.get(7, []))
        except ConnectionEnd:
            raise
        except Exception as error:
            raise ConnectionEnd(f"HELLO is refused: {error!r}") from error
        hello._check()
        return hello

    def _check(self):
        limits = self.limits
        if not 16_384 <= limits.frame_bytes <= 16_777_216:
            raise ConnectionEnd(f"HELLO is refused: frame_bytes is {limits.frame_bytes}")
        for credit in (limits.stream_credit, limits.connection_credit):
            if not SMALLEST_CHARGE <= credit <= CREDIT_MAX:
                raise ConnectionEnd(f"HELLO is refused: a credit of {credit}")


@dataclass
class Request:
    """The body of a REQUEST."""

    method: int
    timeout_us: int = 0
    header: dict | bytes = field(default_factory=dict)
    message: bytes = b""

    def head(self) -> bytes:
        header = encode_cbor(self.header) if self.header else b""
        return REQUEST_HEAD.pack(self.method, self.timeout_us, len(header)) + header

    @classmethod
    def read(cls, body: bytes) -> "Request":
        """The header stays bytes: whether it is valid is the call's business."""
        if len(body) < REQUEST_HEAD.size:
            raise ConnectionEnd("the body of a REQUEST is malformed")
        method, timeout_us, header_bytes = REQUEST_HEAD.unpack_from(body)
        end = REQUEST_HEAD.size + header_bytes
        if end > len(body):
            raise ConnectionEnd("the body of a REQUEST is malformed")
        return cls(method, timeout_us, body[REQUEST_HEAD.size : end], body[end:])


@dataclass
class Response:
    """The body of a RESPONSE."""

    status: Status
    queue_us: int = 0
    handler_us: int = 0
    trailer: dict = field(default_factory=dict)
    message: bytes = b""

    def head(self) -> bytes:
        trailer = encode_cbor(self.trailer) if self.trailer else b""
        clamped = [min(value, 2**32 - 1) for value in (self.queue_us, self.handler_us)]
        return RESPONSE_HEAD.pack(self.status, *clamped, len(trailer)) + trailer

    @classmethod
    def read(cls, body: bytes) -> "Response":
        if len(body) < RESPONSE_HEAD.size:
            raise ConnectionEnd("the body of a RESPONSE is malformed")
        status, queue_us, handler_us, trailer_bytes = RESPONSE_HEAD.unpack_from(body)
        end = RESPONSE_HEAD.size + trailer_bytes
        if end > len(body):
            raise ConnectionEnd("the body of a RESPONSE is malformed")
        try:
            trailer = decode_cbor(body[RESPONSE_HEAD.size : end]) if trailer_bytes else {}
        except Exception:  # A trailer that cannot be read costs its words, not the status.
            trailer = {}
        return cls(Status(status), queue_us, handler_us, trailer, body[end:])


def credit_frame(count: int, stream: int) -> Frame:
    return Frame(Type.CREDIT, count.to_bytes(4), stream)


def cancel_frame(status: Status, stream: int) -> Frame:
    return Frame(Type.CANCEL, bytes([status]), stream)


def ping_frame(token: int, is_answer: bool = False) -> Frame:
    return Frame(Type.PING, token.to_bytes(8), flags=Flag.ACK if is_answer else Flag.NONE)


def goaway_frame(last_stream: int, status: Status, reason: str) -> Frame:
    text = reason.encode()[:1024].decode(errors="ignore").encode()
    return Frame(Type.GOAWAY, GOAWAY_HEAD.pack(last_stream, status) + text)

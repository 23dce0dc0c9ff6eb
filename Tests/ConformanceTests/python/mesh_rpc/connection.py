"""What both sides of a connection share: HELLO, frames, credit, signs of life (wire.md §1-§4)."""

import asyncio
import time

from .compression import Compression
from .credit import Inbound, ReceiveCredit, charge
from .frames import (GOAWAY_HEAD, Flag, Frame, FrameReader, Hello, Type, credit_frame,
                     goaway_frame, ping_frame)
from .limits import CREDIT_MAX, SMALLEST_CHARGE, STREAM_MAX, Limits
from .status import ConnectionEnd, RPCError, Status, limit_met


# Streams whose late DATA is still told from abuse.
LATE_STREAMS = 1_024


class Stream:
    """One call on a connection: its messages on their way in, and the credit to send."""

    def __init__(self, number: int, inbound: Inbound, send_credit: int):
        self.number = number
        self.inbound = inbound
        self.send_credit = send_credit
        self.messages: asyncio.Queue = asyncio.Queue()
        # The peer says nothing more on this stream.
        self.is_half_closed = False


class AbnormalBudget:
    """What a connection may still cost us in events that honest peers cause rarely."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.tokens = float(limits.abnormal_events)
        self.refilled = time.monotonic()

    def spend(self):
        now = time.monotonic()
        refill = (now - self.refilled) * self.limits.abnormal_events_per_second
        self.tokens = min(self.limits.abnormal_events, self.tokens + refill) - 1
        self.refilled = now
        if self.tokens < 0:
            raise ConnectionEnd("the limit abnormal_events is met", Status.RESOURCE_EXHAUSTED)


class Connection:
    """A connection after its TLS handshake; Client and Server say what its frames mean."""

    # Only a client's END half-closes: RESPONSE is the server's last word.
    is_server = False

    # What a message that cannot be decompressed ends its call with.
    invalid = Status.INTERNAL

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limits: Limits,
                 compression: Compression):
        self.compression = compression
        self.reader = reader
        self.writer = writer
        self.limits = limits
        self.streams: dict[int, Stream] = {}
        # What may still come for streams that ended before the peer's side of them did.
        self.late: dict[int, int] = {}
        self.last_stream = 0
        self.receive = ReceiveCredit(limits.connection_credit)
        self.send_credit = 0
        self.peer: Hello | None = None
        self.budget = AbnormalBudget(limits)
        # Set anew each time credit comes, or the connection ends.
        self.credit_came = asyncio.Event()
        self.heard = time.monotonic()
        self.frame_began: float | None = None
        self.pinged_by_peer: float | None = None
        self.end_reason: str | None = None

    # What a side adds.

    def hello(self) -> Hello:
        raise NotImplementedError

    def greeted(self):
        """The peer's HELLO has come."""

    def received(self, frame: Frame):
        """A REQUEST, RESPONSE or CANCEL."""
        raise NotImplementedError

    def went_away(self, last_stream: int, status: Status, reason: str):
        """The peer sent GOAWAY."""

    def pong(self, token: int):
        """The peer answered a PING."""

    def ended(self, reason: str):
        """The connection is over."""

    # The life of a connection.

    async def run(self):
        """Greets, then reads until the connection ends."""
        frames = FrameReader(self.limits)
        try:
            self.write(self.hello().frame())
            async with asyncio.timeout(self.limits.hello_seconds):
                while self.peer is None:
                    await self._read(frames)
            async with asyncio.TaskGroup() as group:
                alive = group.create_task(self._keep_alive())
                while self.end_reason is None:
                    await self._read(frames)
                alive.cancel()
        except* ConnectionEnd as group:
            end = first(group)
            self.close(end.status, end.reason)
        except* (OSError, EOFError) as group:
            self.close(None, f"the connection is lost: {first(group)!r}")
        finally:
            self.close(None, "ended")

    async def _read(self, frames: FrameReader):
        data = await self.reader.read(65_536)
        if not data:
            raise EOFError("closed by the peer")
        self.heard = time.monotonic()
        for frame in frames.feed(data):
            if self.end_reason is not None:
                return
            self._take(frame)
        if not frames.is_inside_frame:
            self.frame_began = None
        elif self.frame_began is None:
            self.frame_began = self.heard

    def close(self, status: Status | None, reason: str):
        """Ends the connection, with a last GOAWAY when there is a status to tell."""
        if self.end_reason is not None:
            return
        self.end_reason = reason
        if status is not None:
            self.write(goaway_frame(0, status, reason))
        self.writer.close()
        self.credit_came.set()
        self.ended(reason)

    def write(self, frame: Frame):
        if not self.writer.is_closing():
            self.writer.write(frame.encoded())

    async def _keep_alive(self):
        """Asks a quiet peer for a sign of life and gives up a dead one."""
        limits, token = self.limits, 0
        while True:
            quiet = time.monotonic() - self.heard
            await asyncio.sleep(max(0.01, min(limits.ping_seconds - quiet, 1)))
            now = time.monotonic()
            if self.frame_began and now - self.frame_began > limits.frame_seconds:
                raise ConnectionEnd("a frame did not become whole", Status.DEADLINE_EXCEEDED)
            if now - self.heard < limits.ping_seconds:
                continue
            token += 1
            self.write(ping_frame(token))
            await asyncio.sleep(limits.ping_answer_seconds)
            if self.heard < now:
                raise TimeoutError("no sign of life")

    # Frames.

    def _take(self, frame: Frame):
        if self.peer is None:
            if frame.type == Type.GOAWAY:
                return self._take_goaway(frame)
            if frame.type != Type.HELLO:
                raise ConnectionEnd(f"{frame.type.name} has no place before HELLO")
            self.peer = Hello.read(frame.body)
            self.send_credit = self.peer.limits.connection_credit
            return self.greeted()
        match frame.type:
            case Type.HELLO:
                raise ConnectionEnd("a second HELLO")
            case Type.PING:
                self._take_ping(frame)
            case Type.GOAWAY:
                self._take_goaway(frame)
            case Type.CREDIT:
                self._take_credit(frame)
            case Type.DATA:
                self._take_data(frame)
            case _:
                self.received(frame)

    def _take_ping(self, frame: Frame):
        if len(frame.body) != 8:
            raise ConnectionEnd("the body of a PING is malformed")
        token = int.from_bytes(frame.body)
        if frame.flags & Flag.ACK:
            return self.pong(token)
        now, before = time.monotonic(), self.pinged_by_peer
        self.pinged_by_peer = now
        if before is not None and now - before < self.limits.shortest_ping_seconds:
            self.budget.spend()
        self.write(ping_frame(token, is_answer=True))

    def _take_goaway(self, frame: Frame):
        if len(frame.body) < GOAWAY_HEAD.size:
            raise ConnectionEnd("the body of a GOAWAY is malformed")
        last_stream, status = GOAWAY_HEAD.unpack_from(frame.body)
        reason = frame.body[GOAWAY_HEAD.size :].decode(errors="replace")
        self.went_away(last_stream, Status(status), reason)
        if status != Status.OK:
            self.close(None, f"the peer ended it: {reason}")

    def _take_credit(self, frame: Frame):
        if len(frame.body) != 4:
            raise ConnectionEnd("the body of a CREDIT is malformed")
        count = int.from_bytes(frame.body)
        first_grant = self.peer.limits.connection_credit
        if frame.stream == 0:
            self.send_credit += count
            total = self.send_credit
        else:
            stream = self.open_stream(frame.stream)
            if stream is None:
                return
            stream.send_credit += count
            total, first_grant = stream.send_credit, self.peer.limits.stream_credit
        if total > CREDIT_MAX:
            raise ConnectionEnd(f"stream {frame.stream} was granted more credit than can be")
        if count < SMALLEST_CHARGE or total > first_grant:
            self.budget.spend()
        self._wake_senders()

    def _wake_senders(self):
        self.credit_came.set()
        self.credit_came = asyncio.Event()

    def _take_data(self, frame: Frame):
        is_end = bool(frame.flags & Flag.END)
        stream = self.open_stream(frame.stream)
        is_half_close = frame.flags == Flag.END and not frame.body
        if is_half_close and (stream is None or not stream.inbound.is_inside_message):
            return self._take_half_close(frame.stream, stream)
        cost = 0 if is_half_close else charge(len(frame.body))
        if not self.receive.arrived(cost):
            raise ConnectionEnd("more DATA than the connection's credit")
        if stream is None or stream.is_half_closed:
            self._late(frame.stream, cost)
            return self._release(cost)
        if not stream.inbound.credit.arrived(cost):
            raise ConnectionEnd(f"stream {frame.stream} sent more than its credit")
        has_more = bool(frame.flags & Flag.MORE)
        if has_more and len(frame.body) < SMALLEST_CHARGE:
            self.budget.spend()
        inbound = stream.inbound
        if frame.flags & Flag.COMPRESSED:
            if inbound.is_inside_message:
                return self.misshaped(stream)
            inbound.is_compressed = True
        if is_end and has_more:
            return self.misshaped(stream)
        if len(inbound.partial) + len(frame.body) > inbound.message_bytes:
            return self.too_long(stream, len(inbound.partial) + len(frame.body))
        message, message_cost, released = inbound.arrived(frame.body, cost, has_more)
        self.give_back(stream, released)
        if message is not None:
            stream.messages.put_nowait((message, message_cost, inbound.is_compressed))
            inbound.is_compressed = False
        if is_end:
            self._take_half_close(frame.stream, stream)
        else:
            self.data_came(stream)

    def _take_half_close(self, number: int, stream: Stream | None):
        """The client says nothing more; RESPONSE alone ends a server's side."""
        if not self.is_server:
            return
        if stream is None or stream.is_half_closed:
            return self._late(number, 0)
        stream.is_half_closed = True
        stream.messages.put_nowait(None)
        self.data_came(stream)

    def _late(self, number: int, cost: int):
        """DATA for a stream that is over: what was on its way is legal, the rest is abnormal."""
        left = self.late.get(number, -1) - cost
        if left < 0:
            self.budget.spend()
        else:
            self.late[number] = left if cost else -1

    def data_came(self, stream: Stream):
        """A whole message, a part of one or the half-close has come."""

    def misshaped(self, stream: Stream):
        """END and MORE together, or COMPRESSED where a message goes on."""
        raise ConnectionEnd(f"the flags of a DATA frame do not fit stream {stream.number}")

    def too_long(self, stream: Stream, byte_count: int):
        """A message is over its limit."""
        raise NotImplementedError

    # Streams and credit.

    def open_stream(self, number: int) -> Stream | None:
        """None for a stream that is over: the frame is late, and legal."""
        if not 0 < number <= self.last_stream:
            raise ConnectionEnd(f"stream {number} was never opened")
        return self.streams.get(number)

    def add_stream(self, number: int, message_bytes: int) -> Stream:
        inbound = Inbound(self.limits.stream_credit, message_bytes)
        stream = Stream(number, inbound, self.peer.limits.stream_credit)
        self.streams[number] = stream
        return stream

    def drop_stream(self, number: int):
        """The stream is over: what it still holds of the connection's credit goes back."""
        stream = self.streams.pop(number, None)
        if stream is not None:
            if not stream.is_half_closed:
                self.late[number] = stream.inbound.credit.available
                while len(self.late) > LATE_STREAMS:
                    del self.late[next(iter(self.late))]
            self._release(stream.inbound.credit.queued)
            self._wake_senders()

    def give_back(self, stream: Stream, cost: int):
        """Announces `cost` again, on the stream and on the connection."""
        if cost == 0 or stream.number not in self.streams:
            return
        if grant := stream.inbound.credit.released(cost):
            self.write(credit_frame(grant, stream.number))
        self._release(cost)

    def _release(self, cost: int):
        if cost and (grant := self.receive.released(cost)):
            self.write(credit_frame(grant, 0))

    async def next_message(self, stream: Stream) -> bytes | None:
        """The next whole message, its credit announced again; None after the half-close."""
        item = await stream.messages.get()
        if item is None or isinstance(item, Exception):
            stream.messages.put_nowait(item)
            if item is not None:
                raise item
            return None
        message, cost, is_compressed = item
        self.give_back(stream, stream.inbound.consumed(cost))
        return self.compression.readable(message, is_compressed, stream.inbound.message_bytes,
                                         self.invalid)

    def outgoing(self, message: bytes) -> tuple[bytes, Flag]:
        """The bytes that cross the wire for a message, and what its first frame says of them."""
        frame = self.compression.compressed(message, self.peer)
        return (message, Flag.NONE) if frame is None else (frame, Flag.COMPRESSED)

    async def send_message(self, stream: Stream, message: bytes, offset: int = 0,
                           last_flags: Flag = Flag.NONE, first_flags: Flag = Flag.NONE):
        """Sends the rest of a message in DATA frames, waiting for credit before each."""
        is_over = False
        while not is_over:
            room = await self._room(stream)
            part = message[offset : offset + room]
            offset += len(part)
            is_over = offset == len(message)
            stream.send_credit -= charge(len(part))
            self.send_credit -= charge(len(part))
            flags = last_flags if is_over else Flag.MORE
            self.write(Frame(Type.DATA, part, stream.number, flags | first_flags))
            first_flags = Flag.NONE
            await self.drain()

    async def _room(self, stream: Stream) -> int:
        """The bytes that the next DATA frame may carry."""
        while True:
            if self.end_reason is not None or stream.number not in self.streams:
                raise RPCError(Status.CANCELLED, "nobody reads this stream any more")
            room = min(stream.send_credit, self.send_credit, self.frame_bytes)
            if room >= SMALLEST_CHARGE:
                return room
            await self.credit_came.wait()

    async def drain(self):
        """Waits while the socket takes no more."""
        try:
            await self.writer.drain()
        except OSError as error:
            raise RPCError(Status.UNAVAILABLE, f"the connection is lost: {error}") from error

    @property
    def frame_bytes(self) -> int:
        """The longest body that the peer reads."""
        return self.peer.limits.frame_bytes


def first(group: BaseExceptionGroup) -> BaseException:
    """The first real exception in a group of groups."""
    error = group.exceptions[0]
    return first(error) if isinstance(error, BaseExceptionGroup) else error


def checked_metadata(metadata: dict | None, limits: Limits) -> dict:
    """The metadata of a call, once it is within its limits."""
    metadata = metadata or {}
    if len(metadata) > limits.metadata_pairs:
        raise limit_met("metadata_pairs", limits.metadata_pairs, f"{len(metadata)} pairs")
    size = sum(len(name.encode()) + len(value.encode()) + 6 for name, value in metadata.items())
    if size > limits.metadata_bytes:
        raise limit_met("metadata_bytes", limits.metadata_bytes, f"{size} bytes of metadata")
    return metadata


__all__ = ["STREAM_MAX", "Connection", "Stream", "checked_metadata"]

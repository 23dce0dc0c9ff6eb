"""The calling side."""

import asyncio
import contextlib
import time
from dataclasses import dataclass
from typing import Any, AsyncIterable, AsyncIterator

from .compression import Compression
from .connection import STREAM_MAX, Connection, Stream, checked_metadata
from .frames import (Flag, Frame, Hello, Request, Response, Type, cancel_frame, decode_cbor,
                     encode_cbor)
from .identity import Identity, peer_service
from .limits import Limits
from .status import ConnectionEnd, RPCError, Status, deadline_exceeded, limit_met

UNARY, SERVER_STREAMING, CLIENT_STREAMING, BIDIRECTIONAL = range(4)
ATTEMPTS_MAX = 4


@dataclass(frozen=True)
class Context:
    """What a call inherits from the one that caused it (wire.md §2, REQUEST)."""

    principal: dict | None = None
    principal_path: list[str] | None = None
    call_id: int | None = None
    traceparent: str | None = None
    tracestate: str | None = None

    def header(self) -> dict:
        fields = {0: self.principal, 1: self.principal_path, 2: self.call_id, 3: self.traceparent,
                  4: self.tracestate}
        return {key: value for key, value in fields.items() if value is not None}


class Client:
    """Calls one service; connects with the first call, and again after a drain or a loss."""

    def __init__(self, host: str, port: int, target: str, identity: Identity,
                 limits: Limits = Limits(), name: str = "python",
                 dictionaries: list[bytes] = ()):
        self.compression = Compression(limits, dictionaries)
        self.host, self.port, self.target = host, port, target
        self.identity, self.limits, self.name = identity, limits, name
        self.connection: ClientConnection | None = None
        self.connecting = asyncio.Lock()

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *_):
        await self.close()

    async def close(self):
        if self.connection:
            self.connection.close(Status.OK, "closed by the client")
            await self.connection.task

    async def unary(
            self, method: str, request: Any, timeout: float | None = 10,
            metadata: dict | None = None, context: Context = Context()) -> Any:
        """One message each way; tried again as long as the request reached no handler."""
        end = None if timeout is None else time.monotonic() + timeout
        for attempt in range(ATTEMPTS_MAX):
            left = None if end is None else end - time.monotonic()
            try:
                async with self._call(method, UNARY, left, metadata, context, [request],
                                      attempt) as call:
                    return await call.answer()
            except RPCError as error:
                if not error.never_processed or attempt == ATTEMPTS_MAX - 1:
                    raise

    async def server_streaming(
            self, method: str, request: Any, timeout: float | None = None,
            metadata: dict | None = None, context: Context = Context()) -> AsyncIterator[Any]:
        async with self._call(method, SERVER_STREAMING, timeout, metadata, context,
                              [request]) as call:
            async for message in call.messages():
                yield message

    async def client_streaming(
            self, method: str, requests: AsyncIterable, timeout: float | None = None,
            metadata: dict | None = None, context: Context = Context()) -> Any:
        async with self._call(method, CLIENT_STREAMING, timeout, metadata, context,
                              requests) as call:
            return await call.answer()

    async def bidirectional(
            self, method: str, requests: AsyncIterable, timeout: float | None = None,
            metadata: dict | None = None, context: Context = Context()) -> AsyncIterator[Any]:
        async with self._call(method, BIDIRECTIONAL, timeout, metadata, context, requests) as call:
            async for message in call.messages():
                yield message

    @contextlib.asynccontextmanager
    async def _call(self, method, kind, timeout, metadata, context, requests, attempt=0):
        """A call under way; leaving the block ends it."""
        header = context.header() | ({6: attempt} if attempt else {})
        if metadata:
            header[5] = checked_metadata(metadata, self.limits)
        call = Call(method, kind, timeout, header, requests, self.limits)
        try:
            async with asyncio.timeout(timeout):
                connection = await self._ready()
            await connection.start(call)
            yield call
        except TimeoutError:
            raise deadline_exceeded(method) from None
        finally:
            call.stop(Status.CANCELLED)

    async def _ready(self) -> "ClientConnection":
        async with self.connecting:
            end, pause = time.monotonic() + self.limits.connect_seconds, 0.05
            while self.connection is None or not self.connection.takes_calls:
                try:
                    await self._connect()
                except (OSError, ConnectionEnd, TimeoutError) as error:
                    if time.monotonic() + pause > end:
                        raise RPCError(Status.UNAVAILABLE,
                                       f"no connection to {self.target}: {error!r}") from error
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, 5)
            return self.connection

    async def _connect(self):
        limits = self.limits
        async with asyncio.timeout(limits.hello_seconds):
            reader, writer = await asyncio.open_connection(
                self.host, self.port, ssl=self.identity.client_context(), server_hostname="")
        connection = ClientConnection(reader, writer, limits, self.name, self.compression)
        connection.task = asyncio.create_task(connection.run())
        try:
            if (found := peer_service(writer.get_extra_info("ssl_object"))) != self.target:
                raise ValueError(f"expected {self.target}, but the certificate is of {found}")
        except ValueError as error:
            connection.close(Status.UNAUTHENTICATED, str(error))
            raise ConnectionEnd(str(error)) from error
        await connection.opened.wait()
        if connection.peer is None:
            raise ConnectionEnd(connection.end_reason or "no HELLO")
        self.connection = connection


class ClientConnection(Connection):
    def __init__(self, reader, writer, limits: Limits, name: str, compression: Compression):
        super().__init__(reader, writer, limits, compression)
        self.name = name
        self.calls: dict[int, Call] = {}
        self.methods: dict[str, tuple[int, int]] = {}
        self.opened = asyncio.Event()
        self.is_leaving = False
        self.task: asyncio.Task | None = None

    @property
    def takes_calls(self) -> bool:
        return self.end_reason is None and not self.is_leaving and self.last_stream < STREAM_MAX

    def hello(self) -> Hello:
        return Hello(self.name, self.limits, compressions=self.compression.algorithms,
                     dictionaries=list(self.compression.dictionaries))

    def greeted(self):
        for index, method in enumerate(self.peer.methods or []):
            self.methods[method.name] = (index, method.kind)
        self.opened.set()

    async def start(self, call: "Call"):
        """Opens the call's stream; what it has to say follows."""
        if not self.takes_calls:
            raise RPCError(Status.UNAVAILABLE, "the connection is gone", never_processed=True)
        index, kind = self.methods.get(call.method, (None, None))
        if index is None or kind != call.kind:
            raise RPCError(Status.UNIMPLEMENTED,
                           f"{self.peer.service} does not serve {call.method}")
        if len(self.calls) >= self.peer.limits.concurrent_calls:
            raise limit_met("concurrent_calls", self.peer.limits.concurrent_calls,
                            "the peer serves no more calls of one connection")
        request = Request(index, call.timeout_us(), call.header)
        message = encode_cbor(call.requests[0]) if call.kind in (UNARY, SERVER_STREAMING) else None
        if message is not None and len(message) > self.limits.message_bytes:
            raise limit_met("message_bytes", self.limits.message_bytes,
                            f"the request of {call.method} has {len(message)} bytes")
        self.last_stream += 1
        stream = self.add_stream(self.last_stream, call.limits.message_bytes)
        self.calls[stream.number] = call
        call.began(self, stream)
        call.send(request, message)
        await self.drain()

    def received(self, frame: Frame):
        if frame.type != Type.RESPONSE:
            raise ConnectionEnd(f"{frame.type.name} has no place here")
        response = Response.read(frame.body)
        if self.open_stream(frame.stream) is None:
            return
        self.calls.pop(frame.stream).ended(response, self.peer.service,
                                           bool(frame.flags & Flag.COMPRESSED))
        self.drop_stream(frame.stream)
        self._close_if_left()

    def too_long(self, stream: Stream, byte_count: int):
        call = self.calls[stream.number]
        call.fail(limit_met("message_bytes", stream.inbound.message_bytes,
                            f"a response of {call.method} has at least {byte_count} bytes"))
        call.stop(Status.CANCELLED)

    def misshaped(self, stream: Stream):
        call = self.calls[stream.number]
        call.fail(RPCError(Status.INTERNAL, f"the flags of a response of {call.method} do not fit"))
        call.stop(Status.CANCELLED)

    def went_away(self, last_stream: int, status: Status, reason: str):
        self.is_leaving = True
        if last_stream != STREAM_MAX:
            for number in [number for number in self.calls if number > last_stream]:
                self.calls.pop(number).fail(RPCError(Status.UNAVAILABLE, reason,
                                                     never_processed=True))
                self.drop_stream(number)
        self._close_if_left()

    def _close_if_left(self):
        if self.is_leaving and not self.calls:
            self.close(Status.OK, "left a draining server")

    def ended(self, reason: str):
        for call in self.calls.values():
            call.fail(RPCError(Status.UNAVAILABLE, f"the connection is lost: {reason}"))
        self.calls.clear()
        self.opened.set()


class Call:
    """One call on its way: its requests go out, its responses come in."""

    def __init__(self, method, kind, timeout, header, requests, limits: Limits):
        self.method, self.kind, self.header = method, kind, header
        self.requests, self.limits = requests, limits
        self.deadline = None if timeout is None else time.monotonic() + timeout
        self.connection: ClientConnection | None = None
        self.stream: Stream | None = None
        self.sender: asyncio.Task | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.message = b""
        self.is_compressed = False

    def timeout_us(self) -> int:
        """What is left of the deadline; 0 for none."""
        if self.deadline is None:
            return 0
        left = int((self.deadline - time.monotonic()) * 1e6)
        if left <= 0:
            raise deadline_exceeded(self.method)
        return left

    def began(self, connection: "ClientConnection", stream: Stream):
        self.connection, self.stream = connection, stream
        if self.deadline is not None:
            left = self.deadline - time.monotonic()
            self.timer = asyncio.get_running_loop().call_later(left, self._expire)

    def _expire(self):
        self.fail(deadline_exceeded(self.method))
        self.stop(Status.DEADLINE_EXCEEDED)

    def send(self, request: Request, message: bytes | None):
        """The REQUEST, and in DATA what it cannot carry."""
        connection, number = self.connection, self.stream.number
        if message is None:
            connection.write(Frame(Type.REQUEST, request.head(), number))
            self.sender = asyncio.create_task(self._send_all())
            return
        head = request.head()
        message, coding = connection.outgoing(message)
        first = message[: connection.frame_bytes - len(head)]
        flags = Flag.END if len(first) == len(message) else Flag.MORE
        connection.write(Frame(Type.REQUEST, head + first, number, flags | coding))
        if flags == Flag.MORE:
            self.sender = asyncio.create_task(self._send_rest(message, len(first)))

    async def _send_rest(self, message: bytes, offset: int):
        with contextlib.suppress(RPCError):  # The call's end says why.
            await self.connection.send_message(self.stream, message, offset, Flag.END)

    async def _send_all(self):
        try:
            async for request in self.requests:
                message = encode_cbor(request)
                if len(message) > self.limits.message_bytes:
                    raise limit_met("message_bytes", self.limits.message_bytes,
                                    f"a request of {self.method} has {len(message)} bytes")
                message, coding = self.connection.outgoing(message)
                await self.connection.send_message(self.stream, message, first_flags=coding)
            if self.stream.number in self.connection.streams:
                self.connection.write(Frame(Type.DATA, b"", self.stream.number, Flag.END))
        except RPCError as error:
            self.fail(error)

    def ended(self, response: Response, service: str, is_compressed: bool):
        """RESPONSE has come: the last thing on this stream."""
        if response.status == Status.OK:
            self.message, self.is_compressed = response.message, is_compressed
            self.stream.messages.put_nowait(None)
        else:
            error = RPCError.from_trailer(response.status, response.trailer, service)
            self.stream.messages.put_nowait(error)

    def fail(self, error: RPCError):
        if self.stream:
            self.stream.messages.put_nowait(error)

    def stop(self, status: Status):
        """Nobody waits any more: the server is told, unless the stream is over."""
        for waiting in (self.sender, self.timer):
            if waiting:
                waiting.cancel()
        if self.stream is None or self.stream.number not in self.connection.streams:
            return
        self.connection.write(cancel_frame(status, self.stream.number))
        self.connection.calls.pop(self.stream.number, None)
        self.connection.drop_stream(self.stream.number)
        self.connection._close_if_left()

    async def messages(self) -> AsyncIterator[Any]:
        """What a stream of responses brings, until RESPONSE."""
        while (data := await self.connection.next_message(self.stream)) is not None:
            yield self._decoded(data)

    async def answer(self) -> Any:
        """The one answer: in RESPONSE, or before it in DATA."""
        data = b""
        while (part := await self.connection.next_message(self.stream)) is not None:
            data = part
        return self._decoded(data or self.connection.compression.readable(
            self.message, self.is_compressed, self.limits.message_bytes, Status.INTERNAL))

    def _decoded(self, data: bytes) -> Any:
        try:
            return decode_cbor(data)
        except Exception as error:
            raise RPCError(Status.INTERNAL,
                           f"a response of {self.method} is not valid: {error!r}") from error

"""The serving side."""

import asyncio
import contextlib
import hashlib
import logging
import time
from dataclasses import dataclass
from typing import Any, AsyncIterator, Callable

from .client import BIDIRECTIONAL, CLIENT_STREAMING, SERVER_STREAMING, UNARY
from .compression import Compression
from .connection import STREAM_MAX, Connection, Stream, checked_metadata
from .frames import (Flag, Frame, Hello, MethodRecord, Request, Response, Type, decode_cbor,
                     encode_cbor, goaway_frame, ping_frame)
from .identity import Identity, peer_service
from .limits import Limits
from .status import ConnectionEnd, Detail, RPCError, Status, deadline_exceeded, limit_met

log = logging.getLogger("mesh_rpc")
PROOF_TOKEN = 2**64 - 1


@dataclass
class Call:
    """What a handler knows about the call it serves."""

    method: str
    caller: str
    metadata: dict[str, str]
    # Seconds of time.monotonic(); None when the caller set none.
    deadline: float | None
    principal: dict | None = None
    call_id: int | None = None
    traceparent: str | None = None
    tracestate: str | None = None
    attempt: int = 0


@dataclass
class Method:
    """One served method; its handler's form follows from its kind.

    unary              async def handler(request, call): return response
    server streaming   async def handler(request, call): yield response
    client streaming   async def handler(requests, call): return response
    bidirectional      async def handler(requests, call): yield response
    """

    name: str
    kind: int
    handler: Callable
    is_idempotent: bool = False
    message_bytes: int = 0


class Server:
    """Serves methods over mutual TLS."""

    def __init__(self, service: str, methods: list[Method], identity: Identity,
                 limits: Limits = Limits(),
                 allows: Callable[[str, str], bool] = lambda caller, method: True,
                 dictionaries: list[bytes] = ()):
        self.compression = Compression(limits, dictionaries)
        self.service, self.methods, self.identity = service, methods, identity
        self.limits, self.allows = limits, allows
        self.connections: set[ServerConnection] = set()
        self.listener: asyncio.Server | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listens; returns the port."""
        self.listener = await asyncio.start_server(
            self._accept, host, port, ssl=self.identity.server_context(),
            ssl_handshake_timeout=self.limits.hello_seconds)
        return self.listener.sockets[0].getsockname()[1]

    async def stop(self, drain_seconds: float = 10):
        """Sends clients elsewhere, waits for handlers, then closes every connection."""
        self.listener.close()
        for connection in list(self.connections):
            connection.start_drain()
        end = time.monotonic() + drain_seconds
        while self.connections and time.monotonic() < end:
            await asyncio.sleep(0.01)
        for connection in list(self.connections):
            connection.close(Status.UNAVAILABLE, "stopped")

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        connection = ServerConnection(reader, writer, self)
        self.connections.add(connection)
        try:
            connection.caller = peer_service(writer.get_extra_info("ssl_object"))
            await connection.run()
        except ValueError as error:
            connection.close(Status.UNAUTHENTICATED, str(error))
        except asyncio.CancelledError:
            pass  # The loop is ending, and would tell a cancelled connection as an error.
        finally:
            self.connections.discard(connection)

    def digest(self) -> bytes:
        """Names and kinds: this peer knows no message shapes."""
        lines = sorted(f"{method.name} {method.kind}" for method in self.methods)
        return hashlib.sha256("\n".join(lines).encode()).digest()[:16]


@dataclass(eq=False)
class Running:
    """One call that is counted until its handler has ended and its response is written."""

    stream: Stream
    method: Method
    request: Request
    arrived: float
    deadline: float | None
    started: float | None = None
    task: asyncio.Task | None = None
    timer: asyncio.TimerHandle | None = None
    # The caller has left or been answered: nothing more is written.
    is_answered: bool = False


class ServerConnection(Connection):
    is_server = True
    invalid = Status.INVALID_ARGUMENT

    def __init__(self, reader, writer, server: Server):
        super().__init__(reader, writer, server.limits, server.compression)
        self.server = server
        self.caller = ""
        self.calls: dict[int, Running] = {}
        self.last_accepted = STREAM_MAX
        self.drain_step = 0

    def hello(self) -> Hello:
        records = [MethodRecord(method.name, method.kind, method.is_idempotent)
                   for method in self.server.methods]
        return Hello(self.server.service, self.limits, records, self.server.digest(),
                     self.compression.algorithms, list(self.compression.dictionaries))

    def received(self, frame: Frame):
        match frame.type:
            case Type.REQUEST:
                self._requested(frame)
            case Type.CANCEL:
                self._cancelled(frame)
            case _:
                raise ConnectionEnd(f"{frame.type.name} has no place here")

    # Requests.

    def _requested(self, frame: Frame):
        if not self.last_stream < frame.stream <= STREAM_MAX:
            raise ConnectionEnd(f"stream {frame.stream} is not above the last one")
        request = Request.read(frame.body)
        if frame.stream > self.last_accepted:
            return
        self.last_stream = frame.stream
        try:
            method = self._admitted(request, frame)
        except RPCError as error:
            self.budget.spend()
            return self._respond(frame.stream, Response(error.status,
                                                        trailer=error.trailer(self.limits)))
        self._begin(frame, method, request)

    def _admitted(self, request: Request, frame: Frame) -> Method:
        """The method to run; raises what the caller is told instead."""
        methods = self.server.methods
        if request.method >= len(methods):
            raise RPCError(Status.UNIMPLEMENTED, f"no method has index {request.method}")
        method = methods[request.method]
        if not self.server.allows(self.caller, method.name):
            raise RPCError(Status.PERMISSION_DENIED, f"{self.caller} may not call {method.name}")
        if len(self.calls) >= self.limits.concurrent_calls:
            error = limit_met("concurrent_calls", self.limits.concurrent_calls,
                              "this connection has that many calls")
            error.details.append(Detail(0, "not_started"))
            raise error
        streams_requests = method.kind in (CLIENT_STREAMING, BIDIRECTIONAL)
        allowed = (Flag.NONE, Flag.END) if streams_requests else (Flag.END, Flag.MORE)
        flags = frame.flags if streams_requests else frame.flags & ~Flag.COMPRESSED
        if flags not in allowed or (streams_requests and request.message):
            raise RPCError(Status.INVALID_ARGUMENT,
                           f"this REQUEST does not fit the kind of {method.name}")
        if len(request.message) > (method.message_bytes or self.limits.message_bytes):
            raise self._request_too_long(method, len(request.message))
        return method

    def _request_too_long(self, method: Method, byte_count: int) -> RPCError:
        limit = method.message_bytes or self.limits.message_bytes
        return limit_met("message_bytes", limit,
                         f"the request of {method.name} has at least {byte_count} bytes")

    def _begin(self, frame: Frame, method: Method, request: Request):
        now = time.monotonic()
        deadline = now + request.timeout_us / 1e6 if request.timeout_us else None
        stream = self.add_stream(frame.stream, method.message_bytes or self.limits.message_bytes)
        running = Running(stream, method, request, now, deadline)
        self.calls[frame.stream] = running
        if deadline is not None:
            loop = asyncio.get_running_loop()
            running.timer = loop.call_at(loop.time() + (deadline - now), self._expired, running)
        if frame.flags & Flag.END:
            stream.is_half_closed = True
        if method.kind in (CLIENT_STREAMING, BIDIRECTIONAL):
            if stream.is_half_closed:
                stream.messages.put_nowait(None)
            self._start(running)
        elif stream.is_half_closed:
            is_compressed = bool(frame.flags & Flag.COMPRESSED)
            stream.messages.put_nowait((request.message, 0, is_compressed))
            self._start(running)
        else:
            stream.inbound.began(request.message)
            request.message = b""  # Held once: the stream puts the whole together.
            stream.inbound.is_compressed = bool(frame.flags & Flag.COMPRESSED)

    def data_came(self, stream: Stream):
        """Unary and server-streaming handlers start when their message is whole."""
        running = self.calls[stream.number]
        if running.task is not None:
            return
        if stream.is_half_closed:
            self._start(running)
        elif not stream.inbound.is_inside_message:
            self._answer_early(running, RPCError(Status.INVALID_ARGUMENT,
                                                 "the message ends without END"))

    def misshaped(self, stream: Stream):
        running = self.calls[stream.number]
        self._answer_early(running, RPCError(Status.INVALID_ARGUMENT,
                                             "the flags of a DATA frame do not fit the call"))

    def too_long(self, stream: Stream, byte_count: int):
        self.budget.spend()
        running = self.calls[stream.number]
        self._answer_early(running, self._request_too_long(running.method, byte_count))

    def _cancelled(self, frame: Frame):
        if len(frame.body) != 1:
            raise ConnectionEnd("the body of a CANCEL is malformed")
        self.budget.spend()
        if self.open_stream(frame.stream) is None:
            return
        running = self.calls[frame.stream]
        running.is_answered = True
        self._abandon(running)

    # Handlers.

    def _start(self, running: Running):
        running.started = time.monotonic()
        running.task = asyncio.create_task(self._serve(running))

    async def _serve(self, running: Running):
        """Runs the handler and answers, whatever becomes of it."""
        response, message = Response(Status.OK), b""
        try:
            message = await self._handle(running)
        except RPCError as error:
            response = Response(error.status, trailer=error.trailer(self.limits))
        except asyncio.CancelledError:
            response = Response(Status.CANCELLED)
        except Exception:
            log.exception("%s failed", running.method.name)
            neutral = RPCError(Status.INTERNAL, f"{running.method.name} failed")
            response = Response(Status.INTERNAL, trailer=neutral.trailer(self.limits))
        await self._finish(running, response, message)

    async def _handle(self, running: Running) -> bytes:
        """The answer of a unary or client-streaming method; what streams goes out on the way."""
        method, call = running.method, self._call(running)
        if method.kind in (UNARY, SERVER_STREAMING):
            data = await self.next_message(running.stream)
            argument = _decoded(data, method)
        else:
            argument = self._requests(running)
        if method.kind in (UNARY, CLIENT_STREAMING):
            message = encode_cbor(await method.handler(argument, call))
            self._check_length(message, method)
            return message
        async with contextlib.aclosing(method.handler(argument, call)) as responses:
            async for response in responses:
                message = encode_cbor(response)
                self._check_length(message, method)
                message, coding = self.outgoing(message)
                await self.send_message(running.stream, message, first_flags=coding)
        return b""

    def _check_length(self, message: bytes, method: Method):
        limit = method.message_bytes or self.limits.message_bytes
        if len(message) > limit:
            raise limit_met("message_bytes", limit,
                            f"a response of {method.name} has {len(message)} bytes")

    def _call(self, running: Running) -> Call:
        try:
            header = decode_cbor(running.request.header) if running.request.header else {}
            metadata = header.get(5, {})
            if not all(isinstance(word, str) for pair in metadata.items() for word in pair):
                raise ValueError("metadata that is not text")
        except Exception as error:
            raise RPCError(Status.INVALID_ARGUMENT,
                           f"the call's header is not valid: {error!r}") from error
        return Call(running.method.name, self.caller, checked_metadata(metadata, self.limits),
                    running.deadline, header.get(0), header.get(2), header.get(3), header.get(4),
                    header.get(6, 0))

    async def _requests(self, running: Running) -> AsyncIterator[Any]:
        while (data := await self.next_message(running.stream)) is not None:
            yield _decoded(data, running.method)

    async def _finish(self, running: Running, response: Response, message: bytes):
        """RESPONSE, with the answer in it or, when it does not fit, before it."""
        now = time.monotonic()
        response.queue_us = int((running.started - running.arrived) * 1e6)
        response.handler_us = int((now - running.started) * 1e6)
        try:
            if not running.is_answered:
                message, coding = self.outgoing(message)
                if len(response.head()) + len(message) > self.frame_bytes:
                    await self.send_message(running.stream, message, first_flags=coding)
                    message, coding = b"", Flag.NONE
                response.message = message
                if not running.is_answered:
                    self._respond(running.stream.number, response, coding)
                    await self.drain()
        except (RPCError, asyncio.CancelledError):
            pass  # Nobody waits for the answer any more.
        finally:
            self._forget(running)

    def _respond(self, number: int, response: Response, flags: Flag = Flag.NONE):
        self.write(Frame(Type.RESPONSE, response.head() + response.message, number, flags))

    def _expired(self, running: Running):
        """The deadline passed: the caller is told at once, the handler ends when it can."""
        if not running.is_answered:
            self._answer_early(running, deadline_exceeded(running.method.name))

    def _answer_early(self, running: Running, error: RPCError):
        self._respond(running.stream.number,
                      Response(error.status, trailer=error.trailer(self.limits)))
        running.is_answered = True
        self._abandon(running)

    def _abandon(self, running: Running):
        if running.task is None:
            self._forget(running)
        else:
            self.drop_stream(running.stream.number)
            running.task.cancel()

    def _forget(self, running: Running):
        if running.timer:
            running.timer.cancel()
        self.drop_stream(running.stream.number)
        self.calls.pop(running.stream.number, None)
        if self.drain_step == 2 and not self.calls:
            self.close(Status.OK, "drained")

    # Draining and the end.

    def start_drain(self):
        if self.drain_step == 0 and self.end_reason is None:
            self.drain_step = 1
            self.write(goaway_frame(STREAM_MAX, Status.OK, "draining"))
            self.write(ping_frame(PROOF_TOKEN))

    def pong(self, token: int):
        if token == PROOF_TOKEN and self.drain_step == 1:
            self.drain_step = 2
            self.last_accepted = self.last_stream
            self.write(goaway_frame(self.last_stream, Status.OK, "draining"))
            if not self.calls:
                self.close(Status.OK, "drained")

    def ended(self, reason: str):
        for running in list(self.calls.values()):
            running.is_answered = True
            self._abandon(running)


def _decoded(data: bytes, method: Method) -> Any:
    try:
        return decode_cbor(data)
    except Exception as error:
        raise RPCError(Status.INVALID_ARGUMENT,
                       f"the request of {method.name} is not valid: {error!r}") from error

"""The Python side of the conformance run: what Tests/ConformancePeer is in Swift.

    conformance_peer.py serve FOLDER LIMITS    prints {"port": …}; stdin: "count", "drain"
    conformance_peer.py call FOLDER            a call (JSON) a line on stdin, its outcome on stdout

README.md says what a call and an outcome hold.
"""

import asyncio
import contextlib
import json
import sys
import time
from dataclasses import dataclass, field

from mesh_rpc import (Call, Client, Context, Detail, Identity, Limits, Method, RPCError, Server,
                      Status)

UNARY, SERVER_STREAM, CLIENT_STREAM, BIDI = range(4)
KINDS = {"unary": UNARY, "idempotent": UNARY, "small": UNARY, "missing": UNARY,
         "server_stream": SERVER_STREAM, "client_stream": CLIENT_STREAM, "bidi": BIDI}
# README.md says how the pattern of payloads is made.
PERIOD = 65_521


def pattern() -> bytes:
    out, x = bytearray(), 1
    for _ in range(PERIOD):
        x = (x * 1_103_515_245 + 12_345) % 2**31
        out.append(b"0123456789abcdef"[x >> 16 & 15])
    return bytes(out)


PATTERN = pattern() * 2


def payload(size: int, number: int) -> bytes:
    """`size` bytes of the pattern, from its byte `number` on."""
    start = number % PERIOD
    rounds = PATTERN if size <= PERIOD else PATTERN * (size // len(PATTERN) + 1) + PATTERN
    return rounds[start : start + size]


def is_intact(data: bytes, number: int) -> bool:
    return data == payload(len(data), number)


# The server.


@dataclass
class Report:
    """What the server saw of one case."""

    started: int = 0
    ended: int = 0
    cancelled: int = 0
    peak: int = 0
    requests: list[int] = field(default_factory=list)
    half_closed: bool = False
    intact: bool = True
    seen: dict = field(default_factory=dict)


class Service:
    def __init__(self):
        self.reports: dict[str, Report] = {}
        self.handlers = {"running": 0, "peak": 0}

    def methods(self) -> list[Method]:
        return [
            Method("conformance.unary", UNARY, self.unary),
            Method("conformance.idempotent", UNARY, self.unary, is_idempotent=True),
            Method("conformance.small", UNARY, self.unary, message_bytes=1024),
            Method("conformance.server_stream", SERVER_STREAM, self.server_stream),
            Method("conformance.client_stream", CLIENT_STREAM, self.client_stream),
            Method("conformance.bidi", BIDI, self.bidi),
            Method("conformance.report", UNARY, self.report, is_idempotent=True),
        ]

    async def report(self, request, call: Call):
        report = self.reports.get(request[0], Report())
        told = vars(report) | report.seen
        del told["seen"]
        return {0: json.dumps(told)}

    async def unary(self, request, call: Call):
        with self.running(request[0], call) as report:
            self.arrived(report, request)
            plan = request.get(3, {})
            await self.finish(plan)
            return reply(plan.get(0, [len(request[1])])[0], 0)

    async def server_stream(self, request, call: Call):
        with self.running(request[0], call) as report:
            self.arrived(report, request)
            plan = request.get(3, {})
            for number, size in enumerate(plan.get(0, [])):
                yield reply(size, number)
                await asyncio.sleep(plan.get(2, 0) / 1000)
            await self.finish(plan)

    async def client_stream(self, requests, call: Call):
        report, plan, count = Report(), {}, 0
        with contextlib.ExitStack() as stack:
            async for request in requests:
                if count == 0:
                    report = stack.enter_context(self.running(request[0], call))
                    plan = request.get(3, {})
                self.arrived(report, request)
                count += 1
                if count == plan.get(4):
                    break
                await asyncio.sleep(plan.get(2, 0) / 1000)
            else:
                report.half_closed = True
            await self.finish(plan)
            return reply(plan.get(0, [0])[0], count)

    async def bidi(self, requests, call: Call):
        report, plan, count = Report(), {}, 0
        with contextlib.ExitStack() as stack:
            async for request in requests:
                if count == 0:
                    report = stack.enter_context(self.running(request[0], call))
                    plan = request.get(3, {})
                self.arrived(report, request)
                if plan.get(3):
                    yield reply(len(request[1]), count)
                count += 1
                if count == plan.get(4):
                    break
                await asyncio.sleep(plan.get(2, 0) / 1000)
            else:
                report.half_closed = True
            for size in plan.get(0, []):
                yield reply(size, count)
                count += 1
            await self.finish(plan)

    @contextlib.contextmanager
    def running(self, case: str, call: Call):
        """Counts a handler in and out, and whether it was cancelled."""
        report = self.reports.setdefault(case, Report())
        report.started += 1
        report.peak = max(report.peak, report.started - report.ended)
        self.handlers["running"] += 1
        self.handlers["peak"] = max(self.handlers.values())
        left = None if call.deadline is None else int((call.deadline - time.monotonic()) * 1000)
        report.seen = {"metadata": call.metadata, "timeout_ms": left, "caller": call.caller,
                       "principal": call.principal and call.principal.get(1),
                       "call_id": call.call_id, "traceparent": call.traceparent}
        try:
            yield report
        except (asyncio.CancelledError, GeneratorExit):
            report.cancelled += 1
            raise
        except RPCError as error:
            report.cancelled += error.message == "nobody reads this stream any more"
            raise
        finally:
            report.ended += 1
            self.handlers["running"] -= 1

    def arrived(self, report: Report, request: dict):
        report.requests.append(len(request[1]))
        report.intact &= is_intact(request[1], request[2])

    async def finish(self, plan: dict):
        await asyncio.sleep(plan.get(1, 0) / 1000)
        if 5 in plan:
            failure = plan[5]
            details = [Detail.read(record) for record in failure.get(2, [])]
            raise RPCError(Status(failure[0]), failure[1], details, failure.get(3, {}))
        if plan.get(6):
            raise LookupError("a secret that no caller may see")


def reply(size: int, number: int) -> dict:
    return {0: payload(size, number), 1: number}


async def serve(folder: str, limits: dict):
    service = Service()
    known = dictionaries(folder, limits)
    server = Server("conformance", service.methods(), Identity(folder), Limits(**limits),
                    dictionaries=known)
    tell({"port": await server.start()})
    lines = await standard_input()
    while line := await lines.readline():
        if b"count" not in line:
            return await server.stop()
        tell(service.handlers)


def dictionaries(folder: str, limits: dict) -> list[bytes]:
    """What `dictionary: 1` among the limits asks for."""
    if not limits.pop("dictionary", 0):
        return []
    with open(f"{folder}/conformance.zdict", "rb") as file:
        return [file.read()]


# The client.


class Caller:
    """Makes the calls of the cases, one client for each port and limits."""

    def __init__(self, folder: str):
        self.folder, self.identity = folder, Identity(folder)
        self.clients: dict[str, Client] = {}

    def client(self, port: int, limits: dict) -> Client:
        key = json.dumps([port, limits])
        if key not in self.clients:
            limits = dict(limits)
            known = dictionaries(self.folder, limits)
            self.clients[key] = Client("127.0.0.1", port, "conformance", self.identity,
                                       Limits(**limits), dictionaries=known)
        return self.clients[key]

    async def outcome(self, case: dict) -> dict:
        client = self.client(case["port"], case.get("client_limits", {}))
        times = case.get("parallel", 1)
        coding = client.compression
        before = (coding.sent, coding.received)
        ends = await asyncio.gather(*[self.end(client, case) for _ in range(times)])
        outcome = ends[0]
        if times > 1:
            names = [end["status"] for end in ends]
            outcome["statuses"] = {name: names.count(name) for name in set(names)}
        outcome["then"] = [await self.end(client, step) for step in case.get("then", [])]
        outcome["compressed"] = {"sent": coding.sent - before[0],
                                 "received": coding.received - before[1]}
        if case.get("report", True):
            outcome["report"] = await self.report(case)
        return outcome

    async def report(self, case: dict) -> dict:
        """What the server saw, once its handlers have ended."""
        client, end = self.client(case["port"], {}), time.monotonic() + 10
        while True:
            answer = await client.unary("conformance.report", {0: case["id"]})
            report = json.loads(answer[0])
            if report["started"] == report["ended"] or time.monotonic() > end:
                return report
            await asyncio.sleep(0.01)

    async def end(self, client: Client, case: dict) -> dict:
        """Makes one call and tells how it ended."""
        replies: list[dict] = []
        task = asyncio.create_task(self.make(client, case, replies))
        if "cancel_after_ms" in case:
            asyncio.get_running_loop().call_later(case["cancel_after_ms"] / 1000, task.cancel)
        try:
            await task
            end = {"status": "OK"}
        except asyncio.CancelledError:
            end = {"status": "CANCELLED"}
        except RPCError as error:
            end = {"status": error.status.name, "message": error.message, "origin": error.origin,
                   "details": [vars(detail) for detail in error.details],
                   "metadata": error.metadata}
        return end | {"replies": [len(message[0]) for message in replies],
                      "numbers": [message[1] for message in replies],
                      "intact": all(is_intact(message[0], message[1]) for message in replies)}

    async def make(self, client: Client, case: dict, replies: list[dict]):
        kind, method = KINDS[case["method"]], f"conformance.{case['method']}"
        options = {"metadata": case.get("metadata"), "context": context(case)}
        if "timeout_ms" in case:
            options["timeout"] = case["timeout_ms"] / 1000
        if kind == UNARY:
            return replies.append(await client.unary(method, asks(case)[0], **options))
        if kind == CLIENT_STREAM:
            return replies.append(await client.client_streaming(method, sending(case), **options))
        if kind == SERVER_STREAM:
            stream = client.server_streaming(method, asks(case)[0], **options)
        else:
            stream = client.bidirectional(method, sending(case), **options)
        async with contextlib.aclosing(stream):
            async for message in stream:
                replies.append(message)
                if len(replies) == case.get("cancel_after_replies"):
                    raise asyncio.CancelledError
                await asyncio.sleep(case.get("read_pause_ms", 0) / 1000)


def context(case: dict) -> Context:
    person = case.get("principal")
    principal = person and {0: person["tenant"], 1: person["subject"], 2: person["role"]}
    return Context(principal, None, case.get("call_id"), case.get("traceparent"))


def asks(case: dict) -> list[dict]:
    """The requests: the first one carries the plan."""
    messages = [{0: case["id"], 1: payload(size, number), 2: number}
                for number, size in enumerate(case["send"])]
    if messages and "plan" in case:
        messages[0][3] = plan(case["plan"])
    return messages


def plan(told: dict) -> dict:
    keys = {"replies": 0, "wait_ms": 1, "between_ms": 2, "echo": 3, "take": 4, "throw": 6}
    record = {keys[name]: value for name, value in told.items() if name in keys}
    if failure := told.get("fail"):
        record[5] = {0: Status[failure["status"]], 1: failure.get("message", "")}
        if "details" in failure:
            record[5][2] = [Detail(**detail).record() for detail in failure["details"]]
        if "metadata" in failure:
            record[5][3] = failure["metadata"]
    return record


async def sending(case: dict):
    for message in asks(case):
        yield message
        await asyncio.sleep(case.get("send_pause_ms", 0) / 1000)


async def call(folder: str):
    caller, lines = Caller(folder), await standard_input()
    while line := await lines.readline():
        case = json.loads(line)
        try:
            tell(await caller.outcome(case) | {"id": case["id"]})
        except Exception as error:  # The runner names the case; the next one may still do.
            tell({"id": case["id"], "fault": repr(error)})


async def standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=2**26)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


def tell(value: dict):
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    role, folder = sys.argv[1:3]
    if role == "serve":
        asyncio.run(serve(folder, json.loads(sys.argv[3])))
    else:
        asyncio.run(call(folder))

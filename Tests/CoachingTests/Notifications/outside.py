"""The world outside, for tests: a mail server (aiosmtpd) and the APIs that letters go to.

Each checks what it is sent, as the real one would, and prints what it took as a line of JSON.
Addresses decide what happens: "gone" is unknown, "later" is refused for now.
"""
import asyncio, base64, email, email.policy, json, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from aiosmtpd.controller import Controller


telling = threading.Lock()


def tell(**what):
    # In one piece: several threads tell at once.
    with telling:
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()


class Mailbox:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later"):
            return "451 4.3.0 try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        tell(
            channel="email", sender=envelope.mail_from, to=envelope.rcpt_tos,
            subject=str(mail["subject"]), header_to=str(mail["to"]), id=str(mail["message-id"]),
            defects=[str(d) for d in mail.defects], text=mail.get_content())
        return "250 OK"


class API(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("retry-after", "7")
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        try:
            status, body = self.take(raw)
        except (AssertionError, KeyError, ValueError) as fault:
            status, body = 400, {"fault": repr(fault)}
            tell(channel="fault", path=self.path, fault=repr(fault))
        self.answer(status, body)

    def take(self, raw):
        parts = self.path.strip("/").split("/")
        assert self.headers["idempotency-key"]
        if parts[0] == "2010-04-01":
            return self.sms(parts, raw)
        assert self.headers["authorization"] == "Bearer sesame"
        assert self.headers["content-type"] == "application/json"
        json_body = json.loads(raw)
        if parts[0] == "v1":
            return self.push(parts, json_body)
        assert parts[0] == "contacts" and self.headers["version"] == "2021-07-28"
        if parts[1] == "gone":
            return 404, {"message": "no such contact"}
        if parts[2:] == ["tasks"]:
            assert json_body["title"] and json_body["completed"] is False
            assert json_body["dueDate"].endswith("Z")
            tell(channel="ghl_task", contact=parts[1], task=json_body)
            return 201, {"task": {"id": "task-1"}}
        assert parts[2] == "workflow" and json_body["eventStartTime"]
        tell(channel="ghl_workflow", contact=parts[1], workflow=parts[3])
        return 200, {"succeded": True}

    def sms(self, parts, raw):
        secret = base64.b64encode(b"AC1:sesame").decode()
        assert self.headers["authorization"] == "Basic " + secret
        form = {key: value[0] for key, value in parse_qs(raw.decode(), strict_parsing=True).items()}
        assert parts == ["2010-04-01", "Accounts", "AC1", "Messages.json"]
        assert form["From"] == "+15125550100" and len(form["Body"]) <= 1600
        if form["To"] == "+10000000000":
            return 429, {}
        tell(channel="sms", to=form["To"], text=form["Body"])
        return 201, {"sid": "SM1"}

    def push(self, parts, body):
        assert parts == ["v1", "projects", "mesh", "messages:send"]
        message = body["message"]
        if message["token"] == "gone":
            return 404, {"error": {"status": "NOT_FOUND"}}
        tell(channel="push_notification", token=message["token"], title=message["notification"]["title"])
        return 200, {"name": "projects/mesh/messages/1"}


api = ThreadingHTTPServer(("127.0.0.1", 0), API)
threading.Thread(target=api.serve_forever, daemon=True).start()


class Mail(Controller):
    def _trigger_server(self):
        """Its first connection goes to the port that was bound."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


mail = Mail(Mailbox(), hostname="127.0.0.1", port=0)
mail.start()
tell(smtp=mail.port, http=api.server_address[1])
sys.stdin.read()

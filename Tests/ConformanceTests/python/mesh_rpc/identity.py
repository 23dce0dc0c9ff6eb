"""Who is at the other end: TLS 1.3 on both sides and one SPIFFE name (wire.md §1)."""

import re
import ssl
from dataclasses import dataclass

NAME = re.compile(r"spiffe://mesh\.local/([^/?#]+)")


@dataclass(frozen=True)
class Identity:
    """The folder that holds ca.pem, cert.pem and key.pem."""

    directory: str

    def server_context(self) -> ssl.SSLContext:
        return self._context(ssl.PROTOCOL_TLS_SERVER)

    def client_context(self) -> ssl.SSLContext:
        return self._context(ssl.PROTOCOL_TLS_CLIENT)

    def _context(self, role: int) -> ssl.SSLContext:
        context = ssl.SSLContext(role)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.check_hostname = False
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(f"{self.directory}/ca.pem")
        context.load_cert_chain(f"{self.directory}/cert.pem", f"{self.directory}/key.pem")
        context.set_alpn_protocols(["mesh/1"])
        return context


def peer_service(tls: ssl.SSLObject) -> str:
    """The service that the peer's certificate names; raises when it names none, or without ALPN."""
    if tls.selected_alpn_protocol() != "mesh/1":
        raise ValueError("the peer does not speak the protocol mesh/1 (ALPN)")
    names = (tls.getpeercert() or {}).get("subjectAltName", ())
    uris = [value for kind, value in names if kind == "URI"]
    match = NAME.fullmatch(uris[0]) if len(uris) == 1 else None
    if not match:
        raise ValueError(f"the certificate names no one service: {uris}")
    return match[1]

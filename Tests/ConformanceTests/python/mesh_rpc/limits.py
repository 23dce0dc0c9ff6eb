"""Every bound of a connection (wire.md §6)."""

from dataclasses import dataclass

SMALLEST_CHARGE = 256
STREAM_MAX = 2**31 - 1
CREDIT_MAX = 2**31 - 1


@dataclass(frozen=True)
class Limits:
    frame_bytes: int = 65_536
    stream_credit: int = 262_144
    connection_credit: int = 1_048_576
    concurrent_calls: int = 1_024
    message_bytes: int = 4 * 1024 * 1024
    metadata_pairs: int = 64
    metadata_bytes: int = 8_192
    status_message_bytes: int = 1_024
    status_details: int = 16
    abnormal_events: int = 2_000
    abnormal_events_per_second: int = 400
    hello_seconds: float = 5
    frame_seconds: float = 20
    ping_seconds: float = 15
    ping_answer_seconds: float = 10
    shortest_ping_seconds: float = 1
    connect_seconds: float = 5
    # Whether HELLO offers to read compressed messages, and whether messages are sent so.
    reads_compressed: bool = True
    compresses: bool = False

"""Compressed messages (wire.md §2, Compression)."""

import zstandard

from .limits import Limits
from .status import RPCError, Status, limit_met

ALGORITHM = "zstd"
RATIO_MAX = 100
# A message counts as this long at least.
COUNTED_BYTES = 256
WINDOW_BYTES = 8 * 1024 * 1024
# Shorter messages are not worth a frame of their own; what a side sends is its own choice.
SHORTEST = 1024
SHORTEST_WITH_DICTIONARY = 256
LEVEL = 1


class BadFrame(Exception):
    """A compressed message that breaks the format."""


class Compression:
    """What one side reads, and what it sends to one peer."""

    def __init__(self, limits: Limits, dictionaries: list[bytes] = ()):
        self.limits = limits
        loaded = [zstandard.ZstdCompressionDict(data) for data in dictionaries]
        self.dictionaries = {entry.dict_id(): entry for entry in loaded}
        self.sent = 0
        self.received = 0

    @property
    def algorithms(self) -> list[str]:
        return [ALGORITHM] if self.limits.reads_compressed else []

    def compressed(self, message: bytes, peer) -> bytes | None:
        """The frame that stands for `message`; None where it goes as it is.

        `peer` is the HELLO of the reader.
        """
        if not self.limits.compresses or ALGORITHM not in peer.compressions:
            return None
        known = [self.dictionaries[number] for number in peer.dictionaries
                 if number in self.dictionaries]
        if len(message) < (SHORTEST_WITH_DICTIONARY if known else SHORTEST):
            return None
        frame = zstandard.ZstdCompressor(
            LEVEL, dict_data=known[0] if known else None, write_content_size=True).compress(message)
        if len(frame) >= len(message) or len(message) > content_max(frame):
            return None
        self.sent += 1
        return frame

    def decompressed(self, data: bytes, message_bytes: int) -> bytes:
        """The message; raises BadFrame, or RPCError where a limit is met."""
        try:
            head = zstandard.get_frame_parameters(data)
        except zstandard.ZstdError as error:
            raise BadFrame(f"no zstd frame: {error}") from error
        size = head.content_size
        if size == zstandard.CONTENTSIZE_UNKNOWN:
            raise BadFrame("the zstd frame does not say how long its content is")
        if size > message_bytes:
            raise limit_met("message_bytes", message_bytes, f"a zstd frame stands for {size} bytes")
        if size > content_max(data):
            raise limit_met("compression_ratio", RATIO_MAX,
                            f"a zstd frame of {len(data)} bytes stands for {size}")
        if head.window_size > WINDOW_BYTES:
            raise limit_met("window_bytes", WINDOW_BYTES,
                            f"a zstd frame needs a window of {head.window_size} bytes")
        if head.dict_id and head.dict_id not in self.dictionaries:
            raise BadFrame(f"the zstd frame needs the dictionary {head.dict_id}, not offered")
        try:
            reader = zstandard.ZstdDecompressor(dict_data=self.dictionaries.get(head.dict_id))
            message = reader.decompress(data, allow_extra_data=False)
        except zstandard.ZstdError as error:
            raise BadFrame(f"the zstd frame is damaged: {error}") from error
        if len(message) != size:
            raise BadFrame(f"the zstd frame says {size} bytes and has {len(message)}")
        self.received += 1
        return message

    def readable(self, data: bytes, is_compressed: bool, message_bytes: int,
                 invalid: Status) -> bytes:
        """The message as it was before it was compressed."""
        if not is_compressed:
            return data
        try:
            return self.decompressed(data, message_bytes)
        except BadFrame as error:
            raise RPCError(invalid, f"a message is not valid: {error}") from error


def content_max(frame: bytes) -> int:
    """The longest content that a reader takes from so long a frame."""
    return RATIO_MAX * max(len(frame), COUNTED_BYTES)

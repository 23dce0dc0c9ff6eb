"""A client and a server of the mesh's wire, written from contracts/wire.md alone.

    async with Client("127.0.0.1", 7001, "echo", Identity("certificates/gateway")) as echo:
        print(await echo.unary("echo.say", {0: "hi"}, timeout=2))
        async for item in echo.server_streaming("echo.count", {0: 3}):
            print(item)

A message is any value that CBOR can say; contracts name the fields: {0: "hi"} is field 0.
"""

from .client import Client, Context
from .limits import Limits
from .server import Call, Method, Server
from .status import Detail, RPCError, Status
from .identity import Identity

__all__ = ["Call", "Client", "Context", "Detail", "Identity", "Limits", "Method", "RPCError",
           "Server", "Status"]

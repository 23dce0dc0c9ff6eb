"""Reads a body of OTLP/HTTP JSON as opentelemetry-proto does; prints what it says, or the fault.

Usage: otlp_check.py FILE
"""

import base64
import json
import re
import sys

from google.protobuf import json_format
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


def in_base64(node):
    """OTLP's JSON has ids in hex, where protobuf's has all bytes in base64."""
    for span in (
        span
        for resource in node["resourceSpans"]
        for scope in resource["scopeSpans"]
        for span in scope["spans"]
    ):
        for item in [span] + span.get("links", []):
            for key, digits in (("traceId", 32), ("spanId", 16), ("parentSpanId", 16)):
                if key in item:
                    if not re.fullmatch("[0-9a-f]{%d}" % digits, item[key]):
                        raise ValueError(f"{key} is {item[key]!r}")
                    item[key] = base64.b64encode(bytes.fromhex(item[key])).decode()


def value(any_value):
    kind = any_value.WhichOneof("value")
    if kind == "array_value":
        return [value(item) for item in any_value.array_value.values]
    return getattr(any_value, kind)


def attributes(items):
    return {item.key: value(item.value) for item in items}


with open(sys.argv[1]) as file:
    body = json.load(file)
in_base64(body)
request = json_format.ParseDict(body, ExportTraceServiceRequest())
spans = [
    {
        "resource": attributes(resource.resource.attributes),
        "trace": span.trace_id.hex(),
        "span": span.span_id.hex(),
        "parent": span.parent_span_id.hex(),
        "state": span.trace_state,
        "name": span.name,
        "kind": span.kind,
        "nanoseconds": span.end_time_unix_nano - span.start_time_unix_nano,
        "status": span.status.code,
        "events": [event.name for event in span.events],
        "text": {k: str(v) for k, v in attributes(span.attributes).items()},
    }
    for resource in request.resource_spans
    for scope in resource.scope_spans
    for span in scope.spans
]
print(json.dumps(spans))

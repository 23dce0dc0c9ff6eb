"""Lets Anthropic's own SDK speak with the server at URL; prints what it understood, as JSON.

Usage: sdk_check.py URL KEY
"""

import json
import sys

import anthropic

url, key = sys.argv[1:]
SYSTEM = [{"type": "text", "text": "Judge conversations. " * 400, "cache_control": {"type": "ephemeral"}}]
ASK = {"model": "claude-haiku-5-5", "max_tokens": 256, "messages": [{"role": "user", "content": "Hello"}]}
SCHEMA = {
    "type": "object",
    "properties": {"score": {"type": "integer"}},
    "required": ["score"],
    "additionalProperties": False,
}


def client(path="", retries=0):
    return anthropic.Anthropic(api_key=key, base_url=url + path, max_retries=retries, timeout=20)


def said():
    message = client("/said").messages.create(system=SYSTEM, **ASK)
    again = client("/said").messages.create(system=SYSTEM, **ASK)
    return {
        "text": message.content[-1].text,
        "kinds": [block.type for block in message.content],
        "stop": message.stop_reason,
        "written": message.usage.cache_creation_input_tokens,
        "read": again.usage.cache_read_input_tokens,
        "request_id": message._request_id,
    }


def streamed():
    with client("/said").messages.stream(system=SYSTEM, **ASK) as stream:
        text = "".join(stream.text_stream)
        message = stream.get_final_message()
    return {
        "text": text,
        "same": message.content[-1].text == text,
        "kinds": [block.type for block in message.content],
        "stop": message.stop_reason,
        "read": message.usage.cache_read_input_tokens,
        "output": message.usage.output_tokens,
    }


def shaped():
    form = {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}}
    return json.loads(client("/shaped").messages.create(**form, **ASK).content[0].text)


def refused():
    message = client("/refused").messages.create(**ASK)
    return [message.stop_reason, message.stop_details.category, len(message.content)]


def fault(path, **more):
    try:
        client(path).messages.create(**{**ASK, **more})
    except anthropic.APIStatusError as error:
        return [type(error).__name__, error.status_code, error.body["error"]["type"]]
    return None


def faults():
    paths = json.loads(sys.stdin.read())
    seen = {path: fault(path) for path in paths}
    seen["sampling"] = fault("", extra_body={"temperature": 1})
    seen["model"] = fault("", model="nobody-knows")
    seen["prefill"] = fault("", messages=[{"role": "assistant", "content": "The"}])
    wrong = anthropic.Anthropic(api_key="wrong", base_url=url, max_retries=0)
    try:
        wrong.messages.create(**ASK)
    except anthropic.AuthenticationError as error:
        seen["key"] = [type(error).__name__, error.status_code, error.body["error"]["type"]]
    return seen


def stream_fault():
    try:
        with client("/overloaded-midway").messages.stream(**ASK) as stream:
            for _ in stream.text_stream:
                pass
    except anthropic.APIStatusError as error:
        return error.body["error"]["type"]
    return None


print(
    json.dumps(
        {
            "said": said(),
            "streamed": streamed(),
            "shaped": shaped(),
            "refused": refused(),
            "faults": faults(),
            "stream_fault": stream_fault(),
            "retried": client("/twice", retries=2).messages.create(**ASK).content[0].text,
            "counted": client().messages.count_tokens(model=ASK["model"], messages=ASK["messages"]).input_tokens,
        }
    )
)

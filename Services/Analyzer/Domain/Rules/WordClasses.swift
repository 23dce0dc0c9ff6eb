/// Classes that patterns name in angle brackets.
enum WordClasses {
    static let all: [String: String] = [
        "<day>": """
        monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thurs|thu|\
        fri|sat|sun|tomorrow|tonight|weekend
        """,
        "<month>":
            "january|february|march|april|june|july|august|september|october|november|december",
        "<count>": "<number>|one|two|three|all|both|an extra|one extra|most|half|either",
        "<goods>": """
        food|foods|water|waters|wood|firewood|package|packages|pack|packs|bottle|bottles|bundle|\
        bundles|supplies|items|of each
        """,
        "<deals>": """
        ill|i will|id|i would|i can|i could|willing to|i propose|i offer|you can|you could|you|we \
        can|we could|we|lets|let me|let us|can i|could i|may i|if i|if you|what if (i|you|we)|how \
        about (i|you|we|if i|if you)|how about|what about|should i|i|able to|prepared to|happy to
        """,
        "<part>": "morning|afternoon|evening|noon|lunchtime|midday",
        "<me>": "me|us",
        "<we>": "i|we",
        "<will>": """
        ill|i will|well|we will|ill be|let me|i can|we can|i could|im going to|were going to
        """,
        "<home>": """
        it|this|that|the (house|home|place|property|apartment|unit|condo|listing|studio|room|\
        townhouse|building)|this (house|home|place|property|apartment|unit|condo|listing|one)|\
        that (house|home|place|property|apartment|unit|condo|one)|my (house|place|apartment)|\
        one|them
        """,
        "<homes>": """
        homes|houses|properties|listings|condos|some (homes|houses|properties|listings|condos|\
        places)|a few (homes|houses|properties|listings|condos|places)|several (homes|houses|\
        properties|listings)|these (homes|houses|properties|listings)|those (homes|houses|\
        properties|listings)
        """,
        "<very>": "very|really|so|too|a bit|a little|kind of|kinda|pretty|quite|way|just|still",
        "<high>": "high|expensive|steep|pricey|costly|much|rich",
        "<family>": """
        wife|husband|spouse|partner|fiance|fiancee|boyfriend|girlfriend|parents|family|\
        roommate|roommates|boss|mom|dad
        """,
    ]
}

// Prints one JSON line for each codec: its size and the median times of a call.
for result in try measure(codecs(for: Conversation.sample())) {
    print(
        #"{"codec":"\#(result.codec.name)","bytes":\#(result.codec.byteCount),"#
            + #""encode_us":\#(result.encode),"decode_us":\#(result.decode)}"#)
}

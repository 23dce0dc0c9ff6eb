/// Anything that can stand in a field of a message.
///
/// The array requirements have defaults; a type overrides them when its arrays are not CBOR arrays,
/// as `UInt8` does to make `[UInt8]` a byte string.
public protocol WireValue: Sendable {
    /// What it is on the wire, for the CDDL, the lock file and JSON.
    static var wireType: WireType { get }
    static var wireArrayType: WireType { get }

    func encode(into encoder: inout WireEncoder)
    init(from decoder: inout WireDecoder) throws(WireError)

    static func encodeArray(_ values: [Self], into encoder: inout WireEncoder)
    static func decodeArray(from decoder: inout WireDecoder) throws(WireError) -> [Self]
}

/// A CBOR map with integer keys; `@WireMessage` writes the conformance.
public protocol WireMessage: WireValue, Codable {
    static var wireSchema: WireSchema { get }
}

extension WireMessage {
    public static var wireType: WireType { .message(Self.self) }
}

/// Makes a struct with `CodingKeys: Int` a message of the wire.
///
/// Adds the memberwise initializer, the direct encoder and decoder (deterministic CBOR, RFC 8949
/// §4.2.1), the schema and, where a property has a default, an `init(from: Decoder)` that takes the
/// default for a missing key. Optionals are absent when nil; defaults are always sent.
@attached(member, names: named(init))
@attached(
    extension, conformances: WireMessage, names: named(encode), named(init), named(wireSchema))
public macro WireMessage() = #externalMacro(module: "WireMacros", type: "WireMessageMacro")

extension WireMessage {
    /// The message in deterministic CBOR.
    @inlinable
    public func wireBytes() -> [UInt8] {
        // Most messages fit here, on the stack.
        withUnsafeTemporaryAllocation(byteCount: 1_024, alignment: 8) { memory in
            var encoder = WireEncoder(beginningIn: memory, holdsLongStrings: true)
            encode(into: &encoder)
            return encoder.bytes
        }
    }

    /// Reads exactly one message, and nothing after it.
    @inlinable
    public init(
        wireBytes bytes: UnsafeRawBufferPointer, limits: WireLimits = WireLimits()
    ) throws(WireError) {
        var decoder = WireDecoder(bytes, limits: limits)
        try self.init(from: &decoder)
        try decoder.finish()
    }

    @inlinable
    public init(wireBytes bytes: [UInt8], limits: WireLimits = WireLimits()) throws(WireError) {
        try self.init(wireBytes: bytes.span.bytes, limits: limits)
    }

    @inlinable
    public init(wireBytes bytes: RawSpan, limits: WireLimits = WireLimits()) throws(WireError) {
        self = try bytes.withUnsafeBytes { buffer throws(WireError) in
            try Self(wireBytes: buffer, limits: limits)
        }
    }

    /// Any other collection of bytes; contiguous ones are read in place.
    public init(
        wireBytes bytes: some Collection<UInt8>, limits: WireLimits = WireLimits()
    ) throws(WireError) {
        let read = bytes.withContiguousStorageIfAvailable { buffer in
            Result { () throws(WireError) in
                try Self(wireBytes: UnsafeRawBufferPointer(buffer), limits: limits)
            }
        }
        if let read {
            self = try read.get()
        } else {
            try self.init(wireBytes: Array(bytes), limits: limits)
        }
    }
}

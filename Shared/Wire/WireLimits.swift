/// What one message may ask of its reader.
public struct WireLimits: Hashable, Sendable {
    /// Levels of arrays, maps and tags: what every contract needs several times over, and far below
    /// what a stack bears.
    public var depthMax = 32
    /// Array elements, map keys and map values together: a megabyte of one-byte items at most, so
    /// that small input cannot become large memory.
    public var itemCountMax = 131_072

    public init() {}

    public init(depthMax: Int, itemCountMax: Int) {
        self.depthMax = depthMax
        self.itemCountMax = itemCountMax
    }

    /// The most that is reserved for an array before its elements are there: a constant, so that no
    /// declared length sizes an allocation.
    @usableFromInline static let reservedByteCountMax = 4_096
}

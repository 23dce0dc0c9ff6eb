/// What is compressed, and what is read of others, with the reasons.
package enum CompressionLimits {
    /// A frame may stand for at most this many times its own bytes. Messages of the mesh stay below
    /// 20; a sender leaves a message that compresses better as it is.
    package static let ratio = 100
    /// A frame counts as this long at least, as its credit does: short frames compress well, and
    /// what they stand for is short too.
    package static let countedBytes = 256
    /// The largest window, that of RFC 8878 §3.1.1.1.2: what any reader must have memory for.
    package static let windowBytes = 8 * 1_024 * 1_024
    /// With a dictionary shorter messages than this save less than their frame costs.
    package static let shortestWithDictionary = 256
    /// Without one the first kilobyte saves little: nothing has been seen yet.
    package static let shortest = 1_024
    /// Compressed messages keep at most seven eighths of their bytes; others go as they are.
    package static let leastSaving = 8
    /// Level 1 costs two thirds of level 3, and leaves the same bytes where nothing is repeated far.
    package static let level: Int32 = 1
    /// With a dictionary the tables are made beforehand, and level 3 saves a tenth more.
    package static let levelWithDictionary: Int32 = 3
    /// Contexts that are kept: as many as run at a time. One holds a megabyte after long messages.
    package static let pooledContexts = 8
    /// A dictionary's longest; training gains nothing beyond a hundredth of what it saw.
    package static let dictionaryBytes = 112_640
}

/// The open streams of one connection: found by id, held in slots that are used again.
///
/// A slot's number stays the same while its stream is open, so a driver may keep what belongs to
/// the stream in an array of its own.
struct StreamTable<Stream: Sendable>: Sendable {
    private(set) var slots: [Stream?] = []
    private var free: [Int] = []
    private var places: [UInt32: Int] = [:]

    var count: Int { places.count }

    func slot(of id: UInt32) -> Int? { places[id] }

    mutating func insert(_ stream: Stream, id: UInt32) -> Int {
        let slot: Int
        if let last = free.popLast() {
            slot = last
            slots[slot] = stream
        } else {
            slot = slots.count
            slots.append(stream)
        }
        places[id] = slot
        return slot
    }

    mutating func remove(slot: Int, id: UInt32) {
        slots[slot] = nil
        free.append(slot)
        places[id] = nil
    }

    /// The stream in an occupied slot.
    subscript(slot: Int) -> Stream {
        get { slots[slot]! }  // A driver names only slots that are open.
        _modify { yield &slots[slot]! }
    }

    func contains(slot: Int) -> Bool { slots.indices.contains(slot) && slots[slot] != nil }

    /// Every open slot. O(slots).
    var openSlots: [Int] { slots.indices.filter { slots[$0] != nil } }
}

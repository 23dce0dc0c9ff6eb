/// The open streams of one connection: found by id, held in slots that are used again.
///
/// A slot's number stays the same while its stream is open, so a driver may keep what belongs to
/// the stream in an array of its own.
struct StreamTable<Stream: Sendable>: Sendable {
    /// Streams and, in slots that are not open, what stands for none: so a stream is reached where
    /// it lies, and copied for nobody. Drivers name only slots that are open.
    var slots: [Stream] = []
    private var isOpen: [Bool] = []
    private var free: [Int] = []
    private var places = StreamPlaces()
    private let none: Stream

    /// `none` fills the slots that are not open.
    init(free none: Stream) { self.none = none }

    var count: Int { places.count }

    func slot(of id: UInt32) -> Int? { places[id] }

    mutating func insert(_ stream: Stream, id: UInt32) -> Int {
        let slot: Int
        if let last = free.popLast() {
            slot = last
            slots[slot] = stream
            isOpen[slot] = true
        } else {
            slot = slots.count
            slots.append(stream)
            isOpen.append(true)
        }
        places.insert(id, slot)
        return slot
    }

    mutating func remove(slot: Int, id: UInt32) {
        slots[slot] = none
        isOpen[slot] = false
        free.append(slot)
        places.remove(id)
    }

    func contains(slot: Int) -> Bool { isOpen.indices.contains(slot) && isOpen[slot] }

    /// Every open slot. O(slots).
    var openSlots: [Int] { isOpen.indices.filter { isOpen[$0] } }
}

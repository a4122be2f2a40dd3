/// Leaves out what nobody reads, such as the single periods of a ratio of which the total alone is asked.
extension PlanBuilder {
  func removeUnread() {
    var isRead = Array(repeating: false, count: slots.count)
    var waiting: [Int] = []
    func note(_ slot: Int) {
      guard !isRead[slot] else { return }
      isRead[slot] = true
      waiting.append(slot)
    }
    func note(_ item: Item) { for operand in item.operands { operand.slot.map(note) } }
    for slot in inputs { note(slot) }
    for operand in outputs.joined() { operand.slot.map(note) }
    let items = (lists + endings).joined()
    var makers: [Int: [Item]] = [:]
    for item in items {
      for slot in item.destinations { makers[slot, default: []].append(item) }
      guard case .settle(let settling) = item else { continue }
      // Its rounds look at everything in them.
      for inner in [item] + lists[settling.start] + lists[settling.round] {
        note(inner)
        for slot in inner.destinations { note(slot) }
      }
    }
    while let slot = waiting.popLast() { for item in makers[slot] ?? [] { note(item) } }
    func keep(_ item: Item) -> Bool { item.destinations.contains { isRead[$0] } }
    lists = lists.map { $0.filter(keep) }
    endings = endings.map { $0.filter(keep) }
    for slot in slots.indices where !isRead[slot] { slots[slot].isLasting = false }
  }
}

extension Operand {
  /// The slot that it is in.
  fileprivate var slot: Int? {
    switch self {
    case .number: nil
    case .lanes(let slot), .kept(let slot, _): slot
    }
  }
}

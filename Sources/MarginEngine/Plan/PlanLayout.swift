import CMarginKernels

/// Gives the slots of a builder places in memory: those that are needed after their list has ended one each, the others
/// one from a pool as long as they are needed.
struct PlanLayout {
  private var slots: [Slot]
  private let lists: [[Item]]
  private let constantCount: Int
  private let periods: Int
  private let width = PlanProgram.width
  private var places: [Int?]
  /// By list, the last item that reads each of its own slots.
  private var ends: [[Int: [Int]]]
  private var free: [Int] = []
  private(set) var size: Int

  init(_ builder: PlanBuilder, loops: [Int]) {
    let loops = Set(loops)
    let uses = Uses(builder)
    slots = builder.slots
    var lists = builder.lists.indices.map { list in
      builder.lists[list] + (loops.contains(list) ? builder.endings[list] : [])
    }
    for list in lists.indices { fuse(&lists[list], uses) }
    let inPlace = PlanInPlace(&lists, slots, periods: builder.periods, outputs: builder.outputs)
    for slot in inPlace.earlier.keys { slots[slot].isLasting = true }
    self.lists = lists
    constantCount = builder.constants.count
    periods = builder.periods
    places = Array(repeating: nil, count: slots.count)
    ends = Array(repeating: [:], count: lists.count)
    // Whole cache lines.
    size = (constantCount + 7) / 8 * 8
    keepWhatIsShared(builder.outputs)
    for slot in slots.indices where slots[slot].isLasting && inPlace.earlier[slot] == nil {
      places[slot] = size
      size += width * (slots[slot].keepsPeriods ? max(1, periods) : 1)
    }
    for (slot, other) in inPlace.earlier { places[slot] = places[other] }
  }

  func items(of list: Int) -> [Item] { lists[list] }

  /// Finds the slots that other lists read, or that are read at the end, and the last use of the others.
  private mutating func keepWhatIsShared(_ outputs: [[Operand]]) {
    var last: [Int: (list: Int, item: Int)] = [:]
    func read(_ operand: Operand, _ list: Int, _ item: Int, _ slots: inout [Slot]) {
      guard case .lanes(let slot) = operand else { return }
      if slots[slot].list == list { last[slot] = (list, item) } else { slots[slot].isLasting = true }
    }
    for (list, items) in lists.enumerated() {
      for (index, item) in items.enumerated() {
        for operand in item.operands { read(operand, list, index, &slots) }
        for slot in item.destinations where slots[slot].list != list { slots[slot].isLasting = true }
      }
    }
    for operand in outputs.joined() { read(operand, -1, 0, &slots) }
    for (slot, place) in last where !slots[slot].isLasting { ends[place.list][place.item, default: []].append(slot) }
    for list in ends.indices { for item in ends[list].keys { ends[list][item]?.sort() } }
  }

  /// Inner lists run in the middle of others, whose places they must leave alone.
  mutating func open(_ list: Int, isInner: Bool) { if isInner { free = [] } }

  mutating func take(_ slot: Int) {
    guard places[slot] == nil else { return }
    if let place = free.popLast() {
      places[slot] = place
    } else {
      places[slot] = size
      size += width
    }
  }

  mutating func release(after item: Int, in list: Int) {
    for slot in ends[list][item] ?? [] { if let place = places[slot] { free.append(place) } }
  }

  func address(_ operand: Operand) -> PlanProgram.Address {
    switch operand {
    case .number(let place, let varies): .init(place: place, stride: varies ? 1 : 0, isForEachLane: false)
    case .lanes(let slot):
      .init(place: places[slot] ?? 0, stride: slots[slot].keepsPeriods ? width : 0, isForEachLane: true)
    case .kept(let slot, let earlier):
      .init(place: (places[slot] ?? 0) - earlier * width, stride: width, isForEachLane: true)
    }
  }

  /// Of what keeps its periods, one for each of them.
  func addresses(_ operand: Operand) -> [PlanProgram.Address] {
    let first = address(operand)
    guard case .kept = operand else { return [first] }
    return (0..<periods).map { .init(place: first.place + $0 * first.stride, stride: 0, isForEachLane: true) }
  }

  func instruction(_ operation: Operation) -> MarginInstruction {
    let destination = address(.lanes(operation.destination))
    let (a, b) = (address(operation.a), operation.b.map(address))
    let (c, d) = (operation.c.map(address), operation.d.map(address))
    func place(_ address: PlanProgram.Address?) -> Int32 { Int32(truncatingIfNeeded: address?.place ?? 0) }
    func stride(_ address: PlanProgram.Address?) -> Int32 { Int32(truncatingIfNeeded: address?.stride ?? 0) }
    func bit(_ address: PlanProgram.Address?, _ bit: Int32) -> Int32 { address?.isForEachLane ?? false ? bit : 0 }
    return MarginInstruction(
      kind: operation.code.rawValue << 4 | bit(a, 1) | bit(b, 2) | bit(c, 4) | bit(d, 8),
      destination: place(destination), a: place(a), b: place(b), c: place(c), d: place(d),
      destinationStride: stride(destination), aStride: stride(a), bStride: stride(b), cStride: stride(c),
      dStride: stride(d), from: Int32(clamping: operation.periods.lowerBound),
      to: Int32(clamping: operation.periods.upperBound))
  }
}

extension Item {
  var operands: [Operand] {
    switch self {
    case .operation(let operation):
      // What grows reads itself.
      [.growBySum, .growByProduct].contains(operation.code)
        ? operation.operands + [.lanes(operation.destination)] : operation.operands
    case .call(let call): call.arguments
    case .settle(let settling): settling.found + settling.guesses.map { .lanes($0) }
    }
  }

  var destinations: [Int] {
    switch self {
    case .operation(let operation): [operation.destination]
    case .call(let call): [call.destination]
    case .settle(let settling): settling.guesses
    }
  }
}

/// How often each slot is read.
struct Uses {
  private(set) var counts: [Int]

  init(_ builder: PlanBuilder) {
    counts = Array(repeating: 0, count: builder.slots.count)
    for item in (builder.lists + builder.endings).joined() { for operand in item.operands { add(operand) } }
    for operand in builder.outputs.joined() { add(operand) }
  }

  private mutating func add(_ operand: Operand) { if case .lanes(let slot) = operand { counts[slot] += 1 } }
}

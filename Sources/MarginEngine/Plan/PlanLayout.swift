import CMarginKernels

/// Gives the slots of a builder places in memory: those that are needed after their list has ended one each, the others
/// one from a pool as long as they are needed. No operation writes where it reads.
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
    var uses = Uses(builder)
    slots = builder.slots
    var lists = builder.lists.indices.map { list in
      builder.lists[list] + (loops.contains(list) ? builder.endings[list] : [])
    }
    for list in lists.indices { fuse(&lists[list], &uses) }
    self.lists = lists
    constantCount = builder.constants.count
    periods = builder.periods
    places = Array(repeating: nil, count: slots.count)
    ends = Array(repeating: [:], count: lists.count)
    // Whole cache lines.
    size = (constantCount + 7) / 8 * 8
    keepWhatIsShared(builder.outputs)
    for slot in slots.indices where slots[slot].isLasting {
      places[slot] = size
      size += width * (slots[slot].keepsPeriods ? max(1, periods) : 1)
    }
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
    let (a, b, c) = (address(operation.a), operation.b.map(address), operation.c.map(address))
    func place(_ address: PlanProgram.Address?) -> Int32 { Int32(truncatingIfNeeded: address?.place ?? 0) }
    func stride(_ address: PlanProgram.Address?) -> Int32 { Int32(truncatingIfNeeded: address?.stride ?? 0) }
    func bit(_ address: PlanProgram.Address?, _ bit: Int32) -> Int32 { address?.isForEachLane ?? false ? bit : 0 }
    return MarginInstruction(
      kind: operation.code.rawValue << 3 | bit(a, 1) | bit(b, 2) | bit(c, 4), destination: place(destination),
      a: place(a), b: place(b), c: place(c), destinationStride: stride(destination), aStride: stride(a),
      bStride: stride(b), cStride: stride(c), from: Int32(clamping: operation.periods.lowerBound),
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

/// Joins an operation with the one whose result only it reads, so that the result stays in a register.
private func fuse(_ items: inout [Item], _ uses: inout Uses) {
  var makers: [Int: Int] = [:]
  for index in items.indices {
    guard case .operation(var operation) = items[index], operation.periods == 0..<Int.max else { continue }
    if let (place, joined) = fused(operation, items, makers, uses) {
      items[index] = .operation(joined)
      operation = joined
      items[place] = .operation(Operation(code: .copy, a: .number(0, varies: false), destination: -1))
    }
    if [.add, .subtract, .multiply, .divide].contains(operation.code) { makers[operation.destination] = index }
  }
  items.removeAll { if case .operation(let operation) = $0 { operation.destination < 0 } else { false } }
}

private func fused(
  _ operation: Operation, _ items: [Item], _ makers: [Int: Int], _ uses: Uses
) -> (place: Int, joined: Operation)? {
  func maker(_ operand: Operand?) -> (place: Int, operation: Operation)? {
    guard case .lanes(let slot)? = operand, uses.counts[slot] == 1, let place = makers[slot],
      case .operation(let made) = items[place], made.destination == slot
    else { return nil }
    return (place, made)
  }
  func joined(_ made: (place: Int, operation: Operation), _ code: Operation.Code, _ rest: Operand?) -> (Int, Operation)
  {
    (
      made.place,
      Operation(code: code, a: made.operation.a, b: made.operation.b, c: rest, destination: operation.destination)
    )
  }
  if let made = maker(operation.a) {
    switch (made.operation.code, operation.code) {
    case (.add, .add): return joined(made, .addAdd, operation.b)
    case (.add, .multiply): return joined(made, .addMultiply, operation.b)
    case (.subtract, .multiply): return joined(made, .subtractMultiply, operation.b)
    case (.multiply, .add): return joined(made, .multiplyAdd, operation.b)
    case (.multiply, .subtract): return joined(made, .multiplySubtract, operation.b)
    case (.multiply, .multiply): return joined(made, .multiplyMultiply, operation.b)
    case (.multiply, .divide): return joined(made, .multiplyDivide, operation.b)
    case (.divide, .multiply): return joined(made, .divideMultiply, operation.b)
    default: break
    }
  }
  if let made = maker(operation.b) {
    switch (made.operation.code, operation.code) {
    case (.add, .multiply): return joined(made, .addMultiply, operation.a)
    case (.subtract, .multiply): return joined(made, .subtractMultiply, operation.a)
    case (.multiply, .add): return joined(made, .multiplyAdd, operation.a)
    case (.multiply, .subtract): return joined(made, .lessProduct, operation.a)
    default: break
    }
  }
  return nil
}

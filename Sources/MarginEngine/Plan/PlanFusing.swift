/// Joins operations with those whose results only they read, so that these stay in registers.
func fuse(_ items: inout [Item], _ uses: Uses) {
  var fusing = Fusing(items: items, uses: uses)
  for index in items.indices { fusing.join(index) }
  items = fusing.items.filter { item in
    if case .operation(let operation) = item { operation.destination >= 0 } else { true }
  }
}

private struct Fusing {
  var items: [Item]
  let uses: Uses
  /// By slot, the item that makes it, where that can be joined.
  private var makers: [Int: Int] = [:]

  init(items: [Item], uses: Uses) {
    self.items = items
    self.uses = uses
  }

  /// An operation whose result is read as often as the one that takes it in reads it.
  private struct Maker {
    let place: Int
    let operation: Operation
  }

  mutating func join(_ index: Int) {
    guard case .operation(var operation) = items[index], operation.periods == 0..<Int.max else { return }
    if let (places, joined) = joined(operation) {
      items[index] = .operation(joined)
      operation = joined
      for place in places {
        items[place] = .operation(Operation(code: .copy, a: .number(0, varies: false), destination: -1))
      }
    }
    if [.add, .subtract, .multiply, .divide, .multiplyMultiply].contains(operation.code) {
      makers[operation.destination] = index
    }
  }

  private func maker(_ operand: Operand?, readings: Int = 1) -> Maker? {
    guard case .lanes(let slot)? = operand, uses.counts[slot] == readings, let place = makers[slot],
      case .operation(let made) = items[place], made.destination == slot
    else { return nil }
    return Maker(place: place, operation: made)
  }

  private func joined(_ operation: Operation) -> (places: [Int], joined: Operation)? {
    let (first, second) = (maker(operation.a), maker(operation.b))
    if let first, let second, operation.code == .add, first.operation.code == .multiply,
      second.operation.code == .multiply
    {
      let found = Operation(
        code: .multiplyAddMultiply, a: first.operation.a, b: first.operation.b, c: second.operation.a,
        d: second.operation.b, destination: operation.destination)
      return ([first.place, second.place], found)
    }
    if let first, let code = Self.codeOfFirst(first.operation.code, operation.code) {
      return ([first.place], Self.joined(first.operation, code, operation.b, operation.destination))
    }
    if let second, let code = Self.codeOfSecond(second.operation.code, operation.code) {
      return ([second.place], Self.joined(second.operation, code, operation.a, operation.destination))
    }
    if operation.code == .multiply, operation.a == operation.b, let square = maker(operation.a, readings: 2),
      square.operation.code == .multiply, square.operation.a == square.operation.b
    {
      let found = Operation(code: .fourthPower, a: square.operation.a, destination: operation.destination)
      return ([square.place], found)
    }
    return nil
  }

  /// The operands of the one that is taken in, and then the other one.
  private static func joined(
    _ made: Operation, _ code: Operation.Code, _ rest: Operand?, _ destination: Int
  ) -> Operation {
    made.c == nil
      ? Operation(code: code, a: made.a, b: made.b, c: rest, destination: destination)
      : Operation(code: code, a: made.a, b: made.b, c: made.c, d: rest, destination: destination)
  }

  /// What takes in the one that makes its first operand.
  private static func codeOfFirst(_ made: Operation.Code, _ code: Operation.Code) -> Operation.Code? {
    switch (made, code) {
    case (.add, .add): .addAdd
    case (.add, .multiply): .addMultiply
    case (.subtract, .multiply): .subtractMultiply
    case (.subtract, .maximum): .differenceMaximum
    case (.multiply, .add): .multiplyAdd
    case (.multiply, .subtract): .multiplySubtract
    case (.multiply, .multiply): .multiplyMultiply
    case (.multiply, .divide): .multiplyDivide
    case (.divide, .multiply): .divideMultiply
    case (.multiplyMultiply, .add): .multiplyMultiplyAdd
    default: nil
    }
  }

  /// What takes in the one that makes its second operand.
  private static func codeOfSecond(_ made: Operation.Code, _ code: Operation.Code) -> Operation.Code? {
    switch (made, code) {
    case (.add, .multiply): .addMultiply
    case (.subtract, .multiply): .subtractMultiply
    case (.subtract, .divide): .overDifference
    case (.multiply, .add): .multiplyAdd
    case (.multiply, .subtract): .lessProduct
    case (.multiplyMultiply, .add): .multiplyMultiplyAdd
    default: nil
    }
  }
}

import MarginModel

/// Single operations and constants.
extension PlanBuilder {
  /// The value of an operation. One that a list has already is not made again, and what only constants give is
  /// computed here.
  func make(_ code: Operation.Code, _ a: Operand, _ b: Operand? = nil, _ c: Operand? = nil, in list: Int) -> Operand {
    let operation = Operation(code: code, a: a, b: b, c: c, destination: 0)
    if let folded = folded(operation) { return folded }
    let key = OperationKey(code: code, operands: operation.operands)
    if let slot = knownOperations[list][key] { return .lanes(slot) }
    slots.append(Slot(list: list))
    let slot = slots.count - 1
    knownOperations[list][key] = slot
    lists[list].append(.operation(Operation(code: code, a: a, b: b, c: c, destination: slot)))
    return .lanes(slot)
  }

  func call(_ kernel: @escaping @Sendable ([Double]) -> Double, _ arguments: [Operand], in list: Int) -> Operand {
    slots.append(Slot(list: list))
    lists[list].append(.call(Call(kernel: kernel, arguments: arguments, destination: slots.count - 1)))
    return .lanes(slots.count - 1)
  }

  /// Gives a slot a value in some periods.
  func copy(_ value: Operand, to slot: Int, in list: Int, periods: Range<Int> = 0..<Int.max) {
    lists[list].append(.operation(Operation(code: .copy, a: value, destination: slot, periods: periods)))
  }

  func number(_ value: Double) -> Operand {
    let bits = value.isNaN ? Double.nan.bitPattern : value.bitPattern
    if let place = knownNumbers[bits] { return .number(place, varies: false) }
    constants.append(value)
    knownNumbers[bits] = constants.count - 1
    return .number(constants.count - 1, varies: false)
  }

  func row(_ values: [Double]) -> Operand {
    constants += values
    return .number(constants.count - values.count, varies: true)
  }

  var undefined: Operand { number(.nan) }

  private func folded(_ operation: Operation) -> Operand? {
    guard case .number(let a, let aVaries) = operation.a, let other = operation.b,
      case .number(let b, let bVaries) = other, operation.c == nil
    else { return nil }
    let compute: (Double, Double) -> Double
    switch operation.code {
    case .add: compute = { defined($0 + $1) }
    case .subtract: compute = { defined($0 - $1) }
    case .multiply: compute = { defined($0 * $1) }
    case .divide: compute = { defined($0 / $1) }
    default: return nil
    }
    guard aVaries || bVaries else { return number(compute(constants[a], constants[b])) }
    return row(
      (0..<periods).map { compute(constants[a + (aVaries ? $0 : 0)], constants[b + (bVaries ? $0 : 0)]) })
  }

  // MARK: - What no mover reaches

  func isVarying(_ formula: Formula) -> Bool {
    let key = ObjectIdentifier(formula)
    if let known = knownVariation[key] { return known }
    var found = formula.directReferences.contains { isVarying[$0] } || formula.operands.contains { isVarying($0) }
    switch formula.form {
    case .leaf(let leaf): found = moverOfCell[leaf] != nil
    case .adjusted(_, let factor, let addend):
      found = found || moverOfCell[factor] != nil || moverOfCell[addend] != nil
    default: break
    }
    knownVariation[key] = found
    return found
  }

  /// A formula that no mover reaches, as the case has it.
  func constant(_ formula: Formula, _ spot: Spot) -> Operand {
    if case .literal(let value) = formula.form { return number(defined(value * formula.unit.scale)) }
    let key = FormulaKey(id: ObjectIdentifier(formula), isTotal: spot.time == .total)
    let value = knownValues[key] ?? evaluator.value(formula, frame(spot))
    knownValues[key] = value
    let rowKey = RowKey(formula: key, member: value.axes.map { $0 == 0 ? 0 : spot.members[$0] })
    return constant(value, spot, known: rowKey)
  }

  private func frame(_ spot: Spot) -> Frame { spot.time == .total ? evaluator.rolled : evaluator.whole }

  func constant(_ value: Value, _ spot: Spot, known key: RowKey?) -> Operand {
    var members = spot.members
    switch spot.time {
    case .total:
      if !members.isEmpty { members[0] = evaluator.years.count }
      return number(value.number(at: members, evaluator.rolled))
    case .once: return number(value.axes.contains(0) ? .nan : value.number(at: members, evaluator.whole))
    case .stepped:
      guard value.axes.contains(0) else { return number(value.number(at: members, evaluator.whole)) }
      if let key, let place = knownRows[key] { return .number(place, varies: true) }
      let numbers = (0..<periods).map { period in
        members[0] = period
        return value.number(at: members, evaluator.whole)
      }
      let found = row(numbers)
      if let key, case .number(let place, _) = found { knownRows[key] = place }
      return found
    }
  }

  // MARK: - What definitions hold

  /// A definition at a spot.
  func read(_ definition: Int, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition) else { return undefined }
    guard isVarying[definition] else { return constantRead(definition, spot) }
    let member = place(of: definition, spot.members)
    guard model.definitions[definition].variesInTime else { return columns[definition][member] ?? undefined }
    switch spot.time {
    case .once: return undefined
    case .stepped:
      // Another loop has left its last period in the slot.
      if listOf[definition][member] != spot.loop { return .kept(history(definition, member), earlier: 0) }
      return columns[definition][member] ?? undefined
    case .total: return total(definition, member, spot)
    }
  }

  private func constantRead(_ definition: Int, _ spot: Spot) -> Operand {
    let member = place(of: definition, spot.members)
    let key = CellKey(id: definition, member: member, at: spot.time == .total ? 1 : spot.time == .once ? 2 : 3)
    if let known = knownMoved[key] { return known }
    let found = constant(evaluator.read(definition, frame(spot)), spot, known: nil)
    knownMoved[key] = found
    return found
  }

  /// A definition at one period; itself where it does not vary in time.
  func slice(_ definition: Int, _ period: Int, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition) else { return undefined }
    var once = spot
    if spot.time == .stepped { once.time = .once }
    guard isVarying[definition] else {
      return constant(evaluator.slice(definition, period, evaluator.whole), once, known: nil)
    }
    guard model.definitions[definition].variesInTime else { return read(definition, once) }
    guard period >= 0, period < periods else { return undefined }
    let member = place(of: definition, spot.members)
    let key = CellKey(id: definition, member: member, at: period)
    if let slot = knownFixed[key] { return .lanes(slot) }
    guard let value = columns[definition][member], let list = listOf[definition][member] else { return undefined }
    let slot = lastingSlot(in: list)
    knownFixed[key] = slot
    copy(value, to: slot, in: list, periods: period..<(period + 1))
    return .lanes(slot)
  }
}

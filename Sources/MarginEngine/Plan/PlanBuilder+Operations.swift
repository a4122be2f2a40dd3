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

  /// The number of what is the same in all lanes, periods and values of an outer loop.
  func settled(_ operand: Operand) -> Double? {
    guard case .number(let place, false) = operand, !outerPlaces.contains(place) else { return nil }
    return constants[place]
  }

  var undefined: Operand { number(.nan) }

  private func folded(_ operation: Operation) -> Operand? {
    guard case .number(let a, let aVaries) = operation.a, let other = operation.b,
      case .number(let b, let bVaries) = other, operation.c == nil, !outerPlaces.contains(a), !outerPlaces.contains(b)
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
    return constant(.formula(formula), spot)
  }

  /// What no mover reaches: numbers of the case. What an outer mover reaches has a place of its own, which is filled
  /// anew for each of its values.
  func constant(_ source: PlanSource, _ spot: Spot) -> Operand {
    let key = SourceKey(source: source, isTotal: spot.time == .total)
    let value =
      knownValues[key] ?? evaluator.value(of: source, spot.time == .total ? evaluator.rolled : evaluator.whole)
    knownValues[key] = value
    let isOuter = outer?.reaches(source, model) ?? false
    var members = spot.members
    let isRow = spot.time == .stepped && (value.axes.contains(0) || isOuter && source.mayVaryInTime(model))
    let cell = CellOfSource(
      key: key, members: isOuter ? members : value.axes.map { $0 == 0 ? 0 : members[$0] }, isRow: isRow)
    if isRow || isOuter, let known = knownPlaces[cell] { return .number(known, varies: isRow) }
    let found: Operand
    if isRow {
      let numbers = (0..<periods).map { period in
        members[0] = period
        return value.number(at: members, evaluator.whole)
      }
      found = row(numbers)
    } else {
      let frame = spot.time == .total ? evaluator.rolled : evaluator.whole
      if spot.time == .total, !members.isEmpty { members[0] = evaluator.years.count }
      let single = spot.time == .once && value.axes.contains(0) ? .nan : value.number(at: members, frame)
      found = isOuter ? row([single]) : number(single)
    }
    guard case .number(let place, _) = found else { return found }
    if isRow || isOuter { knownPlaces[cell] = place }
    if isOuter {
      requests.append(Request(source: source, spot: spot, place: place, count: isRow ? periods : 1))
      outerPlaces.formUnion(place..<(place + (isRow ? periods : 1)))
    }
    return .number(place, varies: isRow)
  }

  // MARK: - What definitions hold

  /// A definition at a spot.
  func read(_ definition: Int, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition) else { return undefined }
    guard isVarying[definition] else { return constant(.definition(definition), spot) }
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

  /// A definition at one period; itself where it does not vary in time.
  func slice(_ definition: Int, _ period: Int, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition) else { return undefined }
    let once = spot.untimed
    guard isVarying[definition] else { return constant(.slice(definition, period), once) }
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

import MarginFunctions
import MarginModel
import MarginSource

/// What looks at other periods.
extension PlanBuilder {
  /// What a definition was in the period before; `start` in the first.
  func before(_ definition: Int, _ member: Int, start: Operand, _ spot: Spot) -> Operand {
    let key = BeforeKey(cell: CellKey(id: definition, member: member, at: spot.list), start: start)
    if let slot = knownBefore[key] { return .lanes(slot) }
    let slot = lastingSlot(in: spot.list)
    knownBefore[key] = slot
    copy(start, to: slot, in: spot.list, periods: 0..<1)
    awaited.append((slot, definition, member))
    return .lanes(slot)
  }

  func lag(_ definition: Int, _ distance: Int, _ start: Formula?, _ spot: Spot) -> Operand {
    guard spot.time == .stepped, model.definitions.indices.contains(definition) else { return undefined }
    let first = start.map { value($0, spot) } ?? undefined
    let member = place(of: definition, spot.members)
    let varies = isVarying[definition] && model.definitions[definition].variesInTime
    if varies, distance == 1, listOf[definition][member] == spot.loop {
      return before(definition, member, start: first, spot)
    }
    let slot = lastingSlot(in: spot.list)
    copy(first, to: slot, in: spot.list, periods: 0..<max(0, distance))
    let rest = max(0, distance)..<Int.max
    if distance == 0 || isVarying[definition] && !varies {
      copy(read(definition, spot), to: slot, in: spot.list, periods: rest)
    } else if varies, distance > 0 {
      copy(.kept(history(definition, member), earlier: distance), to: slot, in: spot.list, periods: rest)
    } else {
      // A look at a later period waits for all of them; the definition stands in an earlier phase.
      for period in rest.clamped(to: 0..<periods) {
        copy(slice(definition, period - distance, spot), to: slot, in: spot.list, periods: period..<(period + 1))
      }
    }
    return .lanes(slot)
  }

  /// A slot that keeps a definition's value of every period.
  func history(_ definition: Int, _ member: Int) -> Int {
    let key = CellKey(id: definition, member: member)
    if let known = knownHistory[key] { return known }
    let slot = lastingSlot(in: listOf[definition][member] ?? 0)
    slots[slot].keepsPeriods = true
    knownHistory[key] = slot
    awaited.append((slot, definition, member))
    return slot
  }

  /// `(1 + rate)^(elapsed · perPeriod)`. Where the elapsed time is known and goes on by one each period, a product that
  /// grows by one factor each period, which is within 1e-13 of the power.
  func growth(_ rate: Int, _ elapsed: Formula, _ perPeriod: Double, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(rate) else { return undefined }
    let share = make(.divide, read(rate, spot), number(model.definitions[rate].unit.scale), in: spot.list)
    let base = make(.add, number(1), share, in: spot.list)
    let time = value(elapsed, spot)
    if spot.time == .stepped, !model.definitions[rate].variesInTime, case .number(let place, true) = time,
      !outerPlaces.contains(place),
      let starts = starts(of: Array(constants[place..<(place + periods)]))
    {
      let factor = perPeriod == 1 ? base : make(.power, base, number(perPeriod), in: spot.list)
      let slot = lastingSlot(in: spot.list)
      for period in 0..<periods where starts.contains(period) {
        // Of an undefined rate there is not even a beginning.
        lists[spot.list].append(
          .operation(
            Operation(
              code: .whereDefined, a: base, b: number(1), destination: slot, periods: period..<(period + 1))))
      }
      var runs: [Range<Int>] = []
      for period in 0..<periods where !starts.contains(period) {
        if let last = runs.last, last.upperBound == period {
          runs[runs.count - 1] = last.lowerBound..<(period + 1)
        } else {
          runs.append(period..<(period + 1))
        }
      }
      for run in runs {
        lists[spot.list].append(
          .operation(Operation(code: .growByProduct, a: factor, destination: slot, periods: run)))
      }
      return .lanes(slot)
    }
    let exponent = make(.multiply, time, number(perPeriod), in: spot.list)
    return make(.power, base, exponent, in: spot.list)
  }

  /// The periods in which nothing has elapsed, where all others have one more than the one before.
  private func starts(of elapsed: [Double]) -> Set<Int>? {
    var found: Set<Int> = []
    for (period, value) in elapsed.enumerated() {
      if value == 0 {
        found.insert(period)
      } else if period == 0 || value != elapsed[period - 1] + 1 {
        return nil
      }
    }
    return found
  }

  // MARK: - Sums and roll-ups

  /// A definition over the whole timeline by its own rule.
  func rolledUp(_ definition: Int, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition) else { return undefined }
    guard isVarying[definition] else {
      let once = spot.untimed
      return constant(.rolledUp(definition), once)
    }
    guard model.definitions[definition].variesInTime else { return read(definition, spot) }
    return total(definition, place(of: definition, spot.members), spot)
  }

  func total(_ definition: Int, _ member: Int, _ spot: Spot) -> Operand {
    let key = CellKey(id: definition, member: member)
    if let known = knownTotals[key] { return known }
    let found: Operand
    switch (model.definitions[definition].rollUp, model.definitions[definition].body) {
    case (.sum, _): found = accumulated(definition, member, 0..<periods)
    case (.closing, _): found = slice(definition, periods - 1, spot)
    case (.formula, .formula(let formula)):
      var inner = spot
      inner.list = spot.rollUps
      // All that it reads is there after the phase of the definition.
      if let own = phaseOf[definition], own != phaseInWork {
        if phases.count == own + 1 { addPhase() }
        inner.list = phases[own + 1].before
      }
      inner.rollUps = inner.list
      inner.time = .total
      found = value(formula, inner)
    default: found = undefined
    }
    knownTotals[key] = found
    return found
  }

  /// The sum of a definition over some periods, there when its loop has ended.
  func sum(_ definition: Int, _ range: Range<Int>, _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition) else { return undefined }
    let range = range.clamped(to: 0..<periods)
    let once = spot.untimed
    guard isVarying[definition] else {
      return constant(.total(definition, range), once)
    }
    let member = place(of: definition, spot.members)
    if model.definitions[definition].variesInTime { return accumulated(definition, member, range) }
    return range.reduce(number(0)) { sum, _ in make(.add, sum, read(definition, once), in: spot.list) }
  }

  private func accumulated(_ definition: Int, _ member: Int, _ range: Range<Int>) -> Operand {
    guard !range.isEmpty else { return number(0) }
    let key = CellKey(id: definition, member: member, at: range.lowerBound << 32 + range.upperBound)
    if let slot = knownRunning[key] { return .lanes(slot) }
    guard let value = columns[definition][member], let list = listOf[definition][member] else { return undefined }
    let slot = lastingSlot(in: list)
    knownRunning[key] = slot
    copy(value, to: slot, in: list, periods: range.lowerBound..<(range.lowerBound + 1))
    lists[list].append(
      .operation(
        Operation(
          code: .growBySum, a: value, destination: slot,
          periods: (range.lowerBound + 1)..<max(range.lowerBound + 1, range.upperBound))))
    return .lanes(slot)
  }

  /// The sum so far.
  func running(_ definition: Int, _ spot: Spot) -> Operand {
    guard spot.time == .stepped, model.definitions.indices.contains(definition) else { return undefined }
    let member = place(of: definition, spot.members)
    let key = CellKey(id: definition, member: member, at: -2 - spot.list)
    if let slot = knownRunning[key] { return .lanes(slot) }
    let value = read(definition, spot)
    let slot = lastingSlot(in: spot.list)
    knownRunning[key] = slot
    copy(value, to: slot, in: spot.list, periods: 0..<1)
    lists[spot.list].append(
      .operation(Operation(code: .growBySum, a: value, destination: slot, periods: 1..<Int.max)))
    return .lanes(slot)
  }

  // MARK: - Whole rows

  /// A definition's values of all periods, there when its loop has ended.
  private func wholeRow(_ definition: Int, _ spot: Spot) -> [Operand] {
    (0..<periods).map { slice(definition, $0, spot) }
  }

  func firstWhere(_ condition: Int, _ value: Int, _ spot: Spot) -> Operand {
    guard [condition, value].allSatisfy(model.definitions.indices.contains) else { return undefined }
    let count = periods
    return call(
      { row in
        guard let place = row[..<count].firstIndex(where: { $0 != 0 }), !row[place].isNaN else { return .nan }
        return row[count + place]
      }, wholeRow(condition, spot) + wholeRow(value, spot), in: spot.list)
  }

  func overPeriods(_ function: SeriesFunction, _ definition: Int, _ arguments: [Formula], _ spot: Spot) -> Operand {
    guard model.definitions.indices.contains(definition) else { return undefined }
    let once = spot.untimed
    let count = periods
    return call(
      { values in
        values.contains(where: \.isNaN) ? .nan : function.kernel(Array(values[..<count]), Array(values[count...]))
      }, wholeRow(definition, spot) + arguments.map { value($0, once) }, in: spot.list)
  }
}

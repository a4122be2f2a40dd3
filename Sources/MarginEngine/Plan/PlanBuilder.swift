import MarginModel

/// Where a formula is translated.
struct Spot {
  enum Time {
    /// Nothing varies in time.
    case once
    /// In a loop over the periods.
    case stepped
    /// Over the whole timeline, by the rules of roll-up.
    case total
  }
  /// The list that takes the operations.
  var list: Int
  var time: Time
  /// By axis; that of time is not used.
  var members: [Int]
  /// The list that takes what is rolled up by its formula.
  var rollUps: Int
  /// The list whose run this is part of: `list` but for what is inside a converging loop.
  var loop: Int

  init(list: Int, time: Time, members: [Int], rollUps: Int, loop: Int? = nil) {
    self.list = list
    self.time = time
    self.members = members
    self.rollUps = rollUps
    self.loop = loop ?? list
  }

  /// The same for what is one number for all periods.
  var untimed: Spot {
    var copy = self
    if time == .stepped { copy.time = .once }
    return copy
  }

  func at(_ axis: AxisID, _ member: Int) -> Spot {
    var copy = self
    copy.members[axis] = member
    return copy
  }
}

/// Translates what depends on the movers into lists of operations on lanes.
///
/// Definitions go into phases: in each, first what does not vary in time, then one loop over the periods. Whoever reads
/// all periods of another one stands in a later phase.
final class PlanBuilder {
  /// A list of items, run once or in every period.
  struct Block {
    let list: Int
    let isLoop: Bool
  }

  struct Phase {
    let before: Int
    let loop: Int
    /// What cannot share its loop, in order.
    var own: [Block]?
  }

  let model: Model
  /// Holds the numbers of the case; what no mover reaches is taken from there.
  let evaluator: Evaluator
  let movers: [Plan.Mover]
  let periods: Int
  var constants: [Double] = []
  var slots: [Slot] = []
  var lists: [[Item]] = []
  /// By list, what its loop does at the end of a period.
  var endings: [[Item]] = []
  var phases: [Phase] = []
  /// By mover, the slot that takes its values.
  var inputs: [Int] = []
  var moverOfCell: [Int: [Int?]] = [:]
  var isVarying: [Bool]
  /// By definition and member, its value in a period.
  var columns: [[Operand?]]
  /// By definition and member, the list in which its value is made.
  var listOf: [[Int?]]
  var phaseOf: [Int: Int] = [:]
  /// The phase of a loop along members whose blocks are still being made.
  var phaseInWork: Int?
  /// The value of a definition in the period before, awaited by lists: copied at the end of each period.
  var awaited: [(slot: Int, definition: Int, member: Int)] = []

  /// What the values of an outer loop reach, where there is one: no movers of these lanes, but other constants for each.
  let outer: OuterReach?
  /// The constants that it reaches, and what they are.
  var requests: [Request] = []
  var outerPlaces: Set<Int> = []

  struct Request {
    let source: PlanSource
    let spot: Spot
    let place: Int
    let count: Int
  }

  // What has been made already.
  var knownNumbers: [UInt64: Int] = [:]
  var knownPlaces: [CellOfSource: Int] = [:]
  var knownValues: [SourceKey: Value] = [:]
  var knownOperations: [[OperationKey: Int]] = []
  var knownTotals: [CellKey: Operand] = [:]
  var knownFixed: [CellKey: Int] = [:]
  var knownRunning: [CellKey: Int] = [:]
  var knownBefore: [BeforeKey: Int] = [:]
  var knownHistory: [CellKey: Int] = [:]
  var knownMoved: [CellKey: Operand] = [:]
  var knownVariation: [ObjectIdentifier: Bool] = [:]

  struct SourceKey: Hashable {
    let source: PlanSource
    let isTotal: Bool
  }
  struct CellOfSource: Hashable {
    let key: SourceKey
    let members: [Int]
    let isRow: Bool
  }
  struct OperationKey: Hashable {
    let code: Operation.Code
    let operands: [Operand]
  }
  struct CellKey: Hashable {
    let id: Int
    let member: Int
    var at = -1
  }
  struct BeforeKey: Hashable {
    let cell: CellKey
    let start: Operand
  }

  /// By reading, what holds its numbers when all blocks have run.
  private(set) var outputs: [[Operand]] = []

  init(
    _ evaluator: Evaluator, movers: [Plan.Mover], readings: [Model.Reading], sources: [Request] = [],
    outer: OuterReach? = nil
  ) {
    self.outer = outer
    self.evaluator = evaluator
    self.movers = movers
    model = evaluator.model
    periods = evaluator.periods
    columns = model.definitions.map { Array(repeating: nil, count: Self.memberCount($0, evaluator.model)) }
    listOf = columns.map { $0.map { _ in nil } }
    isVarying = Array(repeating: false, count: model.definitions.count)
    let readers = Readers(model)
    let isNeeded = readers.needed(by: readings.map(\.definition) + sources.flatMap(\.source.definitions))
    var waiting = movers.flatMap { readers.ofLeaf[$0.leaf] }
    while let next = waiting.popLast() {
      guard !isVarying[next], isNeeded[next] else { continue }
      isVarying[next] = true
      waiting += readers.ofDefinition[next]
    }
    addPhase()
    for (place, mover) in movers.enumerated() {
      inputs.append(lastingSlot(in: phases[0].before))
      let count = evaluator.leaves[mover.leaf].count
      var cells = moverOfCell[mover.leaf] ?? Array(repeating: nil, count: count)
      for cell in mover.cells ?? Array(0..<count) where cells.indices.contains(cell) { cells[cell] = place }
      moverOfCell[mover.leaf] = cells
    }
    for step in evaluationOrder(model).steps where step.definitions.contains(where: { isVarying[$0] }) { add(step) }
    addPhase()
    outputs = readings.map(output) + sources.map(output)
    finishEndings()
    removeUnread()
  }

  /// What another plan takes as constants.
  private func output(_ request: Request) -> [Operand] {
    let last = phases[phases.count - 1]
    var spot = request.spot
    spot.list = request.count > 1 || spot.time == .stepped ? last.loop : last.before
    (spot.loop, spot.rollUps) = (spot.list, last.before)
    let found = value(of: request.source, spot)
    guard spot.time == .stepped, request.count == periods else { return [found] }
    let slot = lastingSlot(in: last.loop)
    slots[slot].keepsPeriods = true
    copy(found, to: slot, in: last.loop)
    return [.kept(slot, earlier: 0)]
  }

  private func output(_ reading: Model.Reading) -> [Operand] {
    let last = phases[phases.count - 1].before
    var found: [Operand] = []
    forEachMember(of: reading.definition, held: [:], Array(repeating: 0, count: model.axes.count)) { _, members in
      let spot = Spot(list: last, time: .once, members: members, rollUps: last)
      switch model.definitions[reading.definition].variesInTime ? reading.time : .constant {
      case .constant: found.append(read(reading.definition, spot))
      case .rolledUp: found.append(rolledUp(reading.definition, spot))
      case .period(let period): found.append(slice(reading.definition, period, spot))
      case .all: found += (0..<periods).map { slice(reading.definition, $0, spot) }
      }
    }
    return found
  }

  static func memberCount(_ definition: Definition, _ model: Model) -> Int {
    definition.axes.reduce(1) { $1 == 0 ? $0 : $0 * model.axes[$1].members.count }
  }

  /// The blocks in the order in which they run.
  var blocks: [Block] {
    phases.flatMap { phase in
      [Block(list: phase.before, isLoop: false)] + (phase.own ?? [Block(list: phase.loop, isLoop: true)])
    }
  }

  func addPhase() { phases.append(Phase(before: addList(), loop: addList())) }

  func addList() -> Int {
    lists.append([])
    endings.append([])
    knownOperations.append([:])
    return lists.count - 1
  }

  func lastingSlot(in list: Int) -> Int {
    slots.append(Slot(list: list, isLasting: true))
    return slots.count - 1
  }

  // MARK: - Steps

  private func add(_ step: Step) {
    let definitions = step.definitions.filter { isVarying[$0] }
    let inside = Set(definitions)
    var first = 0
    var readsOwnTotals = false
    for id in definitions {
      for read in dependencies(of: model.definitions[id]).reads where isVarying[read.definition] {
        let isVaried = model.definitions[read.definition].variesInTime
        let needsAll = isVaried && (read.across.contains(0) || !model.definitions[id].variesInTime)
        if inside.contains(read.definition) {
          readsOwnTotals = readsOwnTotals || needsAll
        } else {
          let phase = phaseOf[read.definition] ?? 0
          first = max(first, needsAll || phases[phase].own != nil ? phase + 1 : phase)
        }
      }
    }
    let needsOwn = isAlongMembers(step) && (readsOwnTotals || holdsTimeLoop(step))
    if needsOwn { first = phases.count }
    while phases.count <= first || !needsOwn && phases[first].own != nil {
      if phases.count <= first { addPhase() } else { first += 1 }
    }
    for id in definitions { phaseOf[id] = first }
    let members = Array(repeating: 0, count: model.axes.count)
    if needsOwn {
      phases[first].own = []
      phaseInWork = first
      addOwn(step, held: [:], members, phase: first)
      phaseInWork = nil
    } else {
      add(step, held: [:], members, before: phases[first].before, loop: phases[first].loop)
    }
  }

  private func isAlongMembers(_ step: Step) -> Bool { if case .along(let axis, _) = step { axis != 0 } else { false } }

  private func holdsTimeLoop(_ step: Step) -> Bool {
    guard case .along(let axis, let steps) = step else { return false }
    return axis == 0 || steps.contains(where: holdsTimeLoop)
  }

  /// Translates a step whose loop over the periods is that of its phase.
  private func add(_ step: Step, held: [AxisID: Int], _ members: [Int], before: Int, loop: Int) {
    switch step {
    case .single(let definition):
      guard isVarying[definition] else { return }
      let isStepped = model.definitions[definition].variesInTime
      let list = isStepped ? loop : before
      forEachMember(of: definition, held: held, members) { member, members in
        listOf[definition][member] = list
        let spot = Spot(list: list, time: isStepped ? .stepped : .once, members: members, rollUps: before)
        columns[definition][member] = body(definition, member, spot)
      }
    case .along(0, let steps):
      for step in steps { add(step, held: held, members, before: before, loop: loop) }
    case .along(let axis, let steps):
      for member in 0..<model.axes[axis].members.count {
        var (held, members) = (held, members)
        held[axis] = member
        members[axis] = member
        for step in steps { add(step, held: held, members, before: before, loop: loop) }
      }
    case .fixedPoint(let loopOfOne): settle(loopOfOne, held: held, members, before: before, loop: loop)
    }
  }

  /// Translates a loop along members of which each needs all periods of the one before.
  private func addOwn(_ step: Step, held: [AxisID: Int], _ members: [Int], phase: Int) {
    if case .along(let axis, let steps) = step, axis != 0 {
      for member in 0..<model.axes[axis].members.count {
        var (held, members) = (held, members)
        held[axis] = member
        members[axis] = member
        for step in steps { addOwn(step, held: held, members, phase: phase) }
      }
      return
    }
    let (before, loop) = (addList(), addList())
    add(step, held: held, members, before: before, loop: loop)
    phases[phase].own?.append(Block(list: before, isLoop: false))
    phases[phase].own?.append(Block(list: loop, isLoop: true))
  }

  func forEachMember(
    of definition: Int, held: [AxisID: Int], _ members: [Int], _ action: (Int, [Int]) -> Void
  ) {
    let axes = evaluator.memberLayouts[definition]
    var cells = [members]
    for axis in axes {
      let range = held[axis].map { $0..<($0 + 1) } ?? 0..<model.axes[axis].members.count
      cells = cells.flatMap { cell in
        range.map { member in
          var cell = cell
          cell[axis] = member
          return cell
        }
      }
    }
    for cell in cells { action(place(of: definition, cell), cell) }
  }

  /// The place of a definition's member in layout order.
  func place(of definition: Int, _ members: [Int]) -> Int {
    evaluator.memberLayouts[definition].reduce(0) { $0 * model.axes[$1].members.count + members[$1] }
  }

  /// Each value that is awaited from the period before is copied at the end of the period that gives it.
  private func finishEndings() {
    for (slot, definition, member) in awaited {
      guard let list = listOf[definition][member], let value = columns[definition][member] else { continue }
      let last = slots[slot].keepsPeriods ? Int.max : max(0, periods - 1)
      endings[list].append(.operation(Operation(code: .copy, a: value, destination: slot, periods: 0..<last)))
    }
  }
}

import MarginModel
import MarginSource

/// Whether a check holds in a case, at the place where it comes nearest to failing or fails most.
package struct CheckOutcome: Sendable {
  package enum State: String, Sendable { case passed, failed, undefined }
  /// The index in `Model.checks`.
  package let check: Int
  package let caseIndex: Int
  package let state: State
  /// In base units; `right` is 1 for a check that is not a comparison.
  package let left: Double
  package let right: Double
  /// `Small, 2026-07`, or nothing for a single number.
  package let place: String
  /// Why it does not hold; nil where it does.
  package let explanation: Explanation?
}

/// All checks of a model in the case of the results, also those that are not asked of every case.
package func checkOutcomes(_ model: Model, _ results: Results) -> [CheckOutcome] {
  let leaves = model.leaves.map { leaf in
    leaf.cases.indices.contains(results.caseIndex) ? leaf.cases[results.caseIndex] : []
  }
  return model.checks.enumerated().map { index, check in
    let found = judge(check, model, results)
    return CheckOutcome(
      check: index, caseIndex: results.caseIndex, state: found.state, left: found.left, right: found.right,
      place: found.place,
      explanation: found.state == .passed ? nil : explain(check, found, model, results, leaves))
  }
}

/// What a check comes to.
struct Judgement {
  let state: CheckOutcome.State
  let left: Double
  let right: Double
  let place: String
  /// The worst cell: the member on every axis.
  let members: [Int]
  /// The first cell in the worst one's state, and its place.
  let first: [Int]
  let firstPlace: String
  /// How many cells are in that state, and how many there are.
  let failing: Int
  let cells: Int
}

/// Judges a check cell by cell: a failing cell decides, then an undefined one; the worst is the one that misses most.
func judge(_ check: Model.Check, _ model: Model, _ results: Results) -> Judgement {
  let frame = Frame(time: .every, sizes: model.axes.map(\.members.count))
  let leftValue = Value(read(check.left, model, results), over: readAxes(check.left, model))
  let rightValue = check.right.map { Value(read($0, model, results), over: readAxes($0, model)) } ?? Value(1)
  let axes = Value.union(leftValue.axes, rightValue.axes)
  let left = leftValue.expanded(to: axes, frame)
  let right = rightValue.expanded(to: axes, frame)
  let sizes = check.sizes(model, results).expanded(to: axes, frame)
  var worst: (rank: Int, miss: Double, cell: Int)?
  var counts = [0, 0, 0]
  var firsts = [0, 0, 0]
  for cell in left.indices {
    let (state, miss) = check.judged(left[cell], right[cell], size: sizes[cell])
    let rank = state == .failed ? 2 : state == .undefined ? 1 : 0
    if counts[rank] == 0 { firsts[rank] = cell }
    counts[rank] += 1
    // Binary noise decides nothing: of cells that miss alike the first is named.
    let noise = 1e-12 * max(left[cell].magnitude, right[cell].magnitude)
    if let worst, worst.rank > rank || worst.rank == rank && !(miss > worst.miss + noise) { continue }
    worst = (rank, miss, cell)
  }
  guard let worst else {
    let nowhere = frame.sizes.map { _ in 0 }
    return Judgement(
      state: .undefined, left: .nan, right: .nan, place: "", members: nowhere, first: nowhere, firstPlace: "",
      failing: 0, cells: 0)
  }
  let states: [CheckOutcome.State] = [.passed, .undefined, .failed]
  return Judgement(
    state: states[worst.rank], left: left[worst.cell], right: right[worst.cell],
    place: cellLabel(worst.cell, axes, check.left.time, model), members: cellMembers(worst.cell, axes, model),
    first: cellMembers(firsts[worst.rank], axes, model),
    firstPlace: cellLabel(firsts[worst.rank], axes, check.left.time, model), failing: counts[worst.rank],
    cells: left.count)
}

extension Model.Check {
  /// The state at one cell, and by how much it misses; NaN nowhere, so that misses can be ordered. `size` is what a
  /// number is measured by besides both sides.
  func judged(_ left: Double, _ right: Double, size: Double = 0) -> (CheckOutcome.State, miss: Double) {
    guard !left.isNaN, !right.isNaN else { return (.undefined, 0) }
    guard self.right != nil else { return (left != 0 ? .passed : .failed, 0) }
    let difference = left - right
    switch comparison {
    case .equal, .unequal:
      let isNoise = roundedTo == nil && difference.magnitude <= 1e-9 * size
      let holds = comparison.holds(left, right, areEqual: isNoise || isWithinTolerance(left, right))
      return (holds ? .passed : .failed, comparison == .equal ? difference.magnitude : -difference.magnitude)
    case .less, .atMost, .greater, .atLeast:
      let sign = comparison == .less || comparison == .atMost ? 1.0 : -1
      let isNoise = difference.magnitude <= 1e-12 * size
      let holds = comparison.holds(left, right, areEqual: isNoise || areClose(left, right, 1e-12))
      return (holds ? .passed : .failed, sign * difference)
    }
  }

  private func isWithinTolerance(_ left: Double, _ right: Double) -> Bool {
    if let step = roundedTo { return rounded(left / step) == rounded(right / step) }
    guard let tolerance else { return areClose(left, right, 1e-9) }
    return left == right || (left - right).magnitude <= (isRelative ? tolerance * right.magnitude : tolerance)
  }
}

/// The member on every axis of a cell of numbers over some axes.
func cellMembers(_ cell: Int, _ axes: [AxisID], _ model: Model) -> [Int] {
  var members = Array(repeating: 0, count: model.axes.count)
  var rest = cell
  for axis in axes.reversed() {
    let size = max(1, model.axes[axis].members.count)
    members[axis] = rest % size
    rest /= size
  }
  return members
}

/// `Small, 2026-07` for a cell of numbers over some axes; a fixed period is named too.
func cellLabel(_ cell: Int, _ axes: [AxisID], _ time: Model.Reading.Time, _ model: Model) -> String {
  let members = cellMembers(cell, axes, model)
  var labels = axes.map { $0 == 0 ? model.timeline.label(members[0]) : model.axes[$0].members[members[$0]].label }
  if case .period(let period) = time, !axes.contains(0) { labels.append(model.timeline.label(period)) }
  return labels.joined(separator: ", ")
}

/// A number of steps as printed: half away from zero on the decimal that a person sees, without the noise of binary
/// fractions.
private func rounded(_ steps: Double) -> Double {
  ((steps * 1e9).rounded(.toNearestOrAwayFromZero) / 1e9).rounded(.toNearestOrAwayFromZero)
}

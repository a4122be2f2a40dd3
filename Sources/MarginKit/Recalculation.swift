import MarginEngine
import MarginModel

/// A model whose inputs change again and again: it keeps its numbers, and computes anew only what depends on a change.
///
///     var recalculation = try workspace.recalculation()
///     try recalculation.set("email.hit_rate", to: 0.2)
///     recalculation.refresh()
///     print(try recalculation.values(of: "email.cost_per_outcome"))
public struct Recalculation: Sendable {
  private var calculator: Calculator
  private let workspace: Workspace

  init(_ model: Model, _ workspace: Workspace) {
    calculator = Calculator(model, caseIndex: workspace.caseIndex)
    self.workspace = workspace
  }

  /// How many names and parts of formulas the last refresh computed.
  public var recomputed: Int { calculator.recomputed }

  /// Gives an input another value, in its own unit (a share is a fraction), in all periods; with the names of members, one
  /// for each of its dimensions in order, only there. Fails where the model has no such input (L314).
  public mutating func set(_ path: String, to value: Double, at members: [String] = []) throws(Failure) {
    let model = calculator.model
    guard let id = model.paths[path],
      let leaf = model.leaves.first(where: { $0.definition == id && ($0.role == .value || $0.role == .level) })
    else { throw Failure("L314", "the model has no input `\(path)` that holds numbers") }
    var numbers = calculator.numbers(leaf: leaf.id)
    let dimensions = leaf.axes.filter { $0 != 0 }
    var cells = numbers.indices
    if !members.isEmpty {
      var place = 0
      for (axis, name) in zip(dimensions, members) {
        guard let member = model.axes[axis].members.firstIndex(where: { $0.name == name }) else {
          throw Failure("L314", "`\(model.axes[axis].name)` has no member `\(name)`")
        }
        place = place * model.axes[axis].members.count + member
      }
      guard members.count == dimensions.count else {
        throw Failure("L314", "`\(path)` has \(dimensions.count) dimensions, not \(members.count)")
      }
      let length = leaf.axes.contains(0) ? model.timeline.count : 1
      cells = (place * length)..<((place + 1) * length)
    }
    for cell in cells { numbers[cell] = value }
    calculator.set(leaf: leaf.id, values: numbers)
  }

  /// Computes what depends on the inputs that were changed.
  public mutating func refresh() { calculator.refresh() }

  /// Computes everything.
  public mutating func recalculate() { calculator.recalculate() }

  /// The values of a name over its axes, in its own unit. Fails where the model has no such name.
  public func values(of path: String) throws(Failure) -> Answer { try evaluation.values(of: path) }

  /// All the numbers as they are now.
  public var evaluation: Evaluation {
    Evaluation(workspace: workspace, model: calculator.model, results: calculator.results)
  }
}

extension Workspace {
  /// The model's numbers in its case, to be computed again as inputs change. Fails where the model is not sound.
  public func recalculation() throws(Failure) -> Recalculation {
    let model = try soundModel()
    return Recalculation(model, self)
  }
}

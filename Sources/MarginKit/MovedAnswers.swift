import MarginEngine
import MarginModel
import MarginReports

/// What a sensitivity comes to.
public struct SensitivityAnswer: Sendable, Equatable {
  /// As the model has it, or what is asked.
  public let title: String
  /// The input that moves downwards; nil where there is none.
  public let rows: SensitivityAxis?
  /// The input that moves to the right; nil where there is none.
  public let columns: SensitivityAxis?
  /// One for each result, and for each member of it.
  public let results: [SensitivityResult]
}

/// An input with its points.
public struct SensitivityAxis: Sendable, Equatable {
  /// Its name in the model.
  public let input: String
  /// Such as `USD/request`; empty for a plain number and for a share, which is a fraction.
  public let unit: String
  /// In the unit.
  public let points: [Double]
}

/// The numbers of a result, or of one member of it.
public struct SensitivityResult: Sendable, Equatable {
  /// What the text calls it.
  public let label: String
  /// Such as `USD`; empty for a plain number and for a share, which is a fraction.
  public let unit: String
  /// Row by row, in the unit; NaN is undefined.
  public let values: [Double]
}

extension Workspace {
  /// What sensitivities come to, as numbers, computed on some threads (nil is all that the machine has):
  ///
  ///     let question = #"sensitivity of total(saving) { rows email.hit_rate 0% to 100% step 0.1% }"#
  ///     let grid = try Workspace.load("models/support-email.margin", asking: question).sensitivities(.question)
  ///
  /// Fails where the model is not sound or has none that is asked for.
  public func sensitivities(_ asked: Asked = .all, threads: Int? = nil) throws(Failure) -> [SensitivityAnswer] {
    let model = try soundModel()
    let items = try picked(
      asked, of: model.sensitivities, called: "sensitivity", span: \.span, words: { [$0.label] })
    return items.map { item in
      let found = grid(item, model, caseIndex: caseIndex, threads: threads ?? availableThreads())
      return SensitivityAnswer(item, found, model)
    }
  }
}

extension SensitivityAnswer {
  init(_ sensitivity: Model.Sensitivity, _ grid: GridOutcome, _ model: Model) {
    func axis(_ axis: Model.Sensitivity.Axis?) -> SensitivityAxis? {
      guard let axis else { return nil }
      let leaf = model.leaves[axis.leaf]
      let unit = model.definitions[leaf.definition].unit
      let factor = leaf.unit.scale / unit.scale
      return SensitivityAxis(
        input: model.definitions[leaf.definition].path, unit: NumberText.unit(unit),
        points: axis.points.map { factor == 1 ? $0 : $0 * factor })
    }
    title = sensitivity.label
    rows = axis(sensitivity.rows)
    columns = axis(sensitivity.columns)
    results = gridOutputs(sensitivity, grid, model).map { output in
      let unit = model.definitions[output.reading.definition].unit
      let values = grid.values[output.value][output.member]
      return SensitivityResult(
        label: output.label, unit: NumberText.unit(unit),
        // Of a unit of that size the numbers are there: there may be millions.
        values: unit.scale == 1 ? values : values.map { $0 / unit.scale })
    }
  }
}

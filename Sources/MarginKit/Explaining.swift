import MarginReports

extension Workspace {
  /// The question to load a model with, so that `Evaluation.explanation` tells of a value as a report lists it: a name
  /// with its member and date, or a formula of names.
  ///
  ///     let workspace = Workspace.load("desk.margin", asking: Workspace.question(explaining: "cost at 2026-12"))
  ///     print(try workspace.evaluate().explanation(.table))
  public static func question(explaining value: String) -> String { "report { \(value) }" }
}

extension Evaluation {
  /// How the values came about that the model was loaded with: trees down to the inputs, `depth` levels deep, and with
  /// `drivers` the inputs that move them most. Fails where no value was asked for.
  public func explanation(_ format: OutputFormat, depth: Int = 3, drivers: Bool = false) throws(Failure) -> String {
    let asked = workspace.program?.question
    let readings = model.reports.flatMap(\.items).filter { $0.span.file == asked }
    guard asked != nil, !readings.isEmpty else { throw Failure("L321", "there is no value to explain") }
    let explained = Explained(figures([]), readings, depth: depth, withDrivers: drivers)
    switch format {
    case .table: return explained.table
    case .json: return explained.json
    case .csv: return explained.csv
    case .markdown: return explained.markdown
    }
  }
}

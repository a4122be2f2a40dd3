import MarginSource
import MarginSyntax

/// Names, titles and the choices of a workbook hold this many bytes.
private let labelLimit = 255

extension Checker {
  /// `N450`: labels that no workbook can hold, told where they stand.
  func checkLabels() {
    for tree in program.trees { for statement in tree.statements { checkLabels(of: statement) } }
  }

  private func checkLabels(of statement: Statement) {
    if case .definition(let definition) = statement.form, definition.label == nil { return }
    for label in labels(of: statement) where label.value.utf8.count > labelLimit {
      error(
        "N450", "this label is too long", label.span, "\(label.value.utf8.count) bytes, at most \(labelLimit)",
        fixes: [.init("say it in short, and the rest in a note behind the value")])
    }
    switch statement.form {
    case .template(let template): for inner in template.body { checkLabels(of: inner) }
    case .instance(let instance): for inner in instance.body { checkLabels(of: inner) }
    default: break
    }
  }

  private func labels(of statement: Statement) -> [Text] {
    let found: [Text?] =
      switch statement.form {
      case .model(let header): [header.title, header.owner] + header.texts.map(\.value)
      case .dimension(let dimension): [dimension.label] + dimension.members.map(\.label)
      case .table(let table): [table.label]
      case .definition(let definition): [definition.label]
      case .instance(let instance): [instance.label, instance.owner]
      case .template(let template): [template.label]
      case .case(let declaration): [declaration.label]
      case .report(let report): [report.label] + report.items.map(\.label)
      case .chart(let chart): [chart.label] + chart.items.map(\.label)
      case .sensitivity(let sensitivity): [sensitivity.label]
      case .check(let check): [check.label]
      case .band(let band): [band.label]
      case .test(let test): [test.label]
      case .tornado(let tornado): [tornado.label]
      case .simulation(let simulation): [simulation.label] + simulation.items.map(\.label)
      case .solve(let solve): [solve.label]
      case .comparison(let comparison): [comparison.label]
      case .fragility(let fragility): [fragility.label]
      case .optimisation(let optimisation): [optimisation.label]
      case .roadmap(let roadmap): [roadmap.label]
      case .decision(let decision): [decision.label] + decision.shown.map(\.label)
      case .import, .unit, .rates, .converge, .correlate: []
      }
    return found.compactMap { $0 }
  }
}

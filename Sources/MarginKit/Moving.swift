import MarginEngine
import MarginModel
import MarginReports

// Tornados, fragilities and sensitivities: what comes of moving inputs.
extension Workspace {
  /// What tornados come to, in a format. Fails where the model is not sound or has none that is asked for.
  public func tornadoText(_ asked: Asked = .all, _ format: OutputFormat = .table) throws(Failure) -> String {
    var (model, page) = try answering("tornados")
    for item in try picked(asked, of: model.tornados, called: "tornado", span: \.span, words: { [$0.label] }) {
      page.add(item, tornadoOutcome(item, model, caseIndex: caseIndex))
    }
    return page.text(format)
  }

  /// The titles of the model's fragilities.
  public var fragilityTitles: [String] { model?.fragilities.map(\.label) ?? [] }

  /// What fragilities come to, in a format. Fails as tornados do.
  public func fragilityText(_ asked: Asked = .all, _ format: OutputFormat = .table) throws(Failure) -> String {
    var (model, page) = try answering("fragilities")
    for item in try picked(asked, of: model.fragilities, called: "fragility", span: \.span, words: { [$0.label] }) {
      page.add(item, fragilityOutcome(item, model, caseIndex: caseIndex))
    }
    return page.text(format)
  }

  /// What sensitivities come to, computed on some threads (nil is all that the machine has), in a format. Fails as
  /// tornados do.
  public func sensitivityText(
    _ asked: Asked = .all, _ format: OutputFormat = .table, threads: Int? = nil
  ) throws(Failure) -> String {
    var (model, page) = try answering("sensitivities")
    let items = try picked(
      asked, of: model.sensitivities, called: "sensitivity", span: \.span, words: { [$0.label] })
    let forms: Set<AnswerFormat> = format == .csv ? [.lines] : format == .json ? [.record] : [.section]
    for item in items {
      let found = grid(item, model, caseIndex: caseIndex, threads: threads ?? availableThreads())
      page.add(item, found, formats: forms) { value, member, place in
        whyUndefined(item, model, caseIndex: caseIndex, value: value, member: member, place: place)
      }
    }
    return page.text(format)
  }

  private func answering(_ kind: String) throws(Failure) -> (model: Model, page: AnswerPage) {
    let model = try soundModel()
    let page = AnswerPage(
      model: model, caseName: caseName ?? "base", settings: settings.map(CommandLineCase.shown), kind: kind)
    return (model, page)
  }
}

extension AnswerPage {
  func text(_ format: OutputFormat) -> String {
    switch format {
    case .table: text
    case .json: json
    case .csv: csv
    case .markdown: markdown
    }
  }
}

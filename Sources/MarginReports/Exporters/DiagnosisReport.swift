import MarginEngine
import MarginModel
import MarginSource
import MarginUnits

/// How a model stands: its bands, the worst first, the checks that do not hold, what to read or change next, and what is
/// doubtful about the numbers below it all.
package struct DiagnosisReport: AnswerReport {
  /// How the reader asks on: the model and what was asked of it, as a command line has them.
  package struct Command: Sendable {
    package let model: String
    /// `--case busy --set fee=2`; empty for the base.
    package let options: String
    /// The same behind what stands before it.
    var suffix: String { options.isEmpty ? "" : " " + options }
    package init(model: String, options: String) {
      self.model = model
      self.options = options
    }
  }

  let figures: Figures
  let bands: [DiagnosedBand]
  /// Those that do not hold.
  let checks: [DiagnosedCheck]
  let findings: [Diagnostic]
  let command: Command

  /// `day` is when the age of sources is judged; nil where no day is known.
  package init(
    _ figures: Figures, _ diagnoses: [BandDiagnosis], _ checks: [CheckDiagnosis], _ findings: [Diagnostic],
    day: String?, _ command: Command
  ) {
    self.figures = figures
    self.findings = findings
    self.command = command
    bands = diagnoses.map { DiagnosedBand($0, figures, day: day, command) }
    let found = Dictionary(checks.map { ($0.check, $0) }) { first, _ in first }
    // What stocks must keep by themselves stands behind the model's own checks, and has no moves.
    self.checks = figures.checks.enumerated().filter { $0.element.state != .passed }.map { index, line in
      DiagnosedCheck(
        line, figures.model.checks.indices.contains(index) ? index : nil, found[index], figures, day, command)
    }
  }

  /// The worst of all bands and checks.
  package var severity: Severity {
    checks.isEmpty ? bands.map(\.diagnosis.severity).max() ?? .healthy : .critical
  }

  package var text: String { page.text }
  package var markdown: String { page.markdown }
  package var json: String { page.json }
  package var csv: String { page.csv }

  private var page: AnswerPage {
    var page = AnswerPage(
      model: figures.model, caseName: figures.caseName, settings: figures.settings, kind: "bands")
    page.sections = [summary] + bands.compactMap(\.section) + checks.compactMap(\.section) + doubts
    page.facts = [("status", .text("\(severity)"))]
    page.records = bands.map(\.record)
    page.after = [("checks", .lines(checks.map(\.record))), ("findings", .lines(findings.map(record)))]
    page.lines = [DiagnosedBand.heads] + bands.map(\.line) + checks.map(\.csv) + findings.map(line)
    return page
  }

  private var summary: AnswerPage.Section {
    let critical = bands.filter { $0.diagnosis.severity == .critical }
    let others = bands.filter { $0.diagnosis.severity != .critical }
    let rows = critical.map(\.row) + checks.map(\.row) + others.map(\.row)
    let heads = ["Status", "What", "Value", "At", "Last", "From", "To the next level", "Levels"]
    let kept = heads.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    return .init(
      title: "Diagnosis: \(severity)", lead: [counts] + byScenario, heads: kept.map { heads[$0] },
      rows: rows.map { row in kept.map { row[$0] } }, right: [2],
      notes: bands.isEmpty ? [Self.bandWords] : [])
  }

  /// How a band is written.
  private static let bandWords =
    "a band says how a number stands: `band \"Retry rate\" retry_rate { healthy < 5%; warning <= 10%; critical otherwise }`"

  /// `3 bands: 1 critical, 2 healthy; 4 checks: 1 does not hold`
  private var counts: String {
    let levels = [Severity.critical, .warning, .healthy].compactMap { level -> String? in
      let count = bands.count { $0.diagnosis.severity == level }
      return count == 0 ? nil : "\(count) \(level)"
    }
    let own = bands.isEmpty ? "no band" : counted(bands.count, "band", "bands") + ": " + levels.joined(separator: ", ")
    guard !figures.checks.isEmpty else { return own }
    let (all, failed) = (figures.checks.count, checks.count)
    guard all > 1 else { return own + "; 1 check, which " + (failed == 0 ? "holds" : "does not hold") }
    let held = failed == 0 ? "all hold" : counted(failed, "does", "do") + " not hold"
    return own + "; \(all) checks: " + held
  }

  /// The worst of each scenario, where there are several with bands: `email (Customer Care): warning`.
  private var byScenario: [String] {
    let model = figures.model
    var worst: [Int: Severity] = [:]
    for band in bands {
      guard let scenario = model.scenario(of: band.band.value.definition) else { continue }
      worst[scenario] = max(worst[scenario] ?? .healthy, band.diagnosis.severity)
    }
    guard worst.count > 1 else { return [] }
    return model.instances.indices.compactMap { index in
      let instance = model.instances[index]
      return worst[index].map { instance.label + (instance.owner.map { " (\($0))" } ?? "") + ": \($0)" }
    }
  }

  /// What the field's rules find in the model itself.
  private var doubts: [AnswerPage.Section] {
    guard !findings.isEmpty else { return [] }
    return [
      .init(
        title: "What the numbers rest on", heads: ["Code", "Finding", "Where"], rows: codes.flatMap(rows), right: [],
        verbatim: ["margin check " + command.model + " --strict"])
    ]
  }

  /// The codes of the findings, each once, as they first appear.
  private var codes: [String] {
    findings.reduce(into: []) { codes, finding in if !codes.contains(finding.code) { codes.append(finding.code) } }
  }

  /// The first three findings of a code, and how many more there are.
  private func rows(_ code: String) -> [[String]] {
    let own = findings.filter { $0.code == code }
    let rows = own.prefix(3).map { [$0.code, $0.message, place($0)] }
    return own.count > 3 ? rows + [[code, "and \(own.count - 3) more", ""]] : rows
  }

  private func place(_ finding: Diagnostic) -> String {
    finding.primary.map { Self.place($0.span, figures.model) } ?? ""
  }

  private func record(_ finding: Diagnostic) -> JSONText {
    .record([("code", .text(finding.code)), ("message", .text(finding.message)), ("at", .text(place(finding)))])
  }

  private func line(_ finding: Diagnostic) -> [String] {
    ["finding", finding.code, "", finding.message] + Array(repeating: "", count: DiagnosedBand.heads.count - 5)
      + [place(finding)]
  }

  /// `desk.margin:12`
  static func place(_ span: Span, _ model: Model) -> String {
    guard model.sources.files.indices.contains(span.file) else { return "" }
    let file = model.sources.files[span.file]
    return file.name + ":\(file.position(span.start).line)"
  }
}

extension Model {
  /// The scenario that a definition belongs to, itself or by the components that hold it.
  fileprivate func scenario(of definition: Int) -> Int? {
    var next = definitions[definition].instance
    for _ in 0..<instances.count {
      guard let index = next, instances.indices.contains(index), !instances[index].isScenario else { break }
      next = instances[index].parent
    }
    return next.flatMap { instances.indices.contains($0) && instances[$0].isScenario ? $0 : nil }
  }
}

import MarginEngine
import MarginModel
import MarginReports

/// How a model stands in its case: its bands, the worst first, its checks, and what to read or change next.
public struct Diagnosis: Sendable {
  /// How bad a band is, and with it the model.
  public enum Status: String, Sendable, Comparable {
    case healthy, warning, critical
    /// The better one is less.
    public static func < (left: Self, right: Self) -> Bool { left.severity < right.severity }

    private var severity: Severity { self == .healthy ? .healthy : self == .warning ? .warning : .critical }

    init(_ severity: Severity) {
      self =
        switch severity {
        case .healthy: .healthy
        case .warning: .warning
        case .critical: .critical
        }
    }
  }

  /// One band, at its worst period and member.
  public struct Band: Sendable, Equatable {
    /// As the model calls it.
    public let label: String
    /// Of its level; what is undefined or taken by no level is critical.
    public let status: Status
    /// The level as the model names it; nil where the value is undefined or no level takes it.
    public let level: String?
    /// In the value's unit, a share as a fraction; NaN is undefined.
    public let value: Double
    /// `Small, 2026-07`, or nothing for a single number.
    public let place: String
    /// Values of one input each that bring it to a better level, the best first.
    public let levers: [Lever]
  }

  /// A value of one input that brings a band to a better level in all its periods and members.
  public struct Lever: Sendable, Equatable {
    /// As the model names it, with the member where only one is moved: `failure_rate[cheap]`.
    public let input: String
    /// Whether all its numbers are multiplied, and the numbers here are multiples.
    public let isMultiple: Bool
    /// What it is, in its unit, where the band is worst.
    public let now: Double
    /// The level that is reached.
    public let level: String
    /// Where it begins, in the input's unit.
    public let threshold: Double
    /// A short number just beyond.
    public let value: Double
  }

  /// The worst of all bands; a check that does not hold is critical.
  public let status: Status
  /// The worst first, and in the order of the text where they are alike.
  public let bands: [Band]
  /// How many checks do not hold, the undefined ones among them.
  public let failedChecks: Int
  private let report: DiagnosisReport

  init(_ report: DiagnosisReport, _ diagnoses: [BandDiagnosis], _ figures: Figures) {
    self.report = report
    status = Status(report.severity)
    failedChecks = figures.checks.count { $0.state != .passed }
    bands = diagnoses.map { diagnosis in
      let (band, outcome) = (figures.model.bands[diagnosis.outcome.band], diagnosis.outcome)
      return Band(
        label: band.label, status: Status(diagnosis.severity), level: outcome.level,
        value: outcome.value / figures.model.definitions[band.value.definition].unit.scale, place: outcome.place,
        levers: diagnosis.moves.levers.map { lever in
          Lever(
            input: lever.move.path, isMultiple: lever.move.manner == .scale, now: lever.now,
            level: band.levels[lever.level].name, threshold: lever.threshold, value: lever.value)
        })
    }
  }

  /// The diagnosis in a format.
  public func text(_ format: OutputFormat) -> String { report.text(format) }
}

extension Workspace {
  /// Judges every band of the model in the case of the workspace and looks for what moves those that are not at their
  /// best. `habits` tell at which day the age of sources is judged. Fails where the model is not sound or has neither band
  /// nor check.
  public func diagnose(habits: Habits = Habits()) throws(Failure) -> Diagnosis {
    let evaluation = try evaluate()
    let (model, figures) = (evaluation.model, evaluation.figures([]))
    guard !model.bands.isEmpty || !model.checks.isEmpty else {
      throw Failure(
        "L322", "the model has no band and no check",
        fixes: [
          "say how a number stands: `band \"Cache hit rate\" hit_rate { healthy > 70%; warning >= 50%; critical otherwise }`"
        ])
    }
    let diagnoses = diagnoseBands(model, evaluation.results)
    let day = habits.asOf ?? (model.timeline.isDeclared ? model.timeline.label(0) : nil)
    let options = (caseName.map { ["--case", $0] } ?? []) + settings.flatMap { ["--set", $0] }
    let report = DiagnosisReport(
      figures, diagnoses, diagnoseChecks(model, evaluation.results),
      lint(model, asOf: habits.asOf, maxAge: habits.maxAge),
      day: day,
      .init(model: Shell.quoted(path), options: options.map(Shell.quoted).joined(separator: " ")))
    return Diagnosis(report, diagnoses, figures)
  }
}

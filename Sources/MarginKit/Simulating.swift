import MarginEngine
import MarginModel
import MarginReports

/// How a simulation is done. What is nil is as its statement says.
public struct SimulationSettings: Sendable {
  /// How many times the inputs are drawn.
  public var draws: Int?
  /// Which draws: another seed gives others.
  public var seed: Int?
  /// `plain`, `latin` or `sobol`
  public var sampling: String?
  /// Nil is all that the machine has. The results are the same for any number.
  public var threads: Int?
  /// Whether the shares of each input in the variance are found, by another run.
  public var indices = false
  /// Whether the model's checks are judged in every draw.
  public var checks = true
  /// Whether the inputs are ranked by what they do to each result.
  public var drivers = true
  /// Which percentiles are wanted beside 1%, every twentieth and 99%: levels between 0 and 1.
  public var percentiles: [Double] = []
  /// Asked between runs of some thousand draws; the answer is then of the draws done.
  public var shouldStop: @Sendable () -> Bool = { false }
  /// Told how many draws of how many are done, from any thread.
  public var progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }

  /// As the statements say, with checks and drivers.
  public init() {}
}

/// What a simulation came to, in the units of its results.
public struct SimulationAnswer: Sendable {
  /// As the statement is called.
  public let title: String
  /// How many draws were done.
  public let draws: Int
  /// How many draws were asked for, of Sobol points the next power of 2.
  public let asked: Int
  /// Which draws.
  public let seed: Int
  /// `plain`, `latin` or `sobol`
  public let sampling: String
  /// How often the model was computed to find the inputs' shares in the variance, beside the draws; nil where that was
  /// not asked for.
  public let shareEvaluations: Int?
  /// In the order of the statement.
  public let results: [Result]
  /// In the order of the model; none where they were not asked for.
  public let checks: [Check]

  /// How a result is distributed.
  public struct Result: Sendable {
    /// As reports call it.
    public let label: String
    /// Such as `USD/outcome`; empty for a plain number and for a share, which is a fraction.
    public let unit: String
    /// Without chance; nil where undefined.
    public let base: Double?
    /// Over the draws in which the result is defined; NaN of none. Of a truth, how often it holds.
    public let mean: Double
    /// How far the mean is off, as one deviation.
    public let standardError: Double
    /// The standard deviation.
    public let deviation: Double
    /// The least that was drawn.
    public let lowest: Double
    /// The most that was drawn.
    public let highest: Double
    /// In how many draws the result is undefined.
    public let undefined: Int
    /// By level, 0.1 for p10, in rising order: 1%, every twentieth, 99%, and what the settings name.
    public let percentiles: [(level: Double, value: Double)]
    /// In the order of the model.
    public let drivers: [Driver]
  }

  /// An uncertain input that a result depends on.
  public struct Driver: Sendable {
    /// As the model names it.
    public let path: String
    /// Spearman's, NaN where there is none.
    public let rankCorrelation: Double
    /// Its share of the variance alone (Sobol's first-order index), where that was asked for.
    public let firstOrder: Double?
    /// Its share together with the others (the total index).
    public let total: Double?
  }

  /// How often a check holds.
  public struct Check: Sendable {
    /// As the model calls it.
    public let label: String
    /// In which share of the draws it holds.
    public let probability: Double
    /// In how many draws it is undefined.
    public let undefined: Int
  }
}

extension Workspace {
  /// What simulations of the model come to. Fails where the model is not sound or has none that is asked for.
  public func simulate(_ asked: Asked = .all, _ settings: SimulationSettings = .init()) throws(Failure)
    -> [SimulationAnswer]
  {
    try simulated(asked, settings).map { SimulationAnswer($0, $1, $2, further: furtherLevels(settings)) }
  }

  /// The same in a format.
  public func simulationText(
    _ asked: Asked = .all, _ format: OutputFormat = .table, _ settings: SimulationSettings = .init()
  ) throws(Failure) -> String {
    let all = try simulated(asked, settings)
    let model = try soundModel()
    var page = AnswerPage(
      model: model, caseName: caseName ?? "base", settings: self.settings.map(CommandLineCase.shown),
      kind: "simulations")
    for (_, simulation, outcome) in all { page.add(simulation, outcome) }
    return page.text(format)
  }

  /// The answers to the model's own simulations in its case, for the workbook.
  func simulatedForBook(_ model: Model) -> [SimulationOutcome] {
    model.simulations.map { MarginEngine.simulate(model, $0, options(SimulationSettings(), $0)) }
  }

  private func simulated(_ asked: Asked, _ settings: SimulationSettings) throws(Failure) -> [(
    Model, Model.Simulation, SimulationOutcome
  )] {
    let model = try soundModel()
    let found = try picked(
      asked, of: model.simulations, called: "simulation", span: \.span, words: { [$0.label] })
    return found.map { item in
      let simulation = item.with(
        draws: settings.draws, seed: settings.seed, sampling: settings.sampling.flatMap(Model.Sampling.init))
      return (model, simulation, MarginEngine.simulate(model, simulation, options(settings, simulation)))
    }
  }

  /// The levels that are asked for and not given anyway, each once.
  private func furtherLevels(_ settings: SimulationSettings) -> [Double] {
    Set(settings.percentiles.filter { (0...1).contains($0) }).subtracting(SimulationOutcome.levels).sorted()
  }

  private func options(_ settings: SimulationSettings, _ simulation: Model.Simulation) -> SimulationOptions {
    var options = SimulationOptions()
    options.caseIndex = caseIndex
    options.threads = settings.threads ?? availableThreads()
    options.judgesChecks = settings.checks
    options.ranksInputs = settings.drivers
    options.findsShares = settings.indices
    options.furtherLevels = furtherLevels(settings)
    options.shouldStop = settings.shouldStop
    let progress = settings.progress
    options.progress = { progress($0, simulation.draws) }
    return options
  }
}

extension SimulationAnswer {
  init(_ model: Model, _ simulation: Model.Simulation, _ outcome: SimulationOutcome, further: [Double]) {
    title = simulation.label
    draws = outcome.draws
    asked = outcome.wanted
    seed = outcome.seed
    sampling = outcome.sampling.rawValue
    shareEvaluations = outcome.shareEvaluations
    results = outcome.values.map { Result(model, outcome, $0, further: further) }
    checks = outcome.checks.map { check in
      Check(
        label: model.checks[check.check].label,
        probability: outcome.draws > 0 ? Double(check.held) / Double(outcome.draws) : .nan, undefined: check.undefined)
    }
  }
}

extension SimulationAnswer.Result {
  init(_ model: Model, _ outcome: SimulationOutcome, _ value: SimulatedValue, further: [Double]) {
    let definition = model.definitions[value.reading.definition]
    let scale = definition.unit.scale
    label = value.reading.label
    unit = NumberText.unit(definition.unit)
    base = value.base.isFinite ? value.base / scale : nil
    mean = value.moments.mean / scale
    standardError = value.moments.standardError / scale
    deviation = value.moments.deviation / scale
    lowest = value.moments.count > 0 ? value.moments.least / scale : .nan
    highest = value.moments.count > 0 ? value.moments.greatest / scale : .nan
    undefined = value.undefined
    let found = Array(zip(SimulationOutcome.levels, value.quantiles)) + Array(zip(further, value.furtherQuantiles))
    percentiles = found.sorted { $0.0 < $1.0 }.map { (level: $0.0, value: $0.1 / scale) }
    drivers = outcome.inputs.enumerated().map { place, input in
      SimulationAnswer.Driver(
        path: model.definitions[input.definition].path, rankCorrelation: value.ranks[place],
        firstOrder: value.shares?.first[place], total: value.shares?.total[place])
    }
  }
}

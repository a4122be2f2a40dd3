import MarginSource

/// What a model asks by moving its inputs.
extension Model {
  /// An input that an analysis moves: the numbers of one of its leaves, as a whole.
  package struct MovedInput: Sendable {
    package let definition: Int
    package let leaf: Int
    package let label: String
    package let span: Span

    package init(definition: Int, leaf: Int, label: String, span: Span) {
      self.definition = definition
      self.leaf = leaf
      self.label = label
      self.span = span
    }
  }

  /// Which inputs move some results most, each moved alone to both sides.
  package struct Tornado: Sendable {
    package let label: String
    /// One number each.
    package let values: [Reading]
    /// Each input once, in the order of the text.
    package let swings: [(input: MovedInput, swing: Swing)]
    /// How many bars are shown; nil is all.
    package let top: Int?
    /// Whether it moves every input and not only those that it names.
    package let isEvery: Bool
    package let span: Span
  }

  package enum Swing: Sendable, Equatable {
    /// Less and more by this share of the base.
    case share(Double)
    /// Less and more by this much of a share, in the leaf's unit: 0.05 for 5pp.
    case points(Double)
    /// From one quantile of the input's shape to another, as shares: 0.1 and 0.9.
    case quantiles(low: Double, high: Double)
    /// In the leaf's unit.
    case ends(low: Double, high: Double)
  }

  /// The distribution of some results.
  package struct Simulation: Sendable {
    package let label: String
    package let draws: Int
    package let seed: Int
    package let sampling: Sampling
    /// One number or truth each.
    package let values: [Reading]
    package let span: Span

    /// The most draws of one simulation.
    package static let mostDraws = 1_000_000_000

    /// The same with what is not nil.
    package func with(draws: Int?, seed: Int?, sampling: Sampling?) -> Simulation {
      Simulation(
        label: label, draws: draws ?? self.draws, seed: seed ?? self.seed, sampling: sampling ?? self.sampling,
        values: values, span: span)
    }
  }

  package enum Sampling: String, Sendable, CaseIterable { case plain, latin, sobol }

  /// The value of an input at which two results are equal.
  package struct Solve: Sendable {
    package let name: String
    package let label: String
    package let input: MovedInput
    /// In the leaf's unit; nil where the text gives no bounds.
    package let bounds: ClosedRange<Double>?
    package let left: Reading
    package let right: Reading
    package let span: Span
  }

  /// What leads from the numbers of one case to those of another.
  package struct CaseComparison: Sendable {
    package let label: String
    package let from: Int
    package let to: Int
    package let values: [Reading]
    package let span: Span

    /// The same results between other cases.
    package func between(_ from: Int, _ to: Int, label: String) -> CaseComparison {
      CaseComparison(label: label, from: from, to: to, values: values, span: span)
    }
  }

  /// How a result changes as an input grows.
  package struct Fragility: Sendable {
    package let label: String
    package let value: Reading
    package let input: MovedInput
    package let points: [Point]
    /// Whether less of the result is better; nil where nothing tells.
    package let isLowerBetter: Bool?
    /// Whether the text says so, and not only the result's name.
    package let saysWhatIsBetter: Bool
    /// The share of the base up to which a change is none.
    package let tolerance: Double
    package let span: Span

    package struct Point: Sendable {
      /// As written.
      package let text: String
      package let number: Double
      /// Of the base, else in the leaf's unit.
      package let isMultiple: Bool
    }
  }

  /// The value of an input at which a result is lowest or highest.
  package struct Optimisation: Sendable {
    package let name: String
    package let label: String
    package let input: MovedInput
    /// In the leaf's unit.
    package let bounds: ClosedRange<Double>
    /// Nil where every number between the bounds may be.
    package let step: Double?
    package let value: Reading
    package let isLowest: Bool
    /// All of them hold where the input may be, each one number or truth.
    package let conditions: [Check]
    package let span: Span
  }
}

extension Model.Sensitivity {
  /// The most numbers that one has.
  package static let mostNumbers = 5_000_000

  /// How many pairs of points there are.
  package var pointCount: Int { (rows?.points.count ?? 1) * (columns?.points.count ?? 1) }
}

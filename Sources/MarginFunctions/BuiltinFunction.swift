/// A function of the language that works cell by cell: its signature with units, documentation, kernel and Excel form.
///
/// One of them per file in `Builtins`; `builtinFunctions` lists them and a test holds that list to the folder.
package struct BuiltinFunction: Sendable {
  /// What an argument must be.
  package enum Kind: Sendable, Equatable {
    /// A number without a unit.
    case plain
    /// Any quantity; all `same` arguments of a call share one dimension.
    case same
  }

  package struct Parameter: Sendable {
    package let name: String
    package let kind: Kind
    package let isOptional: Bool
    package init(_ name: String, _ kind: Kind, optional: Bool = false) {
      self.name = name
      self.kind = kind
      isOptional = optional
    }
  }

  /// A test of an argument, as a spreadsheet writes it.
  package enum Condition: String, Sendable {
    case positive = ">0"
    case notNegative = ">=0"
    case notZero = "<>0"
    case aboveMinusOne = ">-1"
    case isOne = "=1"

    package func holds(_ value: Double) -> Bool {
      switch self {
      case .positive: value > 0
      case .notNegative: value >= 0
      case .notZero: value != 0
      case .aboveMinusOne: value > -1
      case .isOne: value == 1
      }
    }

    package var words: String {
      switch self {
      case .positive: "above 0"
      case .notNegative: "not below 0"
      case .notZero: "other than 0"
      case .aboveMinusOne: "above -100 %"
      case .isOne: "1"
      }
    }
  }

  /// What an argument must be for the function to have a value.
  package struct Requirement: Sendable {
    package let argument: Int
    package let condition: Condition
    package init(_ argument: Int, _ condition: Condition) {
      self.argument = argument
      self.condition = condition
    }
  }

  package enum Result: Sendable, Equatable {
    case plain
    /// The dimension of the `same` arguments.
    case same
    /// The square root of the dimension of the `same` argument.
    case squareRoot
  }

  /// A worked call with its value, which a test runs.
  package struct Example: Sendable {
    package let arguments: [Double]
    package let value: Double
    package init(_ arguments: [Double], gives value: Double) {
      self.arguments = arguments
      self.value = value
    }
  }

  package let name: String
  package let group: FunctionGroup
  package let summary: String
  /// What else the reference says, with the source of a formula.
  package let notes: String
  package let parameters: [Parameter]
  /// Further arguments like the last parameter are allowed.
  package let isVariadic: Bool
  package let result: Result
  /// A quantity that is not a count needs the optional last parameter, a step: `ceil(t, 1 hour)`.
  package let needsStep: Bool
  /// The optional arguments stand all or not at all; without them the others are plain numbers.
  package let takesAllOrLeast: Bool
  /// Where an argument that is there is not so, the call has no value.
  package let requirements: [Requirement]
  package let example: Example
  /// The value in base units; NaN where it is undefined.
  package let kernel: @Sendable ([Double]) -> Double
  /// The Excel formula of the call, its arguments given as formulas of one operand each.
  package let excel: @Sendable ([String]) -> String

  package init(
    _ name: String, _ summary: String, group: FunctionGroup = .arithmetic, notes: String = "", parameters: [Parameter],
    variadic: Bool = false, result: Result, needsStep: Bool = false, takesAllOrLeast: Bool = false,
    requirements: [Requirement] = [], example: Example,
    kernel: @escaping @Sendable ([Double]) -> Double, excel: @escaping @Sendable ([String]) -> String
  ) {
    self.name = name
    self.group = group
    self.summary = summary
    self.notes = notes
    self.parameters = parameters
    isVariadic = variadic
    self.result = result
    self.needsStep = needsStep
    self.takesAllOrLeast = takesAllOrLeast
    self.requirements = requirements
    self.example = example
    self.kernel = kernel
    self.excel = excel
  }
}

/// The built-in function of a name, or nil.
package func builtinFunction(_ name: String) -> BuiltinFunction? { builtinFunctions.first { $0.name == name } }

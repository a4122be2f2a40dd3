import MarginFunctions
import MarginSource
import MarginSyntax
import MarginUnits

/// Functions of the language that later versions bring; naming one says so instead of calling it unknown.
private let laterFunctions: Set<String> = [
  "rank", "percentile", "weighted", "lowest", "npv", "xnpv", "irr", "payment", "tier", "bands_of", "interpolate",
  "default",
  "position", "normal_cdf", "erlang_b", "erlang_c", "servers_for",
]

extension Checker {
  func lowerCall(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    let folds = arguments.contains { !$0.over.isEmpty || !$0.by.isEmpty }
    let builtin = builtinFunction(name.text)
    if let function = modelFunction(name.text), folds || builtin == nil {
      return function.lower(self, name, arguments, span, context)
    }
    guard let builtin else { return unknownFunction(name) }
    return lowerBuiltin(builtin, name, arguments, span, context)
  }

  func plain(_ value: Double, _ span: Span) -> Formula {
    Formula(.literal(value), type: .quantity(.plain), axes: [], unit: .plain, span: span)
  }

  private func unknownFunction(_ name: Name) -> Formula? {
    if laterFunctions.contains(name.text) {
      error("K901", "`\(name.text)` is not supported yet", name.span, "a later version brings it")
      return nil
    }
    let known = Set(builtinFunctions.map(\.name) + modelFunctions.map(\.name)).sorted()
    let near = likely(name.text, among: known)
    error(
      "N432", "there is no function `\(name.text)`", name.span, "unknown function",
      notes: near == nil ? [("known", known.joined(separator: ", "))] : [],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
    return nil
  }

  func expect(_ name: Name, _ arguments: [Expression.Argument], _ count: ClosedRange<Int>, _ form: String)
    -> Bool
  {
    guard count.contains(arguments.count), arguments.allSatisfy({ $0.name == nil }) else {
      error("N433", "`\(name.text)` is called as `\(form)`", name.span, "here with \(arguments.count) arguments")
      return false
    }
    return true
  }

  private func lowerBuiltin(
    _ function: BuiltinFunction, _ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context
  ) -> Formula? {
    let least = function.parameters.count { !$0.isOptional }
    let most = function.isVariadic ? 250 : function.parameters.count
    let form =
      "\(name.text)(\(function.parameters.map(\.name).joined(separator: ", "))\(function.isVariadic ? ", …" : ""))"
    guard expect(name, arguments, least...most, form) else { return nil }
    let lowered = arguments.map { number(lower($0.value, context)) }
    let values = lowered.compactMap { $0 }
    guard values.count == lowered.count else { return nil }
    var shared: Formula?
    for (index, value) in values.enumerated() {
      let parameter = function.parameters[min(index, function.parameters.count - 1)]
      switch parameter.kind {
      case .plain:
        guard fits(value, .plain) else {
          unitMismatch("`\(name.text)` needs a plain number for `\(parameter.name)`", value, .plain, value.span)
          return nil
        }
      case .same:
        if let first = shared, !isZero(first), !isZero(value), first.type != value.type {
          cannotAdd(first, value, "add", span)
          return nil
        }
        if shared == nil || shared.map(isZero) == true { shared = value }
      }
    }
    let own = shared?.unit ?? .plain
    if function.needsStep, values.count == 1, !isCount(own) {
      error(
        "U206", "`\(name.text)` of a quantity needs a step", span, "of \(describe(own))",
        fixes: [.init("say the step: `\(name.text)(x, 1 \(own.text))`")])
      return nil
    }
    let unit: Unit =
      switch function.result {
      case .plain: .plain
      case .same: own
      case .squareRoot: own.power(Rational(1, 2))
      }
    return Formula(
      .call(function, values), type: .quantity(unit.dimension), axes: union(values.map(\.axes)), unit: unit, span: span)
  }

  /// True of plain numbers and of whole things such as GPUs or requests.
  private func isCount(_ unit: Unit) -> Bool {
    guard !unit.dimension.isPlain else { return true }
    let exponents = unit.dimension.exponents
    guard exponents.count == 1, let (base, exponent) = exponents.first, exponent == .one, unit.scale == 1 else {
      return false
    }
    return !["second", "byte", "watt", "FLOP"].contains(base) && !UnitTable.isCurrency(base)
  }
}

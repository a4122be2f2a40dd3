import MarginFunctions
import MarginModel

/// What the functions of the language do, made from the functions themselves.
public enum FunctionReference {
  /// A line for each function, in order of their names.
  public static var list: String {
    let width = entries.map(\.name.count).max() ?? 0
    let sorted = entries.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
    return sorted.map { _, entry in
      entry.name + String(repeating: " ", count: width - entry.name.count + 2) + entry.summary + "\n"
    }.joined()
  }

  /// What the reference says of a function. Fails where there is none of that name.
  public static func section(_ name: String) throws(Failure) -> String {
    let found = entries.filter { $0.name == name }
    guard !found.isEmpty else {
      let near = Suggestion.names(like: name, among: Array(Set(entries.map(\.name))).sorted())
      throw Failure(
        "L319", "there is no function `\(name)`",
        fixes: near.isEmpty ? ["`margin functions` lists all"] : near.map { "did you mean \($0)?" })
    }
    return found.map { "# \($0.group.rawValue)\n\n" + $0.text }.joined(separator: "\n")
  }

  /// The page docs/functions.md.
  public static var page: String {
    let groups = FunctionGroup.allCases.compactMap { group -> String? in
      let sections = entries.filter { $0.group == group }
      guard !sections.isEmpty else { return nil }
      return "## \(group.rawValue)\n\n" + sections.map(\.text).joined(separator: "\n")
    }
    return introduction + "\n" + groups.joined(separator: "\n")
  }

  private static let introduction = """
    # Functions

    All functions of this version, made from the functions themselves: do not edit this page. `margin functions NAME` prints
    the part of one. Every example is run by a test. Arguments in `[brackets]` may be left out, `…` means any number more.
    `if … then … else …`, `and`, `or` and `not` are words of the language and stand in [language.md](language.md).

    ## Where a spreadsheet differs

    Where a spreadsheet has the function, the meaning is the spreadsheet's, and the workbook uses it. The exceptions:

    * `-2^2` is -4. A spreadsheet reads it as (-2)^2; the workbook writes brackets.
    * What has no value is undefined: a zero denominator, the logarithm of zero, the root of a negative number, a number
      too large. It is not an error value and never a silent 0; an undefined argument makes the result undefined.
    * `ceil`, `floor` and `round` of a quantity that is no count take a step, `ceil(t, 1 hour)`. They round the noise of
      binary fractions away first, at the twelfth decimal, so that `ceil(0.1 * 3 * 10)` is 3.
    * Two numbers that differ by less than 1e-12 of the larger are equal in a comparison.
    * Arguments have units, and rates say their time: `10%/year`, never a bare 10%.

    ```margin
    model "Where a spreadsheet differs" { currency USD }
    input nobody   = 0 people
    calc  per_head = $100 / nobody
    test "exceptions" {
      expect -2^2                 = -4
      expect ceil(90 minutes, 1 hour) = 2 hours
      expect ceil(0.1 * 3 * 10)   = 3
      expect when(0.1 + 0.2 = 0.3) = 1
    }
    ```

    """
}

extension FunctionReference {
  /// A function with what the reference says of it.
  fileprivate struct Entry {
    let name: String
    let group: FunctionGroup
    let summary: String
    let text: String
  }

  fileprivate static let entries: [Entry] = builtinFunctions.map(entry) + modelFunctions.map(entry)

  private static func entry(_ function: BuiltinFunction) -> Entry {
    let units = units(function)
    let forms = workbookForms(function).map { "`\($0)`" }.joined(separator: " or ")
    let call = "\(function.name)(\(function.example.arguments.map(text).joined(separator: ", ")))"
    let value = text(function.example.value)
    let model = """
      model "\(function.name)" { currency USD }
      test "worked call" { expect \(call) = \(value) within 1e-12 }
      """
    return Entry(
      name: function.name, group: function.group, summary: function.summary,
      text: """
        ### `\(signature(function))`

        \(wrapped([function.summary, units, function.notes]))

        \(wrapped(["In the workbook \(forms)."]))

        ```margin
        \(model)
        ```

        """)
  }

  private static func entry(_ function: ModelFunction) -> Entry {
    var lines = function.example.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var header = "currency USD"
    if lines.first?.hasPrefix("timeline ") == true { header += "; " + lines.removeFirst() }
    return Entry(
      name: function.name, group: function.group, summary: function.summary,
      text: """
        ### \(function.forms.map { "`\($0)`" }.joined(separator: ", "))

        \(wrapped([function.summary, function.notes]))

        \(wrapped(["In the workbook: \(function.excel)."]))

        ```margin
        model "\(function.name)" { \(header) }
        \(lines.joined(separator: "\n"))
        ```

        """)
  }

  /// `round(x, [step])`, `max(a, b, …)`
  private static func signature(_ function: BuiltinFunction) -> String {
    let names = function.parameters.map { $0.isOptional ? "[\($0.name)]" : $0.name }
    return "\(function.name)(\((names + (function.isVariadic ? ["…"] : [])).joined(separator: ", ")))"
  }

  /// The formula of the call with the fewest and with the most arguments.
  private static func workbookForms(_ function: BuiltinFunction) -> [String] {
    let names = function.parameters.map(\.name)
    let least = function.parameters.prefix { !$0.isOptional }.map(\.name)
    let most = function.isVariadic ? names + ["…"] : names
    return least.count == names.count ? [function.excel(most)] : [function.excel(least), function.excel(most)]
  }

  /// What its arguments must be and its result is.
  private static func units(_ function: BuiltinFunction) -> String {
    let kinds = function.parameters.map(\.kind)
    if !kinds.contains(.same) { return "Plain numbers." }
    switch function.result {
    case .squareRoot: return "Any unit; the result has its root."
    case .same where kinds.count == 1: return "Any unit, which the result has."
    case .same where !kinds.contains(.plain): return "One unit, which the result has."
    case .same:
      let shared = function.parameters.filter { $0.kind == .same }.map { "`\($0.name)`" }
      return "\(shared.joined(separator: " and ")) in one unit, which the result has; the others plain numbers."
    case .plain:
      let shared = function.parameters.filter { $0.kind == .same }.map { "`\($0.name)`" }
      return "\(shared.joined(separator: " and ")) in one unit; the result is a plain number."
    }
  }

  /// The texts as one paragraph of lines of at most 120 characters.
  private static func wrapped(_ texts: [String]) -> String {
    var lines = [""]
    for word in texts.flatMap({ $0.split(whereSeparator: \.isWhitespace) }) {
      if let line = lines.last, !line.isEmpty, line.count + 1 + word.count > 120 { lines.append("") }
      lines[lines.count - 1] += (lines.last?.isEmpty == true ? "" : " ") + word
    }
    return lines.joined(separator: "\n")
  }

  private static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

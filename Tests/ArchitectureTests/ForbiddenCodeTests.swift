import Testing

/// Nothing in Sources can end the process: what a model holds is untrusted.
@Suite("Code that could end the process")
struct ForbiddenCodeTests {
  /// The files in which a Double becomes an Int.
  static let conversions: Set<String> = ["Sources/MarginSource/CheckedNumbers.swift"]

  @Test("There is no forced try, cast or unwrapping, and no call that ends the process")
  func traps() {
    for file in Repository.sources {
      for fault in Self.traps(in: Repository.text(file)) { Issue.record("\(file):\(fault)") }
    }
  }

  @Test("A Double becomes an Int only through the checked conversions")
  func conversions() {
    for file in Repository.sources where !Self.conversions.contains(file) {
      for fault in Self.conversions(in: Repository.text(file)) {
        Issue.record("\(file):\(fault): use wholeInt, exactInt or clampedInt of CheckedNumbers.swift")
      }
    }
  }

  @Test("Each kind of trap is found, and what only looks like one is not")
  func findingTraps() {
    let faults = ["try! f()", "a as! B", "fatalError(x)", "precondition(x)", "a!.b", "f()!", "a[0]!", "let a: B!"]
    for fault in faults { #expect(!Self.traps(in: fault).isEmpty, "\(fault)") }
    for good in ["a != b", "a!=b", "!a", "if !f() {}", "\"a!\"", "// a!", "try? f()", "a as? B", "!(a)"] {
      #expect(Self.traps(in: good).isEmpty, "\(good)")
    }
  }

  @Test("A conversion of what looks like a Double is found, and one of a whole number is not")
  func findingConversions() {
    let faults = [
      "Int(x.rounded())", "Int(floor(x))", "Int(Double(a) * 0.5)", "Int(x * 1.5)", "let x: Double = y\nInt32(x)",
      "func f(rate: Double) { Int(rate * 100) }", "let x = 2.5\nUInt8(x)", "Int(pow(a, b))",
    ]
    for fault in faults { #expect(!Self.conversions(in: fault).isEmpty, "\(fault)") }
    for good in ["Int(text)", "Int(exactly: 1.5)", "UInt8(a + 1)", "Int(a.count)", "asInt(1.5)", "-> Int"] {
      #expect(Self.conversions(in: good).isEmpty, "\(good)")
    }
  }

  private static func traps(in text: String) -> [String] {
    let code = SwiftCode.only(in: text)
    guard code.contains("!") || code.contains(call) else { return [] }
    return Repository.numberedLines(code).filter { $0.line.contains(force) || $0.line.contains(call) }
      .map { "\($0.number): \($0.line)" }
  }

  private static var force: Regex<Substring> { /\btry!|\bas!|[\w)\]]!(?!=)/ }

  private static var call: Regex<Substring> {
    /\b(?:fatalError|preconditionFailure|precondition|assertionFailure|abort)\(/
  }

  /// Conversions whose argument has a fraction, rounds or calls a function of Doubles, or names what the same file
  /// declares as a Double.
  private static func conversions(in text: String) -> [String] {
    let code = SwiftCode.only(in: text)
    let declared = code.matches(of: /\b(\w+): Double\b(?!\])/).map { String($0.1) }
    let assigned = code.matches(of: /\blet (\w+) = -?[0-9_]+\.[0-9]/).map { String($0.1) }
    let doubles = Set(declared + assigned)
    let looks = /\.rounded\(|\b(?:floor|ceil|trunc|round|pow|sqrt|exp|log|log2|log10|Double)\(|\b[0-9_]+\.[0-9]/
    return code.matches(of: /\bU?Int(?:8|16|32|64)?\(/).compactMap { match in
      let argument = balanced(code[match.range.upperBound...])
      guard !argument.contains(/^\s*(?:exactly|truncatingIfNeeded|clamping|bitPattern):/) else { return nil }
      let names = argument.matches(of: /(?:^|[^.\w])(\w+)\b(?!\s*[.(\[])/).map { String($0.1) }
      guard argument.contains(looks) || names.contains(where: doubles.contains) else { return nil }
      let number = code[..<match.range.lowerBound].count { $0 == "\n" } + 1
      return "\(number): \(match.0)\(argument))"
    }
  }

  /// The text up to the bracket that closes what was opened before it.
  private static func balanced(_ text: Substring) -> Substring {
    var depth = 1
    let end = text.firstIndex { character in
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      return depth == 0
    }
    return text[..<(end ?? text.endIndex)]
  }
}

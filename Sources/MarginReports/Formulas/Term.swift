/// A part of a spreadsheet formula: its text with what must be known to put it into a larger one.
struct Term {
  /// How tightly the text holds together, as spreadsheets read it.
  enum Binding: Int, Comparable {
    case comparison, sum, product, power, sign, atom
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  var text: String
  var binding = Binding.atom
  /// How many base units one unit of the text's number is; nil for 0, which fits any.
  var scale: Double? = 1
  /// The text is a reference to one cell and nothing else.
  var isCell = false
  /// The text may give `n/a` by itself: a cell that may hold it, or a choice of such cells.
  var mayBeText = false
  /// Cells inside the text that must hold numbers, else the whole is undefined.
  var needs: [String] = []
  /// Conditions without which the whole is undefined, such as a denominator that is not 0.
  var conditions: [String] = []
  /// Whether the value varies in time.
  var varies = false
  /// The number 1 that a product may leave out.
  var isOne = false

  /// How deep functions and `IF`s nest in the text.
  var depth: Int { Self.nesting(text).all }
  var choices: Int { Self.nesting(text).ifs }

  static func nesting(_ text: String) -> (all: Int, ifs: Int) {
    var stack: [Bool?] = []
    var word = ""
    var isQuoted = false
    var result = (all: 0, ifs: 0)
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if isQuoted { continue }
      if character == "(" {
        stack.append(word.isEmpty ? nil : word == "IF")
        result.all = max(result.all, stack.filter { $0 != nil }.count)
        result.ifs = max(result.ifs, stack.filter { $0 == true }.count)
      } else if character == ")" {
        if !stack.isEmpty { stack.removeLast() }
      }
      word =
        character.isASCII && character.isLetter || (!word.isEmpty && character.isNumber && character.isASCII)
        ? word + String(character) : ""
    }
    return result
  }

  /// The text, in brackets where it binds less tightly than asked.
  func within(_ least: Binding) -> String { binding < least ? "(\(text))" : text }

  /// Takes over what another part of the same formula needs.
  mutating func require(_ other: Term) {
    needs += other.needs.filter { !needs.contains($0) }
    conditions += other.conditions.filter { !conditions.contains($0) }
    varies = varies || other.varies
  }

  /// 1 where everything that the text needs is there, else 0.
  var guardFlag: String { "IF(\(guardTest),1,0)" }

  private var guardTest: String {
    let tests = guardTests
    return tests.count == 1 ? tests[0] : "AND(\(tests.joined(separator: ",")))"
  }

  private var guardTests: [String] {
    let numeric = needs.filter { !conditions.contains("N(\($0))<>0") }
    return (numeric.isEmpty ? [] : ["ISNUMBER(\(numeric.joined(separator: "+")))"]) + conditions
  }

  /// The whole formula: `n/a` where something that it needs is missing, else the text.
  var guarded: String {
    // A cell passes its own `n/a` on.
    if isCell && needs == [text] && conditions.isEmpty { return text }
    return guardTests.isEmpty ? text : "IF(\(guardTest),\(text),\"n/a\")"
  }
}

/// Where the workbook holds what, for tests and tools that change inputs and read values.
package struct BookMap: Sendable, Equatable {
  package struct Place: Sendable, Equatable {
    package let sheet: String
    /// `E12` or `K12:AH14`: a row per member, a column per period.
    package let range: String
  }

  package struct Input: Sendable, Equatable {
    package let sheet: String
    package let live: String
    /// By case, in the model's order.
    package let cases: [(name: String, range: String)]
    package static func == (left: Self, right: Self) -> Bool {
      left.sheet == right.sheet && left.live == right.live && left.cases.elementsEqual(right.cases, by: ==)
    }
  }

  package struct Value: Sendable, Equatable {
    package let place: Place
    package let unit: String
  }

  package var selector = Place(sheet: "Inputs", range: "E5")
  package var inputs: [(path: String, input: Input)] = []
  package var values: [(path: String, value: Value)] = []
  /// Sheets by their part in the book, and the columns that tests of its structure need.
  package var roles: [(role: String, sheets: [String])] = []
  package var layouts: [(name: String, entries: [(key: String, value: Entry)])] = []

  package enum Entry: Sendable, Equatable {
    case text(String)
    case number(Int)
    case list([String])
  }

  package static func == (left: Self, right: Self) -> Bool { left.json == right.json }

  /// The map as JSON, its keys in a fixed order.
  package var json: String {
    let inputs = inputs.map { path, input in
      let cases = Self.object(input.cases.map { ($0.name, Self.string($0.range)) })
      return (
        path, Self.object([("sheet", Self.string(input.sheet)), ("live", Self.string(input.live)), ("cases", cases)])
      )
    }
    let values = values.map { path, value in
      (
        path,
        Self.object([
          ("sheet", Self.string(value.place.sheet)), ("range", Self.string(value.place.range)),
          ("unit", Self.string(value.unit)),
        ])
      )
    }
    let roles =
      self.roles.map { ($0.role, Self.list($0.sheets)) }
      + layouts.map { name, entries in
        (name, Self.object(entries.map { ($0.key, Self.entry($0.value)) }))
      }
    return Self.object(
      [
        ("selector", Self.object([("sheet", Self.string(selector.sheet)), ("cell", Self.string(selector.range))])),
        ("inputs", Self.object(inputs, separator: ",\n")),
        ("values", Self.object(values, separator: ",\n")),
        ("roles", Self.object(roles, separator: ",\n")),
      ], separator: ",\n") + "\n"
  }

  private static func entry(_ entry: Entry) -> String {
    switch entry {
    case .text(let text): string(text)
    case .number(let number): String(number)
    case .list(let texts): list(texts)
    }
  }

  private static func object(_ entries: [(String, String)], separator: String = ", ") -> String {
    "{" + entries.map { string($0.0) + ": " + $0.1 }.joined(separator: separator) + "}"
  }

  private static func list(_ texts: [String]) -> String { "[" + texts.map(string).joined(separator: ", ") + "]" }

  private static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        result +=
          "\\u" + String(repeating: "0", count: 2) + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

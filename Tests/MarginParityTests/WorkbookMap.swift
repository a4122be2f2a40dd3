import Foundation

/// Where a workbook holds a model: what `margin export --map FILE` writes.
struct WorkbookMap: Decodable {
  struct Selector: Decodable {
    let sheet: String
    let cell: String
  }

  struct Input: Decodable {
    let sheet: String
    /// The cells by case, as a range.
    let cases: [String: String]
  }

  struct Value: Decodable {
    let sheet: String
    let range: String
    /// In which the cells hold the value.
    let unit: String
  }

  let selector: Selector
  let inputs: [String: Input]
  let values: [String: Value]

  /// The names of the cases in order.
  var cases: [String] { Set(inputs.values.flatMap(\.cases.keys)).sorted() }

  /// The paths of the definitions in order.
  var paths: [String] { values.keys.sorted() }

  /// The ranges of the definitions, in the order of `paths`.
  var ranges: [LibreOffice.Range] {
    paths.compactMap { path in values[path].map { LibreOffice.Range(sheet: $0.sheet, range: $0.range) } }
  }

  /// The numbers of one cell in a case that are inputs, in order, each with its cell; dates are left alone.
  func scalarInputs(case name: String) -> [ScalarInput] {
    inputs.keys.sorted().compactMap { path in
      guard let input = inputs[path], let range = input.cases[name] else { return nil }
      let corners = Set(range.replacingOccurrences(of: "$", with: "").split(separator: ":"))
      guard corners.count == 1, let value = values[path], value.unit != "date" else { return nil }
      return ScalarInput(path: path, cell: LibreOffice.Range(sheet: input.sheet, range: range), unit: value.unit)
    }
  }

  struct ScalarInput {
    let path: String
    let cell: LibreOffice.Range
    let unit: String
  }
}

/// The answers of the engine: what `margin run --format json` prints.
struct EngineResults: Decodable {
  struct Value: Decodable {
    let kind: String
    /// Row by row; nil where undefined.
    let values: [Cell?]
  }

  enum Cell: Decodable, Equatable {
    case number(Double)
    case truth(Bool)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let truth = try? container.decode(Bool.self) {
        self = .truth(truth)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  let values: [String: Value]
}

import MarginModel
import MarginUnits

/// What a verb answers to some statements of a model, in the four formats.
package struct AnswerPage: Sendable {
  /// The answer to one statement, or to one of its results.
  package struct Section: Sendable {
    let title: String
    /// What stands between title and table: one line each.
    var lead: [String] = []
    let heads: [String]
    let rows: [[String]]
    /// Columns of numbers.
    let right: Set<Int>
    /// A column of the rows that is a drawing, for terminals only.
    var drawing: Int?
    var notes: [String] = []
    /// Lines after the notes that are read as they stand, such as commands to copy.
    var verbatim: [String] = []
    /// A drawing of its own above the table, for terminals only.
    var sketch: [String] = []
    /// What the signs of the drawings mean, for terminals only.
    var key: [String] = []
    /// By row and column, where a number lies between the lowest and the highest of the table, from 0 to 4; for pages.
    var shades: [[Int?]] = []

    /// With its heads, nothing where there are no rows.
    var table: [[String]] { rows.isEmpty ? [] : [heads] + rows }
  }

  let model: Model
  let caseName: String
  let settings: [String]
  /// What data formats call the statements: `tornados`.
  let kind: String
  /// What data formats say before the statements.
  var facts: [(String, JSONText)] = []
  /// And what they say after them.
  var after: [(String, JSONText)] = []
  var sections: [Section] = []
  /// One for each statement.
  var records: [JSONText] = []
  /// The heads first.
  var lines: [[String]] = []
  /// Rows of CSV after the lines, where they are too many to be held cell by cell.
  var rows = ""

  /// `settings` is what was set on top of the case, such as `email.hit_rate = 20%`.
  package init(model: Model, caseName: String, settings: [String], kind: String) {
    self.model = model
    self.caseName = caseName
    self.settings = settings
    self.kind = kind
  }

  private var heading: String {
    model.title + ", case " + caseName + (settings.isEmpty ? "" : " with " + settings.joined(separator: ", "))
  }

  /// For people, in a terminal.
  package var text: String {
    var page = AnswerParts(heading)
    for section in sections {
      page.parts += [
        .title(section.title), .lines(section.lead), .drawing(section.sketch.map(TextTable.trimmed)),
        .table(section.table, right: section.right), .lines(section.key + section.notes),
        .verbatim(section.verbatim),
      ]
    }
    return page.text
  }

  /// For a pull request.
  package var markdown: String {
    var page = AnswerParts(heading)
    for section in sections {
      let shown = section.heads.indices.filter { $0 != section.drawing }
      let right = Set(shown.indices.filter { section.right.contains(shown[$0]) })
      let table = section.table.map { row in shown.map { $0 < row.count ? row[$0] : "" } }
      page.parts += [.title(section.title), .lines(section.lead)]
      if !table.isEmpty { page.parts.append(.table(table, right: right)) }
      page.parts += [.lines(section.notes), .verbatim(section.verbatim)]
    }
    return page.markdown
  }

  /// Everything, in full precision.
  package var json: String {
    let known = settings.map { JSONText.text($0) }
    return JSONText.object(
      [("schema", .number(1)), ("model", .text(model.name)), ("case", .text(caseName))]
        + (known.isEmpty ? [] : [("settings", .list(known))]) + facts + [(kind, .lines(records))] + after
    ).document
  }

  /// One row for each number, or for each thing told.
  package var csv: String { lines.map(CSVExporter.row).joined() + rows }
}

/// What several answers say alike.
struct AnswerWords {
  let model: Model

  /// A number of a reading in base units; closely where its neighbours are near.
  func close(_ value: Double, _ reading: Model.Reading) -> String {
    let unit = model.definitions[reading.definition].unit
    return NumberText.value(value / unit.scale, unit, isClose: true)
  }

  /// A number of a reading in base units, with its unit.
  func value(_ value: Double, _ reading: Model.Reading, withUnit: Bool = false) -> String {
    let definition = model.definitions[reading.definition]
    let number = value / definition.unit.scale
    return withUnit ? Figures.text(number, definition.unit) : NumberText.value(number, definition.unit)
  }

  /// In the reading's own unit, as data formats give it.
  func exact(_ value: Double, _ reading: Model.Reading) -> Double {
    value / model.definitions[reading.definition].unit.scale
  }

  func unit(_ reading: Model.Reading) -> String { NumberText.unit(model.definitions[reading.definition].unit) }

  /// A number of a leaf in the unit of its definition.
  func exact(_ number: Double, leaf: Int) -> Double {
    let leaf = model.leaves[leaf]
    let unit = model.definitions[leaf.definition].unit
    return leaf.unit.scale == unit.scale ? number : number * leaf.unit.scale / unit.scale
  }

  func number(_ number: Double, leaf: Int) -> String {
    NumberText.value(exact(number, leaf: leaf), model.definitions[model.leaves[leaf].definition].unit)
  }

  func unit(leaf: Int) -> String { NumberText.unit(model.definitions[model.leaves[leaf].definition].unit) }

  /// `12 to 30 hours`, `4% to 6%/month`: a text with its unit, if it has one.
  func with(_ text: String, unit: String) -> String {
    NumberText.with(text, unit: unit)
  }

  /// `+12.5%`, or `n/a`.
  func change(_ share: Double) -> String {
    guard share.isFinite else { return "n/a" }
    let text = NumberText.value(share, .percent)
    return share > 0 && text != "0%" ? "+" + text : text
  }

  func path(leaf: Int) -> String { model.definitions[model.leaves[leaf].definition].path }
}

/// `1 input is`, `3 inputs are`
func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) " + (count == 1 ? one : many) }

/// A sheet: cells by address and all that surrounds them.
package struct Sheet: Sendable, Equatable {
  package var name: String
  package var cells: [CellAddress: Cell] = [:]
  /// Widths in characters by column; others have the default.
  package var columnWidths: [Int: Double] = [:]
  package var rowHeights: [Int: Double] = [:]
  package var defaultColumnWidth = 10.0
  /// Merged blocks; the content is the first cell's. Never on input, calculation and check sheets.
  package var merges: [CellRange] = []
  /// Rows above and columns left of this cell stay in view.
  package var freeze: CellAddress?
  package var showsGridlines = false
  package var tabColor: Int?
  package var print = PrintSetup()
  package var tables: [WhatIfTable] = []
  package var charts: [ChartPlacement] = []
  package var lists: [ListValidation] = []
  package var conditions: [ConditionalFormat] = []
  /// Outline level by row, for helper rows that can be folded away.
  package var rowLevels: [Int: Int] = [:]

  package init(name: String) { self.name = name }
}

package struct PrintSetup: Sendable, Equatable {
  package var landscape = true
  /// 9 is A4.
  package var paper = 9
  /// The print area is the used range where nil.
  package var area: CellRange?
  package var repeatedRows: ClosedRange<Int>?
  package var repeatedColumns: ClosedRange<Int>?
  /// Pages wide and tall to fit; 0 tall means as many as it takes.
  package var fitWidth = 1
  package var fitHeight = 0
  package var header = "&L&\"Calibri,Bold\"&9&F&R&9&A"
  package var footer = "&L&9&F&C&9Page &P of &N&R&9&A"
  package init() {}
}

/// A real what-if table (Data > What-If Analysis > Data Table). The cells of `block` hold cached numbers.
package struct WhatIfTable: Sendable, Equatable {
  /// The block without its axes.
  package let block: CellRange
  /// The cell that the values of the row above the block replace; nil for a table down only.
  package let rowInput: CellAddress?
  /// The cell that the values of the column left of the block replace; nil for a table across only.
  package let columnInput: CellAddress?
  package init(block: CellRange, rowInput: CellAddress?, columnInput: CellAddress?) {
    self.block = block
    self.rowInput = rowInput
    self.columnInput = columnInput
  }
}

/// A drop-down of given texts.
package struct ListValidation: Sendable, Equatable {
  package let cell: CellAddress
  /// `=Inputs!$E$7:$H$7` or literal items.
  package let source: Source
  package let title: String
  package let message: String
  package enum Source: Sendable, Equatable {
    case range(String)
    case items([String])
  }
  package init(cell: CellAddress, source: Source, title: String, message: String) {
    self.cell = cell
    self.source = source
    self.title = title
    self.message = message
  }
}

package struct ConditionalFormat: Sendable, Equatable {
  package let range: CellRange
  package let rule: Rule
  package enum Rule: Sendable, Equatable {
    /// A heat map from low to high through middle colours, 0xRRGGBB.
    case scale(low: Int, middle: Int, high: Int)
    /// Cells whose text equals `text` get this fill and font colour.
    case textEquals(String, fill: Int, color: Int)
    /// Cells for which the formula (without `=`, relative to the range's first cell) holds.
    case formula(String, fill: Int, color: Int)
  }
  package init(range: CellRange, rule: Rule) {
    self.range = range
    self.rule = rule
  }
}

package struct ChartPlacement: Sendable, Equatable {
  package enum Kind: Sendable, Equatable { case line, column, stackedColumn, area, stackedArea, bar, stackedBar }
  package struct Series: Sendable, Equatable {
    package let name: String
    /// `'Support email'!$K$5:$AH$5`, absolute, with its sheet, without `=`.
    package let categories: String
    package let values: String
    package let color: Int
    package init(name: String, categories: String, values: String, color: Int) {
      self.name = name
      self.categories = categories
      self.values = values
      self.color = color
    }
  }
  package let kind: Kind
  package let title: String
  package let alternativeText: String
  package let at: CellAddress
  /// Pixels.
  package let width: Int
  package let height: Int
  package let series: [Series]
  package let valueFormat: String
  /// The largest number on the axis of values; as the program sees fit where nil.
  package let valueLimit: Double?
  package init(
    kind: Kind, title: String, alternativeText: String, at: CellAddress, width: Int, height: Int, series: [Series],
    valueFormat: String, valueLimit: Double? = nil
  ) {
    self.kind = kind
    self.title = title
    self.alternativeText = alternativeText
    self.at = at
    self.width = width
    self.height = height
    self.series = series
    self.valueFormat = valueFormat
    self.valueLimit = valueLimit
  }
}

import MarginSource
import MarginSyntax
import MarginUnits

/// Measured values of a data file, for `empirical(csv "latency.csv" column seconds)`.
extension Checker {
  /// The numbers of a column in the unit of the input; nil after a message.
  func sample(_ clause: DataClause, _ base: ShapeBase) -> [Double]? {
    guard let file = dataFile(clause) else { return nil }
    let column: Int
    if let name = clause.columns.first {
      guard let found = self.column(name, file) else { return nil }
      column = found
    } else {
      guard file.cellCount(0) == 1 else {
        error(
          "Q864", "`\(file.source.name)` has \(file.cellCount(0)) columns", clause.span, "which of them is measured?",
          fixes: [.init("name it: `csv \"\(clause.path.value)\" column \(header(file, 0).text)`")])
        return nil
      }
      column = 0
    }
    guard let stated = unitOfHeader(file, column, base) else { return nil }
    var unit: Unit? = stated
    var found: [Double] = []
    var faults = 0
    for line in 1..<file.lineCount where faults < dataFaultLimit {
      guard isWhole(file, line), let number = dataNumber(file, line, column, &unit, base.path) else {
        faults += 1
        continue
      }
      guard number.isFinite else {
        error("D720", "this cell is no number", file.span(line: line), "a sample has no empty cells")
        faults += 1
        continue
      }
      found.append(number * (stated.scale / base.unit.scale))
    }
    return faults == 0 ? found : nil
  }

  /// The unit that a column's header states, else that of the input; nil, with a message, where the two do not fit.
  private func unitOfHeader(_ file: CommaSeparated, _ column: Int, _ base: ShapeBase) -> Unit? {
    guard let bytes = header(file, column).unit else { return base.unit }
    let span = Span(file: file.file, start: bytes.lowerBound, end: bytes.upperBound)
    let read = CellText.unit(file.source, file.file, bytes)
    for fault in read.diagnostics { report(fault) }
    guard let written = read.unit else {
      if read.diagnostics.isEmpty { error("D724", "this is no unit", span, "such as [s]") }
      return nil
    }
    guard let unit = unit(written) else { return nil }
    guard unit.dimension == base.unit.dimension else {
      let formula = Formula(.literal(0), type: .quantity(unit.dimension), axes: [], unit: unit, span: span)
      unitMismatch("`\(base.path)` is stated in another unit", formula, base.unit, span)
      return nil
    }
    return unit
  }
}

import MarginModel
import MarginSource
import MarginSyntax

extension PullEdits {
  /// The edit of a cell of the data file from which a number was read; nil for numbers that stand in the model's text.
  func dataEdit(_ leaf: Leaf, _ want: Want) -> Proposal? {
    guard let lines = leaf.lines, lines.numbers.indices.contains(want.member) else { return nil }
    let line = lines.numbers[want.member]
    guard let (file, source) = dataFile(of: path(leaf), named: lines.file), places.workspace.place(of: file) != nil,
      let table = CommaSeparated.read(source, file: file, limit: 4_000_000)?.table,
      let row = (1..<table.lineCount).first(where: { source.lineNumber(table.span(line: $0).start) == line })
    else { return .refused([want], "it was read from \(lines.file), line \(line), which cannot be found again") }
    let wanted = Set([path(leaf).split(separator: ".").last.map(String.init) ?? ""] + names(leaf, want.member))
    let found = (0..<min(table.cellCount(0), table.cellCount(row))).filter { column in
      let head = table.text(table.cell(0, column)).split(separator: "[").first.map(String.init) ?? ""
      let name = CellText.name(String(head.reversed().drop { $0 == " " }.reversed()), prefix: "")
      guard wanted.contains(head) || name.map(wanted.contains) ?? false else { return false }
      return replacement(table.text(table.cell(row, column)), want, source, file, table.bytes(table.cell(row, column)))
        != nil
    }
    guard found.count == 1, let column = found.first else {
      return .refused([want], "its cell in line \(line) of \(lines.file) cannot be told from others")
    }
    let cell = table.cell(row, column)
    guard let new = replacement(table.text(cell), want, source, file, table.bytes(cell)) else { return nil }
    return Proposal(
      wants: [want], edits: [Diagnostic.Edit(table.span(cell), new)], words: table.text(cell) + " -> " + new)
  }

  private func dataFile(of path: String, named name: String) -> (file: Int, source: SourceFile)? {
    guard let program = places.workspace.program else { return nil }
    for (_, tree) in places.trees {
      for statement in tree.statements {
        guard case .table(let table) = statement.form, let clause = table.data, clause.path.value == name,
          path.split(separator: ".").contains(Substring(table.name.text)), let file = program.data[clause.path.span]
        else { continue }
        return (file, places.workspace.sources.files[file])
      }
    }
    return nil
  }

  /// The new text of a cell like `$3` or `4_200`; nil where its number is not the one that the model has.
  private func replacement(_ text: String, _ want: Want, _ source: SourceFile, _ file: Int, _ range: Range<Int>)
    -> String?
  {
    guard let expression = CellText.number(source, file, range), let value = expression.plainValue else { return nil }
    let ratio = value == 0 || want.current == 0 ? 1 : want.current / value
    guard (value * ratio - want.current).magnitude <= 1e-9 * want.current.magnitude,
      ratio > 0, value != 0 || want.current == 0
    else { return nil }
    let before = text.prefix { !$0.isNumber && $0 != "." }
    let digits = text.dropFirst(before.count).prefix { $0.isNumber || "._kMbnx%pe".contains($0) }
    let after = text.dropFirst(before.count + digits.count)
    let isMoney = before.contains { "$€£".contains($0) }
    guard let new = NumberNotation.digitsText((want.value / ratio).magnitude, like: String(digits), isMoney: isMoney)
    else { return nil }
    let unsigned = before.hasPrefix("-") ? before.dropFirst() : before
    return (want.value / ratio < 0 ? "-" : "") + unsigned + new + after
  }
}

extension Expression {
  /// The number that is written, with its sign.
  fileprivate var plainValue: Double? {
    switch form {
    case .number(let number): number.value
    case .negative(let inner): if case .number(let number) = inner.form { -number.value } else { nil }
    default: nil
    }
  }
}

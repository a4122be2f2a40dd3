import MarginModel

// Inputs that several tables move: a formula on Inputs reads one cell for all that multiply one, and one for all that
// replace it.
extension BookLayout {
  /// Gives these cells their places; gives the row after them.
  mutating func placeTogether(_ start: Int) -> Int {
    for leaf in plan.moves.keys.sorted() {
      let moves = plan.moves[leaf] ?? []
      let (factors, replacements) = (moves.filter(\.isFactor), moves.filter { !$0.isFactor })
      let row = start + 1 + sensitivity.together.count
      addresses.factors[leaf] = factors.first.flatMap { addresses.moves[$0] }
      addresses.replacements[leaf] = replacements.first.flatMap { addresses.moves[$0] }
      if factors.count > 1 { addresses.factors[leaf] = CellAddress(row: row, column: 2) }
      if replacements.count > 1 { addresses.replacements[leaf] = CellAddress(row: row, column: 3) }
      if factors.count > 1 || replacements.count > 1 { sensitivity.together.append(leaf) }
    }
    sensitivity.togetherRow = start
    return sensitivity.together.isEmpty ? start : start + sensitivity.together.count + 3
  }

  func together(_ sheet: inout Sheet) {
    guard !sensitivity.together.isEmpty else { return }
    sheet.text("Inputs that several tables move", sensitivity.togetherRow, 1, Style.headLeft)
    sheet.text("Times", sensitivity.togetherRow, 2, Style.head)
    sheet.text("Override", sensitivity.togetherRow, 3, Style.head)
    for (index, leaf) in sensitivity.together.enumerated() {
      let row = sensitivity.togetherRow + 1 + index
      let moves = plan.moves[leaf] ?? []
      func cells(_ isFactor: Bool) -> [String] {
        moves.filter { $0.isFactor == isFactor }.compactMap { addresses.moves[$0]?.text }
      }
      sheet.text(model.definitions[model.leaves[leaf].definition].label, row, 1, Style.label)
      let (factors, replacements) = (cells(true), cells(false))
      if factors.count > 1 {
        sheet.formula(factors.joined(separator: "*"), row, 2, Style.number(NumberFormat.percent))
      }
      if replacements.count > 1 {
        let list = replacements.joined(separator: ",")
        sheet.formula(
          "IF(COUNT(\(list))=0,\"live\",SUM(\(list)))", row, 3,
          Style.number("General").with { $0.alignment = .right })
      }
    }
  }
}

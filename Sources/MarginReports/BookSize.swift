import MarginModel
import MarginSource

/// The most cells that a workbook is made of: what two gigabytes of memory hold while it is calculated.
private let bookCellLimit = 3_000_000

/// `X103` for a model whose workbook would be too large, counted from the sizes of its values alone; names the largest.
func sizeFault(_ model: Model) -> Diagnostic? {
  let width = Grid(model.timeline).last
  var cells = 0
  var largest: (cells: Int, definition: Definition)?
  for definition in model.definitions where definition.purpose != .test {
    let members = model.count(definition.axes.filter { $0 != 0 })
    let leaves = model.leaves.filter { $0.definition == definition.id }
    let inputs = leaves.map { $0.axes.contains(0) ? width * (model.cases.count + 1) : 8 + model.cases.count }
    let own = members * (width + inputs.reduce(0, +))
    cells += own
    if own > largest?.cells ?? 0 { largest = (own, definition) }
  }
  guard cells > bookCellLimit, let largest else { return nil }
  let millions = (cells + 999_999) / 1_000_000
  return Diagnostic(
    "X103", "the workbook would have about \(millions) million cells, more than \(bookCellLimit / 1_000_000) million",
    at: .init(largest.definition.span, "this has the most of them: a row for each member"),
    fixes: [.init("fold it in the model, or give it fewer members; `margin run` has no such limit")])
}

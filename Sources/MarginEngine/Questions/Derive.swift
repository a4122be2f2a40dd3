import MarginModel

/// How the numbers of a reading came about, one for each of its first `limit` members; `depth` is how many levels stand below them.
package func derivations(_ reading: Model.Reading, _ model: Model, _ results: Results, depth: Int, limit: Int = 50)
  -> [Derivation]
{
  var tree = DerivationTree(model, results, depth: min(max(0, depth), 64))
  let definition = model.definitions[reading.definition]
  let count = model.count(definition.axes.filter { $0 != 0 })
  let periods = definition.variesInTime ? model.timeline.count : 1
  return (0..<min(count, limit)).map { member in
    var cell = tree.walk.cell(of: reading.definition, index: member * periods)
    switch reading.time {
    case .period(let period): cell.time = .period(period)
    case .rolledUp: cell.time = .slot(tree.walk.evaluator.years.count)
    case .constant, .all: break
    }
    return tree.root(cell)
  }
}

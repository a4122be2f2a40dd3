import MarginSource
import MarginSyntax

// What a template folds must vary over a dimension; where it does not, the one who uses the template has set it so.
extension Checker {
  /// `N434` at the lines of an instance that give one value each to the inputs that its template folds; false where
  /// none of the inputs in the formula is set from outside, so that the formula itself is at fault.
  func toldSetters(of folded: Expression, _ context: Context, over dimension: String? = nil) -> Bool {
    guard context.scope.instance != nil else { return false }
    var told = false
    for path in folded.paths {
      guard let value = setter(path, context.scope) else { continue }
      told = true
      tellSetter(path, value, folded, dimension)
    }
    return told
  }

  /// What an instance gives to an input of its template; where that is an input of a template again, what that is given.
  private func setter(_ path: Path, _ scope: Scope) -> ValueClause? {
    guard let global = resolve(path, scope), let draft = draftByPath[global].map({ drafts[$0] }), draft.isInput,
      case .written(_, let value?, _, let outer) = draft.origin, outer.prefix != draft.scope.prefix
    else { return nil }
    guard case .expression(let expression) = value.form, case .path(let next) = expression.form,
      outer.prefix.utf8.count < scope.prefix.utf8.count
    else { return value }
    return setter(next, outer) ?? value
  }

  private func tellSetter(_ path: Path, _ value: ValueClause, _ folded: Expression, _ dimension: String?) {
    guard !diagnostics.contains(where: { $0.code == "N434" && $0.primary?.span == value.span }) else { return }
    let axis = dimension.flatMap { axisByName[$0] } ?? axes.indices.dropFirst().first { !axes[$0].isNumbered }
    let names = axis.map { axes[$0].members.prefix(2).map(\.name) } ?? []
    let example = names.isEmpty ? "" : ", such as `[" + names.map { "\($0): …" }.joined(separator: ", ") + "]`"
    let over = dimension.map { "`\($0)`" } ?? "a dimension"
    error(
      "N434", "the template folds `\(path.text)` over \(over), and this is one value", value.span,
      "a value for each member is needed here", secondary: [.init(folded.span, "folded here")],
      fixes: [.init("give a table's column or a value for each member\(example)")])
  }
}

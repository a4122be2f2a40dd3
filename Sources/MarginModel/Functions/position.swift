import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let position = ModelFunction(
    "position", forms: ["position(dimension)"], group: .members,
    summary: "The place of a member in its dimension, from 1 on.",
    notes: """
      Members stand in the order in which the dimension names them. `position(time)` numbers the periods.
      """,
    example: """
      dimension turn 1 to 4
      calc question [tokens] = 100 tokens * position(turn)
      test "the third turn" { expect question[3] = 300 tokens }
      """,
    excel: "the row of the member before plus 1",
    lower: { $0.lowerPosition($1, $2, $3, $4) })
}

extension Checker {
  func lowerPosition(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula? {
    guard expect(name, arguments, 1...1, "position(dimension)") else { return nil }
    guard case .path(let path) = arguments[0].value.form, let dimension = path.parts.first, path.parts.count == 1 else {
      error("N433", "`position` is called as `position(dimension)`", arguments[0].value.span, "this is no dimension")
      return nil
    }
    let one = plain(1, span)
    guard dimension.text != "time" else {
      let index = Formula(.periodIndex, type: .quantity(.plain), axes: [0], unit: .plain, span: span)
      return sum([(false, index), (false, one)], span)
    }
    guard let axis = axesNamed([dimension])?.first else { return nil }
    return running(one, over: axis, words: "Place in \(axes[axis].label.lowercased())", span)
  }
}

import MarginSource
import MarginSyntax
import MarginUnits

extension Checker {
  /// `U204` of `2_500/month` in a definition that is stated in money: only the currency is missing.
  func isMoneyPerTime(_ factors: [(inverse: Bool, factor: Expression)], _ span: Span) -> Bool {
    guard factors.count == 2, factors[1].inverse, case .number(let number) = factors[0].factor.form,
      number.unit == nil, number.style == .plain, case .path(let path) = factors[1].factor.form, path.parts.count == 1,
      let time = units.entry(path.text), time.dimension == .time, draftByPath[path.text] == nil,
      let draft = stack.last?.draft, case .written(let declaration, _, _, _) = drafts[draft].origin,
      let unit = declaration.unit, unit.factors.count == 1, let currency = unit.factors.first?.name.text,
      UnitTable.isCurrency(currency)
    else { return false }
    let sign = ["USD": "$", "EUR": "€", "GBP": "£"][currency]
    let rest = program.sources.text(Span(file: span.file, start: factors[0].factor.span.end, end: span.end))
    let digits = program.sources.text(factors[0].factor.span)
    let mended = (sign.map { $0 + digits } ?? digits + " " + currency) + rest
    error(
      "U204", "money needs its currency", span, "\(currency) is meant here",
      fixes: [.init("write `\(mended)`", edits: [.init(span, mended)])])
    return true
  }
}

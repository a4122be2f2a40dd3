import MarginSource

/// Words that go on after a number and are no units.
private let endsOfNumbers: Set<String> = ["draws", "of", "so", "rounded", "where"]

/// A unit may have so many factors.
private let factorLimit = 32

extension Parser {
  /// A number with the unit that belongs to it: `120k requests/month`, `72%`, `6%/month`.
  func number() throws -> NumberLiteral {
    let token = advance()
    guard let written = written(token) else {
      diagnostics.append(
        Diagnostic("P103", "this number is too large or too long to be held", at: .init(span(token), "at most 1.7e308"))
      )
      throw Unreadable()
    }
    let (value, style) = (written.value, written.style)
    if style == .plain, percentWord(after: token) {
      return NumberLiteral(value: value / 100, style: .percent, unit: nil, span: span(from: token.start))
    }
    if style == .percent, let unit = perAnnum(after: token) {
      return NumberLiteral(value: value, style: style, unit: unit, span: span(from: token.start))
    }
    try refuseWordedPower(of: token)
    let unit = try unitAfterNumber(style: style)
    let end = unit?.span.end ?? token.end
    return NumberLiteral(
      value: value, style: style, unit: unit, span: Span(file: file, start: token.start, end: end),
      lastDigit: written.lastDigit)
  }

  /// `$3.00/1M tokens`
  func money() throws -> NumberLiteral {
    let sign = advance()
    guard current.kind == .number, current.start == sign.end else {
      throw fault("P103", "a number is missing after `\(text(sign))`", "such as \(text(sign))5")
    }
    let token = advance()
    try refuseWordedPower(of: token)
    guard let written = written(token), written.style == .plain else {
      throw fault("P103", "this is no amount of money", "such as \(text(sign))5 or \(text(sign))40k")
    }
    let currency = UnitExpression.Factor(multiple: 1, name: Name(code(of: sign), span(sign)), exponent: 1)
    let factors = [currency] + (try restOfUnit())
    let unit = try unit(factors, from: sign.start)
    return NumberLiteral(
      value: written.value, style: .plain, unit: unit, span: span(from: sign.start), lastDigit: written.lastDigit)
  }

  /// The code of the currency that a sign stands for.
  private func code(of sign: Token) -> String { isSign(sign, "€") ? "EUR" : isSign(sign, "£") ? "GBP" : "USD" }

  /// What the token of a number says; nil where it cannot be held.
  private func written(_ token: Token) -> WrittenNumber? {
    if let plain = WrittenNumber(plain: source.bytes, token.start..<token.end) { return plain }
    let text = text(token)
    return value(of: text).map { WrittenNumber(value: $0, style: $1, lastDigit: lastDigit(of: text)) }
  }

  /// The value of a number as written; nil where it cannot be held.
  func value(of written: String) -> (Double, NumberLiteral.Style)? {
    guard let (mantissa, exponent, style) = parts(of: written) else { return nil }
    // The power is written into the digits, so that 72% is the nearest number to 0.72 and not 72 / 100 rounded twice.
    guard let value = Double("\(mantissa)e\(exponent)"), value.isFinite else { return nil }
    return (value, style)
  }

  /// What one more of the last printed digit is worth: 0.01 of `12.13`, 0.001 of `72.0%`, 100 of `1.5k`.
  private func lastDigit(of written: String) -> Double {
    guard let (mantissa, exponent, _) = parts(of: written) else { return 1 }
    let decimals = mantissa.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    return Double("1e\(exponent - decimals)") ?? 1
  }

  private func parts(of written: String) -> (mantissa: Substring, exponent: Int, style: NumberLiteral.Style)? {
    let points = written.count { $0 == "." }
    var digits = written.filter { $0 != "_" && $0 != "," && (points < 2 || $0 != ".") }
    for (foreign, own) in foreignSuffixes where digits.hasSuffix(foreign) && digits.count > foreign.count {
      digits = digits.dropLast(foreign.count) + own
      break
    }
    var style = NumberLiteral.Style.plain
    var exponent = 0
    let suffixes: [(String, Int, NumberLiteral.Style)] = [
      ("%", -2, .percent), ("pp", -2, .points), ("bp", -4, .basisPoints), ("bn", 9, .plain), ("k", 3, .plain),
      ("M", 6, .plain), ("x", 0, .multiple),
    ]
    for (suffix, power, kind) in suffixes where digits.hasSuffix(suffix) {
      digits = String(digits.dropLast(suffix.count))
      exponent = power
      style = kind
      break
    }
    let parts = digits.split(whereSeparator: { $0 == "e" || $0 == "E" })
    guard let written = parts.count > 1 ? Int(parts[1]) : 0, written.magnitude < 10_000 else { return nil }
    guard let mantissa = parts.first else { return nil }
    return (mantissa, written + exponent, style)
  }

  private func unitAfterNumber(style: NumberLiteral.Style) throws -> UnitExpression? {
    let start = current.start
    if current.kind == .word, sameLine(), isUnitWord(current) {
      let factors = try unitFactors(exponent: 1) + (try restOfUnit())
      return try unit(factors, from: start)
    }
    let touches = tokens[position].start == tokens[position - 1].end
    guard style == .percent, at("/") && touches || atWord("per") else { return nil }
    return try unit(try restOfUnit(), from: start)
  }

  private func sameLine() -> Bool { tokens[position].kind != .newline && tokens[position - 1].kind != .newline }

  /// True of the 5 of `a = 5 b = 6`, behind which another name is set; in `x * 1 request = y` both sides are compared.
  private func beginsValue(_ number: Int) -> Bool {
    guard number > 0 else { return true }
    return isSign(tokens[number - 1], "=") || isSign(tokens[number - 1], "->")
  }

  private func isUnitWord(_ token: Token) -> Bool {
    guard !isSign(peek(), "("), !isSign(peek(), "=") || !beginsValue(position - 1) else { return false }
    let word = text(token)
    return !smallWords.contains(word.lowercased()) && !endsOfNumbers.contains(word)
  }

  /// What follows over `/` that touches both sides, or after `per`.
  private func restOfUnit() throws -> [UnitExpression.Factor] {
    var factors: [UnitExpression.Factor] = []
    while true {
      let before = position > 0 ? tokens[position - 1].end : 0
      if atWord("per") {
        advance()
      } else if at("/"), tokens[position].start == before, tokens[position + 1].start == tokens[position].end,
        [.word, .number].contains(tokens[position + 1].kind)
      {
        // `x/2` with a plain number is a division; `/1M tokens` is a unit.
        if tokens[position + 1].kind == .number, !isUnitNumber(position + 1) { return factors }
        advance()
      } else {
        return factors
      }
      factors += try unitFactors(exponent: -1)
    }
  }

  private func isUnitNumber(_ place: Int) -> Bool {
    place + 1 < tokens.count && tokens[place + 1].kind == .word && !isSmallWord(tokens[place + 1])
  }

  /// `1M tokens`, `GPU-hour`, `m^2`: factors on one side of the line.
  private func unitFactors(exponent: Int) throws -> [UnitExpression.Factor] {
    var multiple = 1.0
    if current.kind == .number {
      let token = advance()
      guard let written = written(token), written.style == .plain, written.value > 0 else {
        throw fault("P103", "this is no multiple of a unit", "such as 1M tokens")
      }
      multiple = written.value
    }
    guard current.kind == .word else { throw fault("P105", "a unit is missing", "such as `requests` or `1M tokens`") }
    var factors: [UnitExpression.Factor] = []
    repeat {
      let token = advance()
      var power = 1
      if at("^"), tokens[position].start == token.end, peek().kind == .number || isSign(peek(), "-") {
        advance()
        let negative = take("-")
        guard let raw = Int(text(current)), raw <= 9 else {
          throw fault("P105", "a whole power up to 9 is missing", "such as m^2")
        }
        advance()
        power = negative ? -raw : raw
      }
      factors.append(
        UnitExpression.Factor(multiple: multiple, name: Name(text(token), span(token)), exponent: exponent * power))
      multiple = 1
    } while takeHyphen()
    return factors
  }

  /// The hyphen of `GPU-hour`, which touches a word on both sides.
  private func takeHyphen() -> Bool {
    guard at("-"), tokens[position].start == tokens[position - 1].end, peek().kind == .word,
      peek().start == tokens[position].end
    else { return false }
    advance()
    return true
  }

  /// `[USD / 1M tokens]` in a header.
  func unitBrackets() throws -> UnitExpression {
    try bracketed("[", "]") { try self.unitExpression(spaced: true) }
  }

  /// A unit by itself; inside brackets its `/` may stand between spaces.
  func unitExpression(spaced: Bool) throws -> UnitExpression {
    let start = current.start
    if at("%") || at("$") || at("€") || at("£") {
      let token = advance()
      let code = isSign(token, "%") ? "%" : code(of: token)
      let first = UnitExpression.Factor(multiple: 1, name: Name(code, span(token)), exponent: 1)
      return try unit([first] + (try following(spaced)), from: start)
    }
    if current.kind == .number, text(current) == "1", isSign(peek(), "/") {
      advance()
      return try unit(try following(spaced), from: start)
    }
    let factors = try unitFactors(exponent: 1) + (try following(spaced))
    return try unit(factors, from: start)
  }

  private func unit(_ factors: [UnitExpression.Factor], from start: Int) throws -> UnitExpression {
    guard factors.count <= factorLimit else {
      diagnostics.append(
        Diagnostic(
          "P180", "this unit has too many factors", at: .init(span(from: start), "more than \(factorLimit)")))
      throw Unreadable()
    }
    return UnitExpression(factors: factors, span: span(from: start))
  }

  private func following(_ spaced: Bool) throws -> [UnitExpression.Factor] {
    guard spaced else { return try restOfUnit() }
    var factors: [UnitExpression.Factor] = []
    while true {
      if take("/") || takeWord("per") {
        factors += try unitFactors(exponent: -1)
      } else if take("*") {
        factors += try unitFactors(exponent: 1)
      } else {
        return factors
      }
    }
  }
}

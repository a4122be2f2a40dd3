/// A reference in a formula in the making; it gets its address once all sheets are laid out.
struct Reference: Hashable {
  /// What is referred to.
  enum Target: Hashable {
    /// A row of a calculation sheet, and the last row where it is a block.
    case row(Int)
    case rows(Int, Int)
    /// The live value of a leaf's member on Inputs: a cell, or a row over time.
    case leaf(Int, member: Int)
    /// A number that a formula of the text holds.
    case figure(Int)
    /// A factor between two scales of a unit.
    case scale(Int)
    /// A cell on Sensitivity that moves a leaf.
    case move(PlanMove)
    /// The tolerance of a check of the model.
    case checkTolerance(Int)
    case periodLength
    /// The period's number, from 1, and its first day: header rows of the formula's own sheet.
    case periodNumber
    case periodStart
  }

  /// Which of the target's columns.
  enum Across: Hashable {
    case same
    case previous
    case constant
    case total
    /// The sum or closing value of a calendar year, by its place among the years.
    case year(Int)
    case period(Int)
    case periods(Range<Int>)
  }

  let target: Target
  let across: Across
}

/// The references of all formulas. A formula holds them as tokens, so that functions' Excel forms, which work on texts,
/// can carry them.
struct ReferenceTable {
  private(set) var references: [Reference] = []
  private var places: [Reference: Int] = [:]

  static let opening: Character = "\u{E000}"
  static let closing: Character = "\u{E001}"

  mutating func token(_ reference: Reference) -> String {
    let place = places[reference] ?? references.count
    if place == references.count {
      references.append(reference)
      places[reference] = place
    }
    return "\(Self.opening)\(place)\(Self.closing)"
  }

  /// The references of a text, in order, repeated ones once.
  func references(in text: String) -> [Reference] {
    var seen: Set<Reference> = []
    return parts(of: text).compactMap { part in
      guard case .reference(let reference) = part else { return nil }
      return seen.insert(reference).inserted ? reference : nil
    }
  }

  enum Part {
    case text(String)
    case reference(Reference)
  }

  func parts(of text: String) -> [Part] {
    var result: [Part] = []
    var plain = ""
    var number: String?
    for character in text {
      if character == Self.opening {
        if !plain.isEmpty { result.append(.text(plain)) }
        plain = ""
        number = ""
      } else if character == Self.closing, let digits = number {
        if let place = Int(digits), references.indices.contains(place) { result.append(.reference(references[place])) }
        number = nil
      } else if number != nil {
        number?.append(character)
      } else {
        plain.append(character)
      }
    }
    if !plain.isEmpty { result.append(.text(plain)) }
    return result
  }
}

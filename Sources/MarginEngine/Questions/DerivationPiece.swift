import MarginModel
import MarginUnits

/// What a formula reads, before it is known how far it is followed.
struct DerivationPiece {
  enum Content {
    /// A number of a definition.
    case cell(Cell)
    /// A part of a formula at a cell, with what it reads.
    case part(Derivation.Subject, Formula, Cell, value: Double, DerivationReads)
  }
  var role = Derivation.Role.operand
  let content: Content
  /// It is made as the one before it is.
  var isAlike = false
  var mark: Derivation.Mark?
}

/// All that a formula reads at a cell, and what is left out of it.
struct DerivationReads {
  var pieces: [DerivationPiece] = []
  var rest: Derivation.Rest?
}

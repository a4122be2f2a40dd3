import MarginModel
import MarginSource
import MarginUnits

/// How a number came about: the number, and below it what its formula read to make it, down to the inputs.
package struct Derivation: Sendable {
  /// What is told of.
  package enum Subject: Sendable, Equatable {
    /// A name of the text.
    case definition(Int)
    /// A part of a formula as it is written; `label` says what it is where the text has no words of its own.
    case part(Span, label: String)
    /// The length of a period.
    case length
  }

  /// What it is to the number above it.
  package enum Role: Sendable, Equatable {
    /// An operand of its formula.
    case operand
    /// The condition of an `if`, the branch that it takes, and the other one, which is not followed.
    case condition
    case taken(isThen: Bool)
    case untaken(isThen: Bool)
    /// What an input is from a date on, which stands in the text as here.
    case changed(from: Span)
    /// Of a stock: the level that it opens with, its level before, and its movements.
    case opening
    case before
    case added
    case removed
    /// One period, or one member, of what is put together.
    case period
    case member
  }

  /// Why nothing stands below it.
  package enum End: Sendable, Equatable {
    /// It reads nothing, or what it reads stands below.
    case complete
    /// What it reads was shown where it stood before.
    case above
    /// It is the number above it, at another period or member.
    case repeated
    /// The tree is asked for down to here only.
    case cut
    /// It is one of several that are made in the same way; the first one is followed.
    case alike
    /// The branch is not taken.
    case untaken
  }

  /// The one of many periods that decides.
  package enum Mark: Sendable, Equatable { case largest, lowest }

  package enum Time: Sendable, Equatable {
    /// It does not vary in time.
    case constant
    case period(Int)
    /// Over the whole timeline.
    case total
  }

  /// What the case makes of an input.
  package struct Change: Sendable, Equatable {
    /// The value in the base, in base units.
    package let old: Double
    package let because: String?
  }

  /// The numbers that are left out of many, and what they add up to where they are added.
  package struct Rest: Sendable, Equatable {
    package let count: Int
    package let sum: Double?
    /// True where each of them is the number that is shown.
    package let isSame: Bool
    /// What there are more of.
    package let role: Role
  }

  package let subject: Subject
  package let role: Role
  /// The names of the members at which it is read.
  package let members: [String]
  package let time: Time
  /// In base units; NaN is undefined.
  package let value: Double
  package let type: ValueType
  package let unit: Unit
  package var end: End
  /// Its first cause, where it is undefined.
  package var undefined: Undefined?
  package var change: Change?
  package var mark: Mark?
  package var parts: [Derivation] = []
  package var rest: Rest?
}

import CMarginKernels

/// What an operation of a plan reads.
enum Operand: Hashable {
  /// A number for all lanes, or one for each period, by its place among the constants.
  case number(Int, varies: Bool)
  /// A number for each lane.
  case lanes(Int)
  /// What a slot that keeps all periods had some periods before.
  case kept(Int, earlier: Int)
}

/// A number for each lane, and how long it is needed.
struct Slot {
  /// The list whose run gives it its value.
  var list: Int
  /// Whether it holds a value for every period.
  var keepsPeriods = false
  /// Whether it is needed when its list has ended.
  var isLasting = false
}

/// A part of a list.
enum Item {
  case operation(Operation)
  /// A function that looks at the numbers of one lane.
  case call(Call)
  /// A loop that is computed until it rests.
  case settle(Settling)
}

struct Operation: Hashable {
  let code: Code
  var a: Operand
  var b: Operand?
  var c: Operand?
  var d: Operand?
  var destination: Int
  /// The periods in which it is carried out.
  var periods: Range<Int> = 0..<Int.max

  /// The names of the kernels' operations.
  enum Code: Int32 {
    case copy, negate, add, subtract, multiply, divide, power, minimum, maximum
    case less, atMost, greater, atLeast, equal, unequal, and, or, not
    case select, fallback, replace, whereDefined, first, absolute, root, exponential, logarithm
    case growBySum, growByProduct
    case addAdd, addMultiply, subtractMultiply, multiplyAdd, multiplySubtract, multiplyMultiply, multiplyDivide
    case divideMultiply, lessProduct, fourthPower, overDifference, differenceMaximum
    case multiplyAddMultiply, multiplyMultiplyAdd
  }

  var operands: [Operand] { [a, b, c, d].compactMap { $0 } }
}

struct Call {
  let kernel: @Sendable ([Double]) -> Double
  let arguments: [Operand]
  let destination: Int
}

/// A converging loop inside a period: lists for its first guess and for one round, and by member its slots.
struct Settling {
  let start: Int
  let round: Int
  let guesses: [Int]
  let found: [Operand]
  let limit: Int
  let isSettled: @Sendable (Double, Double) -> Double
  /// Whether all members rest together.
  let isCoupled: Bool
}

/// A function of a whole row over time that gives one number, such as an internal rate of return.
///
/// It stands behind functions of the language that the checker resolves; `Formula.Form.overPeriods` holds it.
package struct SeriesFunction: Sendable {
  package let name: String
  package let requirement: BuiltinFunction.Requirement
  /// True where the result is in the row's unit, false where it is a plain number.
  package let keepsUnit: Bool
  /// True where the spreadsheet searches the value and is given a number to begin at.
  package let needsGuess: Bool
  /// The value of a row with further arguments; NaN where it is undefined.
  package let kernel: @Sendable ([Double], [Double]) -> Double
  /// Why a row, all of whose numbers are there, has no value.
  package let cause: @Sendable ([Double], [Double]) -> String
  /// The Excel formula of a row and the further arguments, the guess last.
  package let excel: @Sendable (String, [String]) -> String
}

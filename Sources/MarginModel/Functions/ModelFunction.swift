import MarginSource
import MarginSyntax

/// A function of the language that the checker resolves, since it looks across periods or members or at the model
/// itself. One of them per file of this folder; `modelFunctions` lists them and a test holds that list to the folder.
///
/// What works cell by cell is a `BuiltinFunction` instead.
package struct ModelFunction: Sendable {
  /// Where the reference lists it, in this order.
  package enum Group: String, Sendable, CaseIterable {
    case members = "Over members"
    case tables = "Tables and tiers"
    case time = "Along time"
    case money = "Money through time"
    case conditions = "Conditions and templates"
  }

  package let name: String
  /// How it is called: `previous(x, start)`.
  package let forms: [String]
  package let group: Group
  /// One sentence on what it gives.
  package let summary: String
  /// What else the reference says, with the source of a formula.
  package let notes: String
  /// Statements with a `test`, which is run; a `timeline` in the first line goes to the model's header.
  package let example: String
  /// How the workbook writes it.
  package let excel: String
  /// The checked formula of a call; nil where a fault was found and reported.
  let lower: @Sendable (Checker, Name, [Expression.Argument], Span, Context) -> Formula?

  init(
    _ name: String, forms: [String], group: Group, summary: String, notes: String, example: String, excel: String,
    lower: @escaping @Sendable (Checker, Name, [Expression.Argument], Span, Context) -> Formula?
  ) {
    self.name = name
    self.forms = forms
    self.group = group
    self.summary = summary
    self.notes = notes
    self.example = example
    self.excel = excel
    self.lower = lower
  }
}

/// The function of a name that the checker resolves, or nil.
func modelFunction(_ name: String) -> ModelFunction? { modelFunctions.first { $0.name == name } }

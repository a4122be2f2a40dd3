import MarginEngine
import MarginModel

/// What differs between two models or cases, in every format:
///
///     Support email drafting: base to cold_cache
///       2 assumptions and 9 of 16 results differ
///
///     Results
///       result    before    after   change  unit         mostly by
///       Saving  18,543,000  17,900,000  -3.5%  USD  total  email.hit_rate 81%
package struct DifferenceReport: AnswerReport {
  let difference: ModelDifference
  /// What the two sides are called, such as `HEAD~1` or `base`.
  let oldName: String
  let newName: String
  let judged: [JudgedChange]

  /// `oldCase` and `newCase` are what the cases are called.
  package init(
    _ difference: ModelDifference, oldName: String, newName: String, oldCase: String, newCase: String
  ) {
    self.difference = difference
    self.oldName = oldName
    self.newName = newName
    let pairing = difference.pairing
    judged = JudgedChange.all(
      Figures(model: pairing.old, results: difference.oldResults, caseName: oldCase, asked: []),
      Figures(model: pairing.new, results: difference.newResults, caseName: newCase, asked: []),
      isOneModel: pairing.isOneModel)
  }

  /// Whether nothing differs.
  package var isEmpty: Bool { difference.isEmpty && judged.isEmpty }

  /// For people, in a terminal.
  package var text: String { DifferenceText.text(DifferencePage(self)) }

  /// For a pull request: the results first, and what they are made of folded away.
  package var markdown: String { DifferenceMarkdown.text(DifferencePage(self)) }

  /// One page that needs nothing else.
  package var html: String { DifferenceHTML.text(DifferencePage(self)) }

  /// Everything, in full precision.
  package var json: String { DifferenceData(self).json }

  /// One row for each thing that differs, and for each part of a result's change.
  package var csv: String { DifferenceData(self).csv }
}

import MarginEngine
import MarginModel
import MarginUnits

/// What differs, in words that every format shows in its way.
struct DifferencePage {
  struct Table {
    let heads: [String]
    let right: Set<Int>
    var rows: [[String]] = []
  }

  /// What a formula was and is.
  struct Formula {
    let title: String
    let old: String?
    let new: String?
  }

  /// What moved one result.
  struct Bridge {
    let title: String
    let summary: String
    var table: Table
    /// By row the share of the largest part, negative where it takes away; nil for the sum.
    var bars: [Double?] = []
    var notes: [String] = []
  }

  let title: String
  let summary: String
  let results: Table
  let judged: Table
  let assumptions: Table
  /// What is said of assumptions and differs: source, shape, range.
  let said: Table
  let settings: Table
  let formulas: [Formula]
  let bridges: [Bridge]
  let unchangedResults: Int

  init(_ report: DifferenceReport) {
    let words = DifferenceWords(report)
    title = words.title
    summary = words.summary
    results = words.results
    judged = words.judged
    assumptions = words.assumptions
    said = words.said
    settings = words.settings
    formulas = words.formulas
    bridges = report.difference.results.compactMap { $0.isChanged ? words.bridge($0) : nil }
    unchangedResults = report.difference.results.count { !$0.isChanged }
  }
}

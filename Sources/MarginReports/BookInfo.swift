import MarginModel
import MarginSource
import MarginUnits

/// What a workbook says about its origin; nothing of it is asked of the machine.
package struct BookInfo: Sendable, Equatable {
  /// `1.2.0`
  package let toolVersion: String
  /// As it is shown to people: `models/email.margin`.
  package let modelFile: String
  /// A digest of the model's text, in hexadecimal digits.
  package let digest: String
  /// The day on which the age of sources is counted, `YYYY-MM-DD`.
  package let asOf: String

  package init(toolVersion: String, modelFile: String, digest: String, asOf: String) {
    self.toolVersion = toolVersion
    self.modelFile = modelFile
    self.digest = digest
    self.asOf = asOf
  }

  /// The day number of `YYYY-MM-DD`, nil where the text is no date.
  static func serial(_ date: String) -> Double? {
    let parts = date.split(separator: "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
    guard (1900...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    return serialDay(year: year, month: month, day: day)
  }
}

extension Model {
  /// `email.margin:31`: where a span begins, without the folders of this machine.
  func place(_ span: Span) -> String {
    guard sources.files.indices.contains(span.file) else { return "the model" }
    let words = sources.place(span).split(separator: ":").dropLast().joined(separator: ":")
    return words.hasPrefix("/") ? words.split(separator: "/").last.map(String.init) ?? words : words
  }
}

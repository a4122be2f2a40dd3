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

extension BookInfo {
  /// The origin of a model: the digest is that of all its files; the day is the model's `as_of`, else the date of its
  /// latest source, else its first period.
  package init(_ model: Model, file: String, toolVersion: String) {
    let bytes: [UInt8] = model.sources.files.reduce(into: []) { $0 += $1.bytes + [0] }
    let stated = model.texts.first { $0.name == "as_of" }?.value
    let latest = model.definitions.compactMap { $0.source?.date }.filter { Self.serial($0) != nil }.max()
    self.init(
      toolVersion: toolVersion, modelFile: file.hasPrefix("/") ? file.split(separator: "/").last.map(String.init) ?? file : file,
      digest: sha256(bytes), asOf: stated ?? latest ?? model.timeline.label(0) + "-01")
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

import MarginModel
import MarginReports

/// What a workbook says about where it comes from. All of it follows from the model, so that the same model gives the
/// same bytes on any machine and any day.
enum BookOrigin {
  static func info(_ model: Model, path: String, asOf: String? = nil) -> BookInfo {
    BookInfo(
      toolVersion: MarginVersion.text, modelFile: shown(path), digest: digest(model), asOf: asOf ?? lastDay(model))
  }

  /// The path from the project's folder on: `models/support-email.margin`.
  private static func shown(_ path: String) -> String {
    let resolved = FileReading.resolved(path) ?? path
    let root = ExportPlace.project(of: resolved)
    return PathText.lies(resolved, below: root) ? String(resolved.dropFirst(root.count + 1)) : PathText.name(path)
  }

  /// Of all texts that the model is made of, in the order in which they were read.
  private static func digest(_ model: Model) -> String {
    let texts = model.sources.files.filter { $0.name != CommandLineCase.file }.map(\.bytes)
    return Digest.text(Array(texts.joined(separator: [0])))
  }

  /// The last day on which a source is dated, but not before the timeline begins.
  private static func lastDay(_ model: Model) -> String {
    let dates = model.definitions.compactMap { $0.source?.date }.map { $0.utf8.count == 7 ? $0 + "-01" : $0 }
    let first = model.timeline.isDeclared ? [model.timeline.start.text] : []
    return (dates + first).filter(Day.exists).max() ?? "2000-01-01"
  }
}

/// Days as they are written.
public enum Day {
  /// Whether a text is a day such as `2026-02-28` between 1900-03-01 and 9999-12-31.
  public static func exists(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, zip(parts, [4, 2, 2]).allSatisfy({ $0.utf8.count == $1 && $0.utf8.allSatisfy(isDigit) })
    else { return false }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3, (1...12).contains(numbers[1]) else { return false }
    let isLeap = numbers[0] % 4 == 0 && (numbers[0] % 100 != 0 || numbers[0] % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return text >= "1900-03-01" && (1...lengths[numbers[1] - 1]).contains(numbers[2])
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

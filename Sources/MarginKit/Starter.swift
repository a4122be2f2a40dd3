import MarginReports

/// A model to start from: what `margin new` copies.
public struct Starter: Sendable, Equatable {
  /// What is typed for it: `support`.
  public let name: String
  /// What it answers, as somebody asks it: `API or own GPUs?`
  public let question: String
  /// What the model does about it.
  public let answer: String

  /// All of them, in the order in which they are listed.
  public static var all: [Starter] { groups.flatMap(\.starters) }

  /// Their names, as they are listed.
  public static var names: [String] { all.map(\.name) }

  /// What is asked together, in order. A starter that no heading names stands under the last one.
  static var groups: [(heading: String, starters: [Starter])] {
    let found = EmbeddedLibrary.names().filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }
    let placed = Set(headings.flatMap(\.names))
    let others = (heading: "More", names: found.filter { !placed.contains($0) })
    return (headings + [others]).compactMap { heading, names in
      let starters = names.filter(found.contains).map(Starter.init)
      return starters.isEmpty ? nil : (heading, starters)
    }
  }

  private static let headings: [(heading: String, names: [String])] = [
    ("What does it cost, and does it pay?", ["support", "agent", "business-case"]),
    ("Is the margin sound?", ["margin-check", "weekly", "roadmap"]),
    ("Which model, and how is it called?", ["which-model", "caching", "retrieval"]),
    ("What to buy and to run?", ["own-or-rent", "gpus", "hardware", "serving"]),
  ]

  private static let folder = "starters/"

  /// Its text; empty for none.
  var text: [UInt8] { EmbeddedLibrary.text(Self.folder + name) ?? [] }

  /// Reads question and answer from the comment that the text begins with.
  init(_ name: String) {
    self.name = name
    let comment = LeadingComment.lines(of: EmbeddedLibrary.text(Self.folder + name) ?? [])
    question = comment.first ?? name
    answer = comment.dropFirst().joined(separator: " ")
  }

  /// The question under each heading, with the name to type.
  public static var list: String {
    groups.map { "\($0.heading)\n" + lines($0.starters) }.joined(separator: "\n") + "\n"
      + "`margin new NAME [FILE]` copies one; `margin new \"own gpu\"` finds by words.\n"
  }

  /// The list for tools.
  public static var listAsJSON: String { json(all) }

  /// A line for each: its name and its question.
  static func lines(_ starters: [Starter]) -> String {
    let width = names.map(\.count).max() ?? 0
    return starters.map { starter in
      "  " + starter.name + String(repeating: " ", count: width - starter.name.count + 2) + starter.question + "\n"
    }.joined()
  }

  static func json(_ starters: [Starter]) -> String {
    JSONText.lines(
      starters.map { starter in
        .record([
          ("name", .text(starter.name)), ("question", .text(starter.question)), ("answer", .text(starter.answer)),
        ])
      }
    ).document
  }

  /// Copies a starter to a file, or into a folder under its own name, and tells what came of it. Nothing is overwritten.
  @discardableResult
  public static func copy(_ name: String, to place: String? = nil) throws(Failure) -> NewModel {
    guard let starter = all.first(where: { $0.name == name }) else { throw unknown(name) }
    let path = target(name, place)
    guard FileReading.kind(path) == .missing else {
      throw Failure(
        "L316", "`\(path)` exists already and stays as it is", fixes: ["name another file: margin new \(name) FILE"])
    }
    do { try FileWriting.create(path, with: starter.text) } catch { throw Failure.unwritable(path, error) }
    return NewModel(path: path, starter: starter)
  }

  private static func target(_ name: String, _ place: String?) -> String {
    guard let place else { return name + ".margin" }
    if FileReading.kind(place) == .folder || place.hasSuffix("/") { return PathText.joined(place, name + ".margin") }
    return place.hasSuffix(".margin") ? place : place + ".margin"
  }
}

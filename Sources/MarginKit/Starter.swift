/// The models to start from.
public enum Starter {
  private static let folder = "starters/"

  /// Their names, in order.
  public static var names: [String] {
    EmbeddedLibrary.names().filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }
  }

  /// A line for each: its name, and the first line of its text as what it is.
  public static var list: String {
    let width = names.map(\.count).max() ?? 0
    return names.map { name in
      name + String(repeating: " ", count: width - name.count + 2) + summary(name) + "\n"
    }.joined()
  }

  /// Copies a starter to a file, or into a folder under its own name, and gives the path. Nothing is overwritten.
  @discardableResult
  public static func copy(_ name: String, to place: String? = nil) throws(Failure) -> String {
    guard names.contains(name), let text = EmbeddedLibrary.text(folder + name) else {
      let near = Suggestion.names(like: name, among: names)
      let known = "there are " + names.map { "`\($0)`" }.joined(separator: ", ")
      throw Failure(
        "L317", "there is no model `\(name)` to start from",
        fixes: near.isEmpty ? [known] : near.map { "did you mean `\($0)`?" })
    }
    let path = target(name, place)
    guard FileReading.kind(path) == .missing else {
      throw Failure(
        "L316", "`\(path)` exists already and stays as it is", fixes: ["name another file: margin new \(name) FILE"])
    }
    do { try FileWriting.create(path, with: text) } catch { throw Failure.unwritable(path, error) }
    return path
  }

  private static func target(_ name: String, _ place: String?) -> String {
    guard let place else { return name + ".margin" }
    if FileReading.kind(place) == .folder || place.hasSuffix("/") { return PathText.joined(place, name + ".margin") }
    return place.hasSuffix(".margin") ? place : place + ".margin"
  }

  private static func summary(_ name: String) -> String {
    let text = EmbeddedLibrary.text(folder + name) ?? []
    let line = String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return String(line.drop { $0 == "#" || $0 == " " })
  }
}

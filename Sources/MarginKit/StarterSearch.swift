extension Starter {
  /// The starters that words ask for, best first: those in whose name, question or answer most of the words stand. A
  /// word may be the beginning of another one, as `gpu` of `GPUs`; words such as `the` count for nothing.
  public static func found(by words: String) -> [Starter] {
    let wanted = terms(words).filter { !idle.contains($0) }
    let rated = all.enumerated().compactMap { place, starter -> (score: Int, place: Int)? in
      let score = wanted.reduce(0) { $0 + starter.weight(of: $1) }
      return score == 0 ? nil : (score, place)
    }
    let best = rated.map(\.score).max() ?? 0
    // What holds less than half of what the best one holds has a word in common by chance.
    return rated.filter { $0.score * 2 > best }.sorted { ($1.score, $0.place) < ($0.score, $1.place) }
      .map { all[$0.place] }
  }

  /// Those that words ask for, with the names to type; fails where there are none.
  public static func matches(_ words: String) throws(Failure) -> String {
    let starters = found(by: words)
    guard !starters.isEmpty else { throw unknown(words) }
    return lines(starters)
  }

  /// The same for tools.
  public static func matchesAsJSON(_ words: String) throws(Failure) -> String {
    let starters = found(by: words)
    guard !starters.isEmpty else { throw unknown(words) }
    return json(starters)
  }

  /// That there is no starter of a name, with those that may be meant.
  static func unknown(_ name: String) -> Failure {
    let like = Suggestion.names(like: name, among: names)
    let near = like + found(by: name).map(\.name).filter { !like.contains($0) }
    let questions = near.prefix(3).compactMap { name in all.first { $0.name == name } }
    return Failure(
      "L317", "there is no model `\(name)` to start from",
      fixes: questions.isEmpty
        ? ["`margin new` lists them"] : questions.map { "did you mean `\($0.name)`: \($0.question)" })
  }

  /// How much a word says for this starter: most in its name, less in its question, least in its answer.
  private func weight(of word: String) -> Int {
    let fields = [(name, 6), (question, 4), (answer, 2)]
    return fields.map { text, weight in
      Self.terms(text).contains { Self.isSame(word, $0) } ? weight : 0
    }.max() ?? 0
  }

  /// Whether two words are the same but for an ending of at most three letters.
  private static func isSame(_ word: String, _ other: String) -> Bool {
    if word == other { return true }
    let (short, long) = word.count < other.count ? (word, other) : (other, word)
    return short.count >= 3 && long.count - short.count <= 3 && long.hasPrefix(short)
  }

  private static func terms(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Words that stand in every question.
  private static let idle: Set<String> = [
    "a", "an", "and", "are", "at", "by", "do", "does", "for", "from", "how", "i", "in", "is", "it", "its", "model",
    "much",
    "my", "of", "on", "one", "or", "our", "the", "this", "to", "we", "what", "when", "which", "who", "with",
  ]
}

import MarginSource

/// Finds what somebody who mistyped a name has probably meant.
enum Suggestion {
  /// The nearest of the names, best first, at most three; those that differ in more than a third are left out.
  static func names(like name: String, among names: [String]) -> [String] {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
    let rated = names.compactMap { candidate -> (distance: Int, name: String)? in
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
      let distance = editDistance(wanted, letters)
      let allowed = max(1, max(wanted.count, letters.count) / 3)
      let isPart = wanted.count >= 3 && candidate.lowercased().contains(name.lowercased())
      return distance <= allowed || isPart ? (isPart ? min(distance, 1) : distance, candidate) : nil
    }
    return rated.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }
}

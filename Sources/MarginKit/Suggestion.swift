/// Finds what somebody who mistyped a name has probably meant.
enum Suggestion {
  /// The nearest of the names, best first, at most three; those that differ in more than a third are left out.
  static func names(like name: String, among names: [String]) -> [String] {
    let wanted = Array(name.lowercased().utf8.prefix(64))
    let rated = names.compactMap { candidate -> (distance: Int, name: String)? in
      let letters = Array(candidate.lowercased().utf8.prefix(64))
      let distance = distance(wanted, letters)
      let allowed = max(1, max(wanted.count, letters.count) / 3)
      let isPart = wanted.count >= 3 && candidate.lowercased().contains(name.lowercased())
      return distance <= allowed || isPart ? (isPart ? min(distance, 1) : distance, candidate) : nil
    }
    return rated.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// How many letters must be changed, added, taken away or swapped with their neighbour.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        current.append(best)
      }
      before = last
      last = current
    }
    return last[right.count]
  }
}

import Foundation

/// What the harness reads of one workload: a line of JSON.
struct Record: CustomStringConvertible {
  let workload: String
  let work: Int
  let measured: Measured
  var results: [(name: String, value: Double)] = []
  /// Results that have parts, such as a mean with its error.
  var distributions: [(name: String, parts: [(String, Double)])] = []
  /// How many parts of the model one run computed; nil where that is not told.
  var computed: Int?

  var description: String {
    let values =
      results.map { Self.field($0.name, $0.value) }
      + distributions.map { "\"\($0.name)\": {\($0.parts.map(Self.field).joined(separator: ", "))}" }
    return "{\"workload\": \"\(workload)\", \"engine\": \"Margin\", \"work\": \(work), \"memory\": \(Self.memory), "
      + "\"wall\": \(measured.wall), \"cpu\": \(measured.processor), "
      + (computed.map { "\"computed\": \($0), " } ?? "") + "\"results\": {\(values.joined(separator: ", "))}}"
  }

  private static func field(_ name: String, _ value: Double) -> String {
    "\"\(name)\": \(value.isFinite ? "\(value)" : "null")"
  }

  /// The most memory that this process has had, in KiB.
  private static var memory: Int {
    var used = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &used)
    return used.ru_maxrss
  }
}

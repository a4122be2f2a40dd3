import Foundation

/// What the harness reads of one workload: a line of JSON.
struct Record: CustomStringConvertible {
  let workload: String
  let work: Int
  let measured: Measured
  var results: [(name: String, value: Double)] = []

  var description: String {
    let values = results.map { "\"\($0.name)\": \($0.value.isFinite ? "\($0.value)" : "null")" }
    return "{\"workload\": \"\(workload)\", \"engine\": \"Margin\", \"work\": \(work), \"memory\": \(Self.memory), "
      + "\"wall\": \(measured.wall), \"cpu\": \(measured.processor), "
      + "\"results\": {\(values.joined(separator: ", "))}}"
  }

  /// The most memory that this process has had, in KiB.
  private static var memory: Int {
    var used = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &used)
    return used.ru_maxrss
  }
}

import Foundation
import MarginKit

// Measures Margin within one process: measure WORKLOAD MODEL WORK RUNS [THREADS], where WORK is how many cells, trials,
// evaluations, points along a side or bytes one run takes on. Prints one JSON record a line, as the other engines do.

func complain(_ text: String, code: Int32) -> Never {
  FileHandle.standardError.write(Data(text.utf8))
  exit(code)
}

let arguments = CommandLine.arguments
guard (5...6).contains(arguments.count), let work = Int(arguments[3]), let times = Int(arguments[4]),
  let threads = arguments.count > 5 ? Int(arguments[5]) : 1, work > 0, threads > 0
else { complain("usage: measure W1|W2|W3|indices|W4|W6 MODEL WORK RUNS [THREADS]\n", code: 2) }
let model = arguments[2]

do {
  switch arguments[1] {
  case "W1":
    let (loading, loaded) = try Measured.run(times: times) { try Engine.load(model).recalculation() }
    print(Record(workload: "W1 load", work: work, measured: loading))
    guard var recalculation = loaded else { exit(2) }
    let measured = Measured.short(times: times) { recalculation.recalculate() }
    let results = try Engine.outcome(recalculation.evaluation)
    print(
      Record(
        workload: "W1", work: work, measured: measured, results: results, computed: recalculation.recomputed))
  case "W2":
    let workspace = try Engine.load(model)
    for edit in try Engine.edits(of: workspace.evaluate()) {
      var recalculation = try workspace.recalculation()
      let measured = try Measured.short(times: times, parts: 2) { try Engine.alternate(edit, in: &recalculation) }
      let results = try Engine.outcome(recalculation.evaluation)
      print(
        Record(
          workload: edit.workload, work: work, measured: measured, results: results,
          computed: recalculation.recomputed))
    }
  case "W3":
    let workspace = try Engine.uncertain(model)
    let (measured, answer) = try Measured.run(times: times) {
      try Engine.simulate(workspace, draws: work, threads: threads)
    }
    let found = answer.map(Engine.distributions) ?? []
    print(Record(workload: "W3", work: work, measured: measured, distributions: found))
  case "indices":
    let workspace = try Engine.uncertain(model, of: Array(Engine.results.suffix(1)))
    let (measured, found) = try Measured.run(times: times) { try Engine.indices(workspace, draws: work) }
    print(
      Record(
        workload: "W3 indices", work: found?.evaluations ?? 0, measured: measured, results: found?.first ?? []))
  case "W4":
    let workspace = try Engine.gridded(model, side: work)
    let (measured, answer) = try Measured.run(times: times) { try Engine.grid(workspace, threads: threads) }
    let sums = answer.map(Engine.sums) ?? []
    print(Record(workload: "W4", work: work * work, measured: measured, results: sums))
  case "W6":
    let (measured, _) = try Measured.run(times: times) { try Engine.load(model) }
    print(Record(workload: "W6", work: work, measured: measured))
  default:
    complain("measure: there is no workload \(arguments[1])\n", code: 2)
  }
} catch let fault as Failure {
  complain(fault.text(), code: 1)
} catch let fault as Engine.Unsound {
  complain(fault.messages, code: 1)
}

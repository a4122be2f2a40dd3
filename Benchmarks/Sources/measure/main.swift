import Foundation
import MarginKit

// Measures Margin within one process: measure WORKLOAD MODEL WORK RUNS, where WORK is how many cells or bytes one run
// takes on. Prints one JSON record a line, as the other engines do.

let arguments = CommandLine.arguments
guard arguments.count == 5, let work = Int(arguments[3]), let times = Int(arguments[4]) else {
  FileHandle.standardError.write(Data("usage: measure W1|W2|W6 MODEL WORK RUNS\n".utf8))
  exit(2)
}
let model = arguments[2]
do {
  switch arguments[1] {
  case "W1":
    let (loading, loaded) = try Measured.run(times: times) { try Engine.load(model) }
    print(Record(workload: "W1 load", work: work, measured: loading))
    guard let workspace = loaded else { exit(2) }
    let (measured, evaluation) = try Measured.run(times: times) { try workspace.evaluate() }
    let results = try evaluation.map(Engine.outcome) ?? []
    print(Record(workload: "W1", work: work, measured: measured, results: results))
  case "W2":
    for (workload, setting) in Engine.edits {
      let (measured, evaluation) = try Measured.run(times: times) { try Engine.edited(model, setting) }
      let results = try evaluation.map(Engine.outcome) ?? []
      print(Record(workload: workload, work: work, measured: measured, results: results))
    }
  case "W6":
    let (measured, _) = try Measured.run(times: times) { try Engine.load(model) }
    print(Record(workload: "W6", work: work, measured: measured))
  default:
    FileHandle.standardError.write(Data("measure: the library does not offer \(arguments[1]) yet\n".utf8))
    exit(2)
  }
} catch let fault as Failure {
  FileHandle.standardError.write(Data(fault.text().utf8))
  exit(1)
} catch let fault as Engine.Unsound {
  FileHandle.standardError.write(Data(fault.messages.utf8))
  exit(1)
}

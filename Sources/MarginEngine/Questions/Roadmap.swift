import MarginModel

/// What a roadmap comes to, in base units.
package struct RoadmapOutcome: Sendable {
  /// The index in `Model.roadmaps`.
  package let roadmap: Int
  package let start: Double
  /// By step, the value with all steps so far.
  package let levels: [Double]
  /// By step, what it adds; they lead from the start to the last level.
  package var parts: [Double] { levels.indices.map { levels[$0] - ($0 == 0 ? start : levels[$0 - 1]) } }
  package var end: Double { levels.last ?? start }
}

/// How the numbers of a model's roadmaps move from the base, step by step.
package func roadmapOutcomes(_ model: Model) -> [RoadmapOutcome] {
  var known: [Int: Results] = [:]
  func value(_ reading: Model.Reading, _ caseIndex: Int) -> Double {
    let results = known[caseIndex] ?? evaluate(model, caseIndex: caseIndex)
    known[caseIndex] = results
    return read(reading, model, results).first ?? .nan
  }
  return model.roadmaps.enumerated().map { index, roadmap in
    RoadmapOutcome(
      roadmap: index, start: value(roadmap.value, 0), levels: roadmap.steps.map { value(roadmap.value, $0.together) })
  }
}

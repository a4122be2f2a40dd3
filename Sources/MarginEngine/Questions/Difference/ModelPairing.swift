import MarginModel

/// Which definition of a new model is which of an old one: by name first, then by the instance that was renamed, then
/// by what else is the same.
package struct ModelPairing: Sendable {
  package let old: Model
  package let new: Model
  /// By definition of the old model its counterpart, and the other way round. Helpers have none.
  package private(set) var newOf: [Int?]
  package private(set) var oldOf: [Int?]
  /// Instances with another name and the same content: paths and how many names each has.
  package private(set) var instances: [(old: String, new: String, count: Int)] = []
  /// Both are the same model, of which two cases are compared.
  package let isOneModel: Bool

  /// A model against itself.
  init(_ model: Model) {
    (old, new, isOneModel) = (model, model, true)
    newOf = model.definitions.indices.map { $0 }
    oldOf = newOf
  }

  init(_ old: Model, _ new: Model) {
    (self.old, self.new, isOneModel) = (old, new, false)
    newOf = Array(repeating: nil, count: old.definitions.count)
    oldOf = Array(repeating: nil, count: new.definitions.count)
    for definition in new.definitions where definition.purpose == .named {
      guard let id = old.paths[definition.path], old.definitions[id].purpose == .named else { continue }
      pair(id, definition.id)
    }
    pairInstances()
    // What is found by its formula may make the formulas of others alike.
    for _ in 0..<4 where !pairLeftovers() { break }
  }

  private mutating func pair(_ old: Int, _ new: Int) {
    newOf[old] = new
    oldOf[new] = old
  }

  /// Named definitions that have no counterpart yet, in the order of the text.
  package var removed: [Definition] { old.definitions.filter { $0.purpose == .named && newOf[$0.id] == nil } }
  package var added: [Definition] { new.definitions.filter { $0.purpose == .named && oldOf[$0.id] == nil } }

  /// An instance that is only there, of the template of one that is only here, is that one where most names below it
  /// have the same text.
  private mutating func pairInstances() {
    let (here, there) = (outermost(old, newOf), outermost(new, oldOf))
    var taken: Set<String> = []
    for gone in here {
      var best: (instance: Model.Instance, pairs: [(Int, Int)])?
      for candidate in there where candidate.template == gone.template && !taken.contains(candidate.name) {
        let found = pairs(below: gone.name, candidate.name)
        let same = found.count { old.definitions[$0].flatText == new.definitions[$1].flatText }
        guard same * 2 > found.count, same > best.map({ $0.pairs.count }) ?? 0 else { continue }
        best = (candidate, found)
      }
      guard let best else { continue }
      taken.insert(best.instance.name)
      for (old, new) in best.pairs { pair(old, new) }
      instances.append((gone.name, best.instance.name, best.pairs.count))
    }
  }

  /// Instances without a holder all of whose names lack a counterpart.
  private func outermost(_ model: Model, _ counterparts: [Int?]) -> [Model.Instance] {
    model.instances.filter { instance in
      guard instance.parent == nil else { return false }
      let own = model.definitions.filter { $0.purpose == .named && $0.path.hasPrefix(instance.name + ".") }
      return !own.isEmpty && own.allSatisfy { counterparts[$0.id] == nil }
    }
  }

  private func pairs(below oldName: String, _ newName: String) -> [(Int, Int)] {
    old.definitions.compactMap { definition in
      guard definition.purpose == .named, definition.path.hasPrefix(oldName + ".") else { return nil }
      let path = newName + definition.path.dropFirst(oldName.count)
      return new.paths[path].flatMap { newOf[definition.id] == nil && oldOf[$0] == nil ? (definition.id, $0) : nil }
    }
  }

  /// Pairs what is the same but for its name, where there is only one such on both sides. Tells whether it found any.
  private mutating func pairLeftovers() -> Bool {
    let (here, there) = (removed, added)
    guard !here.isEmpty, !there.isEmpty, here.count * there.count <= 100_000 else { return false }
    let likeness = FormulaLikeness(self)
    var candidates: [(old: Int, new: Int)] = []
    for gone in here {
      for fresh in there where isSame(gone, fresh, likeness) { candidates.append((gone.id, fresh.id)) }
    }
    var found = false
    for candidate in candidates {
      let rivals = candidates.filter { ($0.old == candidate.old) != ($0.new == candidate.new) }
      // A name that stays while its place changes says more than a formula.
      let keeps = lastName(old.definitions[candidate.old]) == lastName(new.definitions[candidate.new])
      let keepers = rivals.filter { lastName(old.definitions[$0.old]) == lastName(new.definitions[$0.new]) }
      guard keeps ? keepers.isEmpty : rivals.isEmpty, newOf[candidate.old] == nil, oldOf[candidate.new] == nil
      else { continue }
      pair(candidate.old, candidate.new)
      found = true
    }
    return found
  }

  private func lastName(_ definition: Definition) -> Substring {
    definition.path.split(separator: ".").last ?? Substring(definition.path)
  }

  private func isSame(_ gone: Definition, _ fresh: Definition, _ likeness: FormulaLikeness) -> Bool {
    guard gone.isInput == fresh.isInput, gone.kind == fresh.kind, gone.unit.dimension == fresh.unit.dimension,
      likeness.areAlike(gone, fresh)
    else { return false }
    if !gone.isInput { return true }
    // Two inputs of the same number are one only where something else says so.
    guard gone.flatText == fresh.flatText else { return false }
    return lastName(gone) == lastName(fresh) || gone.label == fresh.label || gone.note != nil && gone.note == fresh.note
      || isReadAlike(gone, fresh)
  }

  /// Whether all who read the one are the counterparts of those who read the other.
  private func isReadAlike(_ gone: Definition, _ fresh: Definition) -> Bool {
    let before = namedReaders(of: gone.id, old).map { newOf[$0] }
    let after = namedReaders(of: fresh.id, new)
    return !after.isEmpty && before == after
  }

  private func namedReaders(of id: Int, _ model: Model) -> [Int] {
    var found: Set<Int> = []
    for definition in model.definitions where dependencies(of: definition).all.contains(id) {
      var reader = definition
      while case .part(let whole) = reader.purpose, whole != reader.id {
        reader = model.definitions[whole]
      }
      if reader.purpose == .named, reader.id != id { found.insert(reader.id) }
    }
    return found.sorted()
  }
}

extension Definition {
  /// Its text with every run of blanks and line ends as one blank.
  package var flatText: String { text.split { $0.isWhitespace }.joined(separator: " ") }
}

import MarginModel
import MarginSource

/// Finds what differs in the graph of two models.
struct StructureFinder {
  private let pairing: ModelPairing
  private let old: Model
  private let new: Model

  init(_ pairing: ModelPairing) {
    self.pairing = pairing
    (old, new) = (pairing.old, pairing.new)
  }

  /// Formulas and places of definitions, in the order of the new text, then what is gone.
  func definitions() -> [DefinitionChange] {
    guard !pairing.isOneModel else { return [] }
    let likeness = FormulaLikeness(pairing)
    var found = pairing.instances.map { instance in
      DefinitionChange(
        kind: .renamed, old: nil, new: nil, instance: (instance.old, instance.new, instance.count))
    }
    for fresh in new.definitions where fresh.purpose == .named {
      guard let id = pairing.oldOf[fresh.id] else {
        if !fresh.isInput { found.append(DefinitionChange(kind: .added, old: nil, new: fresh.id)) }
        continue
      }
      let gone = old.definitions[id]
      if fresh.isInput, gone.isInput {
        if file(gone, old) != file(fresh, new) { found.append(.init(kind: .moved, old: id, new: fresh.id)) }
        continue
      }
      if let kind = kind(gone, fresh, likeness) { found.append(DefinitionChange(kind: kind, old: id, new: fresh.id)) }
    }
    return found + pairing.removed.filter { !$0.isInput }.map { .init(kind: .removed, old: $0.id, new: nil) }
  }

  private func kind(
    _ gone: Definition, _ fresh: Definition, _ likeness: FormulaLikeness
  ) -> DefinitionChange.Kind? {
    if !likeness.areAlike(gone, fresh) { return .formula }
    let isInRenamed = pairing.instances.contains { gone.path.hasPrefix($0.old + ".") }
    if gone.path != fresh.path, !isInRenamed {
      let names = [gone, fresh].map { $0.path.split(separator: ".").last }
      return names[0] == names[1] ? .moved : .renamed
    }
    if file(gone, old) != file(fresh, new) { return .moved }
    return gone.unit.text != fresh.unit.text ? .unit : nil
  }

  /// The file of a definition from the model's own on; nothing for that itself.
  private func file(_ definition: Definition, _ model: Model) -> String {
    definition.span.file == 0
      ? "" : String(model.sources.files[definition.span.file].name.split(separator: "/").last ?? "")
  }

  /// What the models say as a whole.
  func settings() -> [SettingChange] {
    guard !pairing.isOneModel else { return [] }
    func timeline(_ model: Model) -> String? {
      let timeline = model.timeline
      return timeline.isDeclared ? "\(timeline.label(0)) for \(timeline.count) \(timeline.unitText)" : nil
    }
    func month(_ model: Model) -> String? { "\(model.units.monthSeconds / 3600) hours" }
    let heads: [(String, String?, String?)] = [
      ("model", old.title, new.title), ("currency", old.currency, new.currency),
      ("timeline", timeline(old), timeline(new)), ("month", month(old), month(new)),
    ]
    let changed = heads.filter { $0.1 != $0.2 }.map { SettingChange(name: $0.0, old: $0.1, new: $0.2) }
    return changed + dimensions() + cases()
  }

  private func dimensions() -> [SettingChange] {
    func members(_ model: Model) -> [(name: String, value: String)] {
      model.axes.dropFirst().map { axis in
        ("dimension " + axis.name, axis.members.map(\.name).joined(separator: ", "))
      }
    }
    return changes(members(old), members(new))
  }

  private func cases() -> [SettingChange] {
    func changes(_ model: Model) -> [(name: String, value: String)] {
      model.cases.dropFirst().filter { !$0.isStep }.map { item in
        let words = item.changes.map { $0.text.split { $0.isWhitespace }.joined(separator: " ") }
        return ("case " + item.name, words.isEmpty ? "no change" : words.joined(separator: "; "))
      }
    }
    return self.changes(changes(old), changes(new))
  }

  private func changes(
    _ before: [(name: String, value: String)], _ after: [(name: String, value: String)]
  ) -> [SettingChange] {
    let known = Dictionary(before.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let names = Set(after.map(\.name))
    let found = after.compactMap { item in
      known[item.name] == item.value ? nil : SettingChange(name: item.name, old: known[item.name], new: item.value)
    }
    return found
      + before.filter { !names.contains($0.name) }.map { SettingChange(name: $0.name, old: $0.value, new: nil) }
  }
}

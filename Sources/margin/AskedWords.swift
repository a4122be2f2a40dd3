import ArgumentParser
import MarginKit

extension ModelOptions {
  /// Loads the model with what the words of a verb ask: without words every statement of its kind, with names or titles
  /// those, else the statement that `statement` makes of them, if it makes any.
  func load(
    asking words: [String], names: (Workspace) -> [String], statement: (Workspace) throws -> String?
  ) throws -> (workspace: Workspace, asked: Asked) {
    guard !words.isEmpty else { return (try load(), .all) }
    let workspace = Workspace.load(model, caseName: caseName, settings: settings)
    guard workspace.isSound else {
      Console.say(workspace.messages(color: Console.isColored))
      try Self.stop(at: workspace)
      return (workspace, .all)
    }
    let known = names(workspace)
    let joined = words.joined(separator: " ")
    if known.contains(joined) { return (try load(), .named([joined])) }
    if words.allSatisfy(known.contains) { return (try load(), .named(words)) }
    guard let question = try statement(workspace) else { return (try load(), .named(words)) }
    return (try load(asking: question), .question)
  }
}

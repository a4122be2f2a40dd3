import MarginFunctions
import Testing

/// The reference of functions names them all.
@Suite("The function reference")
struct FunctionReferenceTests {
  @Test("Every built-in function stands in docs/functions.md with its arguments, its summary and its worked example")
  func builtins() {
    let page = Page.text("docs/functions.md")
    for function in builtinFunctions {
      let wanted = ["### `\(Self.signature(function))`\n", function.summary, "`\(Self.example(function))`"]
      for words in wanted { #expect(page.contains(words), "\(function.name): \(words)") }
    }
  }

  /// `round(x, [step])`, `max(a, b, …)`
  private static func signature(_ function: BuiltinFunction) -> String {
    let names = function.parameters.map { $0.isOptional ? "[\($0.name)]" : $0.name }
    return "\(function.name)(\((names + (function.isVariadic ? ["…"] : [])).joined(separator: ", ")))"
  }

  /// `clamp(1.2, 0, 1) = 1`
  private static func example(_ function: BuiltinFunction) -> String {
    let arguments = function.example.arguments.map(text).joined(separator: ", ")
    return "\(function.name)(\(arguments)) = \(text(function.example.value))"
  }

  private static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

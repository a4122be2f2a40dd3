import MarginFunctions
import Testing

/// The reference of functions names them all.
@Suite("The function reference")
struct FunctionReferenceTests {
  @Test("Every built-in function stands in docs/functions.md with its arguments, its summary and its worked example")
  func builtins() {
    let page = Page.text("docs/functions.md")
    for function in builtinFunctions {
      #expect(page.contains("### `\(Self.signature(function))`\n"), "\(function.name): ### `\(Self.signature(function))`")
      #expect(page.contains(function.summary), "\(function.name): \(function.summary)")
      #expect(page.contains("`\(Self.example(function))`"), "\(function.name): `\(Self.example(function))`")
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

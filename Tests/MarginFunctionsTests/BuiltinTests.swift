import Foundation
import MarginFunctions
import Testing

@Suite("Built-in functions")
struct BuiltinTests {
  @Test("The example of every function gives its value", arguments: builtinFunctions.map(\.name))
  func example(_ name: String) throws {
    let function = try #require(builtinFunction(name))
    let found = function.kernel(function.example.arguments)
    #expect((found - function.example.value).magnitude <= 1e-12 * max(1, function.example.value.magnitude))
    let least = function.parameters.count { !$0.isOptional }
    #expect(function.example.arguments.count >= least)
    #expect(!function.excel(function.example.arguments.map { "\($0)" }).isEmpty)
    #expect(function.summary.hasSuffix("."))
  }

  @Test("The list of functions and the folder agree")
  func registry() throws {
    let folder =
      "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Sources/MarginFunctions/Builtins"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).map { String($0.dropLast(".swift".count)) }
    #expect(files.sorted() == builtinFunctions.map(\.name).sorted())
  }

  @Test("Rounding goes as spreadsheets do, by whole ones and by steps")
  func rounding() throws {
    let round = try #require(builtinFunction("round")).kernel
    #expect(round([2.5]) == 3 && round([-2.5]) == -3 && round([7, 5]) == 5)
    let ceil = try #require(builtinFunction("ceil")).kernel
    #expect(ceil([2.1]) == 3 && ceil([-2.1]) == -2 && ceil([0.1 + 0.2, 0.1]) < 0.35)
    let floor = try #require(builtinFunction("floor")).kernel
    #expect(floor([2.9]) == 2 && floor([-2.1]) == -3)
  }

  @Test("Expected attempts at certain failure are one and all retries")
  func attempts() throws {
    let attempts = try #require(builtinFunction("expected_attempts")).kernel
    #expect(attempts([1, 3]) == 4 && attempts([0, 3]) == 1)
  }

  @Test("What is undefined in mathematics is undefined here", arguments: [("ln", -1.0), ("sqrt", -1), ("log10", -5)])
  func undefined(_ name: String, _ argument: Double) throws {
    let function = try #require(builtinFunction(name))
    #expect(!function.kernel([argument]).isFinite)
  }
}

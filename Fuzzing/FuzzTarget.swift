import Foundation

/// What libFuzzer calls with bytes of its own making: the first broken promise ends the process, so that the bytes are
/// kept. `bin/fuzz` builds it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let broken = invariants.broken(by: Array(UnsafeBufferPointer(start: start, count: count)))
  guard let first = broken.first else { return 0 }
  print("broken: \(first)")
  abort()
}

/// With the library's templates, from the folder that `MARGIN_TEMPLATES` names.
private let invariants: Invariants = {
  let folder = ProcessInfo.processInfo.environment["MARGIN_TEMPLATES"] ?? "templates"
  let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".margin") }
  let texts = names.map { name in
    (String(name.dropLast(7)), (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? "")
  }
  return Invariants(library: Dictionary(texts, uniquingKeysWith: { first, _ in first }))
}()

import CMarginLibrary

/// The library of templates that is built into the program: what `import "margin/NAME"` takes and what
/// `margin new` starts from.
package struct EmbeddedLibrary {
  /// The names in order: `inference` for `templates/inference.margin`, `prices/openai` for one in a
  /// folder, `starters/support` for a starter.
  package static func names() -> [String] {
    (0..<margin_library_count()).compactMap { index in margin_library_name(index).map { String(cString: $0) } }
  }

  /// The names that `import "margin/NAME"` takes: all but the models to start from.
  package static var importable: [String] { names().filter { !$0.hasPrefix("starters/") } }

  /// The text of a name in UTF-8; nil where the library has no such name.
  package static func text(_ name: String) -> [UInt8]? {
    guard let index = names().firstIndex(of: name), let bytes = margin_library_bytes(index) else { return nil }
    return Array(UnsafeBufferPointer(start: bytes, count: margin_library_length(index)))
  }
}

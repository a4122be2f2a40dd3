/// A text as the cells of the format hold it: characters that XML cannot hold as `_x0001_`, and a literal `_x0001_`
/// with its underscore written that way, so that readers give back the same text.
func escapedForCell(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "_") }) else { return text }
  let scalars = Array(text.unicodeScalars)
  var result = String.UnicodeScalarView()
  for (index, scalar) in scalars.enumerated() {
    if scalar == "_", looksEscaped(scalars[index...]) {
      result.append(contentsOf: "_x005F_".unicodeScalars)
    } else if scalar.value < 0x20, scalar != "\t", scalar != "\n" {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      result.append(contentsOf: "_x\(String(repeating: "0", count: 4 - digits.count))\(digits)_".unicodeScalars)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

/// The first character of a text that cannot stand in a cell, escaped or not.
func firstForbiddenInCell(_ text: String) -> UInt32? {
  guard text.utf8.contains(where: { $0 == 0 || $0 == 0xEF }) else { return nil }
  return text.unicodeScalars.first { $0.value == 0 || isNoCharacter($0) }?.value
}

/// The first character of a text that cannot stand in an XML attribute or element as it is.
func firstForbiddenInXML(_ text: String) -> UInt32? {
  guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0xEF }) else { return nil }
  return text.unicodeScalars.first { ($0.value < 0x20 && $0 != "\t" && $0 != "\n") || isNoCharacter($0) }?.value
}

/// A text as it stands in an element or between the quotes of an attribute.
func escapedForXML(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func isNoCharacter(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0xFFFE || scalar.value == 0xFFFF }

/// Whether a text begins like `_x0041_`.
private func looksEscaped(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
  let seven = Array(scalars.prefix(7))
  guard seven.count == 7, seven[1] == "x", seven[6] == "_" else { return false }
  return seven[2..<6].allSatisfy { $0.properties.isASCIIHexDigit }
}

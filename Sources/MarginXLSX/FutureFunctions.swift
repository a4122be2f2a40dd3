/// A formula as the file holds it: functions that came after Excel 2007 carry `_xlfn.`, without which Excel shows
/// `#NAME?`. Texts in quotes and sheet names stay as they are.
func withPrefixedFunctions(_ formula: String) -> String {
  let bytes = Array(formula.utf8)
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  var start = 0
  var position = 0
  while position < bytes.count {
    let byte = bytes[position]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      position = (bytes[(position + 1)...].firstIndex(of: byte) ?? bytes.count - 1) + 1
    } else if isNamePart(byte) {
      let end = bytes[position...].firstIndex { !isNamePart($0) } ?? bytes.count
      let name = String(decoding: bytes[position..<end], as: UTF8.self).uppercased()
      if end < bytes.count, bytes[end] == UInt8(ascii: "("), laterFunctions.contains(name) {
        result += bytes[start..<position] + Array("_xlfn.".utf8)
        start = position
      }
      position = end
    } else {
      position += 1
    }
  }
  result += bytes[start...]
  return String(decoding: result, as: UTF8.self)
}

private func isNamePart(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), 0x80...: true
  default: false
  }
}

/// The functions of Excel 2010 to 2019.
private let laterFunctions = Set(
  """
  ACOT ACOTH AGGREGATE ARABIC BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BITAND BITLSHIFT BITOR \
  BITRSHIFT BITXOR CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV CHISQ.INV.RT CHISQ.TEST COMBINA \
  CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P COVARIANCE.S CSC CSCH DAYS DECIMAL ERF.PRECISE \
  ERFC.PRECISE EXPON.DIST F.DIST F.DIST.RT F.INV F.INV.RT F.TEST FLOOR.MATH FLOOR.PRECISE FORMULATEXT GAMMA \
  GAMMA.DIST GAMMA.INV GAMMALN.PRECISE GAUSS HYPGEOM.DIST IFNA IFS ISFORMULA ISOWEEKNUM LOGNORM.DIST LOGNORM.INV \
  MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE \
  PDURATION PERCENTILE.EXC PERCENTILE.INC PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI POISSON.DIST QUARTILE.EXC \
  QUARTILE.INC RANK.AVG RANK.EQ RRI SEC SECH SHEET SHEETS SKEW.P STDEV.P STDEV.S SWITCH T.DIST T.DIST.2T T.DIST.RT \
  T.INV T.INV.2T T.TEST TEXTJOIN UNICHAR UNICODE VAR.P VAR.S WEIBULL.DIST XOR Z.TEST
  """.split(separator: " ").map(String.init))

extension XLSXError: CustomStringConvertible {
  /// The cell, sheet, name or file that is at fault, such as `'Support email'!C8`.
  package var place: String {
    switch self {
    case .notFinite(let place, _), .overLimit(let place, _, _), .outOfRange(let place, _, _, _),
      .forbiddenCharacter(let place, _, _), .misnamed(let place, _, _), .duplicate(let place, _),
      .overlap(let place, _, _), .badReference(let place, _, _), .missing(let place, _), .misplaced(let place, _),
      .refused(let place, _, _):
      place
    case .cannotWrite(let path, _, _): path
    }
  }

  /// What is wrong, as one clause.
  package var fault: String {
    switch self {
    case .notFinite(_, let what): "\(what) is not a finite number"
    case .overLimit(_, let limit, let size):
      limit.counts
        ? "\(limit.words) are \(size), and Excel takes at most \(limit.most)"
        : "\(limit.words) may have at most \(limit.most) \(limit.unit), and this has \(size)"
    case .outOfRange(_, let what, let value, let allowed): "\(what) is \(value), and may be \(allowed)"
    case .forbiddenCharacter(_, let what, let scalar):
      "\(what) holds the character U+\(hexadecimal(scalar)), which the file cannot hold"
    case .misnamed(_, let name, let rule): "\"\(name)\" is no name that Excel takes: \(rule)"
    case .duplicate(_, let name): "the name \"\(name)\" is taken already; capital and small letters are one"
    case .overlap(_, let first, let second): "\(first) and \(second) share cells"
    case .badReference(_, let what, let reference): "\(what) refers to \"\(reference)\", which is not in this workbook"
    case .missing(_, let what): "\(what) is missing"
    case .misplaced(_, let rule): rule
    case .cannotWrite(_, let doing, let reason): "\(doing) failed: \(reason)"
    case .refused(_, let doing, let reason): "\(doing) was refused: \(reason)"
    }
  }

  /// What to do about it, as one sentence.
  package var mend: String {
    switch self {
    case .notFinite: "Guard the formula so that it gives a number or says n/a."
    case .overLimit(_, let limit, _): limit.counts ? "Split it over more sheets." : "Shorten it."
    case .outOfRange: "Choose a value inside the range."
    case .forbiddenCharacter: "Remove the character from the text."
    case .misnamed, .duplicate: "Choose another name."
    case .overlap: "Move one of the two."
    case .badReference: "Refer to a sheet and cells of this workbook, such as 'Inputs'!$B$2:$B$9."
    case .missing: "Supply it."
    case .misplaced: "Move the block or the cell."
    case .cannotWrite: "Choose a folder that can be written and has room; the file that was there is unchanged."
    case .refused: "Report this together with the model."
    }
  }

  package var description: String { "\(place): \(fault). \(mend)" }
}

private func hexadecimal(_ scalar: UInt32) -> String {
  let digits = String(scalar, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

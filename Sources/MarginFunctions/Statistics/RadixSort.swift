/// Sorts by a key of 64 bits, digit by digit from the lowest: in time that grows with the count alone, and the same for
/// the same elements. Elements of one key keep their order.
func radixSort<Element>(_ elements: inout [Element], key: (Element) -> UInt64) {
  guard elements.count > 1 else { return }
  let digits = 6
  let values = 1 << 11
  // How often each digit has each value, in one pass.
  var counts = [Int](repeating: 0, count: digits * values)
  for element in elements {
    let key = key(element)
    for digit in 0..<digits { counts[digit * values + digitValue(key, digit)] += 1 }
  }
  var other = elements
  for digit in 0..<digits {
    let first = digit * values
    // Where all have the same there is nothing to sort.
    if counts[first + digitValue(key(elements[0]), digit)] == elements.count { continue }
    var sum = 0
    for place in first..<(first + values) { (counts[place], sum) = (sum, sum + counts[place]) }
    for element in elements {
      let place = first + digitValue(key(element), digit)
      other[counts[place]] = element
      counts[place] += 1
    }
    swap(&elements, &other)
  }
}

/// A digit of a key, of 11 bits.
@inline(__always)
private func digitValue(_ key: UInt64, _ digit: Int) -> Int {
  Int(truncatingIfNeeded: key >> UInt64(11 * digit)) & 0x7FF
}

/// A whole number that is the larger the larger a number is.
@inline(__always)
func orderedKey(_ number: Double) -> UInt64 {
  let bits = number.bitPattern
  return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
}

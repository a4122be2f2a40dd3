/// What people write for a unit that has another name here.
package struct UnitAdvice: Sendable, Equatable {
  /// Why it is no unit, and what is meant instead.
  package let words: String
  /// What to write in its place below the line; nil where two things may be meant.
  package let replacement: String?
}

extension UnitTable {
  /// Advice for a name that is no unit; nil where nothing is known of it.
  package func advice(_ name: String) -> UnitAdvice? {
    if let meant = Self.others[name] ?? Self.currencyCode(of: name) {
      return UnitAdvice(words: "write `\(meant)`", replacement: meant)
    }
    if let words = Self.unclear[name] { return UnitAdvice(words: words, replacement: nil) }
    return thousands(name)
  }

  /// `ktokens` and `Mtok`: counts have no prefixes, a number with its suffix stands before them.
  private func thousands(_ name: String) -> UnitAdvice? {
    for (prefix, number) in [
      ("bn", "1bn"), ("k", "1k"), ("K", "1k"), ("M", "1M"), ("m", "1M"), ("B", "1bn"), ("G", "1bn"),
    ]
    where name.hasPrefix(prefix) {
      let rest = String(name.dropFirst(prefix.count)).lowercased()
      let known = ["tok": "token", "toks": "token", "req": "request", "reqs": "request"][rest] ?? rest
      guard let entry = entry(known), entry.scale == 1, !Self.physical.contains(entry.singular) else { continue }
      return UnitAdvice(
        words: "a count has no prefix: write `\(number) \(entry.plural)`", replacement: "\(number) \(entry.plural)")
    }
    return nil
  }

  private static let physical: Set<String> = ["byte", "second", "s", "watt", "W", "FLOP", "bit", "joule", "J", "B"]

  /// Other spellings of what there is.
  private static let others = [
    "h": "hour", "hr": "hour", "hrs": "hours", "min": "minute", "mins": "minutes", "sec": "second", "secs": "seconds",
    "d": "day", "wk": "week", "mo": "month", "yr": "year", "yrs": "years", "tok": "token", "toks": "tokens",
    "req": "request", "reqs": "requests", "call": "request", "calls": "requests", "GPUh": "GPU-hour",
    "GPUhr": "GPU-hour", "FLOPS": "FLOP/s", "GFLOPS": "GFLOP/s",
    "TFLOPS": "TFLOP/s", "PFLOPS": "PFLOP/s", "EFLOPS": "EFLOP/s", "kbps": "kbit/s", "Mbps": "Mbit/s",
    "Gbps": "Gbit/s", "Tbps": "Tbit/s", "kb": "kbit", "Mb": "Mbit", "Gb": "Gbit", "Tb": "Tbit", "kw": "kW",
    "kwh": "kWh", "KWh": "kWh", "KW": "kW", "Kbit": "kbit", "gb": "GB", "mb": "MB", "tb": "TB", "gib": "GiB",
    "mib": "MiB", "tib": "TiB", "gpu": "GPU", "gpus": "GPUs",
  ]

  private static let unclear = [
    "cents": "money is written in its main unit: 30 cents are `$0.30`",
    "cent": "money is written in its main unit: 30 cents are `$0.30`",
    "KB": "read both as 1000 and as 1024 bytes: write `kB` or `KiB`",
    "M": "minutes or months? write the word, or `1M` for a million",
    "m": "minutes or months? write the word",
    "RPS": "write `requests/s`", "rps": "write `requests/s`", "QPS": "write `requests/s`", "qps": "write `requests/s`",
    "TPS": "write `tokens/s`", "tps": "write `tokens/s`", "RPM": "write `requests/minute`",
    "TPM": "write `tokens/minute`",
  ]
}

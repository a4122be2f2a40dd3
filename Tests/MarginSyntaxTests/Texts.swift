import Foundation
import MarginSource
import MarginSyntax

/// The models and templates of the repository, and the texts of the messages' fixtures.
enum Texts {
  static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  static let models: [String] = ["models", "templates", "templates/starters"].flatMap { folder in
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
    return names.filter { $0.hasSuffix(".margin") }.sorted().map { folder + "/" + $0 }
  }

  static func text(_ path: String) -> String { (try? String(contentsOfFile: root + "/" + path, encoding: .utf8)) ?? "" }

  static func parsed(_ text: String) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
    parse(SourceFile(name: "test.margin", text: text), file: 0)
  }

  /// The tokens that are no line ends, and the comments, in order.
  static func words(_ tree: SyntaxTree) -> [String] {
    tree.tokens.flatMap { token -> [String] in
      let trivia = tree.source.text(from: token.triviaStart, to: token.start)
      let comment = trivia.firstIndex(of: "#").map { trimmed(trivia[$0...]) }
      let own = token.kind == .newline || token.kind == .end ? nil : tree.source.text(from: token.start, to: token.end)
      return [comment, own].compactMap { $0 }
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  static let sample = """
    # What an accepted support email costs, and what it saves.
    model "Support email drafting" {
      currency USD
      timeline 2026-01 for 24 months
      month    = 730 hours
      owner    "Customer Care"
    }

    import "margin/inference"

    dimension engine { small, large }

    table price "Token prices" by engine [USD / 1M tokens] {
             input  cached  output
      small  0.25   0.025   2.00
      large  3.00   0.30    15.00
      source "provider price list" 2026-10-01
    }

    scenario email "Support email" : cascade {
      volume        = 120k requests/month growing 6%/month
      stable_tokens = 3_200 tokens/attempt            "System prompt, tools and policy text"
      hit_rate      = 72%  ~ beta(p10 55%, p90 85%) {
        source "gateway log" 2026-10-31
        range  0% to 100%
      }
      retry_rate    = 4%   ~ 2% to 9%
      acceptance    = 81% outcomes/request            { source "QA sample, n = 412" 2026-09-30 }
      strong_price  = price[large] { from 2026-07: price[large] * 80%  "announced cut" }
    }

    flow  saving                         = desk.cost - email.cost
    ratio saving_per_email [USD/outcome] = saving / email.accepted
    calc  payback_time                   = payback(email.investment, saving)

    case cold_cache "A tool change breaks the prefix" {
      email.hit_rate    72% -> 20%  from 2026-06   because "prefix differs on every agent turn"
      email.retry_rate   4% -> 9%   from 2026-06
    }
    case ten_x "Ten times the traffic" { scale email.volume by 10 }
    case worst : cold_cache + ten_x

    report "Summary"  { email.cost_per_outcome, desk.cost_per_outcome, saving, payback_time }
    chart  "Cost of an accepted email" line { email.cost_per_outcome, desk.cost_per_outcome }

    sensitivity "Cache against retries" of email.cost_per_outcome at 2026-12 {
      rows    email.hit_rate    0% to 100% step 10%
      columns email.retry_rate  0%, 2%, 5%, 10%, 20%
    }
    tornado  "What moves the saving" of total(saving) { every input by 20%; top 12 }
    simulate 100k draws seed 7 { total(saving), email.cost_per_outcome at 2026-12 }
    solve    needed_acceptance: email.acceptance in 10% to 100% so that total(saving) = 0
    compare  base to cold_cache of total(email.cost)          # the bridge
    fragility email.cost_per_outcome over email.volume at 2x, 5x, 10x

    check "The machine is cheaper than the desk" every month: email.cost_per_outcome < desk.cost_per_outcome
    band  "Cache hit rate" email.hit_rate { healthy > 70%; warning > 50%; critical otherwise }

    test "one uncached large call" {
      with   email.hit_rate = 0%
      expect email.strong_call_cost at 2026-01 = $0.01695/attempt within 0.1%
    }

    """
}

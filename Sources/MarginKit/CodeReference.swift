import MarginModel
import MarginSource
import MarginSyntax

/// What the codes of messages mean.
public enum CodeReference {
  /// A line for each code, in order.
  public static var list: String { pages.map { $0.code + "  " + $0.title + "\n" }.joined() }

  /// The page of a code; capital and small letters are one. Fails where there is no such code.
  public static func page(_ code: String) throws(Failure) -> String {
    let wanted = code.uppercased()
    guard let page = pages.first(where: { $0.code == wanted }) else {
      let near = Suggestion.names(like: wanted, among: pages.map(\.code))
      throw Failure(
        "L318", "there is no code `\(code)`",
        fixes: near.isEmpty ? ["`margin code` lists all"] : near.map { "did you mean \($0)?" })
    }
    return page.code + "  " + page.title + "\n\n" + page.text + "\n"
  }

  static var pages: [CodePage] {
    (LoadCodes.pages + BookCodes.pages + syntaxCodePages + modelCodePages + lintCodePages).sorted { $0.code < $1.code }
  }
}

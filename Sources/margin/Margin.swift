import ArgumentParser

@main
struct Margin: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "The economics of AI products, from text to a live workbook.")
}

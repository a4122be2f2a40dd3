/// What `margin code CODE` says of a message's code.
package struct CodePage: Sendable {
  package let code: String
  package let title: String
  package let text: String
  package init(_ code: String, _ title: String, _ text: String) {
    self.code = code
    self.title = title
    self.text = text
  }
}

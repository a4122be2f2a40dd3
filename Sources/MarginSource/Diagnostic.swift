/// A fault, or something worth saying, with its place, its reason and, where one is known, its mend.
package struct Diagnostic: Sendable {
  package enum Severity: String, Sendable { case error, warning, note }

  /// A part of the text with a few words beside its underline.
  package struct Mark: Sendable {
    package let span: Span
    package let words: String
    package init(_ span: Span, _ words: String = "") {
      self.span = span
      self.words = words
    }
  }

  /// A line under the excerpt such as `left   USD`.
  package struct Note: Sendable {
    package let heading: String
    package let words: String
    package init(_ heading: String, _ words: String) {
      self.heading = heading
      self.words = words
    }
  }

  /// A replacement of bytes.
  package struct Edit: Sendable, Equatable {
    package let span: Span
    package let replacement: String
    package init(_ span: Span, _ replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  /// A mend; with edits it can be applied by the machine and the result compiles.
  package struct Fix: Sendable {
    package let words: String
    package let edits: [Edit]
    package init(_ words: String, edits: [Edit] = []) {
      self.words = words
      self.edits = edits
    }
  }

  /// A stable code such as `U201`; `margin code U201` tells more.
  package let code: String
  package let severity: Severity
  package let message: String
  /// The place; nil where the fault has none, such as a missing file.
  package let primary: Mark?
  package let secondary: [Mark]
  package let notes: [Note]
  package let fixes: [Fix]

  package init(
    _ code: String, _ message: String, at primary: Mark?, severity: Severity = .error,
    secondary: [Mark] = [], notes: [Note] = [], fixes: [Fix] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.primary = primary
    self.secondary = secondary
    self.notes = notes
    self.fixes = fixes
  }
}

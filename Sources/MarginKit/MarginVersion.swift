/// The program's version.
public enum MarginVersion {
  /// Counted after Semantic Versioning.
  public static let text = "0.1.0"
}

import ArgumentParser
import MarginKit

/// `margin diagnose MODEL`: how does it stand, and what is to be done next?
struct DiagnoseVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Hold a model against its bands, worst first, and tell what to read or change next.",
    discussion: """
        margin diagnose models/support-email.margin
        margin diagnose models/support-email.margin --case cold_cache
        margin diagnose models/support-email.margin --set email.hit_rate=62% --as-of today
        margin diagnose models/support-email.margin --format markdown -o weekly.md

      Every band is shown at its worst period and member, with the last period, since when it is so and how far the next
      level is. For each that is not at its best follow what the band says is to be done, the inputs that move it most
      with source and age, and the value of one input that would bring it back, with what that does to a line of the
      reports. Checks that do not hold are shown in the same way, and what `margin check --strict` finds.

      Levels called healthy, warning and critical are what their names say; of others the first is healthy, the last
      critical and what lies between a warning. What is undefined is critical, and so is a check that does not hold.
      Exit code 0: nothing is critical; 1: something is, or the model has an error; 2: it could not run, or has
      neither band nor check.
      """)

  @OptionGroup var options: ModelOptions

  @Option(
    help: ArgumentHelp(
      "The day at which the age of sources is judged, a date or `today`; else the timeline's start.",
      valueName: "date"))
  var asOf: String?

  @Option(help: ArgumentHelp("How old a source may be.", valueName: "months"))
  var maxAge = 12

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard maxAge >= 0 else { throw ValidationError("`--max-age` is a number of months.") }
  }

  func run() throws {
    let habits = Habits(asOf: try JudgedDay.of(asOf), maxAge: maxAge)
    let workspace = try options.load()
    let diagnosis = try workspace.diagnose(habits: habits)
    try output.give(diagnosis.text(output.format), of: workspace)
    if diagnosis.status == .critical { throw ExitCode(1) }
  }
}

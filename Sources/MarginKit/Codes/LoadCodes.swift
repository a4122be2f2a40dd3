import MarginSource

/// The codes of what can go wrong outside of a model's text: files, the command line, and what is asked by name.
enum LoadCodes {
  static let pages: [CodePage] = [
    CodePage(
      "L301", "A file is not there",
      """
      The model, or a file that it imports, does not exist under that name. An import names a file from the folder of
      the file it stands in: in models/a.margin, `import "prices.margin"` means models/prices.margin.
      """),
    CodePage(
      "L302", "Not a file",
      """
      A folder, a device or a pipe stands where a model is expected. `margin test` and `margin format` take folders;
      the other verbs take one model.
      """),
    CodePage(
      "L303", "A file cannot be read", "The system refused, for the reason given. Look at who may read the file."),
    CodePage(
      "L304", "Not a text",
      """
      A model is a text in UTF-8. A zero byte or a broken sequence says that this is something else: a workbook, a
      picture, or a text in another encoding. Save it in UTF-8.
      """),
    CodePage("L305", "A file is empty", "There is nothing to check. `margin new` lists models to start from."),
    CodePage(
      "L306", "A file is too large",
      "A file may have 4 MiB, which is hundreds of times the usual model. Data of that size belongs in a table file."),
    CodePage(
      "L307", "Files import each other",
      """
      An import leads back to the file that it stands in, so none of them can be read first. Put what both need into a
      file of its own and let both import that.
      """),
    CodePage(
      "L308", "An import leads out of the model's folder",
      """
      A model reads only files below its root: the nearest folder upward that has a file `margin.project`, else the
      model's own folder. Symbolic links are followed before that is judged. To widen the root, put an empty
      `margin.project` into the folder that holds all the files.
      """),
    CodePage(
      "L309", "An import with an absolute path",
      "A model must give the same result in every place, so an import names a file from the importing file's folder on."
    ),
    CodePage(
      "L310", "The library has no such file",
      "`import \"margin/NAME\"` takes NAME from the library that is built into the program. The message lists what it has."
    ),
    CodePage("L311", "The model is too large", "A model may take in 256 files of 8 MiB together."),
    CodePage(
      "L312", "Not a setting",
      """
      `--set` takes PATH=VALUE: an input, and a value as a model writes it. A value without a unit is in the input's
      own: `--set email.hit_rate=20%`, `--set "email.wage=$45/hour"`, `--set "email.hit_rate=20% from 2026-06"`.
      """),
    CodePage("L313", "No such case", "`--case` names a case of the model; `base` is the model without any."),
    CodePage(
      "L314", "No such name",
      "The model defines no value of that name. Names of an instance are reached by a dot: `email.cost_per_outcome`."),
    CodePage(
      "L315", "A file cannot be written",
      """
      The file that was there, if any, is unchanged: results go to a temporary file beside it, which takes its place
      only when it is complete. The message gives the system's reason. What a result was made from is never overwritten.
      """),
    CodePage("L316", "A file exists already", "`margin new` never overwrites. Name another file, or move the old one."),
    CodePage("L317", "No such model to start from", "`margin new` without a name lists them."),
    CodePage("L318", "No such code", "`margin code` without a code lists all."),
    CodePage(
      "L320", "Checked but not evaluated yet",
      """
      The statement's names and units are checked, so that it stays right, but this version does not answer it. The
      rest of the model is evaluated as usual.
      """),
  ]
}

import MarginSource

/// The codes of what can go wrong outside of a model's text: files, the command line, and what is asked by name.
enum LoadCodes {
  static let pages: [CodePage] = [
    CodePage(
      "L301", "A file is not there",
      """
      The model, or a file that it imports or reads, does not exist under that name. An import or a table names a file
      from the folder of the file it stands in: in desk/a.margin, `import "prices.margin"` means desk/prices.margin.

          $ margin check nothing.margin
      """),
    CodePage(
      "L302", "Not a file",
      """
      A folder, a device or a pipe stands where a model or a data file is expected. `margin check`,
      `margin test` and `margin format` take folders; the other verbs take one model.

          $ margin run models
      """),
    CodePage(
      "L303", "A file cannot be read", "The system refused, for the reason given. Look at who may read the file."),
    CodePage(
      "L304", "Not a text",
      """
      A model is a text in UTF-8, and so is a data file. A zero byte or a broken sequence says that this is something
      else: a workbook, a picture, or a text in another encoding. Save it in UTF-8.

          $ printf 'a\\000b' > book.margin
          $ margin check book.margin
      """),
    CodePage(
      "L305", "A file is empty",
      """
      There is nothing to read. `margin new` lists models to start from.

          $ touch empty.margin
          $ margin check empty.margin
      """),
    CodePage(
      "L306", "A file is too large",
      """
      A model may have 4 MiB, which is hundreds of times the usual one, and a data file 16 MiB. Leave out of a data file
      the columns and lines that the model does not read.

          $ truncate -s 17M large.margin
          $ margin check large.margin
      """),
    CodePage(
      "L307", "Files import each other",
      """
      An import leads back to the file that it stands in, so none of them can be read first. Put what both need into a
      file of its own and let both import that.

          $ echo 'import \"b.margin\"' > a.margin
          $ echo 'import \"a.margin\"' > b.margin
          $ margin check a.margin
      """),
    CodePage(
      "L308", "An import leads out of the model's folder",
      """
      A model reads only files below its root: the nearest folder upward that has a file `margin.project`, else the
      model's own folder. Symbolic links are followed before that is judged. To widen the root, put an empty
      `margin.project` into the folder that holds all the files.

          $ mkdir inner
          $ touch b.margin
          $ echo 'import "../b.margin"' > inner/a.margin
          $ margin check inner/a.margin
      """),
    CodePage(
      "L309", "An import with an absolute path",
      """
      A model must give the same result in every place, so an import names a file from the importing file's folder
      on.

          $ echo 'import \"/etc/b.margin\"' > a.margin
          $ margin check a.margin
      """),
    CodePage(
      "L310", "The library has no such file",
      """
      `import "margin/NAME"` takes NAME from the library that is built into the program. `margin library` lists
      what it has.

          $ echo 'import \"margin/infrence\"' > a.margin
          $ margin check a.margin
      """),
    CodePage(
      "L311", "The model is too large",
      """
      A model may take in 256 files: texts of 8 MiB and data of 64 MiB together.

          $ awk 'BEGIN { print "model \\"M\\""; for (i = 0; i < 300; i++) { print "input a" i " = 5" > "f" i ".margin"; print "import \\"f" i ".margin\\"" } }' > a.margin
          $ margin check a.margin
      """),
    CodePage(
      "L312", "Not a setting",
      """
      `--set` takes PATH=VALUE: an input, and a value as a model writes it. A value without a unit is in the input's
      own: `--set email.hit_rate=20%`, `--set "email.wage=$45/hour"`, `--set "email.hit_rate=20% from 2026-06"`.

          $ margin new support desk.margin
          $ margin run desk.margin --set hit_rate
      """),
    CodePage(
      "L313", "No such case",
      """
      `--case` names a case of the model; `base` is the model without any.

          $ margin new support desk.margin
          $ margin run desk.margin --case wrost
      """),
    CodePage(
      "L314", "No such name",
      """
      The model defines no value of that name. Names of an instance are reached by a dot: `email.cost_per_outcome`.

          $ margin new support desk.margin
          $ margin run desk.margin no_such_name
      """),
    CodePage(
      "L315", "A file cannot be written",
      """
      The file that was there, if any, is unchanged: results go to a temporary file beside it, which takes its place
      only when it is complete. The message gives the system's reason. What a result was made from is never overwritten.

          $ margin new support desk.margin
          $ margin run desk.margin -o no-such-folder/figures.txt
      """),
    CodePage(
      "L316", "A file exists already",
      """
      `margin new` never overwrites. Name another file, or move the old one.

          $ margin new support desk.margin
          $ margin new support desk.margin
      """),
    CodePage(
      "L317", "No such model to start from",
      """
      `margin new` without a name lists them, and words find those that answer something like them: `margin new "own gpu"`.

          $ margin new suport
      """),
    CodePage(
      "L318", "No such code",
      """
      `margin code` without a code lists all.

          $ margin code U20
      """),
    CodePage(
      "L319", "No such function",
      """
      `margin functions` without a name lists all.

          $ margin functions nvp
      """),
    CodePage(
      "L320", "No such file or template of the library",
      """
      `margin library` without a name lists the files, and with the name of a file or of a template in one it tells what
      that takes and gives.

          $ margin library infrence
      """),
    CodePage(
      "L321", "Not one question",
      """
      What stands behind a verb is one statement of its kind, as a line of the model would have it.

          $ margin fragility models/support-email.margin 'email.cost over email.volume at 2x; calc a = 5'
      """),
    CodePage(
      "L322", "Nothing to answer",
      """
      Without more words, a verb answers the model's own statements of its kind, and with names those of these names or
      titles. The model has none.

          $ margin solve models/support-email.margin acceptance
      """),
    CodePage(
      "L330", "A value that the text does not hold",
      """
      `margin set` writes a value where the text has one: of an input, of an input in a scenario's braces, or in a
      table's cell. A value that a formula gives, a series and a value from a date on are changed by hand, or tried out
      with `--set`.

          $ printf 'model \"M\"\\ninput a = 5\\ninput b = a * 2\\n' > a.margin
          $ margin set a.margin b=7
      """),
    CodePage(
      "L340", "Another program stands where margin goes",
      """
      `margin install` replaces only what it has installed itself. What else is called `margin` there stays: move it away,
      or install to another folder.

          $ mkdir -p tools/bin
          $ echo 'echo mine' > tools/bin/margin
          $ margin install --prefix tools
      """),
    CodePage(
      "L341", "Nothing to uninstall",
      """
      `margin install --uninstall` removes what `margin install` has put below the prefix, and nothing else. It has put
      nothing there.

          $ margin install --prefix tools --uninstall
      """),
    CodePage(
      "L350", "Git does not run",
      """
      A revision of a model is read with the `git` of the system, which is not on the PATH or gives the reason told.
      Nothing is checked out and nothing is fetched. Without git, save the older model as a file and compare two files.

          $ margin new support desk.margin
          $ PATH=nowhere ./bin/margin diff desk.margin --since HEAD
      """),
    CodePage(
      "L351", "No such revision",
      """
      A revision is what git calls one: a branch, a tag, a commit, or `HEAD~1` for the commit before the last. The model
      must lie in a git repository. A shallow clone, as build servers make it, holds the last commit alone:
      `git fetch --unshallow` brings the others.

          $ margin new support desk.margin
          $ git init -q .
          $ margin diff desk.margin --since no-such-branch
      """),
  ]
}

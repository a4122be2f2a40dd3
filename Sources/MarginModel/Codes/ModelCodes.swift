import MarginSource

/// The codes of what a check of a model finds.
package let modelCodePages: [CodePage] =
  nameCodePages + loopCodePages + formulaCodePages + unitCodePages + timeCodePages + caseCodePages + tableCodePages
  + questionCodePages + uncertaintyCodePages

import MarginSource

/// The codes of what a check of a model finds.
package let modelCodePages: [CodePage] =
  nameCodePages + formulaCodePages + unitCodePages + timeCodePages + moneyCodePages + queueingCodePages + caseCodePages
  + tableCodePages + memberCodePages + questionCodePages

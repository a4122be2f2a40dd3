import MarginSource

/// The codes of what a check of a model finds.
package let modelCodePages: [CodePage] =
  nameCodePages + loopCodePages + formulaCodePages + unitCodePages + timeCodePages + moneyCodePages + queueingCodePages
  + caseCodePages + tableCodePages + memberCodePages + questionCodePages + uncertaintyCodePages
  + idleCodePages

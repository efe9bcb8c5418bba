import type { Mutant } from './mutant.js';
import { binAsStr } from './binAsStr.js';
import { cutTextAtNul } from './cutTextAtNul.js';
import { deafAfterBadFrame } from './deafAfterBadFrame.js';
import { deafChannel } from './deafChannel.js';
import { defaultNotFilled } from './defaultNotFilled.js';
import { dieOnBadFrame } from './dieOnBadFrame.js';
import { diesOfFullStderr } from './diesOfFullStderr.js';
import { dropDuplicateKeys } from './dropDuplicateKeys.js';
import { dropEveryHundredth } from './dropEveryHundredth.js';
import { dropNilFields } from './dropNilFields.js';
import { duplicateAnswers } from './duplicateAnswers.js';
import { emptyFrameSilent } from './emptyFrameSilent.js';
import { endsOnContinue } from './endsOnContinue.js';
import { endsOnInterrupt } from './endsOnInterrupt.js';
import { exitNonzeroOnStop } from './exitNonzeroOnStop.js';
import { extToBin } from './extToBin.js';
import { float32Widened } from './float32Widened.js';
import { hangOnDeep } from './hangOnDeep.js';
import { hangOnLarge } from './hangOnLarge.js';
import { ignoreTrailingBytes } from './ignoreTrailingBytes.js';
import { infinityToNull } from './infinityToNull.js';
import { int64ThroughFloat } from './int64ThroughFloat.js';
import { intKeysToText } from './intKeysToText.js';
import { KernelError } from '../kernelError.js';
import { leakExtraField } from './leakExtraField.js';
import { loseAnswersOnStop } from './loseAnswersOnStop.js';
import { losesBeyondThousand } from './losesBeyondThousand.js';
import { missingFieldForgiven } from './missingFieldForgiven.js';
import { nanInJson } from './nanInJson.js';
import { nanToNull } from './nanToNull.js';
import { negativeZeroToZero } from './negativeZeroToZero.js';
import { neverReconnects } from './neverReconnects.js';
import { payloadLeftOut } from './payloadLeftOut.js';
import { raiseInHandler } from './raiseInHandler.js';
import { reorderKeys } from './reorderKeys.js';
import { replaceIllFormedText } from './replaceIllFormedText.js';
import { seqSkips } from './seqSkips.js';
import { staleBuffer } from './staleBuffer.js';
import { stripByteOrderMark } from './stripByteOrderMark.js';
import { swallowDecodeError } from './swallowDecodeError.js';
import { swapNeighbours } from './swapNeighbours.js';
import { swapsAfterBackPressure } from './swapsAfterBackPressure.js';
import { tagUnchecked } from './tagUnchecked.js';
import { truncateOver64k } from './truncateOver64k.js';
import { wrongChannel } from './wrongChannel.js';
import { wrongErrorClass } from './wrongErrorClass.js';

/** Every mutant there is. */
export const MUTANTS: readonly Mutant[] = [
  dropEveryHundredth,
  swapNeighbours,
  duplicateAnswers,
  seqSkips,
  wrongChannel,
  loseAnswersOnStop,
  raiseInHandler,
  nanToNull,
  infinityToNull,
  negativeZeroToZero,
  int64ThroughFloat,
  float32Widened,
  truncateOver64k,
  replaceIllFormedText,
  cutTextAtNul,
  stripByteOrderMark,
  binAsStr,
  extToBin,
  dropDuplicateKeys,
  reorderKeys,
  intKeysToText,
  dropNilFields,
  staleBuffer,
  swallowDecodeError,
  emptyFrameSilent,
  ignoreTrailingBytes,
  wrongErrorClass,
  dieOnBadFrame,
  deafAfterBadFrame,
  deafChannel,
  hangOnDeep,
  hangOnLarge,
  exitNonzeroOnStop,
  nanInJson,
  payloadLeftOut,
  leakExtraField,
  defaultNotFilled,
  tagUnchecked,
  missingFieldForgiven,
  endsOnInterrupt,
  endsOnContinue,
  losesBeyondThousand,
  swapsAfterBackPressure,
  diesOfFullStderr,
  neverReconnects,
];

/** @throws KernelError `bad-command` when there is no mutant of that name */
export function mutantNamed(name: string): Mutant {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (mutant === undefined) {
    const known = MUTANTS.map((one) => one.name).join(', ');
    throw new KernelError('bad-command', `Looked for a mutant: expected one of ${known}; got "${name}".`);
  }
  return mutant;
}

/** What the case of a number is about, and the how many-th of its kind it is. */
export interface Turn {
  readonly kind: 'scenario' | 'shapes';
  readonly number: number;
}

/** Once each scenario was played, one case in so many is a scenario: for the time that it takes, it tells less. */
const LATER_SCENARIOS = 4;

/**
 * Scenarios in turn with cases of all shapes: every other case until each was played, fewer after that.
 *
 * @param scenarios - how many there are to play
 * @param scenariosOnly - and nothing else
 */
export function turnAt(index: number, scenarios: number, scenariosOnly: boolean): Turn {
  if (scenarios === 0) return { kind: 'shapes', number: index };
  if (scenariosOnly) return { kind: 'scenario', number: index };
  const firstRound = 2 * scenarios;
  const [begin, every] = index < firstRound ? [0, 2] : [firstRound, LATER_SCENARIOS];
  const played = begin / 2 + Math.ceil((index - begin) / every);
  return (index - begin) % every === 0
    ? { kind: 'scenario', number: played }
    : { kind: 'shapes', number: index - played };
}

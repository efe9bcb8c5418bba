import { judge, type Judgement, type OracleName, type Trial } from '../../src/oracles/index.js';

/** Every violation of a trial in one line: `fifo lost dropped-silent control 2`. */
export function violations(trial: Trial): readonly string[] {
  return judge(trial).flatMap(({ violations: found }) =>
    found.map(
      ({ oracle, rule, outcome, channel, step }) => `${oracle} ${rule} ${outcome} ${channel} ${step}`,
    ),
  );
}

export function judgement(trial: Trial, name: OracleName): Judgement {
  const found = judge(trial).find(({ oracle }) => oracle === name);
  if (found === undefined) throw new Error(`no oracle is called ${name}`);
  return found;
}

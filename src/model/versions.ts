/** The versions of msgspec that are modelled, oldest first. */
export const MSGSPEC_VERSIONS = ['0.18.6', '0.19.0', '0.20.0', '0.21.0', '0.21.1', '0.22.0'] as const;

export type MsgspecVersion = (typeof MSGSPEC_VERSIONS)[number];

export const NEWEST_MSGSPEC: MsgspecVersion = '0.22.0';

export function isMsgspecVersion(text: string): text is MsgspecVersion {
  return MSGSPEC_VERSIONS.some((version) => version === text);
}

/** The modelled version that behaves as this one: the newest that is not newer. Null or no version: the newest of all. */
export function modelledMsgspec(version: string | null): MsgspecVersion {
  const wanted = numberOf(version ?? '');
  if (wanted === null) return NEWEST_MSGSPEC;
  return MSGSPEC_VERSIONS.findLast((known) => (numberOf(known) ?? 0) <= wanted) ?? MSGSPEC_VERSIONS[0];
}

/** For comparing; null: it does not begin with three numbers. */
function numberOf(version: string): number | null {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/u.exec(version) ?? [];
  return patch === undefined ? null : Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch);
}

/** In what versions differ. Everything else is the same in all of them. */
export type Quirk =
  'nameless-raw' | 'no-bool-literals' | 'unhashable-map-key-type-error' | 'wrapped-json-ints';

/** One difference between versions: the versions from `first` to `last` have the quirk. */
export interface VersionDifference {
  readonly quirk: Quirk;
  readonly first: MsgspecVersion;
  readonly last: MsgspecVersion;
  readonly reason: string;
}

export const VERSION_DIFFERENCES: readonly VersionDifference[] = [
  {
    quirk: 'no-bool-literals',
    first: '0.18.6',
    last: '0.21.1',
    reason:
      'No decoder can be made of a type in which a literal lists True or False: nothing is predicted for it.',
  },
  {
    quirk: 'nameless-raw',
    first: '0.18.6',
    last: '0.21.1',
    reason: 'Where a field of type Raw takes nothing, what was expected is left empty in the message.',
  },
  {
    quirk: 'unhashable-map-key-type-error',
    first: '0.18.6',
    last: '0.21.1',
    reason: 'A msgpack map key that cannot be hashed raises the TypeError of Python, not yet a DecodeError.',
  },
  {
    quirk: 'wrapped-json-ints',
    first: '0.18.6',
    last: '0.18.6',
    reason: 'Integers of JSON from 2^64 + 10^18 up to 2 * 10^19, and their negatives, lose 2^64 in silence.',
  },
];

/** What is peculiar to a version. */
export function quirksOf(version: MsgspecVersion): ReadonlySet<Quirk> {
  return QUIRKS[version];
}

const QUIRKS: Readonly<Record<MsgspecVersion, ReadonlySet<Quirk>>> = {
  '0.18.6': quirksAt('0.18.6'),
  '0.19.0': quirksAt('0.19.0'),
  '0.20.0': quirksAt('0.20.0'),
  '0.21.0': quirksAt('0.21.0'),
  '0.21.1': quirksAt('0.21.1'),
  '0.22.0': quirksAt('0.22.0'),
};

function quirksAt(version: MsgspecVersion): ReadonlySet<Quirk> {
  const rank = MSGSPEC_VERSIONS.indexOf(version);
  const has = ({ first, last }: VersionDifference): boolean =>
    MSGSPEC_VERSIONS.indexOf(first) <= rank && rank <= MSGSPEC_VERSIONS.indexOf(last);
  return new Set(VERSION_DIFFERENCES.filter(has).map(({ quirk }) => quirk));
}

import { styleText } from 'node:util';

/** How the renderers mark what matters; plain text where no colour was asked for. */
export type Paint = Readonly<
  Record<'bad' | 'good' | 'doubtful' | 'strong' | 'faint', (text: string) => string>
>;

export interface RenderOptions {
  /** Whether to write terminal colours: the caller's decision, the renderers look at no stream and no environment. */
  readonly colour: boolean;
}

export function paint(colour: boolean): Paint {
  const as =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      colour ? styleText(format, text, { validateStream: false }) : text;
  return { bad: as('red'), good: as('green'), doubtful: as('yellow'), strong: as('bold'), faint: as('dim') };
}

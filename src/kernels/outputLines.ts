import { StringDecoder } from 'node:string_decoder';

/** A longer line is cut, and says so. */
export const LINE_CHARACTERS_MAX = 2_000;

/** Cuts a stream of output into lines; memory stays bounded whatever the process writes. */
export class OutputLines {
  readonly #tell: (line: string) => void;
  readonly #decoder = new StringDecoder('utf8');
  #line = '';
  #cut = 0;

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  push(chunk: Buffer): void {
    const pieces = this.#decoder.write(chunk).split('\n');
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) {
        this.#endLine();
      }
      this.#append(piece);
    }
  }

  /** The stream is over: a last line without its end counts too. */
  end(): void {
    this.#append(this.#decoder.end());
    if (this.#line !== '') {
      this.#endLine();
    }
  }

  #append(piece: string): void {
    const kept = piece.slice(0, LINE_CHARACTERS_MAX - this.#line.length);
    this.#line += kept;
    this.#cut += piece.length - kept.length;
  }

  #endLine(): void {
    const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
    this.#tell(this.#cut > 0 ? `${line} ... (${this.#cut} more characters)` : line);
    this.#line = '';
    this.#cut = 0;
  }
}

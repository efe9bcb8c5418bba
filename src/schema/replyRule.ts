/** Which notification answers a command, how it is told from others, and which of the request's fields it repeats. */
export interface ReplyRule {
  readonly tag: string;
  readonly channel: string;
  /** The tag of the notification. */
  readonly reply: string;
  /**
   * Where the correlating value stands in the request and in the reply, as paths of wire names. Null, or null in the
   * request: the reply carries none that the host could know, so replies are told apart by their order alone.
   */
  readonly key: Repeat | null;
  readonly repeats: readonly Repeat[];
  readonly owed: Owed;
  /** The rule holds only where the reply's type has this field (in older releases it came for fewer commands). */
  readonly given?: string;
}

export interface Repeat {
  readonly request: readonly string[];
  readonly reply: readonly string[];
}

/** How sure a reply is. */
export type Owed =
  /** Each request that is not refused gets one. */
  | 'each'
  /** Only the newest request is sure of one; it may be the answer for all that came before it. */
  | 'last'
  /** It is allowed, and nobody may wait for it. */
  | 'perhaps';

/** A command that no notification answers, and why. */
export interface SilentCommand {
  readonly tag: string;
  readonly channel: string;
  readonly because: string;
  /** Where it shows all the same that the command was obeyed. */
  readonly shows?: 'exit' | 'log';
}

/** A function in the kernel that gives back what a host sent to it: `invoke-function` with one argument. */
export interface EchoFunction {
  readonly namespace: string;
  readonly functionName: string;
  readonly argument: string;
}

/**
 * A function in the kernel that gives back, in order, every frame that a channel has decoded since the last call,
 * up to and including the one that its argument names. When that one does not come, the list ends without it.
 */
export interface ChannelReader extends EchoFunction {
  readonly channel: string;
  /** What an item of the returned list is: the command encoded again as msgpack, in base64, or the text itself. */
  readonly item: 'msgpack-base64' | 'text';
  /** Where in a frame the value stands that the argument names; empty: the frame is that value. */
  readonly end: readonly string[];
}

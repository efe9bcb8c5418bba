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

/** A command that a program can carry out whatever it holds, as long as it is valid: where its handler fails, it is not the host's fault. */
export interface FeasibleCommand {
  readonly tag: string;
  readonly channel: string;
  /** But where this list names something that is no key of that map, both wire names, it asks for what is not there. */
  readonly within?: { readonly list: string; readonly map: string };
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

/** By what the output of a run of code is told from that of others; all names are wire names. */
export interface RunRules {
  readonly channel: string;
  /** Where a run says from which address it was asked for; it changes nothing of what the run says. */
  readonly address: readonly string[];
  /** Runs one code apart from all cells; `id` comes back in the completion, where the release knows it. */
  readonly alone: { readonly tag: string; readonly code: string; readonly id: string };
  /**
   * Runs cells: each id of the one list with the code at its place in the other. `time`: the field by which the host says
   * when it asked; what was asked before an interrupt does not run, however late it comes.
   */
  readonly cells: {
    readonly tag: string;
    readonly ids: string;
    readonly codes: string;
    readonly time: string;
  };
  readonly completion: { readonly op: string; readonly id: string };
  /** Says that something was interrupted: by a signal, or by code that raises the same. What waited then does not run. */
  readonly interrupted: string;
  readonly output: {
    readonly op: string;
    readonly cell: string;
    readonly status: string;
    /** What a cell goes through, in this order. */
    readonly statuses: readonly string[];
    /** Where the text is. */
    readonly texts: readonly string[];
  };
  /** Commands that set how much may be said. */
  readonly limiting: readonly string[];
  /** Commands that run, stop, change or delete cells that they need not name. */
  readonly unsettling: readonly string[];
  /** Ids that the program makes itself, for runs to which the host gave none. */
  readonly ownId: RegExp;
}

/**
 * A function in the kernel that gives back what became of its own elements and models, and the commands that change
 * them: all names are wire names. What is sent twice, on `channel` and as a copy with the same token on `copies`, counts once.
 */
export interface StateReader extends EchoFunction {
  readonly channel: string;
  readonly copies: string;
  readonly token: string;
  readonly elements: {
    readonly tag: string;
    readonly ids: string;
    readonly values: string;
    readonly known: readonly string[];
    /** Elements that are parts of one other, each of which can be changed by itself; their values are texts. */
    readonly parts: readonly string[];
  };
  readonly models: {
    readonly tag: string;
    readonly id: string;
    readonly message: string;
    readonly state: string;
    readonly paths: string;
    readonly buffers: string;
    readonly known: readonly string[];
  };
  /** A function that lets a model send what it holds, and the notification in which it does; default: there is none. */
  readonly widget?: {
    readonly functionName: string;
    readonly op: string;
    readonly id: string;
    readonly message: string;
    readonly state: string;
    readonly paths: string;
    readonly buffers: string;
  };
}

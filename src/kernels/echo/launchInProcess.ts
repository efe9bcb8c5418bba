import { CHANNELS_TO_KERNEL, STREAM } from '../connection.js';
import { ContractKernel, type RunningProcess } from '../contractKernel.js';
import type { FrameWriter } from '../frameEnds.js';
import type { Exit, Kernel } from '../kernel.js';
import { ListenerFeed } from '../listenerFeed.js';
import { STOP_FRAME } from '../stopFrame.js';
import { echoLoop, traceOf, type EchoEnds } from './echoLoop.js';
import type { EchoParts } from './echoParts.js';
import { FrameQueue } from './frameQueue.js';

/** Runs an echo kernel within this process: the same loop and the same host as over sockets, with queues between. */
export function launchInProcess(parts: EchoParts): Kernel {
  const queues = {
    control: new FrameQueue(),
    ui_element: new FrameQueue(),
    completion: new FrameQueue(),
    input: new FrameQueue(),
  };
  const stream = new FrameQueue();
  const feed = new ListenerFeed();
  const loop = new LoopProcess(parts, {
    readers: new Map(CHANNELS_TO_KERNEL.map((channel) => [channel, queues[channel]])),
    stream: new Voice(stream),
    report: (text) => {
      for (const line of text.split('\n')) feed.line('stderr', line);
    },
  });
  return new ContractKernel({
    process: loop,
    outlets: queues,
    inlets: new Map([[STREAM, stream]]),
    feed,
    loses: () => parts.loses,
    stopFrame: STOP_FRAME,
  });
}

/** What a kernel that has ended still says, from a timer it left behind, reaches nobody. */
class Voice implements FrameWriter {
  readonly #stream: FrameWriter;
  #over = false;

  constructor(stream: FrameWriter) {
    this.#stream = stream;
  }

  send(frame: Uint8Array): Promise<void> | undefined {
    return this.#over ? undefined : this.#stream.send(frame);
  }

  flush(): Promise<void> {
    return this.#stream.flush();
  }

  /** The host reads on: what was said before is under way. */
  close(): void {
    this.#over = true;
  }
}

/** A loop that ends as a process does: with a code, or by a signal. */
class LoopProcess implements RunningProcess {
  /** There is no other process: nobody may end a kernel by this. */
  readonly pid: number = process.pid;
  readonly ended: Promise<Exit>;
  readonly exited: Promise<Exit>;
  readonly #ends: EchoEnds;
  readonly #endsOn: readonly NodeJS.Signals[];
  #end: (exit: Exit) => void = () => {};
  #isOver = false;

  constructor(parts: EchoParts, ends: EchoEnds) {
    this.#ends = ends;
    this.#endsOn = parts.endsOn ?? [];
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.exited = this.ended;
    void this.#run(parts);
  }

  /** At once, whatever it is doing; any signal but the interrupt, which a healthy one ignores as a process does. */
  signal(signal: NodeJS.Signals): void {
    if (signal === 'SIGINT' && !this.#endsOn.includes(signal)) return;
    this.#isOver = true;
    for (const reader of this.#ends.readers.values()) {
      reader.close();
    }
    this.#ends.stream.close();
    this.#end({ code: null, signal });
  }

  async #run(parts: EchoParts): Promise<void> {
    try {
      this.#end({ code: await echoLoop(parts, this.#ends), signal: null });
    } catch (error) {
      if (!this.#isOver) this.#ends.report(traceOf(error));
      this.#end({ code: 1, signal: null });
    }
  }
}

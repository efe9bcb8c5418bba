import { spawn, type ChildProcess } from 'node:child_process';

import { Push } from 'zeromq';

import { CHANNELS_TO_KERNEL, STREAM } from '../../src/kernels/index.js';
import { Inlet } from '../../src/transport/index.js';

/** A host without manners: it reads its stream when it likes, and says what it likes about its own process. */
export class RawHost {
  readonly sockets: Map<string, Push> = new Map();
  readonly stream: Inlet = Inlet.bind();
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  stderr = '';

  private constructor(args: readonly string[], parentPid: number) {
    const ports: Record<string, number> = { [STREAM]: this.stream.port };
    for (const channel of CHANNELS_TO_KERNEL) {
      const socket = new Push();
      socket.linger = 0;
      socket.bindSync('tcp://127.0.0.1:*');
      this.sockets.set(channel, socket);
      ports[channel] = Number(socket.lastEndpoint?.split(':').at(-1));
    }
    this.child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.ended = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => {
        resolve({ code, signal });
      });
    });
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.child.stdin?.end(
      JSON.stringify({ connection_info: { ...ports, win32_interrupt: null }, parent_pid: parentPid }),
    );
  }

  /** Starts a Node script as a kernel, and waits until it is ready. */
  static async start(args: readonly string[], parentPid: number = process.pid): Promise<RawHost> {
    const host = new RawHost(args, parentPid);
    await new Promise<void>((resolve, reject) => {
      host.child.stdout?.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('KERNEL_READY')) {
          resolve();
        }
      });
      host.child.once('close', () => {
        reject(new Error(host.stderr));
      });
    });
    return host;
  }

  async send(channel: string, parts: Uint8Array | readonly Uint8Array[]): Promise<void> {
    await this.sockets.get(channel)?.send(parts instanceof Uint8Array ? parts : [...parts]);
  }

  close(): void {
    this.child.kill('SIGKILL');
    this.stream.close();
    for (const socket of this.sockets.values()) {
      socket.close();
    }
  }
}

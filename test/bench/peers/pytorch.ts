/** PyTorch on the CPU, in a process of its own for each setting of its threads. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { CELLS, SIZES } from '../parts/cases.ts';
import type { Peer } from './peer.ts';

const SCRIPT = readFileSync(join(import.meta.dirname, 'pytorch.py'), 'utf8');

/** Which is fastest differs by cell and size. */
interface ThreadSetting {
  readonly openBlas: number;
  readonly openMp: number;
  readonly torch: number;
}

/** @returns nothing where there is no PyTorch. */
export async function pytorchPeers(threads: number): Promise<Peer[]> {
  const [program, ...operands] = (process.env.UNROLL_PYTORCH ?? 'python3').split(' ');
  const settings: ThreadSetting[] = [
    { openBlas: 1, openMp: threads, torch: threads },
    { openBlas: threads, openMp: 1, torch: 1 },
    { openBlas: 1, openMp: 1, torch: 1 },
  ];
  const peers: Peer[] = [];
  for (const setting of threads > 1 ? settings : settings.slice(-1)) {
    const process = await Conversation.begin(program, operands, setting);
    if (process === null) return [];
    peers.push(process);
  }
  return peers;
}

class Conversation implements Peer {
  readonly name = 'PyTorch';
  readonly version: string;
  readonly setting: string;
  readonly cells = CELLS;
  readonly sizes = SIZES;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  private constructor(
    child: ChildProcessByStdio<Writable, Readable, null>,
    answers: AsyncIterator<string>,
    version: string,
    { openBlas, openMp, torch }: ThreadSetting,
  ) {
    this.#child = child;
    this.#answers = answers;
    this.version = version;
    this.setting = `OpenBLAS ${openBlas}, OpenMP ${openMp}, torch ${torch}`;
  }

  static async begin(
    program: string,
    operands: readonly string[],
    setting: ThreadSetting,
  ): Promise<Conversation | null> {
    // As an argument, the script reaches a Python that sees other files than we do.
    const child = spawn(program, [...operands, '-c', SCRIPT, String(setting.torch)], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {
        ...process.env,
        OPENBLAS_NUM_THREADS: String(setting.openBlas),
        OMP_NUM_THREADS: String(setting.openMp),
      },
    });
    // One that cannot be started ends its output at once.
    child.once('error', () => child.stdout.destroy());
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await answerOf(answers, 'version');
    return typeof first === 'string' ? new Conversation(child, answers, first, setting) : null;
  }

  open({ cell, hidden, layers, vocabulary, lanes, steps }: Parameters<Peer['open']>[0]): ReturnType<Peer['open']> {
    const sizes = { cell, hidden, layers, vocabulary, lanes, steps };
    return Promise.resolve(async (milliseconds) => {
      this.#child.stdin.write(`${JSON.stringify({ ...sizes, milliseconds })}\n`);
      const speed = await answerOf(this.#answers, 'charsPerSecond');
      if (typeof speed !== 'number') throw new Error(`PyTorch (${this.setting}) ended without an answer.`);
      return speed;
    });
  }

  close(): Promise<void> {
    this.#child.stdin.end();
    return Promise.resolve();
  }
}

/** The next line that is an answer; libraries write lines of their own. Null at the end. */
async function answerOf(lines: AsyncIterator<string>, key: string): Promise<unknown> {
  for (;;) {
    const line = await lines.next();
    if (line.done === true) return null;
    if (line.value.startsWith('{')) return (JSON.parse(line.value) as Record<string, unknown>)[key];
  }
}

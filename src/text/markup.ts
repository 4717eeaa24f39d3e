/** XML as it stands in documents, turned into plain text: one line a paragraph. */
import { XMLParser } from 'fast-xml-parser';

/** Deeper than this no honest document nests. */
const MOST_NESTED = 400;

/** A piece of XML in its order, as fast-xml-parser keeps it: one key for the name, `:@` for the attributes. */
export type Markup = Readonly<Record<string, unknown>>;

const TEXT = '#text';
const ATTRIBUTES = ':@';

const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
  'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave ' +
  'Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc ' +
  'Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc ' +
  'iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** What HTML names beside Latin-1, as books use it. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", OElig: 'Œ', oelig: 'œ', Scaron: 'Š', scaron: 'š', Yuml: 'Ÿ' },
  ...{ ensp: '\u2002', emsp: '\u2003', thinsp: '\u2009', zwnj: '\u200c', zwj: '\u200d', ndash: '–', mdash: '—' },
  ...{ lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', lsaquo: '‹', rsaquo: '›', hellip: '…' },
  ...{ dagger: '†', Dagger: '‡', bull: '•', permil: '‰', prime: '′', Prime: '″', euro: '€', trade: '™', minus: '−' },
};

const ENTITIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(LATIN_1.split(' ').map((name, at) => [name, String.fromCharCode(0xa0 + at)])),
  ...NAMED,
};

/**
 * Parses XML. Entities that a document declares for itself are not known: they could unfold without end.
 * @throws Error when it is not XML, or nests too deep.
 */
export function parseMarkup(xml: string): readonly Markup[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    trimValues: false,
    removeNSPrefix: true,
    maxNestedTags: MOST_NESTED,
    processEntities: false,
  });
  return parser.parse(withoutDoctype(xml)) as readonly Markup[];
}

/** The name of an element in lower case, without its prefix; `#text` for text. */
export function nameOf(node: Markup): string {
  for (const key in node) if (key !== ATTRIBUTES) return key.toLowerCase();
  return '';
}

export function textOf(node: Markup): string {
  return unescape(String(node[TEXT]));
}

export function insideOf(node: Markup): readonly Markup[] {
  for (const key in node) if (key !== ATTRIBUTES && Array.isArray(node[key])) return node[key] as readonly Markup[];
  return [];
}

export function attributeOf(node: Markup, name: string): string | null {
  const value = (node[ATTRIBUTES] as Readonly<Record<string, string | undefined>> | undefined)?.[name];
  return value === undefined ? null : unescape(value);
}

function withoutDoctype(xml: string): string {
  return xml.replace(/<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>/i, '');
}

function unescape(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** All elements of a name, wherever they stand. */
export function* elementsOf(markup: readonly Markup[], name: string): Generator<Markup> {
  for (const node of markup) {
    if (nameOf(node) === name) yield node;
    yield* elementsOf(insideOf(node), name);
  }
}

/** The first of them, or null. */
export function firstOf(markup: readonly Markup[], name: string): Markup | null {
  for (const found of elementsOf(markup, name)) return found;
  return null;
}

/** Gathers text into lines. */
export class Lines {
  readonly #lines: string[] = [];
  #line = '';

  /** Adds to the line at hand as it is. */
  add(text: string): void {
    this.#line += text;
  }

  /** Adds to the line at hand as a browser would: any white space is one space. */
  flow(text: string): void {
    const folded = text.replace(/[ \t\r\n\f]+/g, ' ');
    this.#line += this.#line.endsWith(' ') && folded.startsWith(' ') ? folded.slice(1) : folded;
  }

  /** Ends the line at hand where it has something in it. */
  end(): void {
    if (this.#line.trim() !== '') this.#lines.push(this.#line.replace(/^ +| +$/gm, ''));
    this.#line = '';
  }

  /** Ends a paragraph, which may have been left empty on purpose. */
  endParagraph(): void {
    if (this.#line.trim() === '') this.gap();
    else this.end();
  }

  /** One blank line, unless there is one, or nothing before it. */
  gap(): void {
    this.end();
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  toString(): string {
    return this.#lines.length === 0 ? '' : `${this.#lines.join('\n').trimEnd()}\n`;
  }
}

/** Encoders for legacy encodings, turned around from what TextDecoder decodes: the platform can only encode UTF-8. */

const tables = new Map<string, Map<string, readonly number[]>>();

function tableOf(encoding: string): Map<string, readonly number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<string, readonly number[]>();
  const learn = (...bytes: number[]): void => {
    // Streaming, because Node 20 decodes Windows-1252 as Latin-1 when it is not.
    const text = new TextDecoder(encoding).decode(Uint8Array.from(bytes), { stream: true });
    const isOneSymbol = [...text].length === 1 && text !== '\uFFFD';
    if (isOneSymbol && !table.has(text)) table.set(text, bytes);
  };
  for (let first = 0; first < 256; first += 1) learn(first);
  for (let first = 0x80; first < 256; first += 1) {
    for (let second = 0x30; second < 256; second += 1) learn(first, second);
  }
  tables.set(encoding, table);
  return table;
}

/** The bytes of `text` in any encoding TextDecoder knows by one or two bytes a symbol, or in UTF-16. */
export function encodeAs(encoding: string, text: string): Uint8Array<ArrayBuffer> {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return utf16(text, encoding === 'utf-16le');
  const table = tableOf(encoding);
  const bytes: number[] = [];
  for (const symbol of text) {
    const code = table.get(symbol);
    if (!code) throw new Error(`${encoding} has no ${symbol}`);
    bytes.push(...code);
  }
  return Uint8Array.from(bytes);
}

function utf16(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let unit = 0; unit < text.length; unit += 1) view.setUint16(unit * 2, text.charCodeAt(unit), littleEndian);
  return bytes;
}

const STRING = /"(?:[^"\\]|\\.)*"/y;
const COLON = /\s*:/y;

/**
 * The first key that occurs twice in one object of a JSON text, or null. `JSON.parse` keeps the last of them in silence,
 * so a file could show one thing to one reader and another to the next.
 * @param text must already be known to be valid JSON.
 */
export function duplicateKey(text: string): string | null {
  const open: Set<string>[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text[position];
    if (character !== '"') {
      // Arrays get a set too, which stays empty: then every closing bracket closes one.
      if (character === '{' || character === '[') open.push(new Set());
      else if (character === '}' || character === ']') open.pop();
      position++;
      continue;
    }
    STRING.lastIndex = position;
    const literal = STRING.exec(text)?.[0] ?? text.slice(position);
    position += literal.length;
    COLON.lastIndex = position;
    if (!COLON.test(text)) continue;
    const key = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
    const keys = open.at(-1);
    if (keys?.has(key)) return key;
    keys?.add(key);
  }
  return null;
}

/**
 * What of the AssemblyScript compiler is used here. Its own declarations bring AssemblyScript's global types with them, under
 * which plain TypeScript means something else (`at` of an array is never undefined); tsconfig.json points here instead.
 */
interface Diagnostics {
  toString(): string;
}

interface CompilerHost {
  readFile(name: string): string | null;
  writeFile(name: string, contents: Uint8Array | string): void;
  listFiles(): string[];
  stderr: Diagnostics;
}

declare const asc: {
  readonly version: string;
  createMemoryStream(): Diagnostics;
  main(args: readonly string[], host: CompilerHost): Promise<{ readonly error: Error | null }>;
};

export default asc;

/** `npm run bench`: the bench is TypeScript, which Vite reads. */
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { findChromium } from '../chromium.mjs';

// Else what it builds is built for development.
process.env.NODE_ENV = 'production';
const { module } = await runnerImport(join(import.meta.dirname, 'main.ts'), { configFile: false, logLevel: 'warn' });
process.exitCode = await module.main(process.argv.slice(2), findChromium);

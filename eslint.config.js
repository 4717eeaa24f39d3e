import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import typescript from 'typescript-eslint';
import { importDirections } from './build/import-directions.js';

export default defineConfig(
  globalIgnores([
    'dist/',
    'dist-*/',
    'test-results/',
    'playwright-report/',
    'coverage/',
    'test/fixtures/',
    '**/assembly/',
  ]),
  js.configs.recommended,
  typescript.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.worker },
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    rules: {
      'max-lines': ['error', 300],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers and booleans read well in a template; everything else is converted on purpose.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Symbols are code points here, and spreading a string gives just those.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [typescript.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['test/**/*.mjs', 'build/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['test/browser/**/*.ts', 'test/drills/**/*.ts', 'test/soak/**/*.ts'],
    // Playwright wants the fixtures a fixture needs named by destructuring, even where there are none.
    rules: { 'no-empty-pattern': 'off' },
  },
  {
    files: ['test/browser/watch.ts', 'test/drills/steps.ts', 'test/drills/acknowledged.ts'],
    // Run in a page or a worker, and told to the test by its console.
    rules: { 'no-console': 'off' },
  },
  importDirections,
);

import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Forbids imports by pattern; `types` patterns may still be imported as types. */
function forbid(...patterns) {
  return { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}

const vscodeAtAll = { group: ['vscode'], message: 'This folder never hears of vscode.' };
const vscodeAtRunTime = {
  group: ['vscode'],
  allowTypeImports: true,
  message:
    'Only *Tree, *Commands, *StatusBar, the leak guard, platform/ and extension.ts use vscode at run time.',
};
const slices = {
  group: ['**/connections/**', '**/customers/**', '**/tokens/**', '**/leaks/**', '**/platform/**'],
  message: 'Imports point downwards: see ARCHITECTURE.md.',
};
const customersAndTokens = {
  group: ['**/customers/**', '**/tokens/**', '**/leaks/**'],
  message: 'customers and tokens do not know each other; connections knows neither.',
};
const customersAndLeaks = { group: ['**/customers/**', '**/leaks/**'] };
const tokensAndLeaks = { group: ['**/tokens/**', '**/leaks/**'] };
const customersFromLeaks = { group: ['**/customers/**'] };

const emulatorOutside = { group: ['**/emulator/**'], message: 'Only connections/ starts the emulator.' };
// Types cost nothing; the client itself is loaded on first use, through import().
const clientAtRunTime = {
  regex: '/api/(?!(clock|errors|pages|unlessAborted)\\.ts$)',
  allowTypeImports: true,
  message: 'Load the client with import(): activation must not.',
};

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'artifacts/', '.vscode-test/', 'media/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/base/**', 'src/api/**', 'src/emulator/**', 'src/manifest.ts'],
    rules: forbid(vscodeAtAll, slices, { group: ['../*'], message: 'This folder imports nothing of ours.' }),
  },
  { files: ['src/platform/**'], rules: forbid(slices, emulatorOutside, clientAtRunTime) },
  { files: ['src/connections/**'], rules: forbid(customersAndTokens, vscodeAtRunTime, clientAtRunTime) },
  {
    files: ['src/customers/**'],
    rules: forbid(tokensAndLeaks, emulatorOutside, vscodeAtRunTime, clientAtRunTime),
  },
  {
    files: ['src/tokens/**'],
    rules: forbid(customersAndLeaks, emulatorOutside, vscodeAtRunTime, clientAtRunTime),
  },
  {
    files: ['src/connections/*{Commands,StatusBar}.ts'],
    rules: forbid(customersAndTokens, clientAtRunTime),
  },
  {
    files: ['src/customers/*{Tree,Commands,StatusBar}.ts'],
    rules: forbid(tokensAndLeaks, emulatorOutside, clientAtRunTime),
  },
  {
    files: ['src/tokens/*{Tree,Commands,StatusBar}.ts'],
    rules: forbid(customersAndLeaks, emulatorOutside, clientAtRunTime),
  },
  {
    files: ['src/leaks/**'],
    rules: forbid(customersFromLeaks, emulatorOutside, vscodeAtRunTime, clientAtRunTime),
  },
  {
    files: ['src/leaks/{leakGuard,leakFixes,*Commands}.ts'],
    rules: forbid(customersFromLeaks, emulatorOutside, clientAtRunTime),
  },
  {
    files: ['test/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', 'src/emulator/main.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: { console: 'readonly', process: 'readonly' } } },
);

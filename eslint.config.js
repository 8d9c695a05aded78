import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import { importX } from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'

/** Who may import whom inside the SDK; see "Import directions" in ARCHITECTURE.md. */
const sdkFolders = {
  protocol: [],
  lib: [],
  browser: ['lib'],
  privacy: ['lib', 'protocol'],
  capture: ['browser', 'lib', 'privacy', 'protocol'],
  session: ['browser', 'lib'],
  buffer: ['browser', 'lib', 'protocol'],
  delivery: ['browser', 'lib', 'protocol', 'buffer'],
  replay: ['browser', 'lib', 'privacy', 'protocol'],
  runs: ['browser', 'buffer', 'delivery', 'lib', 'privacy', 'protocol', 'report'],
  // Of delivery only the arithmetic of waiting: the module comes by itself.
  agent: ['browser', 'lib', 'delivery/backoff.ts'],
  'other-keys': ['browser', 'buffer', 'delivery', 'report', 'runs', 'key-delivery.ts'],
  report: ['browser', 'buffer', 'delivery', 'lib', 'privacy', 'protocol', 'replay', 'session'],
}

const sdkZones = Object.entries(sdkFolders).map(([folder, allowed]) => ({
  target: `./src/${folder}`,
  from: './src',
  except: [folder, ...allowed, 'report-error.ts'].map((name) => `./${name}`),
  message: `src/${folder} may import only ${allowed.join(', ') || 'itself'}.`,
}))

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.casefile/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.config.ts', 'build/*.ts'] } },
    },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          conditionNames: ['casefile-source', 'import', 'default'],
        }),
      ],
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            ...sdkZones,
            {
              target: './src',
              from: './widget',
              except: [],
              message: 'The SDK core knows no widget.',
            },
            {
              target: './widget',
              from: './src',
              except: ['./index.ts'],
              message: 'The widget uses the public API only.',
            },
            { target: './server', from: ['./inbox', './widget', './test'] },
            { target: './inbox', from: ['./server', './widget', './test'] },
            {
              target: ['./server', './inbox'],
              from: './src',
              except: ['./protocol'],
              message: 'Only casefile/protocol is shared.',
            },
          ],
        },
      ],
    },
  },
  { files: ['src/**', 'widget/**'], rules: { 'no-console': 'error' } },
  {
    files: ['src/script-tag.ts', 'src/lazy-widget.ts'],
    rules: { 'import-x/no-restricted-paths': 'off' },
  },
  {
    files: ['**/*.config.ts', '**/*.d.ts', 'test/helpers/count-reporter.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
)

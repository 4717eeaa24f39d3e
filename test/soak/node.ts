/** Other runners, as the long run starts them. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Runs a package's command with this Node, and resolves to its exit code: null when it could not be started. */
export function runCommand(
  name: string,
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number | null> {
  const path = join(dirname(require.resolve(`${name}/package.json`)), script);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path, ...args], {
      cwd: join(import.meta.dirname, '../..'),
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
}

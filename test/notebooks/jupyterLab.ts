import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { ENVIRONMENT } from './jupyter';

const TOKEN = 'test';

/** A JupyterLab that serves one folder on a free port of this machine. */
export interface JupyterLab {
  url(notebook: string): string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (child.exitCode !== null) throw new Error(`JupyterLab ended with ${child.exitCode}`);
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('JupyterLab does not answer');
}

/** Starts the program `jupyter` on `folder`, which also holds the settings: nobody's own theme or layout gets in. */
export async function startJupyterLab(jupyter: string, folder: string): Promise<JupyterLab> {
  const port = await freePort();
  const args = [
    'lab',
    '--no-browser',
    '--ip=127.0.0.1',
    `--port=${port}`,
    '--ServerApp.port_retries=0',
    '--allow-root',
  ];
  const server = [`--IdentityProvider.token=${TOKEN}`, `--ServerApp.root_dir=${folder}`];
  const env = {
    ...ENVIRONMENT,
    JUPYTERLAB_SETTINGS_DIR: `${folder}/.settings`,
    JUPYTERLAB_WORKSPACES_DIR: `${folder}/.workspaces`,
  };
  const child = spawn(jupyter, [...args, ...server], { env, stdio: 'ignore' });
  await untilReady(`http://127.0.0.1:${port}/api/status?token=${TOKEN}`, child);
  return {
    url: (notebook) => `http://127.0.0.1:${port}/lab/tree/${notebook}?token=${TOKEN}&reset`,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(late);
    },
  };
}

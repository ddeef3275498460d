import { open, readFile, type FileHandle } from 'node:fs/promises';
import { ioError } from '../../data/files';

/** A file of JSON lines that only grows; each `append` is on the disk when it returns. */
export class Journal {
  private torn = false;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    private size: number,
  ) {}

  /** Makes an empty one; what was there under this name is lost. */
  static async create(path: string): Promise<Journal> {
    try {
      return new Journal(path, await open(path, 'w'), 0);
    } catch (error) {
      throw ioError('write', path, error);
    }
  }

  /**
   * Adds lines, all or none as far as this process goes: after a failure the next one begins where this one did.
   * @throws {DriftlabError} DRIFTLAB_IO if they cannot be written.
   */
  async append(lines: readonly string[]): Promise<void> {
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    try {
      if (this.torn) await this.handle.truncate(this.size);
      this.torn = true;
      for (let at = 0; at < bytes.length;)
        at += (await this.handle.write(bytes, at, bytes.length - at, this.size + at)).bytesWritten;
      await this.handle.datasync();
      this.torn = false;
      this.size += bytes.length;
    } catch (error) {
      throw ioError('write', this.path, error);
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/**
 * The events of a journal, up to the first line that is not whole: what a kill cut off was never acknowledged. None where there is no file.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be read.
 */
export async function readJournal(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw ioError('read', path, error);
  });
  const events: unknown[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const event = parsed(line);
    if (event === undefined) break;
    events.push(event);
  }
  return events;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

import { expect } from 'chai';
import { progressBar } from '../../src/plots';

/** What a bar of ten steps writes to a stderr that is a terminal, or is none. */
function written(isTTY: boolean): string[] {
  const { stderr } = process;
  const kept = { isTTY: stderr.isTTY, write: stderr.write.bind(stderr) };
  const lines: string[] = [];
  Object.assign(stderr, { isTTY, write: (text: string) => lines.push(text) });
  try {
    const { update } = progressBar('embedding', 1000);
    for (let done = 1; done <= 1000; done++) update(done);
  } finally {
    Object.assign(stderr, kept);
  }
  return lines;
}

describe('progressBar', () => {
  it('draws one line again and again in a terminal, once for each per cent, and ends it', () => {
    const lines = written(true);
    expect(lines).length(102);
    expect(lines[51]).equal('\r\x1b[Kembedding ████████████░░░░░░░░░░░░ 500 of 1000');
    expect(lines[101]).equal('\r\x1b[Kembedding ████████████████████████ 1000 of 1000\n');
  });

  it('is silent where stderr is a file or a pipe', () => {
    expect(written(false)).deep.equal([]);
  });
});

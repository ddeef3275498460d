import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ENVIRONMENT, FIXTURES, venvProgram } from './jupyter';

describe('the notebook kernel', function () {
  this.timeout(120_000);

  it('aborts what waits behind a failed cell, or goes on when asked to, and can be interrupted', function () {
    const python = venvProgram(this, 'python');
    const printed = execFileSync(python, [join(FIXTURES, 'protocol.py'), FIXTURES], {
      env: ENVIRONMENT,
      encoding: 'utf8',
    });
    expect(JSON.parse(printed)).deep.equal({
      stopping: [
        ['error', 1],
        ['aborted', null],
        ['aborted', null],
      ],
      goingOn: [
        ['error', 2],
        ['ok', 3],
        ['ok', 4],
      ],
      interrupted: 'error',
      after: [['ok', 6]],
    });
  });
});

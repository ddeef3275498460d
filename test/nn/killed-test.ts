import { expect } from 'chai';
import { killAndResume } from './killAndResume';

// more with KILLS=50; each costs the start of a process
const KILLS = Number(process.env.KILLS ?? 1);

describe('a training that is killed', () => {
  it('goes on to the same bytes, whenever it was killed', async function () {
    this.timeout(60_000 * (1 + KILLS));
    const { kills, different } = await killAndResume(KILLS);
    expect(kills).least(KILLS);
    expect(different).equal(0);
  });
});

import { expect } from 'chai';
import { profileCases } from '../../src/experiments/profiles/profileCases';
import { profileClaims } from '../../src/experiments/profiles/profileClaims';
import { realProfiles } from '../../src/experiments/profiles/realProfiles';
import { skip } from '../skip';

describe('the study of profiles', () => {
  const cases = profileCases();

  it('has cases that come out as known', () => {
    const claims = profileClaims(cases, { kind: 'none', because: 'not asked for' });
    expect(claims.length).equal(5);
    expect(claims.filter(({ holds }) => !holds)).deep.equal([]);
  });

  it('does not hold where classes stay', () => {
    const claims = profileClaims(
      { ...cases, classes: cases.identical, channels: cases.tokens },
      { kind: 'none', because: '' },
    );
    expect(claims.filter(({ holds }) => !holds).map(({ id }) => id)).include('case-channels');
  });

  it('says why there is no real data', async () => {
    expect(await realProfiles()).deep.include({ kind: 'none' });
    expect(await realProfiles('nowhere')).deep.equal({
      kind: 'none',
      because: 'the data folder has no tabular/adult_train.csv',
    });
  });

  it('holds on real data', async function () {
    this.timeout(60_000);
    const folder = process.env.DRIFTLAB_DATA;
    if (!folder) skip(this, 'DRIFTLAB_DATA names no folder');
    const claims = profileClaims(cases, await realProfiles(folder));
    expect(claims.length).equal(15);
    expect(claims.filter(({ holds }) => !holds)).deep.equal([]);
  });
});

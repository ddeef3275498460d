import { expect } from 'chai';
import { generateKeyPairSync } from 'node:crypto';
import { createNoteKey, openNote, signNote } from '../../src/registry/signedNote';

// a note that other implementations of C2SP signed-note have as their example
const PUBLISHED = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const PUBLISHED_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';

describe('signed notes', () => {
  it('open a published one, and not after a letter changed', () => {
    expect(openNote(PUBLISHED, PUBLISHED_KEY)).equal('This is an example message.\n');
    expect(openNote(PUBLISHED.replace('example m', 'Example m'), PUBLISHED_KEY)).equal(undefined);
  });

  it('open with the key that signed and with no other one of the same name', () => {
    const [key, other] = [createNoteKey('lab'), createNoteKey('lab')];
    const note = signNote('text\n\nmore\n', 'lab', key.privateKey);
    expect(openNote(note, key.verifierKey)).equal('text\n\nmore\n');
    expect(openNote(note, other.verifierKey)).equal(undefined);
    expect(openNote('text\n', key.verifierKey)).equal(undefined);
    expect(openNote(`text\n\n— lab ${Buffer.alloc(68).toString('base64')}\n`, key.verifierKey)).equal(undefined);
  });

  it('pass over the signatures of others', () => {
    const [key, witness] = [createNoteKey('lab'), createNoteKey('witness')];
    const note = signNote('text\n', 'lab', key.privateKey);
    const cosigned = note + signNote('text\n', 'witness', witness.privateKey).split('\n\n')[1];
    expect([openNote(cosigned, key.verifierKey), openNote(cosigned, witness.verifierKey)]).deep.equal([
      ...['text\n', 'text\n'],
    ]);
  });

  it('refuse keys that are none', () => {
    const { verifierKey } = createNoteKey('lab');
    const swapped = verifierKey.replace(/(.)$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const wrong of ['', 'lab', verifierKey.slice(1), swapped, 3 as never])
      expect(() => openNote(PUBLISHED, wrong), String(wrong)).throw(RangeError, /invalid verifierKey/);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (const wrong of ['', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()])
      expect(() => signNote('text\n', 'lab', wrong)).throw(/expected an Ed25519 key/);
    for (const name of ['', 'a b', 'a+b']) expect(() => createNoteKey(name)).throw(RangeError, /invalid name/);
  });
});

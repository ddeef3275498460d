/** What stands in for a language: its commonest words, and syllables of which words that look like it are made. */
export interface Language {
  /** English function words and theirs. */
  readonly words: ReadonlyMap<string, string>;
  readonly starts: readonly string[];
  readonly ends: readonly string[];
}

const english = 'the a and or but not is was are to of in on at with for from after before I my we our you how when where who this that have has never very'.split(' '); // prettier-ignore

const language = (words: string, starts: string, ends: string): Language => {
  const theirs = words.split(' ');
  return {
    words: new Map(english.map((word, i) => [word.toLowerCase(), theirs[i]])),
    starts: starts.split(' '),
    ends: ends.split(' '),
  };
};

/** Languages by name. */
export const languages = {
  german: language(
    'die eine und oder aber nicht ist war sind zu von in auf bei mit für aus nach vor ich mein wir unser du wie wann wo wer dies dass haben hat nie sehr',
    'ge ver be ent zer auf schla krei gro stra blu wund herz schätz fräu müh glau vor rück über',
    'ung heit keit lich isch schaft ten eln ieren bar stück zeug kraft straße wurf nis',
  ),
  french: language(
    'la une et ou mais pas est était sont à de dans sur chez avec pour depuis après avant je mon nous notre vous comment quand où qui ce que avoir a jamais très',
    'pré dé ré en con sou bien mal par entre vi mou cha cou fra trou plai mé é',
    'tion ment eur euse eau eux ité ance oir age ette ière ir eille çon ée',
  ),
  spanish: language(
    'la una y o pero no es era son a de en sobre por con para desde después antes yo mi nosotros nuestro tú cómo cuándo dónde quién este que haber ha nunca muy',
    'des re en con sobre ante bien mal par ca pro ma ti lle sue gua qui cha pe',
    'ción mente dad ero ado ido eza aje illo ista ura anza ñar oso ar ía',
  ),
} as const satisfies Readonly<Record<string, Language>>;

/** A name in `languages`. */
export type LanguageName = keyof typeof languages;

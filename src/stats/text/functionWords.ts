/** English words that hold sentences together, in lower case, and their short forms. */
export const functionWords: ReadonlySet<string> = new Set(
  [
    'a an the this that these those some any each every both all no none such other another same own',
    'i me my mine we us our ours you your yours he him his she her hers it its they them their theirs who whom whose which what',
    'somebody nobody everybody something nothing everything anyone everyone myself itself',
    'and or but nor yet so if then else than although though because while whether unless until since as',
    'of in on at by to from for with without about into onto over under between among through during before after above below',
    'behind around up down out off past near against along across',
    'am is are was were be been being do does did done doing have has had having will would shall should can could may might must',
    "not never don't doesn't didn't isn't aren't wasn't weren't can't cannot couldn't won't wouldn't i'm i've it's",
    'there here when where why how now then again once too also very just only still even ever rather quite almost',
    'one two three four five six seven eight nine ten first second third half more most much many few less least',
    'yes please thank thanks hello hi',
  ].flatMap((line) => line.split(' ')),
);

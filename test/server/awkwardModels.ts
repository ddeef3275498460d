import type { ServedTextModel } from '../../src/server/servedModel';
import { lengths } from './lengths';

/** Does what it is told to: a text 'spin' keeps the processor, 'crash' ends the process, 'fail' is a fault of the program, 'wait 200' takes its time. */
const awkward: ServedTextModel = {
  ...lengths,
  name: 'awkward',
  load: async () => {
    const model = await lengths.load();
    return {
      ...model,
      predict: async (texts) => {
        const [command, ms] = texts[0].split(' ');
        if (command === 'spin') for (;;);
        if (command === 'crash') process.exit(3);
        if (command === 'fail') throw new Error(`a fault that tells ${texts[1]}`);
        if (command === 'wait') await new Promise((resolve) => setTimeout(resolve, Number(ms)));
        return model.predict(texts);
      },
    };
  },
};

/** For `processService`. */
export const models = [lengths, awkward];

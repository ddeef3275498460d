import type { Topic } from './topic';

/** Doctors, treatments and hospitals. */
export const health: Topic = {
  things:
    'doctor|dentist|clinic|operation|treatment|nurse|prescription|hospital|waiting room|therapy|surgeon|vaccine|pharmacy|check|tablet|recovery|examination|practice'.split(
      '|',
    ),
  good: [
    'the (doctor|nurse|dentist|surgeon) (took time for my questions|found the cause at last|eased my pain)',
    'the (tablets|drops|injections) (helped overnight|stopped the fever|had no side effects)',
    'my (knee|wound|back|blood pressure) (healed quickly|is much better|recovered after the therapy)',
    'the (test|scan|examination) (came back clear|showed no infection|took ten minutes)',
  ],
  bad: [
    'the (doctor|nurse|dentist|surgeon) (ignored my symptoms|mixed up my blood test|prescribed the wrong dose)',
    'the (tablets|drops|injections) (made me sick|gave me a rash|did nothing for the pain)',
    'my (knee|wound|back|blood pressure) (got worse|still hurts|became infected)',
    'the (clinic|hospital|practice) (lost my X-ray|cancelled the operation|kept us waiting for hours)',
  ],
  facts: [
    'the (clinic|practice|pharmacy) is open (until six|on weekdays|at weekends)',
    'the (tablets|drops) are taken (twice a day|with water|before breakfast)',
    'the (vaccine|therapy|treatment) takes (three weeks|two doses|six sessions)',
    'a (nurse|doctor) measures the (pulse|blood pressure|temperature) first',
  ],
  tasks: [
    '(see|call|visit) (a doctor|the dentist|a skin specialist)',
    '(renew|collect) (my prescription|the tablets)( at the pharmacy|)',
    '(book|move|cancel) (a blood test|my vaccination|an eye examination|the operation)',
    '(read|understand) (the X-ray|my blood test results)',
    '(treat|prevent) (a cold|back pain|a headache|an allergy)',
  ],
  occasions: [
    'my (operation|therapy|check) at the clinic',
    '(the|my) visit to the (dentist|doctor)',
    'a week in hospital',
    'the blood test',
  ],
};

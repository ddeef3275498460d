/** Frames around what a topic gives; {thing} stands for one of its nouns, {good} and {bad} for adjectives. */
export const phrases = {
  good: 'excellent|helpful|pleasant|reliable|impressive|lovely|superb|fair|first class|outstanding|delightful|great',
  bad: 'disappointing|awful|terrible|confusing|useless|unfair|dreadful|frustrating|second rate|poor|annoying|shocking',

  /** Clauses that praise, half of them by denying a fault. */
  praise: [
    'the {thing} (was|has been|turned out) (really |simply |quite |)({good})',
    'the {thing} was (not at all|anything but|never|far from) ({bad})',
    'I have (never|rarely|hardly ever) (had|seen) a better {thing}',
    'I (like|love|can recommend|was pleased with) the {thing}',
    '(I cannot complain|nobody could complain|there is nothing to complain) about the {thing}',
    'the {thing} (exceeded|surpassed) (my|our) expectations',
  ],
  /** Clauses that find fault, half of them by denying a merit. */
  blame: [
    'the {thing} (was|has been|turned out) (really |simply |quite |)({bad})',
    'the {thing} was (not at all|anything but|never|far from) ({good})',
    'I have (never|rarely|hardly ever) (had|seen) a worse {thing}',
    'I (dislike|regret|cannot recommend|was not pleased with) the {thing}',
    '(I have to complain|everybody complains|there is much to complain) about the {thing}',
    'the {thing} (fell short of|did not meet) (my|our) expectations',
  ],

  /** What was said first does not count: the writer ends on {end}. */
  turns: [
    '{start}, (but|yet) {end}',
    '(although|even though) {start}, {end}',
    '{end}, (although|even though) {start}',
    'people (say|told me) that {start}, but {end}',
    'I (expected|had heard|was told) that {start}; instead, {end}',
  ],

  questions: [
    '(how|where|when) (do|can|should) I {task}',
    'could you (tell|show) me (how|where|when) to {task}',
    'is it possible to {task} (today|online|this week|without an appointment)',
    'what do I need (in order |)to {task}',
  ],
  plans: [
    'I (would like|need|want|plan|am going) to {task}( next week|( on Monday|)|)',
    'my (brother|neighbour|colleague|aunt) (wants|is about|asked me) to {task}',
    '(we|they) are (going|about) to {task}',
  ],
  /** Words of praise or blame that nobody means. */
  reports: [
    'my (brother|neighbour|colleague|aunt) (wants to know|asked|wonders) whether {claim}',
    'I (cannot say|do not know yet) whether {claim}',
    'the survey asks if {claim}',
  ],

  /** Words of another topic, in passing. */
  asides: [
    '(after|before|during) {occasion}, {clause}',
    '{clause} (after|before|during) {occasion}',
    'on the day of {occasion}, {clause}',
    'I have no time for {occasion} now, but {clause}',
  ],

  remarks: [
    'in my opinion',
    'if you ask me',
    'as usual',
    'this time',
    'so far',
    'once again',
    'to my surprise',
    'I must say',
    'as far as I can tell',
    'all in all',
    'for what it is worth',
    'according to my (wife|father|sister|friend)',
  ],

  openers: ['(honestly|frankly|to be clear|by the way|in short), ', '(hello|hi|good morning): '],
  closers: ['Thank you.', 'Thanks a lot!', 'Please let me know.', 'That is all.', 'Kind regards.', 'Just so you know.'],

  /** Things of any topic: nobody can tell which. */
  vague: 'service|offer|staff|place|whole thing|experience|visit|price'.split('|'),
};

import type { Topic } from './topic';

/** Matches, training and clubs. */
export const sports: Topic = {
  things:
    'match|team|coach|goalkeeper|stadium|season|training|referee|tournament|court|pool|race|club|transfer|score|gym|final|record'.split(
      '|',
    ),
  good: [
    'the (team|club|striker|goalkeeper) (won the final|scored in the last minute|saved the penalty)',
    'the (coach|trainer|captain) (turned the match around|believed in the young players|led us to the title)',
    'my (sprint|backhand|swimming) (improved every week|beat the club record)',
    'the (stadium|crowd|pitch) (sang until the whistle|cheered for both sides|was in perfect shape)',
  ],
  bad: [
    'the (team|club|striker|goalkeeper) (lost the final|missed the penalty|threw the lead away)',
    'the (referee|umpire) (ruined the match|gave a wrong red card|missed a clear foul)',
    'my (sprint|backhand|swimming) (got slower every week|cost us the set)',
    'the (coach|trainer|captain) (left the best players on the bench|gave up at half time|quit in mid season)',
  ],
  facts: [
    'the (match|race|final) starts at (noon|three|half past seven)',
    'the (team|club) (trains|plays) on (Mondays|Sundays|Tuesday evenings)',
    'the (league|tournament|season) has (twelve|sixteen|twenty) (rounds|teams)',
    'the (pool|court|track) is (fifty metres long|behind the stadium|closed for the winter)',
  ],
  tasks: [
    '(join|leave|found) (a running club|the rowing team|a tennis league)',
    '(train|warm up) for (the marathon|the next match|the swimming gala)',
    '(watch|record) (the final|the cup match|the race)',
    '(book|find|rent) (a tennis court|a lane in the pool|a squash partner)',
    '(sell|sign|train) (a goalkeeper|a striker|young players)',
  ],
  occasions: [
    'the (cup final|football match|race)',
    'my training at the gym',
    '(the|our) tennis match',
    'the last game of the season',
  ],
};

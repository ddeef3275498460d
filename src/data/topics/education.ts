import type { Topic } from './topic';

/** Schools, courses and exams. */
export const education: Topic = {
  things:
    'lecture|teacher|course|exam|library|textbook|seminar|school|class|essay|timetable|term|professor|scholarship|homework|training|examination|grade'.split(
      '|',
    ),
  good: [
    'the (teacher|professor|tutor) (made algebra easy|praised my essay|stayed after class to help)',
    'my (daughter|son|pupils) (passed the exam|won the scholarship|got top grades)',
    'the (lecture|seminar|course) (opened my eyes|answered all my questions|was full of examples)',
    'the (library|school|university) (bought new textbooks|extended the deadline|hired more teachers)',
  ],
  bad: [
    'the (teacher|professor|tutor) (lost my essay|read from the slides|marked the exam wrongly)',
    'my (daughter|son|pupils) (failed the exam|lost the scholarship|got lower grades)',
    'the (lecture|seminar|course) (taught me nothing|was cancelled twice|skipped half the chapters)',
    'the (library|school|university) (closed the reading room|raised the tuition fees|sacked the best teachers)',
  ],
  facts: [
    'the (term|course|seminar) (starts|ends) in (March|October|the second week)',
    'the (exam|test|essay) counts for (half|a third|a fifth) of the grade',
    'the (library|reading room) closes at (eight|nine|ten)',
    'the (class|course) has (twelve|thirty|ninety) (pupils|students)',
  ],
  tasks: [
    '(enrol in|leave|teach) (a history course|the evening class|a chemistry seminar)',
    '(hand in|write|correct) (my essay|the homework|a thesis)',
    '(borrow|return) (a textbook|two library books)',
    '(pass|repeat|prepare for) (the exam|the maths test|the final examination)',
    '(ask|meet|email) (the teacher|my tutor|the professor)',
  ],
  occasions: ['(the|my) (maths|history) exam', 'the lecture on (poetry|algebra)', 'a day at school', 'the last term'],
};
